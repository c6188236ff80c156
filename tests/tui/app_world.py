"""A small fixed world for the tests of the app: three articles, their matches set by hand."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot
from textual.screen import Screen
from textual.strip import Strip

from framing.model import Article, Exclusion, LexiconVersion, Match, Profile, Score, Sums
from tui.app import FramingApp
from tui.memory_source import ProfilesSource
from tui.source import DimensionInfo, EntryPlace, Source

PATIENCE = 30.0
"""Seconds after which what is waited for will not come."""
LEXICON = LexiconVersion("state", "1.0", "f" * 64)
DIMENSIONS = (
    DimensionInfo("risk", "Risk", "risk"),
    DimensionInfo("state_support", "State-support emphasis", "state"),
    DimensionInfo("competitiveness", "Competitiveness", "comp"),
)
"""Not in the order of the legend: the app sorts the bundled three."""
PLACES = {("state_support", "subsid*"): EntryPlace("State-support 1.0", "state.toml", 41, "aid")}

NORTH = """Chips for the valley

The government did not fund the firm, officials said. Subsidies and innovation compete with risk.

"We support global innovation with grants for founders everywhere," the minister said.

Accept all cookies
"""
SOUTH = """Rivals fear a bubble

Local subsidies are thin and the risk is real.
"""


def match(text: str, dimension: str, entry: str, words: str, **known: Any) -> Match:
    """The match of an entry at the first place where `words` stand."""
    start = text.index(words)
    span = (start, start + len(words))
    known.setdefault("evidence", (span,))
    return Match(dimension, entry, "term", *span, weight=1.0, sentence=0, words=1, **known)


def score(dimension: str, matches: int, words: int) -> Score:
    """A score with figures that are easy to read on the screen."""
    rate = 1000 * matches / words if words else None
    sums = Sums(5, matches, matches, matches, words)
    low, high = (rate / 2, rate * 2) if matches and rate else (0.0, 3.1)
    kind = "ratio" if matches else "silence"
    if rate is None:
        low, high, kind = None, None, "none"
    return Score(
        dimension, matches, float(matches), words, rate, low, high, kind, sums, matches, LEXICON
    )


def profile(article: Article, matches: Sequence[Match], words: int) -> Profile:
    """A profile whose scores count the given matches."""
    counts = {info.name: 0 for info in DIMENSIONS}
    for each in matches:
        counts[each.dimension] += each.counted
    scores = tuple(score(name, count, words) for name, count in counts.items())
    ordered = tuple(sorted(matches, key=lambda each: (each.start, each.end)))
    return Profile(article, words, 3, 6, "words", scores, ordered)


def north() -> Profile:
    """Nine matches: a negated rule, an overlap, a quotation, and boilerplate at the end."""
    fund, ends = NORTH.index("government"), NORTH.index("fund the") + len("fund")
    rule = Match(
        "state_support",
        "actor + aid",
        "near",
        fund,
        ends,
        weight=1.0,
        sentence=1,
        words=2,
        counted=False,
        negated=True,
        negators=((NORTH.index("not fund"), NORTH.index("not fund") + 3),),
        evidence=((fund, fund + len("government")), (ends - len("fund"), ends)),
    )
    innovation = NORTH.index("innovation")
    found = [
        rule,
        match(NORTH, "state_support", "subsid*", "Subsidies", voice="narrator", negated=False),
        match(NORTH, "competitiveness", "innovation", "innovation"),
        match(NORTH, "competitiveness", "compet*", "compete"),
        match(NORTH, "risk", "risk*", "risk"),
        match(NORTH, "state_support", "support*", "support", voice="quote", speaker="minister"),
        match(NORTH, "competitiveness", "global innovation", "global innovation", voice="quote"),
        match(NORTH, "state_support", "grant*", "grants", voice="quote"),
        match(NORTH, "risk", "innovation", "innovation"),
    ]
    assert found[2].start == innovation
    cut = NORTH.index("Accept")
    article = Article(
        "a" * 16,
        NORTH,
        source="North Post",
        title="Chips for the valley",
        published="2025-02-03",
        url="https://north.example/chips",
        excluded=(Exclusion(cut, len(NORTH) - 1, "cookie banner"),),
    )
    return profile(article, found, 40)


def south() -> Profile:
    """Three matches in an article without a title."""
    found = [
        match(SOUTH, "risk", "bubble", "bubble"),
        match(SOUTH, "state_support", "subsid*", "subsidies"),
        match(SOUTH, "risk", "risk*", "risk"),
    ]
    return profile(Article("b" * 16, SOUTH, source="South Daily"), found, 13)


def silent() -> Profile:
    """An article in which nothing matches, and one without words."""
    text = "Weather\n\nIt will rain tomorrow."
    return profile(Article("c" * 16, text, source="Coast", title="Weather"), [], 5)


def world(*more: Profile) -> ProfilesSource:
    """The three articles and any others, as a source."""
    profiles = [north(), south(), silent(), *more]
    return ProfilesSource(profiles, DIMENSIONS, PLACES, name="small.db")


def long_list(count: int) -> ProfilesSource:
    """Many articles with two words each, `Title 000007` of `Source 0`."""
    profiles = [
        profile(
            Article(f"{n:016x}", "two words", source=f"Source {n % 7}", title=f"Title {n:06}"),
            [],
            2,
        )
        for n in range(count)
    ]
    return ProfilesSource(profiles, DIMENSIONS, name="long.db")


def lines(app: FramingApp) -> list[str]:
    """What is on the screen, line by line, without blanks at the ends."""
    return [strip.text.rstrip() for strip in strips(app)]


def strips(app: FramingApp) -> list[Strip]:
    """What is on the screen as strips: text with styles."""
    width, height = app.size
    return app.screen._compositor.render_strips()[:height] if width else []


def works(app: FramingApp) -> bool:
    """Whether a thread runs, or a part of the app has not seen to all messages it got."""
    queues = [node._message_queue for node in (app, *app._registry) if node.is_running]
    return (
        any(not queue.empty() or not queue.ready_event._waiters for queue in queues)
        or any(not worker.is_finished for worker in app.workers)
        or app.jobs.is_busy
        or any(thread.name.startswith("first-paint") for thread in threading.enumerate())
    )


def is_dirty(screen: Screen[Any]) -> bool:
    """Whether the screen is to be painted anew."""
    return bool(screen._layout_required or screen._dirty_widgets or screen._callbacks)


async def settled(app: FramingApp) -> None:
    """Wait until the app has nothing left to do but what timers ask for, and shows it.

    It takes two looks: what a thread posts arrives after the thread has ended.
    """
    quiet, end = 0, monotonic() + PATIENCE
    while quiet < 2 and not app._exit and app._exception is None:
        assert monotonic() < end, "\n".join(lines(app))
        await asyncio.sleep(0.001)
        if works(app):
            quiet = 0
        elif is_dirty(app.screen):
            quiet = 0
            app.screen._on_timer_update()
        else:
            quiet += 1


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until threads have answered and the screen shows it."""
    await settled(pilot.app)


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait until something holds, however long a busy machine takes; fail where it never does."""
    end = monotonic() + PATIENCE
    while not holds():
        assert monotonic() < end, "\n".join(lines(pilot.app))
        await asyncio.sleep(0.01)
        await settle(pilot)


async def shows(pilot: Pilot[Any], text: str) -> None:
    """Wait until a text stands on the screen, on one line or broken over several."""
    await until(pilot, lambda: text in " ".join(" ".join(lines(pilot.app)).split()))


@asynccontextmanager
async def showing(
    source: Source | None = None, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Pilot[Any]]:
    """The app on a source, settled.

    Textual's pilot waits until the process uses little CPU time, which a busy machine makes
    meaningless; here it waits until the app has nothing left to do.
    """
    app = FramingApp(source or world(), **options)

    async def idle(*_seconds: float) -> None:
        await settled(app)

    with patch("textual.app.wait_for_idle", idle), patch("textual.pilot.wait_for_idle", idle):
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when the screen has settled from the one before."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)
