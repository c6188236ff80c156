"""Arrays of places in a buffer or numbers of words, and what is asked of any of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
Mask = NDArray[np.bool_]
Number = TypeVar("Number", np.int64, np.uint64)


def among(values: NDArray[Number], listed: NDArray[Number]) -> Mask:
    """Which values stand in a sorted array."""
    if not len(listed):
        return np.zeros(len(values), dtype=bool)
    place = np.minimum(np.searchsorted(listed, values), len(listed) - 1)
    found: Mask = listed[place] == values
    return found


def spread(opens: Offsets, counts: Offsets) -> tuple[Offsets, Offsets]:
    """All places of stretches that begin at `opens`, and the stretch that each belongs to."""
    which = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return np.arange(len(which)) + (opens - ends + counts)[which], which


def layers(opens: Offsets, counts: Offsets) -> Iterator[tuple[Offsets, Offsets]]:
    """The same in two parts, as stretches and places: the first place of each, which is the only
    one of most, and the others."""
    yield np.arange(len(counts)), opens
    more = np.flatnonzero(counts > 1)
    places, which = spread(opens[more] + 1, counts[more] - 1)
    yield more[which], places


def runs(positions: Offsets, sizes: Offsets) -> tuple[Offsets, Offsets]:
    """Where each run of neighbouring characters begins, and one past its end."""
    ends = positions + sizes
    breaks = np.flatnonzero(positions[1:] != ends[:-1])
    first = positions[np.concatenate(([0], breaks + 1))]
    last = ends[np.concatenate((breaks, [len(positions) - 1]))]
    return first, last
