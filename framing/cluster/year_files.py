"""The scores of a shard as they come, to one file for each year of publication, all or none.

What waits to be written is bounded, so many years do not take more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from framing.cluster.manifests import Output
from framing.errors import FramingError
from framing.limits import MIB
from framing.places import whole_file
from framing.shards.arrow import pa, pc
from framing.shards.footers import Footer
from framing.shards.score_writers import parquet_writer

UNDATED = "unknown"
"""The year of articles without a date."""
_HELD = 64 * MIB
"""Bytes of scores that wait, so that a group of rows is worth reading."""


@contextmanager
def year_files(folder: Path, name: str, footer: Footer) -> Iterator[YearFiles]:
    """The files of one shard, which take their places when the block ends well.

    Raises FramingError where they cannot be written.
    """
    try:
        with ExitStack() as stack:
            files = YearFiles(folder, name, footer, stack)
            yield files
            files.write_out()
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        hint = "what is written whole is kept; the same command goes on from there"
        raise FramingError(what, file=str(folder), hint=hint) from error


class YearFiles:
    """What becomes a file a year."""

    def __init__(self, folder: Path, name: str, footer: Footer, stack: ExitStack) -> None:
        self._folder = folder
        self._name = name
        self._footer = footer
        self._stack = stack
        self._writers: dict[str, Any] = {}
        self._rows: dict[str, int] = {}
        self._waiting: dict[str, list[Any]] = {}
        self._held = 0

    def add(self, table: Any) -> None:
        """Take the scores of some articles."""
        years = pc.utf8_slice_codeunits(table["published"].combine_chunks(), 0, 4)
        order = pc.sort_indices(years)
        table = table.take(order)
        begin = 0
        for each in pc.value_counts(years.take(order)):
            year, size = each["values"].as_py() or UNDATED, each["counts"].as_py()
            self._waiting.setdefault(year, []).append(table.slice(begin, size))
            self._rows[year] = self._rows.get(year, 0) + size
            begin += size
        self._held += table.nbytes
        if self._held >= _HELD:
            self.write_out()

    def write_out(self) -> None:
        """Write what waits."""
        for year, parts in self._waiting.items():
            if year not in self._writers:
                self._writers[year] = self._opened(self._path(year))
            self._writers[year].write_table(pa.concat_tables(parts))
        self._waiting.clear()
        self._held = 0

    def outputs(self) -> tuple[Output, ...]:
        """The files, once they have their places."""
        return tuple(
            Output(path.relative_to(self._folder).as_posix(), rows, path.stat().st_size)
            for year, rows in sorted(self._rows.items())
            for path in [self._path(year)]
        )

    def _path(self, year: str) -> Path:
        return self._folder / f"year={year}" / f"{self._name}.parquet"

    def _opened(self, path: Path) -> Any:
        path.parent.mkdir(exist_ok=True)
        stream = self._stack.enter_context(whole_file(path))
        return self._stack.enter_context(parquet_writer(stream.buffer, self._footer))
