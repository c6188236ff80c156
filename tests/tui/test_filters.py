"""The filter of the list: rules and words, typed or chosen, said in words, kept as sets."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from framing.library import Library
from framing.library import Selection as Rules
from tests.tui.app_world import lines, press, showing, shows, until
from tests.tui.library_world import library_file
from tui.filters import as_rules, field_begun, filter_in_words, read_filter, suggestions
from tui.jobs import Job
from tui.library_source import LibrarySource
from tui.widgets.article_list import ArticleList

NORTH, SOUTH, WEST = "North", "South", "West"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return library_file(tmp_path)


@pytest.fixture
def source(path: Path):  # type: ignore[no-untyped-def]
    opened = LibrarySource(path)
    opened.open()
    yield opened
    opened.close()


def listed(pilot) -> str:  # type: ignore[no-untyped-def]
    """The first letters of the sources in the list."""
    articles = pilot.app.screen.query_one(ArticleList)
    return "".join(articles.row(number).source[0] for number in range(articles.count))


def typed(text: str) -> list[str]:
    """The keys that type a text."""
    return [{" ": "space"}.get(letter, letter) for letter in text]


class TestReading:
    """What is typed is rules joined by AND, and words."""

    @pytest.mark.parametrize(
        ("typed", "words", "where", "sets"),
        [
            ("", "", (), ()),
            ("rain", "rain", (), ()),
            ("source=North", "", ("source=North",), ()),
            ("source=North AND rai", "rai", ("source=North",), ()),
            ("rain AND set = my set", "rain", (), ("my set",)),
            ("published>=2020 AND ", "", ("published>=2020",), ()),
            ("tax -income", "", ("tax -income",), ()),
            ("well-being", "well-being", (), ()),
            ('"a b" AND source=A OR source=B', "", ('"a b"', "source=A OR source=B"), ()),
            ("ANDES", "ANDES", (), ()),
        ],
    )
    def test_parts(
        self, typed: str, words: str, where: tuple[str, ...], sets: tuple[str, ...]
    ) -> None:
        found = read_filter(typed)
        assert (found.words, found.rules) == (words, Rules(where, sets))

    def test_a_set_keeps_words_as_a_rule(self) -> None:
        assert as_rules("source=North AND rai") == Rules(("source=North", "rai*"))
        assert as_rules("rain ") == Rules(("rain",))

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("", ""),
            ("source=North AND published>=2025 AND rai", "source North, from 2025 on, “rai”"),
            ("published= AND set=pilot", "without date, in set pilot"),
            ("source!=A OR title~tax", "source not A or title with “tax”"),
            ("words<50", "words < 50"),
            ("family=0123456789abcdef", "copies of 01234567"),
            ("story=3", "story 3"),
        ],
    )
    def test_in_words(self, typed: str, said: str) -> None:
        assert filter_in_words(typed) == said


class TestSuggestions:
    """How the last part can go on."""

    FIELDS = ("source", "set", "published", "meta.NAME")

    def test_fields_where_none_stands(self) -> None:
        found = suggestions("rain AND s", self.FIELDS, ())
        assert [each.typed for each in found] == ["rain AND source=", "rain AND set="]
        assert len(suggestions("", self.FIELDS, ())) == 4
        assert suggestions("rain", self.FIELDS, ()) == []

    def test_values_of_the_field_those_that_begin_so_first(self) -> None:
        values = [("", 4), ("Big News", 1), ("News", 2), ("Post", 3)]
        found = suggestions("source=new", self.FIELDS, values)
        assert [(each.typed, each.note) for each in found] == [
            ("source=News", "2"),
            ("source=Big News", "1"),
        ]
        assert suggestions("source=Post", self.FIELDS, values) == []
        assert field_begun("rain AND source = new") == "source"
        assert field_begun("rain") == ""


class TestTyping:
    """The list follows; what is wrong is said where it is typed."""

    async def test_a_rule_and_words(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "slash", *typed("source!=North AND kind"), "enter")
            await until(pilot, lambda: listed(pilot) == "W")
            await shows(pilot, "source not North, “kind” · by source, A to Z")
            await press(pilot, "escape")
            await until(pilot, lambda: listed(pilot) == "NSW")

    async def test_a_field_that_is_none_is_told_in_the_line(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 30)) as pilot:
            await press(pilot, "slash", *typed("bogus=1"))
            await shows(pilot, "there is no field “bogus” to select by (")
            await press(pilot, *["backspace"] * 7)
            await shows(pilot, "words, or rules joined by AND")

    async def test_a_set_that_is_none_is_told(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "slash", *typed("set=x"), "enter")
            await shows(pilot, "there is no set “x” (there are none yet")

    async def test_field_and_value_are_chosen_with_keys(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "slash", "down", "enter")
            await shows(pilot, "South 1")
            assert listed(pilot) == "NSW"
            await press(pilot, "down", "down", "enter", "enter")
            await until(pilot, lambda: listed(pilot) == "S")

    async def test_tab_completes(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "slash", *"so", "tab", *"we")
            await shows(pilot, "West 1")
            await press(pilot, "tab", "enter")
            await until(pilot, lambda: listed(pilot) == "W")

    async def test_the_mouse_chooses(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await press(pilot, "slash")
            await pilot.click("Menu", offset=(5, 1))
            await shows(pilot, "West 1")

    async def test_files_know_words_alone(self) -> None:
        async with showing() as pilot:
            await press(pilot, "slash")
            await shows(pilot, "words in source, title or text")
            await press(pilot, *typed("source=North"))
            await shows(pilot, "only words can be looked for here")


class TestSets:
    """`w` keeps what is filtered under a name, which a filter opens again."""

    async def test_kept_and_opened(self, source: LibrarySource, path: Path) -> None:
        async with showing(source) as pilot:
            assert " w Keep" not in lines(pilot.app)[-1]
            await press(pilot, "slash", *"risk", "enter", "w")
            await shows(pilot, "1 article: “risk”")
            await press(pilot, *typed("my set"), "enter")
            await shows(pilot, "Set “my set”: 1 article")
            await press(pilot, "escape", "slash", *typed("set="))
            await shows(pilot, "my set 1")
            await press(pilot, "tab", "enter")
            await until(pilot, lambda: listed(pilot) == "S")
        with Library(path) as library:
            assert [each.rule for each in library.sets.all()] == [Rules(("risk*",))]

    async def test_a_name_that_is_taken_is_asked_twice(
        self, source: LibrarySource, path: Path
    ) -> None:
        with Library(path) as library:
            library.sets.add("old", Rules(("source=North",)))
        async with showing(source) as pilot:
            await press(pilot, "slash", *"risk", "enter", "w", *"old", "enter")
            await shows(pilot, "There is a set “old” of 1 article: enter again")
            await press(pilot, "enter")
            await shows(pilot, "Set “old”: 1 article")

    async def test_one_that_is_listed_can_be_removed(
        self, source: LibrarySource, path: Path
    ) -> None:
        with Library(path) as library:
            library.sets.add("old", Rules(("source=North",)))
            held = library.articles.count()
        async with showing(source) as pilot:
            await press(pilot, "ctrl+p", *"remove")
            await shows(pilot, "No matches found")
            await press(pilot, "escape")
            pilot.app.filter_text = "set=old"
            await shows(pilot, "1 of")
            await press(pilot, "ctrl+p", *"remove")
            await shows(pilot, "Remove the set old")
            await press(pilot, "enter")
            await shows(pilot, "Set “old” is removed;")
            assert pilot.app.filter_text == ""
        with Library(path) as library:
            assert library.sets.all() == []
            assert library.articles.count() == held


class TestKin:
    """Copies and stories are marked, listed, and a story is read side by side."""

    @pytest.fixture
    def ids(self, path: Path) -> dict[str, str]:
        """North and West are copies; North and South tell a story."""
        with Library(path) as library:
            known = {row.source: row.id for row in library.articles.listing()}
            changes = library.similar.changes()
            with closing(sqlite3.connect(path)) as raw:
                number = dict(raw.execute("SELECT id, seq FROM articles"))
            members = [number[known[NORTH]], number[known[WEST]]]
            library.similar.keep_families([members], library.similar.pairs.ungrouped(), changes)
            library.similar.keep_stories([{known[SOUTH]: 1.0, known[NORTH]: 0.5}], changes)
        return known

    async def test_copies(self, source: LibrarySource, ids: dict[str, str]) -> None:
        async with showing(source) as pilot:
            await shows(pilot, "≡2")
            marked = [line[5:10] for line in lines(pilot.app) if "≡2" in line]
            assert marked == ["North", "West "]
            await press(pilot, "down")
            assert " f Copies" not in lines(pilot.app)[-1]
            await press(pilot, "down", "f")
            await until(pilot, lambda: listed(pilot) == "NW")
            await shows(pilot, f"copies of {ids[WEST][:8]} · by source")

    async def test_a_story_is_listed_and_then_read(
        self, source: LibrarySource, ids: dict[str, str]
    ) -> None:
        async with showing(source) as pilot:
            await shows(pilot, "t Story")
            await press(pilot, "t")
            await until(pilot, lambda: listed(pilot) == "NS")
            await press(pilot, "t")
            assert pilot.app.current_mode == "compare"
            assert pilot.app.opened == (ids[NORTH], ids[SOUTH])

    async def test_stories_that_were_never_looked_for_are(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            started: list[Job] = []
            pilot.app.start_job = started.append
            await shows(pilot, "t Story")
            await press(pilot, "t")
            assert [job.title for job in started] == ["Find stories"]


class TestText:
    """Where there is room the article under the cursor can be read with its marks."""

    async def test_text_and_warnings(self, source: LibrarySource) -> None:
        async with showing(source, size=(140, 45)) as pilot:
            await shows(pilot, "The government support is real.")
            await shows(pilot, "no date, no title")
            await press(pilot, "down")
            await shows(pilot, "A risk remains. Risks grow.")
            assert not any("government support is" in line[71:] for line in lines(pilot.app)[8:])

    async def test_warnings_at_80_columns(self, source: LibrarySource) -> None:
        async with showing(source) as pilot:
            await shows(pilot, "no date, no title ─╯")
