"""Owns the list of groups: a row each, with its intervals or its trend under one axis."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.message import Message

from tui.group_rows import (
    GroupOrder,
    GroupRow,
    GroupView,
    Listed,
    axis_line,
    divider,
    group_plan,
    row_line,
    title_line,
)
from tui.messages.sources import (
    GroupChosen,
    GroupMarked,
    GroupOpened,
    GroupsSorted,
    PeriodMoved,
)
from tui.source import DimensionInfo
from tui.text_style import Line
from tui.widgets.cursor_list import CursorList
from tui.widgets.line_widget import LineWidget

_OPEN = "List the articles of this group"
_MARK = "Mark two groups, whose difference and words are shown"


class GroupHeading(LineWidget):
    """The titles of the columns and their axes; a click sorts."""

    def __init__(self, rows: GroupRows) -> None:
        super().__init__()
        self._rows = rows

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002 - the rows know the width
        """The two lines."""
        rows = self._rows
        return [title_line(rows.kind, rows.plan, rows.view), axis_line(rows.plan, rows.view)]

    def on_click(self, event: events.Click) -> None:
        """Sort by the clicked column."""
        rows = self._rows
        if event.y == 0 and rows.count:
            info = rows.plan.at(event.x)
            order = GroupOrder(info.name, descending=True) if info else GroupOrder()
            self.post_message(GroupsSorted(order))


class GroupRows(CursorList):
    """The rows, with a cursor and marks; the line between sources and texts is passed over."""

    HELP = (
        "Groups of articles: the rate of each dimension per 1,000 words, and its interval "
        "(├─●─┤) over one axis. A ring is an article by itself. Sorting is no rank."
    )

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "List", key_display="enter", tooltip=_OPEN),
        Binding("space", "mark", "Mark", tooltip=_MARK),
        Binding("left", "aside(-1)", "Before", False, tooltip="The dimension or month before"),
        Binding("right", "aside(1)", "After", False, tooltip="The next dimension or month"),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to(0)", "First", show=False),
        Binding("end", "move_to(-1)", "Last", show=False),
    ]

    class Replanned(Message):
        """Other columns are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.kind = ""
        """What the groups are: the title of their column."""
        self.view = GroupView()
        self.listed: Sequence[Listed] = ()
        self._dimensions: Sequence[DimensionInfo] = ()
        self._first = 0
        self._marked: tuple[str, ...] = ()
        self.plan = group_plan(0, (), ())
        """The columns at the present width."""

    def _replan(self) -> None:
        """Plan the columns for the present width."""
        rows = [row for row in self.listed if row]
        width = self.scrollable_content_region.width
        self.plan = group_plan(width, self._dimensions, rows, self._first)
        self.refresh()
        self.post_message(self.Replanned())

    @property
    def current(self) -> GroupRow | None:
        """The group under the cursor."""
        return self.listed[self.cursor] if self.cursor < len(self.listed) else None

    def show(
        self, listed: Sequence[Listed], dimensions: Sequence[DimensionInfo], view: GroupView
    ) -> None:
        """Show other rows, or others of their figures; the cursor stays on its group."""
        known = self.current.name if self.current else None
        self.listed, self.view, self._dimensions = listed, view, dimensions
        self._first = min(self._first, max(len(dimensions) - 1, 0))
        self.count = len(listed)
        self.virtual_size = Size(self.size.width, self.count)
        places = [at for at, row in enumerate(listed) if row]
        kept = [at for at in places if listed[at].name == known]  # type: ignore[union-attr]
        self.set_reactive(GroupRows.cursor, (kept or places or [0])[0])
        self.watch_cursor()
        self._replan()

    def show_view(self, view: GroupView) -> None:
        """Show the same rows by other figures."""
        self.view = view
        self._replan()

    def show_marks(self, marked: tuple[str, ...]) -> None:
        """Show which groups are marked."""
        self._marked = marked
        self.refresh()

    def on_resize(self) -> None:
        """Plan the columns anew."""
        self.virtual_size = Size(self.size.width, self.count)
        self._replan()

    def line(self, number: int, width: int) -> Line:
        """A group, or the line between."""
        row = self.listed[number]
        if row is None:
            return divider(width)
        pointer = "▌" if number == self.cursor else " "
        letter = "AB"[self._marked.index(row.name)] if row.name in self._marked else " "
        return row_line(row, self.plan, self.view, pointer + letter)

    # The cursor

    def watch_cursor(self) -> None:
        """Keep the cursor in sight and post that it moved."""
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            # The line above what is read as texts comes into sight with the first of them.
            above = self.cursor == 1 and self.listed[0] is None
            self.scroll_to(y=0 if above else self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)
        self.post_message(GroupChosen())

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        to = self.validate_cursor(self.cursor + by)
        if self.listed and self.listed[to] is None:
            step = 1 if by > 0 or to == 0 else -1
            to = self.validate_cursor(to + step)
        self.cursor = to

    def action_move_page(self, by: int) -> None:
        """Move the cursor by what is in sight."""
        self.action_move(by * max(self.scrollable_content_region.height - 1, 1))

    def action_move_to(self, row: int) -> None:
        """Move the cursor to the first row, or to the last for -1."""
        self.action_move(-self.count if row == 0 else self.count)

    def action_aside(self, by: int) -> None:
        """Go to another period, or show other dimensions where not all have room."""
        if self.view.trend:
            self.post_message(PeriodMoved(by))
            return
        most = len(self._dimensions) - len(self.plan.dimensions)
        self._first = max(0, min(self._first + by, self._first + max(most, 0)))
        if self._first and len(self.plan.dimensions) == len(self._dimensions):
            self._first = 0
        self.show_view(self.view)

    def action_mark(self) -> None:
        """Have the group marked or unmarked."""
        if self.current:
            self.post_message(GroupMarked(self.current.name))
            self.action_move(1)

    def action_open(self) -> None:
        """Ask for the articles of the group."""
        if self.current:
            self.post_message(GroupOpened(self.current.name))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action in ("open", "mark"):
            return self.current is not None
        if action == "aside":
            return bool(self.view.trend) or len(self.plan.dimensions) < len(self._dimensions)
        return super().check_action(action, parameters)

    def on_click(self, event: events.Click) -> None:
        """Go to a row; mark it in its first cells; go to the clicked period of a trend."""
        number = self.scroll_offset.y + event.y
        if number < self.count and self.listed[number] is not None:
            self.cursor = number
            if event.x < len("▌A"):
                self.action_mark()
            elif event.chain > 1:
                self.action_open()
            elif self.view.trend:
                self._click_period(event.x)

    def _click_period(self, x: int) -> None:
        plan, trend = self.plan, self.view.trend
        if trend is None or plan.at(x) is None:
            return
        number = (x - plan.left) % plan.column - (plan.column - plan.plot)
        seen = trend.window(plan.plot)
        if 0 <= number < len(seen):
            self.post_message(PeriodMoved(seen[number] - trend.lit))


class GroupList(Vertical):
    """The heading and the rows."""

    DEFAULT_CSS = "GroupList { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.rows = GroupRows()
        self._heading = GroupHeading(self.rows)

    def compose(self) -> ComposeResult:
        """Both."""
        yield self._heading
        yield self.rows

    def on_group_rows_replanned(self) -> None:
        """The heading shows what the rows show."""
        self._heading.refresh()

    def hidden_dimensions(self) -> Collection[str]:
        """The titles of the dimensions that have no room."""
        shown = {info.name for info in self.rows.plan.dimensions}
        return [info.title for info in self.rows._dimensions if info.name not in shown]
