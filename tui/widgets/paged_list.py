"""Owns a list whose rows are all at hand: the cursor stays in sight, pages and ends have keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui.widgets.cursor_list import CursorList


class PagedList(CursorList):
    """Arrows, pages, Home and End move."""

    DEFAULT_CSS = """
    PagedList {
        & > .cursor-list--cursor { text-style: bold; }
        &:nocolor > .cursor-list--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First", show=False),
        Binding("end", "move_to(-1)", "Last", show=False),
    ]

    def fill(self, count: int, cursor: int) -> None:
        """Have so many rows, with the cursor on one."""
        self.count = count
        self.virtual_size = Size(self.size.width, count + self.HEADING)
        self.set_reactive(PagedList.cursor, self.validate_cursor(cursor))
        self.follow_cursor()
        self.refresh()

    def follow_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(self.scrollable_content_region.height - self.HEADING, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)

    def watch_cursor(self) -> None:
        """Follow it."""
        self.follow_cursor()

    def action_move_page(self, by: int) -> None:
        """Move by what is in sight."""
        self.cursor += by * max(self.scrollable_content_region.height - 2, 1)

    def action_move_to(self, row: int) -> None:
        """Move to a row; -1 is the last."""
        self.cursor = row if row >= 0 else self.count - 1
