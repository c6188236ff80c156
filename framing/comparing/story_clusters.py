"""Which articles tell of one event: near in their words, near in time, around a central one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.comparing.word_bags import BUCKET_BITS, opened, size_of
from framing.text import Offsets

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
    for a, b, similarity in _pairs(*_vectors(told), days):
        strength[[a, b]] += similarity
        for one, other in ((a, b), (b, a)):
            if days[one] != NEVER or days[other] == NEVER:
                near.setdefault(one, {})[other] = similarity
    order = np.lexsort((-strength, days == NEVER)).tolist()
    return _stars(_centres([place for place in order if place in near], near), near)


def _vectors(told: Sequence[Told]) -> tuple[csr_matrix, csr_matrix]:
    """The TF-IDF vector of each article, of length 1: 1 + ln tf, without common words; and the
    same with the words alone that so few articles hold that they may tell of one event.

    idf = 1 + ln((1 + n) / (1 + df)).
    """
    from scipy.sparse import csr_matrix

    shape = len(told), 1 << BUCKET_BITS
    holding = np.zeros(shape[1], dtype=np.int64)
    for words, _ in _opened(told):
        holding += np.bincount(words, minlength=shape[1])
    idf = (1 + np.log((1 + len(told)) / (1 + holding))).astype(np.float32)
    idf[holding > max(_COMMON, COMMON_SHARE * len(told))] = 0
    rare = holding <= _RARE
    sizes = np.array([size_of(each.bag) for each in told], dtype=np.int64)
    edges = np.concatenate(([0], np.cumsum(sizes)))
    data, places = np.empty(edges[-1], dtype=np.float32), np.empty(edges[-1], dtype=np.int32)
    at = 0
    for words, counts in _opened(told):
        data[at : at + len(words)] = (1 + np.log(counts, dtype=np.float32)) * idf[words]
        places[at : at + len(words)] = words
        at += len(words)
    norms = np.sqrt(np.add.reduceat(np.append(data, 0) ** 2, edges[:-1]) * (sizes > 0))
    data /= np.repeat(np.maximum(norms, np.float32(1e-9)), sizes)
    whole = csr_matrix((data, places, edges), shape=shape)
    whole.eliminate_zeros()
    few = whole.copy()
    few.data[~rare[few.indices]] = 0
    few.eliminate_zeros()
    return whole, few


def _opened(told: Sequence[Told]) -> Iterator[tuple[NDArray[np.int32], NDArray[np.int32]]]:
    """Words and counts of all articles, some thousand articles at a time."""
    for start in range(0, len(told), _AT_ONCE):
        yield opened(b"".join(each.bag for each in told[start : start + _AT_ONCE]))


def _pairs(vectors: csr_matrix, few: csr_matrix, days: Offsets) -> Iterator[tuple[int, int, float]]:
    """The pairs that are near enough in words and days, and share words that few articles hold.

    These are looked for by the rare words alone, so that the work grows with the articles and not
    with their square; in a library in which no word is held by more than `_RARE` articles that is
    not left out as common, every pair is looked at.
    """
    order = np.argsort(days, kind="stable")
    vectors, few, days = vectors[order], few[order], days[order]
    left = np.sqrt(np.maximum(1 + _ROUNDED - np.asarray(few.multiply(few).sum(axis=1)).ravel(), 0))
    for start, stop, last in _blocks(days):
        beside = few[start:last].T.tocsr()
        for first in range(start, stop, _BLOCK):
            sharing = (few[first : min(first + _BLOCK, stop)] @ beside).tocoo()
            a, b = sharing.row + first, sharing.col + start
            # With the other words at their most, by Cauchy and Schwarz.
            most = sharing.data + left[a] * left[b]
            fits = (b > a) & (sharing.data >= _SHARED) & (most >= THRESHOLD)
            fits &= (days[a] == NEVER) | (days[b] - days[a] <= WINDOW_DAYS)
            a, b = a[fits], b[fits]
            cosines = np.asarray(vectors[a].multiply(vectors[b]).sum(axis=1)).ravel()
            dated = THRESHOLD + DAILY * (days[b] - days[a])
            near = cosines >= np.where(days[a] == NEVER, UNDATED_THRESHOLD, dated)
            for one, other, similarity in zip(a[near], b[near], cosines[near], strict=True):
                yield int(order[one]), int(order[other]), round(float(similarity), 6)


def _blocks(days: Offsets) -> Iterator[tuple[int, int, int]]:
    """Articles to compare, half-open, and the end of those that they are compared with.

    A block is about as long as what lies within its window, so that each article stands in two or
    three of them, however many fall on one day. Those without a date are compared with all.
    """
    start, size = int(np.searchsorted(days, NEVER, "right")), len(days)
    if start:
        yield 0, start, size
    while start < size:
        window = int(np.searchsorted(days, days[start] + WINDOW_DAYS, "right"))
        stop = min(max(window, start + 8 * _BLOCK), size)
        yield start, stop, int(np.searchsorted(days, days[stop - 1] + WINDOW_DAYS, "right"))
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
