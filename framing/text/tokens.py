"""What segmentation returns: the counted words of a batch, where they stand and how they join."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.text import characters as ch
from framing.text.offsets import Mask, Offsets, among, spread

if TYPE_CHECKING:
    from framing.text.buffer import Buffer
    from framing.text.words import Words

JOINT_STOP, JOINT_SPACE, JOINT_NONE = 0, 1, 2
"""How a word joins the one before: not at all, across a gap, or with nothing between them."""


@dataclass(frozen=True)
class Tokens:
    """The counted words of a batch, by their number from 0.

    What most uses need of every word is an array of its own; what is asked of a few words only is
    looked up for these.
    """

    buffer: Buffer
    words: Words
    opens: Offsets
    """The first word of each text, and the number of all words."""
    sentence_opens: Offsets
    """The first word of each sentence."""
    paragraph_opens: Offsets
    """The first word of each paragraph."""

    def __len__(self) -> int:
        """Number of counted words."""
        return len(self.words.start)

    @cached_property
    def base(self) -> Offsets:
        """Where each text begins in the buffer, in characters."""
        return self.buffer.characters(self.buffer.opens)

    @cached_property
    def article(self) -> Offsets:
        """Number of the text a word stands in, by word."""
        return np.repeat(np.arange(len(self.opens) - 1), np.diff(self.opens))

    @cached_property
    def start(self) -> Offsets:
        """First character of each word in the buffer."""
        return self.starts_of(slice(None))

    @cached_property
    def end(self) -> Offsets:
        """One past the last character of each word, without a tail such as ’s."""
        return self.ends_of(slice(None))

    @cached_property
    def sentence(self) -> Offsets:
        """Number of the sentence of each word in the batch, from 0."""
        return _numbers(self.sentence_opens, len(self))

    @cached_property
    def paragraph(self) -> Offsets:
        """Number of the paragraph of each word in the batch, from 0."""
        return _numbers(self.paragraph_opens, len(self))

    @cached_property
    def unit(self) -> Mask:
        """Whether each word is a character of a script without spaces."""
        unit: Mask = self.buffer.flags(self.words.start) & ch.UNIT != 0
        return unit

    @cached_property
    def has_units(self) -> bool:
        """Whether the batch holds scripts without spaces."""
        return self.buffer.has(ch.UNIT)

    def starts_of(self, words: Offsets | slice) -> Offsets:
        """First character of these words in the buffer."""
        return self.buffer.characters(self.words.start[words])

    def ends_of(self, words: Offsets | slice) -> Offsets:
        """One past the last character of these words, without a tail."""
        return self.buffer.characters(self.words.end[words])

    def tails(self, words: Offsets) -> NDArray[np.uint8]:
        """The tails that follow these words, as `tails_of` reads them; 0 for none."""
        own = self.words.tails
        found = np.zeros(len(words), dtype=np.uint8)
        at, has = self._with_tails(words)
        found[has] = own.code[at[has]]
        return found

    def before_hyphen(self, words: Offsets) -> Mask:
        """Whether a hyphen follows these words directly."""
        follows: Mask = self.buffer.flags(self.words.end[words]) & ch.HYPHEN != 0
        return follows

    def same_clause(self, before: Offsets, words: Offsets) -> Mask:
        """Whether no mark, dash or end of a sentence stands between an earlier word and a word."""
        opens = self.sentence_opens
        same: Mask = np.searchsorted(opens, words, "right") == np.searchsorted(
            opens, before, "right"
        )
        marks = self.buffer.marks
        low = np.searchsorted(marks, self.words.end[before])
        places, pair = spread(low, np.searchsorted(marks, self.words.start[words]) - low)
        same[pair[self.buffer.end_clause(marks[places])]] = False
        return same

    def joints(self, words: Offsets) -> NDArray[np.uint8]:
        """How these words join the ones before: a phrase runs across white space with at most
        one line break, one hyphen with nothing before it, or one apostrophe."""
        buffer, start = self.buffer, self.words.start[words]
        gap = self._gaps(words)
        joint = np.zeros(len(words), dtype=np.uint8)
        width = start - gap
        flags = buffer.flags(start - 1)
        single = (width > 0) & (width == buffer.sizes(buffer.heads(start - 1)))
        joint[single & (flags & (ch.SPACE | ch.HYPHEN | ch.APOSTROPHE) != 0)] = JOINT_SPACE
        if self.has_units:
            beside = buffer.flags(start) | buffer.flags(self.words.start[np.maximum(words - 1, 0)])
            joint[(width == 0) & (beside & ch.UNIT != 0)] = JOINT_NONE
        wide = np.flatnonzero((width > 0) & ~single)
        joint[wide[self._crossed(gap[wide], start[wide])]] = JOINT_SPACE
        joint[among(words, self.words.glued)] = JOINT_STOP
        joint[among(words, self.sentence_opens)] = JOINT_STOP
        return joint

    def _crossed(self, gap: Offsets, start: Offsets) -> Mask:
        """Whether gaps of several characters hold white space only, after one hyphen at most."""
        buffer = self.buffer
        hyphen = buffer.flags(gap) & ch.HYPHEN != 0
        inner = np.where(hyphen, gap + buffer.sizes(gap), gap)
        blank: Mask = buffer.past(inner, ch.SPACE) >= start
        breaks = self._breaks
        return blank & (np.searchsorted(breaks, start) - np.searchsorted(breaks, inner) <= 1)

    @cached_property
    def _breaks(self) -> Offsets:
        return self.buffer.marked(ch.BREAK)

    def _gaps(self, words: Offsets) -> Offsets:
        """Where the gap before these words begins: after the word before and its tails."""
        before = np.maximum(words - 1, 0)
        gap = np.where(words > 0, self.words.end[before], 0)
        at, has = self._with_tails(before)
        gap[has] = self.words.tails.end[at[has]]
        return gap

    def _with_tails(self, words: Offsets) -> tuple[Offsets, Mask]:
        """Which of these words have tails, and their place among those."""
        own = self.words.tails.word
        if not len(own):
            return words, np.zeros(len(words), dtype=bool)
        at = np.minimum(np.searchsorted(own, words), len(own) - 1)
        return at, own[at] == words

    def word(self, index: int) -> str:
        """One word as it is compared: folded, without zero-width characters."""
        at = int(self.words.at[index])
        piece = self.words.folded[at : at + int(self.words.size[index])]
        return piece.tobytes().decode("utf-8", "surrogatepass")


def _numbers(opens: Offsets, size: int) -> Offsets:
    return np.repeat(np.arange(len(opens)), np.diff(opens, append=size))
