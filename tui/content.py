"""Owns text that is safe to show: no character steers the terminal, none is markup.

Whatever a file, a lexicon or an error says passes through one of these functions. No widget is
ever given such text as a `str`, which Textual would read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

from framing.visible import visible, visible_line
from tui.text_style import Line, Part, TextStyle
from tui.themes import rich_style

_CUT = "…"


def strip(parts: Iterable[Part], width: int, base: Style, theme: str) -> Strip:
    """One line of cells, cut or filled to `width`."""
    segments = [
        Segment(visible_line(text), base + rich_style(theme, style)) for text, style in parts
    ]
    return Strip(segments).adjust_cell_length(max(width, 0), base)


def content(lines: Iterable[Line]) -> Content:
    """Lines of parts for a widget that wraps them itself."""
    return Content("\n").join(
        Content.assemble(*((visible(text), _markup(style)) for text, style in line))
        for line in lines
    )


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text on one line in exactly `width` cells; a cut shows as `…`."""
    escaped = visible_line(text[: 4 * max(width, 0) + 4])
    cells = cell_len(escaped)
    if cells > width:
        return set_cell_size(escaped, width - 1) + _CUT if width > 0 else ""
    gap = " " * (width - cells)
    return gap + escaped if right else escaped + gap


def tail(text: str, width: int) -> str:
    """The end of the text on one line in exactly `width` cells, blanks before it; a cut shows as
    `…`."""
    escaped = visible_line(text[-4 * max(width, 0) - 4 :])
    if cell_len(escaped) > width:
        while cell_len(escaped) >= width and escaped:
            escaped = escaped[1:]
        escaped = _CUT * (width > 0) + escaped
    return " " * (width - cell_len(escaped)) + escaped


def cell_count(parts: Iterable[Part]) -> int:
    """How many cells the parts take."""
    return sum(cell_len(visible_line(text)) for text, _ in parts)


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
