"""How a library file is opened: checked first, made or migrated where need be, in WAL mode."""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from pathlib import Path

from framing.errors import LibraryError
from framing.library.connection import WAIT, Connection, library_errors
from framing.library.file_header import Header, read_header
from framing.library.known_schema import refuse_newer
from framing.library.migrations import SCHEMA, migrate

_OLDEST_SQLITE = (3, 37)
"""The first one that knows STRICT tables."""
_MAKE = "`framing import FILE…` makes one"
_TABLES = frozenset(
    (
        *("articles", "articles_fts", "scores", "entry_counts", "voice_words", "voice_scores"),
        *("figure_blocks", "field_blocks", "source_sums", "entry_sums", "copy_pairs"),
        *("lexicons", "runs", "imports", "meta", "samples", "sample_units", "codes"),
    )
)


def open_library(path: Path, *, create: bool, read_only: bool) -> Connection:
    """The library at the path, made or brought to this program's schema where need be.

    Raises LibraryError for a file that is missing (without `create`), not ours, newer, damaged,
    locked or out of reach.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        what = f"this Python has SQLite {sqlite3.sqlite_version}, the library needs 3.37"
        raise LibraryError(what, hint="use another build of Python")
    found = read_header(path)
    _refuse_strangers(path, found, create=create)
    if found.kind == "missing":
        _make_folder(path)
    writable = found.kind == "missing" or _writable(path)
    raw = _connect(path, writable=writable, create=create)
    db = Connection(path, raw, read_only=read_only or not writable)
    try:
        _prepare(db, raw, create=create)
    except BaseException:
        raw.close()
        raise
    return db


def _refuse_strangers(path: Path, found: Header, *, create: bool) -> None:
    reasons = {
        "other": ("is not a library", "name another file with --db"),
        "database": ("is another program's database", "name another file with --db"),
    }
    if not create:
        reasons["missing"] = ("there is no library", _MAKE)
        reasons["empty"] = ("holds no library yet", _MAKE)
    if found.kind in reasons:
        what, hint = reasons[found.kind]
        raise LibraryError(what, hint=hint, file=str(path))
    refuse_newer(path, found.schema)


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"its folder cannot be made: {error.strerror}"
        raise LibraryError(what, file=str(path)) from error


def _writable(path: Path) -> bool:
    """Whether it can be written, and has one name: SQLite calls its log after the name, and what
    the log of one holds is lost where the file is written by another."""
    is_one = path.stat().st_nlink == 1
    return is_one and os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _connect(path: Path, *, writable: bool, create: bool) -> sqlite3.Connection:
    if writable:
        return _raw(path, "mode=rwc" if create else "mode=rw")
    try:
        return _raw(path, "mode=ro")
    except LibraryError as error:
        code = getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF
        log = path.with_name(path.name + "-wal")
        if code not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or _size(log):
            raise
    # Nothing waits in a log and none can be made: the file alone is the whole library.
    return _raw(path, "mode=ro&immutable=1")


def _raw(path: Path, options: str) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?{options}"
    with library_errors(path):
        raw = sqlite3.connect(address, uri=True, timeout=WAIT, isolation_level=None)
        try:
            _distrust(raw)
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA synchronous = FULL")  # some builds sync a commit in a log later
            raw.execute("PRAGMA temp_store = MEMORY")
            raw.execute("PRAGMA cache_size = -16384")  # KiB; 2 MiB, the default, slows imports
            raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
        except BaseException:
            raw.close()
            raise
    return raw


def _distrust(raw: sqlite3.Connection) -> None:
    """Nothing in the file may call what has effects outside, or pass for a sound page."""
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA cell_size_check = ON")
    if sys.version_info >= (3, 12):
        raw.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE, True)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _prepare(db: Connection, raw: sqlite3.Connection, *, create: bool) -> None:
    """Bring the schema up to date, or say why not; then write-ahead logging."""
    tables = {name for (name,) in db.rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    schema = db.value("PRAGMA user_version")
    if not tables and not create:
        raise LibraryError("holds no library yet", hint=_MAKE, file=str(db.path))
    refuse_newer(db.path, schema)
    if schema < SCHEMA:
        _migrate(db)
    elif missing := sorted(_TABLES - tables):
        what = f"the library is damaged: it has no table {missing[0]}"
        raise LibraryError(what, hint="import into a new file", file=str(db.path))
    if not db.read_only and db.value("PRAGMA journal_mode") != "wal":
        _use_wal(db.path, raw)


def _migrate(db: Connection) -> None:
    if db.read_only:
        what = "the library is of an older framing and read-only"
        raise LibraryError(what, hint="open it once where it can be written", file=str(db.path))
    with db.transaction() as writer:
        migrate(writer)


def _use_wal(path: Path, raw: sqlite3.Connection) -> None:
    """Switch to write-ahead logging; SQLite does not wait for the lock it needs here."""
    deadline = time.monotonic() + WAIT
    with library_errors(path):
        while True:
            try:
                raw.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(0.02)
