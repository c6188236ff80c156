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
        said = [part for line in self._said for part in wrap_line(line, width)]
        above = max((self.size.height - len(said)) // 2, 0)
        margins = (" " * max((width - cell_count(line)) // 2, 0) for line in said)
        return [
            *[()] * above,
            *(((margin, PLAIN), *line) for margin, line in zip(margins, said, strict=True)),
        ]
