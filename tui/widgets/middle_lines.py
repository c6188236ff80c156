"""Owns what an empty place says in its middle."""

from __future__ import annotations

from collections.abc import Sequence

from tui.content import cell_count
from tui.text_style import PLAIN, Line
from tui.widgets.line_panel import wrap_line
from tui.widgets.line_widget import LineWidget


class MiddleLines(LineWidget):
    """Lines in the middle of the room that is left."""

    DEFAULT_CSS = "MiddleLines { height: 1fr; }"

    def __init__(self, said: Sequence[Line] = ()) -> None:
        super().__init__()
        self._said = said

    def say(self, *said: Line) -> None:
        """Say something else."""
        self._said = said
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The lines between empty ones."""
        return in_middle(self._said, width, self.size.height)


def in_middle(said: Sequence[Line], width: int, height: int) -> list[Line]:
    """Lines, with what it takes before and above them to stand in the middle of a room."""
    broken = [part for line in said for part in wrap_line(line, width)]
    above = max((height - len(broken)) // 2, 0)
    margins = (" " * max((width - cell_count(line)) // 2, 0) for line in broken)
    return [
        *[()] * above,
        *(((margin, PLAIN), *line) for margin, line in zip(margins, broken, strict=True)),
    ]
