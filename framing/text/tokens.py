"""What segmentation returns: the counted words of a batch, where they stand and how they join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core.library import IS_UNIT, OPENS_PARAGRAPH, OPENS_SENTENCE, Lists
from framing.text.offsets import Mask, Offsets

JOINT_STOP, JOINT_SPACE, JOINT_NONE = 0, 1, 2
"""How a word joins the one before: not at all, across a gap, or with nothing between them."""


@dataclass(frozen=True)
class Tokens:
    """The counted words of a batch, by their number from 0; places are characters of all its texts
    put one after another."""

    words: NDArray[Any]
    """As the core describes them."""
    opens: Offsets
    """The first word of each text, and the number of all words."""
    base: Offsets
    """Where each text begins."""
    kinds: NDArray[Any]
    """The distinct words: where each stands in `letters`."""
    letters: NDArray[np.uint8]
    """The distinct words as they are compared: folded, without zero-width characters."""

    def __len__(self) -> int:
        """Number of counted words."""
        return len(self.words)

    @cached_property
    def article(self) -> Offsets:
        """Number of the text a word stands in, by word."""
        return np.repeat(np.arange(len(self.opens) - 1), np.diff(self.opens))

    @cached_property
    def start(self) -> Offsets:
        """First character of each word."""
        return self._characters("start", "lag")

    @cached_property
    def end(self) -> Offsets:
        """One past the last character of each word, without a tail such as ’s."""
        return self._characters("end", "end_lag")

    def _characters(self, place: str, lag: str) -> Offsets:
        own: Offsets = self.words[place].astype(np.int64) - self.words[lag]
        return own + self.base[self.article]

    @cached_property
    def sentence_opens(self) -> Offsets:
        """The first word of each sentence."""
        return np.flatnonzero(self.words["opens"] & OPENS_SENTENCE)

    @cached_property
    def paragraph_opens(self) -> Offsets:
        """The first word of each paragraph."""
        return np.flatnonzero(self.words["opens"] & OPENS_PARAGRAPH)

    @cached_property
    def sentence(self) -> Offsets:
        """Number of the sentence of each word in the batch, from 0."""
        return _numbers(self.sentence_opens, len(self))

    @cached_property
    def paragraph(self) -> Offsets:
        """Number of the paragraph of each word in the batch, from 0."""
        return _numbers(self.paragraph_opens, len(self))

    @property
    def kind(self) -> Offsets:
        """Number of the distinct word that stands at each place."""
        return self.words["kind"].astype(np.int64)

    @property
    def unit(self) -> Mask:
        """Whether each word is a character of a script without spaces."""
        unit: Mask = self.words["what"] & IS_UNIT != 0
        return unit

    @property
    def tails(self) -> NDArray[np.uint8]:
        """The tails that follow each word, as `tails_of` reads them; 0 for none."""
        return self.words["tails"]

    @property
    def joints(self) -> NDArray[np.uint8]:
        """How each word joins the one before: a phrase runs across white space with at most one
        line break, one hyphen with nothing before it, or one apostrophe."""
        return self.words["joint"]

    @cached_property
    def spelled(self) -> list[str]:
        """The distinct words as they are compared."""
        letters = self.letters.tobytes()
        bounds = zip(self.kinds["at"].tolist(), self.kinds["size"].tolist(), strict=True)
        return [letters[at : at + size].decode("utf-8", "surrogatepass") for at, size in bounds]

    def word(self, index: int) -> str:
        """One word as it is compared."""
        return self.spelled[int(self.words["kind"][index])]


def tokens_of(lists: Lists, opens: Offsets, texts: Sequence[str]) -> Tokens:
    """The words that the core found in these texts."""
    base = np.cumsum([0, *map(len, texts)], dtype=np.int64)[:-1]
    return Tokens(lists.words, opens, base, lists.keys, lists.letters)


def _numbers(opens: Offsets, size: int) -> Offsets:
    return np.repeat(np.arange(len(opens)), np.diff(opens, append=size))
