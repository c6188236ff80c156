"""Owns an article as a pane shows it: its lines, and which stretch of a line looks how.

Pure: no widget, no theme. Offsets are those of the stored text unless a name says position.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from rich.cells import cell_len

from framing.model import Profile
from tui import layout
from tui.dimension_styles import Look
from tui.highlight import Marks, current, headings, inks, paint, runs, symbols, within
from tui.text_style import Ink, ink

Spans = list[tuple[int, int, Ink]]

_EXCLUDED = ink("muted", "dim")
_HEADING = ink("", "bold")
_ONLY_BOLD = frozenset(["bold"])


class ArticleText:
    """The shown text of one article under a width, some dimensions, and a way of marking."""

    def __init__(self, profile: Profile, looks: Mapping[str, Look]) -> None:
        self.profile = profile
        self.lines: list[tuple[int, int]] = []
        """Half-open positions in the shown text."""
        self._looks = looks
        self._names: Collection[str] = tuple(looks)
        self._marks: Marks = "colour"
        self._width = 0
        self._base = layout.shown(profile.article.text)
        self._show(self._base)

    def _show(self, shown: layout.Shown) -> None:
        self._shown = shown
        self._headings = [(start, end, _HEADING) for start, end in headings(shown.text)]
        self._excluded = [
            (shown.position(cut.start), shown.position(cut.end), _EXCLUDED)
            for cut in self.profile.article.excluded
        ]
        self._style()

    def _style(self) -> None:
        names = [name for name in self._looks if name in self._names]
        found = inks(runs(self.profile.matches, names), self._looks, self._marks)
        position = self._shown.position
        spans = [(position(start), position(end), look) for start, end, look in found]
        self._marked = [self._in_heading(*span) for span in spans]

    def _in_heading(self, start: int, end: int, look: Ink) -> tuple[int, int, Ink]:
        """Where all is bold, a mark that only bold tells apart is not."""
        if look.attributes == _ONLY_BOLD and within(self._headings, start, end):
            return start, end, Ink(look.colour, look.ground)
        return start, end, look

    def restyle(self, names: Collection[str], marks: Marks) -> bool:
        """Mark other dimensions, or in another way; tells whether lines broke anew."""
        anew = "symbols" in (marks, self._marks)
        self._names, self._marks = names, marks
        if not anew:
            self._style()
            return False
        shown = self._base
        if marks == "symbols":
            shown = layout.insert(shown, symbols(self.profile.matches, self._looks, names))
        self._show(shown)
        self.lines = layout.wrap(shown.text, self._width) if self._width else []
        return True

    def wrap(self, width: int) -> bool:
        """Break the lines at a width; tells whether it is another than before."""
        if width == self._width:
            return False
        self._width = width
        self.lines = layout.wrap(self._shown.text, width)
        return True

    def line_of(self, offset: int) -> int:
        """The number of the line that shows an offset."""
        return layout.line_at(self.lines, self._shown.position(offset))

    def start_of(self, line: int) -> int:
        """The offset at which a line begins; 0 for a line that is not there."""
        return self._shown.offset(self.lines[line][0]) if line < len(self.lines) else 0

    def text_of(self, line: int) -> str:
        """What a line says."""
        start, end = self.lines[line]
        return self._shown.text[start:end]

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a character of a line; past its end, of the end."""
        start, end = self.lines[min(line, len(self.lines) - 1)]
        return self._shown.offset(min(start + column, end))

    def offset_at(self, line: int, cell: int) -> int | None:
        """The offset of the character in a cell of a line; None outside the line."""
        start, end = self.lines[line]
        cells = 0
        for position in range(start, end):
            cells += cell_len(self._shown.text[position])
            if 0 <= cell < cells:
                return self._shown.offset(position)
        return None

    def inks_of(self, line: int, match: int | None) -> list[tuple[str, Ink]]:
        """A line in pieces that look alike; `match` is the current one."""
        start, end = self.lines[line]
        text = self._shown.text
        layers = [
            within(spans, start, end) for spans in (self._headings, self._excluded, self._marked)
        ]
        painted: Spans = list(paint(start, end, layers))
        if match is not None:
            painted = list(paint(start, end, [painted, self._current(painted, match)]))
        return [(text[left:right], look) for left, right, look in painted]

    def _current(self, painted: Spans, match: int) -> Spans:
        """The stretches of the current match in the look that sets it apart."""
        found = self.profile.matches[match]
        start, end = self._shown.position(found.start), self._shown.position(found.end)
        return [
            (max(left, start), min(right, end), current(look))
            for left, right, look in painted
            if left < end and right > start
        ]
