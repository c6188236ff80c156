"""Owns the sources screen: rates of groups with their intervals, how they differ, their trend."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from framing.wording import plural
from tui import group_words
from tui.filters import filter_in_words
from tui.group_rows import (
    GroupOrder,
    GroupRow,
    GroupView,
    axis_ends,
    goes_beyond,
    group_rows,
    listed,
)
from tui.group_trend import GroupTrend, group_trend
from tui.messages.sources import (
    GroupChosen,
    GroupMarked,
    GroupOpened,
    GroupsSorted,
    PairsLoaded,
    PeriodMoved,
    RatesOfGroupsLoaded,
    TrendLoaded,
)
from tui.questions.sources import Groups, Sides, SourcesQuestions
from tui.screens.base import Command, FramingScreen
from tui.source import DimensionInfo, Export, Selection
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.frame import Frame
from tui.widgets.group_list import GroupList, GroupRows
from tui.widgets.group_scatter import GroupScatter
from tui.widgets.read_panel import ReadPanel

if TYPE_CHECKING:
    from framing.comparing.source_pairs import SourcePairs
    from framing.comparing.story_differences import StoryDifference
    from framing.library import Period

_WIDE = 120
_LIST_SHARE = 0.6
"""The list takes at most so much of the height: what is left goes to words."""
_EDGES = 2
_HEADING = 2
_LEAST_BELOW = 5
"""Lines below which nothing stands under the list."""
_READING: Line = (("Reading…", MUTED),)
_COMPARING: Line = (("Comparing…", MUTED),)
_GO_BACK: Line = (("esc goes to the list, where it is changed.", MUTED),)
_OVER: tuple[Period, ...] = ("month", "year")
_TABLES = ("sources", "pairs", "trend", "within_stories", "groups")


class SourcesScreen(FramingScreen):
    """Groups of articles: sources, or what else they are put together by."""

    MODE = "sources"
    TITLE = "Sources"
    DEFAULT_CSS = """
    SourcesScreen {
        #groups { height: 1fr; }
        #left { width: 1fr; height: 1fr; }
        #right { width: 40%; height: 1fr; display: none; }
        &.-wide #right { display: block; }
        &.-nothing #right { display: none; }
        #scatter { height: 1fr; }
        #pairs { height: 1fr; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "trend", "Trend", tooltip="By month, by year, or all time with intervals"),
        Binding("w", "words", "Words", tooltip="Words that tell the marked apart, or one from all"),
        Binding("g", "group", "Group", tooltip="Put articles together by another field"),
        Binding("s", "sort", "Sort", tooltip="Sort by name, or by the rate of a dimension"),
        Binding("S,shift+s", "reverse", "Reverse", False, "S", tooltip="Turn the order round"),
        Binding("e", "export", "Export", tooltip="Export sources, pairs or the trend"),
        Binding("x", "axis(0)", "Across", tooltip="Another dimension across the scatter"),
        Binding("y", "axis(1)", "Up", tooltip="Another dimension up the scatter"),
        Binding("tab", "other_pane(1)", "Pane", tooltip="Go to the other part"),
        Binding("shift+tab", "other_pane(-1)", "Pane back", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._groups = Groups()
        self._is_stale = False
        self._loaded: Groups | None = None
        self._rows: list[GroupRow] = []
        self._pairs: SourcePairs | None = None
        self._within: tuple[StoryDifference, ...] = ()
        self._order = GroupOrder()
        self._trend: GroupTrend | None = None
        self._marked: tuple[str, ...] = ()
        self._axes = [0, 1]

    def compose_body(self) -> ComposeResult:
        """The list and words below it; the scatter and the pairs beside them."""
        with Horizontal(id="groups"):
            with Vertical(id="left"):
                yield Frame(GroupList(), title="Sources", classes="-list")
                yield Frame(ReadPanel(), title="In words", classes="-words -read")
            with Vertical(id="right"):
                yield Frame(GroupScatter(), title="Two dimensions", classes="-scatter -read")
                yield Frame(ReadPanel(), title="Differences", classes="-pairs -read")

    def on_mount(self) -> None:
        """Load the rates, and follow the session."""
        self.rows.focus()
        self._reload()
        self.watch(self.app, "filter_text", self._go_stale, init=False)
        self.watch(self.app, "changes", self._go_stale, init=False)
        self.watch(self.app, "hidden", self._show_rows, init=False)

    @property
    def rows(self) -> GroupRows:
        """The rows of the list."""
        return self.query_one(GroupList).rows

    @property
    def _questions(self) -> SourcesQuestions:
        source = self.source
        assert isinstance(source, SourcesQuestions)
        return source

    @property
    def _dimensions(self) -> list[DimensionInfo]:
        session = self.session
        return [info for info in session.dimensions if info.name in session.shown]

    # Loading

    def _go_stale(self) -> None:
        """Other articles are selected: they are read when the screen is looked at."""
        self._is_stale = True
        if self.is_current:
            self._reload()

    def on_screen_resume(self) -> None:
        """Read what changed while another screen was looked at."""
        if self._is_stale:
            self._reload()

    def on_resize(self) -> None:
        """Share the room anew."""
        self._share_room()

    def _reload(self) -> None:
        self._is_stale = False
        if not isinstance(self.source, SourcesQuestions):
            self.rows.empty = self._nothing()
            return
        query = self.session.selection.query
        groups = replace(self._groups, selection=Selection(query=query))
        self._groups, self._pairs, self._trend = groups, None, None
        if self._loaded is None:
            self._say(_READING)
        asked, source = self._questions, self.source
        self.in_thread(
            "groups",
            lambda: RatesOfGroupsLoaded(groups, source.dimensions(), asked.group_rates(groups)),
        )

    @on(RatesOfGroupsLoaded)
    def _take_rates(self, message: RatesOfGroupsLoaded) -> None:
        groups = message.groups
        if groups != self._groups:
            return
        self.session.learn(message.dimensions)
        self._rows = group_rows(message.rates)
        self._marked = tuple(
            name for name in self._marked if name in {row.name for row in self._rows}
        )
        self._loaded = groups
        self._show_rows()
        asked, rates = self._questions, message.rates
        self.in_thread(
            "pairs",
            lambda: PairsLoaded(
                groups, asked.group_pairs(rates), asked.differences_within_stories(groups)
            ),
        )

    @on(PairsLoaded)
    def _take_pairs(self, message: PairsLoaded) -> None:
        if message.groups == self._groups:
            self._pairs, self._within = message.pairs, tuple(message.within)
            self._describe()

    # The list

    def _say(self, line: Line) -> None:
        self.rows.empty = (line,)
        self.rows.refresh()

    def _show_rows(self) -> None:
        """Show the rows by the present order, dimensions and trend."""
        if self._loaded is None:
            return
        rows = self.rows
        rows.kind = _KINDS.get(self._groups.by, self._groups.by)
        self.set_class(not self._rows, "-nothing")
        if not self._rows:
            rows.empty = self._nothing()
        rows.show_marks(self._marked)
        rows.show(listed(self._rows, self._order), self._dimensions, self._view())
        self._share_room()
        self._describe()
        self.refresh_bindings()

    def _view(self) -> GroupView:
        styles = self.session.dimension_styles
        return GroupView(styles, axis_ends(self._rows), self._order, self._trend)

    def _nothing(self) -> list[Line]:
        query = self._groups.selection.query
        if query:
            asked = filter_in_words(query)
            return [((f"The filter leaves no article: {asked}.", PLAIN),), _GO_BACK]
        return [((self.source.empty_hint, PLAIN),), (), (("1", ACCENT), (" the library", PLAIN))]

    def _share_room(self) -> None:
        """Make the list as high as its rows, as far as something is left for words."""
        room = self.size.height - 2
        wanted = _EDGES + _HEADING + max(self.rows.count, 1)
        most = round(_LIST_SHARE * room)
        shown = bool(self._rows) and room - min(wanted, most) >= _LEAST_BELOW
        self.query_one(".-words").display = shown
        self.query_one(".-list").styles.height = min(wanted, most) if shown else room

    @on(GroupRows.Replanned)
    def _title(self) -> None:
        count = sum(row is not None for row in self.rows.listed)
        title: Line = ((_plural_kind(self._groups.by), PLAIN), (f" · {count:,}", MUTED))
        if query := self._groups.selection.query:
            title = (*title, (f" · {filter_in_words(query)}", ACCENT))
        said = [*self._columns_in_words(), self._order_in_words()]
        self.query_one(".-list", Frame).title_with(title, ((" · ".join(said), MUTED),))

    def _columns_in_words(self) -> Iterable[str]:
        hidden = self.query_one(GroupList).hidden_dimensions()
        if self._trend:
            yield f"by {self._trend.over}, ←→"
        elif hidden:
            yield f"→ {plural(len(hidden), 'more dimension')}"
        if not self._trend and goes_beyond(self._rows, self.rows.view):
            yield "▸ beyond the axis"

    def _order_in_words(self) -> str:
        name, down = self._order.dimension, self._order.descending
        if not name:
            return f"by name, {'Z to A' if down else 'A to Z'}"
        return f"by {self.session.titles.get(name, name)}, {'highest' if down else 'lowest'} first"

    # The group under the cursor

    @on(GroupChosen)
    def _describe(self) -> None:
        """Say what there is to say of the group under the cursor."""
        row = self.rows.current
        if row is None:
            return
        titles = {info.name: info.title for info in self._dimensions}
        styles = self.session.dimension_styles
        lines: list[Line] = []
        if self._trend:
            lines = [*group_words.period_lines(row, self._trend, titles, styles), ()]
        lines += group_words.figure_lines(row, titles, styles)
        pairs = self._pair_lines(row)
        if not self.has_class("-wide"):
            lines = [*lines, (), *pairs]
        words, beside = self.query(ReadPanel)
        words.show(lines)
        beside.show(pairs)
        self.query_one(".-words", Frame).title_with(((row.label, PLAIN),))
        self._show_scatter(row)
        self._title_pairs(row)
        self.refresh_bindings()

    def _other(self, row: GroupRow) -> GroupRow | None:
        """The marked group that the one under the cursor is held against, if there is one."""
        other = [name for name in self._marked if name != row.name][-1:]
        return next((each for each in self._rows if [each.name] == other), None)

    def _pair_lines(self, row: GroupRow) -> list[Line]:
        if self._pairs is None:
            return [_COMPARING]
        titles = {info.name: info.title for info in self._dimensions}
        styles, other = self.session.dimension_styles, self._other(row)
        lines = group_words.pair_lines(row, other, self._pairs, titles, styles)
        told = group_words.story_lines(row, other, self._within, titles, styles)
        return [*lines, *([(), *told] if told else [])]

    def _title_pairs(self, row: GroupRow) -> None:
        other = self._other(row)
        against = other.label if other else "the others"
        title: Line = ((row.label, PLAIN), (f" against {against}", MUTED))
        self.query_one(".-pairs", Frame).title_with(title)

    def _show_scatter(self, row: GroupRow) -> None:
        dimensions = self._dimensions
        axes = None
        if len(dimensions) > 1:
            x, y = (dimensions[at % len(dimensions)] for at in self._axes)
            axes = x, y
        named = tuple(dict.fromkeys((*self._marked, row.name)))
        self.query_one(GroupScatter).show(self._rows, axes, self.session.dimension_styles, named)

    # Keys

    def action_other_pane(self, by: int) -> None:
        """Give the keys to the next part."""
        self.focus_next() if by > 0 else self.focus_previous()

    @on(GroupMarked)
    def _toggle_mark(self, message: GroupMarked) -> None:
        marked = tuple(name for name in self._marked if name != message.name)
        if message.name not in self._marked:
            marked = (*marked, message.name)[-2:]
        self._marked = marked
        self.rows.show_marks(marked)
        self._describe()

    @on(GroupOpened)
    def _open(self, message: GroupOpened) -> None:
        self.session.list_group(self._groups.by, message.name)

    @on(GroupsSorted)
    def _sort_by(self, message: GroupsSorted) -> None:
        same = message.order.dimension == self._order.dimension
        self._order = self._order.turned() if same else message.order
        self._show_rows()

    def action_sort(self) -> None:
        """Sort by the next dimension; after the last by name."""
        names = ["", *(info.name for info in self._dimensions)]
        at = names.index(self._order.dimension) if self._order.dimension in names else -1
        name = names[(at + 1) % len(names)]
        self._order = GroupOrder(name, descending=bool(name))
        self._show_rows()

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._order = self._order.turned()
        self._show_rows()

    def action_axis(self, which: int) -> None:
        """Take the next dimension for an axis of the scatter, but not that of the other one."""
        count = len(self._dimensions)
        self._axes[which] = (self._axes[which] + 1) % count
        if count > 1 and self._axes[which] == self._axes[1 - which]:
            self._axes[which] = (self._axes[which] + 1) % count
        self._describe()

    # The trend

    def action_trend(self) -> None:
        """Show months, then years, then all time."""
        at = _OVER.index(self._trend.over) + 1 if self._trend else 0
        if at == len(_OVER):
            self._trend = None
            self._show_rows()
            return
        groups, over, asked = self._groups, _OVER[at], self._questions
        self.in_thread("trend", lambda: TrendLoaded(groups, over, asked.group_trend(groups, over)))

    @on(TrendLoaded)
    def _take_trend(self, message: TrendLoaded) -> None:
        if message.groups != self._groups:
            return
        self._trend = group_trend(message.rates, message.over)
        if self._trend is None:
            self.session.show_toast(f"No article has a date with a {message.over}.")
        self._show_rows()

    @on(PeriodMoved)
    def _move_period(self, message: PeriodMoved) -> None:
        if self._trend:
            self._trend = self._trend.moved(message.by)
            self.rows.show_view(self._view())
            self._describe()

    # Other groups, words, taking along

    def action_group(self) -> None:
        """Ask what articles are to be put together by."""
        from tui.screens.grouping import GroupingScreen

        def answer(by: str | None) -> None:
            if by and by != self._groups.by:
                self._groups, self._loaded, self._marked = replace(self._groups, by=by), None, ()
                self._rows = []
                self.rows.show((), (), GroupView())
                self._reload()

        self.app.push_screen(GroupingScreen(self._groups.by, self._questions), answer)

    @property
    def _sides(self) -> Sides | None:
        """The two groups whose words are compared: the marked, or one and all others."""
        row = self.rows.current
        if len(self._marked) == 2:
            return self._marked[0], self._marked[1]
        if row is None or len(self._rows) < 2:
            return None
        others = [each for each in self._rows if each.name != row.name]
        other = others[0] if len(others) == 1 else self._other(row)
        return row.name, other.name if other else None

    def action_words(self) -> None:
        """Show the words that tell two groups apart."""
        from tui.screens.words import WordsScreen

        if sides := self._sides:
            self.app.push_screen(WordsScreen(self._groups, sides, self._questions))

    def open_part(self) -> Callable[[], None] | None:
        """The trend is closed by showing all time."""
        return self._close_trend if self._trend else None

    def _close_trend(self) -> None:
        self._trend = None
        self._show_rows()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action in ("trend", "sort", "reverse", "export"):
            return bool(self._rows)
        if action == "words":
            return self._loaded is not None and self._sides is not None
        if action == "axis":
            return self.has_class("-wide") and len(self._dimensions) > 2
        if action == "other_pane":
            return any(panel.display and panel.holds_more for panel in self.query(ReadPanel))
        return super().check_action(action, parameters)

    def commands(self) -> Iterable[Command]:
        """Sorting by each dimension by its name."""
        for info in self._dimensions if self._rows else ():
            order = GroupOrder(info.name, descending=True)
            sort = partial(self.post_message, GroupsSorted(order))
            yield f"Sort by {info.title}", "Highest rate first: no rank", sort

    def action_export(self) -> None:
        """Export the tables of what is shown."""
        over = self._trend.over if self._trend else "month"
        what = f"{_plural_kind(self._groups.by)} of the articles selected"
        selection = replace(self._groups.selection, dimensions=self.session.selection.dimensions)
        like = Export("", "", "", by=self._groups.by, period=over)
        self.ask_export(what, selection, _TABLES, like)


_KINDS = {
    "source": "Source",
    "publisher": "Publisher",
    "author": "Author",
    "language": "Language",
    "year": "Year",
    "month": "Month",
    "set": "Set",
}


def _plural_kind(by: str) -> str:
    """`Sources`; the name of a field as it is."""
    return f"{_KINDS[by]}s" if by in _KINDS else by
