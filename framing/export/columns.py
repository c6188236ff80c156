"""A column of an exported table: its name, type, unit and meaning, and how a record gives its cell.

The codebook is made of these, so no table has a column that it does not explain.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal

from framing.export.table_data import Columns

Type = Literal["text", "integer", "number", "flag", "texts", "spans"]
"""`flag` is 0 or 1; `texts` is a list of texts; `spans` a list of [start, end]."""
Cell = Callable[[Any], object]


def _set_by_table(_record: object) -> object:
    raise NotImplementedError  # the table that has the column writes its cell itself


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    meaning: str
    unit: str = ""
    section: str = ""
    """Where its formula or rule stands: file and heading, `method.md#rate`."""
    cell: Cell = _set_by_table


def text(path: str, meaning: str, unit: str = "", *, name: str = "", section: str = "") -> Column:
    """A text that is never empty, found at a path of attributes and called after its last one."""
    return Column(name or _last(path), "text", meaning, unit, section, attrgetter(path))


def known(path: str, meaning: str, unit: str = "", *, name: str = "", section: str = "") -> Column:
    """A text that is absent where it is empty."""
    find = attrgetter(path)
    return Column(
        name or _last(path), "text", meaning, unit, section, lambda record: find(record) or None
    )


def integer(
    path: str, meaning: str, unit: str = "", *, name: str = "", section: str = ""
) -> Column:
    """A whole number, found in the same way."""
    return Column(name or _last(path), "integer", meaning, unit, section, attrgetter(path))


def number(path: str, meaning: str, unit: str = "", *, name: str = "", section: str = "") -> Column:
    """A number, found in the same way."""
    return Column(name or _last(path), "number", meaning, unit, section, attrgetter(path))


def cells_of(columns: Sequence[Column]) -> Columns:
    """How each cell is found, by the column's name."""
    return {column.name: column.cell for column in columns}


def _last(path: str) -> str:
    return path.rpartition(".")[2]
