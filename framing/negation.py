"""Which matches are negated: an odd number of negators near them in their clause.

Nothing is parsed: a negator within the four words before a match counts, and for a rule also one
that stands between its group hits. Two negators affirm ("not without risks").
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np

from framing.near import WordSpan
from framing.text import TAIL_BITS, Mask, Offsets, Tokens, tails_of

REACH = 4
"""Counted words before a match in which a negator counts for it."""

_HAS_NOT = np.array(["t" in tails_of(code) for code in range(1 << 2 * TAIL_BITS)])


@cache
def phrases(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `negators`, `reversing` or `exempt`."""
    path = Path(__file__).parent / "data" / "negation.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))[kind])


class Negators:
    """The negators of a batch, and which of them turn a match."""

    def __init__(self, tokens: Tokens, first: Offsets, last: Offsets) -> None:
        """`first` and `last` are the words of the listed forms that were found."""
        contracted = _contractions(tokens)
        first, last = np.append(first, contracted), np.append(last, contracted)
        order = np.argsort(last, kind="stable")
        self._tokens = tokens
        self._first, self._last = first[order], last[order]
        ends = np.bincount(self._last, minlength=len(tokens))
        self._before = np.concatenate(([0], np.cumsum(ends)))

    def of_terms(self, first: Offsets) -> tuple[Offsets, dict[int, tuple[WordSpan, ...]]]:
        """For matches that begin at these words: how many negators stand in the words before
        each, and which, by the match's index, where there are any."""
        opens = np.maximum(first - REACH, self._tokens.clause[first])
        low, high = self._before[opens], self._before[first]
        found = {
            index: self._spans(int(low[index]), int(high[index]))
            for index in np.flatnonzero(high > low).tolist()
        }
        return high - low, found

    def of_rule(self, hits: Sequence[WordSpan]) -> tuple[WordSpan, ...]:
        """For the group hits of a rule: the negators before each and between them, each once."""
        chosen: set[int] = set()
        for first, _ in hits:
            opens = max(first - REACH, int(self._tokens.clause[first]))
            chosen.update(range(int(self._before[opens]), int(self._before[first])))
        begin, end = hits[0][0], max(last for _, last in hits)
        chosen.update(range(int(self._before[begin]), int(self._before[end + 1])))
        spans = [span for index in sorted(chosen) for span in self._spans(index, index + 1)]
        own = {word for first, last in hits for word in range(first, last + 1)}
        return tuple(span for span in spans if own.isdisjoint(range(span[0], span[1] + 1)))

    def _spans(self, low: int, high: int) -> tuple[WordSpan, ...]:
        return tuple(
            zip(self._first[low:high].tolist(), self._last[low:high].tolist(), strict=True)
        )


def _contractions(tokens: Tokens) -> Offsets:
    """Words that end in n’t."""
    words: Offsets = np.flatnonzero(_HAS_NOT[tokens.tail])
    stream = np.frombuffer(tokens.stream, dtype=np.uint8)
    last = stream[tokens.stream_end[words] - 1]
    # A word of one letter is a capital in the stream: "does n't", as some corpora write it.
    ends_in_n: Mask = (last == ord("n")) | (last == ord("N"))
    return words[ends_in_n]
