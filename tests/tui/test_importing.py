"""Importing from inside the app: what is asked, what is done, what is told after it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input

from framing.library import Library
from framing.runs import ImportSummary
from tests.tui.app_world import lines, press, settle, showing, shows, until
from tui.library_source import LibrarySource
from tui.path_completion import complete_path
from tui.questions.changes import Import, ImportReport

RAIN = "It rained in the valley. " * 9
TEXT = "Grants for the valley\n\nThe town gives a grant to each firm. Risks remain.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles, one of them with a date, and a file that is none."""
    made = tmp_path / "news items"
    made.mkdir()
    (made / "first.txt").write_text(RAIN, encoding="utf-8")
    (made / "second.txt").write_text("The sun shone on the hill. " * 9, encoding="utf-8")
    (made / "table.csv").write_text("when,what\n1,2\n", encoding="utf-8")
    return made


@pytest.fixture
def source(tmp_path: Path):  # type: ignore[no-untyped-def]
    """A library that is not there yet."""
    opened = LibrarySource(tmp_path / "new.db")
    yield opened
    opened.close()


def told(source: LibrarySource, asked: Import) -> ImportSummary:
    """What the job reports."""
    report = source.importing(asked).work(lambda *_: None)
    assert isinstance(report, ImportReport)
    return report.summary


def read(path: Path) -> list[tuple[str, str, str]]:
    """Source, title and date of all articles."""
    with Library(path) as library:
        return [(row.source, row.title, row.published) for row in library.articles.listing()]


class TestReport:
    """After an import one place says what became of everything."""

    def test_what_was_read_added_and_lacks_something(
        self, source: LibrarySource, folder: Path
    ) -> None:
        said = told(source, Import((str(folder),)))
        assert (said.read, said.added, said.present, said.refused) == (2, 2, 0, 1)
        assert said.undated == said.unsourced == said.untitled == 2

    def test_again_all_is_already_there(self, source: LibrarySource, folder: Path) -> None:
        asked = Import((str(folder / "first.txt"),))
        told(source, asked)
        said = told(source, asked)
        assert (said.added, said.present, said.undated) == (0, 1, 0)

    def test_manifest_and_columns(self, source: LibrarySource, folder: Path) -> None:
        manifest = folder / "manifest.csv"
        manifest.write_text(
            "file,source,published\nfirst.txt,Hill Post,2025-02-03\n", encoding="utf-8"
        )
        told(source, Import((str(folder / "first.txt"),), manifest=str(manifest)))
        (folder / "table.csv").write_text(f"Body,Outlet\n{RAIN}Again.,Coast\n", encoding="utf-8")
        columns = (("text", "Body"), ("source", "Outlet"))
        told(source, Import((str(folder / "table.csv"),), columns=columns))
        assert read(source.path) == [("Coast", "", ""), ("Hill Post", "", "2025-02-03")]

    def test_a_text_with_what_is_said_of_it(self, source: LibrarySource) -> None:
        asked = Import(text=TEXT, source="Town Crier", published="2025-03-01")
        assert told(source, asked).added == 1
        assert read(source.path) == [("Town Crier", "Grants for the valley", "2025-03-01")]


