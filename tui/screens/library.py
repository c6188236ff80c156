"""Owns the library screen: the list of articles, its filter, its order, and where one stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from framing.errors import FramingError
from framing.visible import visible_line
from tui import wording
from tui.content import cell_count, fit
from tui.filters import filter_in_words, read_filter
from tui.messages.library import (
    FilterLeft,
    FilterRefused,
    FilterTyped,
    ListLoaded,
    MarkToggled,
    PageLoaded,
    PageNeeded,
    RatesLoaded,
    ReadRequested,
    RowChosen,
    SampleLoaded,
    SetsLoaded,
    SortRequested,
    SummaryLoaded,
    TextLoaded,
    ValuesLoaded,
    ValuesNeeded,
)
from tui.questions.changes import ChangeQuestions, Import
from tui.screens.base import Command, FramingScreen
from tui.source import Kin, Order, Row, Selection
from tui.text_style import ACCENT, MUTED, PLAIN, WARNING, Line
from tui.widgets.article_list import PAGE, ArticleList, chosen
from tui.widgets.frame import Frame
from tui.widgets.preview import Preview
from tui.widgets.standing import Ground, Standing

_STORY = "List the articles on the same event; once more reads them side by side"
_WIDE = 120
_FOUR_WIDE = 200
"""From here on four articles are read side by side, below two."""
_LIST_SHARE = 0.6
"""The list takes at most so much of the height: what is left goes to reading."""
_CURSOR_PAUSE = 0.06
"""Seconds that the cursor rests before more is asked of an article."""
_FILTER_HEIGHT = 3
_BESIDE_WORDS = 10
"""Cells of an edge that its corners and a dot take."""
_EDGES = 2
"""Lines that a frame takes for itself."""
_LEAST_BELOW = 6
"""Lines below which nothing stands under the list."""


class LibraryScreen(FramingScreen):
    """All articles of the source."""

    MODE = "library"
    TITLE = "Library"
    DEFAULT_CSS = """
    LibraryScreen {
        #below { height: 1fr; }
        #article { width: 1fr; display: none; }
        &.-wide #article { display: block; }
    }
    """
    HORIZONTAL_BREAKPOINTS = [(0, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Filter by words"),
        Binding("w", "keep_set", "Keep", tooltip="Keep what is filtered as a set under a name"),
        Binding("f", "family", "Copies", tooltip="List the copies of the article"),
        Binding("t", "story", "Story", tooltip=_STORY),
        Binding("s", "sort", "Sort", tooltip="Sort by the next column"),
        Binding("S,shift+s", "reverse", "Reverse", False, "S", tooltip="Turn the order round"),
        Binding("u", "unmark", "Unmark", False, tooltip="Take all marks away"),
        Binding("x", "fold", "Left out", False, tooltip="Show or hide what is not counted"),
        Binding("i", "import", "Import", tooltip="Import files, a pasted text or the samples"),
        Binding("e", "export", "Export", tooltip="Export the articles listed"),
        Binding("d", "sample", "Sample", tooltip="Load the sample articles"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._loaded = False
        self._ground = Ground()
        self._kin = Kin()
        self._pause: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """The list, as high as its rows, and below it where the current article stands."""
        yield Frame(ArticleList(), title="Articles", classes="-list")
        with Horizontal(id="below"):
            yield Frame(Standing(), title="Where it stands", classes="-standing -read")

    def on_mount(self) -> None:
        """Load the first rows, and follow the session."""
        self.in_thread_before_paint(self._list_job())
        self.watch(self.app, "filter_text", self._reload, init=False)
        self.watch(self.app, "order", self._reload, init=False)
        self.watch(self.app, "changes", self._reload, init=False)
        self.watch(self.app, "marked", self._show_marks, init=False)
        self.watch(self.app, "hidden", self._load_text, init=False)

    def on_resize(self, event: events.Resize) -> None:
        """Share the room anew; make the preview when there is room for it the first time."""
        if event.size.width >= _WIDE and not self.query("#article"):
            frame = Frame(Preview(), title="Article", classes="-read")
            frame.id = "article"
            self.query_one("#below").mount(frame)
            self.query_one(ArticleList).post_row()
        self._share_room()

    def _share_room(self) -> None:
        """Make the list as high as its rows, as far as something is left for what is below it."""
        articles = self.query_one(ArticleList)
        room = self.size.height - 2 - _FILTER_HEIGHT * len(self.query("FilterBox"))
        wanted = 1 + _EDGES + (articles.count or len(articles.empty) + 1)
        most = round(_LIST_SHARE * room)
        below = room - min(wanted, most)
        shown = bool(articles.count) and below >= _LEAST_BELOW
        self.query_one("#below").display = shown
        self.query_one(".-list").styles.height = min(wanted, most) if shown else room

    # The list

    def _reload(self) -> None:
        self.in_thread("list", self._list_job())

    def _list_job(self) -> Callable[[], ListLoaded | FilterRefused]:
        query, order, source = self.session.filter_text, self.session.order, self.source

        def job() -> ListLoaded | FilterRefused:
            try:
                count = source.count(query)
            except FramingError as error:
                if not query:
                    raise
                return FilterRefused(query, error)
            return ListLoaded(
                query,
                order,
                count,
                source.count(""),
                source.dimensions(),
                source.highest(),
                source.rows(query, order, PAGE, 0),
            )

        return job

    def _is_wanted(self, message: ListLoaded | PageLoaded) -> bool:
        session = self.session
        return (message.query, message.order) == (session.filter_text, session.order)

    @on(FilterRefused)
    def _refuse(self, message: FilterRefused) -> None:
        """Say what is wrong with the filter where it is typed; the list stays as it was."""
        if message.query != self.session.filter_text:
            return
        from tui.widgets.filter_line import FilterBox

        if boxes := self.query(FilterBox):
            boxes.first().say(str(message.error))
        else:
            self.session.fail(message.error)

    @on(ListLoaded)
    def _show_list(self, message: ListLoaded) -> None:
        if not self._is_wanted(message):
            return
        session, articles = self.session, self.query_one(ArticleList)
        session.learn(message.dimensions)
        self._total, self._loaded = message.total, True
        self._say_filter_is_right()
        articles.empty = self._empty_lines()
        articles.show(message, session.dimensions, session.dimension_styles)
        session.count_articles(message.count, message.total)
        self._ground = Ground(session.titles, session.dimension_styles, message.highest)
        self.query_one(Standing).show_ground(self._ground)
        self._title(articles)
        self._share_room()
        self.refresh_bindings()
        source = self.source
        self.in_thread("rates", lambda: RatesLoaded(source.rates(), source.kin()))

    def _say_filter_is_right(self) -> None:
        if boxes := self.query("FilterBox"):
            from tui.widgets.filter_line import FilterBox

            boxes.first(FilterBox).say("")

    def _title(self, articles: ArticleList) -> None:
        count = articles.count
        found = f"{count:,}" if count == self._total else f"{count:,} of {self._total:,}"
        title: Line = (("Articles", PLAIN), (f" · {found}", MUTED))
        order = wording.order_in_words(self.session.order, self.session.titles)
        edge: Line = ((order, MUTED),)
        if sought := filter_in_words(self.session.filter_text):
            room = self.size.width - cell_count(edge) - _BESIDE_WORDS
            edge = ((fit(sought, max(room, 0)).rstrip(), ACCENT), (" · ", MUTED), *edge)
        elif bars := articles.bars_in_words():
            edge = ((f"{bars} · ", MUTED), *edge)
        self.query_one(".-list", Frame).title_with(title, edge if self._total else ())

    @on(RatesLoaded)
    def _show_rates(self, message: RatesLoaded) -> None:
        known = self._ground
        self._ground = Ground(known.titles, known.styles, known.highest, message.rates)
        self.query_one(Standing).show_ground(self._ground)
        self._kin = message.kin
        self.query_one(ArticleList).show_copies(message.kin.copies)
        self.refresh_bindings()

    def _empty_lines(self) -> list[Line]:
        if self._total:
            sought = filter_in_words(self.session.filter_text)
            return [(), ((f"Nothing found: {sought}.", PLAIN), ("  esc clears it", MUTED))]
        lines: list[Line] = [(), ((self.source.empty_hint, PLAIN),)]
        if isinstance(self.source, ChangeQuestions):
            lines += [(), (("i", ACCENT), (" imports files here.", PLAIN))]
        if self.source.offers_sample:
            lines += [(), (("d", ACCENT), (" looks at the sample articles.", PLAIN))]
        return lines

    @on(PageNeeded)
    def _load_page(self, message: PageNeeded) -> None:
        query, order, source = self.session.filter_text, self.session.order, self.source
        page = message.page
        self.in_thread(
            f"page-{page}",
            lambda: PageLoaded(query, order, page, source.rows(query, order, PAGE, page * PAGE)),
        )

    @on(PageLoaded)
    def _fill(self, message: PageLoaded) -> None:
        if self._is_wanted(message):
            self.query_one(ArticleList).fill(message.page, message.rows)

    # The article under the cursor

    @on(RowChosen)
    def _follow(self, message: RowChosen) -> None:
        self.query_one(Standing).show_row(message.row)
        self._stand_in_edge(())
        self.refresh_bindings()
        for preview in self.query(Preview):
            preview.show_row(message.row)
            if message.row is not None:
                self.query_one("#article", Frame).title_with(((message.row.label, PLAIN),))
        if self._pause:
            self._pause.stop()
        if message.row is not None:
            self._pause = self.set_timer(_CURSOR_PAUSE, partial(self._load_summary, message.row))

    def _load_summary(self, row: Row) -> None:
        source = self.source
        self.in_thread("summary", lambda: SummaryLoaded(source.summary(row)))
        self._load_text()

    def _load_text(self) -> None:
        """Have the text beside the list scanned, where there is room for it."""
        row, source = self.query_one(ArticleList).current, self.source
        if row is not None and self.has_class("-wide"):
            self.in_thread("text", lambda: TextLoaded(source.profile(row.id)))

    @on(TextLoaded)
    def _show_text(self, message: TextLoaded) -> None:
        session = self.session
        for preview in self.query(Preview):
            preview.show_profile(message.profile, session.dimension_styles, session.shown)

    @on(SummaryLoaded)
    def _show_summary(self, message: SummaryLoaded) -> None:
        self.query_one(Standing).show_summary(message.summary)
        row = self.query_one(ArticleList).current
        if row is not None and row.id == message.summary.row.id:
            self._stand_in_edge(message.summary.warnings)
        for preview in self.query(Preview):
            preview.show_summary(message.summary)

    def _stand_in_edge(self, warnings: Sequence[str]) -> None:
        """Say in the lower edge what keeps the figures from being read as those of others."""
        title: Line = (("Where it stands", PLAIN),)
        self.query_one(".-standing", Frame).title_with(title, ((", ".join(warnings), WARNING),))

    def action_fold(self) -> None:
        """Fold the lines of the text that are not counted, or show them."""
        for preview in self.query(Preview):
            preview.turn_fold()

    # The same text, the same story

    def action_family(self) -> None:
        """List the copies of the article under the cursor."""
        if row := self.query_one(ArticleList).current:
            self.session.filter_text = f"family={row.id}"

    def action_story(self) -> None:
        """List the story of the article under the cursor; where it is listed, read it."""
        articles, session, source = self.query_one(ArticleList), self.session, self.source
        row = articles.current
        if row is None:
            return
        story = f"story={self._kin.stories.get(row.id)}"
        if session.filter_text == story:
            most = 4 if self.size.width >= _FOUR_WIDE else 2
            others = (articles.row(number) for number in range(articles.count))
            ids = (row.id, *(each.id for each in others if each and each.id != row.id))
            session.open_articles(ids[:most])
        elif row.id in self._kin.stories:
            session.filter_text = story
        elif isinstance(source, ChangeQuestions):
            session.start_job(source.stories())

    def action_keep_set(self) -> None:
        """Ask for a name, and keep the articles that the filter leaves under it."""
        source, query = self.source, self.session.filter_text

        self.in_thread("sets", lambda: SetsLoaded(query, source.values("set")))

    @on(SetsLoaded)
    def _ask_name(self, message: SetsLoaded) -> None:
        # Asked for now and then; the first screen does without.
        from tui.screens.naming import NameScreen

        source = self.source

        def answer(name: str | None) -> None:
            if name and isinstance(source, ChangeQuestions):
                self.session.start_job(source.keep_set(name, message.query))

        count = wording.plural(self.query_one(ArticleList).count, "article")
        what = f"{count}: {filter_in_words(message.query)}"
        self.app.push_screen(NameScreen(what, dict(message.sets)), answer)

    # Marks

    @on(MarkToggled)
    def _toggle_mark(self, message: MarkToggled) -> None:
        if self.session.toggle_mark(message.id):
            self.session.show_toast("Four articles can be marked: the oldest mark was taken away.")

    @on(ReadRequested)
    def _read(self, message: ReadRequested) -> None:
        if ids := chosen(self.session.marked, message.id):
            self.session.open_articles(ids)

    def _show_marks(self, marked: tuple[str, ...]) -> None:
        self.refresh_bindings()
        self.query_one(ArticleList).show_marks(marked)

    def action_unmark(self) -> None:
        """Take all marks away."""
        self.session.unmark_all()

    # Order and filter

    @on(SortRequested)
    def _sort_by(self, message: SortRequested) -> None:
        order = self.session.order
        same = message.order.key == order.key
        self.session.order = order.turned() if same else message.order

    def action_sort(self) -> None:
        """Sort by the next column."""
        orders = [Order("source"), Order("title"), Order("words", descending=True)]
        orders += [Order.by_rate(info.name) for info in self.session.dimensions]
        keys = [order.key for order in orders]
        at = keys.index(self.session.order.key) if self.session.order.key in keys else -1
        self.session.order = orders[(at + 1) % len(orders)]

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.session.order = self.session.order.turned()

    def action_filter(self) -> None:
        """Open the line into which a filter is typed."""
        # Loaded only when it is asked for: the first screen does without.
        from tui.widgets.filter_line import FilterBox

        if found := self.query(FilterBox):
            found.first().focus_line()
            return
        box = FilterBox(self.session.filter_text, self.source.fields())
        self.mount(box, before=self.query_one(".-list"))
        self._share_room()

    @on(FilterLeft)
    def _go_to_list(self) -> None:
        self.query_one(ArticleList).focus()

    @on(ValuesNeeded)
    def _load_values(self, message: ValuesNeeded) -> None:
        source, field = self.source, message.field
        self.in_thread(f"values-{field}", lambda: ValuesLoaded(field, source.values(field)))

    @on(ValuesLoaded)
    def _offer_values(self, message: ValuesLoaded) -> None:
        from tui.widgets.filter_line import FilterBox

        for box in self.query(FilterBox):
            box.learn(message.field, message.values)

    @on(FilterTyped)
    def _filter(self, message: FilterTyped) -> None:
        self.session.filter_text = message.query

    def open_part(self) -> Callable[[], None] | None:
        """The filter is closed by taking it away."""
        if self.session.filter_text or self.query("FilterBox"):
            return self.action_clear_filter
        return None

    def action_clear_filter(self) -> None:
        """Show all articles again."""
        self.query("FilterBox").remove()
        self.query_one(ArticleList).focus()
        self.session.filter_text = ""
        self._share_room()

    # Taking along

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action == "sample":
            return self._loaded and not self._total and self.source.offers_sample
        if action == "unmark":
            return bool(self.session.marked)
        if action == "fold":
            return self.has_class("-wide")
        if action == "import":
            return isinstance(self.source, ChangeQuestions)
        if action in ("family", "story", "keep_set"):
            return self._offers(action)
        if action in ("export", "sort", "reverse", "filter"):
            return not self._loaded or bool(self._total)
        return super().check_action(action, parameters)

    def _offers(self, action: str) -> bool:
        """Whether there is something to list of the article under the cursor, or to keep."""
        articles = self.query_one(ArticleList)
        row, changes = articles.current, isinstance(self.source, ChangeQuestions)
        if action == "keep_set":
            return changes and bool(self.session.filter_text and articles.count)
        if row is None or action == "family":
            return row is not None and row.id in self._kin.copies
        return row.id in self._kin.stories or (changes and not self._kin.stories)

    def action_sample(self) -> None:
        """Load the sample articles into an empty library."""
        source = self.source
        self.session.show_toast("Preparing the sample articles…")
        self.in_thread("sample", lambda: SampleLoaded(source.sample()))

    @on(SampleLoaded)
    def _show_sample(self, message: SampleLoaded) -> None:
        self.session.change_source(message.sample)

    def action_import(self) -> None:
        """Ask what to import, and have it done by a job."""
        from tui.screens.importing import ImportScreen

        source = self.source

        def answer(asked: Import | None) -> None:
            if asked is not None and isinstance(source, ChangeQuestions):
                self.session.start_job(source.previewing(asked))

        self.app.push_screen(ImportScreen(), answer)

    def commands(self) -> Iterable[Command]:
        """Work on the whole library."""
        source, start = self.source, self.session.start_job
        if isinstance(source, ChangeQuestions):
            yield "Score anew", "What is stale", lambda: start(source.rescoring())
            yield "Find stories", "Articles on one event", lambda: start(source.stories())
        for name in read_filter(self.session.filter_text).rules.sets:
            what = "The articles stay"
            yield f"Remove the set {visible_line(name)}", what, partial(self._remove_set, name)

    def _remove_set(self, name: str) -> None:
        """Forget a set that is listed, and list all articles again."""
        source = self.source
        if isinstance(source, ChangeQuestions):
            self.action_clear_filter()
            self.session.start_job(source.remove_set(name))

    def action_export(self) -> None:
        """Export the articles that the filter leaves."""
        count = self.query_one(ArticleList).count
        if count:
            what = f"The {wording.plural(count, 'article')} of the list"
            self.ask_export(what, Selection(query=self.session.filter_text))
