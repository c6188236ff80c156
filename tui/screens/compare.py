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
from tui.dimension_styles import Look, in_order, looks
from tui.highlight import MARKS, Marks
from tui.messages import DimensionToggled, EntryFound, Failed, MatchChosen, ProfilesLoaded, Told
from tui.reading_position import Place, Reading
from tui.screens.base import FramingScreen
from tui.source import DimensionInfo, Selection
from tui.widgets.legend import Legend
from tui.widgets.side_by_side import SideBySide
from tui.widgets.side_panels import Side
from tui.widgets.why_panel import why

_NOTHING = "Nothing to read yet: mark two articles in the library (F1) and press enter."
_MARKS_SAID: Mapping[Marks, str] = {
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
            Side {
                display: block; width: 46; height: 1fr; max-height: 100%; padding: 0 0 0 1;
                border-top: none; border-left: vkey $panel;
            }
            Side KwicPanel, Side WhyPanel { display: block; }
            Side WhyPanel { border-top: solid $panel; }
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
        self.reading = Reading()
        self.marks: Marks = "colour"
        self._wanted: tuple[str, ...] = ()
        self._opened: tuple[str, ...] = ()
        self._dimensions: tuple[DimensionInfo, ...] = ()
        self._looks: Mapping[str, Look] = {}

    def body(self) -> ComposeResult:
        """The legend, the articles, and the panels beside or below them."""
        yield Legend()
        with Container(id="work"):
            yield SideBySide(_NOTHING)
            yield Side()

    def on_mount(self) -> None:
        """Follow the app's choice of articles."""
        self.watch(self.app, "opened", self._open)

    @property
    def articles(self) -> SideBySide:
        """The articles."""
        return self.query_one(SideBySide)

    @property
    def side(self) -> Side:
        """The panels."""
        return self.query_one(Side)

    # Opening articles

    def _open(self, ids: tuple[str, ...]) -> None:
        if not ids or ids == self._opened:
            return
        self._wanted = ids
        self.articles.say("Reading…")
        source = self.source
        self.in_thread(
            "profiles",
            lambda: ProfilesLoaded(
                ids, tuple(source.profile(each) for each in ids), source.dimensions()
            ),
        )

    @on(Failed)
    def _say_nothing(self) -> None:
        self.articles.say(_NOTHING)

    @on(ProfilesLoaded)
    async def _show_profiles(self, message: ProfilesLoaded) -> None:
        if message.ids != self._wanted:
            return
        self._opened = message.ids
        self._dimensions = in_order(message.dimensions)
        self._looks = looks(self._dimensions)
        self.reading = Reading(message.profiles, self._looks)
        await self.articles.show(message.profiles, self._looks)
        self._remark()

    def action_other_pane(self, by: int) -> None:
        """Give the keys to the next article."""
        self.articles.focus_on(self.articles.active + by)

    # Marks

    def _remark(self) -> None:
        """Show other marks: what may be visited changes with what is shown."""
        self.articles.restyle(self.reading.shown, self.marks)
        self.side.kwic.show(self.reading, self._looks)
        self._point_at(self.reading.current)

    @on(DimensionToggled)
    def _toggle(self, message: DimensionToggled) -> None:
        self.reading.toggle(message.name)
        self._remark()

    def action_switch(self, digit: int) -> None:
        """Show or hide the dimension of a digit."""
        if digit <= len(self._dimensions):
            self.post_message(DimensionToggled(self._dimensions[digit - 1].name))

    def action_marks(self) -> None:
        """Mark in the next way."""
        self.marks = MARKS[(MARKS.index(self.marks) + 1) % len(MARKS)]
        self._remark()
        self.framing.tell(_MARKS_SAID[self.marks])

    # Going from match to match

    def _point_at(self, place: Place | None) -> None:
        """Make a match the current one everywhere."""
        self.reading.current = place
        self.articles.point_at(place)
        if place and not self.side.kwic.has_focus:
            self.articles.focus_on(place.pane)
        self.side.kwic.point_at(place)
        legend, reading = self.query_one(Legend), self.reading
        legend.show(self._dimensions, self._looks, reading.shown, reading.counter())
        self._explain()

    def action_step(self, by: int) -> None:
        """Go to the next match or the one before, through all articles."""
        start = self.reading.first_from(self.articles.active, self.articles.top)
        found = self.reading.step(by, start)
        if found is None:
            self.framing.tell("No match is shown. The digits show dimensions.")
            return
        place, wrapped = found
        if wrapped:
            edge = "first" if by > 0 else "last"
            self.framing.tell(f"Went round: this is the {edge} match.")
        self._point_at(place)

    @on(MatchChosen)
    def _choose(self, message: MatchChosen) -> None:
        self._point_at(message.place)
        if message.explain:
            self.side.open("why")

    # Panels

    def action_kwic(self) -> None:
        """Show every match with its context, or go back to the text."""
        if self.side.kwic.has_focus:
            self.action_close()
        else:
            self.side.open("kwic")
            self.side.kwic.focus()

    def action_why(self) -> None:
        """Say why the current match is one; without one, the next is taken."""
        if self.reading.current is None:
            self.action_step(1)
        if self.reading.current is not None:
            self.side.open("why")

    def action_close(self) -> None:
        """Close the panel below the text, or go back to the list where none is open."""
        if not self.side.is_open:
            self.app.switch_mode("library")
            return
        self.side.close()
        self.articles.focus_on(self.articles.active)

    def _explain(self) -> None:
        """Ask where the current entry is written; the panel is filled when it is known."""
        place, source = self.reading.current, self.source
        if place is None:
            self.side.why.show(())
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
        look = self._looks[match.dimension]
        self.side.why.show(why(match, profile, title, look, message.entry))

    # Taking along

    def action_copy(self) -> None:
        """Copy what is selected, or the current passage, with its citation."""
        if not self._opened:
            return
        number, start, end = self.articles.passage(self.reading)
        article = self.reading.profiles[number].article
        copied = visible(f"{article.text[start:end]}\n{citation(article, start, end)}")
        self.app.copy_to_clipboard(copied)
        self.in_thread("copy", lambda: Told(copy(copied)))

    def action_export(self) -> None:
        """Export the articles and dimensions shown."""
        if self._opened:
            what = f"The {wording.plural(len(self._opened), 'article')} and the dimensions shown"
            self.ask_export(what, Selection(ids=self._opened, dimensions=self.reading.shown))
