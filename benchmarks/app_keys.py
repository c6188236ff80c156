"""Measures how long a key waits while a job runs beside the app.

    python -m benchmarks.app_keys [--articles N] [--library FILE]

In a library of so many made-up articles, or in a copy of a given one, the cursor is moved ten times
a second at 120x40: first with no job, then while all articles are scored anew, then while as many
are imported. `waits` is the time on a clock from a key to the moved cursor, which others on the
machine make longer: so the load is told, and `own` beside it: the CPU time of the thread that
paints in the longest stretch in which it looked at no key. The last one of a job has the end of
it: the lists are read anew.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import shutil
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from benchmarks.app import long_profile
from framing.articles import Options, find_files
from framing.library import Library
from framing.runs import import_files
from framing.runs.rescoring import own
from tests.tui.app_world import showing
from tui.jobs import Job, Report
from tui.library_source import LibrarySource
from tui.questions.changes import Import
from tui.starting import collect_seldom
from tui.widgets.article_list import ArticleList

_BETWEEN = 0.1
"""Seconds from a key to the next."""
_WORDS = 400


def articles_file(folder: Path, count: int, first: int) -> Path:
    """So many articles in a JSON Lines file."""
    path = folder / f"from-{first}.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for number in range(first, first + count):
            text = long_profile(number, _WORDS, _WORDS // 20).article.text
            stream.write(json.dumps({"text": text, "source": f"Source {number % 40}"}) + "\n")
    return path


def rescored(path: str, report: Report) -> str:
    """Score every article anew."""
    from framing.runs.rescoring import rescore

    with Library(Path(path)) as library:
        count = library.articles.count()
        done = 0

        def more(size: int) -> None:
            nonlocal done
            done += size
            report(done, count)

        rescore(library, own(library), lambda _: more, every=True)
    return "scored"


async def keys(pilot: Pilot[Any], goes_on: Callable[[int], bool]) -> tuple[list[float], float]:
    """Milliseconds that keys waited, and of the longest stretch of the thread that paints."""
    app, waits, stretch = pilot.app, [], 0.0
    screen = app.screen
    articles = screen.query_one(ArticleList)
    running = True

    async def look() -> None:
        nonlocal stretch
        while running:
            before = time.thread_time()
            await asyncio.sleep(0)
            stretch = max(stretch, time.thread_time() - before)
            await asyncio.sleep(0.001)

    looking = asyncio.create_task(look())
    while goes_on(len(waits)):
        at, start = articles.cursor, time.perf_counter()
        app.post_message(Key("down" if len(waits) % 40 < 20 else "up", None))
        while articles.cursor == at and app.screen is screen:  # a report of the job is one more
            await asyncio.sleep(0)
        waits.append(1000 * (time.perf_counter() - start))
        await asyncio.sleep(_BETWEEN)
    running = False
    await looking
    return waits, 1000 * stretch


def print_waits(name: str, waits: list[float], stretch: float) -> None:
    """One line."""
    ordered = sorted(waits)
    p99 = ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    print(
        f"{name:10} {len(waits):5} keys, waits: median {median(waits):.1f} ms, p99 {p99:.1f},"
        f" longest {ordered[-1]:.1f}; own {stretch:.1f}; load {load:.1f} a core"
    )


async def measured(path: Path, more: Path) -> None:
    """Print what keys wait beside no job and two."""
    source = LibrarySource(path)
    source.open()
    source.prepare()
    async with showing(source, size=(120, 40)) as pilot:
        app = pilot.app
        collect_seldom()
        print_waits("no job", *await keys(pilot, lambda count: count < 100))
        jobs = {
            "rescoring": Job("Score", partial(rescored, str(path)), changes_articles=True),
            "import": source.importing(Import(paths=(str(more),))),
        }
        for name, job in jobs.items():
            app.start_job(job)
            print_waits(name, *await keys(pilot, lambda _: app.jobs.is_busy))
            await pilot.pause()
            if not app.screen.query(ArticleList):
                app.pop_screen()
            await asyncio.sleep(1)
    source.close()


def main() -> None:
    """Make a library and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--library", type=Path)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder, "bench.db")
        if options.library:
            shutil.copy(options.library, path)
        else:
            file = articles_file(Path(folder), options.articles, 0)
            with Library(path, create=True) as library:
                import_files(
                    library, find_files([str(file)], Options()).files, Options(), own(library)
                )
        more = articles_file(Path(folder), options.articles, 1_000_000)
        asyncio.run(measured(path, more))


if __name__ == "__main__":
    main()
