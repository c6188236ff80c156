"""What the columns of a table of terms mean: long, wide, a signed list, or one term a row."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from framing.lexicons.formats.checks import listed, quoted
from framing.lexicons.formats.naming import printable
from framing.lexicons.formats.table_cells import Row, is_name, is_number, marked
from framing.lexicons.formats.term_collector import Category, Collector
from framing.limits import LEXICON_DIMENSIONS

if TYPE_CHECKING:
    from framing.lexicons.patterns import Pattern

_TERM = frozenset(("term", "terms", "word", "words", "token", "pattern", "entry", "dicterm"))
_DIMENSION = frozenset(("dimension", "category", "sentiment", "emotion", "class"))
_WEIGHT = frozenset(
    ("weight", "score", "value", "valence", "strength", "association", "intensity", "polarity")
)
_CHOOSE = "call the columns term,dimension,weight, or name the categories with --categories"
_NO_WEIGHT = "its weight is 0"

Score = tuple[Row, float]
"""A row with the number in it."""


def add_rows(rows: Sequence[Row], collector: Collector, columns: Sequence[str]) -> None:
    """Add the terms of a table in the layout that its first row shows.

    Raises LexiconError for a table that has no known layout, and for a cell that does not fit.
    """
    if not rows:
        raise collector.error("the table has no rows", 1)
    first = rows[0]
    _refuse_wide_rows(rows, collector)
    if columns:
        add_wide(rows, collector, columns)
    elif len(first.cells) == 1:
        _add_words(rows, collector)
    elif is_number(first.cell(1)):
        _add_scores(rows, collector)
    elif len(first.cells) == 3 and is_number(first.cell(2)):
        _add_long(rows, collector, (0, 1, 2), zeros=False)
    elif (dimension := _dimension_column(rows)) is not None:
        _add_named_long(rows, collector, dimension)
    elif len(first.cells) == 2 and _are_scores(rows):
        _add_scores(rows[1:], collector)
    else:
        add_wide(rows, collector, ())


def add_wide(rows: Sequence[Row], collector: Collector, columns: Sequence[str]) -> None:
    """Add the terms of a table with a header and one column a category.

    A cell says with a number or X that the row's term is in the category. `columns` names the
    categories; without it all are but the term's. Raises LexiconError for anything else.
    """
    header, *body = rows or (Row(1, ()),)
    names = header.cells
    chosen = [_column(name, header, collector) for name in columns]
    term = next((n for n, name in enumerate(names) if name.casefold() in _TERM), None)
    if term is None or term in chosen:
        term = next((n for n in range(len(names)) if n not in chosen), 0)
    if not chosen:
        chosen = [n for n, name in enumerate(names) if n != term and name]
    if not chosen:
        raise collector.error("the table has no column of a category", header.line)
    if len(chosen) > LEXICON_DIMENSIONS:
        what = f"more than {LEXICON_DIMENSIONS} columns of categories"
        raise collector.error(what, header.line, _CHOOSE)
    _note_unread(header, collector, {term, *chosen})
    categories = {n: collector.open(names[n], header.line) for n in chosen}
    for row in body:
        weights = _weights(row, categories, header, collector)
        if weights:
            collector.add(row.cell(term), row.line, weights)
        else:
            collector.skip(row.cell(term), "it is in no category", row.line)


def _add_words(rows: Sequence[Row], collector: Collector) -> None:
    body = rows[1:] if rows[0].cell(0).casefold() in _TERM else rows
    category = _own_category(collector, rows[0].line)
    for row in body:
        collector.add(row.cell(0), row.line, {category: 1.0})


def _add_scores(rows: Sequence[Row], collector: Collector) -> None:
    """Add a list of terms with numbers below and above zero as two dimensions.

    A list without a number below zero is one dimension, called after the file.
    """
    _note_unread(rows[0], collector, {0, 1})
    numbers = [_number(row, row.cell(1), collector) for row in rows]
    if min(numbers) < 0:
        above = collector.open("positive", rows[0].line)
        below = collector.open("negative", rows[0].line)
    else:
        above = below = _own_category(collector, rows[0].line)
    groups: dict[Pattern, list[Score]] = {}
    for row, number in zip(rows, numbers, strict=True):
        if not number:
            collector.skip(row.cell(0), _NO_WEIGHT, row.line)
        elif pattern := collector.pattern(row.cell(0), row.line):
            groups.setdefault(pattern, []).append((row, number))
    for group in groups.values():
        for row, number in _of_one_weight(group, collector):
            category = above if number > 0 else below
            collector.add(row.cell(0), row.line, {category: abs(number)})


def _of_one_weight(group: Sequence[Score], collector: Collector) -> Sequence[Score]:
    """The rows of one pattern that are to be taken: all, or of several weights the last.

    VADER and the first AFINN list a dozen words twice with two weights, and the programs made
    for them go by the last.
    """
    *others, (last, weight) = group
    kept = [(row, number) for row, number in group if number == weight]
    for row, number in others:
        if number != weight:
            reason = f"its weight {number:g} gives way to {weight:g} in line {last.line}"
            collector.skip(row.cell(0), reason, row.line)
    return kept


def _add_named_long(rows: Sequence[Row], collector: Collector, dimension: int) -> None:
    names = [name.casefold() for name in rows[0].cells]
    others = [n for n in range(len(names)) if n != dimension]
    term = next((n for n in others if names[n] in _TERM), others[0])
    weight = next((n for n in others if n != term and names[n] in _WEIGHT), None)
    read = (term, dimension) if weight is None else (term, dimension, weight)
    _note_unread(rows[0], collector, {*read})
    _add_long(rows[1:], collector, read, zeros=weight is not None and names[weight] == "weight")


def _add_long(
    rows: Sequence[Row], collector: Collector, columns: Sequence[int], *, zeros: bool
) -> None:
    """Add a table with a row for each term of each dimension.

    `zeros` says whether 0 is a weight; where it is none it says that the term is not in the
    dimension, as in lists of associations.
    """
    term, dimension, *weights = columns
    for row in rows:
        written = row.cell(weights[0]) if weights else ""
        number = _number(row, written, collector) if written else 1.0
        category = collector.named(row.cell(dimension), row.line)
        if number or zeros:
            collector.add(row.cell(term), row.line, {category: number})
        else:
            collector.skip(row.cell(term), _NO_WEIGHT, row.line, category)


def _dimension_column(rows: Sequence[Row]) -> int | None:
    """The column whose header says that it names dimensions and whose cells are names."""
    header, *body = rows
    for n, name in enumerate(header.cells):
        if name.casefold() == "dimension":
            return n
        if name.casefold() in _DIMENSION and all(is_name(row.cell(n)) for row in body):
            return n
    return None


def _are_scores(rows: Sequence[Row]) -> bool:
    """Whether the second of two columns holds weights and not the marks of a category."""
    cells = [row.cell(1) for row in rows[1:]]
    if not cells or not all(is_number(cell) for cell in cells):
        return False
    return rows[0].cell(1).casefold() in _WEIGHT or any(cell.startswith("-") for cell in cells)


def _weights(
    row: Row, categories: Mapping[int, Category], header: Row, collector: Collector
) -> dict[Category, float]:
    """The categories that a row of a wide table names, with the weight in each."""
    weights: dict[Category, float] = {}
    for n, cell in enumerate(row.cells):
        if n not in categories:
            continue
        weight = marked(cell)
        if weight is None:
            what = f"{quoted(cell)} under {quoted(header.cells[n])} is neither a number nor X"
            raise collector.error(what, row.line, _CHOOSE)
        if weight:
            weights[categories[n]] = weight
    return weights


def _column(name: str, header: Row, collector: Collector) -> int:
    for n, known in enumerate(header.cells):
        if known == name.strip():
            return n
    hint = f"valid: {listed(header.cells)}"
    raise collector.error(f"no column is called {quoted(name)}", header.line, hint)


def _note_unread(header: Row, collector: Collector, read: set[int]) -> None:
    for n, name in enumerate(header.cells):
        if n not in read and name:
            collector.skip(f"column {n + 1}, {name}", "the column is not read", header.line)


def _refuse_wide_rows(rows: Sequence[Row], collector: Collector) -> None:
    width = len(rows[0].cells)
    for row in rows:
        if any(row.cells[width:]):
            what = f"the row has {len(row.cells)} cells, and the first has {width}"
            raise collector.error(what, row.line)


def _own_category(collector: Collector, line: int) -> Category:
    return collector.open(printable(Path(collector.file).stem) or "words", line)


def _number(row: Row, cell: str, collector: Collector) -> float:
    if not is_number(cell):
        raise collector.error(f"a weight is a number, not {quoted(cell)}", row.line)
    number = float(cell)
    if not math.isfinite(number):
        raise collector.error(f"a weight is a finite number, not {quoted(cell)}", row.line)
    return number
