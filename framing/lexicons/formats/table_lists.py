"""Tables whose cells are all terms: a column a category below its name, or a row behind it.

No cell says which it is. Rows of uneven length that grow again, or that reach beyond the first,
are categories; so are columns with a gap above a term, and two columns of many rows. Where every
row is full, the shape is taken to be longer than broad: many terms of few columns, or few rows of
many terms. What is left is refused unless the categories are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.table_cells import Row, is_name
from framing.lexicons.formats.table_columns import TERM_NAMES, column_of
from framing.lexicons.formats.term_collector import Collector

Layout = Literal["columns", "rows", ""]

_OTHER_NAMES = frozenset(("dimension", "category", "weight"))
_MOSTLY = 0.8
"""So large a part of the cells are words and neither numbers nor marks."""
_APART = 0.75
"""So large a part of the cells of a column differ; a column of tags has few values."""
_SAID = {
    "columns": ("a category a column", "the first row holds their names, the others the terms"),
    "rows": ("a category a row", "the first cell is its name, the others the terms"),
}


def lists_in(rows: Sequence[Row], columns: Sequence[str], collector: Collector) -> Layout:
    """How a table of terms alone is to be read; empty where it is another one.

    Raises LexiconError where it can be read in two ways and `columns` names no category.
    """
    header = rows[0]
    known = {name.casefold() for name in header.cells}
    if len(header.cells) < 2 or known & (TERM_NAMES | _OTHER_NAMES) or not _are_words(rows):
        return ""
    names = {name.strip() for name in columns}
    if names:
        in_column = names <= {row.cell(0) for row in rows}
        return "columns" if names <= {*header.cells} else "rows" if in_column else ""
    shape = _shape(rows)
    able = {"columns": _are_columns(rows), "rows": _differ(row.cell(0) for row in rows)}
    if shape:
        return shape if able[shape] else ""
    if not any(able.values()):
        return ""
    what = "each row or each column could be a category"
    hint = f"name them: --categories {header.cell(0)},… or {rows[-1].cell(0)},…"
    raise collector.error(what, header.line, hint)


def add_lists(
    rows: Sequence[Row], layout: Layout, columns: Sequence[str], collector: Collector
) -> None:
    """Add the terms of such a table. Raises LexiconError for a name that is none."""
    collector.assume(*_SAID[layout], rows[0].line)
    names = [name.strip() for name in columns]
    if layout == "rows":
        for row in rows:
            if names and row.cell(0) not in names:
                collector.skip(row.cell(0), "the row is not read", row.line)
            else:
                _add(row.cell(0), row.line, [(row.line, cell) for cell in row.cells[1:]], collector)
        return
    header, *body = rows
    chosen = [column_of(name, header, collector) for name in names]
    for n, name in enumerate(header.cells):
        cells = [(row.line, row.cell(n)) for row in body]
        if n in chosen or not names:
            _add(name, header.line, cells, collector)
        else:
            collector.skip(f"column {n + 1}, {name}", "the column is not read", header.line)


def _add(name: str, line: int, cells: Sequence[tuple[int, str]], collector: Collector) -> None:
    terms = [(at, cell) for at, cell in cells if cell]
    if not name:
        for at, cell in terms:
            raise collector.error(f"{quoted(cell)} is in a category without a name", at)
        return
    category = collector.named(name, line)
    for at, cell in terms:
        collector.add(cell, at, {category: 1.0})


def _are_words(rows: Sequence[Row]) -> bool:
    """Whether nearly all cells are words, those of the first row and column without exception."""
    cells = [cell for row in rows for cell in row.cells if cell]
    names = sum(map(is_name, cells))
    return all(is_name(cell) for cell in rows[0].cells if cell) and names >= _MOSTLY * len(cells)


def _shape(rows: Sequence[Row]) -> Layout:
    """What the lengths of the rows tell; empty where they tell nothing."""
    lengths = [_length(row) for row in rows]
    gaps = any(not cell for row, n in zip(rows, lengths, strict=True) for cell in row.cells[:n])
    if gaps or (max(lengths) == 2 < len(rows)):
        return "columns"
    if any(after > before for before, after in pairwise(lengths)):
        return "rows"
    if len(rows) != lengths[0]:
        return "columns" if len(rows) > lengths[0] else "rows"
    short = [row for row, length in zip(rows, lengths, strict=True) if length < lengths[0]]
    padded = all(len(row.cells) >= lengths[0] for row in short)
    return ("columns" if padded else "rows") if short else ""


def _length(row: Row) -> int:
    return max((n for n, cell in enumerate(row.cells, 1) if cell), default=0)


def _are_columns(rows: Sequence[Row]) -> bool:
    width = len(rows[0].cells)
    columns = ([cell for row in rows if (cell := row.cell(n))] for n in range(width))
    return _differ(rows[0].cells) and all(
        len({cell.casefold() for cell in column}) >= _APART * len(column) for column in columns
    )


def _differ(names: Iterable[str]) -> bool:
    """Whether the cells that hold anything are names of their own."""
    found = [name for name in names if name]
    return len({*found}) == len(found)
