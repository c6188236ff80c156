"""`Lake`: the one door to the folder of a lake."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from framing.cluster.lake_files import ANEW, read_small
from framing.cluster.manifests import DUPLICATES, Manifest, read_manifest
from framing.errors import NotFoundError, ReadError
from framing.lake.conditions import NO_DATE, Sql, all_hold, may_hold
from framing.lake.database import MEMORY, Database, database
from framing.places import is_there

_FILE = re.compile(rf"year=(\d{{4}}|{NO_DATE})/[\w-][\w.-]*\.parquet", re.ASCII)
"""How a file of a lake is called in it."""
_DONE_AGAIN = "`framing cluster score`, as it was called, writes it again"
_TEXTS = frozenset(
    ("id", "source", "publisher", "title", "published", "url", "author", "language", "text", "unit")
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a lake, as what stands behind FROM."""

    sql: str
    parameters: tuple[object, ...]
    files: tuple[str, ...]
    """The files that they may stand in."""


class Lake:
    """Scored articles in the files of a folder; open it by `with`, in the thread that uses it.

    An article counts once, in the shard that stands first in the manifest. All that reads raises
    ReadError where a file is damaged.
    """

    def __init__(
        self, folder: str | Path, *, threads: int | None = None, memory: str = MEMORY
    ) -> None:
        """`threads` and `memory` as `framing.lake.database.database` takes them."""
        self.folder = Path(folder).resolve()
        self._threads, self._memory = threads, memory
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        """The lake, opened. Raises NotFoundError for a folder that is none, or is empty."""
        manifest = read_manifest(self.folder)
        if manifest is None:
            hint = "framing cluster score makes one"
            raise NotFoundError("this is no lake", file=str(self.folder), hint=hint)
        self.manifest: Manifest = manifest
        self.sizes = dict(self._sizes(manifest))
        self.files = tuple(self.sizes)
        if not manifest.articles:
            raise NotFoundError("the lake has no articles", file=str(self.folder))
        self._db: Database = self._stack.enter_context(
            database(self.folder, threads=self._threads, memory=self._memory)
        )
        self._repeated = self._read_repeated()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self._stack.close()

    @property
    def articles(self) -> int:
        """How many articles it holds, each counted once."""
        return self.manifest.articles - self.manifest.duplicates

    def _sizes(self, manifest: Manifest) -> Iterator[tuple[str, int]]:
        """The files with how many articles each has.

        Raises ReadError for one that is not there as it was written: its articles would be missing
        without a word.
        """
        for shard in manifest.shards:
            for output in shard.receipt.outputs if shard.receipt else ():
                path = Path(self._path(output.file))
                if not _FILE.fullmatch(output.file) or not path.is_file():
                    what = f"the manifest names a file that is not there: {output.file}"
                    raise ReadError(what, file=str(self.folder), hint=ANEW)
                if path.stat().st_size != output.bytes:
                    what = f"has {path.stat().st_size:,} bytes, and {output.bytes:,} were written"
                    raise ReadError(what, file=str(path), hint=_DONE_AGAIN)
                yield output.file, output.articles

    def _read_repeated(self) -> bool:
        """Note the rows that count in an earlier shard; whether there are any.

        Without as many as the manifest says articles would count twice, or not at all; a list that
        lies in a lake at work is that of another state.
        """
        path, size = self.folder / DUPLICATES, self.manifest.duplicates
        if not self.manifest.complete or not (size or is_there(path)):
            return False
        try:
            lines = read_small(path).decode().splitlines()
            found = [(self._path(file), id_) for file, id_ in list(csv.reader(lines))[1:]]
        except (ValueError, csv.Error) as error:
            what = f"is no list of rows that count elsewhere: {error}"
            raise ReadError(what, file=str(path)) from error
        if len(set(found)) != size:
            what = f"names {len(set(found)):,} rows that count elsewhere, and the manifest {size:,}"
            raise ReadError(what, file=str(path), hint=ANEW)
        files, ids = ([each[at] for each in found] for at in range(2))
        columns = "unnest(?::VARCHAR[]) AS file, unnest(?::VARCHAR[]) AS id"
        self._db.run(f"CREATE TEMP TABLE repeated AS SELECT {columns}", (files, ids))
        return True

    def _path(self, file: str) -> str:
        return f"{self.folder}/{file}"

    def rows_where(self, rules: Sequence[str]) -> Rows:
        """The rows of the articles that the rules select; of files whose year they leave out
        nothing is read. Raises UsageError for a rule that cannot be read or asked of a lake."""
        condition = all_hold(rules)
        files = tuple(
            each
            for each in self.files
            if may_hold(rules, each.partition("/")[0].removeprefix("year="))
        )
        # One file, all of whose rows are left out, tells the columns where no file is left.
        read = [self._path(each) for each in files or self.files[:1]]
        self._check_texts(read[0])
        once = (
            " AND NOT EXISTS (SELECT 1 FROM repeated r WHERE r.file = a.filename AND r.id = a.id)"
            if self._repeated
            else ""
        )
        sql = (
            "(SELECT * FROM read_parquet(?, filename = true, file_row_number = true,"
            f" hive_partitioning = false) a WHERE {condition.text}{once})"
        )
        return Rows(sql, (read, *condition.parameters), files)

    def _check_texts(self, first: str) -> None:
        """Raise ReadError where a file, whose types DuckDB takes for those of all, has no texts
        where texts belong."""
        sql = "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(?))"
        for name, kind in self._db.rows(sql, (first,)):
            if name in _TEXTS and kind != "VARCHAR":
                what = f"cannot be read as a lake: the column {name} of {first} holds no texts"
                raise ReadError(what, file=str(self.folder))

    def select(
        self, columns: Sql, rows: Rows, ending: str = "", last: Sequence[object] = ()
    ) -> Iterator[tuple[Any, ...]]:
        """Columns of rows `a`; the ending, with its parameters, is what follows the rows."""
        sql = f"SELECT {columns.text} FROM {rows.sql} a {ending}"
        return self._db.rows(sql, (*columns.parameters, *rows.parameters, *last))

    def run(self, sql: str, parameters: Sequence[object] = ()) -> None:
        """Run a statement that makes a temporary table."""
        self._db.run(sql, parameters)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query of temporary tables."""
        return self._db.rows(sql, parameters)

    def count(self, rows: Rows) -> int:
        """How many articles there are among rows."""
        (found,) = self.select(Sql("count(*)"), rows)
        return int(found[0])

    def dimensions(self) -> tuple[str, ...]:
        """The dimensions that were scored, in the order of the scan."""
        names = Sql("[each.dimension for each in a.scores]")
        for (found,) in self.select(names, self.rows_where(()), "LIMIT 1"):
            return tuple(found)
        return ()


def _year(file: str) -> str:
    """The year of a file, as the name of its folder has it."""
    return file.partition("/")[0].removeprefix("year=")
