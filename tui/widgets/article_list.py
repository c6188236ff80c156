"""Owns the list of articles: it holds only the pages in sight, however long the list is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.columns import Column, cells_of, columns, header
from tui.content import strip
from tui.dimension_styles import Look
from tui.messages import MarksChanged, OpenRequested, PageNeeded, RowChosen, SortRequested
from tui.source import DimensionInfo, Order, Row
from tui.text_style import MUTED, Line

PAGE = 100
"""Rows that are asked for at once."""
_KEPT_PAGES = 30
_MOST_MARKED = 2
_LETTERS = "ABCD"


class ArticleList(ScrollView, can_focus=True):
    """A sorted window on the articles, with a cursor and marks."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-list--cursor"}
    DEFAULT_CSS = """
    ArticleList {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .article-list--cursor { background: $primary 30%; text-style: bold; }
        &:nocolor > .article-list--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark the article for comparison, or unmark it"),
        Binding("enter", "open", "Compare", key_display="enter", tooltip="Compare what is marked"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First article", show=False),
        Binding("end", "move_to(-1)", "Last article", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.marked: tuple[str, ...] = ()
        self.empty: Sequence[Line] = ()
        """What is said where there is no article."""
        self._order = Order()
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
        self._dimensions: tuple[DimensionInfo, ...] = ()
        self._looks: Mapping[str, Look] = {}
        self._highest = 0.0

    def show(
        self,
        count: int,
        rows: Sequence[Row],
        order: Order,
        dimensions: tuple[DimensionInfo, ...],
        looks: Mapping[str, Look],
    ) -> None:
        """Begin at the top of another list."""
        self.count, self._order = count, order
        self._dimensions, self._looks = dimensions, looks
        self._pages, self._asked, self._highest = {}, set(), 0.0
        self.fill(0, rows)
        self.virtual_size = Size(self.size.width, count + 1)
        self.scroll_to(y=0, animate=False)
        self.set_reactive(ArticleList.cursor, 0)
        self.tell_row()
        self.refresh()

    def fill(self, page: int, rows: Sequence[Row]) -> None:
        """Take the rows of a page; the pages that were filled longest ago are let go."""
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > _KEPT_PAGES:
            del self._pages[next(iter(self._pages))]
        rates = [rate.rate_per_1000 or 0.0 for row in rows for rate in row.rates.values()]
        self._highest = max([self._highest, *rates])
        self.refresh()
        if page == self.cursor // PAGE:
            self.tell_row()

    def row(self, number: int) -> Row | None:
        """The article of a row, or None where its page is not here (it is then asked for)."""
        if not 0 <= number < self.count:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked:
                self._asked.add(page)
                self.post_message(PageNeeded(page))
            return None
        return rows[place] if place < len(rows) else None

    @property
    def plan(self) -> tuple[Column, ...]:
        """The columns at the present width."""
        return columns(self.scrollable_content_region.width, self._dimensions)

    def render_line(self, y: int) -> Strip:
        """The header on top, then the rows from the scroll offset on."""
        width, theme = self.scrollable_content_region.width, self.app.theme
        number = self.scroll_offset.y + y - 1
        if y == 0:
            return strip(header(self.plan, self._order, self._looks), width, self.rich_style, theme)
        if self.count == 0:
            said = self.empty[y - 2] if 2 <= y < 2 + len(self.empty) else ()
            return strip(said, width, self.rich_style, theme)
        here = number == self.cursor
        base = self.get_component_rich_style("article-list--cursor") if here else self.rich_style
        return strip(self._line(number), width, base, theme)

    def _line(self, number: int) -> Line:
        if number >= self.count:
            return ()
        row = self.row(number)
        if row is None:
            return (("   …", MUTED),)
        letter = _LETTERS[self.marked.index(row.id)] if row.id in self.marked else " "
        pointer = ">" if number == self.cursor else " "
        return cells_of(row, self.plan, self._looks, self._highest, pointer + letter)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight and tell where it stands."""
        height = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.tell_row()

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on the list."""
        return max(0, min(cursor, self.count - 1))

    def tell_row(self) -> None:
        """Tell which article the cursor stands on."""
        self.post_message(RowChosen(self.row(self.cursor)))

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self.cursor += by

    def action_move_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.cursor += by * max(self.scrollable_content_region.height - 2, 1)

    def action_move_to(self, row: int) -> None:
        """Move the cursor to a row; -1 is the last."""
        self.cursor = row if row >= 0 else self.count - 1

    def action_mark(self) -> None:
        """Mark the article under the cursor or unmark it; a third drops the oldest mark."""
        row = self.row(self.cursor)
        if row is None:
            return
        marked = tuple(known for known in self.marked if known != row.id)
        if row.id not in self.marked:
            marked = (*marked, row.id)
        dropped = len(marked) > _MOST_MARKED
        self.marked = marked[-_MOST_MARKED:]
        self.post_message(MarksChanged(self.marked, dropped))
        self.refresh()
        self.cursor += 1

    def action_open(self) -> None:
        """Ask to read what is marked, and with fewer than two marks the article at the cursor."""
        row = self.row(self.cursor)
        ids = self.marked
        if len(ids) < 2 and row and row.id not in ids:
            ids = (*ids, row.id)
        self.post_message(OpenRequested(ids))

    def on_click(self, event: events.Click) -> None:
        """Sort by a header, move to a row, mark in the mark column."""
        if event.y == 0:
            self._click_header(event.x)
            return
        number = self.scroll_offset.y + event.y - 1
        if number >= self.count:
            return
        self.cursor = number
        if event.x < 2:
            self.action_mark()

    def _click_header(self, x: int) -> None:
        edge = 0
        for column in self.plan:
            edge += column.width + 1
            if x < edge:
                if column.kind != "mark":
                    self.post_message(SortRequested(column.order))
                return
