"""Pairs of double quotation marks, paragraph by paragraph: straight, curly, „…“, «…», 「…」.

Most paragraphs open and close in turn and are paired with arrays. Where marks are nested, mixed
or missing, they are walked through one by one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from framing.matching.voice.spans import Spans, count, last_words, paragraph_of
from framing.matching.voice.text_marks import LIMIT, SPACE_AFTER, SPACE_BEFORE, WORD_BEFORE, Page
from framing.text import Mask, Offsets

MARKS = '"＂“”„‟«»「」『』｢｣〝〞〟'
_CLOSES = {
    '"': '"“„”‟',
    "＂": "＂",
    "”": '“„‟"”',
    "“": "„“",
    "»": "«»",
    "«": "»",
    "」": "「",
    "』": "『",
    "｣": "｢",
    "〞": "〝",
    "〟": "〝",
}
"""What each mark can close."""
_TWO_WAYS = '"＂“'
"""These close nothing where they stand like an opener, after white space and before none."""
_OPENS = "„‟「『｢〝"
_OPENS_UNLESS_CLOSING = '"＂“«'
"""These open, but not where they stand like a closer, before white space and after none."""
_OPENS_IF_OPENING = "”»"
"""These open where they stand like an opener (”Swedish”, »German«)."""
_INCH = '"”'
"""After a digit, with nothing open, these are no quotation marks."""


def _ids(marks: str) -> NDArray[np.int64]:
    return np.array([MARKS.index(mark) + 1 for mark in marks])


_ID = np.zeros(LIMIT, dtype=np.uint8)
_ID[[ord(mark) for mark in MARKS]] = np.arange(1, len(MARKS) + 1)
_PAIR = np.zeros((len(MARKS) + 1, len(MARKS) + 1), dtype=bool)
for _closer, _openers in _CLOSES.items():
    _PAIR[_ids(_openers), _ids(_closer)] = True
_PAIR[_ids("“"), _ids("“")] = False
_PAIR[_ids("”»"), :] = False
_SURE = np.zeros(len(MARKS) + 1, dtype=bool)
_SURE[_ids(_OPENS + _OPENS_UNLESS_CLOSING)] = True


@dataclass(frozen=True, slots=True)
class Doubles:
    """What the double marks of a batch make."""

    spans: Spans
    """The outermost quotations, scare quotes among them."""
    continues: Mask
    """Which of them goes on with the one before, in a new paragraph."""
    unbalanced: Offsets
    """Buffer positions of marks without a partner, sorted."""


@dataclass(slots=True)
class _Found:
    """Pairs and marks as they are found."""

    opens: list[int] = field(default_factory=list)
    closes: list[int] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    unclosed: list[bool] = field(default_factory=list)
    unbalanced: list[int] = field(default_factory=list)


def find_doubles(page: Page) -> Doubles:
    """The quotations between double marks; an unbalanced one ends with its paragraph."""
    ids = _ID[page.mark_codes]
    chosen = np.flatnonzero(ids)
    paragraph = paragraph_of(page, chosen)
    chosen, paragraph = chosen[paragraph >= 0], paragraph[paragraph >= 0]
    places, ids, sides = page.marks[chosen], ids[chosen], page.mark_sides[chosen]
    plain, opening = _in_turn(ids, sides, paragraph)
    found = _Found()
    _walk_rest(page, found, places[~plain], ids[~plain], sides[~plain], paragraph[~plain])
    starts = np.flatnonzero(plain & opening)
    ends = last_words(page, np.array(found.paragraphs, dtype=np.int64))
    closes = np.array(found.closes, dtype=np.int64)
    unclosed = np.array(found.unclosed, dtype=bool)
    closes[unclosed] = page.end[ends[unclosed]]
    return _joined(
        page,
        np.concatenate((places[starts], np.array(found.opens, dtype=np.int64))),
        np.concatenate((places[starts + 1], closes)),
        np.concatenate((paragraph[starts], np.array(found.paragraphs, dtype=np.int64))),
        np.concatenate((np.zeros(len(starts), dtype=bool), unclosed)),
        found.unbalanced,
    )


def _in_turn(
    ids: NDArray[np.uint8], sides: NDArray[np.uint8], paragraph: Offsets
) -> tuple[Mask, Mask]:
    """Which marks stand in paragraphs where openers and closers of a pair follow in turn; and
    which marks have an even place in their paragraph, from 0."""
    size = len(ids)
    heads = np.flatnonzero(np.diff(paragraph, prepend=-1))
    lengths = np.diff(np.append(heads, size))
    group = np.repeat(np.arange(len(heads)), lengths)
    even = (np.arange(size) - heads[group]) % 2 == 0
    touching = sides & (SPACE_BEFORE | SPACE_AFTER | WORD_BEFORE)
    fits = np.ones(size, dtype=bool)
    # An opener stands before text, and after no word; a closer stands not like an opener.
    fits[even] = _SURE[ids[even]] & (touching[even] & (SPACE_AFTER | WORD_BEFORE) == 0)
    following = np.flatnonzero(even[:-1] & (group[:-1] == group[1:])) + 1
    fits[following] &= _PAIR[ids[following - 1], ids[following]]
    fits[following] &= touching[following] & (SPACE_BEFORE | SPACE_AFTER) != SPACE_BEFORE
    bad = np.bincount(group[~fits], minlength=len(heads)) > 0
    plain: Mask = ~bad & (lengths % 2 == 0)
    return plain[group], even


def _walk_rest(
    page: Page,
    found: _Found,
    places: Offsets,
    ids: NDArray[np.uint8],
    sides: NDArray[np.uint8],
    paragraph: Offsets,
) -> None:
    """Walk through the paragraphs that are not plain."""
    heads = np.flatnonzero(np.diff(paragraph, prepend=-1))
    for head, stop in pairwise(np.append(heads, len(places)).tolist()):
        walk = _Walk(found, int(paragraph[head]))
        for place, mark, side in zip(
            places[head:stop].tolist(),
            ids[head:stop].tolist(),
            sides[head:stop].tolist(),
            strict=True,
        ):
            inch = side & WORD_BEFORE and MARKS[mark - 1] in _INCH and not walk.stack
            if inch and _follows_digit(page, place):
                continue
            walk.take(place, MARKS[mark - 1], side)
        walk.finish()


def _follows_digit(page: Page, place: int) -> bool:
    word = np.searchsorted(page.end, [place])
    if word[0] == len(page) or page.end[word[0]] != place:
        return False
    return chr(page.letters(word, range(-1, 0))[0, 0]).isdigit()


class _Walk:
    """The marks of one paragraph, with those that are open."""

    def __init__(self, found: _Found, paragraph: int) -> None:
        self._found = found
        self._paragraph = paragraph
        self.stack: list[tuple[int, str]] = []
        self._held = dict.fromkeys(MARKS, 0)

    def take(self, place: int, mark: str, sides: int) -> None:
        """Let the next mark close what it can, or open, or else stand alone."""
        spaces = sides & (SPACE_BEFORE | SPACE_AFTER)
        like_opener, like_closer = spaces == SPACE_BEFORE, spaces == SPACE_AFTER
        closes = "" if mark in _TWO_WAYS and like_opener else _CLOSES.get(mark, "")
        if mark == "“" and not like_closer:
            closes = closes.replace("“", "")
        if any(self._held[opener] for opener in closes):
            self._close(place, closes)
        elif (
            mark in _OPENS
            or (mark in _OPENS_UNLESS_CLOSING and not like_closer)
            or (mark in _OPENS_IF_OPENING and like_opener)
        ):
            self.stack.append((place, mark))
            self._held[mark] += 1
        else:
            self._found.unbalanced.append(place)

    def _close(self, place: int, closes: str) -> None:
        while True:
            opened, mark = self.stack.pop()
            self._held[mark] -= 1
            if mark in closes:
                break
            self._found.unbalanced.append(opened)
        if not self.stack:
            self._put(opened, place, unclosed=False)

    def finish(self) -> None:
        """The paragraph ends, and with it what is open; whether the first goes on is seen later."""
        self._found.unbalanced += [place for place, _ in self.stack[1:]]
        if self.stack:
            self._put(self.stack[0][0], 0, unclosed=True)

    def _put(self, opened: int, closed: int, *, unclosed: bool) -> None:
        self._found.opens.append(opened)
        self._found.closes.append(closed)
        self._found.paragraphs.append(self._paragraph)
        self._found.unclosed.append(unclosed)


def _joined(
    page: Page,
    opens: Offsets,
    closes: Offsets,
    paragraph: Offsets,
    unclosed: Mask,
    unbalanced: list[int],
) -> Doubles:
    """The quotations by place, and which go on in a paragraph that opens with a mark."""
    order = np.argsort(opens)
    opens, closes = opens[order], closes[order]
    paragraph, unclosed = paragraph[order], unclosed[order]
    first = np.searchsorted(page.start, opens)
    stop = np.searchsorted(page.start, closes)
    continues = np.zeros(len(opens), dtype=bool)
    if len(opens):
        head = page.paragraphs[paragraph[1:]]
        continues[1:] = (
            unclosed[:-1]
            & (paragraph[1:] == paragraph[:-1] + 1)
            & (page.article(head) == page.article(head - 1))
            & (opens[1:] < page.start[head])
            & (count(page.edges, page.end[head - 1], opens[1:]) == 0)
        )
    ended = unclosed & ~np.append(continues[1:], False)
    alone = np.sort(np.concatenate((opens[ended], np.array(unbalanced, dtype=np.int64))))
    return Doubles(Spans(opens, closes, first, stop), continues, alone)
