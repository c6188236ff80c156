"""Owns a panel of lines that takes the keys where it holds more than it shows."""

from __future__ import annotations

from collections.abc import Sequence

from tui.text_style import Line
from tui.widgets.line_panel import LinePanel


class ReadPanel(LinePanel, can_focus=True):
    """Lines that are scrolled by the arrow keys."""

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the top, unless they are the same."""
        if list(lines) != list(self.lines):
            super().show(lines)

    @property
    def holds_more(self) -> bool:
        """Whether there is more than is in sight."""
        return self.max_scroll_y > 0
