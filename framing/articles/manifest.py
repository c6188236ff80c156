"""A manifest: a table that says of each file of articles who published it, when, and more."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from framing.articles.date_columns import DateColumn, DateNote, DateOrder
from framing.articles.readers.base import File, Options
from framing.articles.readers.opening import Rows
from framing.articles.readers.records import own_fields
from framing.articles.readers.tables import Table
from framing.errors import ReadError
from framing.model import Draft

_FILE = "file"


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What a manifest's row says of one file."""

    line: int
    file: str
    """As the row names it."""
    fields: Mapping[str, Any]
    """Article fields that have a value."""
    meta: Mapping[str, str]
    """The other columns that have a value."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest by the file they speak of."""

    name: str
    """The manifest as the user named it."""
    rows: Mapping[str, ManifestRow]
    dates: tuple[DateNote, ...] = ()
    """What to know of its dates."""

    def complete(self, draft: Draft, file: File) -> Draft:
        """The draft with what the manifest says of its file.

        A value of the manifest wins over one of the file and over an option; an empty cell says
        nothing.
        """
        row = self.rows.get(_key(file.path.parent, file.path.name))
        if not row:
            return draft
        return replace(draft, **row.fields, meta={**draft.meta, **row.meta})

    def unmatched(self, files: Iterable[File]) -> list[str]:
        """A warning for each row without a given file, and for each given file without a row."""
        given = {_key(file.path.parent, file.path.name): file.name for file in files}
        unknown = [
            f"{self.name}:{row.line}: no given file is “{row.file}” in the manifest's folder"
            for key, row in self.rows.items()
            if key not in given
        ]
        lone = [
            f"{name}: {self.name} has no row for this file"
            for key, name in given.items()
            if key not in self.rows
        ]
        return unknown + lone


def load(path: str, date_order: str = "") -> Manifest:
    """The manifest of a CSV or TSV file.

    Its column `file` names a file from the manifest's own folder; `source`, `publisher`, `title`,
    `published`, `url`, `author` and `language` are article fields, and every other column goes
    to the article's meta. All its dates are read in one order, as those of a table of articles.

    Raises ReadError, with the line, for a missing column, a malformed row and a file that stands
    twice.
    """
    file = File(path, Path(path))
    rows: dict[str, ManifestRow] = {}
    dates = DateColumn(path, date_order)
    with Rows(file, Options(), newline="") as lines:
        table = Table(file, lines, (_FILE,))
        column = _file_column(table, file)
        for line, record in table.records(_refuse):
            row = _row(record, column, file, line)
            key = _key(file.path.parent, row.file)
            if key in rows:
                what = f"“{row.file}” stands on line {rows[key].line} already"
                raise ReadError(what, file=path, line=line, hint="keep one of the rows")
            rows[key] = row
            dates.add(row.fields.get("published", ""), line)
    order = dates.order()
    dated = {key: _dated(row, order) for key, row in rows.items()}
    return Manifest(path, dated, tuple(dates.notes()))


def _refuse(error: ReadError) -> None:
    raise error


def _file_column(table: Table, file: File) -> str:
    names = {name.casefold(): name for name in table.header}
    if _FILE not in names:
        what = f"no column is called {_FILE}"
        hint = f"the columns of a manifest: {_FILE}, source, title, published, …"
        raise ReadError(what, file=file.name, line=table.line, hint=hint)
    if "text" in names:
        what = "a manifest cannot hold a text"
        hint = "import the table itself, without --manifest"
        raise ReadError(what, file=file.name, line=table.line, hint=hint)
    return names[_FILE]


def _row(record: dict[str, str], column: str, file: File, line: int) -> ManifestRow:
    """What a row says. Raises ReadError for one without a file."""
    named = record[column].strip()
    if not named:
        raise ReadError("the row names no file", file=file.name, line=line)
    fields, meta = own_fields({name: each for name, each in record.items() if name != column}, {})
    return ManifestRow(line, named, fields, meta)


def _dated(row: ManifestRow, order: DateOrder) -> ManifestRow:
    """The row with its ISO date; without one the date as it was given is kept in the meta."""
    given = row.fields.get("published", "")
    day = order.day(given)
    if day == given:
        return row
    meta = row.meta if day else {**row.meta, "published": given}
    return replace(row, fields={**row.fields, "published": day}, meta=meta)


def _key(folder: Path, name: str) -> str:
    """One name for a file, however its folder was reached.

    The folder's links are resolved; of the name, which may be a stranger's, nothing is looked up.
    """
    path = os.path.normpath(Path(os.path.realpath(folder)) / name)
    return unicodedata.normalize("NFC", os.path.normcase(path))
