"""How well yes-or-no findings fit human codes: shares, F1 and AUC, each with a 95 % interval.

A share has the Wilson interval (Wilson 1927; Newcombe 1998, method 3), which holds for few units
and at 0 and 1. F1 and AUC have a percentile interval from 1,000 bootstrap resamples of the units,
seeded, so that the same codes give the same interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
"""A row for each resample; in it how many units fell into each cell."""
Values = npt.NDArray[np.float64]

_Z = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""
_RESAMPLES = 1000
_SEED = 1
_AT_ONCE = 2_000_000
"""Array items of one batch of resamples, so that large sets of codes need no large memory."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure from 0 to 1 with its 95 % interval."""

    value: float | None
    """None where it is not defined."""
    low: float | None
    high: float | None
    """None, as `low`, where nothing varies and an interval would only pretend to be one."""


UNDEFINED = Measure(None, None, None)


def share(part: int, whole: int) -> Measure:
    """The share of a part in a whole with its Wilson interval; not defined for an empty whole.

    Centre (p + z²/2n) / (1 + z²/n), half width z·√(p(1−p)/n + z²/4n²) / (1 + z²/n).
    """
    if not whole:
        return UNDEFINED
    value = part / whole
    shrink = 1 + _Z**2 / whole
    centre = (value + _Z**2 / (2 * whole)) / shrink
    half = _Z * math.sqrt(value * (1 - value) / whole + (_Z / (2 * whole)) ** 2) / shrink
    # Rounding must not put the end of a 0 or a 1 on the wrong side of it.
    return Measure(value, min(max(centre - half, 0.0), value), max(min(centre + half, 1.0), value))


def f1(coded: Sequence[bool], found: Sequence[bool]) -> Measure:
    """F1 = 2·right / (2·right + wrong + missed); not defined where all units are coded alike."""
    if len(set(coded)) < 2:
        return UNDEFINED
    cells = 2 * np.asarray(coded, dtype=np.int64) + np.asarray(found, dtype=np.int64)
    return _bootstrapped(cells, 4, _f1)


def auc(coded: Sequence[bool], scores: Sequence[float]) -> Measure:
    """The chance that a unit coded 1 scores higher than one coded 0, a tie counting half.

    The area under the ROC curve; not defined where all units are coded alike.
    """
    from sklearn.metrics import roc_auc_score  # 1 s, wanted only where codes are compared

    if len(set(coded)) < 2:
        return UNDEFINED
    levels, level = np.unique(np.asarray(scores, dtype=np.float64), return_inverse=True)
    cells = 2 * level.astype(np.int64) + np.asarray(coded, dtype=np.int64)
    interval = _bootstrapped(cells, 2 * len(levels), _auc)
    return Measure(float(roc_auc_score(coded, scores)), interval.low, interval.high)


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


def _bootstrapped(cells: Counts, size: int, measure: Callable[[Counts], Values]) -> Measure:
    """A measure of units in `size` cells with the 2.5 and 97.5 percentiles of its resamples."""
    whole = measure(np.bincount(cells, minlength=size)[np.newaxis, :])
    if not len(whole):
        return UNDEFINED
    values = np.concatenate([measure(counts) for counts in _resamples(cells, size)])
    value = float(whole[0])
    if not len(values) or values.min() == values.max():
        return Measure(value, None, None)
    low, high = np.quantile(values, [0.025, 0.975])
    return Measure(value, float(low), float(high))


def _resamples(cells: Counts, size: int) -> Iterator[Counts]:
    """The cell counts of samples of as many units, drawn with replacement, in batches."""
    random = np.random.default_rng(_SEED)
    batch = max(1, _AT_ONCE // max(len(cells), size))
    for begin in range(0, _RESAMPLES, batch):
        rows = min(batch, _RESAMPLES - begin)
        drawn = cells[random.integers(0, len(cells), (rows, len(cells)))]
        drawn += size * np.arange(rows)[:, np.newaxis]
        yield np.bincount(drawn.ravel(), minlength=rows * size).reshape(rows, size)
