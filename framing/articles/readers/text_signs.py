"""What the texts of a file look like: those that may not be read as their writers meant them are
counted while drafts pass, and told once a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from framing.articles.cleaning import clean
from framing.articles.readers.base import RemarkError
from framing.articles.readers.cell_text import markup_seen
from framing.articles.readers.line_end_hyphens import cut_words
from framing.articles.readers.mojibake import mojibake
from framing.model import Draft
from framing.wording import plural

_LOST = "\N{REPLACEMENT CHARACTER}"
_LOST_SHARE = 200
"""A text has lost characters where one of so many was."""
_STUB = 1_500
"""Characters that an article has at least, with the prompts of its page."""
_PROMPT = re.compile("subscri|sign in|log in|regist|unlimited|free article|to read|reading", re.I)
_END = 600
"""Characters of a stub in which its prompts begin."""


def _mojibake(text: str) -> tuple[int, str]:
    found = mojibake(text)
    return bool(found), found


def _markup(text: str) -> tuple[int, str]:
    found = markup_seen(text)
    return bool(found), found[:40]


def _hyphens(text: str) -> tuple[int, str]:
    found = cut_words(text)
    return len(found), "".join(found[:1]).replace("\r", "").replace("\n", "⏎")


def _lost(text: str) -> tuple[int, str]:
    count = text.count(_LOST) if _LOST in text else 0
    return (count, "") if count * _LOST_SHARE >= len(text) else (0, "")


def _stub(text: str) -> tuple[int, str]:
    """Whether a short text ends in a prompt to subscribe, with no running text behind."""
    if len(text) > _STUB or not _PROMPT.search(text, max(0, len(text) - _END)):
        return 0, ""
    cuts = clean(text)
    end = len(text.rstrip())
    ends = bool(cuts) and cuts[-1].end == end
    return int(ends and any(cut.rule == "subscription prompt" for cut in cuts[-3:])), ""


class _Sign(NamedTuple):
    find: Callable[[str], tuple[int, str]]
    """How often a text has it, and the first."""
    one: str
    """What is said of one text; `{places}` is how often all have it, `{first}` the first."""
    many: str
    hint: str
    place: str = ""
    """What is counted in a text."""


_SIGNS = (
    _Sign(
        _mojibake,
        "looks like UTF-8 read as windows-1252: “{first}”",
        "look like UTF-8 read as windows-1252: “{first}”",
        "--repair mojibake mends such texts",
    ),
    _Sign(
        _markup,
        "looks like HTML, whose tags and escapes are counted as words: “{first}”",
        "look like HTML, whose tags and escapes are counted as words: “{first}”",
        "a file of HTML is read with --format html",
    ),
    _Sign(
        _hyphens,
        "has {places}: “{first}”",
        "have {places}: “{first}”",
        "--repair hyphens makes these words whole",
        "line-end hyphen",
    ),
    _Sign(
        _lost,
        "has lost characters: U+FFFD stands for {places}",
        "have lost characters: U+FFFD stands for {places}",
        "take them from where they were whole",
        "character",
    ),
    _Sign(
        _stub,
        "looks like a stub: short, and it ends in a prompt to subscribe",
        "look like stubs: short, and they end in a prompt to subscribe",
        "its rates are of the opening of an article",
    ),
)


class _Tally:
    """How many texts have a sign, and the first of them."""

    texts = places = line = 0
    first = ""

    def count(self, places: int, first: str, draft: Draft) -> None:
        if not self.texts:
            self.first, self.line = first, draft.line
        self.texts += 1
        self.places += places


class TextSigns:
    """The signs of one file's texts."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._tallies = {sign: _Tally() for sign in _SIGNS}

    def seen(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts, their texts looked at as they pass."""
        for draft in drafts:
            for sign, tally in self._tallies.items():
                places, first = sign.find(draft.text)
                if places:
                    tally.count(places, first, draft)
            yield draft

    def notes(self) -> list[RemarkError]:
        """What to tell of the texts that were seen: a line for each sign."""
        return [self._note(sign, tally) for sign, tally in self._tallies.items() if tally.texts]

    def _note(self, sign: _Sign, tally: _Tally) -> RemarkError:
        said = sign.one if tally.texts == 1 else sign.many
        places = plural(tally.places, sign.place)
        what = f"{plural(tally.texts, 'text')} {said.format(places=places, first=tally.first)}"
        return RemarkError(what, file=self._file, line=tally.line, hint=sign.hint)
