"""Owns the list of articles: it holds only the pages in sight, however long the list is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui import wording
from tui.columns import Column, column_at, columns, header, row_cells
from tui.dimension_styles import DimensionStyles
from tui.messages.library import (
    ListLoaded,
    MarkToggled,
    PageNeeded,
    ReadRequested,
    RowChosen,
    SortRequested,
)
from tui.source import DimensionInfo, Order, Row
from tui.text_style import MUTED, Line
from tui.widgets.cursor_list import CursorList

_READ = "Read what is marked, or the article under the cursor"
PAGE = 100
"""Rows that are asked for at once."""
_KEPT_PAGES = 30


def chosen(marked: tuple[str, ...], article_id: str) -> tuple[str, ...]:
    """What is marked, and with fewer than two marks an article as well, if there is one."""
    alone = len(marked) < 2 and article_id and article_id not in marked
    return (*marked, article_id) if alone else marked


class ArticleList(CursorList):
    """A sorted window on the articles, with a cursor and marks."""

    HELP = (
        "The articles. A bar has its dimension's own scale: the lower edge says what a full "
        "one is. ≡3 behind a title: there are three copies of the text."
    )

    DEFAULT_CSS = """
    ArticleList {
        & > .cursor-list--cursor { text-style: bold; }
        &:nocolor > .cursor-list--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark the article for comparison, or unmark it"),
        Binding("enter", "open", "Read", key_display="enter", tooltip=_READ),
        Binding("enter", "compare", "Compare", key_display="enter", tooltip=_READ),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First article", show=False),
        Binding("end", "move_to(-1)", "Last article", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._marked: tuple[str, ...] = ()
        self._order = Order()
        self._pages: dict[int, Sequence[Row]] = {}
        self._requested: set[int] = set()
        self._dimensions: tuple[DimensionInfo, ...] = ()
        self._dimension_styles: DimensionStyles = {}
        self._highest: Mapping[str, float] = {}
        self._copies: Mapping[str, int] = {}

    def show(
        self, loaded: ListLoaded, dimensions: tuple[DimensionInfo, ...], styles: DimensionStyles
    ) -> None:
        """Begin at the top of another list."""
        self.count, self._order = loaded.count, loaded.order
        self._dimensions, self._dimension_styles = dimensions, styles
        self._highest = {name: figure.rate for name, figure in loaded.highest.items()}
        self._pages, self._requested = {}, set()
        self.fill(0, loaded.rows)
        self.virtual_size = Size(self.size.width, self.count + 1)
        self.scroll_to(y=0, animate=False)
        self.set_reactive(ArticleList.cursor, 0)
        self.post_row()
        self.refresh()

    def show_marks(self, marked: tuple[str, ...]) -> None:
        """Show which articles are marked."""
        self._marked = marked
        self.refresh_bindings()
        self.refresh()

    def show_copies(self, copies: Mapping[str, int]) -> None:
        """Show which articles have copies, and how many there are of each."""
        self._copies = copies
        self.refresh()

    @property
    def current(self) -> Row | None:
        """The article under the cursor, if it is here."""
        return self.row(self.cursor)

    def bars_in_words(self) -> str:
        """What a full bar of each dimension is; nothing where no bar is drawn."""
        ends = [
            f"{self._highest[column.dimension]:.1f}"
            for column in self.plan
            if column.has_bar and column.dimension in self._highest
        ]
        return f"full bars: {', '.join(ends)}" if ends else ""

    def fill(self, page: int, rows: Sequence[Row]) -> None:
        """Take the rows of a page; the pages that were filled longest ago are let go."""
        self._requested.discard(page)
        self._pages[page] = rows
        while len(self._pages) > _KEPT_PAGES:
            del self._pages[next(iter(self._pages))]
        self.refresh()
        if page == self.cursor // PAGE:
            self.post_row()

    def row(self, number: int) -> Row | None:
        """The article of a row, or None where its page is not here (it is then asked for)."""
        if not 0 <= number < self.count:
            return None
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._requested:
                self._requested.add(page)
                self.post_message(PageNeeded(page))
            return None
        return rows[place] if place < len(rows) else None

    @property
    def plan(self) -> tuple[Column, ...]:
        """The columns at the present width."""
        return columns(self.scrollable_content_region.width, self._dimensions)

    def heading(self) -> Line:
        """The titles of the columns, where there are rows."""
        if not self.count:
            return ()
        return header(self.plan, self._order, self._dimension_styles)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - the plan knows the width
        """The row of an article; dots for one that is asked for."""
        row = self.row(number)
        if row is None:
            return (("   …", MUTED),)
        letter = (
            wording.ARTICLE_LETTERS[self._marked.index(row.id)] if row.id in self._marked else " "
        )
        pointer = "▌" if number == self.cursor else " "
        copies = self._copies.get(row.id, 0)
        styles, mark = self._dimension_styles, pointer + letter
        return row_cells(row, self.plan, styles, self._highest, mark, copies)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight and post where it stands."""
        height = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.refresh_bindings()
        self.post_row()

    def post_row(self) -> None:
        """Post which article the cursor stands on."""
        self.post_message(RowChosen(self.row(self.cursor)))

    def action_move_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.cursor += by * max(self.scrollable_content_region.height - 2, 1)

    def action_move_to(self, row: int) -> None:
        """Move the cursor to a row; -1 is the last."""
        self.cursor = row if row >= 0 else self.count - 1

    def action_mark(self) -> None:
        """Have the article under the cursor marked or unmarked."""
        row = self.row(self.cursor)
        if row is not None:
            self.post_message(MarkToggled(row.id))
            self.cursor += 1

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say what enter does now: several articles are compared, one is read."""
        if action in ("open", "compare", "mark") and not self.count:
            return False
        if action in ("open", "compare"):
            row = self.row(self.cursor)
            read = chosen(self._marked, row.id if row else "")
            return (len(read) > 1) is (action == "compare")
        return super().check_action(action, parameters)

    def action_open(self) -> None:
        """Ask to read what is marked and the article at the cursor. A mark may be on its way: who
        answers knows what is marked by then."""
        row = self.row(self.cursor)
        self.post_message(ReadRequested(row.id if row else ""))

    def action_compare(self) -> None:
        """As `open`."""
        self.action_open()

    def on_click(self, event: events.Click) -> None:
        """Sort by a header, move to a row, mark in the mark column."""
        if event.y == 0:
            self._click_header(event.x)
        elif self.clicked(event) and event.x < 2:
            self.action_mark()

    def _click_header(self, x: int) -> None:
        column = column_at(self.plan, x)
        if column is not None and column.kind != "mark":
            self.post_message(SortRequested(column.order))
