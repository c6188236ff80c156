"""Finds the pairs of texts that share enough of their sketches, all of them or those of new texts.

A shingle pairs each of its holders with so many that follow it in the order of their digests. So
the pairs depend on the texts alone, not on the order in which they came; and a new text changes
only pairs of which it is one, and pairs between whose texts it now stands. Memory is bounded by a
share of the shingles, which are read again for each share, and by 24 bytes a pair that is likely.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

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
_SLICE = 1 << 17
"""Shingles whose neighbours are looked for at a time."""
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
            np.add.at(rough, _slot(a, b), np.uint32(1))
    tally = _Tally()
    for keys in _parts(read, firsts, parts):
        for a, b in _neighbours(keys):
            likely = _enough(texts, a, b, rough[_slot(a, b)])
            tally.add(a[likely] * len(texts.digests) + b[likely])
    return _rows(texts, *tally.total())


def new_pairs(fresh: Sequence[SketchRow], read: Chunks) -> tuple[Shared, Shared]:
    """What texts change that no article had, given all sketches there were: the pairs of which one
    is new, and how many shingles fewer pair two of the others."""
    new = {
        each.digest: np.frombuffer(each.shingles, "<u4")
        for each in fresh
        if len(each.shingles) >= FEWEST * WIDTH
    }
    if not new:
        return {}, {}
    held, sizes = _holders(np.unique(np.concatenate([*new.values()])), read)
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
    more = _rows(texts, now[with_new], have[with_new])
    less = _rows(texts, was[fewer], (had - left)[fewer], all_of_them=True)
    return _shared(more), _shared(less)


def enough(shared: int, one_size: int, other_size: int) -> bool:
    """Whether two sketches of so many shingles share enough to be of copies."""
    return shared >= CONTAINMENT * min(one_size, other_size)


def _shared(rows: Iterable[SharedRow]) -> Shared:
    return {(one, other): count for one, other, count in rows}


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
    wanted: NDArray[np.uint32], chunks: Chunks
) -> tuple[dict[bytes, NDArray[np.uint32]], dict[bytes, int]]:
    """Of texts there were: the wanted shingles that each holds, and the sizes of those that hold
    any."""
    likely = np.zeros(1 << 16, bool)
    likely[wanted & 0xFFFF] = True
    held: dict[bytes, NDArray[np.uint32]] = {}
    sizes: dict[bytes, int] = {}
    for chunk in chunks:
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
    return held, sizes


def _keys(held: Iterable[tuple[NDArray[np.uint32], int]]) -> Keys:
    return np.concatenate(
        [np.empty(0, np.uint64), *(_key(shingles, np.uint64(rank)) for shingles, rank in held)]
    )


def _key(shingles: NDArray[np.uint32], ranks: NDArray[np.uint64] | np.uint64) -> Keys:
    keys: Keys = shingles.astype(np.uint64) << np.uint64(32) | ranks
    return keys


def _neighbours(keys: Keys) -> Iterator[tuple[Offsets, Offsets]]:
    """The pairs of holders of one shingle: each and its next, each and the one after it, …"""
    for begin in range(0, len(keys), _SLICE):
        some = keys[begin : begin + _SLICE + NEIGHBOURS]
        shingle = (some >> np.uint64(32)).astype(np.uint32)
        own = (some & np.uint64(0xFFFFFFFF)).astype(np.int64)
        for step in range(1, NEIGHBOURS + 1):
            same = np.flatnonzero(shingle[step:][:_SLICE] == shingle[:-step][:_SLICE])
            yield own[same], own[same + step]


def _counted(keys: Keys, texts: int) -> tuple[Offsets, Offsets]:
    """The pairs of neighbours, each as one number, ascending, and how often each is there."""
    pairs = [a * texts + b for a, b in _neighbours(np.sort(keys))]
    return np.unique(np.concatenate([np.empty(0, np.int64), *pairs]), return_counts=True)


def _slot(a: Offsets, b: Offsets) -> Offsets:
    """Where a pair is counted roughly: in a table too small to tell all of them apart, which is
    never too low, so that few have to be told apart then."""
    return (a * 0x9E3779B1 + b * 0x85EBCA77 >> 10) & (1 << _ROUGH_BITS) - 1


def _enough(texts: _Texts, a: Offsets, b: Offsets, shared: NDArray[Any]) -> NDArray[np.bool_]:
    return shared >= CONTAINMENT * np.minimum(texts.sizes[a], texts.sizes[b])


def _rows(
    texts: _Texts, pairs: Offsets, shared: Offsets, *, all_of_them: bool = False
) -> Iterator[SharedRow]:
    """The pairs, each given as one number, that share enough, or all of them, by their digests:
    made as they are asked for, since objects take much room."""
    digests = texts.digests.view("V8")
    for begin in range(0, len(pairs), _ROWS):
        counts = shared[begin : begin + _ROWS]
        a, b = np.divmod(pairs[begin : begin + _ROWS], len(digests))
        kept = slice(None) if all_of_them else _enough(texts, a, b, counts)
        rows = digests[a[kept]].tolist(), digests[b[kept]].tolist(), counts[kept].tolist()
        yield from zip(*rows, strict=True)


class _Tally:
    """How often each pair came, of however many that come."""

    def __init__(self) -> None:
        self._pairs, self._counts = np.empty(0, np.int64), np.empty(0, np.int64)
        self._waiting: list[Offsets] = []
        self._waiting_pairs = 0

    def add(self, pairs: Offsets) -> None:
        self._waiting.append(pairs)
        self._waiting_pairs += len(pairs)
        if self._waiting_pairs >= _AT_ONCE // 2:
            self._count()

    def total(self) -> tuple[Offsets, Offsets]:
        """The pairs, ascending, and the count of each."""
        self._count()
        return self._pairs, self._counts

    def _count(self) -> None:
        come = np.concatenate([np.empty(0, np.int64), *self._waiting])
        self._waiting.clear()
        self._waiting_pairs = 0
        pairs, counts = np.unique(come, return_counts=True)
        place, known = _places(self._pairs, pairs)
        self._counts[place[known]] += counts[known]
        self._pairs = np.insert(self._pairs, place[~known], pairs[~known])
        self._counts = np.insert(self._counts, place[~known], counts[~known])
