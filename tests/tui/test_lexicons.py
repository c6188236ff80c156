"""The lexicons screen: a lexicon's text, what an edit of it does, and how it is saved."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from framing.lexicons import find
from framing.lexicons.folder import lexicon_files
from framing.lexicons.installed import set_on
from framing.library import Library
from framing.places import lexicon_folder
from tests.tui.app_world import PATIENCE, lines, press, settle, showing, shows, until
from tests.tui.lexicon_world import RISK, library_with_own_lexicons
from tests.tui.test_snapshots import GOLDEN, LOOKS, SIZES, snapshot
from tui.library_source import LibrarySource
from tui.screens import offered

WIDE = (140, 45)


@pytest.fixture
def source(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LibrarySource]:
    """The library, with no lexicons at hand but the user's."""
    monkeypatch.setattr(
        "framing.lexicons.installed.lexicon_files",
        lambda folder: lexicon_files(folder) if folder == lexicon_folder() else [],
    )
    opened = LibrarySource(library_with_own_lexicons(home))
    opened.open()
    yield opened
    opened.close()


def screen_key(source: LibrarySource) -> str:
    """The digit of the screen."""
    return str([mode for mode, _ in offered(source)].index("lexicons") + 1)


async def open_hazards(pilot: Pilot[Any], source: LibrarySource) -> None:
    await press(pilot, screen_key(source))
    await shows(pilot, "hazards")
    while "hazards.toml" not in text_of(pilot):
        await press(pilot, "down")
        await settle(pilot)
    await shows(pilot, "without")


def text_of(pilot: Pilot[Any]) -> str:
    return "\n".join(lines(pilot.app))


async def type_line(pilot: Pilot[Any], text: str) -> None:
    """Type into the line that has the keys."""
    pilot.app.focused.value = text  # type: ignore[union-attr]
    await settle(pilot)


async def add(pilot: Pilot[Any], term: str) -> None:
    await press(pilot, "a")
    await type_line(pilot, term)
    await press(pilot, "enter")


