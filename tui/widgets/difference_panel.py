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
_MOST = 52
"""Cells of a row at most: figures stand near what they are of."""


class DifferencePanel(CursorList):
    """The difference in words, then dimensions and entries; Enter goes to the first match."""

    HELP = (
        "How the articles differ. ● ●● ●●●: adjusted p below .05, .01, .001; ○: not "
        "distinguishable. Under a dimension: what each entry adds to the difference, with its"
        " matches in both."
    )

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", "Go to", key_display="enter", tooltip="Go to its first match"),
        Binding("pageup", "move(-5)", "Page up", show=False),
        Binding("pagedown", "move(5)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[DifferenceRow] = ()
        self._sentences: Sequence[Line] = ()
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
        self._sentences = self._said_in(width)
        self.rows = difference.rows(self._two) if self._two else ()
        self.empty = () if self._two else (((_COMPARING, MUTED),),)
        self.count = len(self._sentences) + len(self.rows)
        self.cursor = self._nearest(self.cursor, 1)
        self.virtual_size = Size(width, self.count)
        self.refresh()

    def _said_in(self, width: int) -> list[Line]:
        """The sentences, broken at a width, and a blank line where rows follow."""
        if self._two is None:
            return []
        said = difference.sentences(self._two)
        if self._said:
            said.insert(0, f"Only what is {self._said}.")
        broken: list[Line] = [
            ((sentence[start:end], PLAIN),)
            for sentence in said
            for start, end in wrap(sentence, max(width, 1))
        ]
        return [*broken, ()] if self._two.differences else broken

    def _row(self, number: int) -> DifferenceRow | None:
        """The row of a line, if it is one that leads to a match."""
        place = number - len(self._sentences)
        row = self.rows[place] if 0 <= place < len(self.rows) else None
        return row if row and row.leads else None

    def line(self, number: int, width: int) -> Line:
        """A sentence, a dimension, its rates, or an entry."""
        if number < len(self._sentences) or self._two is None:
            return self._sentences[number]
        row = self.rows[number - len(self._sentences)]
        room = min(width, _MOST)
        return difference.row_line(row, self._two, self._dimension_styles, room)

    def _nearest(self, number: int, by: int) -> int:
        """The next line that leads somewhere, in the direction of `by`, or where the cursor is."""
        ahead = range(number, self.count) if by > 0 else range(min(number, self.count - 1), -1, -1)
        return next((each for each in ahead if self._row(each)), self.cursor)

    def action_move(self, by: int) -> None:
        """Move the cursor over the lines that lead somewhere."""
        self.cursor = self._nearest(max(0, min(self.cursor + by, self.count - 1)), by)

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and above the first one the sentences."""
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if self.cursor <= len(self._sentences) and self.cursor < height:
            self.scroll_to(y=0, animate=False)
        elif not top <= self.cursor < top + height:
            self.scroll_to(y=max(self.cursor - height // 2, 0), animate=False)

    def action_jump(self) -> None:
        """Go to the first match of what is under the cursor."""
        if (row := self._row(self.cursor)) and self._two:
            pane = self._two.panes[row.more_in_b]
            entry = row.entry.entry if row.entry else ""
            self.post_message(DifferenceChosen(pane, row.found.dimension, entry))

    def on_click(self, event: events.Click) -> None:
        """Go to the first match of what is clicked."""
        if self._row(self.scroll_offset.y + event.y) and self.clicked(event):
            self.action_jump()
