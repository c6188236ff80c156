"""The library screen: what its list shows and what its keys do."""

from __future__ import annotations

import time

import pytest

from framing.errors import LibraryError
from framing.model import Article
from tests.tui.app_world import (
    DIMENSIONS,
    lines,
    long_list,
    press,
    profile,
    settle,
    showing,
    shows,
    silent,
    until,
    world,
)
from tui.columns import columns
from tui.dimension_styles import legend_order
from tui.memory_source import ProfilesSource
from tui.source import DimensionInfo, Order, Row, Sample
from tui.widgets.article_list import PAGE, ArticleList


def sources(app: object) -> list[str]:
    """The first cells of every row on the screen."""
    found = lines(app)  # type: ignore[arg-type]
    last = next(number for number, line in enumerate(found) if line.startswith("╰"))
    return [line[5:19].strip() for line in found[3:last] if line[5:19].strip()]


def order(app: object) -> str:
    """What the lower edge of the list says of its order."""
    edge = next(line for line in lines(app) if line.startswith("╰"))  # type: ignore[arg-type]
    return edge.strip("╰─╯ ").split(" · ")[-1]


class TestList:
    """The user sees every article with its figures."""

    async def test_rows_have_source_title_words_and_rates(self) -> None:
        async with showing() as pilot:
            row = next(line for line in lines(pilot.app) if "North Post" in line)
            cells = row.strip("│ ").split()
            assert cells[:2] == ["North", "Post"]
            assert [cell for cell in cells if cell[0].isdigit()][:4] == [
                "40",
                "75.0",
                "75.0",
                "50.0",
            ]

    async def test_an_article_without_title_shows_its_first_words_in_brackets(self) -> None:
        async with showing(size=(140, 45)) as pilot:
            assert any("[Rivals fear a " in line for line in lines(pilot.app))

    async def test_the_state_is_said_in_words(self) -> None:
        async with showing() as pilot:
            assert lines(pilot.app)[1].startswith("╭─ Articles · 3 ─")
            assert order(pilot.app) == "by source, A to Z"
            assert lines(pilot.app)[0].endswith("small.db · 3")

    async def test_the_list_is_as_high_as_its_rows(self) -> None:
        async with showing() as pilot:
            edges = [line[0] for line in lines(pilot.app) if line[:1] in "╭╰"]
            assert edges == ["╭", "╰", "╭", "╰"]
            assert lines(pilot.app)[6].startswith("╰")

    async def test_a_bar_has_the_scale_of_its_dimension(self) -> None:
        """A full one is the highest rate of all articles, wherever the list stands, and said."""
        async with showing(size=(140, 45)) as pilot:
            assert "full bars: 76.9, 75.0, 153.8 · by source" in "\n".join(lines(pilot.app))
            full = {
                each: row.count("█")
                for each in ("North", "South")
                for row in lines(pilot.app)[3:6]
                if each in row
            }
            assert full == {"North": 9 + 10 + 3, "South": 10 + 10}

    async def test_the_key_line_fits_and_has_seven_keys_at_most(self) -> None:
        async with showing() as pilot:
            keys = lines(pilot.app)[-1]
            assert keys.startswith(" space Mark  enter Read  / Filter  s Sort")
            assert "? Help" in keys
            assert keys.endswith("^p All")
            assert len(keys) <= 80

    async def test_a_narrow_key_line_keeps_help(self) -> None:
        async with showing(size=(40, 10)) as pilot:
            assert lines(pilot.app)[-1].split() == [
                "space",
                "Mark",
                "enter",
                "Read",
                "?",
                "Help",
                "^p",
                "All",
            ]

    async def test_a_slow_source_fills_the_list_later(self) -> None:
        class Slow(ProfilesSource):
            def count(self, query: str) -> int:
                time.sleep(0.2)
                return super().count(query)

        source = Slow([silent()], DIMENSIONS, name="slow.db")
        async with showing(source) as pilot:
            await until(pilot, lambda: sources(pilot.app) == ["Coast"])

    async def test_an_error_at_the_start_is_told(self) -> None:
        class Broken(ProfilesSource):
            def count(self, query: str) -> int:
                raise LibraryError("the library is damaged", file="b.db")

        source = Broken([silent()], DIMENSIONS, name="b.db")
        async with showing(source, size=(140, 45)) as pilot:
            assert any("b.db: the library is damaged" in line for line in lines(pilot.app))


