"""What the compare screen says of articles together: difference, voices, links, search, room."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Profile
from tests.tui.app_world import lines, press, settle, showing, shows
from tui.linked_reading import link_all
from tui.match_filter import MatchFilter, counted_alone, next_voice
from tui.memory_source import ProfilesSource
from tui.reading_position import MatchPlace
from tui.screens.compare import CompareScreen
from tui.source import DimensionInfo
from tui.text_search import TextSearch
from tui.widgets.difference_panel import DifferencePanel

IDS = ("a" * 16, "b" * 16)
DAYS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]
CALM = " ".join(f"The crew painted the northern pier on day {day}." for day in DAYS)
CALM += " The crew saw no risk there on day twelve."
"""Twelve sentences of nine words, one match, which is negated."""
LOUD = "The risk at the southern pier grew on Monday. " * 8
LOUD += "“The risk at this pier grows,” the mayor said. " * 4
"""Twelve sentences of nine words, each with a match; four of these are quoted, of six words."""
LEXICON = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("risk*"),), negated="count"),))
DIMENSIONS = (DimensionInfo("risk", "Risk", "risk"),)


def scanned(*texts: str) -> list[Profile]:
    """The profiles of texts, `a…` of source A and so on."""
    articles = [
        Article(letter.lower() * 16, text, source=f"Paper {letter}")
        for letter, text in zip("ABCD", texts, strict=False)
    ]
    return list(Scanner([LEXICON]).scan(articles))


class Counting(ProfilesSource):
    """A source that counts how often an article is asked for."""

    asked = 0

    def profile(self, article_id: str) -> Profile:
        self.asked += 1
        return super().profile(article_id)


@asynccontextmanager
async def comparing(
    *texts: str, size: tuple[int, int] = (140, 45), **options: Any
) -> AsyncIterator[Pilot[Any]]:
    """The compare screen on texts, CALM and LOUD unless others are given."""
    profiles = scanned(*(texts or (CALM, LOUD)))
    source = Counting(profiles, DIMENSIONS, name="pier.db")
    ids = tuple(each.article.id for each in profiles)
    async with showing(source, size=size, opened=ids, **options) as pilot:
        yield pilot


def screen_of(pilot: Pilot[Any]) -> CompareScreen:
    found = pilot.app.screen
    assert isinstance(found, CompareScreen)
    return found


def shown(pilot: Pilot[Any]) -> str:
    return "\n".join(lines(pilot.app))


class TestDifference:
    """The screen opens on the difference in words; each of its rows leads to a match."""

    # 12 of 108 words against 1 of 108: twelve times as often.
    SENTENCE = "B speaks of risk 12 times as often as A; 4 of its 12 matches are quotations."

    @pytest.mark.parametrize("size", [(80, 24), (140, 45), (200, 60)])
    async def test_it_opens_on_the_sentence(self, size: tuple[int, int]) -> None:
        async with comparing(size=size) as pilot:
            panel = screen_of(pilot).query_one(DifferencePanel)
            said = " ".join(
                "".join(text for text, _ in panel.line(number, 76)) for number in range(4)
            )
            assert self.SENTENCE in " ".join(said.split())
            assert "B speaks of risk 12 times" in shown(pilot)

    async def test_figures_and_how_sure(self) -> None:
        async with comparing() as pilot:
            # 1000 · 12/108 − 1000 · 1/108 = 101.85
            assert "+101.9 ●" in shown(pilot)
            assert "A 9.3  B 111.1  12× [" in shown(pilot)
            assert "risk*" in shown(pilot)
            assert "1:12" in shown(pilot)

    async def test_what_is_not_distinguishable_is_said_to_be(self) -> None:
        async with comparing(CALM, CALM.replace("northern", "eastern")) as pilot:
            assert "Not distinguishable: risk." in shown(pilot)

    async def test_only_one_has_it(self) -> None:
        async with comparing(LOUD, CALM.replace("no risk", "the gulls")) as pilot:
            assert "Only A speaks of risk" in shown(pilot)
            assert "−111.1 ●" in shown(pilot)

    async def test_in_neither(self) -> None:
        calm = CALM.replace("no risk", "the gulls")
        async with comparing(calm, calm.replace("crew", "team")) as pilot:
            assert "In neither: risk." in shown(pilot)

    async def test_the_same_text_does_not_differ_from_itself(self) -> None:
        async with comparing(CALM, CALM) as pilot:
            assert "The same text stands here twice." in shown(pilot)

    async def test_enter_goes_to_the_first_match_where_there_is_more(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "d", "down", "enter")
            screen = screen_of(pilot)
            assert screen.reading.current == MatchPlace(1, 0)
            assert screen.articles.panes[1].has_focus

    async def test_a_click_goes_there_too(self) -> None:
        async with comparing() as pilot:
            panel = screen_of(pilot).query_one(DifferencePanel)
            row = next(y for y, line in enumerate(lines(pilot.app)) if "1:12" in line)
            await pilot.click(panel, offset=(5, row - panel.region.y))
            await settle(pilot)
            assert screen_of(pilot).reading.current == MatchPlace(1, 0)

    async def test_at_80_esc_gives_the_room_to_the_texts(self) -> None:
        async with comparing(size=(80, 24)) as pilot:
            assert "─ Difference · B − A ─" in shown(pilot)
            await press(pilot, "escape")
            assert "Difference · B" not in shown(pilot)
            await press(pilot, "d")
            assert screen_of(pilot).query_one(DifferencePanel).has_focus

    async def test_the_active_article_is_set_against_the_first(self) -> None:
        async with comparing(CALM, LOUD, CALM.replace("day", "evening")) as pilot:
            assert "Difference · B − A" in shown(pilot)
            await press(pilot, "tab", "tab")
            assert "Difference · C − A" in shown(pilot)

    async def test_one_article_differs_from_nothing(self) -> None:
        async with comparing(LOUD) as pilot:
            assert "Difference" not in shown(pilot)


class TestVoices:
    """`v` and `!` show some matches only: marks, rates, list and difference change together."""

    async def test_v_turns_through_the_voices(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "v")
            # 8 matches in 108 − 24 words
            assert "95.2" in shown(pilot)
            assert "narrator · 84 words" in shown(pilot)
            await press(pilot, "v")
            # 4 in 24; the other article has no quotation
            assert "166.7" in shown(pilot)
            assert "quoted · 24 words" in shown(pilot)
            assert "no score" in shown(pilot)
            assert "─ Matches · 4 ─" in shown(pilot)
            assert "Only what is quoted." in shown(pilot)
            await press(pilot, "v")
            assert "111.1" in shown(pilot)
            assert "─ Matches · 13 ─" in shown(pilot)

    async def test_only_negated_ones(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "exclamation_mark")
            assert "─ Matches · 1 ─" in shown(pilot)
            assert "only negated (!)" in shown(pilot)
            assert "Only what is negated." in shown(pilot)
            await press(pilot, "n")
            assert screen_of(pilot).reading.current == MatchPlace(0, 0)
            await press(pilot, "exclamation_mark")
            assert "─ Matches · 1/13 risk* ─" in shown(pilot)

    async def test_marks_that_are_not_shown_are_no_marks(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "m", "m")
            assert "_¬risk_" in shown(pilot)
            await press(pilot, "v", "v")
            assert "_¬risk_" not in shown(pilot)
            assert "“The _risk_ at" in shown(pilot)

    async def test_where_none_is_shown_the_list_says_what_shows_others(self) -> None:
        async with comparing(LOUD, LOUD + "More.") as pilot:
            await press(pilot, "exclamation_mark")
            assert "No such match is shown: v and ! show others" in shown(pilot)

    async def test_v_is_not_offered_where_voice_is_not_measured(self) -> None:
        from tests.tui.app_world import world

        async with showing(world(), opened=IDS, size=(140, 45)) as pilot:
            await press(pilot, "v")
            assert pilot.app.voice == ""

    def test_turns(self) -> None:
        profiles = scanned(CALM, LOUD)
        turns = ["", "narrator", "quote", ""]
        assert [next_voice(profiles, voice) for voice in turns[:-1]] == turns[1:]
        assert next_voice(profiles, "headline") == ""

    def test_the_interval_of_negated_matches_comes_from_the_sentences(self) -> None:
        calm, _ = scanned(CALM, LOUD)
        (score,) = counted_alone(calm, MatchFilter(negated=True)).scores
        # S = 12, n = 9 each, one hit: SE/r = 1; t at 11 degrees of freedom is 2.201.
        assert score.rate_per_1000 == pytest.approx(1000 / 108)
        assert score.low == pytest.approx(1.025, abs=0.001)
        assert score.high == pytest.approx(83.64, abs=0.05)

    def test_negated_ones_of_a_voice_have_no_interval(self) -> None:
        calm, _ = scanned(CALM, LOUD)
        (score,) = counted_alone(calm, MatchFilter(voice="narrator", negated=True)).scores
        assert (score.matches, score.words, score.interval) == (1, 108, "none")

    def test_what_is_dropped_from_the_rate_is_counted_where_it_is_all_that_is_shown(self) -> None:
        lexicon = Lexicon(
            "r", dimensions=(Dimension("risk", terms=(Term("risk*"),), negated="drop"),)
        )
        (calm,) = Scanner([lexicon]).scan([Article("0", CALM)])
        assert calm.scores[0].matches == 0
        assert counted_alone(calm, MatchFilter(negated=True)).scores[0].matches == 1


def told(name: str, count: int, shared: int) -> str:
    """Sentences in words of their own, but for one that both articles have, at a place."""
    own = [f"The {name}{n} stood beside {name}tower{n} and {name}gate{n}." for n in range(count)]
    own[shared] = "Ferry prices rose twice last winter, according to harbour records."
    return "\n\n".join(own)


class TestLinks:
    """Texts scroll together by their linked passages, which the margin names."""

    async def shared_rows(self, pilot: Pilot[Any]) -> list[int]:
        return [
            pane.row_of(pane.profile.article.text.index("Ferry"))
            for pane in screen_of(pilot).articles.panes
        ]

    async def test_linked_passages_stand_beside_each_other(self) -> None:
        async with comparing(told("elm", 60, 10), told("oak", 60, 40)) as pilot:
            await press(pilot, "pagedown")
            left, right = await self.shared_rows(pilot)
            assert left == right
            assert shown(pilot).count("≈1.0 Ferry") == 2
            assert "≈1.00 · " in shown(pilot)

    async def test_it_stays_while_it_is_in_sight(self) -> None:
        async with comparing(told("elm", 60, 10), told("oak", 60, 40)) as pilot:
            await press(pilot, "pagedown", "down", "down", "up")
            left, right = await self.shared_rows(pilot)
            assert left == right

    async def test_the_other_way_round(self) -> None:
        async with comparing(told("elm", 60, 40), told("oak", 60, 10)) as pilot:
            await press(pilot, "tab", "pagedown")
            left, right = await self.shared_rows(pilot)
            assert left == right

    async def test_without_a_link_in_sight_they_go_by_how_far(self) -> None:
        async with comparing(told("elm", 60, 0), told("oak", 60, 59)) as pilot:
            await press(pilot, "end")
            left, right = screen_of(pilot).articles.panes
            assert left.share == right.share == 1.0

    async def test_l_has_each_scroll_by_itself(self) -> None:
        async with comparing(told("elm", 60, 10), told("oak", 60, 40)) as pilot:
            await press(pilot, "l", "pagedown")
            assert screen_of(pilot).articles.panes[1].scroll_offset.y == 0
            assert "≈" not in shown(pilot)
            await press(pilot, "l")
            await shows(pilot, "≈1.0 Ferry")

    async def test_what_stands_in_one_only_has_its_sign(self) -> None:
        async with comparing(told("elm", 6, 2), told("oak", 6, 2)) as pilot:
            assert "┃ The elm0 stood" in shown(pilot)

    def test_of_several_only_here_means_in_no_other(self) -> None:
        two = link_all(scanned(told("elm", 6, 2), told("oak", 6, 2)))
        three = link_all(scanned(told("elm", 6, 2), told("oak", 6, 2), told("elm", 6, 3)))
        assert [note.kind for note in two.notes(0)].count("only") == 5
        assert [note.kind for note in three.notes(0)].count("only") == 0


class TestList:
    """The text goes along with the cursor of the list."""

    async def test_the_cursor_moves_the_text(self) -> None:
        async with comparing(LOUD * 20, CALM, size=(80, 24)) as pilot:
            await press(pilot, "k", *["pagedown"] * 6)
            screen = screen_of(pilot)
            assert screen.work.kwic.has_focus
            assert screen.reading.current == MatchPlace(0, 48)
            assert screen.articles.panes[0].scroll_offset.y > 0

    async def test_enter_leaves_it_for_the_text(self) -> None:
        async with comparing(size=(80, 24)) as pilot:
            await press(pilot, "k", "down", "enter")
            assert screen_of(pilot).articles.panes[1].has_focus


class TestSearch:
    """`/` looks for words in the texts; n and N then go from place to place, until Esc."""

    async def test_places_one_after_the_other(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "slash", *"mayor", "enter")
            assert "/mayor 1/4" in lines(pilot.app)[1]
            await press(pilot, "n", "n")
            assert "/mayor 3/4" in lines(pilot.app)[1]
            await press(pilot, "N")
            assert "/mayor 2/4" in lines(pilot.app)[1]
            await press(pilot, "escape", "n")
            assert lines(pilot.app)[1].endswith("/13 risk*")

    async def test_round_the_end(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "slash", *"twelve", "enter", "n")
            assert "Went round: this is the first place." in shown(pilot)

    async def test_nothing_found_is_told(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "slash", *"whale", "enter")
            assert "“whale” stands in none of the texts." in shown(pilot)

    async def test_esc_in_the_line_ends_it(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "slash", *"pier", "escape")
            assert "/pier" not in shown(pilot)
            assert screen_of(pilot).articles.panes[0].has_focus

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("PIER", [(4, 8), (18, 22)]),
            # white space is white space, also where a line ends
            ("the pier", [(0, 8), (14, 22)]),
            ("  ", []),
            (".*", []),
        ],
    )
    def test_what_is_found(self, query: str, found: list[tuple[int, int]]) -> None:
        assert TextSearch(query, ["The pier, and\nthe\npier"]).spans(0) == found


class TestRoom:
    """Articles trade places, get wider, and have the screen to themselves."""

    async def test_they_trade_places_unread(self) -> None:
        async with comparing() as pilot:
            asked = pilot.app.source.asked
            await press(pilot, "n", "n", "t")
            assert " A  Paper B" in lines(pilot.app)[2]
            assert " B  Paper A" in lines(pilot.app)[2]
            assert screen_of(pilot).reading.current == MatchPlace(0, 0)
            assert pilot.app.source.asked == asked
            assert pilot.app.opened == (IDS[1], IDS[0])

    async def test_wider_and_narrower(self) -> None:
        async with comparing() as pilot:
            left, right = screen_of(pilot).articles.columns
            assert left.size.width == right.size.width
            await press(pilot, "greater_than_sign")
            assert left.size.width > right.size.width
            await press(pilot, "less_than_sign", "less_than_sign")
            assert left.size.width < right.size.width
            await press(pilot, *["less_than_sign"] * 9)
            assert left.size.width > 10

    async def test_zen_shows_only_the_texts(self) -> None:
        async with comparing() as pilot:
            await press(pilot, "z")
            assert lines(pilot.app)[0].startswith("╭─ A  Paper A")
            assert "Matches" not in shown(pilot)
            await press(pilot, "escape")
            assert "Matches" in shown(pilot)
            assert pilot.app.current_mode == "compare"

    async def test_i_shows_intervals_at_80_and_hides_them_at_140(self) -> None:
        async with comparing(size=(80, 24)) as pilot:
            assert "1 9.3 [" not in shown(pilot)
            await press(pilot, "i")
            assert "1 9.3 [1." in shown(pilot)
        async with comparing() as pilot:
            assert "├" in lines(pilot.app)[3]
            await press(pilot, "i")
            assert "├" not in lines(pilot.app)[3]

    async def test_a_storm_of_sizes(self) -> None:
        sizes = [(40, 12), (300, 100), (80, 24), (139, 29), (140, 30), (70, 15), (20, 5), (69, 60)]
        async with comparing(told("elm", 60, 10), LOUD, told("oak", 60, 40)) as pilot:
            for number, size in enumerate(sizes * 2):
                await pilot.resize_terminal(*size)
                await press(pilot, "nkdwvtizl"[number % 9])
            await pilot.resize_terminal(140, 45)
            await settle(pilot)
            assert "framing" in lines(pilot.app)[0] or "Paper" in lines(pilot.app)[0]
