"""The matches of a batch as parallel arrays, in words: what counting and showing start from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.matching.compiled_lexicons import Won
from framing.matching.negation import Turned
from framing.matching.proximity_windows import WordSpan
from framing.text import Mask, Offsets

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TermHits:
    """The terms that won their words, with what the words before them do to them."""

    won: Won
    weight: Weights
    negated: Mask
    counted: Mask
    turned: Turned
    """The negators of each, by its index."""


@dataclass(frozen=True, slots=True)
class RuleHit:
    """One window of a rule."""

    dimension: int
    entry: int
    spans: tuple[WordSpan, ...]
    weight: float
    counted: bool
    negators: tuple[WordSpan, ...]

    @property
    def words(self) -> int:
        """Words of its group hits."""
        return sum(last - first + 1 for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Hits:
    """Matches in no set order; every array has one item a match, terms first."""

    dimension: Offsets
    """Its number among those of all lexicons."""
    entry: Offsets
    """Number of the entry or rule in `CompiledLexicons.names`."""
    first: Offsets
    """First word in the batch."""
    last: Offsets
    """Last word, included."""
    words: Offsets
    """Words of its evidence."""
    weight: Weights
    negated: Mask
    counted: Mask
    turned: Mask
    """Whether it has negators."""
    _turned: Turned
    _rules: Sequence[RuleHit]

    def spans(self, index: int) -> tuple[WordSpan, ...]:
        """The evidence of one match: its group hits, or itself."""
        rule = self._rule(index)
        return rule.spans if rule else ((int(self.first[index]), int(self.last[index])),)

    def negators(self, index: int) -> tuple[WordSpan, ...]:
        """The negators of one match."""
        rule = self._rule(index)
        if rule:
            return rule.negators
        return self._turned.of(index) if self.turned[index] else ()

    def _rule(self, index: int) -> RuleHit | None:
        place = index - (len(self.dimension) - len(self._rules))
        return self._rules[place] if place >= 0 else None


def join(terms: TermHits, rules: Sequence[RuleHit]) -> Hits:
    """Terms and rules together."""
    won = terms.won
    figures = [
        (hit.dimension, hit.entry, hit.spans[0][0], hit.spans[-1][1], hit.words) for hit in rules
    ]
    dimension, entry, first, last, words = np.array(figures, dtype=np.int64).reshape(-1, 5).T
    turned = np.append(
        np.zeros(len(won.first), bool), np.array([bool(hit.negators) for hit in rules], bool)
    )
    turned[terms.turned.match] = True
    return Hits(
        dimension=np.append(won.contest, dimension),
        entry=np.append(won.entry, entry),
        first=np.append(won.first, first),
        last=np.append(won.last, last),
        words=np.append(won.last - won.first + 1, words),
        weight=np.append(terms.weight, [hit.weight for hit in rules]),
        negated=np.append(terms.negated, np.array([len(hit.negators) % 2 for hit in rules], bool)),
        counted=np.append(terms.counted, np.array([hit.counted for hit in rules], bool)),
        turned=turned,
        _turned=terms.turned,
        _rules=rules,
    )
