"""Owns an article as a pane shows it: its lines, and the style of every piece of a line.

Pure: no widget, no theme. Offsets are those of the stored text unless a name says position.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter, itemgetter

from rich.cells import split_graphemes

from framing.model import Match, Profile, Span
from tui import folding, highlight, layout, plots
from tui.dimension_styles import DimensionStyles
from tui.linked_reading import PassageNote
from tui.match_filter import MatchFilter
from tui.text_style import StyledSpan, TextStyle, text_style

_EXCLUDED = text_style("muted", "dim")
_HEADING = text_style("", "bold")
_ONLY_BOLD = frozenset(["bold"])


class ArticleText:
    """The shown text of one article under a width, some dimensions, and a mode of marking."""

    def __init__(self, profile: Profile, styles: DimensionStyles) -> None:
        self.profile = profile
        self.lines: list[tuple[int, int]] = []
        self._line_starts: list[int] = []
        """Half-open positions in the shown text."""
        self._styles = styles
        self._take(profile.matches)
        self._found: list[Span] = []
        self._notes: Sequence[PassageNote] = ()
        self._margin: dict[int, tuple[PassageNote, bool]] | None = None
        self._mark_mode: highlight.MarkMode = "colour"
        self._folded = True
        self._width = 0
        self._base = layout.shown_text(profile.article.text)
        self._show(self._base)

    def _show(self, shown: layout.ShownText) -> None:
        self._shown = shown
        self._headings = [(start, end, _HEADING) for start, end in highlight.headings(shown.text)]
        self._excluded = [
            (shown.position(cut.start), shown.position(cut.end), _EXCLUDED)
            for cut in self.profile.article.excluded
        ]

    def _take(self, matches: Iterable[Match]) -> None:
        """Mark these matches."""
        self._matches = sorted(matches, key=attrgetter("start"))
        self._starts = [each.start for each in self._matches]
        self._longest = max((each.end - each.start for each in self._matches), default=0)

    def marks_in(self, start: int, end: int) -> list[StyledSpan]:
        """The marks that touch positions of the shown text; of a long text only what is painted
        is looked at."""
        offset, position = self._shown.offset, self._shown.position
        first = bisect_left(self._starts, offset(start) - self._longest)
        last = bisect_left(self._starts, offset(end))
        marked = highlight.marked_spans(self._matches[first:last], tuple(self._styles))
        found = highlight.styled_spans(marked, self._styles, self._mark_mode)
        spans = [(position(left), position(right), style) for left, right, style in found]
        return [self._in_heading(*span) for span in highlight.spans_in(spans, start, end)]

    def _in_heading(self, start: int, end: int, style: TextStyle) -> StyledSpan:
        """Where all is bold, a mark that only bold tells apart is not."""
        if style.attributes == _ONLY_BOLD and highlight.spans_in(self._headings, start, end):
            return start, end, TextStyle(style.colour, style.background)
        return start, end, style

    def restyle(self, shown_matches: MatchFilter, mark_mode: highlight.MarkMode) -> bool:
        """Mark other matches, or in another mode; tells whether lines broke anew."""
        anew = "symbols" in (mark_mode, self._mark_mode)
        self._take(filter(shown_matches.test, self.profile.matches))
        self._mark_mode = mark_mode
        if not anew:
            return False
        shown = self._base
        if mark_mode == "symbols":
            shown = layout.insert(shown, highlight.mark_symbols(self._matches, self._styles))
        self._show(shown)
        self._break_lines()
        return True

    def fold(self, folded: bool) -> None:
        """Fold the lines that are not counted, or show them."""
        self._folded = folded
        self._break_lines()

    def wrap(self, width: int) -> bool:
        """Break the lines at a width; tells whether it is another than before."""
        if width == self._width:
            return False
        self._width = width
        self._break_lines()
        return True

    def _break_lines(self) -> None:
        text = self._shown.text
        self.lines = layout.wrap(text, self._width) if self._width else []
        self._hidden: Mapping[int, int] = {}
        self._margin = None
        if self._folded and self._excluded:
            excluded = [(start, end) for start, end, _ in self._excluded]
            self.lines, self._hidden = folding.fold(text, self.lines, excluded)
        self._line_starts = [start for start, _ in self.lines]

    def line_of(self, offset: int) -> int:
        """The number of the line that shows an offset."""
        return max(bisect_right(self._line_starts, self._shown.position(offset)) - 1, 0)

    def start_of(self, line: int) -> int:
        """The offset at which a line begins; 0 for a line that is not there."""
        return self._shown.offset(self.lines[line][0]) if line < len(self.lines) else 0

    def strip(self, height: int) -> list[tuple[str, str]]:
        """Where the marks of the whole text are, from the top down, as if it had `height` lines.

        Each is a sign and the name of a colour: that of the dimension with most marks there.
        """
        last = max(len(self.lines), height, 2) - 1
        half = (2 * height - 1) / last
        halves = Counter(
            (each.dimension, round(self.line_of(each.start) * half)) for each in self._matches
        )
        rows: list[Counter[str]] = [Counter() for _ in range(height)]
        for (name, place), count in halves.items():
            rows[place // 2][name] += count
        signs = plots.strip({place / max(2 * height - 1, 1) for _, place in halves}, height)
        return [
            (sign, self._styles[row.most_common(1)[0][0]].colour if row else "")
            for sign, row in zip(signs, rows, strict=True)
        ]

    def text_of(self, line: int) -> str:
        """What a line says."""
        if line in self._hidden:
            return folding.label(self._hidden[line], self._width)
        start, end = self.lines[line]
        return self._shown.text[start:end]

    def offset_of(self, line: int, column: int) -> int:
        """The offset of a character of a line; past its end, of the end."""
        start, end = self.lines[min(line, len(self.lines) - 1)]
        return self._shown.offset(min(start + column, end))

    def offset_at(self, line: int, cell: int) -> int | None:
        """The offset of the character in a cell of a line; None outside the line."""
        start, end = self.lines[line]
        if line in self._hidden:
            return None
        cells = 0
        for left, _, size in split_graphemes(self._shown.text[start:end])[0]:
            cells += size
            if 0 <= cell < cells:
                return self._shown.offset(start + left)
        return None

    # What is beside the text

    def find(self, spans: Sequence[Span]) -> None:
        """Set off what was looked for and found; the spans are in order."""
        self._found = list(spans)

    def note(self, notes: Sequence[PassageNote]) -> None:
        """Say other things of passages in the margin; they are in order."""
        self._notes = notes
        self._margin = None

    def note_at(self, line: int) -> tuple[PassageNote, bool] | None:
        """What is said of the passage in a line, and whether it begins there."""
        if self._margin is None:
            self._margin = self._lines_of_notes()
        return self._margin.get(line)

    def _lines_of_notes(self) -> dict[int, tuple[PassageNote, bool]]:
        """By line the passage that begins in it, of several the first, or else goes on in it."""
        margin: dict[int, tuple[PassageNote, bool]] = {}
        for note in self._notes:
            first, last = self.line_of(note.start), self.line_of(max(note.end - 1, note.start))
            if first not in margin or not margin[first][1]:
                margin[first] = note, True
            for line in range(first + 1, last + 1):
                margin[line] = note, False
        return margin

    def pieces_of(self, line: int, current: Span | None) -> list[tuple[str, TextStyle]]:
        """A line in pieces of one style each; `current` is the span that is set apart."""
        if line in self._hidden:
            return [(self.text_of(line), _EXCLUDED)]
        start, end = self.lines[line]
        text = self._shown.text
        layers = [
            *(highlight.spans_in(spans, start, end) for spans in (self._headings, self._excluded)),
            self.marks_in(start, end),
        ]
        painted: list[StyledSpan] = list(highlight.merge_layers(start, end, layers))
        first = bisect_right(self._found, self._shown.offset(start), key=itemgetter(1))
        last = bisect_left(self._found, self._shown.offset(end), key=itemgetter(0))
        for span in self._found[first:last]:
            painted = self._set_apart(painted, span, _found_style)
        if current is not None:
            painted = self._set_apart(painted, current, highlight.current_style)
        return [
            piece
            for left, right, style in painted
            for piece in highlight.unwoven(text[left:right], style)
        ]

    def _set_apart(
        self, painted: list[StyledSpan], span: Span, restyle: Callable[[TextStyle], TextStyle]
    ) -> list[StyledSpan]:
        """A line in which a span has another style."""
        if not painted:
            return painted
        start, end = map(self._shown.position, span)
        found = [
            (max(left, start), min(right, end), restyle(style))
            for left, right, style in painted
            if left < end and right > start
        ]
        return list(highlight.merge_layers(painted[0][0], painted[-1][1], [painted, found]))


def _found_style(style: TextStyle) -> TextStyle:
    """What was looked for."""
    return replace(style, background="found")
