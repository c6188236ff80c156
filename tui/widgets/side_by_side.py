"""Owns the articles of the compare screen beside each other, and which of them has the keys."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import Static

from framing.model import Profile
from tui.content import content
from tui.dimension_styles import DimensionStyles
from tui.highlight import MarkMode
from tui.reading_position import MatchPlace, ReadingPosition, paragraph_around
from tui.source import Highest
from tui.text_style import MUTED
from tui.widgets.article_column import ArticleColumn
from tui.widgets.article_pane import ArticlePane


class SideBySide(Horizontal):
    """One column an article; in a narrow terminal only the active one is shown."""

    DEFAULT_CSS = """
    SideBySide {
        height: 1fr; width: 1fr;
        & > Static {
            width: 1fr; height: 1fr; content-align: center middle; text-align: center;
            border: round $frame;
        }
    }
    """

    def __init__(self, nothing: str) -> None:
        """`nothing` is said where there is no article."""
        super().__init__()
        self.active = 0
        self._nothing = nothing

    def compose(self) -> ComposeResult:
        """Nothing yet."""
        yield Static(content([((self._nothing, MUTED),)]))

    def show_text(self, text: str) -> None:
        """Show something else where there is no article."""
        for placeholder in self.query_children(Static):
            placeholder.update(content([((text, MUTED),)]))

    @property
    def columns(self) -> list[ArticleColumn]:
        """The articles from left to right."""
        return list(self.query(ArticleColumn))

    @property
    def panes(self) -> list[ArticlePane]:
        """Their texts."""
        return list(self.query(ArticlePane))

    async def show(
        self,
        profiles: Sequence[Profile],
        titles: Mapping[str, str],
        styles: DimensionStyles,
        highest: Mapping[str, Highest],
    ) -> None:
        """Put other articles in the place of these."""
        await self.query("*").remove()
        await self.mount_all(
            ArticleColumn(number, profile, titles, styles, highest)
            for number, profile in enumerate(profiles)
        )
        self.focus_on(0)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The pane that has the keys is the active one."""
        if isinstance(event.widget, ArticlePane):
            self._activate(event.widget.number)

    def _activate(self, number: int) -> None:
        self.active = number
        for place, column in enumerate(self.columns):
            column.activate(place == number)

    def focus_on(self, number: int) -> None:
        """Give the keys to an article, counted round the end."""
        if panes := self.panes:
            # A column that is not shown cannot be focused; activating it shows it.
            self._activate(number % len(panes))
            panes[self.active].focus()

    def restyle(self, shown: Collection[str], mark_mode: MarkMode) -> None:
        """Show other marks, or in another mode."""
        for pane in self.panes:
            pane.restyle(shown, mark_mode)

    def fold(self, folded: bool) -> None:
        """Fold the lines that are not counted, or show them."""
        for pane in self.panes:
            pane.fold(folded)

    def show_current(self, place: MatchPlace | None) -> None:
        """Show which match is the current one."""
        for pane in self.panes:
            pane.show_current(place.match if place and place.pane == pane.number else None)

    @property
    def top(self) -> int:
        """The offset of what is on top of the active article."""
        panes = self.panes
        return panes[self.active].top if panes else 0

    def passage(self, reading: ReadingPosition) -> tuple[int, int, int]:
        """Article, start and end of what is selected, else of the current paragraph."""
        for pane in self.panes:
            if (span := pane.selected) is not None:
                return pane.number, *span
        number, start, end = self.active, self.top, self.top
        if place := reading.current:
            match = reading.match(place)
            number, start, end = place.pane, match.start, match.end
        return number, *paragraph_around(reading.profiles[number].article.text, start, end)
