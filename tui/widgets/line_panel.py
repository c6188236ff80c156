"""Owns a scrolling panel of lines that are broken at its width."""

from __future__ import annotations

from collections.abc import Sequence

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.content import cell_count, shown_line, strip
from tui.layout import wrap
from tui.text_style import PLAIN, Line


class LinePanel(ScrollView, can_focus=False):
    """Lines of parts; what does not fit goes on below its last part's beginning."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    LinePanel { height: 1fr; overflow-x: hidden; overflow-y: auto; scrollbar-size-vertical: 1; }
    """

    def __init__(self, lines: Sequence[Line] = ()) -> None:
        super().__init__()
        self.lines = lines
        self._wrapped: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines, from the top."""
        self.lines = lines
        self.on_resize()
        self.scroll_home(animate=False)

    def on_resize(self) -> None:
        """Break the lines anew."""
        width = self.scrollable_content_region.width
        self._wrapped = [part for line in self.lines for part in wrap_line(line, width)]
        self.virtual_size = Size(width, len(self._wrapped))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line as cells."""
        width, number = self.scrollable_content_region.width, self.scroll_offset.y + y
        line = self._wrapped[number] if number < len(self._wrapped) else ()
        return strip(line, width, self.rich_style, self.app.theme)


def wrap_line(line: Line, width: int) -> list[Line]:
    """The line as lines of at most `width` cells; the last part keeps its left edge."""
    if cell_count(line) <= width:
        return [line]
    *before, (text, style) = line
    indent = cell_count(before)
    apart = indent > width // 2
    if apart:
        indent = 2
    safe = shown_line(text)
    pieces = [safe[start:end] for start, end in wrap(safe, width - indent)]
    blank = (" " * indent, PLAIN)
    first: list[Line] = [tuple(before), (blank, (pieces[0], style))]
    if not apart:
        first = [(*before, (pieces[0], style))]
    return [*first, *((blank, (piece, style)) for piece in pieces[1:])]
