"""The files of a lexicon folder: listed, stored, deleted."""

from __future__ import annotations

from pathlib import Path

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