async def test_a_term_and_its_effect_in_four_keys(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await shows(pilot, "+ 2 new matches · 1 also in Calm")
        shown = text_of(pilot)
        assert "What your edit does" in shown
        assert "NEW 2 matches" in shown
        assert "hazards.toml 1.2 · edited" in shown
        assert "2 of 3 articles touched" in shown
        assert "moved most" in shown


async def test_a_term_shows_its_effect_before_it_is_taken(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await press(pilot, "a")
        await type_line(pilot, "upheaval*")
        await shows(pilot, "With “upheaval*”")
        await shows(pilot, "+ 2 new matches")
        assert "upheaval*" not in pilot.app.screen.query_one(TextArea).text
        assert "edited" not in text_of(pilot)


async def test_a_term_can_be_typed_while_the_articles_are_still_read(
    source: LibrarySource, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No letter of it is taken for a key of the screen."""
    may_answer = Event()
    answer = source.edit_effect

    def slow(*asked: Any) -> Any:
        assert may_answer.wait(PATIENCE)
        return answer(*asked)

    monkeypatch.setattr(source, "edit_effect", slow)
    async with showing(source, WIDE) as pilot:
        pilot.app.go_to("lexicons")
        end = monotonic() + PATIENCE
        while "calm.toml" not in text_of(pilot):
            assert monotonic() < end
            await asyncio.sleep(0.01)
        for key in ("a", *"guitar", "enter"):  # the pilot's own would wait for the answer
            pilot.app._driver.send_message(Key(key, key if len(key) == 1 else None))  # type: ignore[union-attr]
            while not isinstance(pilot.app.focused, Input):
                assert monotonic() < end
                await asyncio.sleep(0.01)
        may_answer.set()
        await shows(pilot, "Add a term to Calm")
        await shows(pilot, "With “guitar”")
        assert pilot.app.job is None


async def test_a_typed_term_that_is_not_taken_leaves_nothing(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await press(pilot, "a")
        await type_line(pilot, "upheaval*")
        await shows(pilot, "+ 2 new matches")
        await press(pilot, "escape")
        await shows(pilot, "Danger 3 entries")
        assert "new matches" not in text_of(pilot)


async def test_the_arrows_choose_the_dimension_of_a_term(source: LibrarySource, home: Path) -> None:
    two = 'name = "two"\n[dimensions.rain]\ntitle = "Rain"\nterms = ["rain"]\n'
    two += '[dimensions.calm]\ntitle = "Calm sea"\nterms = ["sea"]\n'
    (lexicon_folder() / "two.toml").write_text(two, encoding="utf-8")
    async with showing(source, WIDE) as pilot:
        await press(pilot, screen_key(source))
        await shows(pilot, "two")
        while "two.toml" not in text_of(pilot):
            await press(pilot, "down")
            await settle(pilot)
        await shows(pilot, "without")
        await press(pilot, "a")
        await shows(pilot, "Add a term to Rain")
        await type_line(pilot, "upheaval*")
        await press(pilot, "down")
        await shows(pilot, "Add a term to Calm sea")
        await press(pilot, "enter")
        taken = pilot.app.screen.query_one(TextArea).text
        assert '"upheaval*", "sea"' in taken


async def test_how_far_a_long_named_source_moved_stands_in_a_narrow_panel(
    source: LibrarySource,
) -> None:
    name = "The Daily of the Upper Valley and of All the Coast Beyond It"
    with Library(source.path) as library:
        for found in library.articles.read():
            library.articles.edit(found.article.id, {"source": name})
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await until(pilot, lambda: "moved most" in text_of(pilot))
        (line,) = [line for line in lines(pilot.app) if "moved most" in line]
        assert re.search(r"moved most  The Daily.*… \+\d+\.\d", line)


async def test_what_the_entries_find_stands_beside_them(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        shown = text_of(pilot)
        assert [line for line in lines(pilot.app) if '"storm*"' in line and "1 match" in line]
        assert [line for line in lines(pilot.app) if '"uproarr"' in line and "never occurs" in line]
        assert "Danger  3 entries" in shown
        assert "2 matches · 1 without" in shown
        assert "in 3 articles" in shown


async def test_a_mistyped_term_is_told_with_the_word_that_is_near(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheavel")
        await shows(pilot, "upheavel never occurs")
        assert "upheaval stands in 2 articles" in text_of(pilot)
        assert "No rate moves." in text_of(pilot)


async def test_a_lost_match(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        editor = pilot.app.screen.query_one(TextArea)
        editor.text = editor.text.replace('  "storm*",\n', "")
        await shows(pilot, "− 1 lost match")


async def test_a_problem_is_told_with_its_place_and_enter_goes_there(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        editor = pilot.app.screen.query_one(TextArea)
        editor.text = editor.text.replace('"flood*"', "12")
        await shows(pilot, "Line 10, column 3")
        assert "What is wrong" in text_of(pilot)
        await press(pilot, "tab", "tab", "enter")
        await until(pilot, lambda: pilot.app.focused is editor)
        assert editor.cursor_location == (9, 2)
        await press(pilot, "ctrl+s")
        assert "c copies" in text_of(pilot)
        assert find("hazards").version == "1.2"


async def test_a_new_match_opens_its_article_at_its_place(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await shows(pilot, "+ 2 new matches")
        await press(pilot, "escape", "tab", "tab")
        while "upheaval" not in str(
            pilot.app.screen.query_one("EffectPanel").line(  # type: ignore[attr-defined]
                pilot.app.screen.query_one("EffectPanel").cursor,
                40,  # type: ignore[attr-defined]
            )
        ):
            await press(pilot, "down")
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen.MODE == "compare")  # type: ignore[attr-defined]
        await shows(pilot, "The upheaval")


async def test_a_sentence_is_tried_with_the_typed_text(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "failure")
        await press(pilot, "escape", "t")
        await type_line(pilot, "The failure was not a storm.")
        await shows(pilot, "[failure] Danger [storm] Danger, negated by “not”")


async def test_saving_makes_the_next_version_and_scores_by_it(
    source: LibrarySource, home: Path
) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await press(pilot, "ctrl+s")
        await shows(pilot, "hazards 1.3 saved")
        await until(pilot, lambda: "edited" not in text_of(pilot))
    saved = find("hazards")
    assert saved.version == "1.3"
    assert Path(saved.path) == lexicon_folder() / "hazards.toml"
    with Library(home / "own.db") as library:
        assert {each.version for each in library.lexicons.current() if each.name == "hazards"} == {
            "1.3"
        }
        assert not library.scores.stale([saved])


async def test_a_lexicon_is_used_no_longer_and_again(source: LibrarySource, home: Path) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await press(pilot, "u")
        await shows(pilot, "hazards is used no longer")
        with Library(home / "own.db") as library:
            assert library.lexicons.used() == ("calm",)
        await until(pilot, lambda: "off" in text_of(pilot))
        await press(pilot, "u")
        await shows(pilot, "hazards is used")
        with Library(home / "own.db") as library:
            assert set(library.lexicons.used() or ()) == {"calm", "hazards"}


async def test_what_is_refused_changes_nothing_in_a_library(
    source: LibrarySource, home: Path
) -> None:
    (home / "untold").mkdir()
    path = library_with_own_lexicons(home / "untold", told=False)
    storms = RISK.replace("hazards", "storms")
    (lexicon_folder() / "storms.toml").write_text(storms, encoding="utf-8")
    set_on("storms", False)
    with closing(LibrarySource(path)) as untold:
        untold.open()
        async with showing(untold, WIDE) as pilot:
            await press(pilot, screen_key(untold))
            while "storms.toml" not in text_of(pilot):
                await press(pilot, "down")
                await settle(pilot)
            await press(pilot, "u")
            await shows(pilot, "“storms” shares a name with “hazards”")
    with Library(path) as library:
        assert library.lexicons.used() is None


async def test_a_dictionary_of_another_program(source: LibrarySource, home: Path) -> None:
    path = home / "mood.dic"
    path.write_text("%\n1\tjoy\n%\nquiet\t1\nglad*\t1\n", encoding="utf-8")
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await press(pilot, "i")
        await type_line(pilot, str(path))
        await press(pilot, "enter")
        await shows(pilot, "2 entries taken")
        await shows(pilot, "mood.toml")
        await shows(pilot, "1 match · 1 without")


async def test_edits_are_kept_while_another_lexicon_is_looked_at(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await press(pilot, "escape", "up")
        await until(pilot, lambda: "hazards.toml" not in text_of(pilot))
        await press(pilot, "down")
        await shows(pilot, "hazards.toml 1.2 · edited")
        assert "upheaval*" in pilot.app.screen.query_one(TextArea).text
        await press(pilot, "q")
        await shows(pilot, "Not saved: hazards. q again leaves without it.")
        await press(pilot, "q")
        assert pilot.app._exit


async def test_only_keys_that_do_something(source: LibrarySource) -> None:
    async with showing(source, WIDE) as pilot:
        await open_hazards(pilot, source)
        assert "enter Edit" in lines(pilot.app)[-1]
        assert "Save" not in lines(pilot.app)[-1]
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.focused, TextArea))
        assert "Add term" not in lines(pilot.app)[-1]
        await press(pilot, "x")
        await shows(pilot, "^s Save")
        await press(pilot, "escape", "t")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input))
        await press(pilot, "a")
        assert pilot.app.focused.value == "a"  # type: ignore[union-attr]


async def test_hostile_text_is_shown_as_signs(source: LibrarySource) -> None:
    (lexicon_folder() / "hazards.toml").write_text('x = "\x1b[2J\u202e"\n', encoding="utf-8")
    async with showing(source, WIDE) as pilot:
        await press(pilot, screen_key(source))
        await shows(pilot, "hazards")
        while "hazards.toml" not in text_of(pilot):
            await press(pilot, "down")
        await shows(pilot, "What is wrong")
        assert "\x1b" not in text_of(pilot)
        assert "\u202e" not in text_of(pilot)


async def test_a_library_that_is_not_there(home: Path) -> None:
    missing = LibrarySource(home / "none.db")
    missing.open()
    async with showing(missing, WIDE) as pilot:
        await press(pilot, screen_key(missing))
        await shows(pilot, "No articles yet")
    missing.close()


async def test_a_source_of_a_few_articles_does_not_offer_it() -> None:
    async with showing() as pilot:
        assert "Lexicons" not in lines(pilot.app)[0]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (119, 17), (300, 100)])
async def test_any_size(source: LibrarySource, size: tuple[int, int]) -> None:
    async with showing(source, size) as pilot:
        await press(pilot, f"f{screen_key(source)}")
        await shows(pilot, "hazards")
        for _ in range(4):
            await press(pilot, "tab")
        assert len(lines(pilot.app)) == size[1]
        for width, height in ((80, 24), (40, 12), (200, 60), (20, 5), size):
            await pilot.resize_terminal(width, height)
        await settle(pilot)
        assert pilot.app.is_running


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("size", SIZES)
async def test_looks_as_before(
    source: LibrarySource, size: str, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, no_color = LOOKS[look]
    monkeypatch.delenv("NO_COLOR", raising=False)
    if no_color:
        monkeypatch.setenv("NO_COLOR", no_color)
    async with showing(source, SIZES[size], theme=theme) as pilot:
        await open_hazards(pilot, source)
        await add(pilot, "upheaval*")
        await shows(pilot, "+ 2 new matches")
        await press(pilot, "escape")
        pilot.app.clear_notifications()
        await settle(pilot)
        taken = snapshot(pilot)
    kept = GOLDEN / f"lexicons-{size}-{look}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        kept.write_text(taken, encoding="utf-8")
    assert taken == kept.read_text(encoding="utf-8")
