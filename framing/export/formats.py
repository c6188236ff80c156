"""The formats of an export, and writing rows in one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from framing.errors import NotFoundError
from framing.export.arrow import write_parquet
from framing.export.delimited import write_csv
from framing.export.excel import write_excel
from framing.export.structured import write_json, write_jsonl
from framing.export.table_data import TableData


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: what writes it, and what its files are called."""

    write: Callable[[TableData, TextIO], None]
    suffix: str
    is_text: bool = True
    """Else it writes the bytes below the stream, which has to be a file."""


EXPORTERS: dict[str, Exporter] = {
    "csv": Exporter(write_csv, ".csv"),
    "json": Exporter(write_json, ".json"),
    "jsonl": Exporter(write_jsonl, ".jsonl"),
    "parquet": Exporter(write_parquet, ".parquet", is_text=False),
    "excel": Exporter(write_excel, ".xlsx", is_text=False),
}
TEXT_FORMATS = tuple(name for name, each in EXPORTERS.items() if each.is_text)


def exporter(name: str) -> Exporter:
    """The format of a name. Raises NotFoundError with the valid ones."""
    if name not in EXPORTERS:
        valid = ", ".join(EXPORTERS)
        raise NotFoundError(f"there is no format {name!r}", hint=f"use one of {valid}")
    return EXPORTERS[name]


def write_stream(
    name: str,
    kind: str,
    rows: Iterable[Mapping[str, object]],
    stream: TextIO,
    columns: Sequence[str] = (),
) -> None:
    """Write rows in a format as they come; CSV needs the columns for its header."""
    exporter(name).write(TableData(kind, columns, rows), stream)
