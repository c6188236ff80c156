"""Owns one column of the compare screen: an article's heading above its pane."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from framing.model import Profile
from tui.dimension_styles import DimensionStyles
from tui.widgets.article_pane import ArticlePane
from tui.widgets.pane_heading import PaneHeading


class ArticleColumn(Vertical):
    """One article."""

    DEFAULT_CSS = """
    ArticleColumn { width: 1fr; height: 1fr; border-left: vkey $panel; }
    ArticleColumn.-first { border-left: none; }
    """

    def __init__(self, number: int, profile: Profile, styles: DimensionStyles) -> None:
        super().__init__(classes="" if number else "-first")
        self._heading = PaneHeading(number, profile, styles)
        self._pane = ArticlePane(number, profile, styles)

    def compose(self) -> ComposeResult:
        """The heading and the pane."""
        yield self._heading
        yield self._pane

    def activate(self, active: bool) -> None:
        """Show that the keys go here, or to another column."""
        self.set_class(active, "-active")
        self._heading.active = active
