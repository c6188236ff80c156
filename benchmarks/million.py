"""Measures `framing cluster score` on as many articles as are asked for, made of other articles.

    python -m benchmarks.million --corpus news.jsonl.gz --articles 1000000 --folder /scratch

Each article is put together from paragraphs of the corpus: its first is the first of some article,
its last the last of some, and between them stand as many from the middle of others as one article
has. So no text is there twice, and lengths, boilerplate and words are those of the corpus; what an
article says as a whole is nonsense. Without a corpus texts are made up. Files of JSON lines or
Parquet are written first, which is not measured; then the command runs in a process of its own, and
what it and its workers took is what the system says of ended children.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from benchmarks.scan import made_up_texts, made_up_words

FIELDS = ("source", "title", "published")
HUNDRED_MILLION = 100_000_000
_GROUP = 5_000
"""Rows of a group in a Parquet file."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a run took and left."""

    articles: int
    shards: int
    bytes_in: int
    bytes_out: int
    cpu_seconds: float
    """Of the command and all its workers, user and system."""
    milliseconds_an_article: float
    bytes_an_article: float
    megabytes: float
    """Resident memory, at the most, of the largest of these processes."""
    core_hours_100_million: float


def main(given: Sequence[str] | None = None) -> None:
    """Write the articles, score them, print what it took."""
    asked = _arguments().parse_args(given)
    folder = Path(tempfile.mkdtemp(prefix="framing-million-", dir=asked.folder))
    try:
        write(folder / "news", rows_of(asked.corpus, asked.articles), asked)
        report, entry_hash = measured(folder / "news", folder / "lake", asked)
    finally:
        if asked.keep:
            print(f"kept: {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)
    if asked.json:
        print(json.dumps(asdict(report) | {"entry_hash": entry_hash}, indent=2))
        return
    for name, value in asdict(report).items():
        shown = f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
        print(f"{name.replace('_', ' '):28}{shown}")
    print(f"{'entry hash':28}{entry_hash}")


def rows_of(corpus: Path | None, size: int) -> Iterator[dict[str, str]]:
    """So many articles of paragraphs of a corpus, the same for the same corpus."""
    chance = random.Random(7)
    articles = _read(corpus) if corpus else _made_up(chance)
    parts = [each["text"].split("\n\n") for each in articles]
    first, last = [each[0] for each in parts], [each[-1] for each in parts]
    middle = [each for own in parts for each in own[1:-1]] or last
    for number in range(size):
        at = number % len(articles)
        between = chance.choices(middle, k=max(1, len(parts[at]) - 2))
        text = "\n\n".join((chance.choice(first), *between, chance.choice(last)))
        yield articles[at] | {"text": text}


def _read(corpus: Path) -> list[dict[str, str]]:
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        rows = map(json.loads, lines)
        return [{name: row.get(name) or "" for name in ("text", *FIELDS)} for row in rows]


def _made_up(chance: random.Random) -> list[dict[str, str]]:
    texts = made_up_texts(made_up_words(chance, 3_000), chance, 400)
    return [
        {
            "text": text,
            "source": f"paper {number % 40}",
            "title": "",
            "published": f"20{10 + number % 15}-0{1 + number % 9}-15",
        }
        for number, text in enumerate(texts)
    ]


def write(folder: Path, rows: Iterator[dict[str, str]], asked: argparse.Namespace) -> None:
    """Write the rows into files of so many articles."""
    folder.mkdir()
    for number in range(-(-asked.articles // asked.file_articles)):
        path = folder / f"{number:05}.{asked.format}"
        _FORMATS[asked.format](path, islice(rows, asked.file_articles))


def _write_lines(path: Path, rows: Iterator[dict[str, str]]) -> None:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_parquet(path: Path, rows: Iterator[dict[str, str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.string()) for name in ("text", *FIELDS)])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            writer.write_table(pa.Table.from_pylist(group, schema))


_FORMATS = {"parquet": _write_parquet, "jsonl": _write_lines, "jsonl.gz": _write_lines}


def measured(news: Path, lake: Path, asked: argparse.Namespace) -> tuple[Report, str]:
    """Score the files into a lake, and tell what it took and its entry hash."""
    engine = ["--engine", "serial"] if asked.serial else ["--workers", str(asked.workers)]
    size = ["--shard-size", str(asked.shard_size)] if asked.shard_size else []
    texts = ["--without-texts"] if asked.without_texts else []
    command = [sys.executable, "-m", "framing", "cluster", "score", str(news), str(lake)]
    before = _spent()
    done = subprocess.run(
        [*command, *engine, *size, *texts, "--json"], stdout=subprocess.PIPE, check=True, text=True
    )
    cpu = _spent() - before
    (told,) = json.loads(done.stdout)["rows"]
    assert told["articles"] == asked.articles, told
    report = Report(
        articles=told["articles"],
        shards=told["shards"],
        bytes_in=sum(path.stat().st_size for path in news.iterdir()),
        bytes_out=told["bytes"],
        cpu_seconds=cpu,
        milliseconds_an_article=1_000 * cpu / told["articles"],
        bytes_an_article=told["bytes"] / told["articles"],
        megabytes=resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
        core_hours_100_million=cpu / told["articles"] * HUNDRED_MILLION / 3_600,
    )
    return report, told["entry_hash"]


def _spent() -> float:
    """CPU seconds of all children that ended, and of theirs."""
    taken = resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken.ru_utime + taken.ru_stime


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, help="JSON lines with text, source, title, …")
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--file-articles", type=int, default=50_000, help="articles of a file")
    parser.add_argument("--format", choices=_FORMATS, default="parquet")
    parser.add_argument("--folder", type=Path, help="where files and lake are made for the time")
    parser.add_argument("--keep", action="store_true", help="leave them there")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--serial", action="store_true", help="one process instead of workers")
    parser.add_argument("--shard-size", type=int, help="MiB; else that of the command")
    parser.add_argument("--without-texts", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    main()
