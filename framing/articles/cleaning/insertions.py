"""What stands inside the lines of an article and is none of it: addresses, handles, teasers that
a page put behind a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from framing.articles.cleaning.page_lines import Page
from framing.articles.cleaning.rules import Rule, found
from framing.model import Span

_GLUED = re.compile(r"[a-z.](?=[A-Z0-9‘“'\"])")
_NAME = re.compile(r"[^\W\d_][\w’'\-]*$")
_CLOSING = ".,;:!?…\"'”’»)]}"
_TEASERS = 900
"""Characters of the teasers behind a name at most."""
_NAMES = 80
"""Characters between a name and its second, glued form at most."""


def address(page: Page, rule: Rule) -> Iterator[Span]:
    """Web and mail addresses and handles, without the marks that close their sentence."""
    keys = [key for key in rule.keys if page.shows(key)]
    for index in page.fitting.get(rule.number, ()) if keys else ():
        start, text, at = page.lines.starts[index], page.lines.text(index), 0
        for word in _words_with(text, keys):
            at = text.index(word, at)
            if match := found(word, rule.forms):
                begin = start + at + match.start()
                yield begin, begin + len(match[0].rstrip(_CLOSING))
            at += len(word)


def _words_with(text: str, keys: Iterable[str]) -> list[str]:
    """The words of a text that hold a key, in their order."""
    held = [key for key in keys if key in text]
    if len(held) == 1:
        (key,) = held
        return [word for word in text.split() if key in word]
    return [word for word in text.split() if any(map(word.__contains__, held))] if held else []


def teaser(page: Page, rule: Rule) -> Iterator[Span]:
    """Headlines of other articles behind a name: from the name's second form, into which the
    first of them runs, to the word that closes them (“Ann Lee Ann May LeeFerry lost … MORE”)."""
    if not any(map(page.shows, rule.keys)):
        return
    closing = re.compile(rf"\b(?:{'|'.join(map(re.escape, rule.keys))})\b")
    for line in map(page.lines.__getitem__, page.fitting.get(rule.number, ())):
        begin = 0
        for word in closing.finditer(line.text):
            start = _first_form(line.text, max(begin, word.start() - _TEASERS), word.start())
            if start is not None:
                yield line.start + start, line.start + word.end()
            begin = word.end()


def _first_form(text: str, begin: int, end: int) -> int | None:
    """Where the words begin after a name that stands again, glued to a capital; None for none."""
    for glued in _GLUED.finditer(text, begin, end):
        at = glued.start() + 1
        name = _NAME.search(text, max(begin, at - 30), at)
        if not name:
            continue
        before = text.rfind(name[0], max(begin, name.start() - _NAMES), name.start())
        past = before + len(name[0])
        if before >= 0 and not text[past].isalnum() and not text[before - 1 : before].isalnum():
            return past + (text[past] == " ")
    return None
