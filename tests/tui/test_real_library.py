"""The app on a real library file, scored by the real scanner."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.articles import take
from framing.errors import LibraryError, NotFoundError
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Draft
from tests.tui.app_world import lines, press, showing
from tui.library_source import LibrarySource
from tui.source import Export, Order, Selection
from tui.starting import run_on_library

LEXICONS = (
    Lexicon(
        "state",
        title="State support",
        version="2.0",
        dimensions=(
            Dimension(
                "state_support",
                "State-support emphasis",
                terms=(Term("subsid*"), Term("government support")),
            ),
        ),
    ),
    Lexicon("risk", dimensions=(Dimension("risk", "Risk", terms=(Term("risk*"),)),)),
)
TEXTS = {
    "North": "The government support is real. Subsidies help. " + "It rained again. " * 6,
    "South": "A risk remains. Risks grow. " + "Nobody knows why. " * 6,
    "West": "Nothing of the kind happened. " * 6,
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    drafts = [Draft(text, f"{name}.txt", source=name) for name, text in TEXTS.items()]
    with Library(tmp_path / "real.db", create=True) as library:
        number = library.runs.begin("import", LEXICONS, {})
        profiles = Scanner(LEXICONS).scan([take(draft) for draft in drafts])
        library.runs.add(number, "test", profiles)
        library.runs.finish(number)
    return tmp_path / "real.db"


@pytest.fixture
def source(path: Path):  # type: ignore[no-untyped-def]
    opened = LibrarySource(path)
    opened.open()
    yield opened
    opened.close()


class TestSource:
    """What the app asks of a library."""

    def test_list(self, source: LibrarySource) -> None:
        rows = source.rows("", Order(), 2, 0)
        assert [row.source for row in rows] == ["North", "South"]
        assert source.count("") == 3
        assert source.count("subsidies") == 1
        by_rate = source.rows("", Order.by_rate("risk"), 1, 0)
        assert by_rate[0].source == "South"

    def test_a_profile_has_the_stored_figures(self, source: LibrarySource) -> None:
        for row in source.rows("", Order(), 10, 0):
            scored = {score.dimension: score for score in source.profile(row.id).scores}
            assert {name: rate.rate_per_1000 for name, rate in row.rates.items()} == {
                name: score.rate_per_1000 for name, score in scored.items()
            }

    def test_what_was_made_ahead_serves_the_first_article(
        self, source: LibrarySource, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def compiled_again(*_: object) -> None:
            raise AssertionError("the lexicons were compiled when the article was opened")

        source.prepare()
        monkeypatch.setattr("framing.matching.compiled_lexicons.CompiledLexicons", compiled_again)
        monkeypatch.setattr("framing.matching.scanner.CompiledLexicons", compiled_again)
        row = source.rows("", Order(), 1, 0)[0]
        assert source.profile(row.id).article.id == row.id

    def test_summary(self, source: LibrarySource) -> None:
        north = source.rows("", Order(), 1, 0)[0]
        assert source.summary(north).top == {
            "state_support": [("government support", 1), ("subsid*", 1)]
        }

    def test_where_an_entry_is_written(self, source: LibrarySource) -> None:
        assert source.entry_place("state_support", "subsid*").lexicon == "State support 2.0"

    def test_an_article_that_is_gone(self, source: LibrarySource) -> None:
        with pytest.raises(NotFoundError):
            source.profile("0" * 16)

    def test_export(self, source: LibrarySource, tmp_path: Path) -> None:
        path = tmp_path / "out.csv"
        selection = Selection(query="risk", dimensions=frozenset(["risk"]))
        source.export(selection, Export("matches", "csv", str(path)))
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) == 3
        assert "risk*" in text

    def test_nothing_is_made_ahead_for_a_library_that_is_not_there(self, tmp_path: Path) -> None:
        source = LibrarySource(tmp_path / "none.db")
        source.open()
        source.prepare()
        assert source.dimensions() == ()
        source.close()

    def test_a_library_that_is_not_there_is_empty(self, tmp_path: Path) -> None:
        missing = LibrarySource(tmp_path / "none.db")
        missing.open()
        assert (missing.count(""), missing.rows("", Order(), 9, 0)) == (0, [])
        assert missing.dimensions() == ()
        with pytest.raises(NotFoundError):
            missing.profile("0" * 16)
        missing.close()
        assert not (tmp_path / "none.db").exists()

    def test_a_file_that_is_no_library_is_refused_before_the_screen(self, tmp_path: Path) -> None:
        other = tmp_path / "other.db"
        other.write_text("hello", encoding="utf-8")
        with pytest.raises(LibraryError):
            run_on_library(other)
        assert other.read_text(encoding="utf-8") == "hello"


class TestApp:
    """The user opens the library, compares two articles and asks why."""

    async def test_from_list_to_why(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            shown = "\n".join(lines(pilot.app))
            assert "real.db  3 articles" in shown
            assert "[The government" in shown
            await press(pilot, "space", "space", "enter", "n", "n")
            shown = "\n".join(lines(pilot.app))
            assert "2/4 subsid*" in shown
            assert "State support 2.0" in shown

    async def test_sorting_by_a_dimension(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "s", "s", "s", "s")
            shown = lines(pilot.app)
            assert "sorted by risk, highest first" in shown[1]
            assert "South" in shown[3]
