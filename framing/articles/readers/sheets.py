"""Excel workbooks and Parquet files: a header, then one article a row, as in CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from framing import limits
from framing.articles.readers.base import (
    BadRow,
    File,
    LeftOutError,
    Options,
    RowError,
    drafts_of,
)
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import is_oversized, open_file
from framing.articles.readers.records import Records, assign, header
from framing.articles.readers.workbook_cells import Sheet
from framing.articles.readers.workbooks import sheets
from framing.articles.readers.zip_parts import open_document
from framing.errors import ReadError, UsageError
from framing.model import Draft

_BATCH = 32
"""Rows of a Parquet file in memory at once; each may take megabytes."""


def read_workbook(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of an Excel workbook, one a row of its first sheet with rows; a formula counts
    as the value that was saved with it. Says how many other sheets there are.

    Raises ReadError for what is no workbook, above the caps, or without a column of texts;
    UsageError where openpyxl is missing.
    """
    with open_document(file) as archive:
        found = _guarded(sheets(archive, file.name), file)
        rows: Sheet = next(found, [])
        if others := sum(1 for _ in found):
            many = f"{others} other sheets are" if others > 1 else "another sheet is"
            bad_row(LeftOutError(f"{many} not read", file=file.name))
    texts = ((number, [as_text(cell) for cell in cells]) for number, cells in rows)
    yield from drafts_of_rows(texts, file, options, bad_row)


def read_parquet(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a Parquet file, one a row; streamed, whatever the size of the file.

    Raises ReadError for what is no such file or without a column of texts; UsageError where
    pyarrow is missing.
    """
    parquet = extra("pyarrow.parquet", "tables")
    with open_file(file, [b"PAR1"]) as stream:
        rows = _guarded(_parquet_rows(parquet, stream), file)
        yield from drafts_of_rows(rows, file, options, bad_row)


def _parquet_rows(parquet: Any, stream: Any) -> Iterator[tuple[int, list[str]]]:
    """The names of the columns as row 0, and the rows with their numbers from 1."""
    table = parquet.ParquetFile(stream)
    yield 0, list(table.schema_arrow.names)
    yield from rows_of(table.iter_batches(batch_size=_BATCH))


def rows_of(batches: Iterable[Any], before: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows of record batches of Arrow as texts, numbered on from those `before`."""
    number = before
    for batch in batches:
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            yield number, [as_text(value) for value in row]


def _guarded(rows: Iterator[Any], file: File) -> Iterator[Any]:
    """Things that a library reads; what it raises of a broken file has no end."""
    try:
        yield from rows
    except (ReadError, UsageError, MemoryError):
        raise
    except Exception as error:
        said = " ".join(str(error).split())
        what = f"this is no file of its format, or a damaged one: {said}"
        raise ReadError(what, file=file.name, hint="save it anew, or as .csv") from error


def drafts_of_rows(
    rows: Iterator[tuple[int, list[str]]], file: File, options: Options, bad_row: BadRow
) -> Iterator[Draft]:
    """The articles of rows, the first of which is the header."""
    line, names = next(rows, (0, []))
    columns = header(names, file.name, line)
    fields = assign(columns, options.map, file.name, line) if columns else {}
    empty = True
    records = Records(file, options)

    def draft(number: int, record: Mapping[str, str]) -> Draft:
        if is_oversized("".join(record.values())):
            what = f"the row is larger than {limits.ROW_BYTES // limits.MIB} MiB"
            raise RowError(what, file=file.name, line=number)
        return records.draft(record, fields, number)

    for found in drafts_of(_records(rows, columns), draft, bad_row):
        empty = False
        yield found
    records.tell(bad_row)
    if empty:
        raise ReadError("the table has no rows", file=file.name)


def _records(
    rows: Iterable[tuple[int, Sequence[str]]], columns: Sequence[str]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row as its cells by column; short rows end with empty cells."""
    for number, cells in rows:
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        yield number, dict(zip(columns, padded, strict=False))


def as_text(value: Any) -> str:
    """A cell as text: a day as ISO date, a whole number without its point."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, datetime) and not any((value.hour, value.minute, value.second)):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, dict)):
        if all(isinstance(each, str) for each in value) and isinstance(value, list):
            return ", ".join(value)
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
