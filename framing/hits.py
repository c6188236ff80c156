"""The matches of a batch as parallel arrays, in words: what counting and showing start from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.lanes import Won
from framing.near import WordSpan
from framing.text import Mask, Offsets, Tokens

Weights = NDArray[np.float64]
Negators = tuple[WordSpan, ...]


@dataclass(frozen=True, slots=True)
class TermHits:
    """The terms that won their words, with what the words before them do to them."""

    won: Won
    weight: Weights
    negated: Mask
    counted: Mask
    negators: Mapping[int, Negators]
    """By index, where there are any."""


@dataclass(frozen=True, slots=True)
class RuleHit:
    """One window of a rule."""

    lane: int
    entry: int
    spans: tuple[WordSpan, ...]
    weight: float
    counted: bool
    negators: Negators

    @property
    def words(self) -> int:
        """Words of its group hits."""
        return sum(last - first + 1 for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Hits:
    """Matches by article, dimension and place; every array has one item a match."""

    article: Offsets
    lane: Offsets
    """Number of the dimension among those of all lexicons."""
    entry: Offsets
    """Number of the entry or rule in `Lanes.names`."""
    first: Offsets
    """First word in the batch."""
    last: Offsets
    """Last word, included."""
    words: Offsets
    """Words of its evidence."""
    weight: Weights
    negated: Mask
    counted: Mask
    _number: Offsets
    _evidence: Mapping[int, tuple[WordSpan, ...]]
    _negators: Mapping[int, Negators]

    def spans(self, index: int) -> tuple[WordSpan, ...]:
        """The evidence of one match: its group hits, or itself."""
        own = ((int(self.first[index]), int(self.last[index])),)
        return self._evidence.get(int(self._number[index]), own)

    def negators(self, index: int) -> Negators:
        """The negators of one match."""
        return self._negators.get(int(self._number[index]), ())


def join(tokens: Tokens, terms: TermHits, rules: Sequence[RuleHit]) -> Hits:
    """Terms and rules together, sorted by article, dimension and place."""
    won, size = terms.won, len(terms.won.first)
    of_terms = np.stack((won.lane, won.entry, won.first, won.last, won.last - won.first + 1))
    of_rules = np.array(
        [(hit.lane, hit.entry, hit.spans[0][0], hit.spans[-1][1], hit.words) for hit in rules],
        dtype=np.int64,
    ).reshape(-1, 5)
    whole = np.concatenate((of_terms, of_rules.T), axis=1)
    order = np.lexsort((whole[3], whole[2], whole[0], tokens.article[whole[2]]))
    lane, entry, first, last, words = whole[:, order]
    weight = np.append(terms.weight, [hit.weight for hit in rules])
    negated = np.append(terms.negated, [len(hit.negators) % 2 == 1 for hit in rules])
    counted = np.append(terms.counted, [hit.counted for hit in rules])
    negators = {size + place: hit.negators for place, hit in enumerate(rules) if hit.negators}
    return Hits(
        article=tokens.article[first],
        lane=lane,
        entry=entry,
        first=first,
        last=last,
        words=words,
        weight=weight[order],
        negated=negated[order].astype(bool),
        counted=counted[order].astype(bool),
        _number=order,
        _evidence={size + place: hit.spans for place, hit in enumerate(rules)},
        _negators={**terms.negators, **negators},
    )
