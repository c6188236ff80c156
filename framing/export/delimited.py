"""CSV that a spreadsheet can open without running anything: UTF-8, `\\n`, always a header."""

from __future__ import annotations

import csv
import json
import re
from typing import TextIO

from framing.export.table_data import TableData
from framing.visible import visible

_FORMULA = tuple("=+-@\t\r\0＝＋－＠")
"""Beginnings that make a spreadsheet read a cell as a formula, the full-width forms too."""
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def write_csv(data: TableData, stream: TextIO) -> None:
    """A header of the columns, then a line a row; a row may lack a column.

    Numbers are written in full. Absent values and empty lists are empty cells, other lists JSON.
    """
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow([_cell(name) for name in data.columns])
    lines.writerows([_cell(row.get(name)) for name in data.columns] for row in data.rows)


def _cell(value: object) -> str:
    if isinstance(value, float):
        return float.__repr__(value)  # plain digits for numpy's floats too
    if isinstance(value, int):
        return int.__repr__(value)
    if value is None or value == []:
        return ""
    return _text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _text(value: str) -> str:
    """Text that is neither a formula nor a control sequence; a plain number stays one."""
    shown = visible(value)
    if value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{shown}"
    return shown
