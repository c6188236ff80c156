"""Pairs of single quotation marks, told from apostrophes by what each touches."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from framing.matching.voice.spans import Spans, paragraph_of
from framing.matching.voice.text_marks import (
    LIMIT,
    SPACE_AFTER,
    SPACE_BEFORE,
    WORD_AFTER,
    WORD_BEFORE,
    Page,
)
from framing.text import Mask, Offsets
from framing.text import characters as ch

_CLOSES = {"'": "'‘", "’": "‘'‚‛", "‘": "‚", "›": "‹"}
"""What each mark can close."""
_OPENERS = "'‘‚‛‹"

_IS_OPENER = np.zeros(LIMIT, dtype=bool)
_IS_OPENER[[ord(mark) for mark in _OPENERS]] = True
_IS_CLOSER = np.zeros(LIMIT, dtype=bool)
_IS_CLOSER[[ord(mark) for mark in _CLOSES]] = True


def find_singles(page: Page, outside: Spans) -> Spans:
    """The quotations between single marks, but for those inside the given ones."""
    opening, closing = _candidates(page)
    chosen = np.flatnonzero(opening | closing)
    places = page.marks[chosen]
    free = ~_within(places, outside)
    chosen, places = chosen[free], places[free]
    paragraph = paragraph_of(page, chosen)
    openers = np.flatnonzero(opening[chosen])
    ends = np.append(openers, len(chosen)).tolist()
    opens, closes = [], []
    for opener, stop in pairwise(ends):
        own = range(opener + 1, stop)
        code = chr(int(page.mark_codes[chosen[opener]]))
        fitting = [
            int(chosen[place])
            for place in own
            if paragraph[place] == paragraph[opener]
            and code in _CLOSES.get(chr(int(page.mark_codes[chosen[place]])), "")
        ]
        if fitting and paragraph[opener] >= 0:
            opens.append(int(places[opener]))
            closes.append(int(page.marks[_closer(page, fitting)]))
    begin, end = np.array(opens, dtype=np.int64), np.array(closes, dtype=np.int64)
    return Spans(begin, end, np.searchsorted(page.start, begin), np.searchsorted(page.start, end))


def _candidates(page: Page) -> tuple[Mask, Mask]:
    """Which marks can open a quotation, and which others can close one."""
    codes = page.mark_codes
    sides = page.mark_sides
    opening = _IS_OPENER[codes] & (sides & SPACE_AFTER == 0)
    led = np.flatnonzero(opening & (sides & SPACE_BEFORE == 0))
    opening[led] = _touches_opener(page, led)
    straight = np.flatnonzero(opening & (codes == ord("'")) & (sides & WORD_AFTER != 0))
    words = page.mark_words[straight]
    known = words < len(page)
    straight, words = straight[known], words[known]
    letters = page.letters(words, range(1))[:, 0]
    opening[straight[(letters >= ord("0")) & (letters <= ord("9"))]] = False
    closing = _IS_CLOSER[codes] & (sides & (WORD_AFTER | SPACE_BEFORE) == 0) & ~opening
    return opening, closing


def _touches_opener(page: Page, marks: Offsets) -> Mask:
    """Which of the marks come right after an opening bracket or quotation mark."""
    opener = page.mark_flags[np.maximum(marks - 1, 0)] & ch.OPENER != 0
    both: Mask = page.touching(marks) & opener
    return both


def _within(places: Offsets, spans: Spans) -> Mask:
    """Which places stand in one of the spans, which do not overlap."""
    if not len(spans.opens):
        return np.zeros(len(places), dtype=bool)
    owner = np.searchsorted(spans.opens, places) - 1
    inside: Mask = (owner >= 0) & (places < spans.closes[owner])
    return inside


def _closer(page: Page, fitting: list[int]) -> int:
    """The first mark that can close; but one that may be a plural’s (the firms’ profits) gives
    way to one that follows punctuation."""
    first = fitting[0]
    if not _may_be_plural(page, first):
        return first
    strong = (mark for mark in fitting if not page.mark_sides[mark] & WORD_BEFORE)
    return next(strong, first)


def _may_be_plural(page: Page, mark: int) -> bool:
    """Whether the mark stands between a word that ends in s and white space."""
    sides = int(page.mark_sides[mark])
    if not sides & WORD_BEFORE or not sides & SPACE_AFTER:
        return False
    word = int(np.searchsorted(page.end, page.marks[mark]))
    if word == len(page) or page.end[word] != page.marks[mark]:
        return False
    return bool(page.letters(np.array([word]), range(-1, 0))[0, 0] == ord("s"))
