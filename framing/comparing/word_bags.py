"""Bags of words of articles, small enough to keep one for every article of a library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.comparing.shingles import word_hashes
from framing.comparing.stop_words import stop_words
from framing.model import Article
from framing.text import segment

BUCKET_BITS = 20
"""Words are told apart by so many bits of their number; some thousands of rare ones coincide."""
_COUNT_BITS = 12
_MOST = (1 << _COUNT_BITS) - 1

Buckets = NDArray[np.int64]


def bags(articles: Sequence[Article]) -> list[bytes]:
    """The words of each article and how often they stand in it, outside excluded spans.

    English function words are left out. A word and its count, 4,095 at most, are one number of
    four bytes, little-endian; `opened` reads them.
    """
    cuts = [[(cut.start, cut.end) for cut in each.excluded] for each in articles]
    tokens = segment([each.text for each in articles], cuts)
    words = _buckets(word_hashes(tokens))
    kept = ~np.isin(words, _function_words())
    pairs, counts = np.unique(tokens.article[kept] << BUCKET_BITS | words[kept], return_counts=True)
    numbers = (pairs & (1 << BUCKET_BITS) - 1) << _COUNT_BITS | np.minimum(counts, _MOST)
    edges = np.searchsorted(pairs, np.arange(1, len(articles)) << BUCKET_BITS)
    return [part.astype("<u4").tobytes() for part in np.split(numbers, edges)]


def opened(bag: bytes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The words of joined bags, as bucket numbers, and their counts."""
    numbers = np.frombuffer(bag, dtype="<u4")
    counts = np.maximum(numbers & _MOST, 1)
    return (numbers >> _COUNT_BITS).astype(np.int32), counts.astype(np.int32)


def size_of(bag: bytes) -> int:
    """How many different words a bag holds."""
    return len(bag) // 4


def _buckets(hashes: NDArray[np.uint64]) -> Buckets:
    return (hashes >> np.uint64(64 - BUCKET_BITS)).astype(np.int64)


@cache
def _function_words() -> Buckets:
    return np.unique(_buckets(word_hashes(segment([" ".join(sorted(stop_words()))]))))
