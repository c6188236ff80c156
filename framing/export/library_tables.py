"""The library as a notebook or a script asks it: articles in, every table as Arrow or pandas."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from framing.export.extra import needed
from framing.library import library

if TYPE_CHECKING:
    from os import PathLike

    import pandas
    import pyarrow

    from framing.runs import ImportSummary


class Library(library.Library):
    """The library file, which takes files and gives its tables too."""

    def add(
        self,
        *paths: str | PathLike[str],
        manifest: str | PathLike[str] = "",
        jobs: int = 1,
        dry_run: bool = False,
        **options: Any,
    ) -> ImportSummary:
        """Add the articles of files and folders, scored as they come, and tell what was done.

        `options` are the fields of `framing.articles.Options`, as `source` and `map`. With
        `dry_run` nothing is added, and what would be is told. A file that cannot be taken is in
        the summary's `notices`. Raises UsageError for options that cannot be followed, ReadError
        for the manifest, LibraryError where the library cannot be written.
        """
        from framing.articles import Options, find_files
        from framing.articles.manifest import load
        from framing.runs import ImportTally, import_files, preview_files
        from framing.runs.rescoring import own

        said = Options(**options)
        rows = load(os.fspath(manifest), said.date_order) if manifest else None
        found = find_files([os.fspath(path) for path in paths], said, manifest=os.fspath(manifest))
        tally = ImportTally(dry=dry_run)
        tally.note_found(found, rows)
        if dry_run:
            return preview_files(self, found.files, said, manifest=rows, jobs=jobs, tally=tally)
        return import_files(
            self, found.files, said, own(self), manifest=rows, jobs=jobs, tally=tally
        )

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
