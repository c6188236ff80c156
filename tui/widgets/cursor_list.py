"""Owns the base of lists: lines below a heading, one of them under a cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.content import cell_count, strip
from tui.text_style import PLAIN, Line


class CursorList(ScrollView, can_focus=True):
    """A list that is painted line by line as it scrolls by, however long it is."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"cursor-list--cursor"}
    DEFAULT_CSS = """
    CursorList {
        height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1;
        & > .cursor-list--cursor { background: $primary 30%; }
        &:nocolor > .cursor-list--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
    ]

    HEADING: ClassVar[int] = 1
    """Lines that its heading takes: one, or none."""

    cursor: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        """How many lines there are below the heading."""
        self.empty: Sequence[Line] = ()
        """What stands below the heading where there are none."""

    @property
    def shows_cursor(self) -> bool:
        """Whether the line under the cursor is set apart."""
        return True

    def heading(self) -> Line:
        """The line on top, which stays where it is."""
        return ()

    def line(self, number: int, width: int) -> Line:
        """A line of the list in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The heading on top, then the lines from the scroll offset on."""
        width, style = self.scrollable_content_region.width, self.rich_style
        number = self.scroll_offset.y + y - self.HEADING
        line: Line = ()
        if y < self.HEADING:
            line = self.heading()
        elif number < self.count:
            line = self.line(number, width)
            if number == self.cursor and self.shows_cursor:
                style = self.get_component_rich_style("cursor-list--cursor")
        elif not self.count:
            line = self._empty_line(y - self.HEADING, width)
        return strip(line, width, style, self.app.theme)

    def _empty_line(self, y: int, width: int) -> Line:
        """A line of what is said in the middle of an empty list."""
        room = self.scrollable_content_region.height - self.HEADING
        number = y - max((room - len(self.empty)) // 2, 0)
        if not 0 <= number < len(self.empty):
            return ()
        line = self.empty[number]
        return ((" " * max((width - cell_count(line)) // 2, 0), PLAIN), *line)

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on the list."""
        return max(0, min(cursor, self.count - 1))

    def action_move(self, by: int) -> None:
        """Move the cursor by lines."""
        self.cursor += by

    def clicked(self, event: events.Click) -> bool:
        """Put the cursor on the clicked line; tells whether one was clicked."""
        number = self.scroll_offset.y + event.y - self.HEADING
        if event.y < self.HEADING or number >= self.count:
            return False
        self.cursor = number
        return True
