"""Owns the way of text onto the screen: no character steers the terminal, none is markup.

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
from tui.text_style import Ink, Line, Part
from tui.themes import style

_CUT = "…"


def strip(parts: Iterable[Part], width: int, base: Style, theme: str) -> Strip:
    """One line of cells, cut or filled to `width`."""
    segments = [Segment(visible_line(text), base + style(theme, ink)) for text, ink in parts]
    return Strip(segments).adjust_cell_length(max(width, 0), base)


def content(lines: Iterable[Line]) -> Content:
    """Lines of parts for a widget that wraps them itself."""
    return Content("\n").join(
        Content.assemble(*((visible(text), _markup(ink)) for text, ink in line)) for line in lines
    )


def fit(text: str, width: int, *, right: bool = False) -> str:
    """The text on one line in exactly `width` cells; a cut shows as `…`."""
    safe = visible_line(text[: 4 * max(width, 0) + 4])
    cells = cell_len(safe)
    if cells > width:
        return set_cell_size(safe, width - 1) + _CUT if width > 0 else ""
    gap = " " * (width - cells)
    return gap + safe if right else safe + gap


def tail(text: str, width: int) -> str:
    """The end of the text on one line in exactly `width` cells, blanks before it."""
    safe = visible_line(text[-4 * max(width, 0) - 4 :])
    while cell_len(safe) > width:
        safe = safe[1:]
    return " " * (width - cell_len(safe)) + safe


def cells(parts: Iterable[Part]) -> int:
    """How many cells the parts take."""
    return sum(cell_len(visible_line(text)) for text, _ in parts)


def _markup(ink: Ink) -> str:
    """The ink in the words of a Textual style."""
    colour = [f"${ink.colour}"] if ink.colour else []
    ground = [f"on ${ink.ground}"] if ink.ground else []
    return " ".join([*colour, *sorted(ink.attributes), *ground])
