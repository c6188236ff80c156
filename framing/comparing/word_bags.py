"""Bags of words of articles, small enough to keep one for every article of a library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.comparing.shingles import word_hashes
from framing.comparing.stop_words import stop_words
from framing.model import Article
from framing.text import Mask, Tokens, segment

LEAD_WORDS = 80
"""Words below the title that are its lead."""
LEAD_WEIGHT = 3
"""A word of title or lead counts so many times: an event is told there, its background below."""
BUCKET_BITS = 20
"""Words are told apart by so many bits of their number; some thousands of rare ones coincide."""
_COUNT_BITS = 12
_MOST = (1 << _COUNT_BITS) - 1

Buckets = NDArray[np.int64]


def bags(articles: Sequence[Article]) -> list[bytes]:
    """The words of each article and how often they stand in it, outside excluded spans.

    Words of title and lead count `LEAD_WEIGHT` times, English function words are left out. A word
    and its count, 4,095 at most, are one number of four bytes, little-endian; `opened` reads them.
    """
    cuts = [[(cut.start, cut.end) for cut in each.excluded] for each in articles]
    tokens = segment([each.text for each in articles], cuts)
    words = _buckets(word_hashes(tokens))
    kept = ~np.isin(words, _function_words())
    weights = np.where(_leads(articles, tokens), LEAD_WEIGHT, 1)[kept]
    pairs, place = np.unique(tokens.article[kept] << BUCKET_BITS | words[kept], return_inverse=True)
    counts = np.bincount(place, weights, minlength=len(pairs)).astype(np.int64)
    numbers = (pairs & (1 << BUCKET_BITS) - 1) << _COUNT_BITS | np.minimum(counts, _MOST)
    edges = np.searchsorted(pairs, np.arange(1, len(articles)) << BUCKET_BITS)
    return [part.astype("<u4").tobytes() for part in np.split(numbers, edges)]


def _leads(articles: Sequence[Article], tokens: Tokens) -> Mask:
    """Which words stand in the title that opens an article or are among the first below it."""
    titles = [len(each.title) if each.text.startswith(each.title) else 0 for each in articles]
    article = tokens.article
    is_title = tokens.start - tokens.base[article] < np.array(titles, dtype=np.int64)[article]
    below = tokens.opens[:-1] + np.bincount(article[is_title], minlength=len(articles))
    lead: Mask = np.arange(len(tokens)) < (below + LEAD_WORDS)[article]
    return lead


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
