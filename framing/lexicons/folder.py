"""The files of a lexicon folder: listed, read, stored, deleted."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from framing import limits
from framing.errors import LexiconError
from framing.places import whole_file

SUFFIX = ".toml"
"""Of every file in a lexicon folder, whatever format it came in."""


def lexicon_files(folder: Path) -> list[Path]:
    """The lexicon files of a folder by name; none where there is no folder.

    Raises LexiconError where the folder cannot be read.
    """
    try:
        return sorted(each for each in folder.iterdir() if each.suffix.lower() == SUFFIX)
    except FileNotFoundError:
        return []
    except OSError as error:
        what = f"the lexicons cannot be listed: {error.strerror}"
        raise LexiconError(what, file=str(folder), hint="check the folder") from error


def read_regular(path: Path, largest: int) -> bytes:
    """The bytes of a regular file, no more than so many.

    Raises LexiconError for what is missing, no regular file, unreadable or too large.
    """
    file = str(path)
    try:
        with open(path, "rb", opener=_open_at_once) as stream:
            mode = os.fstat(stream.fileno()).st_mode
            content = stream.read(largest + 1) if stat.S_ISREG(mode) else b""
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise LexiconError(f"the file cannot be read: {what}", file=file) from error
    if not stat.S_ISREG(mode):
        raise LexiconError("not a regular file", file=file, hint="name a lexicon file")
    if len(content) > largest:
        what = f"the file is larger than {largest // limits.MIB} MiB"
        raise LexiconError(what, file=file)
    return content


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def store(path: Path, text: str) -> None:
    """Write a lexicon file, whole or not at all.

    Raises LexiconError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(text)
    except OSError as error:
        raise _unchangeable(path, error) from error


def delete(path: Path) -> None:
    """Delete a file.

    Raises LexiconError where it cannot be deleted.
    """
    try:
        path.unlink()
    except OSError as error:
        raise _unchangeable(path, error) from error


def _unchangeable(path: Path, error: OSError) -> LexiconError:
    what = f"the file cannot be changed: {error.strerror}"
    return LexiconError(what, file=str(path), hint="check the folder")
