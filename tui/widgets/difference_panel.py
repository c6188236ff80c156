"""Owns the panel that says how two articles differ, and by which entries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui import difference
from tui.difference import DifferenceRow, TwoArticles
from tui.dimension_styles import DimensionStyles
from tui.layout import wrap
from tui.messages.compare import DifferenceChosen
from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.cursor_list import CursorList

_COMPARING = "Comparing…"


class DifferencePanel(CursorList):
    """The difference in words, then dimensions and entries; Enter goes to the first match."""

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", "Go to", key_display="enter", tooltip="Go to its first match"),
        Binding("pageup", "move(-5)", "Page up", show=False),
        Binding("pagedown", "move(5)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[DifferenceRow] = ()
        self._two: TwoArticles | None = None
        self._said = ""
        self._dimension_styles: DimensionStyles = {}

    @property
    def shows_cursor(self) -> bool:
        """Only where the keys move it."""
        return self.has_focus

    def show(self, two: TwoArticles | None, styles: DimensionStyles, said: str) -> None:
        """Show another difference, of the matches that `said` names; None while it is made."""
        self._two, self._dimension_styles, self._said = two, styles, said
        self._set_out()

    def on_resize(self) -> None:
        """Set the rows out anew."""
        self._set_out()

    def _set_out(self) -> None:
        width = self.scrollable_content_region.width
        self.rows = self._made(width) if self._two else ()
        self.empty = () if self._two else (((_COMPARING, MUTED),),)
        self.count = len(self.rows)
        self.cursor = self._nearest(self.cursor, 1)
        self.virtual_size = Size(width, self.count)
        self.refresh()

    def _made(self, width: int) -> list[DifferenceRow]:
        assert self._two is not None
        said = difference.sentences(self._two)
        if self._said:
            said.insert(0, f"Only what is {self._said}.")
        made = [
            DifferenceRow(((sentence[start:end], PLAIN),))
            for sentence in said
            for start, end in wrap(sentence, max(width, 1))
        ]
        rows = difference.rows(self._two, self._dimension_styles, width)
        return [*made, DifferenceRow(()), *rows] if rows else made

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - they are made at a width
        """A sentence, a dimension, or an entry."""
        return self.rows[number].line

    def _nearest(self, number: int, by: int) -> int:
        """The next row that leads somewhere, in the direction of `by`, or the number given."""
        ahead = range(number, self.count) if by > 0 else range(min(number, self.count - 1), -1, -1)
        return next((each for each in ahead if self.rows[each].dimension), self.cursor)

    def action_move(self, by: int) -> None:
        """Move the cursor over the rows that lead somewhere."""
        self.cursor = self._nearest(max(0, min(self.cursor + by, self.count - 1)), by)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and above the first one the sentences."""
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if not any(row.dimension for row in self.rows[: self.cursor]):
            self.scroll_to(y=0, animate=False)
        elif not top <= self.cursor < top + height:
            self.scroll_to(y=max(self.cursor - height // 2, 0), animate=False)

    def action_jump(self) -> None:
        """Go to the first match of what is under the cursor."""
        if self.rows and (row := self.rows[self.cursor]).dimension:
            self.post_message(DifferenceChosen(row.pane, row.dimension, row.entry))

    def on_click(self, event: events.Click) -> None:
        """Go to the first match of what is clicked."""
        if self.clicked(event):
            self.action_jump()
