"""Sets the words of a buffer out as one stream of bytes, made for one search."""

from __future__ import annotations

import numpy as np

from framing import characters as ch
from framing.limits import MATCHED_WORD_CHARACTERS
from framing.text.buffer import Buffer, count
from framing.text.tokens import Mask, Offsets
from framing.text.words import Words


def make_stream(buffer: Buffer, words: Words) -> tuple[bytes, Offsets, Offsets]:
    """The folded words in UTF-8, and where each begins and ends in them, in bytes.

    Where a gap stood before a word, one space stands for it whatever it was. A first letter a-z
    is a capital, so that what is searched from a word's first letter is found only there. Zero-
    width characters, tails, and what is beyond the first 256 characters of a word are left out.
    """
    start = words.start
    if not len(start):
        return b"", start, start
    stop = np.minimum(words.compared_end, start + MATCHED_WORD_CHARACTERS)
    gapped = start > words.gap
    shown = ch.FOLDED[buffer.codes]
    shown[start[gapped] - 1] = ord(" ")
    first = shown[start]
    shown[start] = np.where((first >= ord("a")) & (first <= ord("z")), first - 32, first)
    keep = _kept(buffer, start, stop)
    keep[start[gapped] - 1] = True
    kept = shown[keep]
    size = stop - start
    if buffer.has(ch.ZERO_WIDTH):
        size = size - count(buffer.marks(ch.ZERO_WIDTH), start, stop)
    ends = np.cumsum(size + gapped)
    begins = ends - size
    if int(kept.max()) < 0x80:
        return kept.astype(np.uint8).tobytes(), begins, ends
    stream = kept.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
    wide = np.flatnonzero(kept >= 0x80)
    extra = np.ones(len(wide), dtype=np.int64)
    extra += kept[wide] >= 0x800
    extra += kept[wide] >= 0x10000
    added = np.concatenate(([0], np.cumsum(extra)))
    return (
        stream,
        begins + added[np.searchsorted(wide, begins)],
        ends + added[np.searchsorted(wide, ends)],
    )


def _kept(buffer: Buffer, start: Offsets, stop: Offsets) -> Mask:
    """Which characters stand in the compared part of a word."""
    steps = np.zeros(len(buffer.codes) + 1, dtype=np.int8)
    steps[start] += 1
    steps[stop] -= 1
    keep: Mask = np.cumsum(steps[:-1], dtype=np.int8).view(np.bool_)
    if buffer.has(ch.ZERO_WIDTH):
        keep[buffer.marks(ch.ZERO_WIDTH)] = False
    return keep
