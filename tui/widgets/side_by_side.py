"""Owns the articles of the compare screen beside each other, and which of them has the keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import DescendantFocus
from textual.widgets import Static

from framing.model import Profile, Span
from tui.content import content
from tui.dimension_styles import DimensionStyles
from tui.highlight import MarkMode
from tui.linked_reading import Link, LinkedReading
from tui.match_filter import MatchFilter
from tui.reading_position import ReadingPosition, paragraph_around
from tui.source import Highest
from tui.text_style import MUTED
from tui.widgets.article_column import ArticleColumn
from tui.widgets.article_pane import ArticlePane

_USUAL_SHARE, _LEAST_SHARE, _MOST_SHARE = 4, 2, 10


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
        self._links = LinkedReading()
        self._linked_offset: int | None = None
        """The passage of the active article that the others were last put beside."""
        self._nothing = nothing
        self._shares: list[int] = []

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
        self.link(LinkedReading())
        margin = len(profiles) > 1
        columns = [
            ArticleColumn(number, profile, titles, styles, highest, margin=margin)
            for number, profile in enumerate(profiles)
        ]
        self._shares = [_USUAL_SHARE] * len(columns)
        await self.mount_all(columns)
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

    def restyle(self, shown: MatchFilter, mark_mode: MarkMode) -> None:
        """Show other marks, or in another mode."""
        for pane in self.panes:
            pane.restyle(shown, mark_mode)

    def fold(self, folded: bool) -> None:
        """Fold the lines that are not counted, or show them."""
        for pane in self.panes:
            pane.fold(folded)

    def show_figures(self, profiles: Sequence[Profile], said: str) -> None:
        """Show other figures of the articles; `said` names the matches that they count."""
        for column, profile in zip(self.columns, profiles, strict=True):
            column.show_figures(profile, said)

    def show_intervals(self, intervals: bool) -> None:
        """Show the intervals of the rates, or hide them."""
        for column in self.columns:
            column.heading.show_intervals(intervals)

    def show_current(self, pane: int | None, span: Span | None) -> None:
        """Set a place of a pane apart, or none; the pane becomes the active one."""
        for each in self.panes:
            each.show_current(span if each.number == pane else None)
        if pane is not None and pane != self.active:
            self._activate(pane)

    def find(self, spans: Sequence[Sequence[Span]]) -> None:
        """Set off what was found in each."""
        for pane, found in zip(self.panes, spans, strict=True):
            pane.find(found)

    def widen(self, by: int) -> None:
        """Make the active column wider or narrower, as far as the others keep some room."""
        share = min(max(self._shares[self.active] + by, _LEAST_SHARE), _MOST_SHARE)
        self._shares[self.active] = share
        for column, each in zip(self.columns, self._shares, strict=True):
            column.styles.width = f"{each}fr"

    # Linked scrolling

    def link(self, links: LinkedReading) -> None:
        """Say other things of passages, and have texts follow each other by them."""
        self._links = links
        self._linked_offset = None
        for pane in self.panes:
            pane.note(links.notes(pane.number))

    def follow(self, number: int) -> None:
        """Put linked passages of the other articles beside that of the pane that was scrolled.

        Where none is in sight, texts go by how far they are read. A passage that was put beside
        another stays so as long as it is in sight.
        """
        if number != self.active:
            return
        columns, panes = self.columns, self.panes
        own = panes[number]
        columns[number].show_link(None)
        for column, other in zip(columns, panes, strict=True):
            if other is own:
                continue
            link = self._link_in_sight(own, other.number)
            column.show_link(link.similarity if link else None)
            if link is None:
                other.scroll_to_share(own.share)
            else:
                self._linked_offset = link.own
                other.put(link.other, own.row_of(link.own))

    def _link_in_sight(self, pane: ArticlePane, other: int) -> Link | None:
        """The one that was followed before, else the one next to where the eye is."""
        height = pane.scrollable_content_region.height
        rows = {link: pane.row_of(link.own) for link in self._links.links(pane.number, other)}
        seen = [link for link, row in rows.items() if 0 <= row < height]
        kept = [link for link in seen if link.own == self._linked_offset]
        return min(kept or seen, key=lambda link: abs(rows[link] - height // 3), default=None)

    @property
    def top(self) -> int:
        """The offset of what is on top of the active article."""
        panes = self.panes
        return panes[self.active].top if panes else 0

    @property
    def tops(self) -> list[int]:
        """The offsets of what is on top of each."""
        return [pane.top for pane in self.panes]

    def begin_at(self, offsets: Sequence[int]) -> None:
        """Begin to read each at an offset."""
        for pane, offset in zip(self.panes, offsets, strict=True):
            pane.begin_at(offset)

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
