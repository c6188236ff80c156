"""How well yes-or-no findings fit human codes: shares, F1 and AUC, each with a 95 % interval.

A share has the Wilson interval (Wilson 1927; Newcombe 1998, method 3), which holds for few units
and at 0 and 1. F1 and AUC have a percentile interval from 1,000 bootstrap resamples of the units,
seeded, so that the same codes give the same interval.

Units of a stratified sample are weighted by what they stand for. Then a share has Wilson's interval
at the effective number of units (Kish 1965), recall and F1 are put together from the shares among
hits and among silent units, and AUC is resampled inside the strata.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from framing.statistics.quantiles import NORMAL

Cells = npt.NDArray[np.int64]
Counts = npt.NDArray[Any]
"""A row for each resample; in it the units, or their weights, that fell into each cell."""
Values = npt.NDArray[np.float64]

_RESAMPLES = 1000
_SEED = 1
_AT_ONCE = 2_000_000
"""Array items of one batch of resamples, so that large sets of codes need no large memory."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its 95 % interval."""

    value: float | None
    """None where it is not defined."""
    low: float | None
    high: float | None
    """None, as `low`, where nothing varies and an interval would only pretend to be one."""


UNDEFINED = Measure(None, None, None)


@dataclass(frozen=True, slots=True)
class Weights:
    """What units of a stratified sample stand for, in the order of the units."""

    weight: Sequence[float]
    """Units of the population; all above 0."""
    stratum: Sequence[str]


def share(part: int, whole: int) -> Measure:
    """The share of a part in a whole with its Wilson interval; not defined for an empty whole.

    Centre (p + z²/2n) / (1 + z²/n), half width z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).
    """
    return wilson(part / whole, whole) if whole else UNDEFINED


def weighted_share(coded: Sequence[bool], weights: Sequence[float]) -> Measure:
    """The weighted share of units coded 1, with Wilson's interval for n = (Σw)² / Σw² units.

    With equal weights it is `share`; not defined without units.
    """
    if not coded:
        return UNDEFINED
    whole = math.fsum(weights)
    part = math.fsum(weight for one, weight in zip(coded, weights, strict=True) if one)
    if sum(coded) in (0, len(coded)):  # rounding must not make a 0.9999… of it
        part = whole if coded[0] else 0.0
    return wilson(part / whole, whole**2 / math.fsum(weight**2 for weight in weights))


def wilson(value: float, n: float) -> Measure:
    """A share of n units with its Wilson interval; n may be a fraction, an effective number."""
    shrink = 1 + NORMAL**2 / n
    centre = (value + NORMAL**2 / (2 * n)) / shrink
    half = NORMAL * math.sqrt(value * (1 - value) / n + (NORMAL / (2 * n)) ** 2) / shrink
    # Rounding must not put the end of a 0 or a 1 on the wrong side of it.
    return Measure(value, min(max(centre - half, 0.0), value), max(min(centre + half, 1.0), value))


def f1(coded: Sequence[bool], found: Sequence[bool]) -> Measure:
    """F1 = 2·right / (2·right + wrong + missed); not defined where all units are coded alike."""
    if len(set(coded)) < 2:
        return UNDEFINED
    cells = 2 * np.asarray(coded, dtype=np.int64) + np.asarray(found, dtype=np.int64)
    return _bootstrapped(cells, 4, _f1, None)


def recall_and_f1(
    coded: Sequence[bool], found: Sequence[bool], weights: Sequence[float]
) -> tuple[Measure, Measure]:
    """Recall and F1 of the population behind a stratified sample.

    With a and b the weights of hits and of silent units, p and q the weighted shares coded 1 among
    them: recall = a·p / (a·p + b·q) (Begg & Greenes 1983), F1 = 2·a·p / (a + a·p + b·q). The
    interval adds up in squares how far each figure moves between the ends of p and of q (MOVER,
    Zou & Donner 2008): where no missed unit was drawn it still says how many there may be.

    Not defined without a unit coded 1, or where hits or silent units are lacking altogether.
    """
    rows = list(zip(coded, found, weights, strict=True))
    of_hits, of_silent = ([row for row in rows if row[1] is side] for side in (True, False))
    p, q = (
        weighted_share([row[0] for row in of], [row[2] for row in of])
        for of in (of_hits, of_silent)
    )
    a, b = (math.fsum(row[2] for row in of) for of in (of_hits, of_silent))
    if not (any(coded) and of_hits and of_silent):
        return UNDEFINED, UNDEFINED

    def recall(p: float, q: float) -> float:
        return a * p / (a * p + b * q) if p or q else 0.0

    def harmonic(p: float, q: float) -> float:
        return 2 * a * p / (a + a * p + b * q)

    return _moved(recall, p, q), _moved(harmonic, p, q)


def _moved(figure: Callable[[float, float], float], p: Measure, q: Measure) -> Measure:
    """A figure that rises with the first share and falls with the second."""
    at_p, low_p, high_p = p.value or 0.0, p.low or 0.0, p.high or 0.0
    at_q, low_q, high_q = q.value or 0.0, q.low or 0.0, q.high or 0.0
    value = figure(at_p, at_q)
    down = math.hypot(value - figure(low_p, at_q), value - figure(at_p, high_q))
    up = math.hypot(figure(high_p, at_q) - value, figure(at_p, low_q) - value)
    return Measure(value, max(value - down, 0.0), min(value + up, 1.0))


