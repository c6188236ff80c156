"""Lexicon files by format: one record a format in one table, and the way from path to lexicon."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from framing import limits
from framing.errors import LexiconError
from framing.lexicon import Lexicon
from framing.lexicon_formats.toml import read_toml
from framing.lexicon_formats.toml_writing import write_toml


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of lexicon file is read and written."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, str], Lexicon]
    """From the decoded text and the name the user gave the file."""
    write: Callable[[Lexicon], str] | None = None
    largest: int = limits.LEXICON_FILE_BYTES
    """Bytes that a file may have."""


FORMATS: dict[str, Format] = {
    "toml": Format("toml", (".toml",), read_toml, write_toml, limits.CONFIG_FILE_BYTES),
}


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file, read in the format that its suffix names.

    Raises LexiconError where the file cannot be read or says something it may not.
    """
    return parse_lexicon(path, read_bytes(path))


def parse_lexicon(path: Path, content: bytes) -> Lexicon:
    """The lexicon of a file's bytes, read in the format that the path's suffix names.

    Raises LexiconError where the content says something it may not.
    """
    return format_of(path).read(_decoded(path, content), str(path))


def format_of(path: Path) -> Format:
    """The format of a file by its suffix.

    Raises LexiconError, with the valid ones, for a suffix that no format has.
    """
    for each in FORMATS.values():
        if path.suffix.lower() in each.suffixes:
            return each
    valid = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    what = f"no lexicon format has the suffix “{path.suffix}”"
    raise LexiconError(what, file=str(path), hint=f"valid: {valid}")


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, no more than its format may have.

    Raises LexiconError for what is missing, no regular file, unreadable or too large.
    """
    largest = format_of(path).largest
    try:
        with open(path, "rb", opener=_open_at_once) as file:
            mode = os.fstat(file.fileno()).st_mode
            content = file.read(largest + 1) if stat.S_ISREG(mode) else b""
    except (OSError, ValueError) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise LexiconError(f"the file cannot be read: {what}", file=str(path)) from error
    if not stat.S_ISREG(mode):
        raise LexiconError("not a regular file", file=str(path), hint="name a lexicon file")
    if len(content) > largest:
        raise LexiconError(f"the file is larger than {largest // limits.MIB} MiB", file=str(path))
    return content


def _open_at_once(path: str, flags: int) -> int:
    # Without O_NONBLOCK the opening of a pipe would wait for somebody to write into it.
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decoded(path: Path, content: bytes) -> str:
    """The text of a file in UTF-8, without byte order mark."""
    if not content:
        raise LexiconError("the file is empty", file=str(path))
    if b"\0" in content:
        raise _at(path, content, content.index(b"\0"), "a NUL byte: this is no text in UTF-8")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # A decoder that skips the mark counts from behind it.
        start = error.start + len(content) - len(error.object)
        raise _at(path, content, start, "not UTF-8") from error


def _at(path: Path, content: bytes, offset: int, what: str) -> LexiconError:
    line = content.count(b"\n", 0, offset) + 1
    return LexiconError(what, file=str(path), line=line, hint="save the file as UTF-8")
