"""Owns where the panels are: beside the text where there is room, else over its lower part."""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Vertical

from tui.text_style import BOLD, MUTED
from tui.widgets.frame import Frame
from tui.widgets.kwic_panel import KwicPanel
from tui.widgets.why_panel import WhyPanel

Panel = Literal["kwic", "why"]


class SidePanels(Vertical):
    """The matches with their context, and why the current one is a match."""

    DEFAULT_CSS = """
    SidePanels { height: 45%; max-height: 11; display: none; }
    SidePanels Frame { display: none; }
    SidePanels.-kwic, SidePanels.-kwic .-kwic, SidePanels.-why, SidePanels.-why .-why {
        display: block;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.kwic = KwicPanel()
        self.why = WhyPanel()
        self._matches = Frame(self.kwic, title="Matches", classes="-kwic")

    def compose(self) -> ComposeResult:
        """Both panels; where there is no room one of them is shown."""
        yield self._matches
        yield Frame(self.why, title="Why", classes="-why")

    def title_matches(self, counter: str, order: str) -> None:
        """Say which match is the current one, and how they are sorted."""
        title = (("Matches", BOLD), (f" · {counter}" if counter else "", MUTED))
        self._matches.title_with(title, ((f"by {order} (s)" if counter else "", MUTED),))

    def open(self, panel: Panel) -> None:
        """Show a panel in the place of the other."""
        self.close()
        self.add_class(f"-{panel}")

    @property
    def is_open(self) -> bool:
        """Whether a panel was opened below the text, or has the keys beside it."""
        return bool(self.classes & {"-kwic", "-why"}) or self.kwic.has_focus

    def close(self) -> None:
        """Give the room back to the text."""
        self.remove_class("-kwic", "-why")
