"""Short stretches of bytes as numbers, so that many are compared at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from framing.data import word_list
from framing.text.buffer import Bytes
from framing.text.offsets import Mask, Offsets, among

Keys = NDArray[np.uint64]

WIDTH = 8
"""Bytes that a key holds; the first is the lowest."""

LONGEST_ENDING = WIDTH - 1
"""Bytes of the longest word that `words_before` can tell."""

_ALL = (1 << 64) - 1
MASKS: Keys = np.array([(1 << 8 * size) - 1 for size in range(WIDTH)] + [_ALL], dtype=np.uint64)
"""What keeps the first so many bytes of a key."""

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""A key times this number has its first bits from all of its bytes."""
_BITS = 12

_LOWS, _HIGHS = np.uint64(0x7F7F7F7F7F7F7F7F), np.uint64(0x8080808080808080)


def key_of(text: bytes) -> int:
    """The key of at most eight bytes."""
    return int.from_bytes(text, "little")


def view_of(buffer: Bytes) -> Keys:
    """The buffer's keys by place: the item at a place holds the eight bytes from there on."""
    size = max(0, len(buffer) - WIDTH + 1)
    return np.ndarray((size,), dtype="<u8", buffer=buffer, strides=(1,))


def words_before(view: Keys, places: Offsets) -> Keys:
    """The key of what ends at each place, as the last bytes of it back to the last NUL.

    A word of more than seven bytes has the key of its last eight, which is no word's of a list.
    """
    keys = view[places - WIDTH]
    empty = _empty(keys)
    # Every byte at or before the last NUL is cleared.
    for shift in (8, 16, 32):
        empty |= empty >> np.uint64(shift)
    cleared = (empty >> np.uint64(7)) * np.uint64(0xFF)
    return keys & ~cleared


def words_from(view: Keys, places: Offsets) -> Keys:
    """The key of what begins at each place, up to the first NUL or eight bytes."""
    keys = view[places]
    empty = _empty(keys)
    first = empty & (~empty + np.uint64(1))
    return keys & (first - np.uint64(1))


def _empty(keys: Keys) -> Keys:
    """The highest bit of every byte that is NUL."""
    return ~((keys & _LOWS) + _LOWS | keys | _LOWS) & _HIGHS


def ending(text: bytes) -> int:
    """The key of a word of at most seven bytes as `words_before` gives it."""
    return key_of(text.rjust(WIDTH, b"\0"))


class Listed:
    """A bundled list of words, as `words_before` gives them."""

    def __init__(self, name: str) -> None:
        keys = [ending(word.encode()) for word in word_list(name)]
        self._keys: Keys = np.array(sorted(keys), dtype=np.uint64)
        self._table = np.zeros(1 << _BITS, dtype=bool)
        self._table[self._place(self._keys)] = True

    @staticmethod
    def _place(keys: Keys) -> Offsets:
        place: Offsets = (keys * SPREAD >> np.uint64(64 - _BITS)).view(np.int64)
        return place

    def has(self, keys: Keys) -> Mask:
        """Which keys are of words of the list."""
        found: Mask = self._table[self._place(keys)]
        likely = np.flatnonzero(found)
        found[likely] = among(keys[likely], self._keys)
        return found


@cache
def listed(name: str) -> Listed:
    """A bundled list of words by its name."""
    return Listed(name)
