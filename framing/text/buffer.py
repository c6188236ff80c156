"""The batch as one array of characters, with what is looked up in it often."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing import characters as ch
from framing.model import Span
from framing.text.tokens import Mask, Offsets

_SEPARATOR = "\n\n"


class Buffer:
    """The texts of a batch, one after another; excluded characters are NUL, which is nothing."""

    def __init__(
        self, texts: Sequence[str], excluded: Sequence[Sequence[Span]] | None, wildcards: bool
    ) -> None:
        """With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words."""
        joined = _SEPARATOR + "".join(text + _SEPARATOR for text in texts)
        sizes = [len(text) + len(_SEPARATOR) for text in texts]
        self.base: Offsets = np.cumsum([len(_SEPARATOR), *sizes], dtype=np.int64)[:-1]
        self.codes = ch.codes_of(joined)
        self.edges: Offsets = np.zeros(0, dtype=np.int64)
        if excluded and any(excluded):
            self._exclude(excluded)
        self.flags = ch.FLAGS[self.codes]
        if wildcards:
            self.flags[np.isin(self.codes, (ord("*"), ord("?")))] = ch.WORD
        self.present = int(np.bitwise_or.reduce(self.flags))
        """Every flag that occurs at all."""
        plain = (self.flags & ch.WORD) | (self.flags == ch.SPACE)
        self._marks: Offsets = np.flatnonzero(plain == 0)
        self._mark_flags = self.flags[self._marks]
        self._mark_codes = self.codes[self._marks]

    def _exclude(self, excluded: Sequence[Sequence[Span]]) -> None:
        spans = [
            (first + offset, last + offset)
            for offset, own in zip(self.base.tolist(), excluded, strict=True)
            for first, last in own
        ]
        self.codes = self.codes.copy()
        for first, last in spans:
            self.codes[first:last] = 0
        self.edges = np.array(spans, dtype=np.int64).ravel()

    def marks(self, flags: int) -> Offsets:
        """Where characters stand that are no part of a word by themselves and have a flag."""
        chosen: Mask = self._mark_flags & flags != 0
        return self._marks[chosen]

    def marks_but_space(self) -> Offsets:
        """Where characters stand that are neither word nor white space."""
        chosen: Mask = self._mark_flags & ch.SPACE == 0
        return self._marks[chosen]

    def characters(self, *characters: str) -> Offsets:
        """Where these marks stand."""
        chosen: Mask = self._mark_codes == ord(characters[0])
        for character in characters[1:]:
            chosen |= self._mark_codes == ord(character)
        return self._marks[chosen]

    def has(self, flag: int) -> bool:
        """Whether any character has the flag."""
        return bool(self.present & flag)

    def text(self, start: int, stop: int) -> str:
        """The characters of a word, without zero-width ones."""
        word = self.codes[start:stop]
        shown = word[self.flags[start:stop] & ch.ZERO_WIDTH == 0]
        return "".join(map(chr, shown.tolist()))


def runs(positions: Offsets) -> tuple[Offsets, Offsets]:
    """First and last position of each run of neighbouring positions."""
    breaks = np.flatnonzero(np.diff(positions) != 1)
    first = positions[np.concatenate(([0], breaks + 1))]
    last = positions[np.concatenate((breaks, [len(positions) - 1]))]
    return first, last


def skip(marks: Offsets, places: Offsets) -> Offsets:
    """Each place, moved past the run of these marks that it stands in, if any."""
    if not len(marks) or not len(places):
        return places
    first, last = runs(marks)
    run = np.searchsorted(last, places)
    found = run < len(last)
    run[~found] = 0
    found &= first[run] <= places
    return np.where(found, last[run] + 1, places)


def count(places: Offsets, first: Offsets, last: Offsets) -> Offsets:
    """How many of the sorted places stand in each `[first, last)`."""
    return np.searchsorted(places, last) - np.searchsorted(places, first)


def mark_first(marks: Mask, starts: Offsets, places: Offsets) -> None:
    """Mark the first word at or after each place."""
    found = np.searchsorted(starts, places)
    marks[found[found < len(starts)]] = True
