"""Words, sentences and paragraphs of a batch of texts, found with arrays instead of loops.

A batch is one buffer: the texts one after another, two line breaks between them. `segment`
returns the counted words with the sentence and paragraph each stands in, and `stream`, the same
words folded and set out so that one search finds phrases whatever stood between their words.
The rules are those of `docs/manual.md`, "Text and words".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing import characters as ch
from framing.characters import Codes, Flags
from framing.data import word_list
from framing.limits import MATCHED_WORD_CHARACTERS
from framing.model import Span

Offsets = NDArray[np.int64]
Mask = NDArray[np.bool_]

JOINT_STOP, JOINT_SPACE, JOINT_NONE = 0, 1, 2
"""How a word joins the one before: not at all, across a gap, or with nothing between them."""

TAILS = ("s", "t", "re", "ve", "ll", "d", "m")
"""What belongs to the word before, right after an apostrophe."""

_TAIL_BITS = 3
"""Bits of `Tokens.tail` for each of the first two tails of a word."""

_SEPARATOR = "\n\n"

_CLAUSE_MARKS = np.array([ord(mark) for mark in ",;:.!?()\u2026\u2014\u2015，；：（）、"])
_TURN = "but"

_LOOK = 64
"""Longer words, zero-width characters included, are compared with no list of words."""


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
    """The folded words in UTF-8, a first letter a-z in upper case, one mark where a gap was."""
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
    places = code & (1 << _TAIL_BITS) - 1, code >> _TAIL_BITS
    return tuple(TAILS[place - 1] for place in places if place)


def has_tails(code: int, wanted: int) -> bool:
    """Whether a word with the tails `code` has those that a pattern demands, 0 for none."""
    return not wanted or tails_of(code)[: len(tails_of(wanted))] == tails_of(wanted)


@dataclass(slots=True)
class _Words:
    """Words while they are being put together: spans, and what lies before each."""

    start: Offsets
    end: Offsets
    compared_end: Offsets
    glued: Mask
    tail: NDArray[np.uint8]

    def keep(self, mask: Mask) -> _Words:
        return _Words(
            self.start[mask],
            self.end[mask],
            self.compared_end[mask],
            self.glued[mask],
            self.tail[mask],
        )


def segment(
    texts: Sequence[str],
    excluded: Sequence[Sequence[Span]] | None = None,
    *,
    wildcards: bool = False,
) -> Tokens:
    """The words of `texts`, outside their `excluded` spans.

    With `wildcards`, `*` and `?` are letters: the way a pattern is cut into words.
    """
    buffer = _SEPARATOR + "".join(text + _SEPARATOR for text in texts)
    lengths = np.fromiter((len(text) for text in texts), dtype=np.int64, count=len(texts))
    base = np.concatenate(([0], np.cumsum(lengths + len(_SEPARATOR))[:-1])) + len(_SEPARATOR)
    base = base[: len(texts)].astype(np.int64)
    codes, edges = _silence(ch.codes_of(buffer), base, excluded)
    flags = ch.FLAGS[codes]
    if wildcards:
        flags[(codes == ord("*")) | (codes == ord("?"))] = ch.WORD
    inside = _word_characters(codes, flags)
    words = _merge_initialisms(codes, flags, inside, _cut(codes, flags, inside))
    gaps_from = np.concatenate(([0], words.end[:-1]))
    words, gaps_from = _drop_tails(codes, flags, words, gaps_from)
    joint = _joints(flags, words, gaps_from)
    ends = _Ends(codes, flags, inside, words)
    new_paragraph = ends.paragraphs() | words.glued
    _mark_at(new_paragraph, words.start, base)
    _mark_at(new_paragraph, words.start, edges)
    new_sentence = new_paragraph | ends.sentences()
    joint[new_sentence] = JOINT_STOP
    stream, stream_start, stream_end = _stream(codes, flags, words)
    return Tokens(
        base=base,
        article=np.searchsorted(base, words.start, side="right") - 1,
        start=words.start,
        end=words.end,
        sentence=np.cumsum(new_sentence) - 1,
        paragraph=np.cumsum(new_paragraph) - 1,
        clause=_clauses(codes, words, new_sentence | ends.clauses()),
        joint=joint,
        tail=words.tail,
        before_hyphen=flags[words.end] & ch.HYPHEN != 0,
        unit=flags[words.start] & ch.UNIT != 0,
        stream=stream,
        stream_start=stream_start,
        stream_end=stream_end,
    )


def _silence(
    codes: Codes, base: Offsets, excluded: Sequence[Sequence[Span]] | None
) -> tuple[Codes, Offsets]:
    """The characters with NUL in place of excluded ones, and where excluded spans begin and end."""
    spans = [
        (first + offset, last + offset)
        for offset, own in zip(base.tolist(), excluded or (), strict=False)
        for first, last in own
    ]
    if not spans:
        return codes, np.zeros(0, dtype=np.int64)
    codes = codes.copy()
    for first, last in spans:
        codes[first:last] = 0
    return codes, np.array(spans, dtype=np.int64).ravel()


def _mark_at(marks: Mask, starts: Offsets, places: Offsets) -> None:
    """Mark the first word at or after each place."""
    found = np.searchsorted(starts, places)
    marks[found[found < len(starts)]] = True


def _word_characters(codes: Codes, flags: Flags) -> Mask:
    """Which characters belong to a word, with the marks that join inside one."""
    inside: Mask = flags & ch.WORD != 0
    points = np.flatnonzero((codes == ord(".")) | (codes == ord(",")))
    digit = flags & ch.DIGIT
    inside[points[(digit[points - 1] != 0) & (digit[points + 1] != 0)]] = True
    ands = np.flatnonzero(codes == ord("&"))
    ands = ands[flags[ands - 1] & flags[ands + 1] & ch.WORD != 0]
    inside[[place for place in ands.tolist() if _joins(flags, place)]] = True
    zero = np.flatnonzero(flags & ch.ZERO_WIDTH)
    if len(zero):
        first, last = _runs(zero)
        joining = inside[first - 1] & inside[last + 1]
        for start, stop in zip(first[joining].tolist(), last[joining].tolist(), strict=True):
            inside[start : stop + 1] = True
    return inside


def _joins(flags: Flags, ampersand: int) -> bool:
    """Whether both neighbours of `&` are of scripts whose characters form words."""
    before = ampersand - 1
    while flags[before] & ch.ATTACHED:
        before -= 1
    return not (flags[before] | flags[ampersand + 1]) & ch.UNIT


def _runs(positions: Offsets) -> tuple[Offsets, Offsets]:
    """First and last position of each run of neighbouring positions."""
    breaks = np.flatnonzero(np.diff(positions) != 1)
    first = positions[np.concatenate(([0], breaks + 1))]
    last = positions[np.concatenate((breaks, [len(positions) - 1]))]
    return first, last


def _cut(codes: Codes, flags: Flags, inside: Mask) -> _Words:
    """Spans of raw words: maximal runs, cut around unspaced characters and glued headings."""
    opens = inside.copy()
    opens[1:] &= ~inside[:-1]
    units = np.flatnonzero((flags & ch.UNIT != 0) & inside)
    if len(units):
        bases = np.flatnonzero(inside & (flags & ch.ATTACHED == 0))
        run = np.searchsorted(np.flatnonzero(opens), bases, side="right")
        after_unit = (flags[bases[:-1]] & ch.UNIT != 0) & (run[1:] == run[:-1])
        opens[units] = True
        opens[bases[1:][after_unit]] = True
    start = np.flatnonzero(opens)
    glued_at = _glued(codes, flags, inside, start)
    if len(glued_at):
        opens[glued_at] = True
        start = np.flatnonzero(opens)
    closes = inside.copy()
    closes[:-1] &= ~inside[1:] | opens[1:]
    end = np.flatnonzero(closes) + 1
    glued = np.zeros(len(start), dtype=bool)
    glued[np.searchsorted(start, glued_at)] = True
    return _Words(start, end, end, glued, np.zeros(len(start), dtype=np.uint8))


def _glued(codes: Codes, flags: Flags, inside: Mask, starts: Offsets) -> Offsets:
    """Where a lower-case word runs into a capitalised function word: a lost line break."""
    humps = np.flatnonzero((flags[:-1] & ch.LOWER != 0) & (flags[1:] & ch.UPPER != 0)) + 1
    if not len(humps):
        return humps
    owner = np.searchsorted(starts, humps, side="right") - 1
    first = np.concatenate(([True], owner[1:] != owner[:-1]))
    humps, begins = humps[first], starts[owner[first]]
    long_enough = humps - begins >= 3
    listed = word_list("function_words")
    found = []
    for hump, begin in zip(humps[long_enough].tolist(), begins[long_enough].tolist(), strict=True):
        rest = inside[hump : hump + _LOOK] & (flags[hump : hump + _LOOK] & ch.UNIT == 0)
        size = len(rest) if rest.all() else int(rest.argmin())
        lower = (flags[begin:hump] & (ch.LOWER | ch.ZERO_WIDTH)).all()
        if lower and size < _LOOK:
            word = _plain(codes, flags, hump, hump + size)
            if word[0].lower() + word[1:] in listed:
                found.append(hump)
    return np.array(found, dtype=np.int64)


def _plain(codes: Codes, flags: Flags, start: int, stop: int) -> str:
    """The characters of a word without its zero-width ones."""
    word = codes[start:stop]
    shown = word[flags[start:stop] & ch.ZERO_WIDTH == 0]
    return "".join(map(chr, shown.tolist()))


def _merge_initialisms(codes: Codes, flags: Flags, inside: Mask, words: _Words) -> _Words:
    """Make one word of single letters each followed by a full stop: U.S., A.I."""
    start, end = words.start, words.end
    if not len(start):
        return words
    letter = flags[start] & (ch.LETTER | ch.UNIT) == ch.LETTER
    single = (end - start == 1) & letter & (codes[end] == ord("."))
    linked = single[1:] & single[:-1] & (start[1:] == end[:-1] + 1)
    if not linked.any():
        return words
    follows = np.concatenate(([False], linked))
    leads = np.concatenate((linked, [False]))
    heads = np.flatnonzero(leads & ~follows)
    lasts = np.flatnonzero(follows & ~leads)
    merged_end, compared = end.copy(), end.copy()
    merged_end[heads] = end[lasts] + 1
    compared[heads] = end[lasts]
    inside[end[leads | follows]] = True
    return _Words(start, merged_end, compared, words.glued, words.tail).keep(~follows)


def _drop_tails(
    codes: Codes, flags: Flags, words: _Words, gaps_from: Offsets
) -> tuple[_Words, Offsets]:
    """Give ’s, ’t and their kind to the word before; they are no words of their own."""
    start, end = words.start, words.end
    if not len(start):
        return words, gaps_from
    after = (flags[start - 1] & ch.APOSTROPHE != 0) & (gaps_from == start - 1)
    after[0] = False
    kind = np.zeros(len(start), dtype=np.uint8)
    for place in np.flatnonzero(after & _short(flags, start, end, 2)).tolist():
        tail = ch.fold(_plain(codes, flags, int(start[place]), int(end[place])))
        if tail in TAILS:
            kind[place] = 1 + TAILS.index(tail)
    is_tail = kind != 0
    words.tail[:-1] = kind[1:]
    second = np.flatnonzero(is_tail[1:-1] & is_tail[2:])
    words.tail[second] |= kind[second + 2] << _TAIL_BITS
    return words.keep(~is_tail), gaps_from[~is_tail]


def _short(flags: Flags, start: Offsets, end: Offsets, longest: int) -> Mask:
    """Which words have at most so many characters, or zero-width ones and few others."""
    short = end - start <= longest
    zero = flags & ch.ZERO_WIDTH != 0
    if zero.any():
        short |= (_count(zero, start, end) > 0) & (end - start < _LOOK)
    return short


def _joints(flags: Flags, words: _Words, gaps_from: Offsets) -> NDArray[np.uint8]:
    """How each word joins the one before: a phrase runs across white space with at most one
    line break, one hyphen with nothing before it, or one apostrophe."""
    start = words.start
    joint = np.zeros(len(start), dtype=np.uint8)
    if not len(start):
        return joint
    width = start - gaps_from
    mark = flags[start - 1]
    crossed = ch.SPACE | ch.HYPHEN | ch.APOSTROPHE
    joint[(width == 1) & (mark & crossed != 0)] = JOINT_SPACE
    touching = (width == 0) & ~words.glued
    unit = flags[start] & ch.UNIT != 0
    beside_unit = unit.copy()
    beside_unit[1:] |= unit[:-1]
    joint[touching & beside_unit] = JOINT_NONE
    wide = np.flatnonzero(width > 1)
    first, last = gaps_from[wide], start[wide]
    first = first + (flags[first] & ch.HYPHEN != 0)
    blank = _count(flags & ch.SPACE != 0, first, last) == last - first
    breaks = _count(flags & ch.BREAK != 0, first, last)
    joint[wide[blank & (breaks <= 1)]] = JOINT_SPACE
    return joint


def _count(mask: Mask, first: Offsets, last: Offsets) -> Offsets:
    """How many marked characters stand in each `[first, last)`."""
    places = np.flatnonzero(mask)
    return np.searchsorted(places, last) - np.searchsorted(places, first)


class _Ends:
    """Where sentences and paragraphs end, as the first word after each end."""

    def __init__(self, codes: Codes, flags: Flags, inside: Mask, words: _Words) -> None:
        self._codes = codes
        self._flags = flags
        self._words = words
        outside = ~inside
        self._others = np.flatnonzero(outside & (flags & ch.SPACE == 0))
        self._breaks = np.flatnonzero(flags & ch.BREAK)
        full = np.flatnonzero(flags & ch.FULL_STOP)
        stops = np.flatnonzero((flags & ch.STOP != 0) & outside)
        stops = stops[flags[stops + 1] & ch.STOP == 0]
        stops = stops[~self._abbreviated(stops)]
        self._full = full
        self._after_stops = self._skip_closers(stops + 1)
        self._after_full = self._skip_closers(full + 1)

    def sentences(self) -> Mask:
        """Words that open a sentence inside a paragraph."""
        places = self._after_stops[self._flags[self._after_stops] & ch.SPACE != 0]
        following = self._next_mark(places)
        opening = self._flags[following] & (ch.UPPER | ch.DIGIT | ch.OPENER) != 0
        marks = np.zeros(len(self._words.start), dtype=bool)
        _mark_at(marks, self._words.start, places[opening])
        _mark_at(marks, self._words.start, self._full)
        return marks

    def paragraphs(self) -> Mask:
        """Words that open a paragraph: after a blank line, or after the line break of a line
        that closes a sentence."""
        breaks = self._breaks
        follow = self._next_mark(breaks[:-1]) > breaks[1:]
        blank = breaks[1:][follow]
        closing = np.sort(np.concatenate((self._after_stops, self._after_full)))
        at = np.searchsorted(breaks, closing)
        closing, at = closing[at < len(breaks)], at[at < len(breaks)]
        ended = self._next_mark(closing) > breaks[at]
        marks = np.zeros(len(self._words.start), dtype=bool)
        _mark_at(marks, self._words.start, blank)
        _mark_at(marks, self._words.start, breaks[at[ended]])
        return marks

    def clauses(self) -> Mask:
        """Words that open a clause after a mark or a dash inside a sentence."""
        codes, flags, others = self._codes, self._flags, self._others
        dash = (flags[others] & ch.HYPHEN != 0) & (flags[others - 1] & ch.SPACE != 0)
        marks = np.zeros(len(self._words.start), dtype=bool)
        _mark_at(marks, self._words.start, others[dash | np.isin(codes[others], _CLAUSE_MARKS)])
        return marks

    def _next_mark(self, places: Offsets) -> Offsets:
        """The first character at or after each place that is no white space."""
        last = len(self._flags) - 1
        words = np.append(self._words.start, last)
        others = np.append(self._others, last)
        next_word: Offsets = words[np.searchsorted(words[:-1], places)]
        next_other: Offsets = others[np.searchsorted(others[:-1], places)]
        return np.minimum(next_word, next_other)

    def _skip_closers(self, places: Offsets) -> Offsets:
        """Each place, moved past closing quotes and brackets."""
        closers = np.flatnonzero(self._flags & ch.CLOSER)
        if not len(closers) or not len(places):
            return places
        first, last = _runs(closers)
        run = np.searchsorted(last, places)
        found = run < len(last)
        run[~found] = 0
        found &= first[run] <= places
        return np.where(found, last[run] + 1, places)

    def _abbreviated(self, stops: Offsets) -> Mask:
        """Which stops are the single full stop of an abbreviation or an initial."""
        result = np.zeros(len(stops), dtype=bool)
        if not len(self._words.start):
            return result
        owner = np.searchsorted(self._words.end, stops)
        owner[owner == len(self._words.end)] = 0
        listed = word_list("abbreviations")
        longest = max(map(len, listed))
        candidate = (
            (self._words.end[owner] == stops)
            & (self._codes[stops] == ord("."))
            & _short(self._flags, self._words.start[owner], self._words.end[owner], longest)
            & (self._flags[stops - 1] & ch.STOP == 0)
        )
        for place in np.flatnonzero(candidate).tolist():
            start, stop = int(self._words.start[owner[place]]), int(stops[place])
            word = _plain(self._codes, self._flags, start, stop)
            if len(word) == 1:
                result[place] = bool(ch.FLAGS[ord(word)] & ch.UPPER)
            else:
                result[place] = ch.fold(word) in listed
        return result


def _clauses(codes: Codes, words: _Words, opens: Mask) -> Offsets:
    """For each word the first word of its clause; a clause also opens at `but`."""
    size = len(words.start)
    short = np.flatnonzero(words.end - words.start == len(_TURN))
    letters = ch.FOLDED[codes[words.start[short, None] + np.arange(len(_TURN))]]
    opens = opens.copy()
    opens[short[(letters == [ord(letter) for letter in _TURN]).all(axis=1)]] = True
    return np.maximum.accumulate(np.where(opens, np.arange(size), 0))


def _stream(codes: Codes, flags: Flags, words: _Words) -> tuple[bytes, Offsets, Offsets]:
    """The folded words as bytes, with the byte span of each word.

    Where a gap stood before a word, one byte stands for it: a space, whatever the gap was; what
    may be crossed is said by `joint`.
    """
    start, stop = words.start, np.minimum(words.compared_end, words.start + MATCHED_WORD_CHARACTERS)
    if not len(start):
        return b"", start, start
    shown = ch.FOLDED[codes]
    kept = np.zeros(len(codes) + 1, dtype=np.int8)
    kept[start] += 1
    kept[stop] -= 1
    keep = np.cumsum(kept[:-1], dtype=np.int8).astype(bool)
    keep[flags & ch.ZERO_WIDTH != 0] = False
    apart = np.concatenate(([True], start[1:] != words.end[:-1])) | words.glued
    parted = apart & (flags[start - 1] & ch.WORD == 0)
    keep[start[parted] - 1] = True
    shown[start[parted] - 1] = ord(" ")
    first = shown[start]
    lower = (first >= ord("a")) & (first <= ord("z"))
    shown[start[lower]] = first[lower] - 32
    return _encode(shown, keep, start, stop)


def _encode(
    shown: Codes, keep: Mask, start: Offsets, stop: Offsets
) -> tuple[bytes, Offsets, Offsets]:
    """The kept characters in UTF-8, and where the words begin and end in it."""
    kept = shown[keep]
    size = np.ones(len(kept), dtype=np.int64)
    for limit in (0x80, 0x800, 0x10000):
        size += kept >= limit
    ends = np.concatenate(([0], np.cumsum(size)))
    ordinal = np.concatenate(([0], np.cumsum(keep, dtype=np.int64)))
    stream = kept.tobytes().decode("utf-32-le", "surrogatepass").encode("utf-8", "surrogatepass")
    return stream, ends[ordinal[start]], ends[ordinal[stop]]
