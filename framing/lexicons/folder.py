"""The files of a lexicon folder: listed, written whole, deleted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from framing.errors import LexiconError

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


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; it is whole before or after, never in between.

    Raises LexiconError where it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(".new", ".", path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(descriptor)
            Path(draft).replace(path)
        except OSError:
            Path(draft).unlink()
            raise
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
