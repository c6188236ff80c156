"""CSV and TSV: a header, then one article a row; streamed, whatever the size of the file."""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Collection, Iterator

from framing import limits
from framing.articles.readers.base import BadRow, File, Options, RowError, drafts_of
from framing.articles.readers.field_names import fold, keys
from framing.articles.readers.opening import Rows, oversized
from framing.articles.readers.records import FIELDS, Records, assign, header
from framing.errors import ReadError
from framing.model import Draft

_DELIMITERS = (",", "\t", ";", "|")
_SAYS_DELIMITER = re.compile(r"\s*\"?sep=([,;|:\t])\"?[,;|\t ]*\r?\n?", re.IGNORECASE)
"""The line that tells Excel the delimiter of a table."""


def read_table(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a CSV or TSV file, one a row; columns are found by name.

    Raises ReadError where no column holds the text, and where no row follows the header.
    """
    with Rows(file, options, newline="") as lines:
        table = Table(file, lines, (*FIELDS["text"], *options.map.values()))
        fields = assign(table.header, options.map, file.name, table.line)
        records = Records(file, options)
        yield from drafts_of(
            table.records(bad_row),
            lambda line, record: records.draft(record, fields, line),
            bad_row,
        )
        records.tell(bad_row)


class Table:
    """A table being read: its header, and its rows as they come."""

    def __init__(self, file: File, lines: Rows, telling: Collection[str]) -> None:
        """Read the header; a column called like one of `telling` tells the delimiter.

        Raises ReadError for a malformed header.
        """
        csv.field_size_limit(limits.ROW_BYTES)
        self._file = file
        self._feed = _Feed(file, lines)
        self._reader = csv.reader(self._feed, delimiter=self._delimiter(telling), strict=True)
        names = next(self._rows(_raise), [])
        self.line = self._feed.start
        """The line of the header."""
        self.header = header(names, file.name, self.line)

    def records(self, bad_row: BadRow) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as the line where it starts and its cells by column.

        Malformed rows are handed to `bad_row`. Raises ReadError where there are no rows at all.
        """
        empty = True
        for cells in self._rows(bad_row):
            empty = False
            if len(cells) == len(self.header):
                yield self._feed.start, dict(zip(self.header, cells, strict=True))
            else:
                what = f"the row has {len(cells)} fields and the header {len(self.header)}"
                bad_row(RowError(what, file=self._file.name, line=self._feed.start))
        if empty and not self._feed.refused:
            raise ReadError("the table has no rows", file=self._file.name)

    def _rows(self, bad_row: BadRow) -> Iterator[list[str]]:
        """The rows that are not blank; after a malformed one reading goes on a line further."""
        while True:
            self._feed.begin()
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                bad_row(self._feed.refuse(_explained(error)))
            except RowError as error:
                bad_row(self._feed.refuse(error.what, error.line))
            else:
                if any(map(str.strip, cells)):
                    yield cells

    def _delimiter(self, telling: Collection[str]) -> str:
        """What parts the cells: what a first line of `sep=;` says, else the header by its names."""
        line = self._feed.peek()
        if said := _SAYS_DELIMITER.fullmatch(line):
            self._feed.drop()
            return said[1]
        wanted = set(map(fold, telling))
        known = {fold(name) for names in FIELDS.values() for name in names}

        def fit(delimiter: str) -> tuple[bool, int]:
            names = {
                key
                for name in next(csv.reader([line], delimiter=delimiter), [])
                for key in keys(name)
            }
            return not wanted.isdisjoint(names), len(known & names)

        found = max(_DELIMITERS, key=fit)
        return "\t" if "\t" in line and fit(found) == (False, 0) else found


class _Feed:
    """Lines for the csv module, which keeps those of the row it is in, to start anew behind its
    first line where the row turns out to be malformed."""

    def __init__(self, file: File, lines: Rows) -> None:
        self._file = file
        self._lines = lines
        self._waiting: deque[tuple[int, str]] = deque()
        self._taken: list[tuple[int, str]] = []
        self._size = 0
        self.refused = False
        """Whether a row was malformed."""
        self.start = 1
        """The line where the row begins."""

    def begin(self) -> None:
        """Begin a row."""
        self._taken.clear()
        self._size = 0

    def refuse(self, what: str, line: int = 0) -> RowError:
        """Give up the row: its other lines are read again as rows of their own."""
        self.refused = True
        line = self._taken[0][0] if self._taken else line
        self._waiting.extendleft(reversed(self._taken[1:]))
        return RowError(what, file=self._file.name, line=line)

    def peek(self) -> str:
        """The first line that is not blank; empty at the end."""
        for line in self._lines:
            if line.strip():
                self._waiting.append((self._lines.line, line))
                return line
        return ""

    def drop(self) -> None:
        """Pass over the line that `peek` gave."""
        self._waiting.clear()

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        if self._waiting:
            number, line = self._waiting.popleft()
        else:
            line = next(self._lines)
            number = self._lines.line
        if not self._taken:
            self.start = number
        self._taken.append((number, line))
        self._size += len(line)
        if self._size > limits.ROW_BYTES:
            raise oversized(self._file.name, self.start)
        if "\0" in line:
            raise RowError("the row holds a NUL character", file=self._file.name, line=self.start)
        return line


def _raise(error: ReadError) -> None:
    raise error


def _explained(error: csv.Error) -> str:
    """What is wrong with a row, in words for its writer."""
    if "unexpected end" in str(error):
        return "a quotation mark opens a field and is never closed"
    if "expected after" in str(error):
        return "text follows the closing quotation mark of a field"
    return f"the row is malformed: {error}"
