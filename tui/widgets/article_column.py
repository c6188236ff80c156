"""Owns one column of the compare screen: an article in a frame, its rates above its text."""

from __future__ import annotations

from collections.abc import Mapping

from textual.app import ComposeResult

from framing.model import Profile
from tui import wording
from tui.content import content
from tui.dimension_styles import DimensionStyles
from tui.source import Highest
from tui.text_style import MUTED, PLAIN, Line
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
        *,
        margin: bool,
    ) -> None:
        """`margin` leaves room for what is said of passages."""
        super().__init__()
        self.heading = PaneHeading(profile, titles, styles, highest)
        self._pane = ArticlePane(number, profile, styles, margin=margin)
        self._counted = _size(profile, "")
        self.title_with(_title(number, profile), ((self._counted, MUTED),))

    def compose(self) -> ComposeResult:
        """The heading and the pane."""
        yield self.heading
        yield self._pane

    def activate(self, active: bool) -> None:
        """Show that the keys go here, or to another column."""
        self.set_class(active, "-active")

    def show_figures(self, profile: Profile, said: str) -> None:
        """Show the figures of some matches, and say in the lower edge whose these are."""
        self.heading.show(profile)
        if (counted := _size(profile, said)) != self._counted:
            self._counted = counted
            self.show_link(None)

    def show_link(self, similarity: float | None) -> None:
        """Say how similar the passage is that stands beside the one that is read."""
        beside = "" if similarity is None else f"≈{similarity:.2f} · ".replace("0.", ".", 1)
        self.border_subtitle = content([((beside + self._counted, MUTED),)])


def _title(number: int, profile: Profile) -> Line:
    article = profile.article
    name = article.source if not article.title else f"{article.source} · {article.title}"
    return ((f"{wording.ARTICLE_LETTERS[number]}  ", PLAIN), (name, PLAIN))


def _size(profile: Profile, said: str) -> str:
    """`975 words`, or of some matches `negated · 975 words`, those that they are counted in."""
    words = profile.scores[0].words if said and profile.scores else profile.words
    return f"{said} · " * bool(said) + wording.plural(words, profile.unit[:-1])
