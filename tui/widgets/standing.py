"""Owns where an article stands among all: its rates and intervals over those of the library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from framing.wording import interval
from tui import plots
from tui.content import cell_count, fit
from tui.dimension_styles import DimensionStyles
from tui.plots import Estimate, Scale
from tui.source import Highest, Rate, Row, Summary
from tui.text_style import MUTED, PLAIN, Line, Part, TextStyle
from tui.widgets.line_widget import LineWidget

_FEW = 40
"""So many articles are drawn one by one; more as a distribution."""
_MANY = 20
"""Articles from which a share of them says something."""
_TITLE = 16
_TITLE_SHORT = 14


@dataclass(frozen=True, slots=True)
class Ground:
    """What an article is shown against: the dimensions, and the figures of all articles."""

    titles: Mapping[str, str] = field(default_factory=dict)
    styles: DimensionStyles = field(default_factory=dict)
    highest: Mapping[str, Highest] = field(default_factory=dict)
    rates: Mapping[str, Sequence[float]] = field(default_factory=dict)
    """By dimension, lowest first; not there until they were asked for."""


class Standing(LineWidget):
    """For each dimension the article's interval below the rates of all, and what made it most.

    The less room there is the less is said, but every dimension that fits has its interval.
    """

    DEFAULT_CSS = "Standing { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.row: Row | None = None
        self._ground = Ground()
        self._summary: Summary | None = None

    def show_ground(self, ground: Ground) -> None:
        """Show articles against something else."""
        self._ground = ground
        self.refresh()

    def show_row(self, row: Row | None) -> None:
        """Show another article, or none."""
        self.row = row
        self.refresh()

    def show_summary(self, summary: Summary) -> None:
        """Show what made the figures of the article, if it is still the one shown."""
        self._summary = summary
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The lines for the present height."""
        if self.row is None:
            return []
        known = self._summary
        top = known.top if known is not None and known.row.id == self.row.id else {}
        return standing_lines(self.row, top, self._ground, width, self.size.height)


def standing_lines(
    row: Row,
    top: Mapping[str, Sequence[tuple[str, int]]],
    ground: Ground,
    width: int,
    height: int,
) -> list[Line]:
    """The lines of an article in a room of some width and height."""
    names = [name for name in ground.titles if name in row.rates]
    if not names:
        return []
    each = min(max(height // len(names), 1), 5)
    lines: list[Line] = []
    for name in names:
        entries = "  ".join(f"{entry} {count}" for entry, count in top.get(name, ()))
        known = [
            *_dimension(name, row.rates[name], ground, width),
            ((fit(entries, width), MUTED),),
            (),
        ]
        lines += [known[number] for number in _PICKED[each]]
    return lines[:height]


_PICKED = {1: (0,), 2: (1, 3), 3: (1, 2, 3), 4: (1, 2, 3, 4), 5: (1, 2, 3, 4, 5)}
"""Which lines of a dimension are shown where it has so many: short, heading, all, own, entries."""


def _dimension(name: str, rate: Rate, ground: Ground, width: int) -> list[Line]:
    """The short line, the heading, all articles, and the interval."""
    style = ground.styles[name]
    colour = TextStyle(style.colour)
    highest, rates = ground.highest.get(name), ground.rates.get(name, ())
    end = highest.end if highest else 0.0
    scale = Scale(0.0, end, width)
    draw = plots.dots_row if len(rates) <= _FEW else plots.distribution_row
    title: Part = (fit(ground.titles[name], _TITLE_SHORT), style.text_style)
    short = Scale(0.0, end, max(width - _TITLE - 7, 1))
    return [
        (
            title,
            (f"{plots.number(rate.rate_per_1000):>6} ", PLAIN),
            *_interval(rate, short, colour),
        ),
        _heading((ground.titles[name], style.text_style), rate, rates, end, width),
        draw(rates, scale),
        _interval(rate, scale, colour),
    ]


def _interval(rate: Rate, scale: Scale, style: TextStyle) -> Line:
    value = rate.rate_per_1000
    if value is None:
        return (("no score", MUTED),)
    low, high = value, value
    if rate.interval != "none" and rate.high is not None:
        low, high = rate.low or 0.0, rate.high
    return plots.interval_row(Estimate(value, low, high), scale, style)


def _heading(title: Part, rate: Rate, rates: Sequence[float], end: float, width: int) -> Line:
    """`State support  27.7 [17.8–43.0]           above 68 % of 2,500 · 0 to 43.0`."""
    figures = f"  {plots.number(rate.rate_per_1000)} {interval(rate)}".rstrip()
    said = [f"0 to {end:.1f}"] if end else []
    if rate.rate_per_1000 is not None and len(rates) >= _MANY:
        share = plots.share_below(rates, rate.rate_per_1000)
        said.insert(0, f"above {round(100 * share)} % of {len(rates):,}")
    left: Line = (title, (figures, PLAIN))
    right = " · ".join(said)
    gap = width - cell_count(left) - len(right)
    return (*left, (" " * gap + right, MUTED)) if gap > 1 else left
