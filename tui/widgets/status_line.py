"""Owns the line that says in words what a list shows."""

from __future__ import annotations

from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.line_widget import LineWidget


class StatusLine(LineWidget):
    """One line: `sorted by source, A to Z · 5 of 5 · filter: none`."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def show_text(self, text: str) -> None:
        """Show something else."""
        self.text = text
        self.refresh()

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002
        """The one line."""
        return [((" ", PLAIN), (self.text, MUTED))]
