"""The rows of a table of terms, and what a cell says: a number, a mark, nothing, or a name."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMBER = re.compile(
    r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,3})?|[+-]?(?:nan|inf|infinity)", re.I
)
_MARKS: dict[str, float] = {"x": 1.0, "true": 1.0, "yes": 1.0}
_BLANKS = frozenset(("", "false", "no", "na", "n/a"))


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


def is_name(cell: str) -> bool:
    """Whether a cell is neither empty nor a number nor a mark."""
    return cell.casefold() not in _BLANKS and marked(cell) is None


def marked(cell: str) -> float | None:
    """The weight that a cell gives its row in its column, 0 for none; None for other text."""
    written = cell.casefold()
    if written in _BLANKS:
        return 0.0
    if written in _MARKS:
        return _MARKS[written]
    return float(written) if is_number(written) else None
