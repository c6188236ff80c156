"""Owns the frame in which every part of a screen stands: its title, its count, its focus."""

from __future__ import annotations

from textual.containers import Container
from textual.widget import Widget

from tui.content import content
from tui.text_style import PLAIN, Line


class Frame(Container):
    """A thin round border with a title on the left and a count or order in its lower edge.

    Where the keys go, the frame has the accent colour and a bold title, and without colours a
    heavy line; all others are grey. One cell of air is left at its sides.
    """

    DEFAULT_CSS = """
    Frame {
        width: 1fr; height: 1fr; padding: 0 1;
        border: round $frame; border-title-color: $foreground; border-subtitle-color: $muted;
        &:focus-within {
            border: round $accent; border-title-color: $accent; border-title-style: bold;
        }
        &:nocolor:focus-within { border: heavy $foreground; }
    }
    """

    def __init__(self, *children: Widget, title: str = "", classes: str = "") -> None:
        super().__init__(*children, classes=classes)
        self.title_with(((title, PLAIN),))

    def title_with(self, title: Line, count: Line = ()) -> None:
        """Write other words into the edges; they may be anything that a file held."""
        self.border_title = content([title])
        self.border_subtitle = content([count])
