"""Writes a table to a file, whole or not at all, or to standard output."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from framing.errors import NotFoundError, UsageError
from framing.export.about import about
from framing.export.formats import EXPORTERS, Exporter, exporter
from framing.export.table import EVERYTHING, Scope, Table
from framing.export.table_data import TableData
from framing.export.tables import CODEBOOK, TABLES, WIDE
from framing.places import replacing

if TYPE_CHECKING:
    from framing.library import Library, Selection


def export_table(
    library: Library,
    name: str,
    format_: str | None = None,
    output: Path | None = None,
    *,
    scope: Scope = EVERYTHING,
    selection: Selection | None = None,
    wide: bool = False,
    force: bool = False,
) -> None:
    """Write a table to a file, or to standard output where none is named.

    It is of the articles of the scope, which `selection` has the rule of, for those who read it.

    Without a format the file's suffix says it; without a suffix it is CSV. The whole table is of
    one moment. Raises NotFoundError for a table or format that there is not, UsageError where the
    scope lacks what the table needs or the format needs a file, FramingError for a file that
    exists (without `force`) or cannot be written.
    """
    table = table_of(name, wide=wide)
    format_ = format_ or _by_suffix(output)
    with _target(exporter(format_), output, force=force) as stream, library.snapshot():
        data = replace(table.data(library, scope), about=about(library, scope, selection))
        exporter(format_).write(data, stream)


def export_data(
    data: TableData, format_: str | None = None, output: Path | None = None, *, force: bool = False
) -> None:
    """Write rows that are made as they are written, like `export_table`."""
    chosen = exporter(format_ or _by_suffix(output))
    with _target(chosen, output, force=force) as stream:
        chosen.write(data, stream)


def _target(
    chosen: Exporter, output: Path | None, *, force: bool
) -> AbstractContextManager[TextIO]:
    if output:
        return replacing(output, force=force)
    if not chosen.is_text:
        raise UsageError("this format goes to a file", hint=f"-o NAME{chosen.suffix}")
    return standard_output()


def table_of(name: str, *, wide: bool = False) -> Table:
    """The table of a name. Raises NotFoundError for another one, UsageError without wide form."""
    if name not in TABLES:
        others = f"{CODEBOOK}, provenance, package, datasette"
        raise NotFoundError(
            f"there is no table {name!r}", hint=f"use one of {', '.join(TABLES)}, {others}"
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
