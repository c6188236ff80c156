"""Measures what an import costs beside its bare parts: reading, scanning, writing the same rows.

    python -m benchmarks.importing --corpus news.jsonl.gz

Without a corpus it writes seeded made-up articles. Times are CPU seconds, the median of the rounds;
in each round the import and every part have their turn, so that a busy moment of the machine falls
on all of them. The bare writing puts finished rows into tables, indexes and a full-text index like
the library's with `executemany`, in one transaction, and checks nothing. The script is what a
scholar would write instead: pandas reads the file, scikit-learn's CountVectorizer counts the terms
of the lexicons among n-grams of one to three words, and pandas writes texts and counts to SQLite.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import platform
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.scan import WORD, made_up_texts, made_up_words, table, terms_of, versions
from framing.articles import File, Options, read, take
from framing.articles.batches import batches
from framing.lexicons import Lexicon
from framing.library import Library
from framing.matching import Scanner
from framing.places import bundled
from framing.runs import import_files
from framing.runs.rescoring import Choice
from framing.shards import lexicons_of

LEXICONS = ("state_support", "competitiveness", "risk")
TABLES = ("lexicons", "runs", "imports", "articles", "scores", "entry_counts")
INDEX = "INSERT INTO articles_fts (rowid, source, publisher, title, text) VALUES (?, ?, ?, ?, ?)"
PARTS = ("read", "take", "scan", "write")
"""Files to drafts; drafts to articles (normal form, cleaning, title, date, id); articles to
ratings; rows to the library file."""


@dataclass(frozen=True, slots=True)
class Report:
    """CPU seconds of the import and its parts, medians of the rounds."""

    articles: int
    rows: int
    """In `scores` and `entry_counts`."""
    whole: float
    parts: dict[str, float]
    ratio: float
    """The import divided by all parts."""
    strict_ratio: float
    """The import divided by reading, scanning and writing: its cleaning counts as overhead."""
    script: float | None
    """The script of a scholar; None where pandas or scikit-learn is missing."""


@dataclass(frozen=True, slots=True)
class Growth:
    """What `framing import` takes for a collection of some size, in a process of its own."""

    articles: int
    milliseconds: float
    """CPU time an article."""
    megabytes: float
    """Resident memory at the most."""


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU time of one call, in this process and all its threads."""
    gc.collect()
    begin = time.process_time()
    work()
    return time.process_time() - begin


def measure(corpus: Path, lexicons: tuple[Lexicon, ...], rounds: int, folder: Path) -> Report:
    """The import and its parts, turn by turn; the first turn of all is not counted."""
    file = File(corpus.name, corpus)
    full = whole_import(file, lexicons, folder)
    rows = rows_of(full)
    gc.freeze()  # the rows must not make the garbage collections of the import longer
    scanner = Scanner(lexicons)
    script = scholars_script(corpus, lexicons, folder)
    times: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        times["whole"].append(cpu_seconds(lambda: whole_import(file, lexicons, folder)))
        for part, seconds in streamed(file, scanner).items():
            times[part].append(seconds)
        times["write"].append(bare_writing(rows, lexicons, folder))
        if script:
            times["script"].append(cpu_seconds(script))
    gc.unfreeze()
    parts = {part: statistics.median(times[part]) for part in PARTS}
    whole = statistics.median(times["whole"])
    return Report(
        articles=len(rows["articles"]),
        rows=len(rows["scores"]) + len(rows["entry_counts"]),
        whole=whole,
        parts=parts,
        ratio=whole / sum(parts.values()),
        strict_ratio=whole / (sum(parts.values()) - parts["take"]),
        script=statistics.median(times["script"]) if script else None,
    )


def whole_import(file: File, lexicons: tuple[Lexicon, ...], folder: Path) -> Path:
    """A new library of the file's articles."""
    path = emptied(folder / "whole.db")
    with Library(path, create=True) as library:
        import_files(library, [file], Options(), Choice(lexicons))
    return path


