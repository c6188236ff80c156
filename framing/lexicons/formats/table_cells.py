"""The rows of a table of terms, and what a cell says: a number, a mark, nothing, or a name."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.term_collector import Collector

# A comma between digits is a decimal one, but where it parts thousands.
_NUMBER = re.compile(
    r"(?![+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+$)"
    r"[+-]?(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)(?:e[+-]?[0-9]{1,3})?|[+-]?(?:nan|inf|infinity)",
    re.I,
)
_MARKS: dict[str, float] = {"x": 1.0, "true": 1.0, "yes": 1.0}
_BLANKS = frozenset(("", "false", "no", "na", "n/a"))
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table; a cell is text without space around it."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """The cell of a column, empty where the row ends before it."""
        return self.cells[column] if column < len(self.cells) else ""


def is_number(cell: str) -> bool:
    """Whether a cell is written as a number; NaN and infinity are, and are no weights."""
    return bool(_NUMBER.fullmatch(cell))


def number_of(cell: str) -> float:
    """The number of a cell that is written as one."""
    return float(cell.replace(",", "."))


def finite(row: Row, cell: str, collector: Collector) -> float:
    """The number of a cell. Raises LexiconError for what is none or has no end."""
    if not is_number(cell):
        raise collector.error(f"a weight is a number, not {quoted(cell)}", row.line)
    number = number_of(cell)
    if not math.isfinite(number):
        raise collector.error(f"a weight is a finite number, not {quoted(cell)}", row.line)
    return number


def is_name(cell: str) -> bool:
    """Whether a cell is neither empty nor a number nor a mark."""
    return cell.casefold() not in _BLANKS and marked(cell) is None


def marked(cell: str, name: str = "") -> float | None:
    """The weight that a cell gives its row in its column, 0 for none; None for other text.

    The `name` of the column itself is a mark too, as in the General Inquirer.
    """
    written = cell.casefold()
    if written in _BLANKS:
        return 0.0
    if written in _MARKS:
        return _MARKS[written]
    if is_number(written):
        return number_of(written)
    return 1.0 if name and written == name.casefold() else None


def are_years(numbers: Iterable[float]) -> bool:
    """Whether all numbers but zeros are years; one below zero says “until then”."""
    found = [abs(number) for number in numbers if number]
    years = (number.is_integer() and _FIRST_YEAR <= number <= _LAST_YEAR for number in found)
    return bool(found) and all(years)


def one_constant(numbers: Iterable[float]) -> bool:
    """Whether all numbers but zeros, at least two, are one that is not 1."""
    found = [number for number in numbers if number]
    return len(found) > 1 and found[0] != 1 and len(set(found)) == 1


def note_unread(header: Row, collector: Collector, read: set[int]) -> None:
    """Note every named column that is not read."""
    for n, name in enumerate(header.cells):
        if n not in read and name:
            collector.skip(f"column {n + 1}, {name}", "the column is not read", header.line)


def refuse_wide_rows(rows: Sequence[Row], collector: Collector) -> None:
    """Raise LexiconError for a row with more cells than the first."""
    width = len(rows[0].cells) if rows else 0
    for row in rows:
        if any(row.cells[width:]):
            what = f"the row has {len(row.cells)} cells, and the first has {width}"
            raise collector.error(what, row.line)
