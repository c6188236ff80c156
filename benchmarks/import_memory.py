"""Measures what importing a large file takes: resident memory and CPU time, and one article more.

    python -m benchmarks.import_memory                        # a little, made up
    python -m benchmarks.import_memory --corpus news.jsonl.gz --megabytes 1000

A file of that size is made of the corpus in three ways: `distinct`, where every fourth word of each
article is replaced; `copies`, the first thousand articles over and over, of one source, with every
hundredth word replaced each time; `repeated`, the same thousand as they are, each time of another
source. `framing import` takes it into a library of its own, and then one article more of the same
kind, beside whose CPU time stands that of one into an empty library. Last comes a file of the size
that is one line, which is refused.
Memory is read from the system while the command runs, of the process that writes, and of it and its
worker processes together (what they share is counted once).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from benchmarks.scan import made_up_texts, made_up_words, table

Row = dict[str, str]
_THOUSAND = 1_000
_INTERVAL = 0.02
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a command took."""

    seconds: float
    """CPU time, worker processes included."""
    megabytes: float
    """The most memory that the process which writes had, in 10⁶ bytes."""
    together: float
    """The most memory of it and its workers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of corpus: an import of it, of one article into what came of that, and of the same
    article into a library that is empty, which is mostly start-up."""

    kind: str
    megabytes: float
    articles: int
    whole: Usage
    one: Usage
    alone: Usage


