"""Short words as numbers, so that many of them are compared with a list at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from framing import characters as ch
from framing.text.buffer import Buffer, count
from framing.text.tokens import Mask, Offsets

Keys = NDArray[np.uint64]

LONGEST = 7
"""Letters that a key can hold, one a byte."""

LOOK = 64
"""Words of more characters, zero-width ones included, are compared with no list of words."""


def key_of(word: str) -> int:
    """The key of a folded word of at most seven ASCII letters."""
    return int.from_bytes(word.encode("ascii"), "little")


def keys_of(buffer: Buffer, start: Offsets, end: Offsets) -> Keys:
    """The key of each word, folded and without zero-width characters; 0 where it has none."""
    keys = np.zeros(len(start), dtype=np.uint64)
    short = np.flatnonzero(end - start <= LONGEST)
    places = start[short, None] + np.arange(LONGEST)
    folded = ch.FOLDED[buffer.codes[np.minimum(places, len(buffer.codes) - 1)]].astype(np.uint64)
    folded[np.arange(LONGEST) >= (end - start)[short, None]] = 0
    shifts = np.arange(LONGEST, dtype=np.uint64) * np.uint64(8)
    sums = (folded << shifts).sum(axis=1, dtype=np.uint64)
    keys[short] = np.where((folded > 0x7F).any(axis=1), 0, sums)
    if buffer.has(ch.ZERO_WIDTH):
        inner = count(buffer.marks(ch.ZERO_WIDTH), start, end) > 0
        for index in np.flatnonzero(inner & (end - start < LOOK)).tolist():
            word = ch.fold(buffer.text(int(start[index]), int(end[index])))
            keys[index] = key_of(word) if word.isascii() and len(word) <= LONGEST else 0
    return keys


def among(keys: Keys, listed: Keys) -> Mask:
    """Which keys stand in a sorted list."""
    place = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
    found: Mask = listed[place] == keys
    return found
