"""Tables as Arrow, and in Parquet files: typed columns, what made them in the metadata."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TextIO

from framing.export.extra import needed
from framing.export.table_data import TableData
from framing.visible import visible

if TYPE_CHECKING:
    import pyarrow

ROW_GROUP = 20_000
"""Rows that are held in memory and written at once."""

ABOUT = "framing"
"""The key of the file's metadata under which stands, as JSON, what made the table."""


def write_parquet(data: TableData, stream: TextIO) -> None:
    """The table as Parquet, a row group after the other, to the bytes below a stream."""
    needed("pyarrow")
    from pyarrow import parquet

    with parquet.ParquetWriter(stream.buffer, _schema(data)) as writer:
        for batch in _batches(data):
            writer.write_batch(batch)


def arrow_table(data: TableData) -> pyarrow.Table:
    """The whole table. Raises UsageError where pyarrow is missing."""
    needed("pyarrow")
    import pyarrow

    return pyarrow.Table.from_batches(_batches(data), _schema(data))


def _schema(data: TableData) -> pyarrow.Schema:
    import pyarrow as pa

    types: dict[str, pa.DataType] = {
        "text": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "flag": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.list_(pa.int64())),
    }
    fields = [(visible(name), types[data.types.get(name, "text")]) for name in data.columns]
    about = {"kind": data.kind} | dict(data.about)
    return pa.schema(fields, metadata={ABOUT: visible(json.dumps(about, ensure_ascii=False))})


def _batches(data: TableData) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    schema, rows = _schema(data), iter(data.rows)
    makers = [_PLAIN.get(data.types.get(name, "text"), _as_it_is) for name in data.columns]
    columns = list(zip(data.columns, makers, schema.types, strict=True))
    while held := list(islice(rows, ROW_GROUP)):
        arrays = [
            pyarrow.array([plain(row.get(name)) for row in held], arrow_type)
            for name, plain, arrow_type in columns
        ]
        yield pyarrow.RecordBatch.from_arrays(arrays, schema=schema)


def _as_it_is(value: Any) -> Any:
    return value


def _flag(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _text(value: Any) -> str | None:
    return None if value is None else visible(value)


def _texts(value: Any) -> list[str]:
    return [visible(each) for each in value]


_PLAIN: dict[str, Callable[[Any], Any]] = {"text": _text, "texts": _texts, "flag": _flag}
