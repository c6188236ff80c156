"""Lexicon files by format, and the ways from a path to a lexicon and back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from framing import limits
from framing.errors import UsageError
from framing.lexicons.folder import read_regular
from framing.lexicons.formats import decoding
from framing.lexicons.formats.import_report import ImportedLexicon, Note
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.registry import FORMATS, Format
from framing.lexicons.lexicon import Lexicon

__all__ = [
    "FORMATS",
    "Format",
    "ImportedLexicon",
    "Note",
    "format_of",
    "parse_lexicon",
    "parse_reported",
    "read_bytes",
    "read_lexicon",
    "written",
]


def read_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file, read in the format that its suffix names.

    Raises LexiconError where the file cannot be read or says something it may not.
    """
    return parse_lexicon(path, read_bytes(path))


def parse_lexicon(path: Path, content: bytes) -> Lexicon:
    """The lexicon of a file's bytes, read in the format that the path's suffix names.

    Raises LexiconError where the content says something it may not.
    """
    return parse_reported(path, content).lexicon


def parse_reported(
    path: Path, content: bytes, columns: Sequence[str] = (), encoding: str = ""
) -> ImportedLexicon:
    """The same with a report of what was merged, skipped and renamed.

    `columns` names those columns of a table that are categories; `encoding` takes the place of
    the one that the file tells. Raises UsageError for columns of a format that has none.
    """
    form = format_of(path)
    foreign = form.encoding is not decoding.always_utf8
    file = str(path)
    text = decoding.decoded(file, content, encoding or form.encoding(content), foreign=foreign)
    if foreign:
        text = decoding.with_plain_line_ends(text)
    if not columns:
        return form.read(text, file)
    if not form.read_columns:
        raise UsageError(f"a .{form.name} file has no columns to choose", file=file)
    return form.read_columns(text, file, columns)


def written(path: Path, lexicon: Lexicon) -> str:
    """The text of a lexicon in the format that the path's suffix names.

    Raises LexiconError where the format cannot hold it at all, and where the file would be
    larger than one of the format may be.
    """
    form = format_of(path)
    if not form.write:
        raise FilePlace(str(path)).error(f"a .{form.name} file can be read only")
    text = form.write(lexicon)
    if len(text) > form.largest or len(text.encode()) > form.largest:
        what = f"the file would be larger than {form.largest // limits.MIB} MiB"
        hint = f"so much a .{form.name} file may have; .csv holds more"
        raise FilePlace(str(path)).error(what, hint)
    return text


def format_of(path: Path) -> Format:
    """The format of a file by its suffix.

    Raises LexiconError, with the valid ones, for a suffix that no format has.
    """
    for each in FORMATS.values():
        if path.suffix.lower() in each.suffixes:
            return each
    valid = ", ".join(suffix for each in FORMATS.values() for suffix in each.suffixes)
    what = f"no lexicon format has the suffix “{path.suffix}”"
    raise FilePlace(str(path)).error(what, f"valid: {valid}")


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file, no more than its format may have.

    Raises LexiconError for what is missing, no regular file, unreadable or too large.
    """
    return read_regular(path, format_of(path).largest)
