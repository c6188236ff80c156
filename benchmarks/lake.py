"""CPU time and memory of questions to a lake of made-up scores.

    python -m benchmarks.lake FOLDER [--articles 1000000] [--threads 1]

The lake is made in FOLDER where none is there: three dimensions, 300 sources, five years, no texts.
Each question is a process of its own; start-up is in its figures. Where the lake was just made,
their memory is that of making it: measure in a second call.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from framing.cluster.manifests import Makers, Manifest, Output, Planned, Receipt, write_manifest
from framing.shards.footers import Footer
from framing.shards.score_schema import SCORE_SCHEMA, with_footer

DIMENSIONS = ("blame", "risk", "support")
YEARS = range(2020, 2025)
AT_ONCE = 50_000
QUESTIONS = (
    ["sources"],
    ["sources", "--where", "published>=2024"],
    ["sources", "--by", "source,year"],
    ["trend", "--over", "month"],
    ["trend", "--over", "year", "--by", "meta.desk"],
    ["articles", "--sort", "risk", "--reverse"],
)


def main() -> None:
    """Make the lake where it is not there, and ask it."""
    asked = argparse.ArgumentParser()
    asked.add_argument("folder", type=Path)
    asked.add_argument("--articles", type=int, default=1_000_000)
    asked.add_argument("--threads", default="1")
    said = asked.parse_args()
    if not (said.folder / "manifest.json").exists():
        make(said.folder, said.articles)
    size = sum(each.stat().st_size for each in said.folder.rglob("*.parquet"))
    print(f"{size / 1e6:.0f} MB of Parquet")
    for question in QUESTIONS:
        ask(said.folder, question, said.threads)


def ask(folder: Path, question: list[str], threads: str) -> None:
    """Print what one question takes."""
    command = [sys.executable, "-m", "framing", "lake", question[0], str(folder), *question[1:]]
    with subprocess.Popen(
        [*command, "--threads", threads, "--json"], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        rows = process.stdout.read().count(b"\n") - 2
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = used.ru_utime + used.ru_stime
    print(
        f"{' '.join(question):45} {seconds:6.2f} CPU s {used.ru_maxrss / 1024:6.0f} MB"
        f" {rows:7,} rows, exit code {process.returncode}"
    )


def make(folder: Path, articles: int) -> None:
    """Write a lake of made-up scores."""
    shards = []
    for number, begin in enumerate(range(0, articles, AT_ONCE)):
        year, size = YEARS[number % len(YEARS)], min(AT_ONCE, articles - begin)
        name = f"year={year}/{number:06}.parquet"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        table = scores(size, year, np.random.default_rng(number))
        schema = with_footer(Footer("made-up", ()))
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            writer.write_table(table, row_group_size=20_000)
        outputs = (Output(name, size, path.stat().st_size),)
        receipt = Receipt(f"{number:06}", outputs, articles=size)
        shards.append(Planned(receipt.name, (), receipt))
    makers = Makers("made-up", "", "", ())
    write_manifest(folder, Manifest(makers, "", tuple(shards), complete=True))


def scores(size: int, year: int, chance: np.random.Generator) -> pa.Table:
    """The scores of so many articles of a year."""
    words = chance.integers(100, 1200, size)
    said = np.round(words * 0.7).astype(int)
    days = zip(chance.integers(1, 13, size), chance.integers(1, 29, size), strict=True)
    columns: dict[str, Any] = {
        "id": [f"{each:016x}" for each in chance.integers(0, 2**63, size)],
        "source": [f"Source {each}" for each in np.minimum(chance.geometric(0.02, size), 300)],
        "title": [f"A title of the article {each}" for each in range(size)],
        "published": [f"{year}-{month:02}-{day:02}" for month, day in days],
        "language": ["en"] * size,
        "unit": ["words"] * size,
        "text": pa.nulls(size, pa.string()),
        "excluded": [[]] * size,
        "meta": [[("desk", f"desk {each}")] for each in chance.integers(0, 9, size)],
        "words": words,
        "excluded_words": np.zeros(size),
        "sentences": words // 20,
        "words_squared": words * 25,
        "scores": _scores(words, chance),
        "entries": _entries(size, chance),
        "voices": _lists(
            SCORE_SCHEMA.field("voices").type,
            np.full(size, 2),
            [["quote", "narrator"] * size, _pairs(words - said, said), np.full(2 * size, 9),
             np.full(2 * size, 900)],
        ),
        "unbalanced": [[]] * size,
    }  # fmt: skip
    empty = [""] * size
    return pa.table(
        [pa.array(columns.get(field.name, empty), field.type) for field in SCORE_SCHEMA],
        SCORE_SCHEMA,
    )


def _pairs(first: Any, second: Any) -> Any:
    return np.stack([first, second], 1).ravel()


def _lists(kind: Any, sizes: Any, fields: list[Any]) -> Any:
    """A column of lists of structs, given how long each is and the fields one after another."""
    struct = kind.value_type
    arrays = [pa.array(own, struct.field(at).type) for at, own in enumerate(fields)]
    values = pa.StructArray.from_arrays(arrays, fields=list(struct))
    opens = pa.array(np.append(0, np.cumsum(sizes)), pa.int32())
    return pa.ListArray.from_arrays(opens, values, type=kind)


def _scores(words: Any, chance: np.random.Generator) -> Any:
    size = len(words) * len(DIMENSIONS)
    matches = chance.poisson(words[:, None] * [0.004, 0.002, 0.001]).ravel()
    narrated = chance.binomial(matches, 0.7)
    rate = 1000 * matches / np.repeat(words, len(DIMENSIONS))
    counted = _pairs(matches - narrated, narrated)
    kept = counted > 0
    names = np.tile(["quote", "narrator"], size)[kept]
    kind = SCORE_SCHEMA.field("scores").type
    voices = _lists(
        kind.value_type.field("voices").type,
        kept.reshape(-1, 2).sum(axis=1),
        [names, counted[kept], counted[kept], counted[kept], 20 * counted[kept]],
    )
    fields = [np.tile(DIMENSIONS, len(words)), matches, matches, rate, rate / 2, rate * 2,
              np.where(matches, "ratio", "silence"), 1.2 * matches, 25 * matches, matches,
              np.zeros(size), voices]  # fmt: skip
    return _lists(kind, np.full(len(words), len(DIMENSIONS)), fields)


def _entries(size: int, chance: np.random.Generator) -> Any:
    sizes = chance.integers(0, 6, size)
    total = int(sizes.sum())
    words = np.array([f"word{each}" for each in range(200)])
    fields = [chance.choice(DIMENSIONS, total), chance.choice(words, total), np.ones(total),
              np.ones(total), np.zeros(total)]  # fmt: skip
    return _lists(SCORE_SCHEMA.field("entries").type, sizes, fields)


if __name__ == "__main__":
    main()
