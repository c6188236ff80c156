"""The library as a notebook or a script asks it: every table as Arrow, or as a pandas frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.export.extra import needed
from framing.library import library

if TYPE_CHECKING:
    import pandas
    import pyarrow


class Library(library.Library):
    """The library file, which gives its tables too."""

    def to_arrow(
        self, table: str, *, by: str = "source", ids: list[str] | None = None
    ) -> pyarrow.Table:
        """A table of `framing export`, typed as in the codebook, of some articles, all for None.

        Families of copies and stories are those that were found last; `by` is what groups are made
        by. Raises NotFoundError for a table that there is not, UsageError for one that needs more
        than this, and where pyarrow is missing.
        """
        from framing.export.arrow import arrow_table
        from framing.export.table import Scope
        from framing.export.writing import table_of

        with self.snapshot():
            return arrow_table(table_of(table).data(self, Scope(ids, by)))

    def to_pandas(
        self, table: str, *, by: str = "source", ids: list[str] | None = None
    ) -> pandas.DataFrame:
        """The same as a pandas frame. Raises as `to_arrow`, and where pandas is missing."""
        needed("pandas", "pip install pandas")
        return self.to_arrow(table, by=by, ids=ids).to_pandas()
