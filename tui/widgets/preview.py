"""Owns the preview of one article: what it is and what it lacks, above its marked text.

Its title stands in the edge of the frame around it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from tui import wording
from tui.match_filter import MatchFilter
from tui.source import Row, Summary
from tui.text_style import MUTED, PLAIN, WARNING, Line
from tui.widgets.line_panel import LinePanel

if TYPE_CHECKING:
    from framing.model import Profile
    from tui.dimension_styles import DimensionStyles
    from tui.widgets.article_pane import ArticlePane

_MOST_FACTS = 5
"""Lines that the facts take at most: the text is what matters."""


class Preview(Vertical):
    """The article under the cursor; its text comes when it was scanned."""

    DEFAULT_CSS = "Preview LinePanel { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self.row: Row | None = None
        self._facts = LinePanel()
        self._pane: ArticlePane | None = None
        self._folded = True

    def compose(self) -> ComposeResult:
        """The facts; the text below them is made when there is one."""
        yield self._facts

    @property
    def lines(self) -> Sequence[Line]:
        """What is said of the article."""
        return self._facts.lines

    def show_row(self, row: Row | None) -> None:
        """Show another article, or none; its text is hidden until it comes."""
        self.row = row
        self._say(preview_lines(row) if row else ())
        if self._pane is not None:
            self._pane.visible = row is not None and row.id == self._pane.profile.article.id

    def show_summary(self, summary: Summary) -> None:
        """Say more of the article, unless another is shown by now."""
        if self.row is not None and self.row.id == summary.row.id:
            self._say(preview_lines(summary.row, summary.excluded_words, summary.warnings))

    def _say(self, lines: Sequence[Line]) -> None:
        self._facts.show(lines)
        self._facts.styles.height = min(self._facts.virtual_size.height + 1, _MOST_FACTS)

    def on_resize(self) -> None:
        """Break the facts anew."""
        self.call_after_refresh(lambda: self._say(self._facts.lines))

    def show_profile(
        self, profile: Profile, styles: DimensionStyles, shown: Collection[str]
    ) -> None:
        """Show the marked text of the article, unless another is shown by now."""
        if self.row is None or self.row.id != profile.article.id:
            return
        if self._pane is None:
            # Wrapping and marks; the first screen does without.
            from tui.widgets.article_pane import ArticlePane

            self._pane = ArticlePane(0, profile, styles, margin=False)
            self.mount(self._pane)
        elif self._pane.profile is not profile:
            self._pane.show_profile(profile, styles)
            self._pane.fold(self._folded)
        self._pane.restyle(MatchFilter(frozenset(shown)), "colour")
        self._pane.visible = True

    def turn_fold(self) -> None:
        """Fold the lines that are not counted, or show them."""
        self._folded = not self._folded
        if self._pane is not None:
            self._pane.fold(self._folded)


def preview_lines(row: Row, excluded_words: int = 0, warnings: Sequence[str] = ()) -> list[Line]:
    """The lines of the preview."""
    excluded = f", {excluded_words:,} not counted" if excluded_words else ""
    words = wording.plural(row.words, row.unit[:-1])
    published = f" · {row.published}" if row.published else ""
    return [
        ((row.source, PLAIN), (f"{published} · {words}{excluded}", MUTED)),
        *([((", ".join(warnings), WARNING),)] if warnings else []),
    ]
