"""Where sentences and paragraphs end: places from which on a word is in the next one."""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from framing.data import word_list
from framing.text import characters as ch
from framing.text.buffer import Buffer
from framing.text.byte_keys import LONGEST_ENDING, MASKS, Keys, listed, view_of, words_before
from framing.text.offsets import Mask, Offsets, among
from framing.text.tails import LOOK


class Ends:
    """The ends in a buffer whose words are found."""

    def __init__(self, buffer: Buffer, cuts: Offsets) -> None:
        """`cuts` are places where a word begins directly behind another."""
        self._buffer = buffer
        self._cuts = cuts
        self._breaks = buffer.marked(ch.BREAK)
        stops = buffer.marked(ch.STOP)
        stops = stops[buffer.folded[stops] == 0]
        after = stops + buffer.sizes(stops)
        last = buffer.flags(after) & ch.STOP == 0
        stops, after = stops[last], after[last]
        self._after = buffer.past(after[~self._abbreviated(stops)], ch.CLOSER)
        spaced = self._after[buffer.flags(self._after) & ch.SPACE != 0]
        self._spaced, self._following = spaced, buffer.past(spaced, ch.SPACE)
        full = buffer.marked(ch.FULL_STOP)
        self._full = full + buffer.sizes(full)
        self._after_full = buffer.past(self._full, ch.CLOSER)

    def sentences(self) -> Offsets:
        """Where sentences end inside a paragraph."""
        opening = self._buffer.flags(self._following) & (ch.UPPER | ch.DIGIT | ch.OPENER) != 0
        return np.concatenate((self._spaced[opening], self._full))

    def paragraphs(self) -> Offsets:
        """Where paragraphs end: at a blank line, or at the line break of a line that closes a
        sentence."""
        breaks = self._breaks
        blank = breaks[1:][self._buffer.past(breaks[:-1], ch.SPACE) > breaks[1:]]
        after_full = self._buffer.past(self._after_full, ch.SPACE)
        closing = np.concatenate((self._spaced, self._after_full))
        following = np.concatenate((self._following, after_full))
        at = np.searchsorted(breaks, closing)
        ended = np.append(breaks, len(self._buffer.raw))[at] < following
        return np.concatenate((blank, breaks[at[ended]]))

    def _abbreviated(self, stops: Offsets) -> Mask:
        """Which stops are the single full stop of an abbreviation or an initial."""
        buffer = self._buffer
        result = np.zeros(len(stops), dtype=bool)
        candidate = np.flatnonzero(
            (buffer.raw[stops] == ord("."))
            & (buffer.folded[stops - 1] != 0)
            & (buffer.flags(stops - 1) & ch.STOP == 0)
        )
        stops = stops[candidate]
        heads = buffer.heads(stops - 1)
        begins = self._begins_word(heads)
        initial = begins & (buffer.flags(heads) & ch.UPPER != 0)
        keys = words_before(view_of(buffer.folded), stops)
        self._cut(keys, stops)
        result[candidate] = initial | listed("abbreviations").has(keys)
        if buffer.has(ch.ZERO_WIDTH):
            self._add_unseen(result, candidate, stops)
        return result

    def _begins_word(self, places: Offsets) -> Mask:
        begins: Mask = self._buffer.folded[places - 1] == 0
        if len(self._cuts):
            begins |= among(places, self._cuts)
        return begins

    def _cut(self, keys: Keys, stops: Offsets) -> None:
        """Take from the keys what stands before a word that begins directly behind another."""
        if not len(self._cuts):
            return
        at = np.searchsorted(self._cuts, stops) - 1
        size = np.where(at >= 0, stops - self._cuts[at], LONGEST_ENDING + 1)
        short = size <= LONGEST_ENDING
        keys[short] &= ~MASKS[LONGEST_ENDING + 1 - size[short]]

    def _add_unseen(self, result: Mask, candidate: Offsets, stops: Offsets) -> None:
        """Weigh the words again that have zero-width characters in them."""
        buffer = self._buffer
        unseen = buffer.marked(ch.ZERO_WIDTH)
        at = np.searchsorted(unseen, stops) - 1
        near = (at >= 0) & (stops - unseen[at] < LOOK)
        image, bounds = buffer.folded.tobytes(), self._cuts.tolist()
        for index in np.flatnonzero(near).tolist():
            stop = int(stops[index])
            begin = image.rindex(b"\0", 0, stop) + 1
            place = bisect_right(bounds, stop)
            if place:
                begin = max(begin, bounds[place - 1])
            if stop - begin < LOOK:
                word = buffer.text(begin, stop)
                initial = len(word) == 1 and ch.FLAGS[ord(word)] & ch.UPPER
                known = ch.fold(word) in word_list("abbreviations")
                result[candidate[index]] = bool(initial) or known
