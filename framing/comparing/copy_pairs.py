"""Finds the pairs of texts that share enough of their sketches, all of them or those of new texts.

A shingle pairs each of its holders with so many that follow it in the order of their digests. So
the pairs depend on the texts alone, not on the order in which they came; and a new text changes
only pairs of which it is one, and pairs between whose texts it now stands. Memory is bounded by a
share of the shingles, which are read again for each share, and by 24 bytes a pair that is likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.text import Offsets

if TYPE_CHECKING:
    from framing.library.copy_pairs import SketchRow

CONTAINMENT = 0.5
"""Two texts are copies where this share of the smaller sketch, or more, stands in the larger."""
FEWEST = 4
"""Sampled shingles that both need, about forty words; shorter texts are copies only where every
word is the same."""
NEIGHBOURS = 8
"""Every holder of a shingle is compared with so many that follow it, which bounds the work."""

WIDTH = 4
"""Bytes of a shingle in a sketch."""
_AT_ONCE = 1_000_000
"""Shingles, or pairs of texts that share one, that are held together."""
_ROUGH_BITS = 22
_ROWS = 4096
"""Pairs whose digests are made at a time."""

Chunks = Iterable[Sequence["SketchRow"]]
Shared = dict[tuple[bytes, bytes], int]
"""How many sampled shingles two texts share, by their digests, the lower number first."""
SharedRow = tuple[bytes, bytes, int]
"""The same of one pair."""
Digests = NDArray[np.uint64]
Keys = NDArray[np.uint64]
"""A shingle and the rank of a text that holds it, as one number: sorted, holders stand together."""


class _Texts(NamedTuple):
    """Distinct texts that are long enough, in the order of their digests."""

    digests: Digests
    sizes: Offsets
    """Shingles of each."""


class _Firsts(NamedTuple):
    """The first article of each text, ascending, and the rank of its text."""

    articles: Offsets
    ranks: Offsets


def all_pairs(read: Callable[[], Chunks]) -> Iterator[SharedRow]:
    """The pairs of texts that share enough; `read` gives all sketches, once more at each call."""
    texts, firsts = _distinct(read())
    parts = 1 + int(texts.sizes.sum()) // _AT_ONCE
    rough = np.zeros(1 << _ROUGH_BITS, dtype=np.uint32)
    for keys in _parts(read, firsts, parts):
        for a, b in _neighbours(keys):
            slots, counts = np.unique(_slot(a, b), return_counts=True)
            rough[slots] += counts.astype(np.uint32)
    tally = _Tally()
    for keys in _parts(read, firsts, parts):
        for a, b in _neighbours(keys):
            likely = rough[_slot(a, b)] >= _least(texts, a, b)
            tally.add(a[likely] * len(texts.digests) + b[likely])
    return _rows(texts, *_enough(texts, *tally.total()))


def new_pairs(fresh: Sequence[SketchRow], read: Chunks) -> tuple[Shared, Shared]:
    """What new texts change, given all sketches there were: the pairs of which one is new, and
    how many shingles fewer pair two of the others."""
    known, held, sizes = _holders(fresh, read)
    new = {
        each.digest: np.frombuffer(each.shingles, "<u4")
        for each in fresh
        if each.digest not in known and len(each.shingles) >= FEWEST * WIDTH
    }
    sizes |= {digest: len(shingles) for digest, shingles in new.items()}
    digests = sorted(sizes, key=_number)
    numbers = np.frombuffer(b"".join(digests), "<u8")
    texts = _Texts(numbers, np.array([sizes[each] for each in digests], np.int64))
    rank = {digest: place for place, digest in enumerate(digests)}
    before = _keys((shingles, rank[digest]) for digest, shingles in held.items())
    added = _keys((shingles, rank[digest]) for digest, shingles in new.items())
    was, had = _counted(before, len(digests))
    now, have = _counted(np.concatenate([before, added]), len(digests))
    is_new = np.array([each in new for each in digests] or [False])
    a, b = np.divmod(now, max(1, len(digests)))
    with_new = is_new[a] | is_new[b]
    left = np.zeros(len(was), np.int64)
    place = np.searchsorted(was, now[~with_new])
    left[place] = have[~with_new]
    fewer = np.flatnonzero(had > left)
    more = _enough(texts, now[with_new], have[with_new])
    return _shared(texts, *more), _shared(texts, was[fewer], (had - left)[fewer])


def enough(shared: int, one_size: int, other_size: int) -> bool:
    """Whether two sketches of so many shingles share enough to be of copies."""
    return shared >= CONTAINMENT * min(one_size, other_size)


def _number(digest: bytes) -> int:
    return int.from_bytes(digest, "little")


def _distinct(chunks: Chunks) -> tuple[_Texts, _Firsts]:
    """The distinct texts that are long enough, and one article of each."""
    digests, found = [np.empty(0, np.uint64)], [np.empty((0, 2), np.int64)]
    for chunk in chunks:
        rows = [each for each in chunk if each.digest and len(each.shingles) >= FEWEST * WIDTH]
        digests.append(np.frombuffer(b"".join(each.digest for each in rows), "<u8"))
        sizes = [(each.article, len(each.shingles) // WIDTH) for each in rows]
        found.append(np.array(sizes, np.int64).reshape(-1, 2))
    distinct, first = np.unique(np.concatenate(digests), return_index=True)
    articles, sizes_of = np.concatenate(found)[first].T
    ranks = np.argsort(articles)
    return _Texts(distinct, sizes_of), _Firsts(articles[ranks], ranks)


def _parts(read: Callable[[], Chunks], firsts: _Firsts, parts: int) -> Iterator[Keys]:
    """The keys of all texts, a share of the shingles at a time."""
    for part in range(parts):
        found = [np.empty(0, np.uint64)]
        for chunk in read():
            place, first = _places(firsts.articles, np.array([each.article for each in chunk]))
            rows = [chunk[at].shingles for at in np.flatnonzero(first).tolist()]
            shingles = np.frombuffer(b"".join(rows), "<u4")
            sizes = [len(each) // WIDTH for each in rows]
            ranks = np.repeat(firsts.ranks[place[first]].astype(np.uint64), sizes)
            chosen = shingles % np.uint32(parts) == part
            found.append(_key(shingles[chosen], ranks[chosen]))
        keys = np.concatenate(found)
        found.clear()
        keys.sort()
        yield keys


def _places(known: Offsets, numbers: Offsets) -> tuple[Offsets, NDArray[np.bool_]]:
    """Where numbers stand, or would, among the known ones, which ascend; and which are known."""
    place = np.searchsorted(known, numbers)
    return place, np.append(known, -1)[place] == numbers


def _holders(
    fresh: Sequence[SketchRow], chunks: Chunks
) -> tuple[set[bytes], dict[bytes, NDArray[np.uint32]], dict[bytes, int]]:
    """Of texts there were: the digests that new ones have too, the shingles of new ones that each
    holds, and the sizes of those that hold any."""
    wanted = np.unique(np.frombuffer(b"".join(each.shingles for each in fresh), "<u4"))
    likely = np.zeros(1 << 16, bool)
    likely[wanted & 0xFFFF] = True
    digests = {each.digest for each in fresh}
    known: set[bytes] = set()
    held: dict[bytes, NDArray[np.uint32]] = {}
    sizes: dict[bytes, int] = {}
    for chunk in chunks:
        known |= digests.intersection([each.digest for each in chunk])
        sketches = [each.shingles for each in chunk]
        shingles = np.frombuffer(b"".join(sketches), "<u4")
        ends = np.cumsum(list(map(len, sketches))) // WIDTH
        places = np.flatnonzero(likely[shingles.view("<u2")[::2]])
        places = places[np.isin(shingles[places], wanted)]
        owner = np.searchsorted(ends, places, side="right")
        rows, starts = np.unique(owner, return_index=True)
        for row, own in zip(rows.tolist(), np.split(shingles[places], starts[1:]), strict=False):
            digest, size = chunk[row].digest, len(chunk[row].shingles) // WIDTH
            if size >= FEWEST:
                held[digest], sizes[digest] = own, size
    return known, held, sizes


def _keys(held: Iterable[tuple[NDArray[np.uint32], int]]) -> Keys:
    return np.concatenate(
        [np.empty(0, np.uint64), *(_key(shingles, np.uint64(rank)) for shingles, rank in held)]
    )


def _key(shingles: NDArray[np.uint32], ranks: NDArray[np.uint64] | np.uint64) -> Keys:
    keys: Keys = shingles.astype(np.uint64) << np.uint64(32) | ranks
    return keys


def _neighbours(keys: Keys) -> Iterator[tuple[Offsets, Offsets]]:
    """The pairs of holders of one shingle: each and its next, each and the one after it, …"""
    shingle = (keys >> np.uint64(32)).astype(np.uint32)
    own = (keys & np.uint64(0xFFFFFFFF)).astype(np.int64)
    for step in range(1, NEIGHBOURS + 1):
        same = np.flatnonzero(shingle[step:] == shingle[:-step])
        yield own[same], own[same + step]


def _counted(keys: Keys, texts: int) -> tuple[Offsets, Offsets]:
    """The pairs of neighbours, each as one number, ascending, and how often each is there."""
    pairs = [a * texts + b for a, b in _neighbours(np.sort(keys))]
    return np.unique(np.concatenate(pairs), return_counts=True)


def _slot(a: Offsets, b: Offsets) -> Offsets:
    """Where a pair is counted roughly: in a table too small to tell all of them apart, which is
    never too low, so that few have to be told apart then."""
    return (a * 0x9E3779B1 + b * 0x85EBCA77 >> 10) & (1 << _ROUGH_BITS) - 1


def _least(texts: _Texts, a: Offsets, b: Offsets) -> NDArray[np.float64]:
    least: NDArray[np.float64] = CONTAINMENT * np.minimum(texts.sizes[a], texts.sizes[b])
    return least


def _enough(texts: _Texts, pairs: Offsets, shared: Offsets) -> tuple[Offsets, Offsets]:
    """Those of the pairs, each as one number, that share enough, and what they share."""
    chosen = shared >= _least(texts, *np.divmod(pairs, max(1, len(texts.digests))))
    return pairs[chosen], shared[chosen]


def _shared(texts: _Texts, pairs: Offsets, shared: Offsets) -> Shared:
    return {(one, other): count for one, other, count in _rows(texts, pairs, shared)}


def _rows(texts: _Texts, pairs: Offsets, shared: Offsets) -> Iterator[SharedRow]:
    """The pairs by their digests: made as they are asked for, since objects take much room."""
    digests = texts.digests.view("V8")
    for begin in range(0, len(pairs), _ROWS):
        some = slice(begin, begin + _ROWS)
        a, b = np.divmod(pairs[some], len(digests))
        yield from zip(digests[a].tolist(), digests[b].tolist(), shared[some].tolist(), strict=True)


class _Tally:
    """How often each pair came, of however many that come."""

    def __init__(self) -> None:
        self._pairs, self._counts = np.empty(0, np.int64), np.empty(0, np.int64)
        self._waiting: list[Offsets] = []

    def add(self, pairs: Offsets) -> None:
        self._waiting.append(pairs)
        if sum(map(len, self._waiting)) >= _AT_ONCE // 2:
            self._count()

    def total(self) -> tuple[Offsets, Offsets]:
        """The pairs, ascending, and the count of each."""
        self._count()
        return self._pairs, self._counts

    def _count(self) -> None:
        come = np.concatenate([np.empty(0, np.int64), *self._waiting])
        self._waiting.clear()
        pairs, counts = np.unique(come, return_counts=True)
        place, known = _places(self._pairs, pairs)
        self._counts[place[known]] += counts[known]
        self._pairs = np.insert(self._pairs, place[~known], pairs[~known])
        self._counts = np.insert(self._counts, place[~known], counts[~known])
