"""Sources held against each other: every two of them in every dimension, p adjusted over all."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from framing.comparing.source_rates import SourceRate
from framing.statistics import RateRatio
from framing.statistics.group_ratios import group_ratios
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.steady_sums import Places

FALSE_DISCOVERIES = 0.05
"""A pair is flagged where its adjusted p is below this."""


@dataclass(frozen=True, slots=True)
class SourcePair:
    """One dimension in two sources."""

    a: SourceRate
    b: SourceRate
    ratio: RateRatio
    adjusted_p: float | None
    """p after Benjamini and Hochberg over every dimension and pair; None where there is no p."""

    @property
    def is_flagged(self) -> bool:
        """Whether the two rates differ, with all comparisons taken into account."""
        return self.adjusted_p is not None and self.adjusted_p < FALSE_DISCOVERIES


class SourcePairs:
    """All pairs of sources in every dimension, p adjusted over all of them."""

    def __init__(self, rates: Sequence[SourceRate]) -> None:
        """Of `source_rates`; sources with fewer than five articles are in no pair."""
        self._rates = sorted(
            (each for each in rates if each.is_source), key=attrgetter("dimension")
        )
        a, b = _pairs([each.dimension for each in self._rates])
        self._a, self._b = a, b
        self._ratios = group_ratios([each.sample for each in self._rates], a, b)
        known = ~np.isnan(self._ratios.p)
        self._adjusted = np.full(len(a), np.nan)
        self._adjusted[known] = benjamini_hochberg(self._ratios.p[known].tolist())
        self.compared = int(known.sum())
        """Dimensions and pairs that p was adjusted over."""

    def __iter__(self) -> Iterator[SourcePair]:
        """All pairs, by dimension and source."""
        return map(self._pair, range(len(self._a)))

    def of(self, dimension: str | None) -> Iterator[SourcePair]:
        """The pairs of one dimension, of all for None."""
        return map(self._pair, np.flatnonzero(self._among(dimension)).tolist())

    def of_source(self, source: str) -> Iterator[SourcePair]:
        """The pairs in which a source is, in every dimension."""
        own = np.array([each.source == source for each in self._rates], bool)
        return map(self._pair, np.flatnonzero(own[self._a] | own[self._b]).tolist())

    def flagged(self, dimension: str | None = None) -> Iterator[SourcePair]:
        """Those of them that differ."""
        differ = self._among(dimension) & (self._adjusted < FALSE_DISCOVERIES)
        return map(self._pair, np.flatnonzero(differ).tolist())

    def known(self, dimension: str | None) -> int:
        """How many of them have a p."""
        return int((self._among(dimension) & ~np.isnan(self._adjusted)).sum())

    def _among(self, dimension: str | None) -> NDArray[np.bool_]:
        own = np.array([dimension in (None, each.dimension) for each in self._rates], bool)
        return own[self._a]

    def _pair(self, at: int) -> SourcePair:
        adjusted = float(self._adjusted[at])
        return SourcePair(
            self._rates[self._a[at]],
            self._rates[self._b[at]],
            self._ratios[at],
            None if math.isnan(adjusted) else adjusted,
        )


def comparisons(rates: Sequence[SourceRate]) -> int:
    """How many pairs of sources in a dimension there are to compare."""
    groups = Counter(each.dimension for each in rates if each.is_source)
    return sum(math.comb(sources, 2) for sources in groups.values())


def _pairs(dimensions: Sequence[str]) -> tuple[Places, Places]:
    """The places of every two rates of one dimension, where they are sorted by it."""
    starts = [0, *accumulate(len(list(own)) for _, own in groupby(dimensions))]
    places = [start + np.stack(np.triu_indices(end - start, 1)) for start, end in pairwise(starts)]
    first, second = np.concatenate([np.empty((2, 0), np.int64), *places], axis=1)
    return first, second
