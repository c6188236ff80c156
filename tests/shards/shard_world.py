"""What the tests of shards share: articles, lexicons, and what a scan of them gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from framing.articles import Options, find_files, read, take
from framing.articles.date_columns import DateColumn
from framing.lexicons import active
from framing.matching import Scanner
from framing.model import Article, Rating
from framing.places import bundled

RISK = bundled("lexicons") / "risk.toml"
ENDINGS = (".parquet", ".jsonl", ".jsonl.gz")
ROWS = (
    {
        "text": "Risks rise for the region, the mayor said on Monday.\n\n“The risk is real and the "
        "danger grows every day,” she told the council.\n\nThe ministry funds start-ups. "
        "It will not fund casinos. Subsidies help firms compete. They lead the world.\n\n"
        "Read more: https://example.org/one",
        "source": "Daily A",
        "title": "Bridge closed",
        "published": "2024-05-02",
        "desk": "business",
    },
    {
        "text": "No word of it here.",
        "source": "Daily B",
        "title": "",
        "published": "2025-01-09",
        "desk": "",
    },
    {
        "text": "Ünlike the others “this has a mark alone.\n\n\U0001f600 is no threat at all.",
        "source": "",
        "title": "Ünlike",
        "published": "",
        "desk": "世界",
    },
)


def scanner() -> Scanner:
    """The bundled lexicons, compiled."""
    return Scanner(active())


def rated(path: Path, options: Options | None = None) -> list[Rating]:
    """The ratings of the articles of a file, by the long way that an import goes."""
    options = options or Options()
    (file,) = find_files([str(path)], options).files
    dates = DateColumn(file.name)
    drafts = list(dates.seen(read(file, options)))
    articles: list[Article] = [take(dates.order().dated(draft)) for draft in drafts]
    return list(scanner().rate(articles))


def table(rows: tuple[dict[str, Any], ...] = ROWS) -> pa.Table:
    """The rows as a table."""
    return pa.Table.from_pylist(list(rows))


def changed(path: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A Parquet file of scores whose first row is changed; its metadata stay."""
    found = parquet.read_table(path)
    rows = found.to_pylist()
    change(rows[0])
    parquet.write_table(pa.Table.from_pylist(rows, schema=found.schema), path)
    return path
