"""What stands above an article on a page: site names, contacts, a second title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.articles.cleaning.page_lines import Page, short_words
from framing.articles.cleaning.rules import Rule
from framing.model import Span

_FIGURE_OR_AT = re.compile("[0-9@]")
"""What every contact has."""
_PHONE = re.compile(r"\+?\(?\d[\d ().\-]{5,20}\d")
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_BARS = "|·•-–—"
DEEPEST = 40
"""Nothing that belongs above an article stands further down."""


def contact(page: Page, rule: Rule) -> Iterator[Span]:
    """Short lines with a telephone number or mail address, alone or after a word that says so."""
    for index in page.fitting.get(rule.number, ()):
        line = page.lines[index]
        if not page.free(index) or not short_words(line, rule):
            continue
        if not _FIGURE_OR_AT.search(line.text):
            continue
        found = _PHONE.search(line.folded) or _MAIL.search(line.folded)
        if not found or not page.in_zone(index, index + 1, rule.zone):
            continue
        named = rule.lists["words"] & set(line.folded.replace(":", " ").split())
        alone = found[0] == line.folded and "@" in found[0]
        if named or alone or found[0].startswith("+"):
            yield page.span(index, index + 1)


def site(page: Page, rule: Rule) -> Iterator[Span]:
    """A line that is the address of a site, alone or with its motto after a dash.

    With a motto it could be a title about the site: it counts only where a title still follows.
    """
    for index in page.fitting.get(rule.number, ()):
        line = page.lines[index]
        if index >= min(page.head, DEEPEST) or "." not in line.text.split(maxsplit=1)[0]:
            continue
        if not page.free(index) or not short_words(line, rule):
            continue
        address, *motto = line.folded.split()
        if not _is_address(address, rule) or not page.in_zone(index, index + 1, rule.zone):
            continue
        following = next((i for i in range(index + 1, len(page.lines)) if page.free(i)), index)
        title = page.lines[following]
        titled = following > index and not title.prose and title.words >= 4
        if not motto or (motto[0] in tuple(_BARS) and titled):
            yield page.span(index, index + 1)


def _is_address(word: str, rule: Rule) -> bool:
    stem, dot, ending = word.partition(".")
    while dot and ending not in rule.lists["endings"]:
        stem, dot, ending = ending.partition(".")
    return bool(dot) and stem.replace("-", "").isalnum()


def language(page: Page, rule: Rule) -> Iterator[Span]:
    """A line near the top of an English text that is no sentence and not in English."""
    found = [
        index
        for index in page.fitting.get(rule.number, ())
        if index < rule.first_lines
        and page.free(index)
        and (line := page.lines[index]).words >= 5
        and short_words(line, rule)
        and _is_foreign(line.text.split(), rule)
    ]
    if found and _is_english(page, rule):
        for index in found:
            yield page.span(index, index + 1)


def _is_english(page: Page, rule: Rule) -> bool:
    words = " ".join(line.folded for line in page.lines.between(0, DEEPEST)).split()
    return sum(word in rule.lists["words"] for word in words) >= 0.2 * len(words) > 0


def _is_foreign(words: list[str], rule: Rule) -> bool:
    """Whether words are of another language: no English function words among them, and letters
    beyond ASCII in a quarter of them, most not capitalised as in a list of names."""
    words = [word.strip("\"'“”‘’.,:;!?()") for word in words]
    marked = sum(not word.isascii() and _is_marked(word) for word in words)
    if not marked:
        return False
    common = sum(word.casefold() in rule.lists["words"] for word in words)
    capital = sum(word[:1].isupper() for word in words)
    return common * 8 <= len(words) <= marked * 4 and capital * 2 <= len(words)


def _is_marked(word: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in word)
