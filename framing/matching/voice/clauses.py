"""Verbs of speech in their clauses: what stands before, after and between, for all at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from framing.matching.voice.attribution_words import words_of
from framing.matching.voice.text_marks import LIMIT, WORD_AFTER, Listed, Page
from framing.text import Mask, Offsets

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
_THAT = Listed(("that",))
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


Number = TypeVar("Number", int, Offsets)


class Clause(NamedTuple, Generic[Number]):
    """One form with the words around it, or many of them as parallel arrays; ranges are half-open
    and in words of the batch."""

    first: Number
    last: Number
    kind: Number
    sentence: Number
    """First word of its sentence."""
    sentence_end: Number
    start: Number
    """First word of its clause."""
    end: Number
    before: Number
    """Bits of the gap before its clause; 0 where the clause opens the sentence."""
    after: Number
    """Bits of the gap after its clause."""
    that: Number
    """How many words after it the first `that` of its clause stands; 0 for none."""
    when: Number
    """Whether the word after it in its clause begins to say when or where."""

    @property
    def rest(self) -> Number:
        """Words of its clause that follow it."""
        return self.end - self.last - 1


class Gaps:
    """What stands between the words of a batch."""

    def __init__(self, page: Page) -> None:
        bits = _BITS[page.mark_codes]
        # Neither an opening mark nor the apostrophe of a tail closes what was said.
        bits[(bits == QUOTE) & (page.mark_sides & WORD_AFTER != 0)] = 0
        chosen = np.flatnonzero(bits)
        words = page.mark_words[chosen]
        begins = np.flatnonzero(np.diff(words, prepend=-1))
        # One item more, so that there is always one to look at.
        self._words = np.append(words[begins], len(page) + 1)
        self._bits = np.zeros(len(self._words), dtype=np.int64)
        if len(begins):
            self._bits[:-1] = np.bitwise_or.reduceat(bits[chosen], begins)

    def before(self, words: Offsets) -> Offsets:
        """The bits of what stands between each word and the one before it."""
        at = np.searchsorted(self._words, words)
        return np.where(self._words[at] == words, self._bits[at], 0)


def clauses_of(page: Page, verbs: Verbs, gaps: Gaps) -> Clause[Offsets]:
    """The clauses of the forms."""
    first, last = verbs.first, verbs.last
    sentence, sentence_end = page.bounds(page.sentences, first)
    start, _ = page.bounds(page.clauses, first)
    _, end = page.bounds(page.clauses, last)
    before = np.where(start > sentence, gaps.before(start), 0)
    after = np.where(end < len(page), gaps.before(end), 0)
    that = _first_that(page, last, end)
    when = last + 1 < end
    when[when] = page.listed(last[when] + 1, words_of("when"))
    return Clause(
        first, last, verbs.kind, sentence, sentence_end, start, end, before, after, that,
        when.astype(np.int64),
    )  # fmt: skip


def _first_that(page: Page, last: Offsets, end: Offsets) -> Offsets:
    """How many words after each form the first `that` of its clause stands; 0 for none."""
    places = last[:, None] + np.arange(1, FURTHEST_THAT + 1)
    found = places < end[:, None]
    found[found] = page.listed(places[found], _THAT)
    return np.where(found.any(axis=1), found.argmax(axis=1) + 1, 0)
