"""Which sketches are copies of one text: families by containment, the same in any order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from framing.model import Sketch
from framing.text import Offsets

CONTAINMENT = 0.5
"""Two texts are copies where this share of the smaller sketch, or more, stands in the larger."""
EDITION = 0.6
"""They are editions of one text where this share of the larger sketch, too, stands in the smaller:
no two unrelated texts can both be so much of a third."""
RELATED = 0.1
"""Two texts have to do with each other where this share of the smaller sketch, or more, stands in
the larger."""
FEWEST = 4
"""Sampled shingles that both need, about forty words; shorter texts are copies only where every
word is the same."""
NEIGHBOURS = 8
"""Every holder of a shingle is compared with so many that follow it, which bounds the work."""


def families(sketches: Sequence[Sketch]) -> list[list[int]]:
    """The groups of two or more sketches that are copies, as places in the list, ascending.

    A family is what pairs of copies connect, but never through a text that holds two others which
    have nothing to do with each other, as a digest does. Give the sketches in an order that does
    not depend on when they came, such as that of the ids: a shingle that more than nine texts
    hold counts only between holders that stand near each other in it.
    """
    first_of: dict[bytes, int] = {}
    groups = _Groups(len(sketches))
    for place, each in enumerate(sketches):
        if each.digest:
            groups.join(first_of.setdefault(each.digest, place), place)
    parts: list[_Part] = []
    for smaller, larger, is_edition in _copies(sketches, sorted(first_of.values())):
        if is_edition:
            groups.join(smaller, larger)
        else:
            parts.append((smaller, larger))
    for smaller, larger in _sound(parts, groups, sketches):
        groups.join(smaller, larger)
    return [members for members in groups.members().values() if len(members) > 1]


def containment(a: Sketch, b: Sketch) -> float:
    """The estimated share of the smaller text that stands in the larger; of short texts 1 where
    every word is the same, else 0."""
    one, other = _shingles(a), _shingles(b)
    if a.digest == b.digest or not (one and other):
        return float(a.digest == b.digest)
    return len(one & other) / min(len(one), len(other))


def _shingles(sketch: Sketch) -> frozenset[int]:
    return frozenset(np.frombuffer(sketch.shingles, dtype="<u4").tolist())


_Part = tuple[int, int]
"""A text, and a longer one that holds most of it and much else."""


class _Groups:
    """Places in groups that can be joined, each group known by its first place."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def of(self, place: int) -> int:
        parent = self._parent
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    def join(self, a: int, b: int) -> None:
        one, other = self.of(a), self.of(b)
        self._parent[max(one, other)] = min(one, other)

    def members(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place in range(len(self._parent)):
            found.setdefault(self.of(place), []).append(place)
        return found


def _sound(parts: Iterable[_Part], groups: _Groups, sketches: Sequence[Sketch]) -> list[_Part]:
    """The pairs of groups of editions that parts connect without connecting unrelated texts.

    A part has to be related to every edition of the longer text, and that to every edition of the
    part. A text whose parts are unrelated to each other, a digest, loses them; then a part whose
    longer texts, or own parts, are unrelated to each other loses the longer ones.
    """
    members = groups.members()

    @cache
    def shingles(place: int) -> frozenset[int]:
        return _shingles(sketches[place])

    def related(a: int, b: int) -> bool:
        one, other = shingles(a), shingles(b)
        return len(one & other) >= RELATED * min(len(one), len(other))

    pairs = sorted({(groups.of(smaller), groups.of(larger)) for smaller, larger in parts})
    kept = [
        (a, b)
        for a, b in pairs
        if a != b and all(related(one, other) for one in members[a] for other in members[b])
    ]
    digests = _unrelated(((larger, smaller) for smaller, larger in kept), related)
    kept = [pair for pair in kept if pair[1] not in digests]
    bridges = _unrelated([*kept, *((larger, smaller) for smaller, larger in kept)], related)
    return [pair for pair in kept if pair[0] not in bridges]


def _unrelated(
    neighbours: Iterable[tuple[int, int]], related: Callable[[int, int], bool]
) -> set[int]:
    """Those that have two neighbours which are unrelated to each other."""
    near: dict[int, list[int]] = {}
    for place, other in neighbours:
        near.setdefault(place, []).append(other)
    return {
        place
        for place, others in near.items()
        if not all(related(one, other) for one, other in combinations(others, 2))
    }


def _copies(sketches: Sequence[Sketch], places: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """The pairs of which one holds most of the other: the smaller, the larger, and whether they
    are editions of one text, each holding most of the other."""
    large = [place for place in places if len(sketches[place].shingles) >= FEWEST * _WIDTH]
    if not large:
        return
    held = [sketches[place].shingles for place in large]
    size = np.array([len(each) // _WIDTH for each in held], dtype=np.int64)
    a, b, shared = _sharing(np.frombuffer(b"".join(held), dtype="<u4"), size)
    swapped = size[a] > size[b]
    smaller, larger = np.where(swapped, b, a), np.where(swapped, a, b)
    edition = shared >= EDITION * size[larger]
    for row in zip(smaller.tolist(), larger.tolist(), edition.tolist(), strict=True):
        yield large[row[0]], large[row[1]], row[2]


def _sharing(shingles: NDArray[np.uint32], size: Offsets) -> tuple[Offsets, Offsets, Offsets]:
    """The pairs of sketches that share enough, given the shingles of all and the size of each,
    and how many they share.

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
    return a[enough], b[enough], shared[enough]


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
