"""Sources held against each other: every two of them in every dimension, p adjusted over all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from operator import attrgetter

from framing.comparing.source_rates import SourceRate
from framing.statistics import RateRatio
from framing.statistics.group_ratios import group_ratio
from framing.statistics.multiple_comparisons import benjamini_hochberg

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
        kept = sorted((each for each in rates if each.is_source), key=attrgetter("dimension"))
        groups = (list(own) for _, own in groupby(kept, key=attrgetter("dimension")))
        pairs = [pair for group in groups for pair in combinations(group, 2)]
        # The same two sources in one dimension after another, since they share the drawn labels.
        sizes = sorted(pairs, key=lambda pair: (pair[0].articles, pair[1].articles))
        found = {id(pair): group_ratio(pair[0].sample, pair[1].sample) for pair in sizes}
        ratios = [found[id(pair)] for pair in pairs]
        known = [each.p for each in ratios if each.p is not None]
        adjusted = iter(benjamini_hochberg(known))
        self._pairs = [
            SourcePair(a, b, ratio, None if ratio.p is None else next(adjusted))
            for (a, b), ratio in zip(pairs, ratios, strict=True)
        ]
        self.compared = len(known)
        """Dimensions and pairs that p was adjusted over."""

    def __iter__(self) -> Iterator[SourcePair]:
        """All pairs, by dimension and source."""
        return iter(self._pairs)

    def flagged(self) -> Iterator[SourcePair]:
        """The pairs that differ, by dimension and source."""
        return (each for each in self._pairs if each.is_flagged)
