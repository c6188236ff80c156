"""Cuts a buffer into words: maximal runs, single characters of some scripts, initialisms, tails."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

import numpy as np

from framing.data import word_list
from framing.limits import MATCHED_WORD_CHARACTERS
from framing.text import characters as ch
from framing.text.buffer import Buffer, Bytes
from framing.text.byte_keys import MASKS, Keys, key_of, view_of, words_from
from framing.text.offsets import Mask, Offsets, among, runs
from framing.text.tails import LOOK, Tails, by_word, take_tails


@dataclass(frozen=True, slots=True)
class Words:
    """Places of the words in a buffer."""

    start: Offsets
    end: Offsets
    size: Offsets
    """Bytes that are compared, from `at` on: without the last stop of an initialism."""
    at: Offsets
    """Where what is compared stands in `folded`."""
    folded: Bytes
    """The folded buffer; behind it the words whose folded form takes another space."""
    glued: Offsets
    """Words that were cut off the word before, where a line break was lost."""
    tails: Tails


def find_words(buffer: Buffer) -> tuple[Words, Offsets]:
    """The words of a buffer, and where one begins directly behind another.

    Tails are made no part of any word in the buffer.
    """
    _join(buffer)
    cuts = _around_units(buffer) if buffer.has(ch.UNIT) else _NONE
    glued_at = _glued(buffer, cuts)
    cuts = _merged(cuts, glued_at)
    stops, after = _initialisms(buffer, cuts)
    cuts = _merged(cuts, after)
    tails = take_tails(buffer, cuts)
    start, end = _bounds(buffer.folded != 0, cuts)
    at, size, folded = start, end - start, buffer.folded
    if len(stops):
        size[np.searchsorted(end, stops + 1)] -= 1
    odd = _odd(buffer, start, end, size)
    if len(odd):
        at, size, folded = _set_apart(buffer, odd, start, size)
    glued = np.searchsorted(start, glued_at)
    return Words(start, end, size, at, folded, glued, by_word(tails, end)), cuts


_NONE: Offsets = np.zeros(0, dtype=np.int64)


def _merged(cuts: Offsets, more: Offsets) -> Offsets:
    return np.sort(np.concatenate((cuts, more)), kind="stable") if len(more) else cuts


def _bounds(inside: Mask, cuts: Offsets) -> tuple[Offsets, Offsets]:
    """First byte of each word, and one past its last."""
    if not len(cuts):
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        return np.ascontiguousarray(edges[0::2]), np.ascontiguousarray(edges[1::2])
    opens = inside[1:] > inside[:-1]
    closes = inside[1:] < inside[:-1]
    opens[cuts - 1] = True
    closes[cuts - 1] = inside[cuts - 1]
    return np.flatnonzero(opens) + 1, np.flatnonzero(closes) + 1


def _join(buffer: Buffer) -> None:
    """Make marks that join inside a word part of it."""
    points = buffer.written(b".,")
    digits = buffer.flags(points - 1) & buffer.flags(points + 1) & ch.DIGIT != 0
    buffer.restore(points[digits])
    ands = buffer.written(b"&")
    between = buffer.flags(ands - 1) & buffer.flags(ands + 1) & ch.WORD != 0
    joining = [place for place in ands[between].tolist() if _joins(buffer, place)]
    buffer.restore(np.array(joining, dtype=np.int64))
    if buffer.has(ch.ZERO_WIDTH):
        unseen = buffer.marked(ch.ZERO_WIDTH)
        first, last = runs(unseen, buffer.sizes(unseen))
        within = (buffer.folded[first - 1] != 0) & (buffer.folded[last] != 0)
        run = np.searchsorted(first, unseen, side="right") - 1
        buffer.restore(unseen[within[run]])


def _joins(buffer: Buffer, ampersand: int) -> bool:
    """Whether both neighbours of `&` are of scripts whose characters form words."""
    before = ampersand - 1
    while buffer.flags(np.array([before]))[0] & ch.ATTACHED:
        before = int(buffer.heads(np.array([before]))[0]) - 1
    return not (buffer.flags(np.array([before, ampersand + 1])) & ch.UNIT).any()


def _around_units(buffer: Buffer) -> Offsets:
    """Where characters of scripts without spaces begin, and what follows them in their run."""
    units = buffer.wide[buffer.wide_flags & ch.UNIT != 0]
    following = buffer.past(units + buffer.sizes(units), ch.ATTACHED)
    inside = buffer.folded
    following = following[(inside[following] != 0) & (inside[following - 1] != 0)]
    opens = np.zeros(len(inside), dtype=bool)
    opens[units] = True
    opens[following] = True
    return np.flatnonzero(opens)


def _glued(buffer: Buffer, cuts: Offsets) -> Offsets:
    """Where a lower-case word runs into a capitalised function word: a lost line break."""
    raw, folded = buffer.raw, buffer.folded
    upper = raw != folded
    upper &= folded != 0
    after_lower = upper[1:]
    after_lower &= raw[:-1] >= ord("a")
    humps = np.flatnonzero(after_lower) + 1
    humps = humps[raw[humps] < 0x80]
    if buffer.has(ch.UPPER):
        wide = buffer.wide[buffer.wide_flags & ch.UPPER != 0]
        humps = np.sort(np.concatenate((humps, wide[raw[wide - 1] >= ord("a")])), kind="stable")
    if not len(humps):
        return humps
    opening = buffer.flags(humps - 1) & (ch.LOWER | ch.ZERO_WIDTH) != 0
    opening &= folded[humps - 1] != 0
    humps = humps[opening]
    keys = words_from(view_of(folded), humps) & MASKS[_HEAD]
    humps = humps[among(keys, _function_heads()) | (keys & _HIGH_BITS != 0)]
    bounds, image = cuts.tolist(), folded.tobytes()
    listed = [place for place in humps.tolist() if _is_glue(buffer, image, place, bounds)]
    return np.array(listed, dtype=np.int64)


_HEAD = 3
"""Bytes of a function word that are compared before it is read in full."""
_HIGH_BITS = np.uint64(0x808080)


@cache
def _function_heads() -> Keys:
    heads = {key_of(word.encode()[:_HEAD]) for word in word_list("function_words")}
    return np.array(sorted(heads), dtype=np.uint64)


def _is_glue(buffer: Buffer, image: bytes, hump: int, cuts: list[int]) -> bool:
    """Whether at least three small letters are all that stands before a capital in its word, and
    a function word is all that stands from there on."""
    index = bisect_right(cuts, hump)
    stop = image.index(b"\0", hump)
    if index < len(cuts):
        stop = min(stop, cuts[index])
    if stop - hump >= LOOK:
        return False
    word = buffer.text(hump, stop)
    if word[0].lower() + word[1:] not in word_list("function_words"):
        return False
    begin = image.rindex(b"\0", 0, hump) + 1
    if index:
        begin = max(begin, cuts[index - 1])
    head = buffer.text(begin, hump)
    return len(head) >= 3 and all(ch.FLAGS[ord(letter)] & ch.LOWER for letter in head)


def _initialisms(buffer: Buffer, cuts: Offsets) -> tuple[Offsets, Offsets]:
    """Make single letters each followed by a full stop one word: U.S., A.I.

    Returns the last stop of each, and where the next word begins directly behind one.
    """
    stops = buffer.written(b".")
    inside = buffer.folded
    stops = stops[(inside[stops] == 0) & (inside[stops - 1] != 0)]
    heads = buffer.heads(stops - 1)
    single = buffer.flags(heads) & (ch.LETTER | ch.UNIT) == ch.LETTER
    single &= (inside[heads - 1] == 0) | among(heads, cuts)
    stops, heads = stops[single], heads[single]
    follows = np.zeros(len(stops), dtype=bool)
    follows[1:] = heads[1:] == stops[:-1] + 1
    leads = np.append(follows[1:], False)
    buffer.restore(stops[follows | leads])
    last = stops[follows & ~leads]
    return last, last[inside[last + 1] != 0] + 1


def _odd(buffer: Buffer, start: Offsets, end: Offsets, size: Offsets) -> Offsets:
    """Words that are not compared as they stand in the folded buffer."""
    odd = [np.flatnonzero(size > MATCHED_WORD_CHARACTERS)]
    places = buffer.odd
    if buffer.has(ch.ZERO_WIDTH):
        unseen = buffer.marked(ch.ZERO_WIDTH)
        places = np.concatenate((places, unseen[buffer.folded[unseen] != 0]))
    if len(places):
        owner = np.searchsorted(start, places, side="right") - 1
        odd.append(owner[(owner >= 0) & (places < end[owner])])
    return np.unique(np.concatenate(odd))


def _set_apart(
    buffer: Buffer, odd: Offsets, start: Offsets, size: Offsets
) -> tuple[Offsets, Offsets, Bytes]:
    """Write the folded form of these words behind the buffer: where they stand, all sizes, and
    the longer buffer."""
    at = start.copy()
    pieces, place = [], len(buffer.folded)
    for index in odd.tolist():
        begin = int(start[index])
        text = ch.fold(buffer.text(begin, begin + int(size[index])))[:MATCHED_WORD_CHARACTERS]
        piece = text.encode("utf-8", "surrogatepass")
        pieces.append(piece)
        at[index], size[index] = place, len(piece)
        place += len(piece)
    added = np.frombuffer(b"".join((*pieces, bytes(16))), dtype=np.uint8)
    return at, size, np.concatenate((buffer.folded, added))