def streamed(file: File, scanner: Scanner) -> dict[str, float]:
    """CPU seconds of reading, taking and scanning a file, in batches of which nothing is kept."""
    gc.collect()
    times = dict.fromkeys(("read", "take", "scan"), 0.0)
    clock = time.process_time
    begin = clock()
    for drafts in batches(read(file, Options())):
        at_drafts = clock()
        articles = [take(draft) for draft in drafts]
        at_articles = clock()
        list(scanner.rate(articles))
        at_ratings = clock()
        times["read"] += at_drafts - begin
        times["take"] += at_articles - at_drafts
        times["scan"] += at_ratings - at_articles
        begin = clock()
    return times


def rows_of(library: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a library by table, and those of its full-text index."""
    db = sqlite3.connect(library)
    rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES}
    rows["articles_fts"] = db.execute(
        "SELECT seq, source, publisher, title, text FROM articles"
    ).fetchall()
    db.close()
    return rows


def bare_writing(
    rows: dict[str, list[tuple[object, ...]]], lexicons: tuple[Lexicon, ...], folder: Path
) -> float:
    """CPU seconds of writing the rows into a new library file whose tables are empty."""
    path = emptied(folder / "bare.db")
    with Library(path, create=True) as library:
        library.runs.begin("import", lexicons, {})
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript("DROP TRIGGER articles_ai; DELETE FROM runs; DELETE FROM lexicons")
    db.execute("PRAGMA cache_size = -65536")

    def write() -> None:
        db.execute("BEGIN")
        for name in filter(rows.get, TABLES):
            marks = ", ".join("?" * len(rows[name][0]))
            db.executemany(f"INSERT INTO {name} VALUES ({marks})", rows[name])
        db.executemany(INDEX, rows["articles_fts"])
        db.execute("COMMIT")

    seconds = cpu_seconds(write)
    db.close()
    return seconds


def scholars_script(
    corpus: Path, lexicons: tuple[Lexicon, ...], folder: Path
) -> Callable[[], object] | None:
    """The script, its wildcards written out beforehand; None where its libraries are missing."""
    try:
        import numpy as np
        import pandas as pd
        from sklearn.feature_extraction.text import CountVectorizer
    except ImportError:
        return None
    with corpus.open(encoding="utf-8") as lines:
        terms = terms_of(lexicons, [json.loads(line)["text"] for line in lines])
    phrases = list(terms.literals)
    belongs = np.zeros((len(phrases), len(terms.homes)), dtype=np.int64)
    for place, homes in enumerate(terms.literals.values()):
        belongs[place, homes] = 1

    def work() -> None:
        frame = pd.read_json(corpus, lines=True, dtype=False)
        counter = CountVectorizer(vocabulary=phrases, ngram_range=(1, 3), token_pattern=WORD)
        frame[list(terms.homes)] = counter.transform(frame["text"]) @ belongs
        frame["words"] = frame["text"].str.split().str.len()
        for home in terms.homes:
            frame[f"{home}_rate"] = 1000 * frame[home] / frame["words"]
        with closing(sqlite3.connect(emptied(folder / "script.db"))) as db:
            frame.to_sql("articles", db, index=False)

    return work


def emptied(path: Path) -> Path:
    """The path, after what stood there was deleted."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return path


def grow(rows: Sequence[dict[str, str]], size: int, jobs: int, folder: Path) -> Growth:
    """The command on so many articles; the corpus is repeated, each time with a line of its own."""
    corpus = folder / "grown.jsonl"
    with corpus.open("w", encoding="utf-8") as file:
        for number, row in enumerate(islice(cycle(rows), size)):
            text = f"{row['text']}\n\nCopy {number // len(rows)}."
            file.write(json.dumps(row | {"text": text}) + "\n")
    db = emptied(folder / "grown.db")
    command = [sys.executable, "-m", "framing", "import", corpus, "--db", db, "--jobs", str(jobs)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"framing import ended with {process.returncode}")
    seconds = usage.ru_utime + usage.ru_stime
    return Growth(size, 1000 * seconds / size, usage.ru_maxrss / 1024)


def corpus_of(options: argparse.Namespace, folder: Path) -> tuple[Path, list[dict[str, str]]]:
    """The corpus as a file that can be imported, and its rows."""
    path = folder / "corpus.jsonl"
    if options.corpus and not options.articles and options.corpus.suffix != ".gz":
        shutil.copyfile(options.corpus, path)
    else:
        lines = islice(_given(options.corpus) if options.corpus else _made(options), _most(options))
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines)
    with path.open(encoding="utf-8") as file:
        return path, [json.loads(line) for line in file if line.strip()]


