"""Tables with a header and one column a category: which columns are categories, what cells mark.

A cell that holds a number, X or the name of its column says that the term of its row is in the
category. What is no category is told: columns of text, of figures of the words, and of numbers
below zero, which no weight can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.lexicons.formats.checks import listed, quoted
from framing.lexicons.formats.table_cells import (
    Row,
    are_years,
    marked,
    note_unread,
    one_constant,
    refuse_wide_rows,
)
from framing.lexicons.formats.term_collector import Category, Collector
from framing.limits import LEXICON_DIMENSIONS

TERM_NAMES = frozenset(
    (
        *("term", "terms", "word", "words", "token", "pattern", "entry", "dicterm", "lemma"),
        *("phrase", "keyword", "ngram", "concept", "english word", "english (en)"),
    )
)
"""What a column of terms is called."""
CHOOSE = "call the columns term,dimension,weight, or name the categories with --categories"
_FIGURES = frozenset(
    (
        *("seq_num", "sequence number", "word count", "word proportion", "average proportion"),
        *("std dev", "doc count", "syllables", "unnamed: 0"),
    )
)
"""Columns of Loughran and McDonald, and of pandas, that tell of the words and name no category."""


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """A column that may be a category."""

    index: int
    name: str
    weights: tuple[float | None, ...]
    """Of each row below the header; None where the cell is text."""
    text: int
    """The row of the first cell that is text; -1 where none is."""
    below: int
    """The row of the first number below zero, where they are no years; -1 where none is."""
    marks: str
    """Why its numbers are no weights but marks; empty where they are weights."""

    @classmethod
    def of(cls, index: int, name: str, body: Sequence[Row], *, exact: bool) -> _Column:
        """What the cells of a column say; with `exact` every number is a weight."""
        weights = tuple(marked(row.cell(index), name) for row in body)
        numbers = [] if exact else [weight for weight in weights if weight is not None]
        marks = "years" if are_years(numbers) else ""
        below = -1 if marks else _first(weight is not None and weight < 0 for weight in weights)
        if not marks and one_constant(numbers):
            marks = "the same number everywhere"
        return cls(index, name, weights, _first(each is None for each in weights), below, marks)

    def against(self, body: Sequence[Row]) -> str:
        """Why it is no category; empty where it can be one."""
        if self.name.casefold() in _FIGURES:
            return "a figure of the words and no category"
        if self.text >= 0 and not any(self.weights):
            row = body[self.text]
            return f"{quoted(row.cell(self.index))} in line {row.line} is neither a number nor X"
        if self.below >= 0:
            row = body[self.below]
            return f"{row.cell(self.index)} in line {row.line} is below zero, and no weight is"
        return ""


def add_wide(
    rows: Sequence[Row], collector: Collector, columns: Sequence[str], *, exact: bool = False
) -> None:
    """Add the terms of a table with one column a category.

    `columns` names the categories; without it all columns are that can be. With `exact` every
    number is a weight, years and constants too. Raises LexiconError for anything else.
    """
    header, *body = rows or (Row(1, ()),)
    refuse_wide_rows(rows, collector)
    term, chosen = _chosen(header, collector, columns)
    found = [_Column.of(n, header.cells[n], body, exact=exact) for n in chosen]
    if not columns and (able := [each for each in found if not each.against(body)]):
        for each in found:
            if reason := each.against(body):
                collector.skip(f"column {each.index + 1}, {each.name}", reason, header.line)
        found = able
    for each in found:
        _refuse_cells(each, body, collector)
        if each.marks:
            reason = f"it holds {each.marks}, taken as marks: each term weighs 1"
            collector.assume(f"column {each.index + 1}, {each.name}", reason, header.line)
    _add(found, term, rows or (header,), collector)


def _add(columns: Sequence[_Column], term: int, rows: Sequence[Row], collector: Collector) -> None:
    """Add the terms of the rows below the header to the categories of the columns."""
    header, *body = rows
    categories = [(each, collector.open(each.name, header.line)) for each in columns]
    for n, row in enumerate(body):
        weights: dict[Category, float] = {}
        for column, category in categories:
            number = column.weights[n] or 0.0
            if column.marks:
                if number < 0:
                    reason = f"it was taken out of the category in {-number:g}"
                    collector.skip(row.cell(term), reason, row.line, category)
                number = float(number > 0)
            if number and category in weights and weights[category] != number:
                what = f"{weights[category]:g} and {number:g} under {quoted(category.name)}"
                raise collector.error(what, row.line, "two columns have this name: keep one")
            if number:
                weights[category] = number
        if weights:
            collector.add(row.cell(term), row.line, weights)
        else:
            collector.skip(row.cell(term), "it is in no category", row.line)


def _chosen(header: Row, collector: Collector, columns: Sequence[str]) -> tuple[int, Sequence[int]]:
    """The column of the terms, and those of the categories: the named ones or else all others."""
    names = header.cells
    chosen = list(dict.fromkeys(column_of(name, header, collector) for name in columns))
    term = next((n for n, name in enumerate(names) if name.casefold() in TERM_NAMES), None)
    if term is None or term in chosen:
        term = next((n for n in range(len(names)) if n not in chosen), 0)
    if columns:
        note_unread(header, collector, {term, *chosen})
    else:
        chosen = [n for n, name in enumerate(names) if n != term and name]
    if not chosen:
        raise collector.error("the table has no column of a category", header.line)
    if len(chosen) > LEXICON_DIMENSIONS:
        what = f"more than {LEXICON_DIMENSIONS} columns of categories"
        raise collector.error(what, header.line, CHOOSE)
    return term, chosen


def _refuse_cells(column: _Column, body: Sequence[Row], collector: Collector) -> None:
    """Raise LexiconError for a column with a cell that can be no weight."""
    name = quoted(column.name)
    if column.text >= 0:
        row = body[column.text]
        what = f"{quoted(row.cell(column.index))} under {name} is neither a number nor X"
        raise collector.error(what, row.line, CHOOSE)
    if column.below >= 0:
        row = body[column.below]
        what = f"{row.cell(column.index)} under {name} is below zero, and no weight is"
        hint = "name columns without such numbers with --categories"
        raise collector.error(what, row.line, hint)


def column_of(name: str, header: Row, collector: Collector) -> int:
    """The column of a name. Raises LexiconError, with the valid ones, where there is none."""
    for n, known in enumerate(header.cells):
        if known == name.strip():
            return n
    hint = f"valid: {listed(header.cells)}"
    raise collector.error(f"no column is called {quoted(name)}", header.line, hint)


def _first(truths: Iterable[bool]) -> int:
    return next((n for n, truth in enumerate(truths) if truth), -1)
