"""What the rest of an article tells about a coded unit, beside what its own words tell.

Frames come in clusters: of two sentences without a match the one in an article full of the
dimension is more often coded 1. The *neighbourhood rate* of a unit is the rate of the dimension in
the rest of its article, the unit itself left out. It is a second figure and goes into no score.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from framing.coding.unit_matches import MatchedUnit
from framing.statistics.classification import UNDEFINED, Measure, Weights, auc, auc_gain


@dataclass(frozen=True, slots=True)
class NeighbourhoodFit:
    """How much better units are ordered where the neighbourhood rate decides between ties."""

    n: int
    """Units with a neighbourhood rate: places in articles that have other words."""
    mean_of_positives: float | None
    """Mean neighbourhood rate, per 1,000 words, of the units coded 1; None without one."""
    mean_of_negatives: float | None
    auc: Measure
    """Of these units by their score alone."""
    auc_with_neighbourhood: Measure
    """By their score, and among equal scores by the neighbourhood rate. Nothing is fitted."""
    gain: Measure
    """The difference of the two, -1 to 1; both are taken of the same resamples."""


def neighbourhood_fit(
    matched: Sequence[MatchedUnit], weights: Sequence[float] | None = None
) -> NeighbourhoodFit:
    """How coded units are ordered with and without their neighbourhood rate.

    `weights` are what the units of a sample stand for. A sample of matches has no AUC: every unit
    is a hit.
    """
    rows = [
        (each, each.score, each.neighbourhood, weight)
        for each, weight in zip(matched, weights or [1.0] * len(matched), strict=True)
        if each.score is not None and each.neighbourhood is not None
    ]
    coded = [each.coded for each, *_ in rows]
    alone = [score for _, score, _, _ in rows]
    rates = [rate for _, _, rate, _ in rows]
    both = _ranks([(score, rate) for _, score, rate, _ in rows])
    design = None
    if weights is not None:
        design = Weights([row[3] for row in rows], [row[0].unit.stratum for row in rows])
    is_ordered = not any(each.unit.place and each.unit.place.match for each, *_ in rows)
    return NeighbourhoodFit(
        n=len(rows),
        mean_of_positives=_mean([rate for rate, one in zip(rates, coded, strict=True) if one]),
        mean_of_negatives=_mean([rate for rate, one in zip(rates, coded, strict=True) if not one]),
        auc=auc(coded, alone, design) if is_ordered else UNDEFINED,
        auc_with_neighbourhood=auc(coded, both, design) if is_ordered else UNDEFINED,
        gain=auc_gain(coded, alone, both, design) if is_ordered else UNDEFINED,
    )


def _ranks(keys: Sequence[tuple[float, float]]) -> list[float]:
    """The rank of each key among the different ones."""
    rank = {key: float(place) for place, key in enumerate(sorted(set(keys)))}
    return [rank[key] for key in keys]


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None
