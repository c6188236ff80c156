"""Where the strokes of a plot stand: rates with intervals, distributions, lines over time.

Plots are 100 wide and stretched to the room there is, so all text stands beside them in HTML.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.wording import Figures, rate_with_interval

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TICKS = 4
_WIDEST = 4
"""Times the highest rate that an axis reaches at most; an interval beyond is cut, and says so."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from 0 to a round number that holds all rates."""

    end: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Where a value stands, 0 to 100; what is beyond the end stands there."""
        return round(100 * min(value, self.end) / self.end, 2)

    def said(self, value: float) -> str:
        """A tick in figures."""
        return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A rate with its interval as strokes."""

    said: str
    """The figures in words, for those who do not see them."""
    rate: float | None
    low: float | None
    high: float | None
    kind: str
    """`ratio`, `silence` or `none`."""
    is_cut: bool
    """Whether the interval goes on beyond the axis."""


def axis_of(rows: Iterable[Figures]) -> Axis:
    """The axis of all rates and, as far as these do not dwarf them, their intervals."""
    known = [each for each in rows if each.rate_per_1000 is not None]
    rates = [each.rate_per_1000 or 0.0 for each in known]
    highs = [each.high for each in known if each.high is not None]
    return axis_to(min(max([*highs, *rates, 0.0]), _WIDEST * max(rates, default=0.0) or math.inf))


def axis_to(most: float) -> Axis:
    """An axis with round ticks that ends at the first one from `most` on."""
    if not 0 < most < math.inf:
        most = 1.0
    rough = most / _TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(each for each in _STEPS if each * power >= rough * (1 - 1e-9)) * power
    count = math.ceil(most / step - 1e-9)
    return Axis(count * step, tuple(round(step * n, 10) for n in range(count + 1)))


def bar(figures: Figures, axis: Axis) -> Bar:
    """The strokes of a rate on an axis."""
    rate, low, high = figures.rate_per_1000, figures.low, figures.high
    if rate is None:
        return Bar("no score", None, None, None, "none", is_cut=False)
    known = figures.interval != "none" and high is not None
    return Bar(
        f"{rate_with_interval(figures)} on a scale from 0 to {axis.end:g}",
        axis.at(rate),
        axis.at(low or 0.0) if known else None,
        axis.at(high or 0.0) if known else None,
        figures.interval,
        is_cut=known and (high or 0.0) > axis.end,
    )


@dataclass(frozen=True, slots=True)
class Bin:
    """Articles whose rates lie from `low` to below `high`."""

    low: float
    high: float
    articles: int
    x: float
    width: float
    height: float
    """Of 100, the fullest bin."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the rates of articles are spread."""

    axis: Axis
    bins: tuple[Bin, ...]
    articles: int
    silent: int
    """Articles without a counted match."""
    quartiles: tuple[float, float, float]
    highest: float
    beyond: int
    """Articles whose rate is beyond the axis; they stand in the last bin."""


_BINS = 20


def distribution(rates: Sequence[float]) -> Distribution | None:
    """The distribution of the rates of articles; None where there is none."""
    if not rates:
        return None
    ordered = sorted(rates)
    last = len(ordered) - 1
    axis = axis_to(ordered[round(0.99 * last)] or ordered[-1])
    width = axis.end / _BINS
    counts = [0] * _BINS
    for each in ordered:
        counts[min(int(each / width), _BINS - 1)] += 1
    fullest = max(counts)
    bins = tuple(
        Bin(n * width, (n + 1) * width, count, n * 100 / _BINS, 100 / _BINS,
            round(100 * count / fullest, 2))
        for n, count in enumerate(counts)
    )  # fmt: skip
    first, middle, third = (ordered[round(share * last)] for share in (0.25, 0.5, 0.75))
    return Distribution(
        axis, bins, len(ordered), sum(not each for each in ordered), (first, middle, third),
        ordered[-1], sum(each > axis.end for each in ordered),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line."""

    x: float
    y: float
    """0 at the bottom to 100; as all heights here, downwards from the top in the picture."""
    low: float | None
    high: float | None


def line(rows: Sequence[Figures | None], axis: Axis) -> list[Point]:
    """The points of a line over periods that follow each other; None where there is no rate."""
    step = 100 / (len(rows) or 1)
    return [
        Point(
            round(step * (number + 0.5), 2),
            round(100 - axis.at(each.rate_per_1000), 2),
            None if each.interval == "none" else round(100 - axis.at(each.low or 0.0), 2),
            None if each.interval == "none" else round(100 - axis.at(each.high or 0.0), 2),
        )
        for number, each in enumerate(rows)
        if each is not None and each.rate_per_1000 is not None
    ]