class TestLongList:
    """A list of 100,000 rows is asked for in pages, and only where it is looked at."""

    class Counted(ProfilesSource):
        def __init__(self, inner: ProfilesSource, count: int) -> None:
            super().__init__([], DIMENSIONS, name="long.db")
            self.inner, self.total, self.asked = inner, count, []

        def count(self, query: str) -> int:
            return self.total

        def rows(self, query: str, order: Order, limit: int, offset: int) -> list[Row]:
            self.asked.append((offset, limit))
            return [
                Row(f"{n:016x}", f"Source {n}", "", "", f"Title {n}", "", 2, "words", {})
                for n in range(offset, min(offset + limit, self.total))
            ]

    async def test_only_pages_in_sight_are_read(self) -> None:
        source = self.Counted(long_list(0), 100_000)
        async with showing(source) as pilot:
            assert source.asked == [(0, PAGE)]
            await press(pilot, "end")
            assert any("Title 99999" in line for line in lines(pilot.app))
            assert len(source.asked) <= 3
            await press(pilot, "home")
            assert any("Title 0" in line for line in lines(pilot.app))

    async def test_pages_that_are_far_away_are_let_go(self) -> None:
        source = self.Counted(long_list(0), 100_000)
        async with showing(source) as pilot:
            articles = pilot.app.screen.query_one(ArticleList)
            for row in range(0, 40 * PAGE, PAGE):
                articles.cursor = row
                await pilot.pause(0)
            await settle(pilot)
            assert len(articles._pages) <= 30


class TestMoving:
    """Arrows and page keys move the cursor, and it stays on the list."""

    async def test_cursor(self) -> None:
        async with showing(long_list(60)) as pilot:
            articles = pilot.app.screen.query_one(ArticleList)
            positions = []
            for key in ("down", "pagedown", "end", "down", "up", "home", "up"):
                await press(pilot, key)
                positions.append(articles.cursor)
            assert positions[0] == 1
            assert positions[1] > 5
            assert positions[2:] == [59, 59, 58, 0, 0]

    async def test_a_click_moves_it(self) -> None:
        async with showing(long_list(60)) as pilot:
            await pilot.click(ArticleList, offset=(20, 4))
            assert pilot.app.screen.query_one(ArticleList).cursor == 3


class TestSorting:
    """`s` goes through the columns, `S` turns the order round, a header sorts by its column."""

    async def test_keys(self) -> None:
        async with showing() as pilot:
            said = []
            for key in ("s", "s", "s", "S"):
                await press(pilot, key)
                said.append(order(pilot.app))
            assert said == [
                "by title, A to Z",
                "by words, longest first",
                "by state-support emphasis, highest first",
                "by state-support emphasis, lowest first",
            ]

    async def test_rows_follow(self) -> None:
        async with showing() as pilot:
            assert sources(pilot.app) == ["Coast", "North Post", "South Daily"]
            await press(pilot, "s", "s")
            assert sources(pilot.app) == ["North Post", "South Daily", "Coast"]

    async def test_a_header_sorts_and_turns_round(self) -> None:
        async with showing() as pilot:
            risk = lines(pilot.app)[2].index("Risk") - 2
            await pilot.click(ArticleList, offset=(risk, 0))
            await settle(pilot)
            assert order(pilot.app) == "by risk, highest first"
            assert sources(pilot.app) == ["South Daily", "North Post", "Coast"]
            await pilot.click(ArticleList, offset=(risk, 0))
            await settle(pilot)
            assert order(pilot.app) == "by risk, lowest first"


