"""The cells of an Excel workbook: its strings, its number formats, and the rows of a sheet.

openpyxl says which formats are dates and which day a number is. Its own way to the cells takes
three times as long, and memory for whatever stands in a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from framing import limits
from framing.articles.readers.extras import extra
from framing.errors import ReadError

Sheet = list[tuple[int, list[Any]]]
"""The rows of a sheet that are not blank, with their numbers; no row is wider than the first."""

_BLANKS = 4
"""Times the cells of a workbook that it may be with the blank cells that fill up its rows."""
_COLUMN = re.compile(r"[A-Z]{1,3}(?=[0-9])")


class Strings:
    """The strings that cells share, without what is said of their pronunciation."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._phonetic = self._inside = False

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag == "t":
            self._inside = not self._phonetic
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag == "t":
            self._inside = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self.found.append("".join(self._parts))
            self._parts.clear()

    def text(self, text: str) -> None:
        """Take text."""
        if self._inside:
            self._parts.append(text)


class Styles:
    """The number formats of the styles of cells."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self._styles: list[str] = []
        self._inside = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag == "numFmt":
            self._codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf" and self._inside:
            self._styles.append(attributes.get("numFmtId", "0"))

    def end(self, tag: str) -> None:
        """Take an end tag."""
        self._inside = self._inside and tag != "cellXfs"

    def text(self, text: str) -> None:
        """Take text."""

    def dates(self) -> dict[str, bool]:
        """The styles that are dates, by number; whether they are durations."""
        numbers = extra("openpyxl", "tables").styles.numbers
        codes = {str(key): code for key, code in numbers.BUILTIN_FORMATS.items()} | self._codes
        dates = {key for key, code in codes.items() if numbers.is_date_format(code[:200])}
        return {
            str(number): bool(numbers.is_timedelta_format(codes[key][:200]))
            for number, key in enumerate(self._styles)
            if key in dates
        }


class Values:
    """What the text of a cell is, by its type and style."""

    def __init__(
        self, strings: Sequence[str], dates: Mapping[str, bool], *, from_1904: bool
    ) -> None:
        self._days = extra("openpyxl", "tables").utils.datetime
        self._strings, self._dates = strings, dates
        self._epoch = self._days.MAC_EPOCH if from_1904 else self._days.WINDOWS_EPOCH
        self._of: dict[str, Callable[[str], Any]] = {
            "s": lambda text: self._strings[int(text)],
            "b": lambda text: bool(int(text)),
            "d": self._days.from_ISO8601,
        }

    def of(self, cell: Mapping[str, str], text: str) -> Any:
        """The value of a cell; None where it has none. Raises ValueError and IndexError for what
        is none of its type."""
        if not text:
            return None
        kind = cell.get("t", "n")
        if kind != "n":
            return self._of.get(kind, str)(text)
        style = cell.get("s", "")
        value = int(text) if text.lstrip("-").isdecimal() else float(text)
        return self._day(value, is_span=self._dates[style]) if style in self._dates else value

    def _day(self, value: float, *, is_span: bool) -> Any:
        try:
            return self._days.from_excel(value, self._epoch, timedelta=is_span)
        except (OverflowError, ValueError):
            return "#VALUE!"


class Rows:
    """The rows of the sheets of one workbook, one sheet after another."""

    def __init__(self, values: Values, file: str) -> None:
        self._values, self._file = values, file
        self._left = _BLANKS * limits.WORKBOOK_CELLS
        self._cells = self._row_count = 0
        self._rows: Sheet = []
        self._row: list[Any] = []
        self._number = 0
        self._cell: Mapping[str, str] = {}
        self._parts: list[str] = []
        self._inside: Collection[str] = ()
        self._phonetic = False

    def taken(self) -> Sheet:
        """The rows since the last sheet."""
        rows, self._rows, self._number = self._rows, [], 0
        return rows

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Take a start tag."""
        if tag in ("v", "t"):
            self._inside = tag
        elif tag == "c":
            self._cell = attributes
            self._parts.clear()
        elif tag == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row = []
        elif tag == "rPh":
            self._phonetic = True

    def end(self, tag: str) -> None:
        """Take an end tag."""
        if tag in ("v", "t"):
            self._inside = ""
        elif tag == "c":
            self._add()
        elif tag == "row":
            self._end_row()
        elif tag == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        """Take text: that of a value, or of a string that stands in its cell."""
        if self._inside and not self._phonetic:
            self._parts.append(text)

    def _add(self) -> None:
        self._cells += 1
        if self._cells > limits.WORKBOOK_CELLS:
            raise self._too_many()
        place = _COLUMN.match(self._cell.get("r", ""))
        column = _number_of(place[0]) if place else len(self._row) + 1
        if column > limits.EXCEL_COLUMNS:
            raise self._too_many()
        blank = column - 1 - len(self._row)
        self._left -= max(0, blank)
        self._row += [None] * (column - len(self._row))
        self._row[column - 1] = self._values.of(self._cell, "".join(self._parts))
        self._parts.clear()

    def _end_row(self) -> None:
        cells = self._row
        width = len(self._rows[0][1]) if self._rows else len(cells)
        self._left -= max(width, len(cells))
        if self._left < 0 or not 0 <= self._number <= limits.EXCEL_ROWS:
            raise self._too_many()
        if any(cell is not None for cell in cells):
            self._rows.append((self._number, cells[:width]))
            self._row_count += 1
        if self._row_count > limits.WORKBOOK_ROWS:
            what = f"the workbook has more than {limits.WORKBOOK_ROWS:,} rows"
            raise ReadError(what, file=self._file, hint="save it as .csv")

    def _too_many(self) -> ReadError:
        what = f"it has more than {limits.WORKBOOK_CELLS:,} cells, or cells very far apart"
        return ReadError(what, file=self._file, hint="save it as .csv")


def _number_of(letters: str) -> int:
    """The number of a column, from 1, by its letters."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
