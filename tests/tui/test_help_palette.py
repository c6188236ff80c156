"""Help and the palette: everything that keys do can be found."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.containers import VerticalScroll

from tests.tui.app_world import DIMENSIONS, lines, press, settle, showing, shows, world
from tests.tui.library_world import library_file
from tui.library_source import LibrarySource
from tui.memory_source import ProfilesSource
from tui.screens import SCREENS, offered
from tui.screens.help import HelpScreen

PAIR = ("a" * 16, "b" * 16)
OFFERED = [mode for mode, _ in offered(world())]
"""The screens that articles without a library can fill."""


class TestHelp:
    """`?` says on every screen what its keys do, how to read marks and what scores are not."""

    @pytest.mark.parametrize("mode", SCREENS)
    async def test_it_lists_the_keys_of_the_screen(self, mode: str, tmp_path: Path) -> None:
        source = world() if mode in OFFERED else LibrarySource(library_file(tmp_path))
        opened = PAIR if mode in OFFERED else ()
        async with showing(source, opened=opened, size=(100, 60)) as pilot:
            pilot.app.switch_mode(mode)
            await settle(pilot)
            tooltips = {
                active.binding.tooltip
                for active in pilot.app.screen.active_bindings.values()
                if active.binding.tooltip
            }
            await press(pilot, "question_mark")
            shown = "\n".join(lines(pilot.app))
            assert [said for said in tooltips if said not in shown] == []
            assert f"Help: {SCREENS[mode].title}" in shown

    async def test_it_begins_with_the_part_that_has_the_keys(self) -> None:
        """What that part is and its own keys come before those of the screen and of the app."""
        async with showing(size=(100, 60)) as pilot:
            await press(pilot, "question_mark")
            shown = "\n".join(lines(pilot.app))
            places = [
                shown.index(said)
                for said in (
                    "IN THIS PART",
                    "The articles.",
                    "Mark the article",
                    "ON THIS SCREEN",
                    "Filter by words",
                    "EVERYWHERE",
                    "Leave the program",
                )
            ]
            assert places == sorted(places)

    async def test_another_part_has_another_help(self) -> None:
        async with showing(opened=PAIR, size=(100, 60)) as pilot:
            await press(pilot, "k", "question_mark")
            shown = "\n".join(lines(pilot.app))
            assert "Every match with the words around it" in shown
            assert "Go to this match" in shown

    async def test_it_says_what_a_score_does_not_mean(self) -> None:
        async with showing(size=(100, 60)) as pilot:
            await press(pilot, "question_mark")
            shown = "\n".join(lines(pilot.app))
            assert "WHAT A SCORE DOES NOT MEAN" in shown
            assert "HOW TO READ THE MARKS" in shown

    async def test_digits_that_do_the_same_share_a_line(self) -> None:
        async with showing(opened=PAIR, size=(100, 60)) as pilot:
            await press(pilot, "question_mark")
            assert "  1…9  Show or hide a dimension" in "\n".join(lines(pilot.app))

    async def test_it_scrolls_at_80x24_and_closes(self) -> None:
        async with showing() as pilot:
            await press(pilot, "question_mark", "end")
            frame = pilot.app.screen.query_one(VerticalScroll)
            assert frame.max_scroll_y > 0
            for key in ("escape", "question_mark", "q"):
                if not isinstance(pilot.app.screen, HelpScreen):
                    await press(pilot, "question_mark")
                await press(pilot, key)
                assert not isinstance(pilot.app.screen, HelpScreen)


class TestPalette:
    """^p finds actions, themes and articles."""

    async def test_actions_of_the_screen_and_themes(self) -> None:
        async with showing(size=(100, 60)) as pilot:
            await press(pilot, "ctrl+p")
            await shows(pilot, "Theme: colour-blind")
            shown = "\n".join(lines(pilot.app))
            for name in ("Filter", "Sort", "Export", "Theme: colour-blind", "Quit"):
                assert name in shown

    async def test_an_action_is_done(self) -> None:
        async with showing() as pilot:
            await press(pilot, "ctrl+p", *"sort")
            await shows(pilot, "Sort by the next column")
            await press(pilot, "enter")
            assert pilot.app.order.key == "title"

    async def test_dimensions_have_names(self) -> None:
        async with showing(opened=PAIR) as pilot:
            await press(pilot, "ctrl+p", *"hide")
            await shows(pilot, "Hide: State-support emphasis")
            assert "Dimension 9" not in "\n".join(lines(pilot.app))
            await press(pilot, "enter")
            assert pilot.app.hidden == {"state_support"}

    async def test_screens_can_be_gone_to(self) -> None:
        async with showing() as pilot:
            await press(pilot, "ctrl+p", *"go to comp")
            await shows(pilot, "Go to Compare")
            await press(pilot, "enter")
            assert pilot.app.current_mode == "compare"

    async def test_a_theme_is_taken(self) -> None:
        async with showing() as pilot:
            await press(pilot, "ctrl+p", *"high")
            await shows(pilot, "Theme: high-contrast")
            await press(pilot, "enter")
            assert pilot.app.theme == "high-contrast"

    async def test_an_article_is_opened(self) -> None:
        async with showing(world()) as pilot:
            await press(pilot, "ctrl+p", *"bubble")
            await shows(pilot, "[Rivals fear a bubble")
            await press(pilot, "enter")
            assert pilot.app.opened == ("b" * 16,)
            assert "A  South Daily" in "\n".join(lines(pilot.app))


class TestScreens:
    """The F keys go from screen to screen; the header says which one this is."""

    async def test_f_keys(self) -> None:
        async with showing() as pilot:
            for number, mode in enumerate(OFFERED, 1):
                await press(pilot, f"f{number}")
                assert pilot.app.current_mode == mode

    async def test_clicks_on_the_header(self) -> None:
        async with showing() as pilot:
            await pilot.click("Header", offset=(25, 0))
            assert pilot.app.current_mode == "compare"
            await pilot.click("Header", offset=(12, 0))
            assert pilot.app.current_mode == "library"

    async def test_clicks_on_the_key_line(self) -> None:
        async with showing() as pilot:
            keys = lines(pilot.app)[-1]
            await pilot.click("KeyLine", offset=(keys.index("Sort"), 0))
            await settle(pilot)
            assert pilot.app.order.key == "title"

    @pytest.mark.parametrize("key", ["q", "ctrl+q"])
    async def test_quit(self, key: str) -> None:
        async with showing() as pilot:
            await pilot.press(key)
            assert pilot.app._exit

    async def test_digits_go_where_they_are_shown_and_f_keys_everywhere(self) -> None:
        async with showing() as pilot:
            assert lines(pilot.app)[0].startswith(" framing  1 Library  2 Compare ")
            await press(pilot, "2")
            assert pilot.app.current_mode == "compare"
            assert lines(pilot.app)[0].startswith(" framing  F1 Library  F2 Compare ")
            await press(pilot, "1")
            assert pilot.app.current_mode == "compare"
            await press(pilot, "f1")
            assert pilot.app.current_mode == "library"
            await press(pilot, "7", "f7")
            assert pilot.app.current_mode == "library"

    async def test_a_screen_that_the_source_cannot_fill_is_not_offered(self) -> None:
        class Listed(ProfilesSource):
            profile = property()  # the question of the compare screen

        async with showing(Listed([], DIMENSIONS, name="list.db")) as pilot:
            assert "Compare" not in lines(pilot.app)[0]
            await press(pilot, "2")
            assert pilot.app.current_mode == "library"

    @pytest.mark.parametrize("width", [200, 80, 40, 30])
    async def test_the_header_fits(self, width: int) -> None:
        async with showing(size=(width, 24)) as pilot:
            header = lines(pilot.app)[0]
            assert "1 Library" in header
            assert len(header) <= width

    async def test_where_titles_have_no_room_they_are_shortened_and_this_one_is_whole(self) -> None:
        async with showing(size=(34, 24)) as pilot:
            await press(pilot, "f2")
            assert lines(pilot.app)[0].startswith("  F1 Lib  F2 Compare ")

    async def test_a_notice_is_shown_once_and_kept(self) -> None:
        notice = "These are samples."
        async with showing(notice=notice) as pilot:
            assert notice in "\n".join(lines(pilot.app))
            pilot.app.clear_notifications()
            for mode in OFFERED:
                pilot.app.go_to(mode)
                await settle(pilot)
                shown = lines(pilot.app)
                assert notice not in "\n".join(shown)
                assert shown[0].endswith(" !")
            await press(pilot, "!")
            assert notice in "\n".join(lines(pilot.app))
