"""Owns where the panels are: beside the text where there is room, else over its lower part."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.widgets.kwic_panel import KwicPanel
from tui.widgets.why_panel import WhyPanel

Panel = Literal["kwic", "why"]


class SidePanels(Vertical):
    """The matches with their context, and why the current one is a match."""

    DEFAULT_CSS = """
    SidePanels {
        height: 45%; max-height: 9; display: none; border-top: solid $panel; padding: 0 1;
    }
    SidePanels KwicPanel, SidePanels WhyPanel { display: none; }
    SidePanels.-kwic, SidePanels.-kwic KwicPanel, SidePanels.-why, SidePanels.-why WhyPanel {
        display: block;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.kwic = KwicPanel()
        self.why = WhyPanel()

    def compose(self) -> ComposeResult:
        """Both panels; where there is no room one of them is shown."""
        yield self.kwic
        yield self.why

    def open(self, panel: Panel) -> None:
        """Show a panel in the place of the other."""
        self.close()
        self.add_class(f"-{panel}")

    @property
    def is_open(self) -> bool:
        """Whether a panel was opened below the text."""
        return self.has_class("-kwic") or self.has_class("-why")

    def close(self) -> None:
        """Give the room back to the text."""
        self.remove_class("-kwic", "-why")
