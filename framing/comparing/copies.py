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
    a, b = _sharing(np.frombuffer(b"".join(held), dtype="<u4"), size)
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        yield large[one], large[other]


def _sharing(shingles: NDArray[np.uint32], size: Offsets) -> tuple[Offsets, Offsets]:
    """The pairs of sketches that share enough, given the shingles of all and the size of each.

    Pairs are counted twice: first in a table too small to tell all of them apart, which is never
    too low, so that few have to be told apart then.
    """
    holder = np.repeat(np.arange(len(size), dtype=np.uint32), size)
    rough = np.zeros(1 << _ROUGH_BITS, dtype=np.int64)
    for a, b in _neighbours(shingles, holder):
        rough += np.bincount(_slot(a, b), minlength=len(rough))
    kept = []
    for a, b in _neighbours(shingles, holder):
        likely = rough[_slot(a, b)] >= CONTAINMENT * np.minimum(size[a], size[b])
        kept.append(a[likely] * len(size) + b[likely])
    pairs, shared = np.unique(np.concatenate(kept), return_counts=True)
    a, b = np.divmod(pairs, len(size))
    enough = shared >= CONTAINMENT * np.minimum(size[a], size[b])
    return a[enough], b[enough]


_ROUGH_BITS = 22


def _slot(a: Offsets, b: Offsets) -> Offsets:
    """Where a pair is counted roughly."""
    return (a * 0x9E3779B1 + b * 0x85EBCA77 >> 10) & (1 << _ROUGH_BITS) - 1


def _neighbours(
    shingles: NDArray[np.uint32], holder: NDArray[np.uint32]
) -> Iterator[tuple[Offsets, Offsets]]:
    """The pairs of holders of one shingle: each and its next, each and the one after it, …

    Shingle and holder are one number, so that sorting brings the holders of a shingle together
    in their order; a share of all shingles is sorted at a time.
    """
    parts = 1 + len(shingles) // _AT_ONCE
    part_of = shingles % np.uint32(parts)
    for part in range(parts):
        chosen = part_of == part
        held = np.sort(shingles[chosen].astype(np.uint64) << np.uint64(32) | holder[chosen])
        shingle = (held >> np.uint64(32)).astype(np.uint32)
        own = (held & np.uint64(0xFFFFFFFF)).astype(np.int64)
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(shingle[step:] == shingle[:-step])
            yield own[same], own[same + step]


_AT_ONCE = 1_000_000


_WIDTH = 4
"""Bytes of a shingle in a sketch."""
