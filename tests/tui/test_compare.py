"""The compare screen: two articles side by side, every mark, and why it is one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from framing.model import Article, Profile
from tests.tui.app_world import (
    DIMENSIONS,
    NORTH,
    PATIENCE,
    lines,
    match,
    north,
    press,
    profile,
    settle,
    showing,
    shows,
    south,
    strips,
    world,
)
from tui.article_text import ArticleText
from tui.dimension_styles import dimension_styles
from tui.match_filter import MatchFilter
from tui.memory_source import ProfilesSource
from tui.reading_position import MatchPlace
from tui.screens.compare import CompareScreen
from tui.widgets.article_pane import ArticlePane
from tui.widgets.kwic_panel import KwicPanel
from tui.widgets.legend import Legend
from tui.widgets.why_panel import WhyPanel

PAIR = ("a" * 16, "b" * 16)


@asynccontextmanager
async def comparing(size: tuple[int, int] = (80, 24), **options: Any) -> AsyncIterator[Pilot[Any]]:
    """The compare screen on the two articles."""
    async with showing(size=size, opened=PAIR, **options) as pilot:
        yield pilot


def screen_of(pilot: Pilot[Any]) -> CompareScreen:
    found = pilot.app.screen
    assert isinstance(found, CompareScreen)
    return found


def attributes_of(pilot: Pilot[Any], words: str) -> list[set[str]]:
    """The attributes with which a piece of text stands on the screen, place by place."""
    names = ("bold", "dim", "italic", "underline", "reverse", "strike")
    return [
        {name for name in names if segment.style and getattr(segment.style, name)}
        for strip in strips(pilot.app)
        for segment in strip
        if segment.text == words
    ]


class TestPanes:
    """The user sees both articles with their figures."""

    async def test_two_panes_at_80(self) -> None:
        async with comparing() as pilot:
            shown = lines(pilot.app)
            assert shown[2].startswith("╭─ A  North Post · Chips")
            assert "─ B  South Daily ─" in shown[2]
            assert "│ 1 75.0  2 75.0  3 50.0 " in shown[3]
            assert any("Chips for the valley  " in line for line in shown)
            assert any("Rivals fear a bubble" in line for line in shown)

    async def test_zero_shows_its_bound_and_no_words_no_score(self) -> None:
        from tests.tui.app_world import silent

        empty = profile(Article("d" * 16, "", source="Nobody"), [], 0)
        source = ProfilesSource([silent(), empty], DIMENSIONS)
        async with showing(source, opened=("c" * 16, "d" * 16)) as pilot:
            assert "1 –  2 –  3 –" in "\n".join(lines(pilot.app))
            await press(pilot, "i")
            shown = "\n".join(lines(pilot.app))
            assert "1 0.0 (≤ 3.1)" in shown
            assert "1 no score" in shown

    async def test_one_column_below_70(self) -> None:
        async with comparing((60, 20)) as pilot:
            shown = "\n".join(lines(pilot.app))
            assert "Chips for the valley" in shown
            assert "Rivals" not in shown
            await press(pilot, "tab")
            shown = "\n".join(lines(pilot.app))
            assert "Rivals fear a bubble" in shown
            assert "Chips" not in shown

    async def test_tab_switches_and_keys_scroll_the_active_pane(self) -> None:
        async with comparing((80, 12)) as pilot:
            left, right = screen_of(pilot).articles.panes
            assert left.has_focus
            await press(pilot, "down", "down")
            assert (left.scroll_offset.y, right.scroll_offset.y) == (2, 0)
            await press(pilot, "tab", "pagedown")
            assert right.has_focus
            assert left.scroll_offset.y == 2
            await press(pilot, "shift+tab", "home")
            assert left.has_focus
            assert left.scroll_offset.y == 0

    async def test_four_articles(self) -> None:
        ids = ("a" * 16, "b" * 16, "c" * 16, "a" * 16)
        async with showing(size=(200, 40), opened=ids) as pilot:
            assert len(screen_of(pilot).articles.panes) == 4
            assert " D  North Post" in lines(pilot.app)[2]

    async def test_nothing_opened_says_what_to_do(self) -> None:
        async with showing() as pilot:
            await press(pilot, "f2")
            assert "Nothing to read yet" in "\n".join(lines(pilot.app))
            await press(pilot, "n", "w", "y", "k", "m", "1", "tab", "escape")
            await press(pilot, "f1")
            assert pilot.app.current_mode == "library"

    async def test_other_articles_take_their_place(self) -> None:
        async with comparing() as pilot:
            pilot.app.open_articles(("c" * 16, "b" * 16))
            await settle(pilot)
            assert " A  Coast · Weather" in lines(pilot.app)[2]
            assert len(screen_of(pilot).articles.panes) == 2

    async def test_an_article_that_is_gone_is_told(self) -> None:
        async with comparing() as pilot:
            pilot.app.open_articles(("e" * 16, "b" * 16))
            await settle(pilot)
            assert "no article has the id" in "\n".join(lines(pilot.app))
            pilot.app.open_articles(PAIR)
            await settle(pilot)
            assert " A  North Post" in lines(pilot.app)[2]


class TestMarks:
    """Every match is marked in its dimension's colour and attribute."""

    async def test_each_dimension_has_its_attribute(self) -> None:
        async with comparing() as pilot:
            assert {"underline"} in attributes_of(pilot, "Subsidies")
            assert {"bold"} in attributes_of(pilot, "compete")
            assert {"bold", "underline"} in attributes_of(pilot, "risk")

    async def test_overlap_has_both(self) -> None:
        async with comparing() as pilot:
            row = next(strip for strip in strips(pilot.app) if "innovation" in strip.text)
            at = row.text.index("innovation")
            letters = [row.crop(cell, cell + 1) for cell in range(at, at + len("innovation"))]
            styles = [next(iter(letter)).style for letter in letters]
            assert [bool(style and style.underline) for style in styles] == [False, True] * 5
            assert all(style and style.bold and not style.reverse for style in styles)

    async def test_negated_is_struck_and_quoted_dimmed(self) -> None:
        async with showing(opened=PAIR, size=(140, 45)) as pilot:
            assert {"underline", "strike"} in attributes_of(pilot, "government")
            # dimmed shows as a colour nearer to the background, once filters have run
            pane = screen_of(pilot).articles.panes[0]
            spans = {
                NORTH[s:e]: style.attributes for s, e, style in pane._text.marks_in(0, len(NORTH))
            }
            assert "dim" in spans["support"]
            assert "dim" not in spans["Subsidies"]

    async def test_excluded_is_dimmed_and_headings_are_bold(self) -> None:
        async with comparing((140, 45)) as pilot:
            assert {"bold"} in attributes_of(pilot, "Chips for the valley")
            pane = screen_of(pilot).articles.panes[0]
            assert [NORTH[s:e] for s, e, _ in pane._text._excluded] == ["Accept all cookies"]

    async def test_m_cycles_the_ways_of_marking(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "m")
            assert screen_of(pilot).mark_mode == "style"
            await press(pilot, "m")
            shown = "\n".join(lines(pilot.app))
            assert "_¬government_" in shown
            assert "_Subsidies_" in shown
            assert "~compete~" in shown
            assert "!risk!" in shown
            await press(pilot, "m")
            assert screen_of(pilot).mark_mode == "colour"
            assert "_Subsidies_" not in "\n".join(lines(pilot.app))

    async def test_the_place_is_kept_when_symbols_come_and_go(self) -> None:
        long = world()
        async with showing(long, size=(80, 12), opened=PAIR) as pilot:
            pane = screen_of(pilot).articles.panes[0]
            await press(pilot, *["down"] * 4)
            before = pane.top
            await press(pilot, "m", "m", "m")
            assert pane.top == before


