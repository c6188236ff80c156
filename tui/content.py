"""Owns text that is safe to show: no character steers the terminal, none is markup.

Whatever a file, a lexicon or an error says passes through one of these functions. No widget is
ever given such text as a `str`, which Textual would read as markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from framing.visible import JOINERS, visible, visible_line
from tui.text_style import Line, Part, TextStyle
from tui.themes import rich_style

_CUT = "…"
LETTER_JOINER = re.compile("\u200d(?![\u2190-\u2bff\U0001f000-\U0001faff])")
"""A joiner of letters and not of emoji. It is left out: terminals give the letter after it a cell
of its own, and what measures cells here gives none."""


def shown(text: str) -> str:
    """The text as it may stand in cells: visible, and as wide as it is measured."""
    return LETTER_JOINER.sub("", visible(text))


def shown_line(text: str) -> str:
    """The same on one line."""
    return LETTER_JOINER.sub("", visible_line(text))


def strip(parts: Iterable[Part], width: int, base: Style, theme: str) -> Strip:
    """One line of cells, cut or filled to `width`."""
    segments = [Segment(shown_line(text), base + rich_style(theme, style)) for text, style in parts]
    return Strip(segments).adjust_cell_length(max(width, 0), base)


def content(lines: Iterable[Line]) -> Content:
    """Lines of parts for a widget that wraps them itself."""
    return Content("\n").join(
        Content.assemble(*((shown(text), _markup(style)) for text, style in line)) for line in lines
    )


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text on one line in exactly `width` cells; a cut shows as `…`."""
    escaped = shown_line(text[: 4 * max(width, 0) + 4])
    cells = cell_len(escaped)
    if cells > width:
        return set_cell_size(escaped, width - 1).rstrip(JOINERS) + _CUT if width > 0 else ""
    gap = " " * (width - cells)
    return gap + escaped if right else escaped + gap


def tail(text: str, width: int) -> str:
    """The end of the text on one line in exactly `width` cells, blanks before it; a cut shows as
    `…`."""
    escaped = shown_line(text[-4 * max(width, 0) - 4 :])
    if cell_len(escaped) > width:
        while cell_len(escaped) >= width and escaped:
            escaped = escaped[1:].lstrip(JOINERS)
        escaped = _CUT * (width > 0) + escaped
    return " " * (width - cell_len(escaped)) + escaped


def cell_count(parts: Iterable[Part]) -> int:
    """How many cells the parts take."""
    return sum(cell_len(shown_line(text)) for text, _ in parts)


def piece_at(pieces: Iterable[Iterable[Part]], cell: int) -> int | None:
    """The number of the piece that takes a cell of a line; None beyond the last."""
    edge = 0
    for number, piece in enumerate(pieces):
        edge += cell_count(piece)
        if cell < edge:
            return number
    return None


def _markup(style: TextStyle) -> str:
    """The style as Textual writes it."""
    colour = [f"${style.colour}"] if style.colour else []
    background = [f"on ${style.background}"] if style.background else []
    return " ".join([*colour, *sorted(style.attributes), *background])
