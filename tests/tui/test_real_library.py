"""The app on a real library file, scored by the real scanner."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from textual.widgets import Input

from framing.errors import FramingError, LibraryError, NotFoundError
from tests.tui.app_world import PATIENCE, lines, press, showing, shows, until
from tests.tui.library_world import library_file
from tui.jobs import Job
from tui.library_source import LibrarySource
from tui.questions.changes import Import
from tui.source import Export, Order, Selection
from tui.starting import run_on_library


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return library_file(tmp_path)


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
        job = source.export(selection, Export("matches", "csv", str(path)))
        done: list[tuple[int, int]] = []
        assert job.work(lambda *far: done.append(far)) == f"Wrote matches to {path}"
        assert done == [(1, 1)]
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

    @pytest.mark.parametrize("usual", [True, False])
    def test_the_hint_of_an_empty_one_fills_this_very_file(
        self, usual: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "my articles.db"
        monkeypatch.setenv("FRAMING_DB", str(path) if usual else str(tmp_path / "other.db"))
        db = "" if usual else f" --db '{path}'"
        hint = f"No articles yet. `framing import{db} FILE…` adds some."
        assert LibrarySource(path).empty_hint == hint

    def test_a_library_that_comes_later_is_read(self, tmp_path: Path) -> None:
        source = LibrarySource(tmp_path / "real.db")
        source.open()
        assert source.count("") == 0
        library_file(tmp_path)
        assert source.count("") == 3
        source.close()

    def test_no_question_waits_for_another(self, source: LibrarySource) -> None:
        """While one is asked for as long as it takes, others are answered."""
        asked, may_answer = Event(), Event()

        def slow(_: object) -> str:
            asked.set()
            assert may_answer.wait(PATIENCE)
            return "slow"

        with ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(source.ask, slow, "")
            assert asked.wait(PATIENCE)
            assert source.count("") == 3
            assert source.rows("", Order(), 1, 0)[0].source == "North"
            assert not waiting.done()
            may_answer.set()
            assert waiting.result() == "slow"

    def test_how_far_the_figures_go(self, source: LibrarySource) -> None:
        north, south, west = source.rows("", Order(), 3, 0)
        rates = source.rates()
        assert rates["risk"] == [0.0, 0.0, south.rates["risk"].rate_per_1000]
        assert west.rates["risk"].rate_per_1000 == 0.0
        highest = source.highest()["state_support"]
        assert (highest.rate, highest.end) == (
            north.rates["state_support"].rate_per_1000,
            north.rates["state_support"].high,
        )

    def test_an_export_that_is_stopped_leaves_nothing(
        self, source: LibrarySource, tmp_path: Path
    ) -> None:
        class StoppedError(Exception):
            pass

        def stop(*_: int) -> None:
            raise StoppedError

        folder = tmp_path / "out"
        folder.mkdir()
        job = source.export(Selection(), Export("matches", "csv", str(folder / "out.csv")))
        with pytest.raises(StoppedError):
            job.work(stop)
        assert not list(folder.iterdir())

    def test_a_file_that_is_no_library_is_refused_before_the_screen(self, tmp_path: Path) -> None:
        other = tmp_path / "other.db"
        other.write_text("hello", encoding="utf-8")
        with pytest.raises(LibraryError):
            run_on_library(other)
        assert other.read_text(encoding="utf-8") == "hello"


class TestChanges:
    """Work on the whole library runs as a job, and the list shows what it did."""

    def told(self, job: Job) -> object:
        """What the job says when it is done here."""
        return job.work(lambda *_: None)

    async def test_i_imports_into_a_library_that_is_new(self, tmp_path: Path) -> None:
        (tmp_path / "an article.txt").write_text("It rained in the valley. " * 9, encoding="utf-8")
        source = LibrarySource(tmp_path / "new.db")
        async with showing(source) as pilot:
            assert any("i imports files here" in line for line in lines(pilot.app))
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = f"'{tmp_path}/an article.txt'"
            await press(pilot, "enter")
            await shows(pilot, "To import: 1 new")
            await press(pilot, "enter")
            await shows(pilot, "Imported: 1 added")
            await press(pilot, "escape")
            await until(pilot, lambda: lines(pilot.app)[0].endswith("new.db · 1"))
        source.close()

    def test_nothing_to_import_is_told(self, source: LibrarySource, tmp_path: Path) -> None:
        with pytest.raises(FramingError, match="nowhere"):
            self.told(source.importing(Import((str(tmp_path / "nowhere"),))))

    def test_scoring_anew_and_stories(self, source: LibrarySource) -> None:
        assert self.told(source.rescoring()) == "3 articles scored anew"
        assert self.told(source.rescoring()) == "All scores are current."
        assert self.told(source.stories()) == "0 stories told by more than one article"

    async def test_the_palette_starts_them(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            started: list[Job] = []
            pilot.app.start_job = started.append
            await press(pilot, "ctrl+p", *"find sto")
            await shows(pilot, "Find stories")
            await press(pilot, "enter")
            assert [job.title for job in started] == ["Find stories"]


class TestApp:
    """The user opens the library, compares two articles and asks why."""

    async def test_from_list_to_why(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            shown = "\n".join(lines(pilot.app))
            assert "real.db · 3" in shown
            assert "[The government" in shown
            await press(pilot, "space", "space", "enter", "n", "n")
            shown = "\n".join(lines(pilot.app))
            assert "2/4 subsid*" in shown
            assert "State support 2.0" in shown

    async def test_sorting_by_a_dimension(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "s", "s", "s", "s")
            shown = lines(pilot.app)
            assert any("by risk, highest first" in line for line in shown)
            assert "South" in shown[3]
