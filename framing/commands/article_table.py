"""The list of articles that people see: one line an article, cut to the terminal it is shown on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from framing.commands.output import Cell, note, print_table
from framing.wording import rate, rate_with_interval

if TYPE_CHECKING:
    from framing.library import Library, Rate, Row

_ID_SHOWN = 8
_GAP = 2
_RATE, _WITH_INTERVAL = 6, 18
_LEAST, _NARROW, _WIDE = 8, 12, 48
_SOURCE = 24


def print_articles(library: Library, rows: Sequence[Row]) -> None:
    """Print articles of a library with one rate a dimension."""
    if rows:
        print_rows(rows, [each.name for each in library.lexicons.dimensions()])
    else:
        held = library.articles.count()
        note(f"none of {held} articles" if held else "the library is empty: framing import FILE…")


def print_rows(rows: Sequence[Row], dimensions: Sequence[str]) -> None:
    """Print articles with the rates of dimensions; whole in a pipe, on a terminal in its width."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    intervals = columns is None or columns >= _needed(dimensions, _WITH_INTERVAL, _NARROW)
    table: list[list[Cell]] = [
        [
            row.id if columns is None else row.id[:_ID_SHOWN],
            row.source,
            row.label,
            row.words,
            *(_cell(row.rates.get(name), intervals=intervals) for name in dimensions),
        ]
        for row in rows
    ]
    title, source = _WIDE, _SOURCE
    if columns is not None:
        source = _NARROW
        room = columns - _needed(dimensions, _WITH_INTERVAL if intervals else _RATE, 0)
        title = max(_LEAST, min(_WIDE, room))
    print_table(
        ["id", "source", "title", "words", *dimensions], table, {"source": source, "title": title}
    )
    note("rates are matches per 1,000 words" + (", with 95 % intervals" if intervals else ""))


def _needed(dimensions: Sequence[str], width: int, title: int) -> int:
    """Columns that a line takes with so wide rates and so wide a title."""
    fixed = (_ID_SHOWN, _NARROW, title, len("words"))
    return sum(fixed) + sum(max(width, len(name)) + _GAP for name in dimensions) + 3 * _GAP


def _cell(found: Rate | None, *, intervals: bool) -> str:
    if found is None:
        return "not scored"
    return rate_with_interval(found) if intervals else rate(found.rate_per_1000)
