"""Owns the library screen: the list of articles, its filter, its order, and the preview."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui import wording
from tui.dimension_styles import DimensionStyles, dimension_styles, legend_order
from tui.messages import (
    FilterTyped,
    ListLoaded,
    MarkDropped,
    PageLoaded,
    PageNeeded,
    RowChosen,
    SampleLoaded,
    SortRequested,
    SummaryLoaded,
    SummaryNeeded,
)
from tui.screens.base import FramingScreen
from tui.source import DimensionInfo, Order, Selection
from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.article_list import PAGE, ArticleList
from tui.widgets.preview import Preview
from tui.widgets.status_line import StatusLine

_WIDE = 120


class LibraryScreen(FramingScreen):
    """All articles of the source."""

    MODE = "library"
    TITLE = "Library"
    DEFAULT_CSS = """
    LibraryScreen {
        Preview { display: none; }
        &.-wide Preview { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Filter by words"),
        Binding("s", "sort", "Sort", tooltip="Sort by the next column"),
        Binding("S,shift+s", "reverse", "Reverse", False, "S", tooltip="Turn the order round"),
        Binding("e", "export", "Export", tooltip="Export the articles listed"),
        Binding("escape", "clear_filter", "All", show=False, tooltip="Clear the filter"),
        Binding("d", "sample", "Sample", show=False, tooltip="Load the sample articles"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.filter = ""
        self.order = Order()
        self._dimensions: tuple[DimensionInfo, ...] = ()
        self._dimension_styles: DimensionStyles = {}

    def compose_body(self) -> ComposeResult:
        """State in words, the list, and the preview where there is room."""
        yield StatusLine()
        with Horizontal():
            yield ArticleList()

    def on_mount(self) -> None:
        """Load the first rows."""
        self.in_thread_before_paint(self._list_job())

    def on_resize(self, event: events.Resize) -> None:
        """Make the preview when there is room for it the first time."""
        if event.size.width >= _WIDE and not self.query(Preview):
            self.query_one(Horizontal).mount(Preview())
            self.query_one(ArticleList).post_row()

    def load(self) -> None:
        """Carry out the filter and the order."""
        self.in_thread("list", self._list_job())

    def _list_job(self) -> Callable[[], ListLoaded]:
        query, order, source = self.filter, self.order, self.source

        def job() -> ListLoaded:
            return ListLoaded(
                query,
                order,
                source.count(query),
                source.count(""),
                source.dimensions(),
                source.rows(query, order, PAGE, 0),
            )

        return job

    @on(ListLoaded)
    def _show_list(self, message: ListLoaded) -> None:
        if (message.query, message.order) != (self.filter, self.order):
            return
        self._dimensions = legend_order(message.dimensions)
        self._dimension_styles = dimension_styles(self._dimensions)
        articles = self.query_one(ArticleList)
        articles.empty = self._empty_lines(message.total)
        articles.show(
            message.count, message.rows, self.order, self._dimensions, self._dimension_styles
        )
        self.session.count_articles(message.total)
        filtered = f"“{self.filter}”" if self.filter else "none"
        self.query_one(StatusLine).show_text(
            f"{wording.order_in_words(self.order, self._titles)}"
            f" · {message.count:,} of {message.total:,} · filter: {filtered}"
        )

    @property
    def _titles(self) -> Mapping[str, str]:
        return {info.name: info.title for info in self._dimensions}

    def _empty_lines(self, total: int) -> list[Line]:
        if total:
            return [(), ((f" No article has “{self.filter}”.", PLAIN), ("  esc clears it", MUTED))]
        lines: list[Line] = [(), ((f" {self.source.empty_hint}", PLAIN),)]
        if self.source.offers_sample:
            lines.append(((" Press d to look at the sample articles.", PLAIN),))
        return lines

    @on(PageNeeded)
    def _load_page(self, message: PageNeeded) -> None:
        query, order, page, source = self.filter, self.order, message.page, self.source
        self.in_thread(
            f"page-{page}",
            lambda: PageLoaded(query, order, page, source.rows(query, order, PAGE, page * PAGE)),
        )

    @on(PageLoaded)
    def _fill(self, message: PageLoaded) -> None:
        if (message.query, message.order) == (self.filter, self.order):
            self.query_one(ArticleList).fill(message.page, message.rows)

    @on(RowChosen)
    def _follow(self, message: RowChosen) -> None:
        for preview in self.query(Preview):
            preview.follow(message.row)

    @on(SummaryNeeded)
    def _load_summary(self, message: SummaryNeeded) -> None:
        source = self.source
        self.in_thread("preview", lambda: SummaryLoaded(source.summary(message.row)))

    @on(SummaryLoaded)
    def _show_summary(self, message: SummaryLoaded) -> None:
        for preview in self.query(Preview):
            preview.show_summary(message.summary, self._titles, self._dimension_styles)

    @on(MarkDropped)
    def _report_dropped(self) -> None:
        self.session.show_toast("Two articles can be marked: the oldest mark was taken away.")

    @on(SortRequested)
    def _sort_by(self, message: SortRequested) -> None:
        same = message.order.key == self.order.key
        self._order(self.order.turned() if same else message.order)

    def _order(self, order: Order) -> None:
        self.order = order
        self.load()

    def action_sort(self) -> None:
        """Sort by the next column."""
        orders = [Order("source"), Order("title"), Order("words", descending=True)]
        orders += [Order.by_rate(info.name) for info in self._dimensions]
        keys = [order.key for order in orders]
        at = keys.index(self.order.key) if self.order.key in keys else -1
        self._order(orders[(at + 1) % len(orders)])

    def action_reverse(self) -> None:
        """Turn the order round."""
        self._order(self.order.turned())

    def action_filter(self) -> None:
        """Open the line into which a filter is typed."""
        # Loaded only when it is asked for: the first screen does without.
        from tui.widgets.filter_line import FilterLine

        found = self.query(FilterLine)
        if found:
            found.first().focus()
        else:
            self.mount(FilterLine(self.filter), before=self.query_one(StatusLine))
            self.query_one(FilterLine).focus()

    @on(FilterTyped)
    def _filter(self, message: FilterTyped) -> None:
        if message.query != self.filter:
            self.filter = message.query
            self.load()

    def action_clear_filter(self) -> None:
        """Show all articles again."""
        self.query("FilterLine").remove()
        self.query_one(ArticleList).focus()
        self._filter(FilterTyped(""))

    def action_sample(self) -> None:
        """Load the sample articles into an empty library."""
        source = self.source
        if source.offers_sample and not source.count(""):
            self.session.show_toast("Preparing the sample articles…")
            self.in_thread("sample", lambda: SampleLoaded(source.sample()))

    @on(SampleLoaded)
    def _show_sample(self, message: SampleLoaded) -> None:
        self.session.change_source(message.sample)
        self.load()

    def action_export(self) -> None:
        """Export the articles that the filter leaves."""
        count = self.query_one(ArticleList).count
        if count:
            what = f"The {wording.plural(count, 'article')} of the list"
            self.ask_export(what, Selection(query=self.filter))
