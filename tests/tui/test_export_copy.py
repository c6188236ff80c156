"""Taking things along: `e` writes what is shown to a file, `y` copies a passage."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from framing.library import Library
from tests.tui.app_world import lines, press, settle, showing, shows, until
from tests.tui.library_world import library_file
from tui import clipboard
from tui.library_source import LibrarySource
from tui.screens.export import ExportScreen
from tui.widgets.choice import Choice

PAIR = ("a" * 16, "b" * 16)


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


async def shows_path(pilot: Pilot[Any], text: str) -> None:
    """Wait until a text with a path is told; a toast breaks it wherever it likes."""
    await until(pilot, lambda: text in [each.message for each in pilot.app._notifications])


def told(pilot: Pilot[Any]) -> str:
    """All that the dialog says, however it wraps."""
    return "\n".join(str(each.render()) for each in pilot.app.screen.query(Static))


class TestExport:
    """The user presses `e`, perhaps chooses, and Enter."""

    async def test_scores_of_what_is_compared(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e")
            assert "The 2 articles and the dimensions shown" in "\n".join(lines(pilot.app))
            await press(pilot, "enter")
            await shows_path(pilot, f"Wrote scores to {tmp_path / 'framing-scores.csv'}")
        rows = rows_of(tmp_path / "framing-scores.csv")
        assert [(row["article_id"][0], row["dimension"]) for row in rows] == [
            (article, dimension)
            for article in "ab"
            for dimension in ("competitiveness", "risk", "state_support")
        ]

    async def test_only_dimensions_that_are_shown(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "1", "2", "e", "right", "enter")
        rows = rows_of(tmp_path / "framing-matches.csv")
        assert [row["text"] for row in rows] == ["innovation", "risk", "bubble", "risk"]
        assert {row["dimension"] for row in rows} == {"risk"}

    async def test_terms_as_json(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e")
            for choice in pilot.app.screen.query(Choice):
                choice.focus()
                await press(pilot, "right")
            pilot.app.screen.query(Choice).first().focus()
            await press(pilot, "right", "enter")
        found = json.loads((tmp_path / "framing-terms.json").read_text(encoding="utf-8"))
        assert found["kind"] == "terms"
        rule = next(row for row in found["rows"] if row["entry"] == "actor + aid")
        assert (rule["matches"], rule["negated_matches"]) == (0, 1)

    async def test_the_articles_of_the_list(self, tmp_path: Path) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"subsidies", "enter", "e")
            assert "The 2 articles of the list" in "\n".join(lines(pilot.app))
            await press(pilot, "left", "left", "enter")
        assert [row["source"] for row in rows_of(tmp_path / "framing-articles.csv")] == [
            "North Post",
            "South Daily",
        ]

    async def test_sources_of_what_is_compared(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e", "left", "enter")
        rows = rows_of(tmp_path / "framing-sources.csv")
        assert [(row["source"], row["dimension"], row["articles"]) for row in rows] == [
            (source, dimension, "1")
            for source in ("North Post", "South Daily")
            for dimension in ("competitiveness", "risk", "state_support")
        ]

    async def test_a_file_that_exists_is_kept_unless_one_insists(self, tmp_path: Path) -> None:
        path = tmp_path / "framing-scores.csv"
        path.write_text("mine", encoding="utf-8")
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e", "enter")
            shown = "\n".join(lines(pilot.app))
            assert "That file exists: enter again writes over it." in shown
            assert "--force" not in shown
            assert path.read_text(encoding="utf-8") == "mine"
            await press(pilot, "enter")
            await until(pilot, lambda: path.read_text(encoding="utf-8").startswith("article_id"))

    async def test_the_folder_is_said(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR, size=(200, 45)) as pilot:
            await press(pilot, "e")
            said = str(pilot.app.screen.query_one("#place", Static).content)
            assert said == f"in {tmp_path}"

    async def test_another_path_stays_when_the_format_changes(self) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e")
            line = pilot.app.screen.query_one(Input)
            line.value = "mine.txt"
            await press(pilot, "down", "right")
            assert line.value == "mine.txt"

    async def test_a_report_of_the_articles_that_are_compared(self, tmp_path: Path) -> None:
        """One page with both texts; of one article there is none to choose."""
        source = LibrarySource(library_file(tmp_path))
        async with showing(source) as pilot:
            await press(pilot, "enter", "e")
            assert not any("sources   report" in line for line in lines(pilot.app))
            await press(pilot, "escape", "f1", "home", "space", "space", "enter", "e")
            assert len(pilot.app.opened) == 2
            assert any("sources   report" in line for line in lines(pilot.app))
            await press(pilot, "left")
            await shows(pilot, "framing-report.html")
            assert not any("Format" in line for line in lines(pilot.app))
            await press(pilot, "enter")
            path = tmp_path / "framing-report.html"
            await until(pilot, path.exists)
            await settle(pilot)
        page = path.read_text(encoding="utf-8")
        assert page.lstrip().startswith("<!DOCTYPE html>")
        with Library(source.path) as library:
            for id_ in pilot.app.opened:
                assert library.articles.one(id_).source in page
        source.close()

    async def test_a_report_of_what_the_filter_leaves(self, tmp_path: Path) -> None:
        source = LibrarySource(library_file(tmp_path))
        async with showing(source) as pilot:
            pilot.app.filter_text = "subsid"
            await shows(pilot, "1 of 3")
            await press(pilot, "e", "left", "enter")
            path = tmp_path / "framing-report.html"
            await until(pilot, path.exists)
            await settle(pilot)
        page = path.read_text(encoding="utf-8")
        assert "--where" in page
        assert "subsid*" in page
        source.close()

    async def test_esc_writes_nothing(self, tmp_path: Path) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e", "escape")
            assert not isinstance(pilot.app.screen, ExportScreen)
        assert not list(tmp_path.glob("*.csv"))

    async def test_a_click_chooses(self) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "e")
            choice = pilot.app.screen.query(Choice).first()
            await pilot.click(choice, offset=(19, 0))
            assert choice.value == "matches"


class TestCopy:
    """`y` copies the current passage with its citation and says how."""

    async def test_the_passage_of_the_current_match(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clipboard, "_TOOLS", ())
        async with showing(opened=PAIR, size=(140, 45)) as pilot:
            await press(pilot, "n", "n", "y")
            copied = pilot.app.clipboard
            assert copied.startswith("The government did not fund the firm")
            assert copied.endswith(
                "compete with risk.\n— North Post, “Chips for the valley”, 2025-02-03,"
                f" https://north.example/chips [article {'a' * 16}, characters 22-119]"
            )
            said = " ".join("\n".join(lines(pilot.app)).split())
            assert "Copied through the terminal (OSC 52); also kept in" in said

    def test_it_is_kept_in_a_file_where_no_tool_is(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(clipboard, "_TOOLS", ())
        said = clipboard.copy("a passage")
        kept = tmp_path / "cache" / "framing" / "copied.txt"
        assert kept.read_text(encoding="utf-8") == "a passage\n"
        assert said.endswith(f"kept in {kept}")

    def test_a_local_tool_is_told(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        tool = tmp_path / "pastebin"
        tool.write_text(f"#!/bin/sh\ncat > {tmp_path}/pasted\n", encoding="utf-8")
        tool.chmod(0o755)
        monkeypatch.setattr(clipboard, "_TOOLS", (clipboard._Tool((str(tool),)),))
        assert clipboard.copy("a passage").startswith(f"Copied with {tool}")
        assert (tmp_path / "pasted").read_text(encoding="utf-8") == "a passage"

    def test_a_tool_that_fails_is_passed_over(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        tools = (clipboard._Tool(("false",)), clipboard._Tool(("no-such-tool",)))
        monkeypatch.setattr(clipboard, "_TOOLS", tools)
        assert "OSC 52" in clipboard.copy("a passage")

    def test_a_tool_that_hangs_is_left(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def hang(*_args: object, **_known: object) -> None:
            raise subprocess.TimeoutExpired("tool", 3)

        monkeypatch.setattr(subprocess, "run", hang)
        monkeypatch.setattr(clipboard, "_TOOLS", (clipboard._Tool(("true",)),))
        assert "also kept in" in clipboard.copy("a passage")

    async def test_a_selection_comes_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(clipboard, "_TOOLS", ())
        async with showing(opened=PAIR) as pilot:
            pane = pilot.app.screen.articles.panes[1]
            from textual.geometry import Offset
            from textual.selection import Selection

            chosen = Selection.from_offsets(Offset(0, 0), Offset(6, 0))
            pilot.app.screen.selections = {pane: chosen}
            await settle(pilot)
            assert pilot.app.screen.get_selected_text() == "Rivals"
            await press(pilot, "y")
            assert pilot.app.clipboard.startswith("Rivals\n— ")
