"""Which sentence of another text is nearest to each, by the cosine of TF-IDF vectors.

Term frequencies are 1 + ln tf, inverse document frequencies ln((1 + n)/(1 + df)) + 1 over the n
sentences of both texts (Salton & Buckley 1988, as scikit-learn's TfidfVectorizer has it, which the
tests compare with and which takes half a second to load).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from framing.text import Offsets

Sentences = Sequence[Sequence[str]]
"""The sentences of a text, each as its terms."""
Nearest = list[tuple[int, int, float]]
"""For each sentence the first and the last sentence of the nearest run of the other text, and the
cosine; of equal runs the shortest, then the first; (-1, -1, 0.0) where the other text has none."""

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


def nearest(own: Sentences, other: Sentences, longest: int = 1) -> Nearest:
    """What is nearest to each of the own sentences: a run of one sentence of the other text, or of
    up to so many. A run is weighed as if it were one sentence."""
    runs = [(at, at + size) for size in range(longest) for at in range(len(other) - size)]
    if not own or not runs:
        return [(-1, -1, 0.0)] * len(own)
    joined = [[term for each in other[at : last + 1] for term in each] for at, last in runs]
    found: Nearest = []
    for cosines in _cosines(*_vectors(own, joined, [*own, *other])):
        # Rounded, so that equal sentences are equally near, and never nearer than 1.
        block = np.minimum(np.round(cosines, 9), 1.0)
        best = zip(block.argmax(axis=1).tolist(), block.max(axis=1).tolist(), strict=True)
        found += ((*runs[place], value) for place, value in best)
    return found


def rarity(sentences: Sentences) -> dict[str, float]:
    """The inverse document frequency of each term of some sentences."""
    held = Counter(term for each in sentences for term in set(each))
    return {term: log((1 + len(sentences)) / (1 + count)) + 1 for term, count in held.items()}


def _vectors(a: Sentences, b: Sentences, sentences: Sentences) -> tuple[_Vectors, _Vectors]:
    """The vectors of two texts; documents are the sentences."""
    counts = [Counter(terms) for terms in (*a, *b)]
    inverse = rarity(sentences)
    number = {term: place for place, term in enumerate(sorted(inverse))}
    items = [sorted((number[term], count) for term, count in each.items()) for each in counts]
    sizes = np.array([len(each) for each in items], dtype=np.int64)
    flat = np.array([pair for each in items for pair in each], dtype=np.int64).reshape(-1, 2)
    term, count = flat.T
    rare = np.array([inverse[each] for each in number])
    weight = (1 + np.log(count)) * rare[term]
    owner = np.repeat(np.arange(len(counts)), sizes)
    weight /= np.sqrt(np.bincount(owner, weight**2, minlength=len(counts)))[owner]
    opens = np.append(0, np.cumsum(sizes))
    cut = opens[len(a)]
    return (
        _Vectors(len(a), opens[: len(a) + 1], term[:cut], weight[:cut]),
        _Vectors(len(b), opens[len(a) :] - cut, term[cut:], weight[cut:]),
    )


def _cosines(a: _Vectors, b: _Vectors) -> Iterator[NDArray[np.float64]]:
    """Blocks of sentences of A, in their order, against all of B."""
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
        yield block.reshape(stop - start, b.size)


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