class TestDialog:
    """`i` asks for files, a text, or the samples."""

    async def test_tab_completes_a_path_with_blanks(
        self, source: LibrarySource, folder: Path
    ) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i")
            line = pilot.app.screen.query_one("#path", Input)
            line.value = str(folder.parent / "news")
            await press(pilot, "end", "tab")
            assert line.value == f"{folder}/"
            line.value += "f"
            await press(pilot, "end", "tab", "enter")
            await shows(pilot, "To import: 1 new, 0 already there")
            assert not source.path.exists()
            await press(pilot, "enter")
            await shows(pilot, "Imported: 1 added, 0 already there")
            await press(pilot, "enter")
            assert lines(pilot.app)[0].endswith("new.db · 1")

    async def test_a_folder_brings_its_manifest(self, source: LibrarySource, folder: Path) -> None:
        (folder / "manifest.csv").write_text("file,source\nfirst.txt,Hill\n", encoding="utf-8")
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = f"{folder}/"
            await settle(pilot)
            found = pilot.app.screen.query_one("#manifest", Input).value
            assert found == str(folder / "manifest.csv")

    async def test_its_manifest_comes_without_a_slash_and_goes_with_the_folder(
        self, source: LibrarySource, folder: Path
    ) -> None:
        (folder / "manifest.csv").write_text("file,source\nfirst.txt,Hill\n", encoding="utf-8")
        async with showing(source) as pilot:
            await press(pilot, "i")
            path, manifest = (
                pilot.app.screen.query_one(name, Input) for name in ("#path", "#manifest")
            )
            path.value = str(folder)
            await settle(pilot)
            assert manifest.value == str(folder / "manifest.csv")
            path.value = f"{folder}x"
            await settle(pilot)
            assert manifest.value == ""

    async def test_a_path_that_is_not_there_is_told_at_once(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = "/no/such/place"
            await press(pilot, "enter")
            await shows(pilot, "There is no /no/such/place.")
            assert pilot.app.job is None

    async def test_a_column_that_is_none_is_told(self, source: LibrarySource, folder: Path) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = str(folder)
            pilot.app.screen.query_one("#columns", Input).value = "Body"
            await press(pilot, "enter")
            await shows(pilot, "Columns are written as text=Body, not as Body.")

    async def test_what_is_pasted_is_a_text(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.focused.post_message(Paste(f"\x1b[2J{TEXT}"))
            await shows(pilot, "14 words pasted: “\\x1b[2JGrants for the valley")
            pilot.app.screen.query_one("#source", Input).value = "Town Crier"
            await press(pilot, "enter")
            await shows(pilot, "To import: 1 new")
            await press(pilot, "enter")
            await shows(pilot, "Imported: 1 added")
            await until(pilot, lambda: pilot.app.job is None)
        assert [source for source, _, _ in read(source.path)] == ["Town Crier"]

    async def test_the_samples(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i", "up", "right", "right")
            await shows(pilot, "Five retellings")
            await press(pilot, "enter")
            await shows(pilot, "To import: 5 new")
            await press(pilot, "enter")
            await shows(pilot, "Imported: 5 added")


class TestReportScreen:
    """What was found before, what was done after, and the way to the articles."""

    async def test_it_leads_to_the_articles_that_lack_something(
        self, source: LibrarySource, folder: Path
    ) -> None:
        (folder / "dated.md").write_text(f"---\ndate: 2025-02-03\n---\n{TEXT}", encoding="utf-8")
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = str(folder)
            await press(pilot, "enter")
            await shows(pilot, "without date 2 of them")
            await shows(pilot, "called text or body")
            await press(pilot, "enter")
            await shows(pilot, "Imported: 3 added")
            rows = pilot.app.screen.query_one("ReportLines")
            while rows.rule != "published=":
                await press(pilot, "down")
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.filter_text == "published=")
            await shows(pilot, "2 of 3")

    async def test_s_takes_the_good_rows_of_a_table(
        self, source: LibrarySource, folder: Path
    ) -> None:
        table = folder / "table.csv"
        table.write_text(f"text,source\n{RAIN},Hill\n,Coast\n", encoding="utf-8")
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = str(table)
            await press(pilot, "enter")
            await shows(pilot, "To import: 0 new")
            await shows(pilot, "s skips bad rows: 1 article")
            await press(pilot, "s")
            await shows(pilot, "To import: 1 new")
            await press(pilot, "enter")
            await shows(pilot, "Imported: 1 added")
        assert read(source.path) == [("Hill", "", "")]

    async def test_esc_imports_nothing(self, source: LibrarySource, folder: Path) -> None:
        async with showing(source) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = str(folder)
            await press(pilot, "enter")
            await shows(pilot, "To import: 2 new")
            await press(pilot, "escape")
            assert pilot.app.job is None
        assert not source.path.exists()

    async def test_hostile_names_are_shown(self, source: LibrarySource, folder: Path) -> None:
        name = "[/red]\x1b[2J"
        (folder / "table.csv").write_text(f'text,"{name}"\nIt rained.,x\n', encoding="utf-8")
        async with showing(source, size=(40, 12)) as pilot:
            await press(pilot, "i")
            pilot.app.screen.query_one("#path", Input).value = str(folder / "table.csv")
            await press(pilot, "enter")
            await shows(pilot, "[/red]\\x1b[2J 1")


class TestPathCompletion:
    """A path goes on as far as all names agree."""

    def test_names(self, folder: Path) -> None:
        (folder / "first draft").mkdir()
        (folder / ".hidden").touch()
        assert complete_path(f"{folder}/fi") == (f"{folder}/first", ["first draft/", "first.txt"])
        assert complete_path(f"'{folder}/s")[0] == f"'{folder}/second.txt"
        assert ".hidden" not in complete_path(f"{folder}/")[1]
        assert complete_path(f"{folder}/.h")[1] == [".hidden"]
        assert complete_path(f"{folder}/none") == (f"{folder}/none", [])
        assert complete_path("/no/such/place/x") == ("/no/such/place/x", [])
