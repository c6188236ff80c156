"""Owns the columns of the article list: which there are at a width, and how a row fills them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, product
from typing import Literal

from rich.cells import cell_len

from tui import plots
from tui.content import fit
from tui.dimension_styles import DimensionStyles
from tui.source import DimensionInfo, Order, Rate, Row
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle

Kind = Literal["mark", "source", "title", "published", "words", "rate"]

_NUMBER = 5
# What gives way first as the list gets narrower: the bars, the words, half of the source, then
# dimensions from the end. Each bar's width comes with the cells that the title has to have.
_BARS = ((10, 36), (7, 28), (5, 16), (3, 16), (0, 16))
_MOST_BAR = 20
_ROOMY_TITLE = 48
"""Cells of the title from which on bars are as wide as the names of their dimensions."""
_SOURCES = (14, 8)
_DATE = 10
_DATED = 104
"""The width from which on there are dates, and wider sources."""
_SOURCE_WIDE = 22
_COPIES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it shows, where it begins, how wide it is."""

    kind: Kind
    title: str
    width: int
    dimension: str = ""

    @property
    def has_bar(self) -> bool:
        """Whether there is room for a bar beside its number."""
        return self.kind == "rate" and self.width > _NUMBER

    @property
    def order(self) -> Order:
        """The order that the column's header asks for."""
        if self.dimension:
            return Order.by_rate(self.dimension)
        return Order(self.kind, descending=self.kind == "words")


@lru_cache(maxsize=64)
def columns(width: int, dimensions: tuple[DimensionInfo, ...]) -> tuple[Column, ...]:
    """The columns that fit; every one is followed by one blank cell."""
    counts = range(len(dimensions), -1, -1)
    longest = max((cell_len(info.title) for info in dimensions), default=0)
    titled = min(max(longest - _NUMBER - 1, _BARS[0][0]), _MOST_BAR)
    wide = width >= _DATED
    sources = (_SOURCE_WIDE, *_SOURCES) if wide else _SOURCES
    dates = _DATE + 1 if wide else 0
    plans = product(counts, sources, (True, False), ((titled, _ROOMY_TITLE), *_BARS))
    for count, source, words, (bar, least) in plans:
        title = width - 3 - (source + 1) - dates - (7 if words else 0) - count * _rate_width(bar)
        if title > least:
            return _plan(source, title - 1, wide, words, bar, dimensions[:count])
    return _plan(0, max(width - 4, 1), False, False, 0, ())


def _rate_width(bar: int) -> int:
    return _NUMBER + 1 + (bar + 1 if bar else 0)


def _plan(
    source: int, title: int, dates: bool, words: bool, bar: int, dimensions: Sequence[DimensionInfo]
) -> tuple[Column, ...]:
    plan = [Column("mark", "", 2)]
    if source:
        plan.append(Column("source", "Source", source))
    plan.append(Column("title", "Title", title))
    if dates:
        plan.append(Column("published", "Date", _DATE))
    if words:
        plan.append(Column("words", "Words", 6))
    rates = [
        Column("rate", dimension.title, _rate_width(bar) - 1, dimension.name)
        for dimension in dimensions
    ]
    return (*plan, *rates)


def column_at(plan: Sequence[Column], cell: int) -> Column | None:
    """The column that takes a cell of a line; None beyond the last."""
    edges = accumulate(column.width + 1 for column in plan)
    return next((column for column, edge in zip(plan, edges, strict=True) if cell < edge), None)


def header(plan: Sequence[Column], order: Order, styles: DimensionStyles) -> Line:
    """The line above the rows; the sorted column carries an arrow."""
    parts: list[Part] = []
    for column in plan:
        arrow = ("▼" if order.descending else "▲") if column.order.key == order.key else ""
        style = styles[column.dimension].text_style if column.kind == "rate" else BOLD
        right = column.kind == "words" or (column.kind == "rate" and not column.has_bar)
        title = fit(column.title, column.width - len(arrow)).strip()
        gap = " " * (column.width - cell_len(title) - len(arrow))
        pieces: list[Part] = [(title, style), (arrow, ACCENT)]
        parts += [(gap, PLAIN), *pieces] if right else [*pieces, (gap, PLAIN)]
        parts.append((" ", PLAIN))
    return tuple(parts)


def row_cells(
    row: Row,
    plan: Sequence[Column],
    styles: DimensionStyles,
    highest: Mapping[str, float],
    mark: str,
    copies: int = 0,
) -> Line:
    """The line of one article; a full bar is the `highest` rate of its dimension.

    `copies` is how many articles there are of one with copies: `≡3` at the end of its title.
    """
    parts: list[Part] = []
    for column in plan:
        if column.kind == "rate":
            end = highest.get(column.dimension, 0.0)
            parts += _rate(row.rates.get(column.dimension), column, styles, end)
        elif column.kind == "title" and copies and column.width > 2 * _COPIES:
            parts += [
                (fit(row.label, column.width - _COPIES - 1), PLAIN),
                (fit(f" ≡{copies}", _COPIES + 1), MUTED),
            ]
        else:
            parts.append((_text(row, column, mark), ACCENT if column.kind == "mark" else PLAIN))
        parts.append((" ", PLAIN))
    return tuple(parts)


def _text(row: Row, column: Column, mark: str) -> str:
    texts = {
        "mark": mark,
        "source": row.source,
        "title": row.label,
        "published": row.published,
        "words": f"{row.words}",
    }
    return fit(texts[column.kind], column.width, right=column.kind == "words")


def _rate(
    found: Rate | None, column: Column, styles: DimensionStyles, highest: float
) -> list[Part]:
    value = found.rate_per_1000 if found else None
    number = "" if value is None else plots.number(value)
    parts: list[Part] = [(number.rjust(_NUMBER)[:_NUMBER], PLAIN if value else MUTED)]
    if (width := column.width - _NUMBER - 1) > 0:
        colour = TextStyle(styles[column.dimension].colour)
        parts += [(" ", PLAIN), (plots.bar(value or 0.0, highest, width), colour)]
    return parts
