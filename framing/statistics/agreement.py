"""How far coders agree: Krippendorff's alpha and Cohen's kappa, by nltk with our distances.

What is not defined is found here, before nltk is asked: it would answer 1, or divide by zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from framing.statistics.classification import UNDEFINED, Measure, percentile_interval

Level = Literal["nominal", "ordinal", "interval"]
"""What the codes are: mere names, an order, or a scale of equal steps."""
Distance = Callable[[float, float], float]
_Table = npt.NDArray[np.float64]

_RESAMPLES = 1000
_SEED = 1
_AT_ONCE = 2_000_000
"""Array items of one batch of resamples."""


class Coding(NamedTuple):
    """What one coder said of one unit."""

    coder: str
    unit: str
    value: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders on the units that both have coded."""

    a: str
    b: str
    units: int
    same: int
    """Those to which both gave one code."""
    kappa: float | None
    """None where it is not defined: no unit in common, or one code throughout."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the coders of one dimension agree."""

    level: Level
    coders: tuple[str, ...]
    """In the order of their names."""
    units: int
    """Units coded by two or more: the others say nothing about agreement."""
    alpha: float | None
    alpha_low: float | None
    """Lower end of its 95 % interval over units; None where alpha is, and where all resamples are
    alike, as where all coders agree."""
    alpha_high: float | None
    reason: str
    """Why alpha is not defined; empty where it is."""
    pairs: tuple[Pair, ...]


def agreement(codings: Iterable[Coding], level: Level = "nominal") -> Agreement:
    """The agreement of all coders and of each two of them; a coder codes a unit once.

    Alpha (Krippendorff 2019, chapter 12) is 1 − observed / expected disagreement, over the units
    that two or more have coded, whoever they are. Its interval goes from the 2.5 to the 97.5
    percentile of alpha in 1,000 resamples of these units (Efron & Tibshirani 1993, chapter 13),
    seeded, but for those in which all codes are alike. Kappa (Cohen 1960; weighted by the distance,
    Cohen 1968, where the level is not nominal) is of two coders on the units that both coded.
    """
    all_of_them = list(codings)
    coders = tuple(sorted({each.coder for each in all_of_them}))
    shared = _coded_twice(all_of_them)
    reason = _undefined(coders, shared)
    alpha = UNDEFINED if reason else _alpha(shared, level)
    return Agreement(
        level=level,
        coders=coders,
        units=len({each.unit for each in shared}),
        alpha=alpha.value,
        alpha_low=alpha.low,
        alpha_high=alpha.high,
        reason=reason,
        pairs=tuple(_pairs(coders, shared, level)),
    )


def _coded_twice(codings: Sequence[Coding]) -> list[Coding]:
    times = Counter(each.unit for each in codings)
    return [each for each in codings if times[each.unit] > 1]


def _undefined(coders: Sequence[str], shared: Sequence[Coding]) -> str:
    if len(coders) < 2:
        return "one coder" if coders else "no coder"
    if not shared:
        return "no unit has two codes"
    if len({each.value for each in shared}) < 2:
        return "no variation: all codes are alike"
    return ""


def _alpha(shared: Sequence[Coding], level: Level) -> Measure:
    from nltk.metrics.agreement import AnnotationTask  # over 1 s, wanted only for coders

    alpha = float(AnnotationTask(shared, distance=_distance(shared, level)).alpha())
    return percentile_interval(alpha, _resampled(shared, level))


def _resampled(shared: Sequence[Coding], level: Level) -> _Table:
    """Alpha in samples of as many units, drawn with replacement, where it is defined.

    Units with the same codes, whoever gave them, are one kind: only how many are drawn of each
    kind matters.
    """
    values, value = np.unique([each.value for each in shared], return_inverse=True)
    _, unit = np.unique([each.unit for each in shared], return_inverse=True)
    table = np.zeros((int(unit.max()) + 1, len(values)))
    np.add.at(table, (unit, value), 1)
    kinds, times = np.unique(table, axis=0, return_counts=True)
    random = np.random.default_rng(_SEED)
    batch = max(1, _AT_ONCE // len(kinds))
    alphas = []
    for begin in range(0, _RESAMPLES, batch):
        size = min(batch, _RESAMPLES - begin)
        drawn = random.multinomial(len(table), times / len(table), size).astype(np.float64)
        alphas.append(_alphas(drawn, kinds, values, level))
    return np.concatenate(alphas)


def _alphas(drawn: _Table, kinds: _Table, values: _Table, level: Level) -> _Table:
    """Alpha of each resample: units drawn of each kind (a row a resample), how often each value
    stands in a unit of a kind (a row a kind)."""
    totals = drawn @ kinds
    varied = np.count_nonzero(totals, axis=1) > 1
    drawn, totals = drawn[varied], totals[varied]
    codes, n = kinds.sum(axis=1), totals.sum(axis=1)
    weight = drawn / (codes - 1)
    if level == "nominal":
        observed = weight @ (codes**2 - (kinds**2).sum(axis=1))
        expected = n**2 - (totals**2).sum(axis=1)
    else:
        # The ordinal distance of two values is that of their mean ranks.
        at = values if level == "interval" else np.cumsum(totals, axis=1) - totals / 2
        at = at - ((totals * at).sum(axis=1) / n)[:, np.newaxis]
        squares = ((weight * codes) @ kinds * at**2).sum(axis=1)
        observed = 2 * (squares - (weight * (at @ kinds.T) ** 2).sum(axis=1))
        expected = 2 * n * (totals * at**2).sum(axis=1)
    return np.asarray(1 - (n - 1) * observed / expected, dtype=np.float64)


def _pairs(coders: Sequence[str], shared: Sequence[Coding], level: Level) -> Iterable[Pair]:
    by_coder: dict[str, dict[str, Coding]] = defaultdict(dict)
    for each in shared:
        by_coder[each.coder][each.unit] = each
    for a, b in combinations(coders, 2):
        yield _pair(a, b, by_coder[a], by_coder[b], level)


def _pair(
    a: str, b: str, of_a: Mapping[str, Coding], of_b: Mapping[str, Coding], level: Level
) -> Pair:
    from nltk.metrics.agreement import AnnotationTask

    both = sorted(of_a.keys() & of_b.keys())
    same = sum(of_a[unit].value == of_b[unit].value for unit in both)
    codings = [of[unit] for unit in both for of in (of_a, of_b)]
    if len({each.value for each in codings}) < 2:
        return Pair(a, b, len(both), same, None)
    task = AnnotationTask(codings, distance=_distance(codings, level))
    return Pair(a, b, len(both), same, float(task.weighted_kappa_pairwise(a, b)))


def _distance(codings: Sequence[Coding], level: Level) -> Distance:
    """The squared difference of two codes at a level of measurement.

    Nominal: 0 or 1. Interval: (a − b)². Ordinal: the square of how many codes were given from a
    to b, both ends by half (Krippendorff 2019, section 12.3).
    """
    times = Counter(each.value for each in codings)

    def nominal(a: float, b: float) -> float:
        return float(a != b)

    def interval(a: float, b: float) -> float:
        return (a - b) ** 2

    def ordinal(a: float, b: float) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(count for value, count in times.items() if low <= value <= high)
        return (between - (times[low] + times[high]) / 2) ** 2

    distances: dict[Level, Distance] = {
        "nominal": nominal,
        "ordinal": ordinal,
        "interval": interval,
    }
    return distances[level]
