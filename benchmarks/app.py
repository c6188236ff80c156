"""Measures the compare screen on long articles: first paint, page, toggle, resize.

    python -m benchmarks.app [--words N] [--matches N] [--rounds N]

An article of so many words is opened beside one of a thousand at 140x45, their matches spread
evenly over three dimensions; the screen was opened before on the short one (`first opening`). Each
figure is CPU time (user and system) of the thread that paints, the median of the rounds: from an
event until nothing is left to do and the screen is painted. Another thread compares meanwhile;
passages are not linked. `first article` is a scan of a thousand words by the bundled lexicons in a
new process, which has compiled them ahead as the app does, with all threads.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from textual.events import Resize
from textual.geometry import Size
from textual.pilot import Pilot

from framing.articles import Options, find_files
from framing.library import Library
from framing.model import Article, LexiconVersion, Match, Profile, Score, Sums
from framing.runs import import_files
from framing.runs.rescoring import own
from tests.tui.app_world import is_dirty, showing, works
from tui.difference import compare_all
from tui.linked_reading import LinkedReading
from tui.memory_source import ProfilesSource
from tui.screens.compare import CompareScreen
from tui.source import DimensionInfo
from tui.starting import collect_seldom

NAMES = ("state_support", "competitiveness", "risk")
SENTENCE = 20
"""Words."""
SIZE = (140, 45)
_SHORT = 1000
"""Words of the other article."""


def long_profile(number: int, words: int, matches: int) -> Profile:
    """An article of that many words, every so many of which is a match."""
    every = max(words // matches, 1)
    said = [f"word{(n * 7919 + number) % 5000}" for n in range(words)]
    pieces, found, at = [], [], 0
    for n, word in enumerate(said):
        piece = word.capitalize() if n % SENTENCE == 0 else word
        if n % every == 0 and len(found) < matches:
            span = (at, at + len(piece))
            name = NAMES[len(found) % len(NAMES)]
            entry = f"entry{len(found) % 400}"
            match = Match(name, entry, "term", *span, 1.0, n // SENTENCE, 1, evidence=(span,))
            found.append(match)
        end = ".\n\n" if n % (5 * SENTENCE) == 5 * SENTENCE - 1 else " "
        end = ". " if end == " " and n % SENTENCE == SENTENCE - 1 else end
        pieces += (piece, end)
        at += len(piece) + len(end)
    counts = {name: sum(each.dimension == name for each in found) for name in NAMES}
    version = LexiconVersion("l", "1", "f" * 64)
    sums = Sums(words // SENTENCE, matches, matches, matches * SENTENCE, words * SENTENCE)
    scores = tuple(
        Score(n, c, c, words, 1000 * c / words, 1.0, 99.0, "ratio", sums, c, version)
        for n, c in counts.items()
    )
    article = Article(f"{number:016x}", "".join(pieces), source=f"Source {number}")
    return Profile(article, words, 0, words // SENTENCE, "words", scores, tuple(found))


async def idle(pilot: Pilot[Any]) -> None:
    """Wait until the app has nothing left to do; looking seldom costs little."""
    quiet = 0
    while quiet < 3:
        await asyncio.sleep(0.03)
        quiet = 0 if works(pilot.app) or is_dirty(pilot.app.screen) else quiet + 1


async def taken(pilot: Pilot[Any], event: Callable[[], object]) -> float:
    """CPU milliseconds of the thread that paints, until what an event asks for is on the screen."""
    start = time.thread_time()
    event()
    await idle(pilot)
    return 1000 * (time.thread_time() - start)


async def measured(words: int, matches: int) -> dict[str, float]:
    """One figure of each event."""
    profiles = [long_profile(0, words, matches), long_profile(1, _SHORT, _SHORT // 10)]
    compare_all(profiles)  # what it imports is loaded before
    source = ProfilesSource(profiles, [DimensionInfo(name, name, "l") for name in NAMES])
    ids = tuple(each.article.id for each in profiles)
    # Linking takes seconds of another thread; waiting for it would be counted.
    unlinked = patch("tui.screens.compare.link_all", lambda _: LinkedReading())
    async with showing(source, size=SIZE) as pilot:
        app = pilot.app
        with unlinked:
            found = {"first opening": await taken(pilot, lambda: app.open_articles(ids[1:]))}
            found["first paint"] = await taken(pilot, lambda: app.open_articles(ids))
        screen = app.screen
        assert isinstance(screen, CompareScreen)
        pane = screen.articles.panes[0]
        found["page"] = await taken(pilot, lambda: pane.action_page(1))
        found["next match"] = await taken(pilot, lambda: screen.action_step(1))
        found["toggle"] = await taken(pilot, lambda: screen.action_switch(1))
        found["toggle back"] = await taken(pilot, lambda: screen.action_switch(1))
        found["symbols"] = await taken(pilot, screen.action_marks)
        found["negated"] = await taken(pilot, screen.action_negated)
        screen.action_negated()
        await idle(pilot)
        wider = Size(SIZE[0] + 20, SIZE[1])
        found["resize"] = await taken(pilot, lambda: app.post_message(Resize(wider, wider)))
    return found


def first_article(words: int) -> float:
    """CPU milliseconds of a library source from an id to a profile, in a new process."""
    with TemporaryDirectory() as folder:
        text = Path(folder, "a.txt")
        text.write_text(long_profile(0, words, words).article.text, encoding="utf-8")
        path = Path(folder, "bench.db")
        with Library(path, create=True) as library:
            import_files(library, find_files([str(text)], Options()).files, Options(), own(library))
            (row,) = library.articles.listing("", "source", False, 1, 0)
        done = subprocess.run(
            [sys.executable, "-c", _FIRST, str(path), row.id], check=True, capture_output=True
        )
        return float(done.stdout)


_FIRST = """
import sys, time
from pathlib import Path
from tui.library_source import LibrarySource
source = LibrarySource(Path(sys.argv[1]))
source.open()
source.prepare()
start = time.process_time()
source.profile(sys.argv[2])
print(1000 * (time.process_time() - start))
"""


def main() -> None:
    """Print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--matches", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    collect_seldom()
    rounds = [asyncio.run(measured(options.words, options.matches)) for _ in range(options.rounds)]
    for name in rounds[0]:
        values = [each[name] for each in rounds]
        print(f"{name:14} {median(values):7.1f} ms   {min(values):.1f}–{max(values):.1f}")
    firsts = [first_article(1000) for _ in range(options.rounds)]
    print(f"{'first article':14} {median(firsts):7.1f} ms   {min(firsts):.1f}–{max(firsts):.1f}")


if __name__ == "__main__":
    main()
