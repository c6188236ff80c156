"""Owns the compare screen: articles side by side, their marks, and where the reader is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from framing.model import Profile, Span
from framing.visible import visible
from tui import wording
from tui.clipboard import citation, copy
from tui.difference import TwoArticles, compare_all
from tui.highlight import MARK_MODES, MarkMode
from tui.linked_reading import LinkedReading, link_all
from tui.match_filter import MatchFilter, counted_alone, next_voice
from tui.messages import Completed, Failed
from tui.messages.compare import (
    DifferenceChosen,
    DimensionToggled,
    EntryFound,
    FiguresFound,
    MatchChosen,
    MatchesSorted,
    PaneScrolled,
    PassagesLinked,
    ProfilesLoaded,
    TextLookedFor,
)
from tui.reading_position import MatchPlace, ReadingPosition
from tui.screens.base import Command, FramingScreen
from tui.source import Highest, Selection
from tui.text_search import TextSearch
from tui.widgets.find_line import FindLine
from tui.widgets.legend import Legend
from tui.widgets.side_by_side import SideBySide
from tui.widgets.why_panel import NO_CHOICE, why_lines
from tui.widgets.workspace import Panel, Workspace

_NO_ARTICLES = "Nothing to read yet: mark articles in the library (F1) and press enter."
_READING = "Reading…"
_NO_MATCH = "No match is shown. The digits show dimensions."
_NO_SUCH_MATCH = "No such match is shown: v and ! show others, the digits dimensions."
_ROOM_FOR_DIFFERENCE = 20
"""Lines of the screen from which a comparison opens on the difference where it is not beside."""
_WIDE = 140
"""Cells from which all panels are shown."""
_LOW = 16
"""Lines of the screen below which headings are one line."""
_SWITCH = "Show or hide a dimension"
_SWAP = "Have the article and the next one trade places"
_WIDER = "Make the article wider"
_NARROWER = "Make the article narrower"
_NEGATED = "Only negated matches, or all"
_OF_SEVERAL = ("other_pane", "difference", "link", "swap", "widen")
_OF_TEXTS = (
    *("copy", "export", "marks", "fold", "kwic", "why", "step"),
    *("find", "end_search", "negated", "intervals", "zen"),
)
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
        &.-low PaneHeading { height: 1; margin-bottom: 0; }
        &.-low .-difference, &.-low .-kwic, &.-low .-why { height: 4; }
        &.-one ArticleColumn { display: none; }
        &.-one ArticleColumn.-active { display: block; }
        &.-wide #upper { layout: horizontal; }
        &.-wide .-difference { display: block; width: 40; height: 1fr; max-height: 100%; }
        &.-wide.-tall #lower .-kwic, &.-wide.-tall #lower .-why {
            display: block; height: 12; max-height: 12;
        }
        &.-wide.-tall #lower .-why { width: 58; }
        .-one-article .-difference { display: none; }
        &.-zen Header, &.-zen Legend, &.-zen KeyLine, &.-zen PaneHeading { display: none; }
        &.-zen #upper .-difference, &.-zen #lower { display: none; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - typed by Textual
        (0, "-one"),
        (70, "-two"),
        (_WIDE, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - typed by Textual
        (0, "-low"),
        (_LOW, "-high"),
        (30, "-tall"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "step(1)", "Next", tooltip="Next match, or place that was looked for"),
        Binding("N,shift+n", "step(-1)", "Back", False, "N", tooltip="The one before"),
        Binding("w", "why", "Why", tooltip="Why this is a match"),
        Binding("enter", "why", "Why", show=False, tooltip="Why this is a match"),
        Binding("d", "difference", "Difference", tooltip="How they differ, and by which entries"),
        Binding("k", "kwic", "Matches", tooltip="Every match with its context"),
        Binding("1", "switch(1)", "Show", key_display="1…9", tooltip=_SWITCH, system=True),
        *(
            Binding(str(n), f"switch({n})", "", False, tooltip=_SWITCH, system=True)
            for n in range(2, 10)
        ),
        Binding("tab", "other_pane(1)", "Pane", tooltip="Go to the other article"),
        Binding("shift+tab", "other_pane(-1)", "Pane back", show=False),
        Binding("v", "voice", "Voice", tooltip="Only what the next voice says"),
        Binding("exclamation_mark", "negated", "Negated", key_display="!", tooltip=_NEGATED),
        Binding("slash", "find", "Find", key_display="/", tooltip="Look for words in the texts"),
        Binding("l", "link", "Links", False, tooltip="Link the texts by their passages, or not"),
        Binding("i", "intervals", "Intervals", False, tooltip="Show intervals, or hide them"),
        Binding("m", "marks", "Marks", tooltip="Marks in colour, by style only, as symbols"),
        Binding("x", "fold", "Left out", False, tooltip="Show or hide what is not counted"),
        Binding("t", "swap", "Trade places", False, tooltip=_SWAP),
        Binding("greater_than_sign", "widen(1)", "Wider", False, ">", tooltip=_WIDER),
        Binding("less_than_sign", "widen(-1)", "Narrower", False, "<", tooltip=_NARROWER),
        Binding("z", "zen", "Zen", False, tooltip="Only the texts"),
        Binding("y", "copy", "Copy", tooltip="Copy the passage with its citation"),
        Binding("e", "export", "Export", tooltip="Export what is shown"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.reading = ReadingPosition()
        self.mark_mode: MarkMode = "colour"
        self.negated = False
        """Whether only negated matches are shown."""
        self.search = TextSearch()
        self.links = LinkedReading()
        self.is_linked = True
        """Whether texts follow each other."""
        self._figures: FiguresFound | None = None
        self._highest: Mapping[str, Highest] = {}
        self._intervals: bool | None = None
        self._folded = True
        self._wanted: tuple[str, ...] = ()
        self._opened: tuple[str, ...] = ()

    def compose_body(self) -> ComposeResult:
        """The legend, the articles with the panels, and the line to find something."""
        yield Legend()
        yield Workspace(_NO_ARTICLES)
        yield FindLine()

    def on_mount(self) -> None:
        """Follow the session: what is opened, what is shown, and whether all is as it was."""
        self.watch(self.app, "opened", self._open)
        self.watch(self.app, "place", self._begin_at, init=False)
        self.watch(self.app, "hidden", self._update_marks, init=False)
        self.watch(self.app, "voice", self._count_alone, init=False)
        self.watch(self.app, "changes", self._open_again, init=False)

    @property
    def work(self) -> Workspace:
        """The articles and the panels."""
        return self.query_one(Workspace)

    @property
    def articles(self) -> SideBySide:
        """The articles."""
        return self.work.articles

    @property
    def shown_matches(self) -> MatchFilter:
        """Which matches are shown."""
        return MatchFilter(self.session.shown, self.session.voice, self.negated)

    @property
    def _is_read(self) -> bool:
        """Whether what is wanted is on the screen."""
        return bool(self._opened) and self._opened == self._wanted

    @property
    def _nothing(self) -> str:
        """What to say where there is no article, or no match of any."""
        if self._is_read:
            return _NO_SUCH_MATCH if self.shown_matches.said else _NO_MATCH
        return _READING if self._wanted else _NO_ARTICLES

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
        self.work.kwic.say(text)
        self.work.why.show(())

    @on(Failed)
    def _show_nothing(self) -> None:
        self._say(_NO_ARTICLES)

    @on(ProfilesLoaded)
    async def _show_profiles(self, message: ProfilesLoaded) -> None:
        if message.ids != self._wanted:
            return
        self._highest = message.highest
        self.session.learn(message.dimensions)
        several = len(message.ids) > 1
        self.work.set_class(not several, "-one-article")
        if several and self.size.width < _WIDE and self.size.height >= _ROOM_FOR_DIFFERENCE:
            self.work.open("difference")
        await self._lay_out(message.ids, message.profiles)

    async def _lay_out(self, ids: tuple[str, ...], profiles: tuple[Profile, ...]) -> None:
        """Put articles beside each other, and ask what is known of them together."""
        session, styles = self.session, self.session.dimension_styles
        self.reading, self._opened = ReadingPosition(profiles, self.shown_matches), ids
        with self.app.batch_update():
            await self.articles.show(profiles, session.titles, styles, self._highest)
            self.articles.fold(self._folded)
            self._show_intervals()
            self.work.difference.show(None, {}, "")
            self.action_end_search()
            self._count_alone()
        self._link_passages()
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
        self._show_difference()

    # Figures and differences

    def _count_alone(self) -> None:
        """Show matches of a voice, or negated ones, and ask what these alone come to."""
        ids, profiles = self._opened, self.reading.profiles
        if not ids:
            return
        self._update_marks()
        shown = replace(self.shown_matches, dimensions=frozenset())

        def count() -> FiguresFound:
            counted = tuple(counted_alone(each, shown) for each in profiles)
            return FiguresFound(ids, shown, counted, compare_all(counted))

        self.in_thread("figures", count)

    @on(FiguresFound)
    def _show_figures(self, message: FiguresFound) -> None:
        shown = replace(self.shown_matches, dimensions=frozenset())
        if (message.ids, message.shown) == (self._opened, shown):
            self._figures = message
            self.articles.show_figures(message.profiles, shown.said)
            self._show_difference()

    def _show_difference(self) -> None:
        """Show how the active article differs from the first; the first from the second."""
        known, styles = self._figures, self.session.dimension_styles
        if known is None or len(self._opened) < 2 or known.ids != self._opened:
            return
        panes = (0, self.articles.active or 1)
        one, other = (wording.ARTICLE_LETTERS[pane] for pane in panes)
        pair = known.pairs.get(panes)
        if pair is not None:
            two = TwoArticles(pair, panes, (one, other), self.session.titles, self.session.shown)
            self.work.difference.show(two, styles, known.shown.said)
        unit = known.profiles[0].unit
        self.work.title("difference", "Difference", f"{other} − {one}", f"per 1,000 {unit}")

    @on(DifferenceChosen)
    def _go_to_entry(self, message: DifferenceChosen) -> None:
        panes = [message.pane, *range(len(self._opened))]
        found = (self.reading.first_of(pane, message.dimension, message.entry) for pane in panes)
        place = next((each for each in found if each is not None), None)
        if place is not None:
            self.articles.focus_on(place.pane)
            self._select(place)

    def action_difference(self) -> None:
        """Give the keys to the difference, or back to the text."""
        self._turn_to("difference")

    # Linked passages

    def _link_passages(self) -> None:
        ids, profiles = self._opened, self.reading.profiles
        self.links = LinkedReading()
        if len(ids) > 1:
            self.in_thread("passages", lambda: PassagesLinked(ids, link_all(profiles)))

    @on(PassagesLinked)
    def _show_links(self, message: PassagesLinked) -> None:
        if message.ids == self._opened:
            self.links = message.reading
            self.articles.link(self.links if self.is_linked else LinkedReading())

    @on(PaneScrolled)
    def _follow(self, message: PaneScrolled) -> None:
        if self.is_linked and len(self._opened) > 1:
            self.articles.follow(message.pane)

    def action_link(self) -> None:
        """Link the texts, or have each scroll by itself."""
        self.is_linked = not self.is_linked
        self.articles.link(self.links if self.is_linked else LinkedReading())
        told = "linked by passages" if self.is_linked else "each by itself"
        self.session.show_toast(f"Texts scroll {told}.")

    # Marks

    def _update_marks(self) -> None:
        """Show other marks: what may be visited changes with what is shown."""
        self.reading.show(self.shown_matches)
        self.articles.restyle(self.reading.shown, self.mark_mode)
        self.work.kwic.say(self._nothing)
        self.work.kwic.show(self.reading, self.session.dimension_styles)
        self._show_difference()
        self._select(self.reading.current)

    @on(DimensionToggled)
    def _toggle(self, message: DimensionToggled) -> None:
        self.session.toggle_dimension(message.name)

    def action_switch(self, digit: int) -> None:
        """Show or hide the dimension of a digit."""
        self.session.toggle_dimension(self.session.dimensions[digit - 1].name)

    def action_voice(self) -> None:
        """Show only what the next voice says."""
        self.session.voice = next_voice(self.reading.profiles, self.session.voice)

    def action_negated(self) -> None:
        """Show only negated matches, or all."""
        self.negated = not self.negated
        self._count_alone()

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

    # Room

    def action_intervals(self) -> None:
        """Show the intervals of the rates, or one line without them."""
        self._intervals = not self._has_intervals
        self._show_intervals()

    @property
    def _has_intervals(self) -> bool:
        """Whether intervals are shown: until somebody chooses, where there is room for them."""
        if self._intervals is not None:
            return self._intervals
        return self.size.width >= _WIDE and self.size.height >= _LOW

    def _show_intervals(self) -> None:
        self.articles.show_intervals(self._has_intervals)

    def on_resize(self) -> None:
        """Show intervals where there is room by now."""
        self._show_intervals()

    def action_widen(self, by: int) -> None:
        """Make the article wider or narrower."""
        self.articles.widen(by)

    def action_zen(self) -> None:
        """Show only the texts, or all."""
        self.toggle_class("-zen")
        self.refresh_bindings()

    async def action_swap(self) -> None:
        """Have the article and the next one trade places; nothing is read again."""
        order = list(range(len(self._opened)))
        at = self.articles.active
        other = (at + 1) % len(order)
        order[at], order[other] = order[other], order[at]
        ids = tuple(self._opened[each] for each in order)
        profiles = tuple(self.reading.profiles[each] for each in order)
        tops, current = self.articles.tops, self.reading.current
        self._wanted = ids
        await self._lay_out(ids, profiles)
        self.session.opened = ids
        self.articles.begin_at([tops[each] for each in order])
        if current is not None:
            self._select(replace(current, pane=order.index(current.pane)))

    # Going from match to match

    def _select(self, place: MatchPlace | None) -> None:
        """Make a match the current one everywhere."""
        self.reading.current = place
        match = self.reading.match(place) if place else None
        self._point_at(place.pane if place else None, (match.start, match.end) if match else None)
        self.work.kwic.show_current(place)
        self._count_places()
        self._explain()

    def _point_at(self, pane: int | None, span: Span | None) -> None:
        """Set a place of the text apart, and give it the keys where a text has them."""
        self.articles.show_current(pane, span)
        panels = self.work.kwic, self.work.difference, self.query_one(FindLine)
        if pane is not None and not any(panel.has_focus for panel in panels):
            self.articles.focus_on(pane)

    def _count_places(self) -> None:
        """Say where among the matches the reader is, or among what was looked for."""
        session, counter = self.session, self.reading.counter() if self._opened else ""
        shown = self.shown_matches
        if self._opened:
            said = self.search.counter() if self.search else counter
            said = f"{shown.said} · {said}" if shown.said else said
            legend = self.query_one(Legend)
            legend.show(session.dimensions, session.dimension_styles, session.shown, said)
        voice = f"{wording.VOICE_NAMES[shown.voice]} (v)" if shown.voice else "all voices (v)"
        negated = "only negated (!)" if shown.negated else "negated too (!)"
        order = f"by {self.work.kwic.sort} (s) · {voice} · {negated}" if counter else ""
        number = counter.removesuffix(" matches").removesuffix(" match")
        self.work.title("kwic", "Matches", number, order)

    def action_step(self, by: int) -> None:
        """Go to the next match or the one before, through all articles."""
        if self.search:
            self._step_found(by)
            return
        start = self.reading.first_from(self.articles.active, self.articles.top)
        found = self.reading.step(by, start)
        if found is None:
            self.session.show_toast(self._nothing)
            return
        place, wrapped = found
        self._tell_edge(by, "match", wrapped=wrapped)
        self._select(place)

    def _tell_edge(self, by: int, what: str, *, wrapped: bool) -> None:
        if wrapped:
            edge = "first" if by > 0 else "last"
            self.session.show_toast(f"Went round: this is the {edge} {what}.")

    @on(MatchesSorted)
    def _show_order(self) -> None:
        self._count_places()

    @on(MatchChosen)
    def _choose(self, message: MatchChosen) -> None:
        self._select(message.place)
        if message.leave:
            self.articles.focus_on(message.place.pane)
        if message.explain:
            self.work.open("why")

    # Looking for words

    def action_find(self) -> None:
        """Type what to look for."""
        line = self.query_one(FindLine)
        line.display = True
        line.focus()

    @on(TextLookedFor)
    def _find(self, message: TextLookedFor) -> None:
        texts = [profile.article.text for profile in self.reading.profiles]
        if message.query.strip() != self.search.query:
            self.search = TextSearch(message.query, texts)
            self.articles.find([self.search.spans(pane) for pane in range(len(texts))])
        self._count_places()
        if not message.done:
            return
        self.query_one(FindLine).display = False
        self.articles.focus_on(self.articles.active)
        self.refresh_bindings()
        if self.search:
            self._step_found(1)

    def _step_found(self, by: int) -> None:
        found = self.search.step(by, self.articles.active, self.articles.top)
        if found is None:
            self.session.show_toast(f"“{self.search.query}” stands in none of the texts.")
            return
        place, wrapped = found
        self._tell_edge(by, "place", wrapped=wrapped)
        self._point_at(place.pane, place.span)
        self._count_places()

    def action_end_search(self) -> None:
        """Look for nothing: the keys go from match to match again."""
        line = self.query_one(FindLine)
        with line.prevent(FindLine.Changed):
            line.value = ""
        line.display = False
        self.search = TextSearch()
        self.articles.find([()] * len(self._opened))
        self.articles.focus_on(self.articles.active)
        self._select(self.reading.current)
        self.refresh_bindings()

    # Panels

    def action_kwic(self) -> None:
        """Show every match with its context, or go back to the text."""
        self._turn_to("kwic")

    def _turn_to(self, panel: Panel) -> None:
        """Give the keys to a panel, or back to the text."""
        widget = self.work.kwic if panel == "kwic" else self.work.difference
        if widget.has_focus:
            self._close_panels()
        else:
            self.work.open(panel)
            widget.focus()

    def action_why(self) -> None:
        """Say why the current match is one; without one, the next is taken."""
        if self.reading.current is None:
            self.action_step(1)
        if self.reading.current is not None:
            self.work.open("why")

    def open_part(self) -> Callable[[], None] | None:
        """The search, the texts alone, or a panel that was opened or entered by a click."""
        if self.search:
            return self.action_end_search
        if self.has_class("-zen"):
            return self.action_zen
        return self._close_panels if self.work.is_open else None

    def _close_panels(self) -> None:
        self.work.close()
        self.articles.focus_on(self.articles.active)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "switch":
            return bool(self._opened) and int(str(parameters[0])) <= len(self.session.dimensions)
        if action in _OF_SEVERAL:
            return len(self._opened) > 1
        if action == "voice":
            return any(each.voices for each in self.reading.profiles)
        if action in _OF_TEXTS:
            return bool(self._wanted)
        return super().check_action(action, parameters)

    def _explain(self) -> None:
        """Ask where the current entry is written; the panel is filled when it is known."""
        place, source = self.reading.current, self.source
        if place is None:
            self.work.why.show(NO_CHOICE if self._is_read else ())
            self.work.title("why", "Why", "", "")
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
        self.work.why.show(why_lines(match, profile, message.entry))
        self.work.title("why", "Why this match", self.session.titles[match.dimension], "")

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
            self.ask_export(what, Selection(ids=self._opened, dimensions=self.session.shown))
