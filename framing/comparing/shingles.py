"""Sketches of articles: a fixed sample of the runs of five words that each is made of.

A run of words (shingle) becomes a number, and of these numbers the sketch keeps the ones that
are 0 modulo 8. Which ones those are depends on the words only, so what two texts share is sampled
in both alike, and the share of one sketch that stands in another estimates how much of the one
text stands in the other (Broder 1997, "On the resemblance and containment of documents").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from framing.model import Article, Sketch, Span
from framing.text import Tokens, segment

Hashes = NDArray[np.uint64]

SHINGLE_WORDS = 5
"""Words of a shingle: shorter runs are common phrases, longer ones break at every edit."""
SAMPLED = 8
"""One shingle of so many is kept."""


def sketch(articles: Sequence[Article]) -> list[Sketch]:
    """The sketch of each article, of the words outside its title and its excluded spans."""
    tokens = segment([each.text for each in articles], [body_cuts(each) for each in articles])
    words = word_hashes(tokens)
    bounds = np.searchsorted(tokens.article, np.arange(len(articles) + 1))
    shingles = _shingles(words)
    longest = int(np.diff(bounds).max(initial=0))
    powers: Hashes = np.cumprod(np.full(longest, _BASE), dtype=np.uint64)
    found = []
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        own = shingles[first : max(first, last - SHINGLE_WORDS + 1)]
        kept = own[own % np.uint64(SAMPLED) == 0] >> np.uint64(32)
        numbers = np.unique(kept.astype("<u4"))
        found.append(Sketch(_digest(words[first:last], powers), numbers.tobytes()))
    return found


def body_cuts(article: Article) -> list[Span]:
    """The spans that are not the article's own text: its excluded ones, and the title above it."""
    cuts = [(each.start, each.end) for each in article.excluded]
    if article.title and article.text.startswith(article.title):
        cuts.append((0, len(article.title)))
    return cuts


def word_hashes(tokens: Tokens) -> Hashes:
    """A 64-bit number for each word as it is compared; equal words have equal numbers.

    Eight bytes are taken at a time.
    """
    at, size = tokens.kinds["at"].astype(np.int64), tokens.kinds["size"].astype(np.int64)
    letters = np.append(tokens.letters, np.zeros(_WIDTH, dtype=np.uint8))
    # The item at a place holds the eight bytes from there on.
    view: Hashes = np.ndarray(len(tokens.letters) + 1, dtype="<u8", buffer=letters, strides=(1,))
    hashes = view[at] & _MASKS[np.minimum(size, _WIDTH)]
    longer = np.flatnonzero(size > _WIDTH)
    place = _WIDTH
    while len(longer):
        rest = size[longer] - place
        keys = view[at[longer] + place] & _MASKS[np.minimum(rest, _WIDTH)]
        hashes[longer] = _mix(hashes[longer]) + keys
        longer, place = longer[rest > _WIDTH], place + _WIDTH
    hashes = _mix(hashes)
    return hashes[tokens.kind]


_WIDTH = 8
_MASKS: Hashes = np.array(
    [(1 << 8 * size) - 1 for size in range(_WIDTH)] + [(1 << 64) - 1], dtype=np.uint64
)
"""What keeps the first so many bytes of eight; the first is the lowest."""


def _shingles(words: Hashes) -> Hashes:
    """The number of the shingle that begins at each word of the batch, as far as one does."""
    size = max(0, len(words) - SHINGLE_WORDS + 1)
    total = np.zeros(size, dtype=np.uint64)
    for place in range(SHINGLE_WORDS):
        total = total * _BASE + words[place : place + size]
    return _mix(total)


def _digest(words: Hashes, powers: Hashes) -> bytes:
    total = (words * powers[: len(words)]).sum(keepdims=True, dtype=np.uint64)
    return _mix(total).tobytes() if len(words) else b""


def _mix(values: Hashes) -> Hashes:
    """Spread numbers evenly: the last step of SplitMix64 (Steele, Lea & Flood 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_BASE = np.uint64(0x9E3779B97F4A7C15)
