"""Excel workbooks and Parquet files: a header, then one article a row, as in CSV."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

from framing import limits
from framing.articles.readers.base import BadRow, File, LeftOutError, Options, drafts_of
from framing.articles.readers.extras import extra
from framing.articles.readers.opening import ZIP_MARK, open_file, read_bytes
from framing.articles.readers.records import Records, assign, header
from framing.articles.readers.zip_parts import open_archive, part
from framing.errors import ReadError
from framing.model import Draft

_BLANKS = 4
"""Times the cells of a workbook that it may be with the blank rows and cells between them."""
_BATCH = 32
"""Rows of a Parquet file in memory at once; each may take megabytes."""


def read_workbook(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of an Excel workbook, one a row of its first sheet with rows; a formula counts
    as the value that was saved with it. Says how many other sheets there are.

    Raises ReadError for what is no workbook, above the caps, or without a column of texts;
    UsageError where openpyxl is missing.
    """
    content = read_bytes(file, ZIP_MARK)
    with open_archive(io.BytesIO(content), file.name) as archive:
        _check_parts(archive, file)
    openpyxl = extra("openpyxl", "tables")
    sheets = _guarded(_sheets(openpyxl, content, file), file)
    rows: list[tuple[int, list[str]]] = next(sheets, [])
    if others := sum(1 for _ in sheets):
        what = "another sheet is not read" if others == 1 else f"{others} other sheets are not read"
        bad_row(LeftOutError(what, file=file.name))
    yield from _drafts(iter(rows), file, options, bad_row)


def _sheets(openpyxl: Any, content: bytes, file: File) -> Iterator[list[tuple[int, list[str]]]]:
    """The rows of each sheet that has any, with their numbers; blank ones are left out.

    Raises ReadError where what is to be filled up between cells far apart is above the caps.
    """
    left = _BLANKS * limits.WORKBOOK_CELLS
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what the file says of them pads each row to it
        rows: list[tuple[int, list[str]]] = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
            left -= max(1, len(cells))
            if left < 0:
                raise _too_many_cells(file)
            if any(cell is not None for cell in cells):
                width = len(rows[0][1]) if rows else len(cells)
                rows.append((number, [_as_text(cell) for cell in cells[:width]]))
        if rows:
            yield rows


def _check_parts(archive: ZipFile, file: File) -> None:
    """Raise ReadError for a workbook that unpacks above the caps, or declares entities."""
    if sum(info.file_size for info in archive.infolist()) > limits.TEXT_FILE_BYTES:
        what = f"unpacked it is larger than {limits.TEXT_FILE_BYTES // limits.MIB} MiB"
        raise ReadError(what, file=file.name, hint="save it as .csv")
    cells = 0
    for name in archive.namelist():
        content = part(archive, name, file.name)
        cells += content.count(b"<c") + content.count(b":c ")
        if cells > limits.WORKBOOK_CELLS:
            raise _too_many_cells(file)
        if name.endswith((".xml", ".rels")) and (b"<!" in content[:4096] or b"\0" in content[:4]):
            what = "the workbook declares a type of its own, which could hide anything"
            raise ReadError(what, file=file.name, hint="save it as .csv")


def _too_many_cells(file: File) -> ReadError:
    what = f"it has more than {limits.WORKBOOK_CELLS:,} cells, or cells very far apart"
    return ReadError(what, file=file.name, hint="save it as .csv")


def read_parquet(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a Parquet file, one a row; streamed, whatever the size of the file.

    Raises ReadError for what is no such file or without a column of texts; UsageError where
    pyarrow is missing.
    """
    parquet = extra("pyarrow.parquet", "tables")
    with open_file(file, [b"PAR1"]) as stream:
        rows = _guarded(_parquet_rows(parquet, stream), file)
        yield from _drafts(rows, file, options, bad_row)


def _parquet_rows(parquet: Any, stream: Any) -> Iterator[tuple[int, list[str]]]:
    """The names of the columns as row 0, and the rows with their numbers from 1."""
    table = parquet.ParquetFile(stream)
    yield 0, list(table.schema_arrow.names)
    number = 0
    for batch in table.iter_batches(batch_size=_BATCH):
        for index in range(batch.num_rows):
            number += 1
            yield number, [_as_text(column[index].as_py()) for column in batch.columns]


def _guarded(rows: Iterator[Any], file: File) -> Iterator[Any]:
    """Things that a library reads; what it raises of a broken file has no end."""
    try:
        yield from rows
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        what = f"this is no file of its format, or a damaged one: {error}"
        raise ReadError(what, file=file.name, hint="save it anew, or as .csv") from error


def _drafts(
    rows: Iterator[tuple[int, list[str]]], file: File, options: Options, bad_row: BadRow
) -> Iterator[Draft]:
    """The articles of rows, the first of which is the header."""
    line, names = next(rows, (0, []))
    columns = header(names, file.name, line)
    fields = assign(columns, options.map, file.name, line) if columns else {}
    empty = True
    records = Records(file, options)
    for found in drafts_of(
        _records(rows, columns),
        lambda number, record: records.draft(record, fields, number),
        bad_row,
    ):
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


def _as_text(value: Any) -> str:
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
