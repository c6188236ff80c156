"""Writes a table to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from framing.errors import NotFoundError, UsageError
from framing.export.formats import EXPORTERS, exporter
from framing.export.table_data import TableData
from framing.export.tables import TABLES, WIDE, Table
from framing.places import replacing

if TYPE_CHECKING:
    from framing.library import Library


def export_table(
    library: Library,
    name: str,
    format_: str | None = None,
    output: Path | None = None,
    *,
    ids: Sequence[str] | None = None,
    wide: bool = False,
    force: bool = False,
) -> None:
    """Write a table to a file, or to standard output where none is named.

    It is of the articles with these ids, of all for None.

    Without a format the file's suffix says it; without a suffix it is CSV. The whole table is of
    one moment. Raises NotFoundError for a table or format that there is not, FramingError for a
    file that exists (without `force`) or cannot be written.
    """
    table = _table(name, wide=wide)
    write = exporter(format_ or _by_suffix(output)).write
    with _target(output, force=force) as stream, library.snapshot():
        write(table.data(library, ids), stream)


def export_data(
    data: TableData, format_: str | None = None, output: Path | None = None, *, force: bool = False
) -> None:
    """Write rows that are made as they are written, like `export_table`."""
    write = exporter(format_ or _by_suffix(output)).write
    with _target(output, force=force) as stream:
        write(data, stream)


def _target(output: Path | None, *, force: bool) -> AbstractContextManager[TextIO]:
    return standard_output() if output is None else replacing(output, force=force)


def _table(name: str, *, wide: bool) -> Table:
    if name not in TABLES:
        raise NotFoundError(
            f"there is no table {name!r}", hint=f"use one of {', '.join(TABLES)}, provenance"
        )
    if wide and name not in WIDE:
        raise UsageError(f"the table {name} has no wide form", hint=f"of {', '.join(WIDE)} only")
    return WIDE[name] if wide else TABLES[name]


def _by_suffix(output: Path | None) -> str:
    suffix = output.suffix.lower() if output else ""
    if not suffix:
        return "csv"
    for name, each in EXPORTERS.items():
        if each.suffix == suffix:
            return name
    valid = ", ".join(each.suffix for each in EXPORTERS.values())
    raise NotFoundError(f"no format has the suffix {suffix}", hint=f"use {valid}, or say --format")


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output as the contract of exports has it, whatever the locale says."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    yield sys.stdout
