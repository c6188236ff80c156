"""Rows on their way into a format, and the columns by which a record becomes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

Row = dict[str, object]
Columns = dict[str, Callable[[Any], object]]
"""How each cell is found in a record, by the column's name, in the order of the columns."""


@dataclass(frozen=True, slots=True)
class TableData:
    """Rows under named columns; the rows are produced as they are written."""

    kind: str
    """What the rows are: `scores`, `matches`, …"""
    columns: Sequence[str]
    rows: Iterable[Mapping[str, object]]
    types: Mapping[str, str] = field(default_factory=dict)
    """The type of each column, as in `framing.export.columns`; a text where none is said."""
    about: Mapping[str, object] = field(default_factory=dict)
    """What made the table; formats that have a place for it keep it."""


def columns(*paths: str, **renamed: str) -> Columns:
    """Columns of attributes, each called after the last part of its path, or renamed."""
    named = {path.rpartition(".")[2]: path for path in paths} | renamed
    return {name: attrgetter(path) for name, path in named.items()}


def known(*paths: str, **renamed: str) -> Columns:
    """Columns as of `columns`; what is empty is absent, and its cell None."""
    return {name: _or_none(cell) for name, cell in columns(*paths, **renamed).items()}


def _or_none(cell: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda record: cell(record) or None


def row_of(columns: Columns, record: object) -> Row:
    """The row of a record."""
    return {name: cell(record) for name, cell in columns.items()}


def suffixed(row: Mapping[str, object], suffix: str) -> Row:
    """The row with a suffix to the name of each column."""
    return {f"{name}{suffix}": cell for name, cell in row.items()}
