"""Which texts are copies of one another: families of pairs that share enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from framing.comparing.copy_pairs import enough
from framing.model import Sketch

if TYPE_CHECKING:
    from framing.library.copy_pairs import CopyPair

EDITION = 0.6
"""Copies are editions of one text where this share of the larger sketch, too, stands in the
smaller: no two unrelated texts can both be so much of a third."""
RELATED = 0.1
"""Two texts have to do with each other where this share of the smaller sketch, or more, stands in
the larger."""

_SKETCHES = 4096
"""Sketches that are at hand as sets, some 5 kB each."""


def families(pairs: Iterable[CopyPair], shingles: Callable[[bytes], bytes]) -> list[list[bytes]]:
    """The groups of texts that are copies, by digest, given the pairs that may be.

    A family is what pairs of copies connect, but never through a text that holds two others which
    have nothing to do with each other, as a digest does.
    """
    groups = _Groups()
    place: defaultdict[bytes, int] = defaultdict(groups.add)
    parts: list[_Part] = []
    for one, other, shared, *sizes in pairs:
        if not enough(shared, *sizes):
            continue
        pair = place[one], place[other]
        if shared >= EDITION * max(sizes):
            groups.join(*pair)
        else:
            parts.append(pair if sizes[0] <= sizes[1] else pair[::-1])
    digests = list(place)
    for smaller, larger in _sound(parts, groups, lambda at: shingles(digests[at])):
        groups.join(smaller, larger)
    return [[digests[at] for at in group] for group in groups.members().values() if group[1:]]


def containment(a: Sketch, b: Sketch) -> float:
    """The estimated share of the smaller text that stands in the larger; of short texts 1 where
    every word is the same, else 0."""
    one, other = _numbers(a.shingles), _numbers(b.shingles)
    if a.digest == b.digest or not (one and other):
        return float(a.digest == b.digest)
    return len(one & other) / min(len(one), len(other))


def _numbers(shingles: bytes) -> frozenset[int]:
    return frozenset(np.frombuffer(shingles, dtype="<u4").tolist())


_Part = tuple[int, int]
"""A text, and a longer one that holds most of it and much else."""


class _Groups:
    """Places in groups that can be joined, each group known by its first place."""

    def __init__(self) -> None:
        self._parent: list[int] = []

    def add(self) -> int:
        """A place more, in a group of its own."""
        self._parent.append(len(self._parent))
        return self._parent[-1]

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


def _sound(
    parts: Iterable[_Part], groups: _Groups, shingles_of: Callable[[int], bytes]
) -> list[_Part]:
    """The pairs of groups of editions that parts connect without connecting unrelated texts.

    A part has to be related to every edition of the longer text, and that to every edition of the
    part. A text whose parts are unrelated to each other, a digest, loses them; then a part whose
    longer texts, or own parts, are unrelated to each other loses the longer ones.
    """
    members = groups.members()

    @lru_cache(_SKETCHES)
    def shingles(place: int) -> frozenset[int]:
        return _numbers(shingles_of(place))

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