class TestStrip:
    """Beside the scrollbar stands where the marks of the whole text are."""

    def text(self) -> ArticleText:
        words = "\n".join(f"line {n}" for n in range(20))
        found = [
            match(words, "risk", "r", "line 0"),
            match(words, "state_support", "s", "line 10"),
            match(words, "risk", "r", "line 19"),
        ]
        styles = dimension_styles(DIMENSIONS)
        shown = ArticleText(profile(Article("d" * 16, words), found, 40), styles)
        shown.wrap(40)
        return shown

    def test_places_and_colours(self) -> None:
        risk, state = (
            dimension_styles(DIMENSIONS)[name].colour for name in ("risk", "state_support")
        )
        nothing = [(" ", "")] * 4
        # ten lines for twenty: line 10 of 0-19 lies at 10/19, in the first half of the sixth
        assert self.text().strip(10) == [
            ("▀", risk),
            *nothing,
            ("▀", state),
            *nothing[:3],
            ("▄", risk),
        ]

    def test_a_dimension_that_is_hidden_leaves_no_place(self) -> None:
        shown = self.text()
        shown.restyle(MatchFilter(frozenset(["state_support"])), "colour")
        assert [sign for sign, _ in shown.strip(10) if sign != " "] == ["▀"]

    async def test_a_click_goes_there(self) -> None:
        words = "\n\n".join(f"The line with number {n} ends here." for n in range(200))
        long = profile(Article("d" * 16, words), [], 1400)
        async with showing(world(long), opened=("d" * 16,)) as pilot:
            pane = screen_of(pilot).articles.panes[0]
            width, height = pane.scrollable_content_region.size
            for row, number in ((height - 1, 199), (0, 0)):
                await pilot.click(pane, offset=(width - 1, row))
                await settle(pilot)
                assert any(f"number {number} " in line for line in lines(pilot.app))


