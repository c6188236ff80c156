"""Cuts a buffer into words: maximal runs, single characters of some scripts, initialisms, tails."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing import characters as ch
from framing.data import word_list
from framing.text.buffer import Buffer, count, runs, skip
from framing.text.keys import LOOK, key_of, keys_of
from framing.text.tokens import (
    JOINT_NONE,
    JOINT_SPACE,
    TAIL_BITS,
    TAILS,
    Mask,
    Offsets,
)


@dataclass(frozen=True, slots=True)
class Words:
    """Spans of words in a buffer, and what lies before and after each."""

    start: Offsets
    end: Offsets
    compared_end: Offsets
    """Where comparison ends: before the last stop of an initialism."""
    gap: Offsets
    """Where the gap before the word begins: after the last word or tail."""
    glued: Mask
    """Whether it was cut off the word before, where a line break was lost."""
    tail: NDArray[np.uint8]

    def keep(self, mask: Mask) -> Words:
        """The chosen ones."""
        return Words(
            self.start[mask],
            self.end[mask],
            self.compared_end[mask],
            self.gap[mask],
            self.glued[mask],
            self.tail[mask],
        )


def find_words(buffer: Buffer) -> tuple[Words, Mask]:
    """The words of a buffer, and which characters belong to words, tails included."""
    inside = _word_characters(buffer)
    edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
    start, end = edges[0::2], edges[1::2]
    if buffer.has(ch.UNIT):
        start, end = _split(start, end, _around_units(buffer, inside))
    glued_at = _glued(buffer, start, end)
    start, end = _split(start, end, glued_at)
    start, end, compared_end = _merge_initialisms(buffer, inside, start, end)
    glued = np.zeros(len(start), dtype=bool)
    glued[np.searchsorted(start, glued_at)] = True
    gap = np.concatenate(([0], end[:-1]))
    tail = np.zeros(len(start), dtype=np.uint8)
    words = Words(start, end, compared_end, gap, glued, tail)
    return _drop_tails(buffer, words), inside


def _word_characters(buffer: Buffer) -> Mask:
    """Which characters belong to a word, with the marks that join inside one."""
    flags = buffer.flags
    inside: Mask = flags & ch.WORD != 0
    points = buffer.characters(".", ",")
    inside[points[flags[points - 1] & flags[points + 1] & ch.DIGIT != 0]] = True
    ands = buffer.characters("&")
    ands = ands[flags[ands - 1] & flags[ands + 1] & ch.WORD != 0]
    inside[[place for place in ands.tolist() if _joins(buffer, place)]] = True
    if buffer.has(ch.ZERO_WIDTH):
        first, last = runs(buffer.marks(ch.ZERO_WIDTH))
        joining = inside[first - 1] & inside[last + 1]
        for begin, stop in zip(first[joining].tolist(), last[joining].tolist(), strict=True):
            inside[begin : stop + 1] = True
    return inside


def _joins(buffer: Buffer, ampersand: int) -> bool:
    """Whether both neighbours of `&` are of scripts whose characters form words."""
    before = ampersand - 1
    while buffer.flags[before] & ch.ATTACHED:
        before -= 1
    return not (buffer.flags[before] | buffer.flags[ampersand + 1]) & ch.UNIT


def _split(start: Offsets, end: Offsets, at: Offsets) -> tuple[Offsets, Offsets]:
    """The words, cut where `at` says; every place stands inside a word or opens one."""
    if not len(at):
        return start, end
    starts = np.sort(np.concatenate((start, at)), kind="stable")
    starts = starts[np.diff(starts, prepend=-1) != 0]
    run_end = np.repeat(end, np.diff(np.searchsorted(starts, start), append=len(starts)))
    return starts, np.minimum(run_end, np.append(starts[1:], run_end[-1]))


def _around_units(buffer: Buffer, inside: Mask) -> Offsets:
    """Where characters of scripts without spaces begin, and what follows them in their run."""
    units = np.flatnonzero((buffer.flags & ch.UNIT != 0) & inside)
    following = skip(np.flatnonzero(buffer.flags & ch.ATTACHED), units + 1)
    following = following[inside[following] & inside[following - 1]]
    return np.sort(np.concatenate((units, following)), kind="stable")


def _glued(buffer: Buffer, start: Offsets, end: Offsets) -> Offsets:
    """Where a lower-case word runs into a capitalised function word: a lost line break."""
    flags = buffer.flags
    humps = np.flatnonzero(flags & ch.UPPER)
    humps = humps[flags[humps - 1] & (ch.LOWER | ch.ZERO_WIDTH) != 0]
    owner = np.searchsorted(start, humps, side="right") - 1
    humps, owner = humps[owner >= 0], owner[owner >= 0]
    begin, stop = start[owner], end[owner]
    fits = (humps > begin) & (humps < stop) & (stop - humps < LOOK)
    fits[1:] &= ~((owner[1:] == owner[:-1]) & (humps[:-1] > begin[1:]))
    listed = word_list("function_words")
    found = []
    for hump, first, last in zip(
        humps[fits].tolist(), begin[fits].tolist(), stop[fits].tolist(), strict=True
    ):
        head = flags[first:hump]
        letters = int((head & ch.LOWER != 0).sum())
        if letters >= 3 and (head & (ch.LOWER | ch.ZERO_WIDTH)).all():
            word = buffer.text(hump, last)
            if word[0].lower() + word[1:] in listed:
                found.append(hump)
    return np.array(found, dtype=np.int64)


def _merge_initialisms(
    buffer: Buffer, inside: Mask, start: Offsets, end: Offsets
) -> tuple[Offsets, Offsets, Offsets]:
    """Make one word of single letters each followed by a full stop: U.S., A.I."""
    ones = np.flatnonzero(end - start == 1)
    place = start[ones]
    letter = buffer.flags[place] & (ch.LETTER | ch.UNIT) == ch.LETTER
    ones = ones[letter & (buffer.codes[place + 1] == ord("."))]
    linked = (ones[1:] == ones[:-1] + 1) & (start[ones[1:]] == start[ones[:-1]] + 2)
    if not linked.any():
        return start, end, end
    follows = np.concatenate(([False], linked))
    leads = np.concatenate((linked, [False]))
    heads, lasts = ones[leads & ~follows], ones[follows & ~leads]
    inside[end[ones[leads | follows]]] = True
    merged, compared = end.copy(), end.copy()
    merged[heads] = end[lasts] + 1
    compared[heads] = end[lasts]
    kept = np.ones(len(start), dtype=bool)
    kept[ones[follows]] = False
    return start[kept], merged[kept], compared[kept]


def _drop_tails(buffer: Buffer, words: Words) -> Words:
    """Give ’s, ’t and their kind to the word before; they are no words of their own."""
    start, end = words.start, words.end
    after = buffer.marks(ch.APOSTROPHE) + 1
    after = after[after < (start[-1] + 1 if len(start) else 0)]
    place = np.searchsorted(start, after)
    place = place[(start[place] == after) & (words.gap[place] == after - 1) & (place > 0)]
    kind = np.zeros(len(start) + 1, dtype=np.uint8)
    keys = keys_of(buffer, start[place], end[place])
    for number, tail in enumerate(TAILS, 1):
        kind[place[keys == key_of(tail)]] = number
    tails = np.flatnonzero(kind)
    words.tail[tails - 1] = kind[tails] | (kind[tails + 1] << TAIL_BITS)
    return words.keep(kind[:-1] == 0) if len(tails) else words


def find_joints(buffer: Buffer, words: Words) -> NDArray[np.uint8]:
    """How each word joins the one before: a phrase runs across white space with at most one
    line break, one hyphen with nothing before it, or one apostrophe."""
    flags, start = buffer.flags, words.start
    joint = np.zeros(len(start), dtype=np.uint8)
    width = start - words.gap
    crossed = ch.SPACE | ch.HYPHEN | ch.APOSTROPHE
    joint[(width == 1) & (flags[start - 1] & crossed != 0)] = JOINT_SPACE
    if buffer.has(ch.UNIT):
        unit = flags[start] & ch.UNIT != 0
        beside = unit.copy()
        beside[1:] |= unit[:-1]
        joint[(width == 0) & ~words.glued & beside] = JOINT_NONE
    wide = np.flatnonzero(width > 1)
    first, last = words.gap[wide], start[wide]
    first = first + (flags[first] & ch.HYPHEN != 0)
    blank = count(buffer.marks_but_space(), first, last) == 0
    joint[wide[blank & (count(buffer.marks(ch.BREAK), first, last) <= 1)]] = JOINT_SPACE
    return joint
