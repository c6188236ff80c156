"""The batch as one array of bytes, folded, with what its characters are.

Texts stand in UTF-8, so that most of the work is done on single bytes; only the few characters
beyond ASCII are decoded. A position is that of a character's first byte.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from framing.model import Span
from framing.text import characters as ch
from framing.text.offsets import Mask, Offsets

Bytes = NDArray[np.uint8]

PADDING = 16
"""Bytes before the first and after the last text: no look at a neighbour leaves the buffer."""

_SEPARATOR = b"\n\n"
_MARGIN = bytes(PADDING)
_STEPS = 32
"""Steps taken one by one over a run of characters before the rest is done by its whole length."""
_ASCII, _LEAD = 0x80, 0xC0
_WILDCARDS = b"*?"
_CLAUSE = np.array(list(map(ord, ",;:.!?()\u2026\u2014\u2015，；：（）、")), dtype=np.uint32)


def _folding(*also: int) -> bytes:
    """What each byte is compared as: ASCII that is no part of a word becomes NUL."""
    table = bytearray(range(256))
    for code in range(_ASCII):
        is_word = bool(ch.FLAGS[code] & ch.WORD) or code in also
        table[code] = int(ch.FOLDED[code]) if is_word else 0
    return bytes(table)


_FOLDING = _folding()
_FOLDING_WITH_WILDCARDS = _folding(*_WILDCARDS)


class Buffer:
    """The texts of a batch, one after another; excluded characters are NUL, which is nothing."""

    def __init__(
        self, texts: Sequence[str], excluded: Sequence[Sequence[Span]] | None, wildcards: bool
    ) -> None:
        """With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words."""
        pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
        joined = bytearray(_SEPARATOR.join((_MARGIN, *pieces, _MARGIN)))
        sizes = [len(piece) + len(_SEPARATOR) for piece in pieces]
        first = len(_MARGIN) + len(_SEPARATOR)
        self.opens: Offsets = np.cumsum([first, *sizes], dtype=np.int64)[:-1]
        """Where each text begins."""
        self.raw: Bytes = np.frombuffer(joined, dtype=np.uint8)
        high = np.flatnonzero(self.raw >= _ASCII)
        leads = self.raw[high] >= _LEAD
        self.wide: Offsets = high[leads]
        """Where characters beyond ASCII stand."""
        self._inner: Offsets = high[~leads]
        self.edges: Offsets = np.zeros(0, dtype=np.int64)
        """Where excluded spans begin and end."""
        if excluded and any(excluded):
            self._exclude(texts, excluded)
        self._ascii = np.where(np.arange(256) < _ASCII, ch.FLAGS[:256], 0).astype(np.uint16)
        if wildcards:
            self._ascii[list(_WILDCARDS)] = ch.WORD
        table = _FOLDING_WITH_WILDCARDS if wildcards else _FOLDING
        self.folded: Bytes = np.frombuffer(joined.translate(table), dtype=np.uint8)
        """Folded, and NUL wherever no word is."""
        self._read_wide()
        self._find_marks()

    def _exclude(self, texts: Sequence[str], excluded: Sequence[Sequence[Span]]) -> None:
        edges = []
        for opens, text, own in zip(self.opens.tolist(), texts, excluded, strict=True):
            for span in own:
                first, last = (opens + _bytes_before(text, place) for place in span)
                self.raw[first:last] = 0
                edges += [first, last]
        self.edges = np.array(edges, dtype=np.int64)
        self.wide = self.wide[self.raw[self.wide] != 0]

    def _read_wide(self) -> None:
        """Decode the characters beyond ASCII, and fold those of words."""
        self.wide_codes: ch.Codes = _decoded(self.raw, self.wide)
        self.wide_flags: ch.Flags = ch.FLAGS[self.wide_codes]
        self.present = int(np.bitwise_or.reduce(self.wide_flags, initial=0))
        """Every flag that a character beyond ASCII has."""
        word = self.wide_flags & ch.WORD != 0
        self.erase(self.wide[~word])
        folded = ch.FOLDED[self.wide_codes]
        changed = (folded != self.wide_codes) & word
        at, codes = self.wide[changed], folded[changed]
        same = _sizes(codes) == self.sizes(at)
        self.odd: Offsets = at[~same]
        """Where characters of words stand that take another number of bytes when folded."""
        _encode(self.folded, at[same], codes[same])

    def _find_marks(self) -> None:
        marks = (self.folded == 0) & (self.raw != ord(" "))
        if len(self._inner):
            marks[self._inner] = False
        self.marks: Offsets = np.flatnonzero(marks)
        """Where characters stand that are neither part of a word nor a plain space."""
        values = self.raw[self.marks]
        self.mark_flags: ch.Flags = self._ascii[values]
        # Marks beyond ASCII are the characters beyond ASCII that are no part of words, in order.
        self.mark_flags[values >= _ASCII] = self.wide_flags[self.wide_flags & ch.WORD == 0]
        self._mark_values = values

    def erase(self, places: Offsets) -> None:
        """Make these characters no part of a word."""
        sizes = self.sizes(places)
        for offset in range(4):
            self.folded[places[sizes > offset] + offset] = 0

    def restore(self, places: Offsets) -> None:
        """Make these characters part of a word."""
        sizes = self.sizes(places)
        for offset in range(4):
            at = places[sizes > offset] + offset
            self.folded[at] = self.raw[at]

    def flags(self, places: Offsets) -> ch.Flags:
        """What the characters are that have a byte at these places."""
        values = self.raw[places]
        found: ch.Flags = self._ascii[values]
        beyond = values >= _ASCII
        if self.present and beyond.any():
            at = np.searchsorted(self.wide, places[beyond], side="right") - 1
            found[beyond] = self.wide_flags[at]
        return found

    def codes(self, places: Offsets) -> ch.Codes:
        """The code points of the characters at these places."""
        found = self.raw[places].astype(np.uint32)
        beyond = found >= _ASCII
        if beyond.any():
            at = np.searchsorted(self.wide, places[beyond], side="right") - 1
            found[beyond] = self.wide_codes[at]
        return found

    def sizes(self, places: Offsets) -> Offsets:
        """The bytes of the characters at these places."""
        values = self.raw[places]
        return 1 + (values >= 0xC0).astype(np.int64) + (values >= 0xE0) + (values >= 0xF0)

    def heads(self, places: Offsets) -> Offsets:
        """Where the characters begin that have a byte at these places."""
        found = places.copy()
        beyond = self.raw[places] >= _ASCII
        if beyond.any():
            at = np.searchsorted(self.wide, places[beyond], side="right") - 1
            found[beyond] = self.wide[at]
        return found

    def marked(self, flags: int) -> Offsets:
        """Where characters stand that have one of these flags and are no letters or digits."""
        chosen: Mask = self.mark_flags & flags != 0
        return self.marks[chosen]

    def written(self, characters: bytes) -> Offsets:
        """Where these ASCII marks stand."""
        chosen: Mask = self._mark_values == characters[0]
        for character in characters[1:]:
            chosen |= self._mark_values == character
        return self.marks[chosen]

    def end_clause(self, places: Offsets) -> Mask:
        """Which of these marks end a clause: some do, and dashes: hyphens after white space."""
        ends: Mask = np.isin(self.codes(places), _CLAUSE)
        hyphens = np.flatnonzero(self.flags(places) & ch.HYPHEN)
        ends[hyphens] = self.flags(places[hyphens] - 1) & ch.SPACE != 0
        ends &= self.folded[places] == 0
        return ends

    def has(self, flag: int) -> bool:
        """Whether any character beyond ASCII has the flag."""
        return bool(self.present & flag)

    def text(self, start: int, stop: int) -> str:
        """The characters between two places, zero-width ones left out."""
        piece = self.raw[start:stop].tobytes().decode("utf-8", "surrogatepass")
        if piece.isascii():
            return piece
        return "".join(each for each in piece if not ch.FLAGS[ord(each)] & ch.ZERO_WIDTH)

    def characters(self, places: Offsets) -> Offsets:
        """How many characters stand before these places in the buffer."""
        if not len(self._inner):
            return places
        return places - np.searchsorted(self._inner, places)

    def past(self, places: Offsets, flag: int) -> Offsets:
        """Each place, moved past the characters with a flag that stand there."""
        return self._walk(places, lambda flags: flags & flag != 0)

    def _walk(self, places: Offsets, goes_on: Callable[[ch.Flags], Mask]) -> Offsets:
        at = places.copy()
        moving = np.arange(len(at))
        for _ in range(_STEPS):
            moving = moving[goes_on(self.flags(at[moving]))]
            if not len(moving):
                return at
            at[moving] += self.sizes(at[moving])
        ends = self._ends_of_runs(goes_on)
        at[moving] = ends(at[moving])
        return at

    def _ends_of_runs(self, goes_on: Callable[[ch.Flags], Mask]) -> Callable[[Offsets], Offsets]:
        """For long runs: the first character from a place on that is not of the kind."""
        heads = np.flatnonzero((self.raw & 0xC0) != 0x80)
        others = heads[~goes_on(self.flags(heads))]
        return lambda places: others[np.searchsorted(others, places)]


def _bytes_before(text: str, place: int) -> int:
    return place if text.isascii() else len(text[:place].encode("utf-8", "surrogatepass"))


def _decoded(raw: Bytes, leads: Offsets) -> ch.Codes:
    """The code points of the characters that begin with these bytes."""
    value = raw[leads].astype(np.uint32)
    code = value & np.uint32(0x1F)
    for size, bits in ((3, 0x0F), (4, 0x07)):
        longer = value >= (0xE0 if size == 3 else 0xF0)
        code[longer] = value[longer] & bits
    for offset, least in ((1, 0xC0), (2, 0xE0), (3, 0xF0)):
        more = value >= least
        code[more] = code[more] << 6 | raw[leads[more] + offset] & 0x3F
    return code


def _sizes(codes: ch.Codes) -> Offsets:
    """How many bytes code points take in UTF-8."""
    return 1 + (codes >= 0x80).astype(np.int64) + (codes >= 0x800) + (codes >= 0x10000)


def _encode(target: Bytes, at: Offsets, codes: ch.Codes) -> None:
    """Write code points in UTF-8 over characters of the same size."""
    sizes = _sizes(codes)
    for size, lead in ((2, 0xC0), (3, 0xE0), (4, 0xF0)):
        own, code = at[sizes == size], codes[sizes == size]
        for offset in range(size):
            bits = code >> (6 * (size - 1 - offset))
            target[own + offset] = bits | lead if offset == 0 else bits & 0x3F | 0x80