def distinct(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Articles of which no two are copies: runs of five words are of one article alone."""
    words = sorted({word for row in rows[:_THOUSAND] for word in row["text"].split(" ")})
    for number, row in enumerate(cycle(rows)):
        yield _with_words(row, number, words, 4, chance)


def copies(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """A thousand articles over and over, of one source, with a few other words each time."""
    words = sorted({word for row in rows[:_THOUSAND] for word in row["text"].split(" ")})
    for number, row in enumerate(cycle(rows[:_THOUSAND])):
        yield _with_words(row, number, words, 100, chance) | {"source": "The Paper"}


def repeated(rows: Sequence[Row], _: random.Random) -> Iterator[Row]:
    """A thousand articles over and over, each time of another source."""
    for number, row in enumerate(cycle(rows[:_THOUSAND])):
        yield row | {"id": str(number), "source": f"Paper {number // _THOUSAND}"}


def _with_words(
    row: Row, number: int, words: Sequence[str], every: int, chance: random.Random
) -> Row:
    own = row["text"].split(" ")
    first = chance.randrange(every)
    own[first::every] = chance.choices(words, k=len(own[first::every]))
    return row | {"id": str(number), "text": " ".join(own)}


KINDS: dict[str, Callable[[Sequence[Row], random.Random], Iterator[Row]]] = {
    "distinct": distinct,
    "copies": copies,
    "repeated": repeated,
}


def make(path: Path, one: Path, kind: str, size: float, corpus: Path | None) -> int:
    """Write so many bytes of a kind, and the article after them to `one`; return how many articles
    they are."""
    chance = random.Random(1)
    rows = _rows(corpus) if corpus else _made_up(chance)
    written = articles = 0
    with path.open("w", encoding="utf-8") as file:
        for row in KINDS[kind](rows, chance):
            line = json.dumps(row, ensure_ascii=False) + "\n"
            written += len(line.encode())
            if written > size and articles:
                one.write_text(line, encoding="utf-8")
                return articles
            file.write(line)
            articles += 1
    raise AssertionError("rows have no end")


def _rows(corpus: Path) -> list[Row]:
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _made_up(chance: random.Random) -> list[Row]:
    texts = made_up_texts(made_up_words(chance, 20_000), chance, 2 * _THOUSAND)
    return [
        {"id": str(at), "source": f"Paper {at % 20}", "title": f"Story {at}", "text": text}
        for at, text in enumerate(texts)
    ]


def run(command: Sequence[str | Path], code: int = 0) -> Usage:
    """Run a command to its end; raises SystemExit where that is another than it should be."""
    with TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)
        own = together = 0
        while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            own = max(own, _kibibytes(process.pid, "status", "VmHWM"))
            pids = [process.pid, *_children(process.pid)]
            together = max(together, sum(_kibibytes(pid, "smaps_rollup", "Pss") for pid in pids))
            time.sleep(_INTERVAL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        if process.returncode != code:
            raise SystemExit(f"{command} ended with {process.returncode}: {said.read()}")
    seconds = usage.ru_utime + usage.ru_stime
    return Usage(seconds, own * 1024 / 1e6, together * 1024 / 1e6)


def _children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def _kibibytes(pid: int, file: str, name: str) -> int:
    """What Linux says of a process; 0 where that has ended."""
    with suppress(OSError):
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/{file}").read_text(), re.M)
        return int(found[1]) if found else 0
    return 0


def measure(kind: str, options: argparse.Namespace, folder: Path) -> Line:
    """Import a corpus of one kind, and one article after it."""
    corpus, one, db = (folder / f"{kind}{end}" for end in (".jsonl", "-one.jsonl", ".db"))
    articles = make(corpus, one, kind, options.megabytes * 1e6, options.corpus)
    jobs = ["--jobs", str(options.jobs)] if options.jobs else []
    command = [sys.executable, "-m", "framing", "import", "--db"]
    size = corpus.stat().st_size / 1e6
    alone = run([*command, folder / "alone.db", one])
    whole = run([*command, db, *jobs, corpus])
    corpus.unlink()
    found = Line(kind, size, articles, whole, run([*command, db, one]), alone)
    for file in folder.iterdir():
        file.unlink()
    return found


def one_line(size: float, folder: Path) -> Usage:
    """What it takes to refuse a file of so many bytes and no end of a line."""
    path = folder / "line.jsonl"
    with path.open("w") as file:
        for _ in range(max(17, round(size / 2**20))):  # a line may have 16 MiB
            file.write("a" * 2**20)
    return run([sys.executable, "-m", "framing", "import", "--db", folder / "line.db", path], 1)


def main(given: Sequence[str] | None = None) -> None:
    """Measure and write the report to standard output."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    add = parser.add_argument
    add("--corpus", type=Path, help="JSON Lines with the field text, may be .gz; else made up")
    add("--megabytes", type=float, default=30, help="size of the file that is imported (30)")
    add("--kinds", nargs="*", choices=KINDS, default=list(KINDS), help="of the corpus (all)")
    add("--jobs", type=int, help="processes; else as many as the command takes by itself")
    add("--json", action="store_true", help="write JSON instead of Markdown")
    options = parser.parse_args(given)
    with TemporaryDirectory() as folder:
        lines = [measure(kind, options, Path(folder)) for kind in options.kinds]
        refused = one_line(options.megabytes * 1e6, Path(folder))
    if options.json:
        found = {"imports": [asdict(line) for line in lines], "one line": asdict(refused)}
        print(json.dumps(found, indent=2))
        return
    head = ("corpus", "MB", "articles", "CPU s", "ms an article", "MB resident", "with workers")
    print(
        table((*head, "one more: CPU s", "alone", "MB resident"), [_cells(line) for line in lines])
    )
    print(
        f"\none line: refused in {refused.seconds:.2f} CPU s, {refused.megabytes:.0f} MB resident"
    )


def _cells(line: Line) -> tuple[str, ...]:
    whole, one = line.whole, line.one
    return (
        line.kind,
        f"{line.megabytes:,.0f}",
        f"{line.articles:,}",
        f"{whole.seconds:.1f}",
        f"{1000 * whole.seconds / line.articles:.2f}",
        f"{whole.megabytes:.0f}",
        f"{whole.together:.0f}",
        f"{one.seconds:.2f}",
        f"{line.alone.seconds:.2f}",
        f"{one.megabytes:.0f}",
    )


if __name__ == "__main__":
    main()