class TestLegend:
    """The legend is the switch: a digit or a click shows or hides a dimension."""

    async def test_digits(self) -> None:
        async with comparing() as pilot:
            assert lines(pilot.app)[1].split("  ")[-1].strip() == "12 matches"
            await press(pilot, "1")
            assert "[ ]1" in lines(pilot.app)[1]
            assert lines(pilot.app)[1].endswith("7 matches ".strip())
            assert set() in attributes_of(pilot, "Subsidies") or not attributes_of(
                pilot, "Subsidies"
            )
            await press(pilot, "1", "2", "3")
            assert "[x]1" in lines(pilot.app)[1]
            assert lines(pilot.app)[1].endswith("5 matches")

    async def test_a_digit_without_dimension_does_nothing(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "9")
            assert len(screen_of(pilot).reading.shown.dimensions) == 3

    async def test_click(self) -> None:
        async with comparing() as pilot:
            await pilot.click(Legend, offset=(lines(pilot.app)[1].index("Risk"), 0))
            await settle(pilot)
            assert "risk" not in screen_of(pilot).reading.shown.dimensions

    async def test_the_bundled_dimensions_come_first(self) -> None:
        async with comparing((140, 45)) as pilot:
            legend = lines(pilot.app)[1]
            assert "[x]1 State-support emphasis  [x]2 Competitiveness  [x]3 Risk" in legend

    async def test_an_entry_is_cut_before_the_titles_are(self) -> None:
        async with comparing((80, 24)) as pilot:
            await press(pilot, "exclamation_mark", "n")
            legend = lines(pilot.app)[1]
            assert "[x]1 State-support emphasis  [x]2 Competitiveness  [x]3 Risk" in legend
            assert "negated · 1/" in legend


