"""Which sentence of another text is nearest to each, by the cosine of TF-IDF vectors.

Term frequencies are 1 + ln tf, inverse document frequencies ln((1 + n)/(1 + df)) + 1 over the n
sentences of both texts (Salton & Buckley 1988, as scikit-learn's TfidfVectorizer has it, which the
tests compare with and which takes half a second to load).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text import Offsets

Nearest = list[tuple[int, float]]
"""For each sentence the nearest one of the other text, the first of equals, and the cosine;
(-1, 0.0) where the other text has none."""

_CELLS = 1_000_000
"""Cosines held at a time."""
_PRODUCTS = 2_000_000
"""Terms in common whose weights are multiplied at a time."""


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Sentences of one text as unit vectors: one item for each term of each sentence."""

    size: int
    opens: Offsets
    """Where each sentence's items begin, and the number of all."""
    term: Offsets
    """Ascending inside a sentence."""
    weight: NDArray[np.float64]


def nearest(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> tuple[Nearest, Nearest]:
    """What is nearest to each sentence of A, given as its terms, and to each of B."""
    if not a or not b:
        return [(-1, 0.0)] * len(a), [(-1, 0.0)] * len(b)
    one, other = _vectors(a, b)
    nearest_a: Nearest = []
    best, row = np.zeros(len(b)), np.zeros(len(b), dtype=np.int64)
    for start, cosines in _cosines(one, other):
        # Rounded, so that equal sentences are equally near, and never nearer than 1.
        block = np.minimum(np.round(cosines, 9), 1.0)
        nearest_a += zip(block.argmax(axis=1).tolist(), block.max(axis=1).tolist(), strict=True)
        rows, values = block.argmax(axis=0), block.max(axis=0)
        nearer = values > best
        best[nearer], row[nearer] = values[nearer], rows[nearer] + start
    return nearest_a, list(zip(row.tolist(), best.tolist(), strict=True))


def _vectors(a: Sequence[Sequence[str]], b: Sequence[Sequence[str]]) -> tuple[_Vectors, _Vectors]:
    counts = [Counter(terms) for terms in (*a, *b)]
    number = {term: place for place, term in enumerate(sorted(set().union(*counts)))}
    items = [sorted((number[term], count) for term, count in each.items()) for each in counts]
    sizes = np.array([len(each) for each in items], dtype=np.int64)
    flat = np.array([pair for each in items for pair in each], dtype=np.int64).reshape(-1, 2)
    term, count = flat.T
    frequency = np.bincount(term, minlength=len(number))
    weight = (1 + np.log(count)) * (np.log((1 + len(counts)) / (1 + frequency)) + 1)[term]
    owner = np.repeat(np.arange(len(counts)), sizes)
    weight /= np.sqrt(np.bincount(owner, weight**2, minlength=len(counts)))[owner]
    opens = np.append(0, np.cumsum(sizes))
    cut = opens[len(a)]
    return (
        _Vectors(len(a), opens[: len(a) + 1], term[:cut], weight[:cut]),
        _Vectors(len(b), opens[len(a) :] - cut, term[cut:], weight[cut:]),
    )


def _cosines(a: _Vectors, b: _Vectors) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Blocks of sentences of A against all of B, each with the number of its first sentence."""
    order = np.argsort(b.term, kind="stable")
    holder = np.repeat(np.arange(b.size), np.diff(b.opens))[order]
    terms, weights = b.term[order], b.weight[order]
    rows = max(1, _CELLS // b.size)
    for start in range(0, a.size, rows):
        stop = min(start + rows, a.size)
        own = slice(a.opens[start], a.opens[stop])
        row = np.repeat(np.arange(stop - start), np.diff(a.opens[start : stop + 1]))
        low = np.searchsorted(terms, a.term[own])
        common = np.searchsorted(terms, a.term[own], "right") - low
        block = np.zeros((stop - start) * b.size)
        for part in _parts(common):
            at, item = _spread(low[part], common[part])
            cell = row[part][item] * b.size + holder[at]
            product = a.weight[own][part][item] * weights[at]
            block += np.bincount(cell, product, minlength=len(block))
        yield start, block.reshape(stop - start, b.size)


def _parts(common: Offsets) -> Iterator[slice]:
    """The items in runs whose terms in common are about as many as are multiplied at a time."""
    total = np.cumsum(common)
    begin = 0
    while begin < len(common):
        done = total[begin - 1] if begin else 0
        end = max(begin + 1, int(np.searchsorted(total, done + _PRODUCTS, "right")))
        yield slice(begin, end)
        begin = end


def _spread(first: Offsets, count: Offsets) -> tuple[Offsets, Offsets]:
    """Every number of some ranges, one range after the other, and the range each is of."""
    owner = np.repeat(np.arange(len(first)), count)
    return first[owner] + np.arange(len(owner)) - (np.cumsum(count) - count)[owner], owner
