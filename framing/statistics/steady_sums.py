"""Sums of groups of numbers that are the same to the last digit in whatever order they are added.

Each number is cut at a binary place that is the same for all of its group, so far up that what
stands above it adds up without any rounding; what is left is cut and added up once more, and what
then is left is beyond the last digit (Demmel & Nguyen 2013, with two cuts). No sorting is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

_AT_ONCE = 1 << 15
"""Numbers that are added up together."""
_GRAIN = 1 << 10
"""Counts, and most weights, are whole numbers of its parts."""
_DIGITS = 52
"""Binary places of a number after its first."""


def steady_sums(values: Numbers, bounds: Places) -> Numbers:
    """The sum of each group, where group i has the values from `bounds[i]` to `bounds[i + 1]`.

    The sum of none is 0; one that holds what is not finite, or runs over, is not a number.
    """
    sizes = np.diff(bounds)
    sums = np.zeros(len(sizes))
    full = np.flatnonzero(sizes)
    starts, sizes = bounds[full], sizes[full]
    for a, b in pages(starts):
        own = values[starts[a] : starts[b - 1] + sizes[b - 1]]
        sums[full[a:b]] = _sums(own, starts[a:b] - starts[a], sizes[a:b])
    return sums


def pages(starts: Places) -> Iterator[tuple[int, int]]:
    """The places of the first group of each page, and of the first one after it; `starts` are where
    the items of the groups begin. What is made of the items of a page stays near the processor."""
    page = starts // _AT_ONCE
    return pairwise([*np.flatnonzero(np.diff(page, prepend=-1)).tolist(), len(starts)])


def _sums(values: Numbers, starts: Places, sizes: Places) -> Numbers:
    """The same of groups that follow each other and all have values."""
    room = np.frexp(sizes.astype(float))[1] + 1
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        largest = np.maximum.reduceat(np.abs(values), starts)
        fine = values * _GRAIN
        if (largest * sizes).max() * _GRAIN < 2**_DIGITS and np.array_equal(fine, np.rint(fine)):
            return np.add.reduceat(values, starts)  # no sum of such has to be rounded
        place = np.frexp(largest)[1] + room
        above = _cut(values, place, sizes)
        below = values - above
        rest = _cut(below, place - _DIGITS + room, sizes)
        sums: Numbers = np.add.reduceat(above, starts) + np.add.reduceat(rest, starts)
    sums[~np.isfinite(largest)] = np.nan
    return sums


def _cut(values: Numbers, place: Places, sizes: Places) -> Numbers:
    """The values without what is below the last digit of a number of that binary place."""
    large = np.repeat(np.ldexp(1.5, place), sizes)
    cut: Numbers = (values + large) - large
    return cut