def auc(coded: Sequence[bool], scores: Sequence[float], weights: Weights | None = None) -> Measure:
    """The chance that a unit coded 1 scores higher than one coded 0, a tie counting half.

    The area under the ROC curve; not defined where all units are coded alike.
    """
    from sklearn.metrics import roc_auc_score  # 1 s, wanted only where codes are compared

    if len(set(coded)) < 2:
        return UNDEFINED
    interval = _bootstrapped(*_levels(coded, scores), _auc, weights)
    value = roc_auc_score(coded, scores, sample_weight=weights.weight if weights else None)
    return Measure(float(value), interval.low, interval.high)


def auc_gain(
    coded: Sequence[bool],
    before: Sequence[float],
    after: Sequence[float],
    weights: Weights | None = None,
) -> Measure:
    """The AUC of one order of units minus that of another, -1 to 1.

    Both are taken of the same resamples, so that the interval is that of the difference. Not
    defined where all units are coded alike.
    """
    if len(set(coded)) < 2:
        return UNDEFINED
    old, new = (_values(*_levels(coded, scores), _auc, weights) for scores in (before, after))
    return percentile_interval(new[0][0] - old[0][0], new[1] - old[1])


def _levels(coded: Sequence[bool], scores: Sequence[float]) -> tuple[Cells, int]:
    """A cell for each unit, coded 0 or 1 at a level of the scores, and the number of cells."""
    levels, level = np.unique(np.asarray(scores, dtype=np.float64), return_inverse=True)
    return 2 * level.astype(np.int64) + np.asarray(coded, dtype=np.int64), 2 * len(levels)


def _f1(counts: Counts) -> Values:
    """F1 of each resample, of cells in the order (coded, found) = 00, 01, 10, 11."""
    wrong, missed, right = counts[:, 1], counts[:, 2], counts[:, 3]
    return _over(2.0 * right, 2 * right + wrong + missed)


def _auc(counts: Counts) -> Values:
    """The AUC of each resample, of a cell coded 0 and one coded 1 for each level of the scores."""
    zeros, ones = counts[:, 0::2], counts[:, 1::2]
    below = np.cumsum(zeros, axis=1) - zeros / 2
    return _over((ones * below).sum(axis=1), ones.sum(axis=1) * zeros.sum(axis=1))


def _over(parts: npt.NDArray[Any], wholes: Counts) -> Values:
    """The quotients of the resamples whose divisor is not 0; in the others nothing is defined."""
    return np.asarray(parts[wholes > 0] / wholes[wholes > 0], dtype=np.float64)


def _bootstrapped(
    cells: Cells, size: int, measure: Callable[[Counts], Values], weights: Weights | None
) -> Measure:
    """A measure of units in `size` cells with the 2.5 and 97.5 percentiles of its resamples."""
    whole, values = _values(cells, size, measure, weights)
    return percentile_interval(whole[0], values) if len(whole) else UNDEFINED


def _values(
    cells: Cells, size: int, measure: Callable[[Counts], Values], weights: Weights | None
) -> tuple[Values, Values]:
    """A measure of units in `size` cells, and of those of its resamples where it is defined."""
    weight = np.asarray(weights.weight, dtype=np.float64) if weights else None
    whole = measure(np.bincount(cells, weight, minlength=size)[np.newaxis, :])
    groups = _groups(weights.stratum if weights else [""] * len(cells))
    values = [measure(each) for each in _resamples(cells, size, groups, weight)]
    return whole, np.concatenate(values)


def percentile_interval(value: float, values: Values) -> Measure:
    """A figure with the 2.5 and 97.5 percentiles of its resamples, without where all are alike."""
    if not len(values) or values.min() == values.max():
        return Measure(float(value), None, None)
    low, high = np.quantile(values, [0.025, 0.975])
    return Measure(float(value), float(low), float(high))


def _groups(strata: Sequence[str]) -> list[Cells]:
    """The units of each stratum, by their numbers."""
    _, number = np.unique(np.asarray(strata), return_inverse=True)
    return [np.flatnonzero(number == each) for each in range(int(number.max()) + 1)]


def _resamples(
    cells: Cells, size: int, groups: Sequence[Cells], weight: Values | None
) -> Iterator[Counts]:
    """The cell counts of samples of as many units, drawn with replacement from each group, in
    batches."""
    random = np.random.default_rng(_SEED)
    batch = max(1, _AT_ONCE // max(len(cells), size))
    for begin in range(0, _RESAMPLES, batch):
        rows = min(batch, _RESAMPLES - begin)
        drawn = np.concatenate(
            [group[random.integers(0, len(group), (rows, len(group)))] for group in groups], axis=1
        )
        place = cells[drawn] + size * np.arange(rows)[:, np.newaxis]
        weights = None if weight is None else weight[drawn].ravel()
        yield np.bincount(place.ravel(), weights, minlength=rows * size).reshape(rows, size)
