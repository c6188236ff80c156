"""Tables of articles that come in, whether in memory or in a Parquet file: batches with the number
of the row before each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from framing.articles.readers import File
from framing.articles.readers.opening import open_file
from framing.errors import FramingError, ReadError
from framing.shards.arrow import pa, parquet

_BATCH_BYTES = 8_000_000
_FEWEST, _MOST = 16, 1_000
"""Rows of a batch: as many as hold some megabytes, where all are of one size."""

_DAMAGES = (pa.ArrowException, OSError, ArithmeticError, LookupError, TypeError, ValueError)
"""What Arrow raises of broken files and tables."""

Batches = Iterator[tuple[int, Any]]


@dataclass(frozen=True, slots=True)
class TableIn:
    """A table whose batches can be read again and again."""

    file: File
    """Its file, or what it is called in messages."""
    schema: Any
    read: Callable[[Sequence[str] | None], Batches]
    """The batches of some columns, of all for None; each with how many rows are before it."""

    def batches(self, columns: Sequence[str] | None = None) -> Batches:
        """The same, each looked through for what is no sound Arrow.

        Raises ReadError for a damaged file.
        """
        with table_errors(self.file):
            for before, batch in self.read(columns):
                batch.validate(full=True)
                yield before, batch


@contextmanager
def table_errors(file: File) -> Iterator[None]:
    """Turn what Arrow raises of a broken table inside the block into a ReadError."""
    try:
        yield
    except (FramingError, MemoryError):
        raise
    except _DAMAGES as error:
        what = f"this is no sound Parquet or Arrow table: {' '.join(str(error).split())}"
        raise ReadError(what, file=file.name, hint="write it anew") from error


def table_in_memory(table: Any) -> TableIn:
    """A table of Arrow, called `table` in messages."""

    def read(columns: Sequence[str] | None) -> Batches:
        before = 0
        chosen = table if columns is None else table.select(columns)
        for batch in chosen.to_batches(max_chunksize=_rows_of(table.nbytes, table.num_rows)):
            yield before, batch
            before += batch.num_rows

    return TableIn(File("table", Path("table")), table.schema, read)


@contextmanager
def parquet_file(file: File, rows: tuple[int, int] | None = None) -> Iterator[TableIn]:
    """The table of a Parquet file, or some of its rows by their numbers from 0.

    Raises ReadError for what is none.
    """
    with ExitStack() as stack:
        stream = stack.enter_context(open_file(file, [b"PAR1"]))
        with table_errors(file):
            opened = stack.enter_context(parquet.ParquetFile(stream))
            schema = opened.schema_arrow
        yield TableIn(file, schema, lambda columns: _batches(opened, columns, rows))


def _batches(opened: Any, columns: Sequence[str] | None, rows: tuple[int, int] | None) -> Batches:
    first, last = rows or (0, opened.metadata.num_rows)
    begin = 0
    for number in range(opened.num_row_groups):
        group = opened.metadata.row_group(number)
        end = begin + group.num_rows
        if begin < last and first < end:
            size = _rows_of(group.total_byte_size, group.num_rows)
            found = opened.iter_batches(size, [number], columns, use_threads=False)
            yield from _within(found, begin, first, last)
        begin = end


def _within(batches: Iterator[Any], begin: int, first: int, last: int) -> Batches:
    """What of the batches of a row group lies between two rows."""
    for batch in batches:
        end = begin + batch.num_rows
        low, high = max(first, begin), min(last, end)
        if low < high:
            yield low, batch.slice(low - begin, high - low)
        begin = end


def _rows_of(size: int, rows: int) -> int:
    return max(_FEWEST, min(_MOST, _BATCH_BYTES * rows // max(size, 1)))
