"""Tables as Excel workbooks: one sheet with the rows, a second one with what made them.

Texts are texts, whatever they begin with: no cell is ever a formula.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TextIO

from framing.errors import FramingError
from framing.export.extra import needed
from framing.export.table_data import TableData
from framing.limits import EXCEL_CELL_CHARACTERS, EXCEL_COLUMNS, EXCEL_ROWS
from framing.visible import escape, visible

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NO_XML = re.compile("[\ufffe\uffff]")
_ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""`_x001b_` in a cell would be read as the character itself."""
_READ_AS_MORE = frozenset("=+-@#")
"""Beginnings that Excel, or openpyxl, reads as a formula or an error."""
_OTHER_FORMAT = "write it as csv, jsonl or parquet"


def write_excel(data: TableData, stream: TextIO) -> None:
    """The table as a workbook, to the bytes below a stream.

    Raises FramingError for a table or a cell that is larger than Excel takes, UsageError where
    openpyxl is missing.
    """
    needed("openpyxl")
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    try:
        _write_rows(book.create_sheet(data.kind), data)
        _write_about(book.create_sheet("provenance"), {"table": data.kind} | dict(data.about))
        book.save(stream.buffer)
    finally:
        for sheet in book.worksheets:
            if not sheet.closed:
                sheet.close()


def _write_rows(sheet: Worksheet, data: TableData) -> None:
    """A header that stays in view, then a line a row."""
    if len(data.columns) > EXCEL_COLUMNS:
        what = f"the table has more columns than the {EXCEL_COLUMNS:,} of a sheet of Excel"
        raise FramingError(what, hint=_OTHER_FORMAT)
    sheet.freeze_panes = "A2"
    cell = _cells(sheet)
    sheet.append([cell(visible(name), bold=True) for name in data.columns])
    for number, row in enumerate(data.rows, start=2):
        if number > EXCEL_ROWS:
            what = f"the table has more rows than the {EXCEL_ROWS:,} of a sheet of Excel"
            raise FramingError(what, hint=f"{_OTHER_FORMAT}, or select fewer articles")
        sheet.append([cell(_plain(row, name, number)) for name in data.columns])


def _write_about(sheet: Worksheet, about: Mapping[str, object]) -> None:
    """What made the table, a line each; a list has a line for each of its items."""
    cell = _cells(sheet)
    for name, value in about.items():
        for each in value if isinstance(value, list) else [value]:
            sheet.append([cell(name, bold=True), cell(_plain({name: each}, name, 1))])


def _plain(row: Mapping[str, object], name: str, number: int) -> str | int | float | None:
    """The cell of a row as Excel has it: lists as JSON, texts visible and not too long."""
    value: Any = row.get(name)
    if value is None or isinstance(value, bool | int | float):
        return value if value is None or isinstance(value, float) else int(value)
    if value == []:
        return None
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = _NO_XML.sub(lambda found: escape(found[0]), visible(text))
    text = _ESCAPE_OF_EXCEL.sub("_x005F_", text)
    if len(text) > EXCEL_CELL_CHARACTERS // 2 and _units(text) > EXCEL_CELL_CHARACTERS:
        what = f"row {number:,}, {visible(name)}: a text of {_units(text):,} characters; a cell of"
        raise FramingError(f"{what} Excel holds {EXCEL_CELL_CHARACTERS:,}", hint=_OTHER_FORMAT)
    return text


def _units(text: str) -> int:
    """Its length as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2


def _cells(sheet: Worksheet) -> Callable[..., Any]:
    """What makes a cell of a sheet: a plain value, or a text that is not to be read as more."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    def cell(value: Any, *, bold: bool = False) -> Any:
        if not bold and not (isinstance(value, str) and value[:1] in _READ_AS_MORE):
            return value
        made = WriteOnlyCell(sheet, value)
        if isinstance(value, str):
            made.data_type = "s"
            made.number_format = "@"
        if bold:
            made.font = Font(bold=True)
        return made

    return cell
