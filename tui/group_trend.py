"""Owns the trend of groups: their rates by month or year, which of them are in sight and lit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui import plots
from tui.text_style import MUTED, Line, TextStyle, text_style

if TYPE_CHECKING:
    from framing.comparing.source_rates import SourceRate
    from framing.library import Period

_LIT = text_style("", "reverse")
_MONTHS = 12
_WRITTEN: Mapping[Period, int] = {"month": len("2025-02"), "year": len("2025")}


@dataclass(frozen=True, slots=True)
class GroupTrend:
    """The rates by group, dimension and period, and the period under the cursor."""

    over: Period
    periods: tuple[str, ...]
    """Every month or year from the first to the last, whether it has articles or not."""
    rates: Mapping[tuple[str, str, str], SourceRate]
    """By group, dimension and period."""
    tops: Mapping[str, float]
    """The highest rate of each dimension: what a whole block stands for."""
    lit: int
    """The number of the period under the cursor."""

    @property
    def period(self) -> str:
        """The period under the cursor."""
        return self.periods[self.lit]

    def moved(self, by: int) -> GroupTrend:
        """The same with another period under the cursor."""
        return replace(self, lit=max(0, min(self.lit + by, len(self.periods) - 1)))

    def at(self, group: str, dimension: str) -> SourceRate | None:
        """The figures of a group in the period under the cursor."""
        return self.rates.get((group, dimension, self.period))

    def rate_at(self, group: str, dimension: str) -> float | None:
        """The rate of a group in the period under the cursor."""
        found = self.at(group, dimension)
        return found.pooled_rate if found else None

    def window(self, width: int) -> range:
        """The numbers of the periods in sight: the last, or those around the one that is lit."""
        width, count = max(0, width), len(self.periods)
        first = max(0, min(self.lit - width // 2, count - width))
        if self.lit >= count - width:
            first = max(0, count - width)
        return range(first, min(first + width, count))

    def axis(self, width: int) -> str:
        """The first and the last period in sight, or the one under the cursor for lack of room."""
        seen = self.window(width)
        if not seen:
            return ""
        first, last = self.periods[seen.start], self.periods[seen.stop - 1]
        if len(seen) < len(first) + len(last) + 1:
            return self.period[:width].ljust(width)
        return (first + last.rjust(len(seen) - len(first))).ljust(width)

    def row(self, group: str, dimension: str, width: int, style: TextStyle) -> Line:
        """A block for each period in sight; muted where its articles are too few."""
        top = self.tops.get(dimension, 0.0)
        parts: list[tuple[str, TextStyle]] = []
        seen = self.window(width)
        for number in seen:
            found = self.rates.get((group, dimension, self.periods[number]))
            value = found.pooled_rate if found else None
            sure = found is not None and found.is_source
            shown = _LIT if number == self.lit else style if sure else MUTED
            parts.append((plots.height(value, top), shown))
        parts.append((" " * (width - len(seen)), MUTED))
        return tuple(parts)


def group_trend(rates: Sequence[SourceRate], over: Period) -> GroupTrend | None:
    """The trend of some rates, with the last period lit; None where no article has a date."""
    # A date may be a year alone; it is in no month.
    dated = [each for each in rates if len(each.period) == _WRITTEN[over] and each.articles]
    if not dated:
        return None
    tops: dict[str, float] = {}
    for each in [each for each in dated if each.is_source] or dated:
        tops[each.dimension] = max(tops.get(each.dimension, 0.0), each.pooled_rate or 0.0)
    periods = _between(min(each.period for each in dated), max(each.period for each in dated))
    known = {(each.source, each.dimension, each.period): each for each in dated}
    return GroupTrend(over, periods, known, tops, len(periods) - 1)


def _between(first: str, last: str) -> tuple[str, ...]:
    """Every month or year from one to another."""
    start, end = _number(first), _number(last)
    if "-" not in first:
        return tuple(f"{year:04}" for year in range(start, end + 1))
    months = (divmod(each, _MONTHS) for each in range(start, end + 1))
    return tuple(f"{year:04}-{month + 1:02}" for year, month in months)


def _number(period: str) -> int:
    year, _, month = period.partition("-")
    return int(year) * _MONTHS + int(month) - 1 if month else int(year)