class TestFiltering:
    """`/` opens a line; what is typed filters; Esc shows all again."""

    async def test_typing_filters(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"rain")
            await shows(pilot, "Articles · 1 of 3")
            await shows(pilot, "“rain” · by source, A to Z")
            assert lines(pilot.app)[0].endswith("small.db · 1 of 3")
            assert "Coast" in lines(pilot.app)[6]

    async def test_enter_goes_to_the_list_and_esc_clears(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"rain", "enter")
            assert pilot.app.focused is pilot.app.screen.query_one(ArticleList)
            assert pilot.app.filter_text == "rain"
            await press(pilot, "escape")
            assert pilot.app.filter_text == ""
            assert sources(pilot.app) == ["Coast", "North Post", "South Daily"]

    async def test_esc_while_typing_clears(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"rain")
            await shows(pilot, "1 of 3")
            await press(pilot, "escape")
            assert sources(pilot.app) == ["Coast", "North Post", "South Daily"]
            assert not pilot.app.screen.query("FilterBox")

    async def test_nothing_found_says_so_and_how_to_mend_it(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"zebra", "enter")
            shown = "\n".join(lines(pilot.app))
            assert "Nothing found: “zebra”.  esc clears it" in shown

    async def test_keys_that_are_typed_do_nothing_else(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash", *"qs?e")
            assert pilot.app.is_running
            assert pilot.app.order == Order()


class TestMarking:
    """Space marks up to four articles; Enter compares what is marked, and the key line says so."""

    async def test_marks_are_lettered(self) -> None:
        async with showing() as pilot:
            await press(pilot, "space", "space")
            marks = [line[2:4] for line in lines(pilot.app)[3:6]]
            assert marks == [" A", " B", "▌ "]

    async def test_a_fifth_takes_the_place_of_the_oldest(self) -> None:
        async with showing(long_list(6)) as pilot:
            await press(pilot, *5 * ("space",))
            assert pilot.app.marked == tuple(f"{n:016x}" for n in (1, 2, 3, 4))
            assert any("oldest mark was taken away" in line for line in lines(pilot.app))

    async def test_the_key_line_says_what_enter_does(self) -> None:
        async with showing() as pilot:
            assert "enter Read" in lines(pilot.app)[-1]
            await press(pilot, "space")
            assert "enter Compare" in lines(pilot.app)[-1]
            await press(pilot, "up")
            assert "enter Read" in lines(pilot.app)[-1]

    async def test_marking_again_unmarks(self) -> None:
        async with showing() as pilot:
            await press(pilot, "space", "up", "space")
            assert pilot.app.marked == ()

    async def test_one_key_takes_all_marks_away(self) -> None:
        async with showing() as pilot:
            await press(pilot, "space", "down", "space")
            assert len(pilot.app.marked) == 2
            await press(pilot, "u")
            assert pilot.app.marked == ()
            assert [line[2:4] for line in lines(pilot.app)[3:5]] == ["  ", "  "]

    async def test_enter_compares_two(self) -> None:
        async with showing() as pilot:
            await press(pilot, "down", "space", "space", "enter")
            assert pilot.app.current_mode == "compare"
            assert pilot.app.opened == ("a" * 16, "b" * 16)

    async def test_keys_that_follow_at_once_read_what_was_marked(self) -> None:
        async with showing(size=(140, 45)) as pilot:
            for key in ("space", "enter"):
                pilot.app.simulate_key(key)
            await until(pilot, lambda: len(pilot.app.opened) == 2)

    async def test_enter_takes_the_cursor_for_the_second(self) -> None:
        async with showing() as pilot:
            await press(pilot, "space", "enter")
            assert pilot.app.opened == ("c" * 16, "a" * 16)

    async def test_enter_without_marks_opens_the_article_and_esc_leads_back(self) -> None:
        async with showing() as pilot:
            await press(pilot, "enter")
            assert pilot.app.current_mode == "compare"
            assert len(pilot.app.opened) == 1
            await press(pilot, "escape")
            assert pilot.app.current_mode == "library"


class TestPreview:
    """Beside the list, where there is room: the article under the cursor."""

    async def test_it_follows_the_cursor(self) -> None:
        async with showing(size=(140, 45)) as pilot:
            await press(pilot, "down")
            await shows(pilot, "40 words, 3 not counted")
            shown = "\n".join(line[71:] for line in lines(pilot.app))
            assert "Chips for the valley" in shown
            assert "North Post · 2025-02-03 · 40 words" in shown

    async def test_its_frame_is_named_by_its_title(self) -> None:
        async with showing(size=(140, 45)) as pilot:
            await press(pilot, "down")
            await until(pilot, lambda: any("╭─ Chips for the" in each for each in lines(pilot.app)))

    async def test_it_shows_nothing_that_the_filter_has_hidden(self) -> None:
        async with showing(size=(140, 45)) as pilot:
            await shows(pilot, "Weather")
            await press(pilot, "slash", *"zebra", "enter")
            shown = "\n".join(lines(pilot.app))
            assert "Weather" not in shown
            assert "Where it stands" not in shown

    async def test_it_is_not_there_at_80_columns(self) -> None:
        async with showing() as pilot:
            assert not any(each.display for each in pilot.app.screen.query("#article"))
            await pilot.resize_terminal(140, 45)
            await until(pilot, lambda: any("Weather" in line[71:] for line in lines(pilot.app)))
            await pilot.resize_terminal(80, 24)
            await until(
                pilot,
                lambda: not any(each.display for each in pilot.app.screen.query("#article")),
            )


class TestStanding:
    """Below the list: where the article under the cursor stands among all of them."""

    async def test_interval_and_entries(self) -> None:
        async with showing() as pilot:
            await press(pilot, "down")
            await shows(pilot, "subsid* 1")
            shown = lines(pilot.app)
            at = next(
                number for number, line in enumerate(shown) if "State-support emphasis" in line
            )
            assert "75.0 [37.5–150.0]" in shown[at]
            assert shown[at].strip("│ ").endswith("0 to 153.8")
            assert sorted(shown[at + 1].strip("│ ").split()) == ["○", "○○"]
            row = shown[at + 2].strip("│ ")
            assert (row[0], row[-1], row.count("●")) == ("├", "┤", 1)

    async def test_silence_has_its_bound(self) -> None:
        async with showing() as pilot:
            await shows(pilot, "– (≤ 3.1)")

    async def test_many_articles_are_a_distribution(self) -> None:
        found = [profile(Article(f"{n:016x}", "a risk", source="S"), [], 2) for n in range(60)]
        source = ProfilesSource(found, DIMENSIONS, name="many.db")
        async with showing(source, size=(80, 45)) as pilot:
            await shows(pilot, "above 50 % of 60")
            assert any(line.strip("│ ").startswith("█") for line in lines(pilot.app)[10:])

    @pytest.mark.parametrize("height", range(6, 24))
    async def test_every_height_has_every_dimension_or_none(self, height: int) -> None:
        async with showing(size=(80, height)) as pilot:
            shown = "\n".join(lines(pilot.app))
            if "Where it stands" in shown:
                below = shown[shown.index("Where it stands") :]
                assert all(name in below for name in ("State-support", "Competitiv", "Risk"))


class TestEmptyLibrary:
    """An empty list says why, and the one thing to do."""

    class Sampled(ProfilesSource):
        def __init__(self, *, offers: bool) -> None:
            hint = "No articles yet. `framing import FILE…` adds some."
            super().__init__([], DIMENSIONS, name="new.db", empty_hint=hint)
            self.offers_sample = offers

        def sample(self) -> Sample:
            return Sample(world(), "These are samples.")

    async def test_without_samples(self) -> None:
        async with showing(self.Sampled(offers=False)) as pilot:
            shown = "\n".join(lines(pilot.app))
            assert "No articles yet. `framing import FILE…`" in shown
            assert "sample articles" not in shown
            await press(pilot, "d", "space", "enter")
            assert pilot.app.screen.query_one(ArticleList).count == 0

    async def test_with_samples(self) -> None:
        async with showing(self.Sampled(offers=True)) as pilot:
            assert any("d looks at the sample articles" in line for line in lines(pilot.app))
            await press(pilot, "d")
            assert lines(pilot.app)[0].endswith("small.db · 3 !")
            assert any("These are samples." in line for line in lines(pilot.app))


class TestColumns:
    """As the list gets narrower columns give way in a declared order."""

    def kinds(self, width: int, dimensions: int = 3) -> list[str]:
        infos = legend_order([DimensionInfo(f"d{n}", f"D{n}", "") for n in range(dimensions)])
        plan = columns(width, infos)
        assert sum(column.width + 1 for column in plan) <= max(width, 6)
        return [column.kind for column in plan]

    def test_all_fit_at_79(self) -> None:
        assert self.kinds(79) == ["mark", "source", "title", "words", "rate", "rate", "rate"]

    def test_words_go_before_dimensions(self) -> None:
        assert "words" not in self.kinds(56)
        assert self.kinds(56).count("rate") == 3

    def test_dimensions_go_from_the_end(self) -> None:
        assert self.kinds(40) == ["mark", "source", "title", "rate"]

    def test_the_title_is_the_last(self) -> None:
        assert self.kinds(12) == ["mark", "title"]
        assert self.kinds(1) == ["mark", "title"]

    def test_twenty_dimensions(self) -> None:
        assert 3 <= self.kinds(79, 20).count("rate") < 20
