"""Where sentences, clauses and paragraphs end, as the first word after each end."""

from __future__ import annotations

from functools import cache

import numpy as np

from framing import characters as ch
from framing.data import word_list
from framing.text.buffer import Buffer, mark_first, skip
from framing.text.keys import Keys, among, key_of, keys_of
from framing.text.tokens import Mask, Offsets
from framing.text.words import Words

_CLAUSE = np.zeros(0x10000, dtype=bool)
_CLAUSE[[ord(mark) for mark in ",;:.!?()\u2026\u2014\u2015，；：（）、"]] = True
_TURN = "but"


class Ends:
    """The ends in a buffer, each as a mask over its words."""

    def __init__(self, buffer: Buffer, inside: Mask, words: Words) -> None:
        self._buffer = buffer
        self._words = words
        self._others = _outside(buffer.marks_but_space(), inside)
        self._breaks = buffer.marks(ch.BREAK)
        stops = _outside(buffer.marks(ch.STOP), inside)
        stops = stops[buffer.flags[stops + 1] & ch.STOP == 0]
        stops = stops[~self._abbreviated(stops)]
        self._full = buffer.marks(ch.FULL_STOP)
        closers = buffer.marks(ch.CLOSER)
        self._after_stops = skip(closers, stops + 1)
        self._after_full = skip(closers, self._full + 1)

    def sentences(self) -> Mask:
        """Words that open a sentence inside a paragraph."""
        flags = self._buffer.flags
        places = self._after_stops[flags[self._after_stops] & ch.SPACE != 0]
        opening = flags[self._next(places)] & (ch.UPPER | ch.DIGIT | ch.OPENER) != 0
        return self._first_after(places[opening], self._full)

    def paragraphs(self) -> Mask:
        """Words that open a paragraph: after a blank line, or after the line break of a line
        that closes a sentence."""
        breaks = self._breaks
        blank = breaks[1:][self._next(breaks[:-1]) > breaks[1:]]
        closing = np.sort(np.concatenate((self._after_stops, self._after_full)))
        at = np.searchsorted(breaks, closing)
        closing, at = closing[at < len(breaks)], at[at < len(breaks)]
        ended = self._next(closing) > breaks[at]
        return self._first_after(blank, breaks[at[ended]])

    def clauses(self) -> Mask:
        """Words that open a clause after a mark or a dash, or are `but`."""
        buffer, others, start = self._buffer, self._others, self._words.start
        dash = buffer.flags[others] & ch.HYPHEN != 0
        dash &= buffer.flags[others - 1] & ch.SPACE != 0
        opens = self._first_after(
            others[dash | _CLAUSE[np.minimum(buffer.codes[others], len(_CLAUSE) - 1)]]
        )
        short = np.flatnonzero(self._words.end - start == len(_TURN))
        letters = ch.FOLDED[buffer.codes[start[short, None] + np.arange(len(_TURN))]]
        opens[short[(letters == ch.codes_of(_TURN)).all(axis=1)]] = True
        return opens

    def _first_after(self, *places: Offsets) -> Mask:
        marks = np.zeros(len(self._words.start), dtype=bool)
        for each in places:
            mark_first(marks, self._words.start, each)
        return marks

    def _next(self, places: Offsets) -> Offsets:
        """The first character at or after each place that is no white space."""
        last = len(self._buffer.flags) - 1
        words = np.append(self._words.start, last)
        others = np.append(self._others, last)
        next_word: Offsets = words[np.searchsorted(words[:-1], places)]
        next_other: Offsets = others[np.searchsorted(others[:-1], places)]
        return np.minimum(next_word, next_other)

    def _abbreviated(self, stops: Offsets) -> Mask:
        """Which stops are the single full stop of an abbreviation or an initial."""
        buffer, words = self._buffer, self._words
        result = np.zeros(len(stops), dtype=bool)
        if not len(words.start):
            return result
        owner = np.searchsorted(words.end, stops)
        owner[owner == len(words.end)] = 0
        candidate = np.flatnonzero(
            (words.end[owner] == stops)
            & (buffer.codes[stops] == ord("."))
            & (buffer.flags[stops - 1] & ch.STOP == 0)
        )
        start, end = words.start[owner[candidate]], stops[candidate]
        keys = keys_of(buffer, start, end)
        initial = among(keys, _LETTERS) & (buffer.flags[start] & ch.UPPER != 0)
        wide = (end - start == 1) & (buffer.flags[start] & ch.UPPER != 0)
        result[candidate] = initial | wide | among(keys, _abbreviations())
        return result


_LETTERS = np.arange(ord("a"), ord("z") + 1, dtype=np.uint64)


@cache
def _abbreviations() -> Keys:
    return np.array(sorted(map(key_of, word_list("abbreviations"))), dtype=np.uint64)


def _outside(places: Offsets, inside: Mask) -> Offsets:
    return places[~inside[places]]
