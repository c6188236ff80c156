"""Which articles tell of one event: near in their words, near in time, around a central one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.comparing.word_bags import BUCKET_BITS, opened, size_of
from framing.text import Mask, Offsets

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

THRESHOLD = 0.2
"""Cosine of an article with the central one of its story, or more, on the same day."""
DAILY = 0.05
"""So much more is asked for each day between them: what a topic's articles share lasts longer than
an event."""
UNDATED_THRESHOLD = 0.4
"""The same where one of the two has no date: then the words must say alone that it is one event."""
WINDOW_DAYS = 3
"""Days between an article and the central one, or fewer."""
COMMON_SHARE = 0.05
"""A word that a larger share of the articles hold says little about an event and is left out."""
_COMMON = 100
"""In small libraries: so many articles may hold a word."""
_RARE = 500
"""A word that more articles hold does not bring two of them together by itself."""
_SHARED = 0.5 * THRESHOLD
"""What the rare words of two articles have to bring to their cosine."""
_BLOCK = 128
"""Articles that are compared with the others at a time."""
_ROUNDED = 1e-6
"""What single precision may lose of a sum of squares."""
_AT_ONCE = 5000
"""Articles whose bags are opened at a time."""

Numbers = NDArray[np.float32]

NEVER = -1
"""The day of an article without a date."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article as far as it matters here."""

    day: int
    """Number of the day it was published; `NEVER` where that is not known."""
    bag: bytes


Near = dict[int, dict[int, float]]
"""By the place of an article, those that it may be central to, with their cosines."""


def events(told: Sequence[Told]) -> list[dict[int, float]]:
    """The events that two or more articles tell of: their places, each with its cosine with the
    central article, which comes first with 1.

    The article with the largest sum of cosines becomes central, then the one with the largest
    among those that are near no central one yet; each other joins the central one it is nearest
    to (star clustering: Aslam, Pelekhov & Rus 2004). An article without a date is never central
    to one that has a date. Of equal ones the earlier in the list comes first.
    """
    if not any(each.bag for each in told):
        return []
    days = np.array([each.day for each in told], dtype=np.int64)
    near: Near = {}
    strength = np.zeros(len(told))
    by_day = np.argsort(days, kind="stable")
    vectors, rare = _vectors([told[place] for place in by_day.tolist()])
    for first, second, similarity in _pairs(vectors, rare, days[by_day]):
        a, b = int(by_day[first]), int(by_day[second])
        strength[[a, b]] += similarity
        for one, other in ((a, b), (b, a)):
            if days[one] != NEVER or days[other] == NEVER:
                near.setdefault(one, {})[other] = similarity
    order = np.lexsort((-strength, days == NEVER)).tolist()
    return _stars(_centres([place for place in order if place in near], near), near)


def _vectors(told: Sequence[Told]) -> tuple[csr_matrix, Mask]:
    """The TF-IDF vector of each article, of length 1: 1 + ln tf, without common words; and which
    words so few articles hold that they may tell of one event.

    idf = 1 + ln((1 + n) / (1 + df)).
    """
    from scipy.sparse import csr_matrix

    shape = len(told), 1 << BUCKET_BITS
    holding = np.zeros(shape[1], dtype=np.int64)
    for words, _, _ in _opened(told):
        holding += np.bincount(words, minlength=shape[1])
    idf = (1 + np.log((1 + len(told)) / (1 + holding))).astype(np.float32)
    idf[holding > max(_COMMON, COMMON_SHARE * len(told))] = 0
    ends = np.cumsum([0, *(size_of(each.bag) for each in told)])
    data, places = np.empty(ends[-1], dtype=np.float32), np.empty(ends[-1], dtype=np.int32)
    at = 0
    for words, counts, edges in _opened(told):
        weights = (1 + np.log(counts, dtype=np.float32)) * idf[words]
        lengths = np.maximum(_lengths(weights, edges), np.float32(1e-9))
        data[at : at + len(words)] = weights / np.repeat(lengths, np.diff(edges))
        places[at : at + len(words)] = words
        at += len(words)
    found = csr_matrix((data, places, ends), shape=shape, copy=False)
    found.eliminate_zeros()
    return found, holding <= _RARE


