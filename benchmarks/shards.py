"""Measures what a shard costs: files of articles to files of scores, beside the bare scan.

    python -m benchmarks.shards --corpus news.jsonl.gz

Without a corpus it writes seeded made-up articles. Times are CPU seconds for 1,000 articles, the
median of the rounds; every part has its turn in each round, so that a busy moment of the machine
falls on all of them. `scan` is the pass of the core alone, over articles in memory.
"""

from __future__ import annotations

import gc
import json
import platform
import statistics
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from benchmarks.importing import LEXICONS, corpus_of, cpu_seconds, emptied, parser_of
from benchmarks.scan import table, versions
from framing.articles import File, Options, read, take
from framing.library import Library
from framing.matching import Scanner
from framing.places import bundled
from framing.runs import import_files
from framing.runs.rescoring import own
from framing.shards import ShardOptions, lexicons_of, read_scores, score_shard


@dataclass(frozen=True, slots=True)
class Report:
    """What shards of a corpus cost."""

    articles: int
    seconds: dict[str, float]
    """CPU seconds for 1,000 articles by part."""
    scans: dict[str, float]
    """The same as multiples of the scan."""
    size: dict[str, float]
    """Bytes an article of each file."""


def measure(corpus: Path, scanner: Scanner, rounds: int, folder: Path) -> Report:
    """Each part turn by turn; the first turn of all is not counted."""
    file = File("articles.parquet", folder / "articles.parquet")
    rows = [json.loads(line) for line in corpus.read_text("utf-8").split("\n") if line]
    parquet.write_table(pa.Table.from_pylist(rows), file.path, compression="zstd")
    articles = list(map(take, read(file, Options())))
    out = {name: folder / name for name in ("scores.parquet", "bare.parquet", "scores.jsonl.gz")}
    cleaned = folder / "cleaned.parquet"
    score_shard(file.path, cleaned, scanner)
    parts: dict[str, Callable[[], object]] = {
        "scan": lambda: deque(scanner.counts(articles), maxlen=0),
        "Parquet → Parquet": lambda: score_shard(file.path, out["scores.parquet"], scanner),
        "the same, cleaned before": lambda: score_shard(cleaned, out["scores.parquet"], scanner),
        "Parquet → Parquet without texts": lambda: score_shard(
            file.path, out["bare.parquet"], scanner, ShardOptions(texts=False)
        ),
        "JSON lines → Parquet": lambda: score_shard(corpus, out["scores.parquet"], scanner),
        "Parquet → JSON lines, packed": lambda: score_shard(
            file.path, out["scores.jsonl.gz"], scanner
        ),
        "read_scores of Parquet": lambda: deque(read_scores(cleaned), maxlen=0),
        "scores into a library": lambda: imported(cleaned, folder),
    }
    gc.freeze()  # what is held here must not make the garbage collections of a shard longer
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        for name, part in parts.items():
            seconds = cpu_seconds(part)
            times[name] += [seconds] if number else []
    gc.unfreeze()
    per_thousand = {
        name: 1000 * statistics.median(each) / len(articles) for name, each in times.items()
    }
    return Report(
        len(articles),
        per_thousand,
        {name: each / per_thousand["scan"] for name, each in per_thousand.items()},
        {name: path.stat().st_size / len(articles) for name, path in out.items()},
    )


def imported(scores: Path, folder: Path) -> None:
    """A library of a file of scores."""
    with Library(emptied(folder / "taken.db"), create=True) as library:
        import_files(library, [File(scores.name, scores)], Options(), own(library))


def described(report: Report) -> str:
    """A report as Markdown."""
    rows = [
        (name, f"{seconds:.3f}", f"{report.scans[name]:.2f}")
        for name, seconds in report.seconds.items()
    ]
    sizes = [(name, f"{size:,.0f}") for name, size in report.size.items()]
    times = table(("", "CPU seconds for 1,000", "of the scan"), rows)
    return f"{report.articles:,} articles\n\n{times}\n\n{table(('', 'bytes an article'), sizes)}"


def main(given: Sequence[str] | None = None) -> None:
    """Measure and write the report to standard output."""
    options = parser_of(__doc__, rounds=5).parse_args(given)
    paths = options.lexicon or [bundled("lexicons") / f"{name}.toml" for name in LEXICONS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus, _ = corpus_of(options, folder)
        report = measure(corpus, Scanner(lexicons_of(paths)), options.rounds, folder)
    if options.json:
        print(json.dumps(asdict(report) | {"versions": versions()}, indent=2))
        return
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, ", end="")
    print(f"pyarrow {pa.__version__}; median of {options.rounds} rounds.\n\n{described(report)}")


if __name__ == "__main__":
    main()
