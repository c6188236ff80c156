"""Files of scores as they are written, whole or not at all: Parquet and JSON Lines."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from framing.errors import FramingError, UsageError
from framing.places import whole_file
from framing.shards.arrow import pa, parquet
from framing.shards.footers import ABOUT, Footer
from framing.shards.score_schema import SCORE_SCHEMA

_ROW_GROUP_BYTES = 32_000_000
_ROW_GROUP_ROWS = 20_000
"""A row group is written when so much is held; without texts it is the rows that count."""
_JSON_ROWS = 100
_UNLIKE = ("id", "title", "url", "text")
"""Columns whose values hardly come twice."""
_SOUGHT = ("source", "published", "language", "words")
"""Columns by which readers choose row groups."""

Write = Callable[[Any], None]


@contextmanager
def score_writer(path: Path, footer: Footer) -> Iterator[Write]:
    """What writes tables of scores to a file, which takes its place when the block ends well.

    The ending of the name says the format. Raises UsageError for another one, FramingError where
    the file cannot be written.
    """
    opened = next((made for ending, made in _FORMATS.items() if path.name.endswith(ending)), None)
    if opened is None:
        what = "scores are not written in a file of this name"
        raise UsageError(what, file=str(path), hint=f"known: {', '.join(_FORMATS)}")
    try:
        with whole_file(path) as stream, opened(stream.buffer, footer) as write:
            yield write
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise FramingError(what, file=str(path)) from error


@contextmanager
def _parquet(stream: BinaryIO, footer: Footer) -> Iterator[Write]:
    held: list[Any] = []

    def write_out() -> None:
        writer.write_table(pa.concat_tables(held), row_group_size=_ROW_GROUP_ROWS)
        held.clear()

    def write(table: Any) -> None:
        held.append(table)
        size, rows = (sum(getattr(each, name) for each in held) for name in ("nbytes", "num_rows"))
        if size >= _ROW_GROUP_BYTES or rows >= _ROW_GROUP_ROWS:
            write_out()

    with parquet_writer(stream, footer) as writer:
        yield write
        if held:
            write_out()


def parquet_writer(stream: BinaryIO, footer: Footer) -> Any:
    """What writes tables of scores as groups of rows; close it when they are written."""
    writer = parquet.ParquetWriter(
        stream,
        SCORE_SCHEMA,
        compression="zstd",
        use_dictionary=_repeated(),
        write_statistics=list(_SOUGHT),
        store_schema=False,  # the types are Parquet's own
    )
    writer.add_key_value_metadata({ABOUT: footer.text()})
    return writer


def _repeated() -> list[str]:
    """The paths of the columns whose values come again and again."""
    stream = io.BytesIO()
    parquet.write_table(SCORE_SCHEMA.empty_table(), stream)
    paths = parquet.read_metadata(stream).schema
    return [each.path for each in paths if each.path not in _UNLIKE]


@contextmanager
def _json_lines(stream: BinaryIO, footer: Footer) -> Iterator[Write]:
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
    stream.write(f"{footer.text()}\n".encode())

    def write(table: Any) -> None:
        for batch in table.to_batches(_JSON_ROWS):
            for row in batch.to_pylist():
                row["meta"] = dict(row["meta"])
                stream.write(f"{encode(row)}\n".encode())

    yield write


@contextmanager
def _packed(stream: BinaryIO, footer: Footer) -> Iterator[Write]:
    # No time and no name go in, so that the same scores make the same bytes.
    with (
        gzip.GzipFile("", "wb", 6, stream, mtime=0) as packed,
        _json_lines(cast(BinaryIO, packed), footer) as write,
    ):
        yield write


_FORMATS = {".parquet": _parquet, ".jsonl.gz": _packed, ".jsonl": _json_lines}
