"""What the rows of a table of terms mean: a term of a dimension, a score, or one term a row.

Tables with a column a category are read in `table_columns`, tables whose cells are all terms in
`table_lists`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from framing import limits
from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.naming import printable
from framing.lexicons.formats.table_cells import (
    Row,
    are_years,
    finite,
    is_name,
    is_number,
    marked,
    note_unread,
    one_constant,
    refuse_wide_rows,
)
from framing.lexicons.formats.table_columns import TERM_NAMES, add_wide
from framing.lexicons.formats.table_lists import add_lists, lists_in
from framing.lexicons.formats.term_collector import Category, Collector

if TYPE_CHECKING:
    from framing.lexicons.patterns import Pattern

_DIMENSION = frozenset(
    ("dimension", "category", "sentiment", "emotion", "class", "affectdimension", "topic", "frame")
)
_WEIGHT = frozenset(
    (
        *("weight", "score", "value", "valence", "strength", "association", "intensity"),
        *("polarity", "emotion-intensity-score", "emotion intensity score", "year"),
    )
)
_CASE = frozenset(("case", "case sensitive", "case_sensitive", "match case", "match_case"))
_OWN = ("term", "dimension", "weight")
_NO_WEIGHT = "its weight is 0"
_TAGGED = re.compile(r"[^|]+\|[A-Z]{1,6}")

Score = tuple[Row, float]
"""A row with the number in it."""


def add_rows(rows: Sequence[Row], collector: Collector, columns: Sequence[str]) -> None:
    """Add the terms of a table in the layout that its first row shows.

    Raises LexiconError for a table that has no known layout, and for a cell that does not fit.
    """
    if not rows:
        raise collector.error("the table has no rows", 1)
    first = rows[0]
    if layout := lists_in(rows, columns, collector):
        add_lists(rows, layout, columns, collector)
    elif columns:
        add_wide(rows, collector, columns)
    elif is_number(first.cell(1)):
        _add_scores(rows, collector)
    elif len(first.cells) == 1:
        _add_words(rows, collector)
    elif len(first.cells) == 3 and is_number(first.cell(2)):
        refuse_wide_rows(rows, collector)
        _add_long(rows, collector, _Columns(0, 1, 2))
    elif (dimension := _dimension_column(rows)) is not None:
        _add_named_long(rows, collector, dimension)
    elif len(first.cells) == 2 and _are_scores(rows):
        _add_scores(rows[1:], collector)
    else:
        add_wide(rows, collector, ())


def _add_words(rows: Sequence[Row], collector: Collector) -> None:
    refuse_wide_rows(rows, collector)
    body = rows[1:] if rows[0].cell(0).casefold() in TERM_NAMES else rows
    category = _own_category(collector, rows[0].line)
    for row in body:
        collector.add(row.cell(0), row.line, {category: 1.0})


def _add_scores(rows: Sequence[Row], collector: Collector) -> None:
    """Add a list of terms with numbers below and above zero as two dimensions.

    A list without a number below zero is one dimension, called after the file. Where the terms
    are tagged as `lemma|POS`, the third column holds forms that weigh the same.
    """
    if _TAGGED.fullmatch(rows[0].cell(0)):
        rows = _with_forms(rows, collector)
    refuse_wide_rows(rows, collector)
    note_unread(rows[0], collector, {0, 1})
    numbers = [finite(row, row.cell(1), collector) for row in rows]
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


def _with_forms(rows: Sequence[Row], collector: Collector) -> list[Row]:
    """A row for every lemma and form. Raises LexiconError over the cap."""
    found: list[Row] = []
    for row in rows:
        found += _forms(row)
        if len(found) > limits.LEXICON_ENTRIES:
            what = f"the list has more than {limits.LEXICON_ENTRIES:,} terms and forms"
            raise collector.error(what, row.line)
    return found


def _forms(row: Row) -> list[Row]:
    """The row of a lemma, and one for each form in its third cell."""
    lemma, weight, *others = row.cells + ("",) * (2 - len(row.cells))
    forms = [form.strip() for form in others[0].split(",")] if others else []
    return [
        Row(row.line, (lemma, weight, "", *others[1:]) if others[1:] else (lemma, weight)),
        *(Row(row.line, (form, weight)) for form in forms if form),
    ]


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


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the cells of a table with a row for each term of each dimension stand."""

    term: int
    dimension: int
    weight: int = -1
    case: int = -1
    zeros: bool = False
    """Whether 0 is a weight; else it says that the term is not in the dimension."""
    constant: bool = True
    """Whether one weight that all terms have is a mark."""

    @property
    def read(self) -> set[int]:
        return {self.term, self.dimension, self.weight, self.case}


def _add_named_long(rows: Sequence[Row], collector: Collector, dimension: int) -> None:
    names = [name.casefold() for name in rows[0].cells]
    others = [n for n in range(len(names)) if n != dimension]
    term = next((n for n in others if names[n] in TERM_NAMES), others[0])
    weight = next((n for n in others if n != term and names[n] in _WEIGHT), -1)
    case = next((n for n in others if n != term and names[n] in _CASE), -1)
    zeros = weight >= 0 and names[weight] == "weight"
    own = tuple(names[:3]) == _OWN
    columns = _Columns(term, dimension, weight, case, zeros=zeros, constant=not own)
    refuse_wide_rows(rows, collector)
    note_unread(rows[0], collector, columns.read)
    _add_long(rows[1:], collector, columns)


def _add_long(rows: Sequence[Row], collector: Collector, columns: _Columns) -> None:
    """Add a table with a row for each term of each dimension."""
    numbers = _long_weights(rows, collector, columns)
    for row, number in zip(rows, numbers, strict=True):
        category = collector.named(row.cell(columns.dimension), row.line)
        case = columns.case >= 0 and _truth(row, columns.case, collector)
        if number or columns.zeros:
            term = row.cell(columns.term)
            collector.add(term, row.line, {category: number}, case=case)
        else:
            collector.skip(row.cell(columns.term), _NO_WEIGHT, row.line, category)


def _long_weights(rows: Sequence[Row], collector: Collector, columns: _Columns) -> Sequence[float]:
    """The weight of each row: 1 for all where the column holds years or one constant."""
    if columns.weight < 0:
        return [1.0] * len(rows)
    written = [row.cell(columns.weight) for row in rows]
    numbers = [
        finite(row, cell, collector) if cell else 1.0
        for row, cell in zip(rows, written, strict=True)
    ]
    kind = ""
    if are_years(numbers):
        kind = "the weights are years"
    elif columns.constant and one_constant(numbers):
        kind = "all weights are the same"
    if not kind or not all(number >= 0 for number in numbers):
        return numbers
    reason = f"{kind}, so they are taken as marks: each term weighs 1"
    collector.assume(f"column {columns.weight + 1}", reason, rows[0].line)
    return [float(bool(number)) for number in numbers]


def _truth(row: Row, column: int, collector: Collector) -> bool:
    found = marked(row.cell(column))
    if found is None:
        what = f"{quoted(row.cell(column))} says neither yes nor no of the case"
        raise collector.error(what, row.line)
    return bool(found)


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


def _own_category(collector: Collector, line: int) -> Category:
    return collector.open(printable(Path(collector.file).stem) or "words", line)
