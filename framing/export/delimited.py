"""CSV that a spreadsheet can open without running anything: UTF-8, `\\n`, always a header."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Mapping, Sequence
from typing import TextIO

from framing.export.table_data import TableData
from framing.visible import visible

_FORMULA = frozenset("=+-@\t\r\0＝＋－＠")
"""What makes a spreadsheet read a cell as a formula where it stands first, or first after white
space, which some take away; the full-width forms too."""
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def write_csv(data: TableData, stream: TextIO) -> None:
    """A header of the columns, then a line a row; a row may lack a column.

    Numbers are written in full. Absent values and empty lists are empty cells, other lists JSON.
    """
    lines = csv.writer(stream, lineterminator="\n")
    lines.writerow([_text(name) for name in data.columns])
    lines.writerows(_cells(row, data.columns) for row in data.rows)


def _cells(row: Mapping[str, object], columns: Sequence[str]) -> list[object]:
    """The cells of a row; what the writer of Python writes in full by itself stays as it is."""
    cells = map(row.get, columns)
    return [
        _text(cell) if type(cell) is str else cell if type(cell) in _PLAIN else _cell(cell)
        for cell in cells
    ]


_PLAIN = frozenset((int, float, type(None)))


def _cell(value: object) -> str:
    if isinstance(value, float):
        return float.__repr__(value)  # plain digits for numpy's floats too
    if isinstance(value, int):
        return int.__repr__(value)
    if value == []:
        return ""
    return _text(value if isinstance(value, str) else _as_json(value))


_as_json = json.JSONEncoder(ensure_ascii=False).encode


def _text(value: str) -> str:
    """Text that is neither a formula nor a control sequence; a plain number stays one."""
    begins = value[:1] in _FORMULA or value.lstrip()[:1] in _FORMULA
    if value.isprintable() and not begins:
        return value
    shown = visible(value)
    return f"'{shown}" if begins and not _NUMBER.fullmatch(value) else shown
