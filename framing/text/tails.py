"""What belongs to the word before, right after an apostrophe: ’s, ’t, ’re and their kind."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.text import characters as ch
from framing.text.buffer import Buffer
from framing.text.byte_keys import MASKS, key_of, view_of
from framing.text.offsets import Offsets, among

TAILS = ("s", "t", "re", "ve", "ll", "d", "m")
"""What belongs to the word before, right after an apostrophe."""

TAIL_BITS = 3
"""Bits of `Tokens.tails` for each of the first two tails of a word."""

LOOK = 64
"""Words of more bytes are compared with no list of words."""


@dataclass(frozen=True, slots=True)
class Tails:
    """What belongs to a word after an apostrophe, by word; sorted."""

    word: Offsets
    code: NDArray[np.uint8]
    """As `tails_of` reads it."""
    end: Offsets
    """One past the last tail."""


def tails_of(code: int) -> tuple[str, ...]:
    """The tails that an item of `Tokens.tails` stands for: two at most, as in wouldn’t’ve."""
    places = code & (1 << TAIL_BITS) - 1, code >> TAIL_BITS
    return tuple(TAILS[place - 1] for place in places if place)


def take_tails(buffer: Buffer, cuts: Offsets) -> tuple[Offsets, NDArray[np.uint8], Offsets]:
    """Make ’s, ’t and their kind no words of their own.

    Returns the apostrophe of each, which tail it is, counted from 1, and one past its end.
    """
    marks = buffer.marked(ch.APOSTROPHE)
    begins = marks + buffer.sizes(marks)
    folded = buffer.folded
    fits = (folded[marks - 1] != 0) & (folded[begins] != 0)
    marks, begins = marks[fits], begins[fits]
    keys = view_of(folded)[begins]
    kind = np.zeros(len(marks), dtype=np.uint8)
    stop = begins.copy()
    for number, tail in enumerate(TAILS, 1):
        chosen = np.flatnonzero(keys & MASKS[len(tail)] == key_of(tail.encode()))
        after = begins[chosen] + len(tail)
        whole = (folded[after] == 0) | among(after, cuts)
        kind[chosen[whole]], stop[chosen[whole]] = number, after[whole]
    if buffer.has(ch.ZERO_WIDTH):
        _take_unseen(buffer, cuts, begins, kind, stop)
    found = kind > 0
    marks, kind, begins, stop = marks[found], kind[found], begins[found], stop[found]
    for offset in range(int((stop - begins).max(initial=0))):
        folded[begins[stop - begins > offset] + offset] = 0
    return marks, kind, stop


def _take_unseen(
    buffer: Buffer, cuts: Offsets, begins: Offsets, kind: NDArray[np.uint8], stop: Offsets
) -> None:
    """The same for tails with zero-width characters in them."""
    unseen = buffer.marked(ch.ZERO_WIDTH)
    at = np.searchsorted(unseen, begins)
    near = at < len(unseen)
    near[near] = unseen[at[near]] - begins[near] < LOOK
    image, bounds = buffer.folded.tobytes(), cuts.tolist()
    for index in np.flatnonzero(near & (kind == 0)).tolist():
        begin = int(begins[index])
        place = bisect_right(bounds, begin)
        last = image.index(b"\0", begin)
        if place < len(bounds):
            last = min(last, bounds[place])
        word = ch.fold(buffer.text(begin, last)) if last - begin < LOOK else ""
        if word in TAILS:
            kind[index], stop[index] = TAILS.index(word) + 1, last


def by_word(tails: tuple[Offsets, NDArray[np.uint8], Offsets], end: Offsets) -> Tails:
    """Tails by the word they belong to; of a chain of them the first two are told."""
    mark, kind, stop = tails
    chained = np.zeros(len(mark), dtype=bool)
    chained[1:] = mark[1:] == stop[:-1]
    heads = np.flatnonzero(~chained)
    last = np.append(heads[1:], len(mark))[: len(heads)] - 1
    code = kind[heads]
    two = last > heads
    code[two] |= kind[heads[two] + 1] << TAIL_BITS
    return Tails(np.searchsorted(end, mark[heads]), code, stop[last])
