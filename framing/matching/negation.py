"""Which matches are negated: an odd number of negators near them in their clause.

Nothing is parsed: a negator within the four words before a match counts, and for a rule also one
that stands between its group hits. Two negators affirm ("not without risks").
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from framing.matching.proximity_windows import WordSpan
from framing.text import TAIL_BITS, Mask, Offsets, Tokens, spread, tails_of

REACH = 4
"""Counted words before a match in which a negator counts for it."""

TURN = "but"
"""The word that opens a clause by itself."""

_HAS_NOT = np.array(["t" in tails_of(code) for code in range(1 << 2 * TAIL_BITS)])


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `negators`, `reversing` or `exempt`."""
    path = Path(__file__).parents[1] / "data" / "negation.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[kind])


@dataclass(frozen=True, slots=True)
class Turned:
    """Which negators count for which matches: one item a pair, by match and then by place."""

    match: Offsets
    first: Offsets
    last: Offsets

    def of(self, index: int) -> tuple[WordSpan, ...]:
        """The negators of one match."""
        low, high = np.searchsorted(self.match, (index, index + 1)).tolist()
        return tuple(zip(self.first[low:high].tolist(), self.last[low:high].tolist(), strict=True))


class Negators:
    """The negators of a batch, and which of them turn a match."""

    def __init__(self, tokens: Tokens, first: Offsets, last: Offsets, turns: Offsets) -> None:
        """`first` and `last` are the words of the listed forms that were found, `turns` the places
        of the word that opens a clause, sorted."""
        contracted = _contractions(tokens)
        first, last = np.append(first, contracted), np.append(last, contracted)
        order = np.argsort(last, kind="stable")
        self._tokens = tokens
        self._turns = turns
        self._first, self._last = first[order], last[order]

    def of_terms(self, first: Offsets) -> Turned:
        """The negators that stand in the words before each of the matches that begin here."""
        near = np.flatnonzero(self._some_before(first))
        words = first[near]
        opens = np.searchsorted(self._last, words - REACH)
        counts = np.searchsorted(self._last, words) - opens
        negator, which = spread(opens, counts)
        match = near[which]
        fits = self._reaches(negator, first[match])
        match, negator = match[fits], negator[fits]
        return Turned(match, self._first[negator], self._last[negator])

    def _some_before(self, first: Offsets) -> Mask:
        """Whether any negator ends in the words before: most matches are done with this."""
        near = np.zeros(len(self._tokens) + REACH + 1, dtype=bool)
        for distance in range(1, REACH + 1):
            near[self._last + distance] = True
        some: Mask = near[first]
        return some

    def _reaches(self, negator: Offsets, words: Offsets) -> Mask:
        """Whether no clause opens after each negator up to the word."""
        last = self._last[negator]
        turns = np.searchsorted(self._turns, words, "right") - np.searchsorted(
            self._turns, last, "right"
        )
        reaches: Mask = (turns == 0) & self._tokens.same_clause(last, words)
        return reaches

    def of_rule(self, hits: Sequence[WordSpan]) -> tuple[WordSpan, ...]:
        """For the group hits of a rule: the negators before each and between them, each once."""
        begin, end = hits[0][0], max(last for _, last in hits)
        low, high = np.searchsorted(self._last, (begin - REACH, end + 1)).tolist()
        if low == high:
            return ()
        own = {word for first, last in hits for word in range(first, last + 1)}
        chosen = []
        for index in range(low, high):
            span = int(self._first[index]), int(self._last[index])
            if own.isdisjoint(range(span[0], span[1] + 1)) and (
                span[1] >= begin or self._reaches_one(index, span[1], hits)
            ):
                chosen.append(span)
        return tuple(chosen)

    def _reaches_one(self, index: int, last: int, hits: Sequence[WordSpan]) -> bool:
        """Whether a negator before a rule's window reaches one of its hits."""
        firsts = [first for first, _ in hits if first - REACH <= last < first]
        negator = np.full(len(firsts), index)
        return bool(self._reaches(negator, np.array(firsts, dtype=np.int64)).any())


def _contractions(tokens: Tokens) -> Offsets:
    """Words that end in n’t."""
    tails = tokens.words.tails
    words: Offsets = tails.word[_HAS_NOT[tails.code]]
    last = tokens.words.at[words] + tokens.words.size[words] - 1
    ends_in_n: Mask = tokens.words.folded[last] == ord("n")
    return words[ends_in_n]
