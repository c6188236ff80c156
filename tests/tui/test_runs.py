"""The runs screen: what was scored when, what moved between two runs, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from framing.lexicons import Term
from framing.library import Library
from framing.matching import Scanner
from tests.tui.app_world import lines, press, settle, showing, shows
from tests.tui.library_world import LEXICONS, library_file
from tui.library_source import LibrarySource

_SIZES = ((80, 24), (140, 45), (200, 60))


def rescored_file(folder: Path) -> Path:
    """The library once more scored, by a lexicon of state support that counts rain."""
    path = library_file(folder)
    state, risk = LEXICONS
    (dimension,) = state.dimensions
    wetter = replace(dimension, terms=(*dimension.terms, Term("rained")))
    lexicons = (replace(state, version="2.1", dimensions=(wetter,)), risk)
    with Library(path) as library:
        articles = [found.article for found in library.articles.read()]
        number = library.runs.begin("score", lexicons, {"every": True})
        library.runs.rescore(number, Scanner(lexicons).scan(articles))
        library.runs.finish(number)
    return path


@pytest.fixture
def source(tmp_path: Path) -> Iterator[LibrarySource]:
    opened = LibrarySource(rescored_file(tmp_path))
    opened.open()
    yield opened
    opened.close()


async def test_what_moved_since_the_run_before_is_told_with_its_reason(
    source: LibrarySource,
) -> None:
    # North: 25 words, 2 matches before and 8 after; the others have none: means of 80 and 320
    # with two zeros.
    async with showing(source, size=(140, 45)) as pilot:
        await press(pilot, "f6")
        await shows(pilot, "What moved · run 1 → run 2")
        await shows(pilot, "State-support emphasis mean 26.7 → 106.7 +80.00")
        await shows(pilot, "1 of 3 articles moved 1 up, 0 down")
        await shows(pilot, "made by rained +80.000 (0→6)")
        await shows(pilot, "80.0 → 320.0")
        await shows(pilot, "term added rained")
        await shows(pilot, "The same lexicon and scorer, the same scores: Risk")


async def test_provenance_says_what_made_the_run(source: LibrarySource) -> None:
    async with showing(source) as pilot:
        await press(pilot, "f6", "p")
        await shows(pilot, "Provenance · run 2")
        await shows(pilot, "state 2.1")
        await press(pilot, "down")
        await shows(pilot, "Provenance · run 1")
        await shows(pilot, "FILES · 1 file")
        await press(pilot, "escape")
        await shows(pilot, "No run before it scored by other lexicons.")


async def test_provenance_is_short(tmp_path: Path) -> None:
    """A digest is told by its first digits, many files by their number."""
    path = library_file(tmp_path)
    with Library(path) as library:
        options = {"lexicon_files": "0123456789abcdef" * 4, "files": ["a.txt", "b.txt", "c.txt"]}
        library.runs.finish(library.runs.begin("import", LEXICONS, options))
    source = LibrarySource(path)
    async with showing(source) as pilot:
        await press(pilot, "f6", "p")
        await shows(pilot, "lexicon files 0123456789abcdef… │")
        await shows(pilot, "│ files 3 │")
    source.close()


async def test_without_a_run_it_says_what_brings_one(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    Library(path, create=True).close()
    source = LibrarySource(path)
    async with showing(source, size=(140, 45)) as pilot:
        await press(pilot, "f6")
        await shows(pilot, "Nothing was scored yet.")
        shown = lines(pilot.app)
        at = next(n for n, line in enumerate(shown) if "Nothing was scored" in line)
        assert 15 < at < 30
        assert "1 goes to the library, i imports there." in shown[at + 2]
        assert not any("Provenance" in line for line in shown[:-1])
    source.close()


async def test_enter_reads_the_article_that_moved(source: LibrarySource) -> None:
    async with showing(source) as pilot:
        await press(pilot, "f6")
        await shows(pilot, "80.0 → 320.0")
        await press(pilot, "tab", "enter")
        assert pilot.app.current_mode == "compare"
        await shows(pilot, "It rained again.")


async def test_two_marked_runs_are_held_against_each_other_from_either_end(
    source: LibrarySource,
) -> None:
    async with showing(source) as pilot:
        await press(pilot, "f6", "space", "down", "space")
        await shows(pilot, "What moved · run 1 → run 2")
        await press(pilot, "escape")
        await shows(pilot, "No run before it scored by other lexicons.")


async def test_a_click_in_the_margin_marks(source: LibrarySource) -> None:
    async with showing(source) as pilot:
        await press(pilot, "f6")
        await shows(pilot, "run 1 → run 2")
        await pilot.click("RunList", offset=(1, 2))
        await pilot.click("RunList", offset=(1, 1))
        await settle(pilot)
        await shows(pilot, "What moved · run 1 → run 2")


async def test_runs_by_the_same_lexicons_cannot_differ(tmp_path: Path) -> None:
    path = library_file(tmp_path)
    with Library(path) as library:
        number = library.runs.begin("import", LEXICONS, {})
        library.runs.finish(number)
    opened = LibrarySource(path)
    async with showing(opened) as pilot:
        await press(pilot, "f6", "space", "down", "space")
        await shows(pilot, "The same lexicons and the same scorer: nothing can have moved.")
    opened.close()


async def test_files_without_a_library_have_no_runs() -> None:
    async with showing() as pilot:
        assert "Runs" not in lines(pilot.app)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [*_SIZES, (40, 12), (300, 100)])
async def test_every_size_shows_both_runs(source: LibrarySource, size: tuple[int, int]) -> None:
    async with showing(source, size=size) as pilot:
        await press(pilot, "f6")
        await shows(pilot, "What moved · run 1 → run 2")
        for width, height in (size, (30, 8), (120, 30), size):
            await pilot.resize_terminal(width, height)
        await shows(pilot, "Runs · 2")
