"""Owns the rows of groups: their figures by dimension, their order, and how columns show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui import plots
from tui.content import fit, shown_line
from tui.dimension_styles import DimensionStyles
from tui.group_trend import GroupTrend
from tui.plots import Estimate, Scale
from tui.source import DimensionInfo
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle

if TYPE_CHECKING:
    from framing.comparing.source_rates import SourceRate

NAMELESS = "(none)"
"""The group of the articles that have no such field."""
_NUMBER = 5
_LEAST_COUNT = 4
_MARK = 3
_GAP = 2
_LEAST_PLOT = 8
_LEAST_NAME = 8
_NAMES = ((110, 24), (60, 15), (0, 9))
"""How wide names may be, from a width on, and"""
_MOST_NAME = 32
"""how wide where every dimension has its plot beside them."""
_STRETCH = 2.0
"""An axis ends at the highest interval, or so many times beyond the highest rate."""
_FAR = 3.0
"""A rate so many times the next one lies beyond the axis, of"""
_MANY = 4
"""so many sources and more: else one would squeeze all others to its left edge."""


@dataclass(frozen=True, slots=True)
class GroupOrder:
    """What groups are sorted by: their name, or the rate of a dimension."""

    dimension: str = ""
    descending: bool = False

    def turned(self) -> GroupOrder:
        """The same the other way round."""
        return GroupOrder(self.dimension, not self.descending)


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group with its rates by dimension."""

    name: str
    articles: int
    rates: Mapping[str, SourceRate]
    is_source: bool
    """Whether it has articles enough to be more than some texts."""

    @property
    def label(self) -> str:
        """Its name; `(none)` for the articles without one."""
        return self.name or NAMELESS


Listed = GroupRow | None
"""A line of the list; None is the line between sources and what is read as texts."""


def group_rows(rates: Sequence[SourceRate]) -> list[GroupRow]:
    """The rows of some rates, in their order."""
    found: dict[str, dict[str, SourceRate]] = {}
    for each in rates:
        found.setdefault(each.source, {})[each.dimension] = each
    return [
        GroupRow(
            name,
            max(each.articles for each in own.values()),
            own,
            any(each.is_source for each in own.values()),
        )
        for name, own in found.items()
        if any(each.articles for each in own.values())
    ]


def listed(rows: Sequence[GroupRow], order: GroupOrder) -> list[Listed]:
    """The rows in an order, what is read as texts below the others and a line."""
    name = order.dimension

    def rate(row: GroupRow) -> float:
        found = row.rates.get(name)
        return (found.pooled_rate or 0.0) if found else 0.0

    by_name = sorted(rows, key=lambda row: (not row.name, row.name.casefold(), row.name))
    if name:
        by_name.sort(key=rate, reverse=order.descending)
    elif order.descending:
        by_name.reverse()
    large: list[Listed] = [row for row in by_name if row.is_source]
    small: list[Listed] = [row for row in by_name if not row.is_source]
    return [*large, None, *small] if small else large


def axis_ends(rows: Sequence[GroupRow]) -> dict[str, float]:
    """Where the axis of each dimension ends: what is read as texts does not stretch it where there
    are sources."""
    large = [row for row in rows if row.is_source] or rows
    ends: dict[str, float] = {}
    names = dict.fromkeys(name for row in rows for name in row.rates)
    for name in names:
        found = _without_far([row.rates[name] for row in large if name in row.rates])
        rate = max((each.pooled_rate or 0.0 for each in found), default=0.0)
        high = max((each.high or 0.0 for each in found), default=0.0)
        texts = max((max(article_rates(each), default=0.0) for each in found), default=0.0)
        ends[name] = min(high, _STRETCH * rate) or high if high else texts
    return ends


def _without_far(rates: Sequence[SourceRate]) -> Sequence[SourceRate]:
    """The rates without the highest, where there are many and it is far from all others."""
    ordered = sorted(rates, key=lambda each: each.pooled_rate or 0.0)
    if len(ordered) < _MANY:
        return rates
    *others, highest = ordered
    next_rate = others[-1].pooled_rate or 0.0
    is_far = highest.is_source and 0 < _FAR * next_rate < (highest.pooled_rate or 0.0)
    return others if is_far else rates


def article_rates(rate: SourceRate) -> list[float]:
    """The rates of its articles, one by one, where they are too few to speak of a source."""
    if rate.is_source:
        return []
    pairs = zip(rate.sample.hits.tolist(), rate.sample.words.tolist(), strict=True)
    return [1000 * hits / words for hits, words in pairs]


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """Which columns there are: how wide names and plots are, and which dimensions have room."""

    name: int
    count: int
    """Cells of the number of articles, with the gap before it."""
    plot: int
    """Cells of an interval or trend; 0 where only the figure has room."""
    dimensions: tuple[DimensionInfo, ...]

    @property
    def left(self) -> int:
        """Where the first dimension begins."""
        return _MARK + self.name + self.count

    @property
    def column(self) -> int:
        """How wide a dimension is, with the gap before it."""
        return _GAP + _NUMBER + (1 + self.plot if self.plot else 0)

    def at(self, cell: int) -> DimensionInfo | None:
        """The dimension whose column takes a cell; None for the columns before."""
        number = (cell - self.left) // self.column
        return self.dimensions[number] if 0 <= number < len(self.dimensions) else None