def _most(options: argparse.Namespace) -> int | None:
    return options.articles or (None if options.corpus else 2000)


def _given(path: Path) -> Iterator[str]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from lines


def _made(options: argparse.Namespace) -> Iterator[str]:
    chance = random.Random(options.seed)
    words = made_up_words(chance, 20_000)
    for number in range(options.articles or 2000):
        (text,) = made_up_texts(words, chance, 1)
        title = " ".join(chance.choices(words, k=8)).capitalize()
        row = {"title": title, "source": f"Paper {number % 20}", "text": text}
        yield json.dumps(row) + "\n"


def described(report: Report) -> str:
    """A report as Markdown."""
    names = {
        "read": "reading the file",
        "take": "normal form, cleaning, title, date, id",
        "scan": "scanning",
        "write": "bare `executemany`, full-text index included",
    }
    rows = [(names[part], f"{report.parts[part]:.2f}") for part in PARTS]
    rows += [
        ("sum of the parts", f"{sum(report.parts.values()):.2f}"),
        ("import", f"{report.whole:.2f}"),
        ("import / sum", f"{report.ratio:.2f}"),
        ("import / sum without cleaning", f"{report.strict_ratio:.2f}"),
        ("import / bare `executemany`", f"{report.whole / report.parts['write']:.2f}"),
    ]
    if report.script:
        rows += [
            ("pandas, CountVectorizer 1–3, SQLite", f"{report.script:.2f}"),
            ("import / that", f"{report.whole / report.script:.2f}"),
        ]
    head = f"{report.articles:,} articles, {report.rows:,} rows of scores and counts\n\n"
    return head + table(("", "CPU seconds"), rows)


def parser_of(doc: str | None, rounds: int) -> argparse.ArgumentParser:
    """The options that say what is measured, how often, and how it is told."""
    parser = argparse.ArgumentParser(description=(doc or "").split("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, help="JSON Lines with the field text, may be .gz; else made up")
    add("--lexicon", type=Path, action="append", default=[], help="lexicon file; else the bundled")
    add("--articles", type=int, help="only the first N articles (made up: 2,000)")
    add("--rounds", type=int, default=rounds, help=f"rounds of which the median counts ({rounds})")
    add("--seed", type=int, default=1, help="of what is made up (1)")
    add("--json", action="store_true", help="write JSON instead of Markdown")
    return parser


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = parser_of(__doc__, rounds=3)
    add = parser.add_argument
    add("--growth", type=int, nargs="*", default=[], help="sizes of collections to compare")
    add("--jobs", type=int, default=1, help="processes of the imports of --growth (1)")
    add("--growth-only", action="store_true", help="leave the parts out")
    return parser.parse_args(given)


def main(given: Sequence[str] | None = None) -> None:
    """Measure and write the report to standard output."""
    options = arguments(given)
    paths = options.lexicon or [bundled("lexicons") / f"{name}.toml" for name in LEXICONS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus, rows = corpus_of(options, folder)
        lexicons = lexicons_of(paths)
        report = None
        if not options.growth_only:
            report = measure(corpus, lexicons, options.rounds, folder)
        growth = [grow(rows, size, options.jobs, folder) for size in options.growth]
    if options.json:
        plain = {"import": report and asdict(report), "growth": [asdict(each) for each in growth]}
        print(json.dumps(plain | {"versions": versions()}, indent=2))
        return
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, ", end="")
    print(f"SQLite {sqlite3.sqlite_version}; median of {options.rounds} rounds.")
    if report:
        print(f"\n{described(report)}")
    if growth:
        lines = [(f"{g.articles:,}", f"{g.milliseconds:.2f}", f"{g.megabytes:.0f}") for g in growth]
        print(f"\n{table(('articles', 'CPU ms an article', 'MB resident'), lines)}")


if __name__ == "__main__":
    main()
