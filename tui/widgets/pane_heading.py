"""Owns the heading of a pane: the article's rates with their intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.model import Profile, Score
from tui import plots, wording
from tui.content import cell_count, fit
from tui.dimension_styles import DimensionStyle, DimensionStyles
from tui.plots import Estimate, Scale
from tui.source import Highest
from tui.text_style import MUTED, PLAIN, Line, Part, TextStyle
from tui.widgets.line_widget import LineWidget

_LEAST_WIDTH = 44
"""Cells from which intervals are drawn and not written."""
_MOST_ROWS = 6
_TITLE, _WIDE_TITLE = 16, 24
_WIDE = 64
"""Cells from which there is room for longer titles."""
_FIGURES = 7


class PaneHeading(LineWidget):
    """A row for each dimension, `1 State support   27.7  ├────●─────┤`; where there is no room
    for these, `1 27.7 [17.8–43.0]` one after the other. Without intervals one line."""

    DEFAULT_CSS = "PaneHeading { margin-bottom: 1; padding-right: 1; }"

    def __init__(
        self,
        profile: Profile,
        titles: Mapping[str, str],
        styles: DimensionStyles,
        highest: Mapping[str, Highest],
    ) -> None:
        super().__init__()
        self._profile = profile
        self._titles = titles
        self._dimension_styles = styles
        self._highest = highest
        self._intervals = True

    def show(self, profile: Profile) -> None:
        """Show other figures of the article."""
        if profile is not self._profile:
            self._profile = profile
            self.refresh(layout=True)

    def show_intervals(self, intervals: bool) -> None:
        """Show the intervals, or one line without them."""
        if intervals != self._intervals:
            self._intervals = intervals
            self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """The rates over as many lines as they need."""
        scores = self._scores()
        if not self._intervals:
            return [_one_line(scores, width)]
        if width < _LEAST_WIDTH or len(scores) > _MOST_ROWS:
            return flow([_rate(number, style, score) for number, style, score in scores], width)
        return [self._row(*each, width) for each in scores]

    def _scores(self) -> list[tuple[int, DimensionStyle, Score]]:
        """Those that the article has, with the digit of the dimension."""
        scores = {score.dimension: score for score in self._profile.scores}
        return [
            (number, style, scores[name])
            for number, (name, style) in enumerate(self._dimension_styles.items(), 1)
            if name in scores
        ]

    def _row(self, number: int, style: DimensionStyle, score: Score, width: int) -> Line:
        """`1 State support   27.7  ├────●─────┤` over the dimension's own scale."""
        room = _WIDE_TITLE if width >= _WIDE else _TITLE
        title = fit(self._titles.get(score.dimension, score.dimension), room)
        head: Line = (
            (f"{number} ", MUTED),
            (title.rstrip(), style.text_style),
            (" " * (len(title) - len(title.rstrip())), PLAIN),
            (f"{plots.number(score.rate_per_1000):>6}", PLAIN),
            ("  ", PLAIN),
        )
        if score.rate_per_1000 is None:
            return (*head, ("no score", MUTED))
        known = self._highest.get(score.dimension)
        room = max(width - cell_count(head) - _FIGURES, 1)
        scale = Scale(0.0, known.end if known else score.high or 0.0, room)
        colour = TextStyle(style.colour)
        end = f"{scale.high:.1f}".rjust(_FIGURES)
        return (*head, *plots.interval_row(_estimate(score), scale, colour), (end, MUTED))


def _estimate(score: Score) -> Estimate:
    value = score.rate_per_1000 or 0.0
    if score.interval == "none" or score.high is None:
        return Estimate(value, value, value)
    return Estimate(value, score.low or 0.0, score.high)


def _rate(number: int, style: DimensionStyle, score: Score) -> Line:
    """`1 2.1 [1.0–4.2]`: the number as the dimension's marks look, the figures in its colour."""
    rate = wording.rate_with_interval(score)
    return ((f"{number}", style.text_style), (f" {rate}", TextStyle(style.colour)))


def _one_line(scores: Sequence[tuple[int, DimensionStyle, Score]], width: int) -> Line:
    """`1 27.7  2 37.9  3 1.0`, as many as fit."""
    parts: list[Part] = []
    for number, style, score in scores:
        value = score.rate_per_1000
        said = "no score" if value is None else plots.number(value)
        piece: Line = (
            (f"{number}", style.text_style),
            (f" {said}", TextStyle(style.colour)),
            ("  ", PLAIN),
        )
        if cell_count([*parts, *piece]) - 2 > width:
            return (*parts, ("…", MUTED))
        parts += piece
    return tuple(parts)


def flow(pieces: Sequence[Line], width: int) -> list[Line]:
    """The pieces over lines, as many on a line as fit, two cells between them."""
    lines: list[list[Part]] = []
    room = 0
    for piece in pieces:
        size = cell_count(piece) + 2
        if not lines or size > room:
            lines.append([])
            room = width
        lines[-1] += [*piece, ("  ", PLAIN)]
        room -= size
    return [tuple(line) for line in lines]
