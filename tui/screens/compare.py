"""Owns the compare screen: articles side by side, their marks, and where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container

from framing.visible import visible
from tui import wording
from tui.clipboard import citation, copy
from tui.highlight import MARK_MODES, MarkMode
from tui.messages import Completed, Failed
from tui.messages.compare import (
    DimensionToggled,
    EntryFound,
    MatchChosen,
    MatchesSorted,
    ProfilesLoaded,
)
from tui.reading_position import MatchPlace, ReadingPosition
from tui.screens.base import Command, FramingScreen
from tui.source import Selection
from tui.widgets.legend import Legend
from tui.widgets.side_by_side import SideBySide
from tui.widgets.side_panels import SidePanels
from tui.widgets.why_panel import NO_CHOICE, why_lines

_NO_ARTICLES = "Nothing to read yet: mark two articles in the library (F1) and press enter."
_READING = "Reading…"
_NO_MATCH = "No match is shown. The digits show dimensions."
_SWITCH = "Show or hide a dimension"
_MARK_MODE_NAMES: Mapping[MarkMode, str] = {
    "colour": "Marks: colour and style",
    "style": "Marks: style only",
    "symbols": "Marks: symbols",
}


class CompareScreen(FramingScreen):
    """Up to four articles."""

    MODE = "compare"
    TITLE = "Compare"
    DIGITS_GO = False
    DEFAULT_CSS = """
    CompareScreen {
        #work { height: 1fr; layout: vertical; }
        &.-low PaneHeading { height: 1; margin-bottom: 0; }
        &.-one ArticleColumn { display: none; }
        &.-one ArticleColumn.-active { display: block; }
        &.-wide {
            #work { layout: horizontal; }
            SidePanels { display: block; width: 48; height: 1fr; max-height: 100%; }
            SidePanels Frame { display: block; }
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
        Binding("k", "kwic", "Matches", tooltip="Every match with its context"),
        Binding("1", "switch(1)", "Show", key_display="1…9", tooltip=_SWITCH, system=True),
        *(
            Binding(str(n), f"switch({n})", "", False, tooltip=_SWITCH, system=True)
            for n in range(2, 10)
        ),
        Binding("tab", "other_pane(1)", "Pane", tooltip="Go to the other article"),
        Binding("shift+tab", "other_pane(-1)", "Pane back", show=False),
        Binding("m", "marks", "Marks", tooltip="Marks in colour, by style only, as symbols"),
        Binding("x", "fold", "Left out", False, tooltip="Show or hide what is not counted"),
        Binding("y", "copy", "Copy", tooltip="Copy the passage with its citation"),
        Binding("e", "export", "Export", tooltip="Export what is shown"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingPosition()
        self.mark_mode: MarkMode = "colour"
        self._folded = True
        self._wanted: tuple[str, ...] = ()
        self._opened: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The legend, the articles, and the panels beside or below them."""
        yield Legend()
        with Container(id="work"):
            yield SideBySide(_NO_ARTICLES)
            yield SidePanels()

    def on_mount(self) -> None:
        """Follow the session: what is opened, what is shown, and whether all is as it was."""
        self.watch(self.app, "opened", self._open)
        self.watch(self.app, "place", self._begin_at, init=False)
        self.watch(self.app, "hidden", self._update_marks, init=False)
        self.watch(self.app, "changes", self._open_again, init=False)

    @property
    def articles(self) -> SideBySide:
        """The articles."""
        return self.query_one(SideBySide)

    @property
    def _is_read(self) -> bool:
        """Whether what is wanted is on the screen."""
        return bool(self._opened) and self._opened == self._wanted

    @property
    def _nothing(self) -> str:
        """What to say where there is no article."""
        return _READING if self._wanted else _NO_ARTICLES

    @property
    def panels(self) -> SidePanels:
        """The panels."""
        return self.query_one(SidePanels)

    # Opening articles

    def _open_again(self) -> None:
        self._opened = ()
        self._open(self.session.opened)

    def _open(self, ids: tuple[str, ...]) -> None:
        if ids == self._opened and ids:
            return
        self._wanted = ids
        self._say(_READING if ids else _NO_ARTICLES)
        if not ids:
            return
        source = self.source
        self.in_thread(
            "profiles",
            lambda: ProfilesLoaded(
                ids,
                tuple(source.profile(each) for each in ids),
                source.dimensions(),
                source.highest(),
            ),
        )

    def _say(self, text: str) -> None:
        """Say something where articles and matches would be."""
        self.articles.show_text(text)
        self.panels.kwic.say(text)
        self.panels.why.show(())

    @on(Failed)
    def _show_nothing(self) -> None:
        self._say(_NO_ARTICLES)

    @on(ProfilesLoaded)
    async def _show_profiles(self, message: ProfilesLoaded) -> None:
        if message.ids != self._wanted:
            return
        session = self.session
        self._opened = message.ids
        session.learn(message.dimensions)
        styles = session.dimension_styles
        self.reading = ReadingPosition(message.profiles, session.shown)
        await self.articles.show(message.profiles, session.titles, styles, message.highest)
        self.articles.fold(self._folded)
        self.panels.kwic.say(_NO_MATCH)
        self._update_marks()
        self.refresh_bindings()
        self._begin_at(session.place)

    def _begin_at(self, place: int | None) -> None:
        """Go to the match that begins at a place of the first article, else to that place."""
        if place is None or not self._is_read:
            return
        self.session.place = None
        found = self.reading.first_from(0, place)
        if found and self.reading.match(found).start == place:
            self._select(found)
        else:
            self.articles.panes[0].show_place(place)

    def action_other_pane(self, by: int) -> None:
        """Give the keys to the next article."""
        self.articles.focus_on(self.articles.active + by)

    # Marks

    def _update_marks(self) -> None:
        """Show other marks: what may be visited changes with what is shown."""
        self.reading.show(self.session.shown)
        self.articles.restyle(self.reading.shown, self.mark_mode)
        self.panels.kwic.show(self.reading, self.session.dimension_styles)
        self._select(self.reading.current)

    @on(DimensionToggled)
    def _toggle(self, message: DimensionToggled) -> None:
        self.session.toggle_dimension(message.name)

    def action_switch(self, digit: int) -> None:
        """Show or hide the dimension of a digit."""
        self.session.toggle_dimension(self.session.dimensions[digit - 1].name)

    def commands(self) -> Iterable[Command]:
        """Each dimension by its name."""
        for info in self.session.dimensions if self._opened else ():
            verb = "Hide" if info.name in self.session.shown else "Show"
            switch = partial(self.session.toggle_dimension, info.name)
            yield f"{verb}: {info.title}", "Marks of this dimension", switch

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
        session, counter = self.session, self.reading.counter() if self._opened else ""
        legend = self.query_one(Legend)
        if self._opened:
            legend.show(session.dimensions, session.dimension_styles, session.shown, counter)
        self.panels.title_matches(counter, self.panels.kwic.sort)
        self._explain()

    def action_step(self, by: int) -> None:
        """Go to the next match or the one before, through all articles."""
        start = self.reading.first_from(self.articles.active, self.articles.top)
        found = self.reading.step(by, start)
        if found is None:
            self.session.show_toast(_NO_MATCH if self._is_read else self._nothing)
            return
        place, wrapped = found
        if wrapped:
            edge = "first" if by > 0 else "last"
            self.session.show_toast(f"Went round: this is the {edge} match.")
        self._select(place)

    @on(MatchesSorted)
    def _show_order(self, message: MatchesSorted) -> None:
        self.panels.title_matches(self.reading.counter(), message.order)

    @on(MatchChosen)
    def _choose(self, message: MatchChosen) -> None:
        self._select(message.place)
        if message.explain:
            self.panels.open("why")

    # Panels

    def action_kwic(self) -> None:
        """Show every match with its context, or go back to the text."""
        if self.panels.kwic.has_focus:
            self._close_panels()
        else:
            self.panels.open("kwic")
            self.panels.kwic.focus()

    def action_why(self) -> None:
        """Say why the current match is one; without one, the next is taken."""
        if self.reading.current is None:
            self.action_step(1)
        if self.reading.current is not None:
            self.panels.open("why")

    def open_part(self) -> Callable[[], None] | None:
        """A panel, whether it was opened by a key or entered by a click."""
        return self._close_panels if self.panels.is_open else None

    def _close_panels(self) -> None:
        self.panels.close()
        self.articles.focus_on(self.articles.active)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "switch":
            return bool(self._opened) and int(str(parameters[0])) <= len(self.session.dimensions)
        if action == "other_pane":
            return len(self._opened) > 1
        if action in ("copy", "export", "marks", "fold", "kwic", "why", "step"):
            return bool(self._wanted)
        return super().check_action(action, parameters)

    def _explain(self) -> None:
        """Ask where the current entry is written; the panel is filled when it is known."""
        place, source = self.reading.current, self.source
        if place is None:
            self.panels.why.show(NO_CHOICE if self._is_read else ())
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
        title = self.session.titles[match.dimension]
        style = self.session.dimension_styles[match.dimension]
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
