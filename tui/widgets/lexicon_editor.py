"""Owns the editor of a lexicon's text: beside each line stands what its entries find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rich.style import Style
from rich.text import Text
from textual.strip import Strip
from textual.widgets import TextArea

from framing.visible import visible_with_offsets
from tui.content import LETTER_JOINER, cell_count, strip
from tui.text_style import PLAIN, Line

_HIDDEN = "\N{REPLACEMENT CHARACTER}"
_LEAST_TEXT = 24
"""Cells that a note leaves to the text."""


class LexiconEditor(TextArea):
    """A text with line numbers and notes at the right edge; Tab leads to the next part."""

    HELP = (
        "The text of the lexicon. Beside a line stands how many matches its entries have. "
        "What you change is counted at once and kept until you save it."
    )

    DEFAULT_CSS = """
    LexiconEditor {
        height: 1fr; width: 1fr; padding: 0; border: none; background: $background;
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0;
        &:focus { border: none; }
        & .text-area--gutter { color: $frame; background: $background; }
        & .text-area--cursor-gutter { color: $accent; background: $panel; }
        & .text-area--cursor-line { background: $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__(
            soft_wrap=False, show_line_numbers=True, tab_behavior="focus", compact=True
        )
        self.cursor_blink = False
        self._notes: Mapping[int, Line] = {}

    def show_notes(self, notes: Mapping[int, Line]) -> None:
        """Show other notes, by line from 1."""
        self._notes = notes
        self.refresh()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor on a place, from 1, in the middle of what is seen."""
        row = min(line, self.document.line_count) - 1
        width = len(self.document.get_line(row))
        self.move_cursor((row, min(column - 1, width)), center=True)

    def get_line(self, line_index: int) -> Text:
        """A line of the text; what would steer the terminal is shown as one sign each."""
        return Text(_safe(self.document.get_line(line_index)), end="", no_wrap=True)

    def render_line(self, y: int) -> Strip:
        """A line of the text, and its note at the right."""
        line = super().render_line(y)
        note = self._notes.get(self.scroll_offset.y + y + 1)
        width = self.scrollable_content_region.width
        if not note:
            return line
        size = cell_count(note) + 2
        if width - size < _LEAST_TEXT:
            return line
        ground = next((each.style for each in line.crop(width - 1) if each.style), Style())
        said = strip((("  ", PLAIN), *note), size, self.rich_style, self.app.theme)
        on = said.apply_style(Style(bgcolor=ground.bgcolor))
        return Strip.join([line.crop(0, width - size), on])


def _safe(text: str) -> str:
    if text.isascii() and text.replace("\t", "").isprintable():
        return text
    _, offsets = visible_with_offsets(text)
    escaped = {offset for offset, places in Counter(offsets or ()).items() if places > 1}
    safe = "".join(_HIDDEN if at in escaped else each for at, each in enumerate(text))
    return LETTER_JOINER.sub(_HIDDEN, safe)
