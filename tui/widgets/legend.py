"""Owns the legend: it names the marks, switches them, and counts the matches."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from rich.cells import cell_len
from textual import events

from tui.content import cell_count, fit, piece_at, shown_line
from tui.dimension_styles import DimensionStyles
from tui.messages.compare import DimensionToggled
from tui.source import DimensionInfo
from tui.text_style import ACCENT, MUTED, PLAIN, Line, Part
from tui.widgets.line_widget import LineWidget

_LEAST_WIDTH = 8
_FRAME_WIDTH = 7
"""Cells around a title: its box, its digit and the blanks."""
_PLACE = re.compile(r".*\b\d+/\d+")
"""`4/61` with what stands before it: an entry behind it is cut before the titles are."""


class Legend(LineWidget):
    """One line: `[x]1 State support  [ ]2 Risk` and at its end `4/61 subsid*`."""

    DEFAULT_CSS = "Legend { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.counter = ""
        self._dimensions: Sequence[DimensionInfo] = ()
        self._dimension_styles: DimensionStyles = {}
        self._shown: Collection[str] = ()

    def show(
        self,
        dimensions: Sequence[DimensionInfo],
        styles: DimensionStyles,
        shown: Collection[str],
        counter: str,
    ) -> None:
        """Show what is marked, and which match is the current one."""
        self._dimensions, self._dimension_styles, self._shown = dimensions, styles, shown
        self.counter = counter
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The one line."""
        parts = [part for piece in self._pieces(width) for part in piece]
        room = width - cell_count(parts)
        counter = fit(self.counter + " ", room, right=True) if room > 2 else ""
        return [(*parts, (counter, ACCENT))]

    def _pieces(self, width: int) -> list[list[Part]]:
        """What each dimension shows; titles share the room that is left."""
        if not self._dimensions:
            return []
        place = _PLACE.match(self.counter)
        least = cell_len(shown_line(place[0] if place else self.counter)) + 2
        room = width - min(least, width // 3) - _FRAME_WIDTH * len(self._dimensions)
        widths = shares([cell_len(shown_line(info.title)) for info in self._dimensions], room)
        return [
            self._piece(number, info, share)
            for number, (info, share) in enumerate(zip(self._dimensions, widths, strict=True), 1)
        ]

    def _piece(self, number: int, info: DimensionInfo, width: int) -> list[Part]:
        on = info.name in self._shown
        box = "[x]" if on else "[ ]"
        digit = str(number) if number <= 9 else " "
        title = fit(info.title, width).rstrip()
        style = self._dimension_styles[info.name].text_style if on else MUTED
        return [(f" {box}", MUTED), (f"{digit} ", ACCENT), (title, style), (" ", PLAIN)]

    def on_click(self, event: events.Click) -> None:
        """Switch the clicked dimension."""
        place = piece_at(self._pieces(self.size.width), event.x)
        if place is not None:
            self.post_message(DimensionToggled(self._dimensions[place].name))


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """The room that each gets: what it wants, or an equal part of what the modest leave."""
    given = [0] * len(wanted)
    left = len(wanted)
    for place in sorted(range(len(wanted)), key=wanted.__getitem__):
        given[place] = min(wanted[place], max(room // left, _LEAST_WIDTH))
        room -= given[place]
        left -= 1
    return given
