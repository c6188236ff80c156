"""Owns how a text is laid out in cells: what is shown of it, and where its lines break.

Everything here is pure. Offsets into the stored text and positions in the shown text differ
where a control character became an escape, a tab became spaces or a symbol was put in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter

from rich.cells import split_graphemes

from framing.visible import visible_with_offsets
from tui.content import LETTER_JOINER

_TAB = "    "
# Characters that take exactly one cell each; a paragraph of nothing else is cut by length.
_ONE_CELL = re.compile(
    "[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u038a\u0391-\u03a1"
    "\u03a3-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2500-\u25fc]*"
)


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text as it is shown, and for each of its characters the stored offset it stands for."""

    text: str
    offsets: Sequence[int] | None = None
    """One item a character and the stored length at the end; None where positions are equal."""

    def position(self, offset: int) -> int:
        """The first position that shows the stored offset, or what comes next to it."""
        return offset if self.offsets is None else bisect_left(self.offsets, offset)

    def offset(self, position: int) -> int:
        """The stored offset that a position of the shown text stands for."""
        return position if self.offsets is None else self.offsets[position]


def shown_text(text: str) -> ShownText:
    """The stored text with control characters visible, without joiners that are not measured as
    terminals do, and tabs as four spaces."""
    base = _without_joiners(ShownText(*visible_with_offsets(text)))
    if "\t" not in base.text:
        return base
    tabs = [found.start() for found in re.finditer("\t", base.text)]
    wider = _insert(base, [(tab, _TAB[1:]) for tab in tabs])
    return ShownText(wider.text.replace("\t", " "), wider.offsets)


def _without_joiners(base: ShownText) -> ShownText:
    found = {each.start() for each in LETTER_JOINER.finditer(base.text)}
    if not found:
        return base
    offsets = range(len(base.text) + 1) if base.offsets is None else base.offsets
    kept = [offset for position, offset in enumerate(offsets) if position not in found]
    return ShownText(LETTER_JOINER.sub("", base.text), kept)


def insert(base: ShownText, insertions: Iterable[tuple[int, str]]) -> ShownText:
    """The shown text with symbols put in; `insertions` are (stored offset, symbol) in order."""
    return _insert(base, [(base.position(offset), symbol) for offset, symbol in insertions])


def _insert(base: ShownText, insertions: Sequence[tuple[int, str]]) -> ShownText:
    """Put each (position, text) in before its position."""
    known = range(len(base.text) + 1) if base.offsets is None else base.offsets
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    for position, text in insertions:
        pieces += (base.text[done:position], text)
        offsets += known[done:position]
        offsets += [known[position]] * len(text)
        done = position
    pieces.append(base.text[done:])
    offsets += known[done:]
    return ShownText("".join(pieces), offsets)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of a text as half-open (start, end), none wider than `width` cells.

    Lines break at white space, between wide glyphs, and inside a word that is wider than a
    line. A line break in the text ends a line, a blank line stays one.
    """
    width = max(width, 2)
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if _ONE_CELL.fullmatch(paragraph):
            _wrap_by_length(text, start, end, width, lines)
        else:
            _wrap_by_cells(paragraph, start, width, lines)
        start = end + 1
    return lines


def line_at(lines: Sequence[tuple[int, int]], position: int) -> int:
    """The number of the line that shows a position of the text."""
    return max(bisect_right(lines, position, key=itemgetter(0)) - 1, 0)


def _wrap_by_length(
    text: str, start: int, end: int, width: int, lines: list[tuple[int, int]]
) -> None:
    """Break one paragraph whose characters take a cell each."""
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start or text[start:cut].isspace():
            lines.append((start, start + width))
            start += width
            continue
        lines.append((start, cut))
        start = cut + 1
    lines.append((start, end))


def _wrap_by_cells(paragraph: str, base: int, width: int, lines: list[tuple[int, int]]) -> None:
    """Break one paragraph by the cells of its graphemes."""
    start = cells = 0
    stop = resume = taken = 0  # the last possible break: line end, next start, cells up to there
    for left, right, size in split_graphemes(paragraph)[0]:
        space = paragraph[left:right] == " "
        if size == 2:
            stop, resume, taken = left, left, cells
        if cells + size > width:
            if space:
                stop, resume, taken = left, right, cells + size
            elif stop <= start:
                stop, resume, taken = left, left, cells
            shown = len(paragraph[start:stop].rstrip("\u200c"))  # at an end it would be escaped
            lines.append((base + start, base + start + shown))
            start, cells = resume, cells - taken
        cells += size
        if space or size == 2:
            stop, resume, taken = (left if space else right), right, cells
    lines.append((base + start, base + len(paragraph)))
