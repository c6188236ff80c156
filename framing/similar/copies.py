"""Which sketches are copies of one text: families by containment, the same in any order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.model import Sketch
from framing.text import Offsets

CONTAINMENT = 0.5
"""Two texts are copies where this share of the smaller sketch, or more, stands in the larger."""
FEWEST = 4
"""Sampled shingles that both need, about forty words; shorter texts are copies only where every
word is the same."""
NEIGHBOURS = 8
"""Every holder of a shingle is compared with so many that follow it, which bounds the work."""


def families(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The groups of two or more sketches that are copies, as places in the list, ascending.

    A family is everything that pairs of copies connect. Give the sketches in an order that does
    not depend on when they came, such as that of the ids: a shingle that more than nine texts
    hold counts only between holders that stand near each other in it.
    """
    first_of: dict[bytes, int] = {}
    parent = list(range(len(sketches)))
    for place, each in enumerate(sketches):
        if each.digest:
            parent[place] = first_of.setdefault(each.digest, place)
    for a, b in _copies(sketches, sorted(first_of.values())):
        one, other = _root(parent, a), _root(parent, b)
        parent[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for place in range(len(sketches)):
        groups.setdefault(_root(parent, place), []).append(place)
    return [members for members in groups.values() if len(members) > 1]


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = place = parent[parent[place]]
    return place


def _copies(sketches: Sequence[Sketch], places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs among these places that share enough of their shingles."""
    large = [place for place in places if len(sketches[place].shingles) >= FEWEST * _WIDTH]
    if not large:
        return
    held = [sketches[place].shingles for place in large]
    size = np.array([len(each) // _WIDTH for each in held], dtype=np.int64)
    pairs, count = _shared(np.frombuffer(b"".join(held), dtype="<u4"), size)
    a, b = np.divmod(pairs, len(large))
    close = count >= CONTAINMENT * np.minimum(size[a], size[b])
    for one, other in zip(a[close].tolist(), b[close].tolist(), strict=True):
        yield large[one], large[other]


def _shared(shingles: NDArray[np.uint32], size: Offsets) -> tuple[Offsets, Offsets]:
    """Pairs a, b as a · number of sketches + b, and how many shingles each pair shares.

    Shingle and holder are one number, so that sorting brings the holders together in order.
    """
    number = len(size)
    holder = np.repeat(np.arange(number, dtype=np.uint64), size)
    held = np.sort(shingles.astype(np.uint64) << np.uint64(32) | holder)
    shingle = held >> np.uint64(32)
    owner = (held & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found: list[tuple[Offsets, Offsets]] = []
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(shingle[step:] == shingle[:-step])
        found.append(np.unique(owner[same] * number + owner[same + step], return_counts=True))
    every: Offsets = np.concatenate([each for each, _ in found])
    pairs, place = np.unique(every, return_inverse=True)
    counts = np.zeros(len(pairs), dtype=np.int64)
    np.add.at(counts, place, np.concatenate([each for _, each in found]))
    return pairs, counts


_WIDTH = 4
"""Bytes of a shingle in a sketch."""