def group_plan(
    width: int, dimensions: Sequence[DimensionInfo], rows: Sequence[GroupRow], first: int = 0
) -> GroupPlan:
    """The columns that fit, from the dimension with the number `first` on."""
    shown = dimensions[first:] or dimensions
    count = max((len(f"{row.articles:,}") + 1 for row in rows), default=0)
    count = max(count, _LEAST_COUNT)
    least = _GAP + _NUMBER + 1 + _LEAST_PLOT
    spare = min(width - _MARK - count - least * len(shown), _MOST_NAME)
    most = max(next(cells for least, cells in _NAMES if width >= least), spare)
    longest = max((cell_len(shown_line(row.label)) for row in rows), default=0)
    name = min(max(longest, _LEAST_NAME), most)
    room = width - _MARK - name - count
    with_plot = min(room // least, len(shown))
    if with_plot:
        plot = room // with_plot - _GAP - _NUMBER - 1
        return GroupPlan(name, count, plot, tuple(shown[:with_plot]))
    return GroupPlan(name, count, 0, tuple(shown[: max(room // (_GAP + _NUMBER), 1)]))


@dataclass(frozen=True, slots=True)
class GroupView:
    """What the rows are shown by."""

    styles: DimensionStyles = field(default_factory=dict)
    ends: Mapping[str, float] = field(default_factory=dict)
    order: GroupOrder = GroupOrder()
    trend: GroupTrend | None = None
    """Where it is there, plots are trends."""


def title_line(kind: str, plan: GroupPlan, view: GroupView) -> Line:
    """The titles above the rows; the sorted column carries an arrow."""
    arrow = "▼" if view.order.descending else "▲"
    own = "" if view.order.dimension else arrow
    title = fit(kind, plan.name - len(own)).rstrip()
    gap = plan.name - cell_len(title) - len(own)
    parts: list[Part] = [(" " * _MARK, PLAIN), (title, BOLD), (own, ACCENT), (" " * gap, PLAIN)]
    parts.append(("n".rjust(plan.count), BOLD))
    for info in plan.dimensions:
        mark = arrow if info.name == view.order.dimension else ""
        room = plan.column - _GAP - len(mark)
        title = fit(info.title, room).rstrip()
        parts += [(" " * _GAP, PLAIN), (title, view.styles[info.name].text_style), (mark, ACCENT)]
        parts.append((" " * (room - cell_len(title)), PLAIN))
    return tuple(parts)


def axis_line(plan: GroupPlan, view: GroupView) -> Line:
    """The ends of each axis below its title: of rates, or of time."""
    parts: list[Part] = [(" " * plan.left, PLAIN)]
    for info in plan.dimensions if plan.plot else ():
        parts.append((" " * (_GAP + _NUMBER + 1), PLAIN))
        if view.trend:
            parts.append((view.trend.axis(plan.plot), MUTED))
        else:
            parts += plots.axis_row(Scale(0.0, view.ends.get(info.name, 0.0), plan.plot))
    return tuple(parts)


def row_line(row: GroupRow, plan: GroupPlan, view: GroupView, mark: str) -> Line:
    """The line of a group."""
    parts: list[Part] = [
        (mark.ljust(_MARK), ACCENT),
        (fit(row.label, plan.name), PLAIN if row.is_source else MUTED),
        (f"{row.articles:,}".rjust(plan.count), MUTED),
    ]
    for info in plan.dimensions:
        style = TextStyle(view.styles[info.name].colour)
        if view.trend:
            value = view.trend.rate_at(row.name, info.name)
            plot = view.trend.row(row.name, info.name, plan.plot, style)
        else:
            found = row.rates.get(info.name)
            value = found.pooled_rate if found else None
            scale = Scale(0.0, view.ends.get(info.name, 0.0), plan.plot)
            plot = estimate_row(found, scale, style) if found else ()
        number = plots.number(value).rjust(_NUMBER)[:_NUMBER]
        parts += [(" " * _GAP, PLAIN), (number, PLAIN if value and row.is_source else MUTED)]
        parts += [(" ", PLAIN), *plot] if plan.plot else []
    return tuple(parts)


def estimate_row(rate: SourceRate, scale: Scale, style: TextStyle) -> Line:
    """The interval of a source, the bound of its silence, or the articles one by one."""
    if rate.interval == "ratio" and rate.low is not None and rate.high is not None:
        estimate = Estimate(rate.pooled_rate or 0.0, rate.low, rate.high)
        return plots.interval_row(estimate, scale, style)
    if rate.interval == "silence" and rate.high is not None:
        return plots.silence_row(rate.high, scale, style)
    return plots.dots_row(article_rates(rate), scale)


def goes_beyond(rows: Sequence[GroupRow], view: GroupView) -> bool:
    """Whether the rate of a group lies beyond the axis of its dimension."""
    return any(
        (rate.pooled_rate or 0.0) > view.ends.get(name, 0.0)
        for row in rows
        for name, rate in row.rates.items()
    )


def divider(width: int) -> Line:
    """The line above what is read as texts."""
    said = "── n < 5: read as texts, not as a source "
    return ((said + "─" * (width - len(said)), MUTED),)


def point_of(row: GroupRow, dimension: str) -> Estimate | None:
    """A rate with its interval; of what is read as texts the rate alone, of nothing None."""
    found = row.rates.get(dimension)
    if found is None or found.pooled_rate is None:
        return None
    rate = found.pooled_rate
    low = rate if found.low is None else found.low
    return Estimate(rate, low, rate if found.high is None else found.high)
