"""What lies at a path, found out without SQLite.

A file that is not ours must stay as it is, byte for byte, and opening a file in SQLite can already
write beside it. So its first 100 bytes are read as a plain file first.
"""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from framing.errors import LibraryError
from framing.library.migrations import APPLICATION_ID

Kind = Literal["missing", "empty", "library", "database", "other"]

_SIZE = 100
_MAGIC = b"SQLite format 3\x00"
_JOURNAL_MAGIC = bytes.fromhex("d9d505f920a163d7")


@dataclass(frozen=True, slots=True)
class Header:
    """What the first bytes of a file say."""

    kind: Kind
    """`database` is another program's, `other` no database at all."""
    schema: int = 0
    """The schema number of a library."""


def read_header(path: Path) -> Header:
    """What lies at the path. Raises LibraryError where it cannot be read."""
    try:
        found = _first_bytes(path)
    except FileNotFoundError:
        return Header("missing")
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise LibraryError(f"cannot be opened: {what}", file=str(path)) from error
    if found == b"" or _unborn(path):
        return Header("empty")
    if found is None or len(found) < _SIZE or not found.startswith(_MAGIC):
        return Header("other")
    if int.from_bytes(found[68:72], "big") != APPLICATION_ID:
        return Header("database")
    return Header("library", int.from_bytes(found[60:64], "big"))


def _first_bytes(path: Path) -> bytes | None:
    """The beginning of a regular file, None for anything else; never waits for a pipe."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags)
    try:
        return os.read(handle, _SIZE) if stat.S_ISREG(os.fstat(handle).st_mode) else None
    finally:
        os.close(handle)


def _unborn(path: Path) -> bool:
    """Whether the file's first transaction was cut off: SQLite will take it back to nothing."""
    try:
        journal = _first_bytes(path.with_name(path.name + "-journal")) or b""
    except OSError:
        return False
    return journal.startswith(_JOURNAL_MAGIC) and journal[16:20] == bytes(4)
