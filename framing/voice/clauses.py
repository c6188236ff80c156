"""Verbs of speech in their clauses: what stands before, after and between, for all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from framing.text import Mask, Offsets
from framing.voice.page import LIMIT, WORD_AFTER, Page

SPEAKING, TELLING, ACCORDING = 0, 1, 2
"""Kinds of attributing forms."""

COMMA, QUOTE, STOP, COLON = 1, 2, 4, 8
"""Bits of what stands in the gap before a word."""

_BITS = np.zeros(LIMIT, dtype=np.uint8)
for _bit, _characters in (
    (COMMA, ",，、"),
    (QUOTE, "\"”“»«」』｣'’‘›"),
    (STOP, "?!？！…"),
    (COLON, ":："),
):
    _BITS[[ord(each) for each in _characters]] = _bit
_THAT = np.frombuffer(b"that", dtype=np.uint8)
_ING = np.frombuffer(b"ing", dtype=np.uint8)
LONGEST_SUBJECT = 8
"""Words of a subject right before a verb that stands last, and of what follows the verb."""
FURTHEST_THAT = 7
"""Words after a verb among which its `that` may stand."""


@dataclass(frozen=True, slots=True)
class Verbs:
    """The listed forms that were found in a batch, by place."""

    first: Offsets
    last: Offsets
    kind: Offsets

    def of(self, chosen: Mask) -> Verbs:
        """The chosen ones."""
        return Verbs(self.first[chosen], self.last[chosen], self.kind[chosen])


class Clause(NamedTuple):
    """One form with the words around it; ranges are half-open and in words of the batch."""

    first: int
    last: int
    kind: int
    sentence: int
    """First word of its sentence."""
    sentence_end: int
    start: int
    """First word of its clause."""
    end: int
    before: int
    """Bits of the gap before its clause; 0 where the clause opens the sentence."""
    after: int
    """Bits of the gap after its clause."""
    that: int
    """How many words after it the first `that` of its clause stands; 0 for none."""
    participle: bool
    """Whether it ends in -ing: adding, saying."""
    rest: int
    """Words of its clause that follow it."""


class Gaps:
    """What stands between the words of a batch."""

    def __init__(self, page: Page) -> None:
        self._page = page
        bits = _BITS[page.mark_codes]
        # Neither an opening mark nor the apostrophe of a tail closes what was said.
        bits[(bits == QUOTE) & (page.mark_sides & WORD_AFTER != 0)] = 0
        chosen = np.flatnonzero(bits)
        self._places, self._bits = page.marks[chosen], bits[chosen]
        self._until = [
            (bit, np.concatenate(([0], np.cumsum(self._bits == bit))))
            for bit in (COMMA, QUOTE, STOP, COLON)
        ]

    def before(self, words: Offsets) -> Offsets:
        """The bits of what stands between each word and the one before it."""
        low = np.searchsorted(self._places, self._page.end[np.maximum(words - 1, 0)])
        high = np.searchsorted(self._places, self._page.start[words])
        bits = np.zeros(len(words), dtype=np.int64)
        for bit, until in self._until:
            bits[until[low] < until[high]] |= bit
        return bits


def clauses_of(page: Page, verbs: Verbs, gaps: Gaps) -> list[Clause]:
    """The clauses of the forms that may attribute something."""
    first, last = verbs.first, verbs.last
    if not len(first):
        return []
    sentence, sentence_end = page.bounds(page.sentences, first)
    start, _ = page.bounds(page.clauses, first)
    _, end = page.bounds(page.clauses, last)
    before = np.where(start > sentence, gaps.before(start), 0)
    following = np.minimum(end, len(page) - 1)
    after = np.where(following == end, gaps.before(following), 0)
    that = _first_that(page, last, end)
    participle = (page.letters(first, range(-3, 0)) == _ING).all(axis=1)
    # Only those are looked at one by one that some rule can take.
    rest, inverted = end - last - 1, first == start
    first_clause = (start == sentence) & ~inverted & (after & COMMA != 0)
    after_subject = ~inverted & (rest <= LONGEST_SUBJECT) & (before & (COMMA | STOP) != 0)
    after_name = inverted & (before & COMMA != 0)
    stands_last = ~participle & ((before & QUOTE != 0) | after_subject | after_name)
    stands_first = (that > 0) | (after & COLON != 0) | first_clause
    chosen = np.flatnonzero(stands_first | stands_last | (verbs.kind == ACCORDING))
    columns = (first, last, verbs.kind, sentence, sentence_end, start, end, before, after, that)
    rows = (each[chosen].tolist() for each in (*columns, participle, rest))
    return list(map(Clause._make, zip(*rows, strict=True)))


def _first_that(page: Page, last: Offsets, end: Offsets) -> Offsets:
    """How many words after each form the first `that` of its clause stands; 0 for none."""
    found = np.zeros(len(last), dtype=np.int64)
    for step in range(FURTHEST_THAT, 0, -1):
        place = np.flatnonzero(last + step < end)
        place = place[page.sizes(last[place] + step) == len(_THAT)]
        same = (page.letters(last[place] + step, range(len(_THAT))) == _THAT).all(axis=1)
        found[place[same]] = step
    return found