def _opened(
    told: Sequence[Told],
) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32], Offsets]]:
    """Words, counts and where each article's begin, some thousand articles at a time."""
    for start in range(0, len(told), _AT_ONCE):
        part = told[start : start + _AT_ONCE]
        edges = np.cumsum([0, *(size_of(each.bag) for each in part)])
        yield *opened(b"".join(each.bag for each in part)), edges


def _lengths(data: Numbers, edges: Offsets) -> Numbers:
    """The length of each row, half-open from edge to edge."""
    sums = np.concatenate(([0], np.cumsum(np.square(data, dtype=np.float64))))[edges]
    lengths: Numbers = np.sqrt(np.maximum(np.diff(sums), 0)).astype(np.float32)
    return lengths


def _pairs(vectors: csr_matrix, rare: Mask, days: Offsets) -> Iterator[tuple[int, int, float]]:
    """The pairs that are near enough in words and days, and share words that few articles hold.

    These are looked for by the rare words alone, so that the work grows with the articles and not
    with their square; in a library in which no word is held by more than `_RARE` articles that is
    not left out as common, every pair is looked at.
    """
    for rows, columns in _blocks(days):
        few, left = _rare_parts(vectors[rows], rare)
        others, left_of_others = _rare_parts(vectors[columns], rare)
        beside = others.T.tocsr()
        for first in range(0, len(left), _BLOCK):
            sharing = (few[first : first + _BLOCK] @ beside).tocoo()
            a, b = sharing.row + first, sharing.col
            # With the other words at their most, by Cauchy and Schwarz.
            most = sharing.data + left[a] * left_of_others[b]
            fits = (sharing.data >= _SHARED) & (most >= THRESHOLD)
            a, b = a[fits] + rows.start, b[fits] + columns.start
            apart = days[b] - days[a]
            fits = (b > a) & ((days[a] == NEVER) | (apart <= WINDOW_DAYS))
            a, b, apart = a[fits], b[fits], apart[fits]
            cosines = np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1)).ravel()
            near = cosines >= np.where(
                days[a] == NEVER, UNDATED_THRESHOLD, THRESHOLD + DAILY * apart
            )
            for one, other, similarity in zip(a[near], b[near], cosines[near], strict=True):
                yield int(one), int(other), round(float(similarity), 6)


def _rare_parts(vectors: csr_matrix, rare: Mask) -> tuple[csr_matrix, Numbers]:
    """Vectors without the words that are not rare, and the length of what they lost at most."""
    few = vectors.copy()
    few.data *= rare[few.indices]
    left = np.sqrt(np.maximum(1 + _ROUNDED - _lengths(few.data, few.indptr) ** 2, 0))
    few.eliminate_zeros()
    return few, left


def _blocks(days: Offsets) -> Iterator[tuple[slice, slice]]:
    """Articles to compare, and those that they are compared with.

    A block is about as long as what lies within its window, so that each article stands in two or
    three of them, however many fall on one day. Those without a date are compared with all.
    """
    start, size = int(np.searchsorted(days, NEVER, "right")), len(days)
    if start:
        for first in range(0, size, _AT_ONCE):
            yield slice(0, start), slice(first, first + _AT_ONCE)
    while start < size:
        window = int(np.searchsorted(days, days[start] + WINDOW_DAYS, "right"))
        stop = min(max(window, start + 8 * _BLOCK), size)
        last = int(np.searchsorted(days, days[stop - 1] + WINDOW_DAYS, "right"))
        yield slice(start, stop), slice(start, last)
        start = stop


def _centres(order: Sequence[int], near: Near) -> list[int]:
    """The central articles: in this order, those that no central one before is near to."""
    covered: set[int] = set()
    central = []
    for place in order:
        if place not in covered:
            central.append(place)
            covered.update(near[place])
    return central


def _stars(central: Sequence[int], near: Near) -> list[dict[int, float]]:
    """Each central article with those that are nearer to it than to any other central one."""
    stars: dict[int, dict[int, float]] = {centre: {centre: 1.0} for centre in central}
    nearest: dict[int, tuple[float, int]] = {}
    for centre in central:
        for place, similarity in near[centre].items():
            if place not in stars and similarity > nearest.get(place, (0.0, 0))[0]:
                nearest[place] = similarity, centre
    for place, (similarity, centre) in sorted(nearest.items(), key=lambda each: -each[1][0]):
        stars[centre][place] = similarity
    return [star for star in stars.values() if len(star) > 1]
