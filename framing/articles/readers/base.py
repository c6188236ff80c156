"""What every article reader is given and is: options, files, and the record of a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeVar

from framing.errors import ReadError
from framing.model import Draft

METADATA = ("source", "publisher", "title", "published", "url", "author", "language")
"""The article fields that options, front matter, columns and manifests may give."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user said about the files; an empty string is nothing said.

    Metadata said here wins over what a file of one article says of itself, and fills in what a
    row of a table leaves empty, since a row speaks of one article. A manifest wins over both.
    """

    format: str = ""
    """A name in `READERS`; else the suffix decides."""
    encoding: str = ""
    map: Mapping[str, str] = field(default_factory=dict)
    """Article field to the column or key that holds it."""
    date_order: str = ""
    """The order of day, month and year in figures, one of `dmy`, `mdy` and `ymd`."""
    skip_bad_rows: bool = False
    """Pass over malformed rows of a table instead of refusing the file."""
    repair: Sequence[str] = ()
    """What is mended in texts: `mojibake`, `hyphens`."""
    only_language: str = ""
    """The code of the language of the articles that are taken, as their file says it."""
    min_words: int = 0
    """Words that an article has at least to be taken."""
    source: str = ""
    publisher: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    language: str = ""

    def metadata(self) -> dict[str, Any]:
        """The article fields that were given."""
        given = {name: getattr(self, name) for name in METADATA}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True, weakref_slot=True)
class File:
    """A file of articles, not yet opened."""

    name: str
    """As the user would name it."""
    path: Path
    spool: int | None = None
    """The descriptor that holds a copy of standard input, where this is it."""
    unpacked: Callable[[], BinaryIO] | None = None
    """Unpacks a file that lies packed at `path`; each call gives a stream of its own."""

    @property
    def suffix(self) -> str:
        """The ending of its name in small letters; empty for standard input."""
        if self.spool is not None:
            return ""
        return (
            PurePosixPath(self.name).suffix.lower() if self.unpacked else self.path.suffix.lower()
        )


class RowError(ReadError):
    """A row that cannot be taken and can be passed over."""


class LeftOutError(ReadError):
    """What a file holds beside its articles, or lacks of them: told, and no fault of the file."""


class RemarkError(LeftOutError):
    """What to know of articles that were taken, such as what their texts look like: told once a
    file, with how many it holds of."""


BadRow = Callable[[ReadError], None]
"""Called with each row that is passed over, and with what is left out."""
Read = Callable[[File, Options, BadRow], Iterator[Draft]]
Row = TypeVar("Row")


def drafts_of(
    rows: Iterable[tuple[int, Row]], draft_of: Callable[[int, Row], Draft], bad_row: BadRow
) -> Iterator[Draft]:
    """The drafts of rows with their lines; those that raise a RowError are passed over."""
    for line, row in rows:
        try:
            found = draft_of(line, row)
        except RowError as error:
            bad_row(error)
        else:
            yield found


@dataclass(frozen=True, slots=True)
class Reader:
    """How one format of article files is read."""

    name: str
    suffixes: tuple[str, ...]
    read: Read
    """Yields a draft for each article; calls back for each bad row, which may raise it.

    Raises ReadError where the file cannot be read as a whole.
    """
