"""The sources screen: groups beside each other, their differences, trend and words."""

from __future__ import annotations

import asyncio
import os
from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic

import pytest
from textual.pilot import Pilot

from framing.model import Draft
from tests.paths import GOLDEN
from tests.tui.app_world import PATIENCE, lines, press, settle, showing, shows, until
from tests.tui.group_world import draft, drafts, group_library
from tests.tui.test_snapshots import LOOKS, SIZES, snapshot
from tui.library_source import LibrarySource
from tui.questions.sources import Groups
from tui.source import Export, Selection


@pytest.fixture
def source(tmp_path: Path):  # type: ignore[no-untyped-def]
    opened = LibrarySource(group_library(tmp_path))
    opened.open()
    yield opened
    opened.close()


def row(pilot: Pilot[object], name: str) -> str:
    """The line of a group in the list."""
    return next(line for line in lines(pilot.app) if line[5:].startswith(name))  # type: ignore[arg-type]


def order(pilot: Pilot[object]) -> list[str]:
    """The names of the groups from top to bottom."""
    names = ("North", "South", "Coast", "West")
    found = (line[5:].split()[:1] for line in lines(pilot.app))  # type: ignore[arg-type]
    return [each[0] for each in found if each and each[0] in names][:4]


class TestRates:
    """Every dimension has a row of intervals over one axis."""

    async def test_one_key_tells_which_source_stresses_risk(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3")
            north, south = row(pilot, "North"), row(pilot, "South")
            assert north.split()[1:4] == ["North", "6", "–"]
            assert "70.0" in north
            assert "├" in north
            assert "20.0" in south

    async def test_few_articles_are_read_as_texts(self, source: LibrarySource) -> None:
        """Below a line that says so stand single articles, without an interval."""
        async with showing(source) as pilot:
            await press(pilot, "3", "end")
            shown = lines(pilot.app)
            at = next(n for n, line in enumerate(shown) if "read as texts, not as a source" in line)
            west = shown[at + 1]
            assert "West" in west
            assert "60.0" in west
            assert (west.count("◎"), west.count("○")) == (1, 2)
            assert "├" not in west
            assert order(pilot) == ["Coast", "North", "South", "West"]

    async def test_silence_has_its_bound(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3")
            assert "○┄" in row(pilot, "Coast")
            await shows(pilot, "none in 5 articles, at most")

    async def test_the_order_is_no_rank(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "s", "s")
            assert order(pilot) == ["North", "South", "Coast", "West"]
            assert any("by Risk, highest first" in line for line in lines(pilot.app))
            await press(pilot, "S")
            assert order(pilot) == ["Coast", "South", "North", "West"]
            assert not any("rank" in line.lower() for line in lines(pilot.app))

    async def test_a_click_on_a_title_sorts(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3")
            x = lines(pilot.app)[2].index("Risk")
            await pilot.click(offset=(x, 2))
            await settle(pilot)
            assert order(pilot)[0] == "North"

    async def test_what_carries_a_rate_is_said(self, tmp_path: Path) -> None:
        """One of six articles has 20 of 25 matches on risk; 5 of 250 words are left: 20.0."""
        found = [draft("North", n, 20 if n == 1 else 1) for n in range(1, 7)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3")
            await shows(pilot, "One article holds 80% of what matches Risk; 20.0 without it.")
        library.close()

    async def test_a_rate_far_from_all_others_does_not_squeeze_them(self, tmp_path: Path) -> None:
        """Far has 20 words on risk where the others have one or two: its rate lies beyond."""
        often = {"Far": 20, "North": 2, "South": 2, "Coast": 1}
        found = [draft(name, n, risks) for name, risks in often.items() for n in range(1, 7)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3")
            await shows(pilot, "▸ beyond the axis")
            assert "400.0" in row(pilot, "Far")
            assert row(pilot, "Far").rstrip(" │").endswith("▸")
            north = row(pilot, "North")
            assert north.index("●") > north.index("40.0") + len("40.0") + 3
        library.close()

    async def test_of_few_sources_none_is_left_beyond_the_axis(self, tmp_path: Path) -> None:
        often = {"Far": 20, "North": 2}
        found = [draft(name, n, risks) for name, risks in often.items() for n in range(1, 7)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3")
            assert "●" in row(pilot, "Far").split("400.0")[1]
            assert not any("beyond the axis" in line for line in lines(pilot.app))
        library.close()

    async def test_a_name_is_whole_where_there_is_room(self, tmp_path: Path) -> None:
        name = "The Northern Harbour Times"
        found = [draft(name, n, 1) for n in range(1, 7)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3")
            assert name in row(pilot, "The Northern")
        library.close()

    async def test_a_lone_source_has_nothing_to_be_held_against(self, tmp_path: Path) -> None:
        found = [draft("North", n, 1) for n in range(1, 7)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3")
            await shows(pilot, "There is no other source of five articles")
        library.close()

    async def test_what_is_read_as_texts_is_held_against_nothing(
        self, source: LibrarySource
    ) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            await press(pilot, "3", "end")
            await shows(pilot, "2 articles · 100 words · too few for an interval")
            await shows(pilot, "Only what has five articles is compared.")

    async def test_another_grouping(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "g")
            await shows(pilot, "language")
            await press(pilot, "down", "enter")
            await shows(pilot, "Languages · 2")
            assert "70.0" in row(pilot, "en")

    async def test_the_selection_is_heeded_and_said(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3")
            pilot.app.filter_text = "harbour"
            await shows(pilot, "Sources · 1 · “harbour”")
            pilot.app.filter_text = "nowhere"
            await shows(pilot, "The filter leaves no article: “nowhere”.")

    async def test_it_says_that_it_reads(self, source: LibrarySource) -> None:
        """Nothing says that there is nothing while the answer is not there yet."""
        may_answer = Event()
        answer = source.group_rates

        def slow(groups: Groups) -> object:
            assert may_answer.wait(PATIENCE)
            return answer(groups)

        source.group_rates = slow  # type: ignore[method-assign,assignment]
        async with showing(source) as pilot:
            pilot.app.go_to("sources")
            end = monotonic() + PATIENCE
            while "Reading…" not in " ".join(lines(pilot.app)):
                assert monotonic() < end
                await asyncio.sleep(0.01)
            assert "No article" not in " ".join(lines(pilot.app))
            may_answer.set()
            await shows(pilot, "70.0")

    async def test_an_empty_library_names_what_fills_it(self, tmp_path: Path) -> None:
        async with showing(LibrarySource(tmp_path / "none.db")) as pilot:
            await press(pilot, "3")
            await shows(pilot, "No articles yet.")

    async def test_articles_without_a_library_have_no_sources(self) -> None:
        async with showing() as pilot:
            assert "Sources" not in lines(pilot.app)[0]


class TestDifferences:
    """Pairs come after the rates, p adjusted over all of them."""

    async def test_pairs_of_the_current_source(self, source: LibrarySource) -> None:
        """North has 70 against 20 per 1,000: 3.5 times as much, of three sources in pairs."""
        async with showing(source, size=(140, 45)) as pilot:
            await press(pilot, "3", "down")
            await shows(pilot, "3.50× [")
            await shows(pilot, "of the selection")

    async def test_two_marked_are_held_against_each_other(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            await press(pilot, "3", "down", "space", "space", "up")
            await shows(pilot, "South against North")
            await shows(pilot, "0.29× [")
            await press(pilot, "up")
            await shows(pilot, "North against South")
            await shows(pilot, "3.50× [")

    async def test_the_scatter_names_its_points(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            await press(pilot, "3")
            await shows(pilot, "y Risk")
            assert sum("South" in line[84:] for line in lines(pilot.app)) >= 1


class TestTrend:
    """`t` puts months, then years in the place of intervals."""

    async def test_months_under_the_cursor(self, source: LibrarySource) -> None:
        """In June North has its one article with 6 of 50 words: 120.0; in May 5: 100.0."""
        async with showing(source) as pilot:
            await press(pilot, "3", "down", "t")
            assert "120.0" in row(pilot, "North")
            await press(pilot, "left")
            assert "100.0" in row(pilot, "North")
            await shows(pilot, "2024-05 · 1 article")
            await press(pilot, "t")
            await shows(pilot, "by year")
            assert "70.0" in row(pilot, "North")
            await press(pilot, "escape")
            assert "├" in row(pilot, "North")

    async def test_without_dates_it_is_said(self, tmp_path: Path) -> None:
        found = [Draft("It rained. " * 9, f"{n}.txt", source="North") for n in range(2)]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3", "t")
            await shows(pilot, "no article has a date")
        library.close()


class TestWords:
    """From two sources to their words, to their places, to the article."""

    async def test_from_words_to_the_text(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "down", "space", "space", "w")
            await shows(pilot, "harbour")
            await shows(pilot, "meadow")
            await press(pilot, "enter")
            await shows(pilot, "places, at most 200")
            await press(pilot, "enter")
            await shows(pilot, "North 1")
            assert "F2 Compare" in lines(pilot.app)[0]
            await press(pilot, "f3", "escape", "escape")
            await shows(pilot, "Sources · 4")

    async def test_one_against_all_others(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "down", "w")
            await shows(pilot, "all others")
            await shows(pilot, "harbour")

    async def test_alike_sources_have_no_words(self, tmp_path: Path) -> None:
        """Their titles, which have their names, are in the text: without one nothing differs."""
        found = [
            replace(draft(each, n, 1), text="It rained on us. " * (n + at), title="")
            for at, each in enumerate(("One", "Two"))
            for n in range(1, 7)
        ]
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            await press(pilot, "3", "w")
            await shows(pilot, "None differs")
        library.close()

    async def test_the_place_is_in_sight(self, tmp_path: Path) -> None:
        """A word far down a long article."""
        found = drafts()
        text = "It rained.\n\n" * 300 + "A comet fell. A comet. Comet, comet, comet."
        found.append(Draft(text, "long.txt", source="North", title="Long"))
        library = LibrarySource(group_library(tmp_path, found))
        async with showing(library) as pilot:
            asked = Groups()
            (first, *_) = library.word_contexts(asked, ("North", None), "comet", from_b=False)
            pilot.app.open_at(first.article_id, first.match.start)
            await shows(pilot, "A comet fell.")
        library.close()


class TestTakingAlong:
    """The articles of a group, and tables of what is shown."""

    async def test_enter_lists_the_articles_of_the_group(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "down", "enter")
            await until(pilot, lambda: pilot.app.screen.MODE == "library")
            await shows(pilot, "Articles · 6 of 19")
            await shows(pilot, "source North · by source")
            await press(pilot, "3")
            await shows(pilot, "Sources · 1 · source North")

    @pytest.mark.parametrize(
        ("table", "first"),
        [("pairs", "Coast"), ("trend", "Coast"), ("sources", "Coast")],
    )
    def test_tables(self, source: LibrarySource, tmp_path: Path, table: str, first: str) -> None:
        path = tmp_path / "out.csv"
        export = Export(table, "csv", str(path), period="year")
        selection = Selection(dimensions=frozenset(["risk"]))
        assert source.export(selection, export).work(lambda *_: None) == f"Wrote {table} to {path}"
        text = path.read_text(encoding="utf-8")
        assert first in text
        assert "state_support" not in text

    async def test_e_asks_for_them(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "3", "e")
            await shows(pilot, "sources pairs trend")


async def test_hostile_names_are_text(tmp_path: Path) -> None:
    names = ["[red]bold[/red]", "\x1b[31mred", "a" * 300, "日本語新聞", "e\u0301\u202e!", "'; --"]
    found = [draft(name, number, 2) for name in names for number in range(1, 7)]
    library = LibrarySource(group_library(tmp_path, found))
    async with showing(library, size=(140, 45)) as pilot:
        await press(pilot, "3", *["down"] * 4, "space", "up", "space", "t", "t", "t", "w", "enter")
        await press(pilot, "escape", "escape")
        shown = "\n".join(lines(pilot.app))
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "[red]bold[/red]" in shown
    library.close()


async def test_any_size_will_do(source: LibrarySource) -> None:
    async with showing(source, size=(40, 12)) as pilot:
        await press(pilot, "3")
        for size in [(300, 100), (40, 12), (80, 24), (120, 20), (60, 60), (1, 1), (140, 45)] * 3:
            await pilot.resize_terminal(*size)
        await press(pilot, "w", "enter", "t")
        for size in [(40, 12), (300, 100), (80, 24)]:
            await pilot.resize_terminal(*size)
            await until(pilot, lambda size=size: len(lines(pilot.app)) == size[1])  # type: ignore[misc]


SCREENS = {
    "sources": ("3", "down"),
    "trend": ("3", "down", "t", "left"),
    "words": ("3", "down", "w"),
}
CASES = [("sources", look) for look in LOOKS] + [("trend", "dark"), ("words", "dark")]


@pytest.mark.parametrize(("screen", "look"), CASES)
@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_before(
    screen: str, look: str, size: str, source: LibrarySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, no_color = LOOKS[look]
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with showing(source, size=SIZES[size], theme=theme) as pilot:
        await press(pilot, *SCREENS[screen])
        await settle(pilot)
        taken = snapshot(pilot)
    kept = GOLDEN / "app" / f"{screen}-{size}-{look}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(taken, encoding="utf-8")
    assert taken == kept.read_text(encoding="utf-8")