class TestVisiting:
    """`n` and `N` go through the matches of both articles in reading order."""

    async def test_order_and_counter(self) -> None:
        async with comparing() as pilot:
            counters = []
            for _ in range(3):
                await press(pilot, "n")
                counters.append(lines(pilot.app)[1].split("  ")[-1].strip())
            assert counters == ["1/12 actor + aid", "2/12 subsid*", "3/12 innovation"]
            await press(pilot, "N")
            assert lines(pilot.app)[1].endswith("2/12 subsid*")

    async def test_on_into_the_other_pane(self) -> None:
        async with comparing() as pilot:
            await press(pilot, *["n"] * 10)
            assert screen_of(pilot).reading.current == MatchPlace(1, 0)
            assert screen_of(pilot).articles.panes[1].has_focus

    async def test_round_the_end_with_a_notice(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "n", "N")
            assert screen_of(pilot).reading.current == MatchPlace(1, 2)
            assert "this is the last match" in "\n".join(lines(pilot.app))
            await press(pilot, "n")
            assert "this is the first match" in "\n".join(lines(pilot.app))

    async def test_hidden_dimensions_are_passed_over(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "1", "2", "n")
            assert lines(pilot.app)[1].endswith("1/4 innovation")
            await press(pilot, "3", "n")
            assert "No match is shown" in "\n".join(lines(pilot.app))

    async def test_it_begins_at_what_is_in_sight(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "tab", "n")
            assert screen_of(pilot).reading.current == MatchPlace(1, 0)

    async def test_the_current_match_is_in_sight_and_pointed_at(self) -> None:
        async with comparing((80, 12)) as pilot:
            await press(pilot, *["n"] * 9)
            assert any("▶" in line and "grants" in line for line in lines(pilot.app))
            await press(pilot, "w")
            assert any("▶" in line and "grants" in line for line in lines(pilot.app))


class TestWhy:
    """`w`, Enter or a click says everything that made a match."""

    async def test_a_term(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "n", "n", "w")
            shown = "\n".join(lines(pilot.app))
            assert "─ Why this match · State-support emphasis ─" in shown
            assert "subsid*   weight 1" in shown
            assert "State-support 1.0   state.toml:41" in shown
            assert "voice     narrator" in shown
            assert "negated   no" in shown
            assert "adds +25.00 per 1,000 words" in shown

    async def test_at_most_three_keys_from_the_start(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "w")
            assert pilot.app.screen.query_one(WhyPanel).display
            assert "actor + aid" in "\n".join(lines(pilot.app))

    async def test_a_negated_rule(self) -> None:
        async with comparing((140, 45)) as pilot:
            await press(pilot, "n", "enter")
            shown = "\n".join(line[80:] for line in lines(pilot.app))
            assert "kind      rule" in shown
            assert "negated   yes: “not”" in shown
            assert "adds nothing" in shown
            assert "evidence  government   26-36" in shown
            assert "evidence  fund   45-49" in shown
            assert "voice     not measured" in shown

    async def test_a_click_on_a_mark(self) -> None:
        async with comparing() as pilot:
            row = next(y for y, line in enumerate(lines(pilot.app)) if "compete" in line)
            column = lines(pilot.app)[row].index("compete") + 2
            pane = pilot.app.screen.query(ArticlePane).first()
            await pilot.click(pane, offset=(column, row - pane.region.y))
            await settle(pilot)
            assert screen_of(pilot).reading.current == MatchPlace(0, 4)
            assert "compet*" in "\n".join(lines(pilot.app)[-9:])

    async def test_esc_closes_it(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "n", "w", "escape")
            assert not pilot.app.screen.query_one(WhyPanel).is_on_screen
            assert "Why this match" not in "\n".join(lines(pilot.app))

    async def test_at_140_it_is_beside_the_text(self) -> None:
        async with comparing((140, 45)) as pilot:
            assert "No match chosen" in "\n".join(lines(pilot.app))
            await press(pilot, "n")
            assert "Why this match" in "\n".join(lines(pilot.app))


