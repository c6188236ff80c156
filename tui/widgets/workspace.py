"""Owns where the parts of the compare screen stand: texts, difference, matches, and why.

Where there is room all are shown: the difference beside the texts, the matches and why below. Else
one of the panels is opened at a time, below the texts.
"""

from __future__ import annotations

from typing import Literal

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.difference_panel import DifferencePanel
from tui.widgets.frame import Frame
from tui.widgets.kwic_panel import KwicPanel
from tui.widgets.side_by_side import SideBySide
from tui.widgets.why_panel import WhyPanel

Panel = Literal["difference", "kwic", "why"]
_PANELS: tuple[Panel, ...] = ("difference", "kwic", "why")


class Workspace(Vertical):
    """The texts and the panels."""

    DEFAULT_CSS = """
    Workspace {
        height: 1fr;
        #upper { layout: vertical; height: 1fr; }
        #lower { height: auto; }
        .-difference, .-kwic, .-why { display: none; height: 8; }
        &.-open-difference .-difference, &.-open-kwic .-kwic, &.-open-why .-why { display: block; }
    }
    """

    def __init__(self, nothing: str) -> None:
        """`nothing` is said where there is no article."""
        super().__init__()
        self.articles = SideBySide(nothing)
        self.difference = DifferencePanel()
        self.kwic = KwicPanel()
        self.why = WhyPanel()
        self._frames = {
            "difference": Frame(self.difference, title="Difference", classes="-difference"),
            "kwic": Frame(self.kwic, title="Matches", classes="-kwic"),
            "why": Frame(self.why, title="Why", classes="-why"),
        }

    def compose(self) -> ComposeResult:
        """The texts with the difference, and below them the matches and why."""
        with Container(id="upper"):
            yield self.articles
            yield self._frames["difference"]
        with Horizontal(id="lower"):
            yield self._frames["kwic"]
            yield self._frames["why"]

    def title(self, panel: Panel, name: str, more: str, lower: str) -> None:
        """Write other words into the edges of a panel."""
        title: Line = ((name, PLAIN), (f" · {more}" if more else "", MUTED))
        self._frames[panel].title_with(title, ((lower, MUTED),))

    def open(self, panel: Panel) -> None:
        """Show a panel in the place of the one that was opened before."""
        self.close()
        self.add_class(f"-open-{panel}")

    @property
    def is_open(self) -> bool:
        """Whether a panel was opened, or has the keys."""
        opened = bool(self.classes & {f"-open-{panel}" for panel in _PANELS})
        return opened or self.kwic.has_focus or self.difference.has_focus

    def close(self) -> None:
        """Give the room back to the texts."""
        self.remove_class(*(f"-open-{panel}" for panel in _PANELS))
