"""Owns the heading of a pane: which article it is, and its rates with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

from textual.reactive import reactive

from framing.model import Profile, Score
from tui import wording
from tui.content import cell_count, fit
from tui.dimension_styles import DimensionStyle, DimensionStyles
from tui.text_style import BOLD, MUTED, PLAIN, Line, Part, TextStyle, text_style
from tui.widgets.line_widget import LineWidget

_ACTIVE = text_style("", "bold", "reverse")


class PaneHeading(LineWidget):
    """`A Global Times · Tech startups…` and below it a rate for each dimension."""

    DEFAULT_CSS = "PaneHeading { background: $panel; }"

    active: reactive[bool] = reactive(False)
    """Whether the keys go to the pane below."""

    def __init__(self, number: int, profile: Profile, styles: DimensionStyles) -> None:
        super().__init__()
        self._number = number
        self._profile = profile
        self._dimension_styles = styles

    def lines(self, width: int) -> list[Line]:
        """The title, then the rates over as many lines as they need."""
        article = self._profile.article
        words = f" {wording.plural(self._profile.words, self._profile.unit[:-1])} "
        letter = (f" {wording.ARTICLE_LETTERS[self._number]} ", _ACTIVE if self.active else BOLD)
        name = article.source if not article.title else f"{article.source} · {article.title}"
        room = max(width - 4 - len(words), 0)
        title: Line = (letter, (" ", PLAIN), (fit(name, room), BOLD), (words, MUTED))
        return [title, *flow(self._rates(), width)]

    def _rates(self) -> list[Line]:
        scores = {score.dimension: score for score in self._profile.scores}
        return [
            _rate(number, style, scores[name])
            for number, (name, style) in enumerate(self._dimension_styles.items(), 1)
            if name in scores
        ]


def _rate(number: int, style: DimensionStyle, score: Score) -> Line:
    """`1 2.1 [1.0–4.2]`: the number as the dimension's marks look, the figures in its colour."""
    rate = wording.rate_with_interval(score)
    return ((f"{number}", style.text_style), (f" {rate}", TextStyle(style.colour)))


def flow(pieces: Sequence[Line], width: int) -> list[Line]:
    """The pieces over lines, as many on a line as fit, two cells between them."""
    lines: list[list[Part]] = []
    room = 0
    for piece in pieces:
        size = cell_count(piece) + 2
        if not lines or size > room:
            lines.append([(" ", PLAIN)])
            room = width - 1
        lines[-1] += [*piece, ("  ", PLAIN)]
        room -= size
    return [tuple(line) for line in lines]