class TestKwic:
    """`k` lists every shown match with its context; Enter goes there; `s` sorts."""

    async def test_it_lists_the_matches_of_both(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "k")
            panel = pilot.app.screen.query_one(KwicPanel)
            assert panel.has_focus
            assert len(panel.places) == 12
            shown = lines(pilot.app)
            assert any(
                line.startswith(("│ A ", "│ A▌")) and "Subsidies and" in line for line in shown
            )

    async def test_the_keywords_stand_below_each_other(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "k")
            shown = lines(pilot.app)[-9:]
            column = next(line.index("Subsidies and") for line in shown if "Subsidies and" in line)
            assert any(line[column:].startswith("compete with") for line in shown)

    async def test_enter_goes_to_the_match(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "k", "down", "down", "enter")
            assert screen_of(pilot).reading.current == MatchPlace(0, 2)

    async def test_sorting_goes_round(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "k")
            panel = pilot.app.screen.query_one(KwicPanel)
            orders = {}
            for _ in range(5):
                orders[panel.sort] = list(panel.places)
                await press(pilot, "s")
            assert panel.sort == "article"
            assert list(orders) == ["article", "place", "left", "right", "entry"]
            assert orders["article"] == sorted(orders["article"])
            assert {len(set(order)) for order in orders.values()} == {12}
            # what follows "risk" is nothing but a stop, then come two matches before "and"
            following = [
                NORTH[north().matches[p.match].end :] for p in orders["right"] if not p.pane
            ]
            assert [text.split()[0].casefold() for text in following[:2]] == [".", "and"]

    async def test_hidden_dimensions_are_not_listed(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "1", "k")
            assert len(pilot.app.screen.query_one(KwicPanel).places) == 7

    async def test_k_again_goes_back_to_the_text(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "k", "k")
            assert screen_of(pilot).articles.panes[0].has_focus
            assert "by article (s)" not in "\n".join(lines(pilot.app))

    async def test_a_click_goes_to_the_match(self) -> None:
        async with comparing((140, 45)) as pilot:
            await pilot.click(KwicPanel, offset=(10, 2))
            await settle(pilot)
            assert screen_of(pilot).reading.current == MatchPlace(0, 2)

    async def test_after_a_click_k_and_esc_lead_to_the_text(self) -> None:
        for key in ("k", "escape"):
            async with comparing((140, 45)) as pilot:
                await pilot.click(KwicPanel, offset=(10, 2))
                await settle(pilot)
                assert pilot.app.screen.query_one(KwicPanel).has_focus
                await press(pilot, key)
                assert pilot.app.current_mode == "compare"
                assert screen_of(pilot).articles.panes[0].has_focus

    async def test_nothing_is_said_to_be_missing_while_it_loads(self) -> None:
        wanted, asked, may_answer = Event(), Event(), Event()

        class Slow(ProfilesSource):
            def profile(self, article_id: str) -> Profile:
                if wanted.is_set():
                    asked.set()
                    may_answer.wait(PATIENCE)
                return super().profile(article_id)

        source = Slow([north(), south()], DIMENSIONS, name="slow.db")
        async with showing(source, size=(140, 45)) as pilot:
            wanted.set()
            pilot.app.open_articles(PAIR)
            assert await asyncio.to_thread(asked.wait, PATIENCE)
            while "Reading…" not in "\n".join(lines(pilot.app)):
                await asyncio.sleep(0.01)
            pilot.app.post_message(Key("n", "n"))
            await asyncio.sleep(0.1)
            shown = "\n".join(lines(pilot.app))
            assert "No match" not in shown
            assert "Nothing to read" not in shown
            may_answer.set()
            await shows(pilot, "Chips for the valley")


class TestMarked:
    """What was marked in the list is what the compare screen shows, however one gets there."""

    async def test_f2_reads_what_is_marked(self) -> None:
        async with showing() as pilot:
            await press(pilot, "down", "space", "space", "f2")
            assert pilot.app.opened == PAIR
            assert "─ A  North Post" in lines(pilot.app)[2]

    async def test_what_is_read_with_the_mark_stays(self) -> None:
        async with showing() as pilot:
            await press(pilot, "space", "enter", "escape", "f2")
            assert pilot.app.opened == ("c" * 16, "a" * 16)
