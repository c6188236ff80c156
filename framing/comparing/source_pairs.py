"""Sources held against each other: every two of them in every dimension, p adjusted over all."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from framing.comparing.source_rates import SourceRate
from framing.statistics import RateRatio, rate_ratio
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.rate_ratios import has_error
from framing.statistics.rates import relative_error

FALSE_DISCOVERIES = 0.05
"""A pair is flagged where its adjusted p is below this."""

Numbers = NDArray[np.float64]


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
    """All pairs of sources, kept as numbers; a pair is made when it is asked for."""

    def __init__(self, rates: Sequence[SourceRate]) -> None:
        """Of `source_rates`; sources with fewer than three articles are in no pair."""
        kept = sorted((each for each in rates if each.is_source), key=attrgetter("dimension"))
        groups = [list(own) for _, own in groupby(kept, key=attrgetter("dimension"))]
        self._rows = [(group, at) for group in groups for at in range(len(group))]
        """Each source with those after it in its group is a row of pairs."""
        sizes = [len(group) - 1 - at for group, at in self._rows]
        self._opens = np.cumsum([0, *sizes])
        p = np.concatenate([np.zeros(0), *map(_p_values, groups)])
        self._adjusted = np.full(len(p), np.nan)
        known = ~np.isnan(p)
        self._adjusted[known] = benjamini_hochberg(p[known].tolist())
        self.compared = int(known.sum())
        """Dimensions and pairs that p was adjusted over."""

    def __iter__(self) -> Iterator[SourcePair]:
        """All pairs, by dimension and source."""
        return map(self._pair, range(len(self._adjusted)))

    def flagged(self) -> Iterator[SourcePair]:
        """The pairs that differ, by dimension and source."""
        return map(self._pair, np.flatnonzero(self._adjusted < FALSE_DISCOVERIES).tolist())

    def _pair(self, place: int) -> SourcePair:
        row = int(np.searchsorted(self._opens, place, side="right")) - 1
        group, at = self._rows[row]
        a, b = group[at], group[at + 1 + place - int(self._opens[row])]
        adjusted = float(self._adjusted[place])
        return SourcePair(a, b, rate_ratio(a, b), None if np.isnan(adjusted) else adjusted)


def _p_values(group: Sequence[SourceRate]) -> Numbers:
    """p of every two of them, as `rate_ratio` gives it; not a number where it gives none."""
    words = np.array([each.words for each in group], dtype=float)
    matches = np.array([each.matches for each in group], dtype=float)
    known = [has_error(each) for each in group]
    logs, error = (
        np.array([of(each) if has else np.nan for each, has in zip(group, known, strict=True)])
        for of in (_log_rate, _error)
    )
    rows = (_against(at, words, matches, logs, error) for at in range(len(group)))
    return np.concatenate([np.zeros(0), *rows])


def _log_rate(rate: SourceRate) -> float:
    return math.log(rate.weight / rate.words)


def _error(rate: SourceRate) -> float:
    return relative_error(rate.words, rate.sums)


def _against(at: int, words: Numbers, matches: Numbers, logs: Numbers, error: Numbers) -> Numbers:
    """p of one source against each of those after it."""
    from scipy.special import erfc

    rest = slice(at + 1, None)
    extra = np.where((matches[at] > 0) & (matches[rest] > 0), 0.0, 0.5)
    hits, others = matches[at] + extra, matches[rest] + extra
    totals, other_totals = words[at] + 2 * extra, words[rest] + 2 * extra
    binomial = np.sqrt((1 - hits / totals) / hits + (1 - others / other_totals) / others)
    both = np.hypot(error[at], error[rest])
    has_both = both > 0
    spread = np.where(has_both, both, binomial)
    counted = np.log(hits / totals) - np.log(others / other_totals)
    distance = np.abs(np.where(has_both, logs[at] - logs[rest], counted))
    p = np.where(distance == 0, 1.0, 0.0)
    varies = spread > 0
    p[varies] = erfc(distance[varies] / spread[varies] / math.sqrt(2))
    p[(matches[at] == 0) & (matches[rest] == 0)] = np.nan
    return p
