"""JSON and JSON lines, one row after the other; control characters leave as JSON escapes."""

from __future__ import annotations

import json
from typing import TextIO

from framing.export.table_data import TableData
from framing.visible import visible_json

SCHEMA = 1
"""Goes up when a name or a meaning changes that others may rely on."""


def write_json(data: TableData, stream: TextIO) -> None:
    """One object, `{"schema": 1, "kind": …, "rows": […]}`, with a row on each line."""
    stream.write(f'{{"schema": {SCHEMA}, "kind": {_plain(data.kind)}, "rows": [')
    between = "\n"
    for row in data.rows:
        stream.write(between + _plain(row))
        between = ",\n"
    stream.write("]}\n" if between == "\n" else "\n]}\n")


def write_jsonl(data: TableData, stream: TextIO) -> None:
    """One object a line."""
    for row in data.rows:
        stream.write(_plain(row) + "\n")


def _plain(value: object) -> str:
    return visible_json(json.dumps(value, ensure_ascii=False, allow_nan=False))
