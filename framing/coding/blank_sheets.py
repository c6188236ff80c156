"""Writes a sample, or what coders disagree on, as a table to fill in.

A sheet is blind: it names neither source, title, date nor score, and its units come shuffled under
names that tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from framing.errors import UsageError
from framing.export import TableData
from framing.export.delimited import write_csv
from framing.lexicons.formats.checks import quoted, same_name
from framing.library import Sample, SampleKind

if TYPE_CHECKING:
    from framing.coding.coding_rows import DisagreementRow
    from framing.lexicons import Lexicon

UNIT, TEXT, DIMENSION, QUESTION, CODE = "unit", "text", "dimension", "question", "code"
"""The columns of sheets; one of sentences has a column a dimension besides."""
BEFORE, AFTER, CODES = "before", "after", "codes"
"""What a sheet for an adjudicator has besides: the sentences around, and what coders said."""
_MARK = "\ufeff"
"""Says to spreadsheets that the file is UTF-8."""


_Table = tuple[list[str], list[dict[str, object]]]


def write_sheet(sample: Sample, lexicons: Sequence[Lexicon], stream: TextIO) -> None:
    """Write a sample as CSV with empty cells for the codes.

    Raises UsageError for a dimension that is called like another column of the sheet.
    """
    _write(_KINDS[sample.kind](sample, lexicons), stream)


def write_adjudication_sheet(
    rows: Iterable[DisagreementRow],
    lexicons: Sequence[Lexicon],
    stream: TextIO,
    *,
    with_codes: bool,
) -> None:
    """Write units on which coders differ as CSV, one code a row, with the sentences around.

    The coders and their codes are named only where that is asked for.
    """
    columns = [UNIT, DIMENSION, QUESTION, BEFORE, TEXT, AFTER, *[CODES] * with_codes, CODE]
    questions = _questions(lexicons)
    cells: list[dict[str, object]] = [
        {
            UNIT: each.unit.id,
            DIMENSION: each.dimension,
            QUESTION: questions.get(each.dimension),
            BEFORE: each.before,
            TEXT: each.unit.text,
            AFTER: each.after,
            CODES: ", ".join(f"{coder} {value}" for coder, value in each.codes),
        }
        for each in rows
    ]
    _write((columns, cells), stream)


def _write(table: _Table, stream: TextIO) -> None:
    columns, rows = table
    stream.write(_MARK)
    write_csv(TableData("codes", columns, rows), stream)


def _questions(lexicons: Sequence[Lexicon]) -> dict[str, str]:
    """What is asked of a unit, by dimension."""
    return {
        each.name: ": ".join(filter(None, (each.title, each.definition or each.description)))
        for lexicon in lexicons
        for each in lexicon.dimensions
    }


def _sentence_sheet(
    sample: Sample,
    lexicons: Sequence[Lexicon],  # noqa: ARG001
) -> _Table:
    for name in sample.dimensions:
        if same_name(name) in (UNIT, TEXT):
            what = f"a dimension called {quoted(name)} cannot be a column beside unit and text"
            raise UsageError(what, hint="draw matches, or other dimensions")
    rows: list[dict[str, object]] = [{UNIT: each.id, TEXT: each.text} for each in sample.units]
    return [UNIT, TEXT, *sample.dimensions], rows


def _match_sheet(sample: Sample, lexicons: Sequence[Lexicon]) -> _Table:
    questions = _questions(lexicons)
    rows: list[dict[str, object]] = [
        {
            UNIT: each.id,
            DIMENSION: each.dimension,
            QUESTION: questions.get(each.dimension),
            TEXT: each.text,
        }
        for each in sample.units
    ]
    return [UNIT, DIMENSION, QUESTION, TEXT, CODE], rows


_KINDS: Mapping[SampleKind, Callable[[Sample, Sequence[Lexicon]], _Table]] = {
    "sentence": _sentence_sheet,
    "match": _match_sheet,
}
