"""One open connection to a library file, and the one place where SQLite's errors are wrapped."""

from __future__ import annotations

import json
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from framing.errors import LibraryError
from framing.library.json_shapes import Shape

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT = 10.0
"""Seconds to wait for a program that holds the whole file."""
_LOCK_WAIT = 20.0
"""Seconds to wait for other programs' writes, which are short but may be many."""

_LARGEST = 1e300
_HALF_PAIR = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a surrogate pair in JSON; one without its other half cannot be stored."""

_BUSY = ("another program is using the library", "try again when it is done")
_DAMAGED = ("the library is damaged", "take a copy of it from before, or import into a new file")

# What went wrong and what to do, by SQLite's primary result code.
_REASONS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: ("the disk is full", "make room and do it again; the library is whole"),
    sqlite3.SQLITE_READONLY: (
        "the library is read-only",
        "make file and folder writable; of a file with hard links, take a copy",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: ("the disk fails or is full", "check the disk and do it again"),
    sqlite3.SQLITE_CANTOPEN: ("the library cannot be opened", "check the folder and its rights"),
    sqlite3.SQLITE_PERM: ("the library may not be opened", "check the rights of the file"),
}


@contextmanager
def library_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside the block into a LibraryError that names the file.

    Wrong use of the module (`ProgrammingError`) is a mistake of ours and passes.
    """
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        what, hint = _REASONS.get(code, (f"{_DAMAGED[0]}: {error}", _DAMAGED[1]))
        raise LibraryError(what, hint=hint, file=str(path)) from error


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at a path from every other; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Connection:
    """One library file, open; for the thread that opened it."""

    def __init__(self, path: Path, raw: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.remembered: object = None
        """What the connection's temporary table holds; a write makes it forget."""
        self._raw = raw
        self._writing = False
        self._known = -1
        """The state of the schema in which it was found to be the program's own."""
        self._place = path.absolute()
        self._file = _identity(self._place)
        """Which file it is that is open, wherever it is moved."""

    def close(self) -> None:
        """Close the file; once more does nothing."""
        with library_errors(self.path):
            self._raw.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with library_errors(self.path):
            return self._raw.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, if there is one."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first value of a query that always has a row."""
        return self.rows(sql, parameters)[0][0]

    def check(self, figures: Iterable[float | None], whose: str) -> None:
        """Raise LibraryError where a figure is below 0 or not finite: framing writes none such."""
        if not all(each is None or 0 <= each <= _LARGEST for each in figures):
            raise self.damage(f"{whose} is out of range")

    def damage(self, what: str) -> LibraryError:
        """The error to raise where the library is damaged in some respect."""
        return LibraryError(f"{_DAMAGED[0]}: {what}", hint=_DAMAGED[1], file=str(self.path))

    def json(self, text: str, shape: Shape) -> Any:
        """The value of JSON that the library holds.

        Raises LibraryError where it is none, or not of its shape.
        """
        try:
            value = json.loads(text)
            if _HALF_PAIR.search(text):
                json.dumps(value, ensure_ascii=False).encode()
        except (ValueError, RecursionError, TypeError) as error:
            raise LibraryError(_DAMAGED[0], hint=_DAMAGED[1], file=str(self.path)) from error
        if not shape(value):
            raise LibraryError(_DAMAGED[0], hint=_DAMAGED[1], file=str(self.path))
        return value

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A block whose queries all see the library as it is at the first of them."""
        with library_errors(self.path):
            self._raw.execute("BEGIN")
        try:
            yield
        finally:
            with library_errors(self.path):
                self._raw.execute("COMMIT")

    @contextmanager
    def transaction(self) -> Iterator[Database]:
        """A block whose writes happen all together at its end, or not at all.

        It takes the write lock at once (BEGIN IMMEDIATE): a transaction that reads first and
        then asks for the lock is refused, however long it would have waited. A block inside
        another is part of it.
        """
        if self.read_only:
            what, hint = _REASONS[sqlite3.SQLITE_READONLY]
            raise LibraryError(what, hint=hint, file=str(self.path))
        from framing.library.sqlite_utils_class import database_class

        self.remembered = None
        with library_errors(self.path):
            db = database_class()(self._raw, execute_plugins=False)
            if self._writing:
                yield db
                return
            self._begin_immediate()
            try:
                self._writing = True
                self._refuse_strange()
                yield db
                self._refuse_moved()
                self._raw.execute("COMMIT")
            finally:
                self._writing = False
                if self._raw.in_transaction:
                    self._raw.execute("ROLLBACK")

    def strange(self) -> list[str]:
        """What the schema has that framing does not make, in words: see `known_schema`."""
        from framing.library import known_schema

        number = self.value("PRAGMA user_version")
        return known_schema.strange(number, self.rows(known_schema.OBJECTS))

    def _refuse_strange(self) -> None:
        """Raise LibraryError before a write where the schema holds what could act on it."""
        from framing.library import known_schema

        state = self.value("PRAGMA schema_version")
        if state == self._known:
            return
        known_schema.refuse_newer(self.path, self.value("PRAGMA user_version"))
        if found := self.strange():
            more = f" ({len(found) - 1} more: `framing doctor`)" if found[1:] else ""
            what = f"the library is not written: {found[0]}{more}"
            hint = "drop what is not framing's, or import into a new file"
            raise LibraryError(what, hint=hint, file=str(self.path))
        # Its own triggers keep the full-text index, which some versions of SQLite call unsafe.
        self._raw.execute("PRAGMA trusted_schema = ON")
        self._known = state

    def _refuse_moved(self) -> None:
        """Raise LibraryError where another file, or none, stands at the path by now: what is
        written would be lost with this one, and is not in that one."""
        if _identity(self._place) != self._file:
            what = "the library was moved, deleted or replaced while it was in use"
            raise LibraryError(what, hint="do it again", file=str(self.path))

    @contextmanager
    def unchecked(self) -> Iterator[None]:
        """A block in which no foreign key is looked up: for rows that are copies of sound ones."""
        with library_errors(self.path):
            self._raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield
        finally:
            with library_errors(self.path):
                self._raw.execute("PRAGMA foreign_keys = ON")

    def _begin_immediate(self) -> None:
        """Wait for the write lock.

        SQLite's own waiting asks the less often the longer it waits, and lets one of many
        writers starve; here who has waited for a second asks more often than who has just come.
        """
        begun = time.monotonic()
        self._raw.execute("PRAGMA busy_timeout = 0")
        try:
            while not self._locked():
                waited = time.monotonic() - begun
                if waited > _LOCK_WAIT:
                    raise LibraryError(_BUSY[0], hint=_BUSY[1], file=str(self.path))
                time.sleep(0.005 if waited < 1 else 0.001)
        finally:
            self._raw.execute(f"PRAGMA busy_timeout = {round(1000 * WAIT)}")

    def _locked(self) -> bool:
        try:
            self._raw.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            return False
        return True
