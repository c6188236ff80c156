"""Owns the compare screen: articles side by side, their marks, and where the reader is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from framing.visible import visible
from tui import wording
from tui.clipboard import citation, copy
from tui.dimension_styles import DimensionStyles, dimension_styles, legend_order
from tui.highlight import MARK_MODES, MarkMode
from tui.messages import (
    Completed,
    DimensionToggled,
    EntryFound,
    Failed,
    MatchChosen,
    ProfilesLoaded,
)
from tui.reading_position import MatchPlace, ReadingPosition
from tui.screens.base import FramingScreen
from tui.source import DimensionInfo, Selection
from tui.widgets.legend import Legend
from tui.widgets.side_by_side import SideBySide
from tui.widgets.side_panels import SidePanels
from tui.widgets.why_panel import why_lines

_NO_ARTICLES = "Nothing to read yet: mark two articles in the library (F1) and press enter."
_MARK_MODE_NAMES: Mapping[MarkMode, str] = {
    "colour": "Marks: colour and style",
    "style": "Marks: style only",
    "symbols": "Marks: symbols",
}


class CompareScreen(FramingScreen):
    """Up to four articles."""

    MODE = "compare"
    TITLE = "Compare"
    DEFAULT_CSS = """
    CompareScreen {
        #work { height: 1fr; layout: vertical; }
        &.-low PaneHeading { height: 1; }
        &.-one ArticleColumn { display: none; border-left: none; }
        &.-one ArticleColumn.-active { display: block; }
        &.-wide {
            #work { layout: horizontal; }
            SidePanels {
                display: block; width: 46; height: 1fr; max-height: 100%; padding: 0 0 0 1;
                border-top: none; border-left: vkey $panel;
            }
            SidePanels KwicPanel, SidePanels WhyPanel { display: block; }
            SidePanels WhyPanel { border-top: solid $panel; }
        }
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - typed by Textual
        (0, "-one"),
        (70, "-two"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (16, "-high")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next", tooltip="Next match, in all articles shown"),
        Binding("N,shift+n", "step(-1)", "Back", False, "N", tooltip="Previous match"),
        Binding("w", "why", "Why", tooltip="Why this is a match"),
        Binding("enter", "why", "Why", show=False, tooltip="Why this is a match"),
        Binding("k", "kwic", "KWIC", tooltip="Every match with its context"),
        Binding("m", "marks", "Marks", tooltip="Marks in colour, by style only, as symbols"),
        Binding("x", "fold", "Left out", False, tooltip="Show or hide what is not counted"),
        Binding("y", "copy", "Copy", tooltip="Copy the passage with its citation"),
        Binding("tab", "other_pane(1)", "Pane", show=False, tooltip="Go to the other article"),
        Binding("shift+tab", "other_pane(-1)", "Pane back", show=False),
        Binding("e", "export", "Export", tooltip="Export what is shown"),
        Binding(
            "escape",
            "close",
            "Close",
            show=False,
            tooltip="Close the panel, or go back to the list",
        ),
        *(
            Binding(
                str(n), f"switch({n})", f"Dimension {n}", False, tooltip="Show or hide a dimension"
            )
            for n in range(1, 10)
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingPosition()
        self.mark_mode: MarkMode = "colour"
        self._folded = True
        self._wanted: tuple[str, ...] = ()
        self._opened: tuple[str, ...] = ()
        self._dimensions: tuple[DimensionInfo, ...] = ()
        self._dimension_styles: DimensionStyles = {}

    def compose_body(self) -> ComposeResult:
        """The legend, the articles, and the panels beside or below them."""
        yield Legend()
        with Container(id="work"):
            yield SideBySide(_NO_ARTICLES)
            yield SidePanels()

    def on_mount(self) -> None:
        """Follow the session's choice of articles."""
        self.watch(self.app, "opened", self._open)

    @property
    def articles(self) -> SideBySide:
        """The articles."""
        return self.query_one(SideBySide)

    @property
    def panels(self) -> SidePanels:
        """The panels."""
        return self.query_one(SidePanels)

    # Opening articles

    def _open(self, ids: tuple[str, ...]) -> None:
        if not ids or ids == self._opened:
            return
        self._wanted = ids
        self.articles.show_text("Reading…")
        source = self.source
        self.in_thread(
            "profiles",
            lambda: ProfilesLoaded(
                ids, tuple(source.profile(each) for each in ids), source.dimensions()
            ),
        )

    @on(Failed)
    def _show_nothing(self) -> None:
        self.articles.show_text(_NO_ARTICLES)

    @on(ProfilesLoaded)
    async def _show_profiles(self, message: ProfilesLoaded) -> None:
        if message.ids != self._wanted:
            return
        self._opened = message.ids
        self._dimensions = legend_order(message.dimensions)
        self._dimension_styles = dimension_styles(self._dimensions)
        self.reading = ReadingPosition(message.profiles, self._dimension_styles)
        await self.articles.show(message.profiles, self._dimension_styles)
        self.articles.fold(self._folded)
        self._update_marks()

    def action_other_pane(self, by: int) -> None:
        """Give the keys to the next article."""
        self.articles.focus_on(self.articles.active + by)

    # Marks

    def _update_marks(self) -> None:
        """Show other marks: what may be visited changes with what is shown."""
        self.articles.restyle(self.reading.shown, self.mark_mode)
        self.panels.kwic.show(self.reading, self._dimension_styles)
        self._select(self.reading.current)

    @on(DimensionToggled)
    def _toggle(self, message: DimensionToggled) -> None:
        self.reading.toggle(message.name)
        self._update_marks()

    def action_switch(self, digit: int) -> None:
        """Show or hide the dimension of a digit."""
        if digit <= len(self._dimensions):
            self.post_message(DimensionToggled(self._dimensions[digit - 1].name))

    def action_marks(self) -> None:
        """Mark in the next mode."""
        self.mark_mode = MARK_MODES[(MARK_MODES.index(self.mark_mode) + 1) % len(MARK_MODES)]
        self._update_marks()
        self.session.show_toast(_MARK_MODE_NAMES[self.mark_mode])

    def action_fold(self) -> None:
        """Show the lines that are not counted, or hide them."""
        self._folded = not self._folded
        self.articles.fold(self._folded)

    # Going from match to match

    def _select(self, place: MatchPlace | None) -> None:
        """Make a match the current one everywhere."""
        self.reading.current = place
        self.articles.show_current(place)
        if place and not self.panels.kwic.has_focus:
            self.articles.focus_on(place.pane)
        self.panels.kwic.show_current(place)
        legend, reading = self.query_one(Legend), self.reading
        legend.show(self._dimensions, self._dimension_styles, reading.shown, reading.counter())
        self._explain()

    def action_step(self, by: int) -> None:
        """Go to the next match or the one before, through all articles."""
        start = self.reading.first_from(self.articles.active, self.articles.top)
        found = self.reading.step(by, start)
        if found is None:
            self.session.show_toast("No match is shown. The digits show dimensions.")
            return
        place, wrapped = found
        if wrapped:
            edge = "first" if by > 0 else "last"
            self.session.show_toast(f"Went round: this is the {edge} match.")
        self._select(place)

    @on(MatchChosen)
    def _choose(self, message: MatchChosen) -> None:
        self._select(message.place)
        if message.explain:
            self.panels.open("why")

    # Panels

    def action_kwic(self) -> None:
        """Show every match with its context, or go back to the text."""
        if self.panels.kwic.has_focus:
            self.action_close()
        else:
            self.panels.open("kwic")
            self.panels.kwic.focus()

    def action_why(self) -> None:
        """Say why the current match is one; without one, the next is taken."""
        if self.reading.current is None:
            self.action_step(1)
        if self.reading.current is not None:
            self.panels.open("why")

    def action_close(self) -> None:
        """Close the panel below the text, or go back to the list where none is open."""
        if not self.panels.is_open:
            self.app.switch_mode("library")
            return
        self.panels.close()
        self.articles.focus_on(self.articles.active)

    def _explain(self) -> None:
        """Ask where the current entry is written; the panel is filled when it is known."""
        place, source = self.reading.current, self.source
        if place is None:
            self.panels.why.show(())
            return
        match = self.reading.match(place)
        self.in_thread(
            "why",
            lambda: EntryFound(place, source.entry_place(match.dimension, match.entry)),
        )

    @on(EntryFound)
    def _show_why(self, message: EntryFound) -> None:
        if message.place != self.reading.current:
            return
        match = self.reading.match(message.place)
        profile = self.reading.profiles[message.place.pane]
        title = {info.name: info.title for info in self._dimensions}[match.dimension]
        style = self._dimension_styles[match.dimension]
        self.panels.why.show(why_lines(match, profile, title, style, message.entry))

    # Taking along

    def action_copy(self) -> None:
        """Copy what is selected, or the current passage, with its citation."""
        if not self._opened:
            return
        number, start, end = self.articles.passage(self.reading)
        article = self.reading.profiles[number].article
        copied = visible(f"{article.text[start:end]}\n{citation(article, start, end)}")
        self.app.copy_to_clipboard(copied)
        self.in_thread("copy", lambda: Completed(copy(copied)))

    def action_export(self) -> None:
        """Export the articles and dimensions shown."""
        if self._opened:
            what = f"The {wording.plural(len(self._opened), 'article')} and the dimensions shown"
            self.ask_export(what, Selection(ids=self._opened, dimensions=self.reading.shown))
