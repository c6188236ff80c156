"""Owns one column of the compare screen: an article in a frame, its rates above its text."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from framing.model import Profile
from tui import wording
from tui.dimension_styles import DimensionStyles
from tui.source import Highest
from tui.text_style import BOLD, MUTED, PLAIN, Line
from tui.widgets.article_pane import ArticlePane
from tui.widgets.frame import Frame
from tui.widgets.pane_heading import PaneHeading


class ArticleColumn(Frame):
    """One article."""

    DEFAULT_CSS = """
    ArticleColumn { layout: vertical; padding: 0 0 0 1; }
    """

    def __init__(
        self,
        number: int,
        profile: Profile,
        titles: Mapping[str, str],
        styles: DimensionStyles,
        highest: Mapping[str, Highest],
    ) -> None:
        super().__init__()
        self._heading = PaneHeading(profile, titles, styles, highest)
        self._pane = ArticlePane(number, profile, styles)
        self.title_with(*_edges(number, profile))

    def compose(self) -> ComposeResult:
        """The heading and the pane."""
        yield self._heading
        yield self._pane

    def activate(self, active: bool) -> None:
        """Show that the keys go here, or to another column."""
        self.set_class(active, "-active")


def _edges(number: int, profile: Profile) -> tuple[Line, Line]:
    article = profile.article
    name = article.source if not article.title else f"{article.source} · {article.title}"
    words = wording.plural(profile.words, profile.unit[:-1])
    title: Line = ((f"{wording.ARTICLE_LETTERS[number]}  ", BOLD), (name, PLAIN))
    return title, ((words, MUTED),)
