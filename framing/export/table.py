"""What a table is: its columns, which are a contract, and how its rows are made of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from framing.errors import UsageError
from framing.export.columns import Column
from framing.export.table_data import Row, TableData

if TYPE_CHECKING:
    from framing.library import Library, Period

Ids = Sequence[str] | None
"""Full ids; None for every article."""
Option = Literal["by", "all_copies", "period", "between", "word", "dimension"]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a table is made of: which articles, and what only some tables ask for."""

    ids: Ids = None
    by: str = "source"
    """What articles are put together by, as `framing.library.grouping` reads it."""
    all_copies: bool = False
    """Whether every copy of a text counts in groups, instead of one."""
    period: Period = "month"
    between: tuple[str, str] | None = None
    """Two groups."""
    word: str = ""
    """A dimension, one of its entries, or a pattern."""
    dimension: str = ""
    """The one whose rows are wanted; p stays adjusted over all of them."""


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of export."""

    kind: str
    meaning: str
    """What a row is."""
    columns: Sequence[Column]
    """The columns that are always there, first."""
    rows: Callable[[Library, Scope], Iterator[Row]]
    more: Callable[[Library, Scope], list[Column]] | None = None
    """The columns that come from what the library holds."""
    patterns: Sequence[Column] = ()
    """What these are called and mean, as `meta.NAME`."""
    takes: tuple[Option, ...] = ()
    """What of a scope it heeds beside the articles."""
    needs: Option | None = None
    """What it cannot be made without."""

    def data(self, library: Library, scope: Scope = EVERYTHING) -> TableData:
        """The table, ready to be written. Raises UsageError where the scope lacks what it needs."""
        if self.needs and not getattr(scope, self.needs):
            raise UsageError(f"the table {self.kind} needs --{self.needs}")
        columns = [*self.columns, *(self.more(library, scope) if self.more else ())]
        return TableData(
            self.kind,
            [column.name for column in columns],
            self._wanted(library, scope),
            {column.name: column.type for column in columns},
        )

    def _wanted(self, library: Library, scope: Scope) -> Iterator[Row]:
        rows = self.rows(library, scope)
        if not scope.dimension:
            return rows
        return (row for row in rows if row["dimension"] == scope.dimension)
