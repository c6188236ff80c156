"""A small fixed world for the tests of the app: three articles, their matches set by hand."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from time import monotonic
from typing import Any

from textual.pilot import Pilot
from textual.strip import Strip

from framing.model import Article, Exclusion, LexiconVersion, Match, Profile, Score, Sums
from tui.app import FramingApp
from tui.memory_source import ProfilesSource
from tui.source import DimensionInfo, EntryPlace, Source

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


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until threads have answered and the screen shows it."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause(0)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def until(pilot: Pilot[Any], holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds on the screen; fail where it never does."""
    end = monotonic() + seconds
    while not holds():
        assert monotonic() < end
        await pilot.pause(0.05)


@asynccontextmanager
async def showing(
    source: Source | None = None, size: tuple[int, int] = (80, 24), **options: Any
) -> AsyncIterator[Pilot[Any]]:
    """The app on a source, settled."""
    app = FramingApp(source or world(), **options)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        yield pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys, each when the screen has settled from the one before."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


def run(scenario: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Play a scenario to its end."""
    asyncio.run(scenario())
