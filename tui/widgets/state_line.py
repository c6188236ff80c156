"""Owns the line that says in words what a list shows."""

from __future__ import annotations

from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.lines import Lines


class StateLine(Lines):
    """One line: `sorted by source, A to Z · 5 of 5 · filter: none`."""

    DEFAULT_CSS = "StateLine { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.said = ""

    def say(self, text: str) -> None:
        """Say something else."""
        self.said = text
        self.refresh()

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002
        """The one line."""
        return [((" ", PLAIN), (self.said, MUTED))]
