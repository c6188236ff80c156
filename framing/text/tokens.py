"""What segmentation returns: the counted words of a batch, as parallel arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
Mask = NDArray[np.bool_]

JOINT_STOP, JOINT_SPACE, JOINT_NONE = 0, 1, 2
"""How a word joins the one before: not at all, across a gap, or with nothing between them."""

TAILS = ("s", "t", "re", "ve", "ll", "d", "m")
"""What belongs to the word before, right after an apostrophe."""

TAIL_BITS = 3
"""Bits of `Tokens.tail` for each of the first two tails of a word."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The counted words of a batch; every array but `base` has one item a word."""

    base: Offsets
    """Where each article begins in the buffer."""
    article: Offsets
    start: Offsets
    """First character of the word in the buffer."""
    end: Offsets
    """One past its last character, without a tail such as ’s."""
    sentence: Offsets
    """Number of its sentence in the batch, from 0."""
    paragraph: Offsets
    """Number of its paragraph in the batch, from 0."""
    clause: Offsets
    """Index of the first word of its clause."""
    joint: NDArray[np.uint8]
    """How it joins the word before it: one of the JOINT values."""
    tail: NDArray[np.uint8]
    """The tails that follow it, as `tails_of` reads them; 0 for none."""
    before_hyphen: Mask
    """Whether a hyphen follows it directly."""
    unit: Mask
    """Whether it is a character of a script without spaces."""
    stream: bytes
    """The folded words in UTF-8, a first letter a-z in upper case, one space where a gap was."""
    stream_start: Offsets
    """Where the word begins in `stream`, in bytes."""
    stream_end: Offsets
    """One past its last byte in `stream`."""

    def __len__(self) -> int:
        """Number of counted words."""
        return len(self.start)

    def word(self, index: int) -> str:
        """One word as it is compared: folded, without zero-width characters."""
        piece = self.stream[self.stream_start[index] : self.stream_end[index]]
        text = piece.decode("utf-8", "surrogatepass")
        return text[:1].lower() + text[1:] if text[:1].isascii() else text


def tails_of(code: int) -> tuple[str, ...]:
    """The tails that an item of `Tokens.tail` stands for: two at most, as in wouldn’t’ve."""
    places = code & (1 << TAIL_BITS) - 1, code >> TAIL_BITS
    return tuple(TAILS[place - 1] for place in places if place)
