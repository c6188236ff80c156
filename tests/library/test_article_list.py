"""The article list: orders, ties, pages, and a filter that is never search syntax."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from framing.errors import NotFoundError
from framing.library import SORTS, Library
from framing.model import Exclusion
from tests.library_world import BOTH, STATE, profile


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        run = opened.runs.begin("import", BOTH, {})
        opened.runs.add(run, "a.jsonl", PROFILES)
        yield opened


PROFILES = [
    profile("Aid one.", {"support": {"aid": 3}}, source="beta", title="Éclair", words=50),
    profile("Aid two.", {"support": {"aid": 1}}, source="Alpha", title="zoo", published="2024"),
    profile("No more.", source="Alpha", title="", published="2023-05-06"),
    profile("Or less.", source="Alpha", title="apple", published="2023"),
    profile("", source="beta", title="", words=0),
    profile("Don't a-b.", {"support": {"aid": 1}}, source="gamma", title="Zebra", words=200),
]


def texts(library: Library, *how: object, **known: object) -> list[str]:
    return [library.articles.one(row.id).text for row in library.articles.listing(*how, **known)]


class TestOrder:
    def test_source_without_case_then_title(self, library: Library) -> None:
        assert [(row.source, row.title) for row in library.articles.listing()] == [
            ("Alpha", ""), ("Alpha", "apple"), ("Alpha", "zoo"),
            ("beta", ""), ("beta", "Éclair"), ("gamma", "Zebra"),
        ]  # fmt: skip

    def test_descending_turns_the_key_and_leaves_the_ties(self, library: Library) -> None:
        assert [(row.source, row.title) for row in library.articles.listing(descending=True)] == [
            ("gamma", "Zebra"), ("beta", ""), ("beta", "Éclair"),
            ("Alpha", ""), ("Alpha", "apple"), ("Alpha", "zoo"),
        ]  # fmt: skip

    @pytest.mark.parametrize("descending", [False, True])
    def test_absent_titles_and_dates_come_last(self, library: Library, descending: bool) -> None:
        titles = [
            row.title for row in library.articles.listing(sort="title", descending=descending)
        ]
        given_ones = ["apple", "Zebra", "zoo", "Éclair"]
        assert titles == [*(reversed(given_ones) if descending else given_ones), "", ""]
        dates = [
            row.published
            for row in library.articles.listing(sort="published", descending=descending)
        ]
        given_ones = ["2023", "2023-05-06", "2024"]
        assert dates == [*(reversed(given_ones) if descending else given_ones), "", "", ""]

    def test_words(self, library: Library) -> None:
        assert [row.words for row in library.articles.listing(sort="words")] == [
            0,
            50,
            100,
            100,
            100,
            200,
        ]

    def test_id(self, library: Library) -> None:
        ids = [row.id for row in library.articles.listing(sort="id")]
        assert ids == sorted(ids)

    def test_the_rate_of_a_dimension(self, library: Library) -> None:
        """3 in 50, 1 in 100, 1 in 200, twice none; no words is no rate, and last."""
        assert texts(library, sort="dimension:support") == [
            "No more.", "Or less.", "Don't a-b.", "Aid two.", "Aid one.", "",
        ]  # fmt: skip
        assert texts(library, sort="dimension:support", descending=True) == [
            "Aid one.", "Aid two.", "Don't a-b.", "No more.", "Or less.", "",
        ]  # fmt: skip

    def test_articles_without_a_current_score_come_last(self, library: Library) -> None:
        run = library.runs.begin("import", (STATE,), {})
        library.runs.add(run, "b.txt", [profile("New.", source="A", lexicons=(STATE,))])
        library.runs.begin("score", BOTH, {})
        assert texts(library, sort="dimension:risk")[-2:] == ["New.", ""]

    @pytest.mark.parametrize("sort", ["nonsense", "", "dimension:", "dimension:nonsense", "a.id"])
    def test_no_such_order(self, library: Library, sort: str) -> None:
        with pytest.raises(NotFoundError, match=r"source, title, .*dimension:support"):
            library.articles.listing(sort=sort)

    def test_an_empty_library(self, tmp_path: Path) -> None:
        with Library(tmp_path / "empty.db", create=True) as empty:
            assert [empty.articles.listing(sort=sort) for sort in SORTS] == [[]] * len(SORTS)
            assert empty.articles.count() == empty.articles.count("aid") == 0
            assert empty.lexicons.dimensions() == empty.lexicons.current() == ()


class TestPages:
    @pytest.mark.parametrize("query", ["", "a", "—"])
    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("sort", [*SORTS, "dimension:support", "dimension:risk"])
    def test_pages_are_the_whole_list_in_pieces(
        self, library: Library, sort: str, descending: bool, query: str
    ) -> None:
        whole = library.articles.listing(query, sort, descending)
        assert len(whole) == library.articles.count(query)
        for size in (1, 2, 4, 7):
            pieces = [
                row
                for offset in range(0, len(whole) + size, size)
                for row in library.articles.listing(query, sort, descending, size, offset)
            ]
            assert pieces == whole
        assert library.articles.listing(query, sort, descending, None, 2) == whole[2:]

    def test_among_many_found_the_index_is_walked(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        orders = [*SORTS, "dimension:support"]
        expected = [library.articles.listing("a", sort, True, 2, 1) for sort in orders]
        monkeypatch.setattr("framing.library.article_list._FEW", 0)
        assert [library.articles.listing("a", sort, True, 2, 1) for sort in orders] == expected

    @pytest.mark.parametrize("query", ["", "a"])
    @pytest.mark.parametrize("descending", [False, True])
    def test_a_page_far_down_is_the_same_whichever_way_it_is_found(
        self, library: Library, descending: bool, query: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Rates are told in their index, the articles of the rate 0 by the sums of each source,
        once they are added up."""
        orders = [*SORTS, *(f"dimension:{each.name}" for each in library.lexicons.dimensions())]
        whole = {sort: library.articles.listing(query, sort, descending) for sort in orders}
        monkeypatch.setattr("framing.library.article_list._FAR", 0)
        monkeypatch.setattr("framing.library.article_list._FEW", 0)
        for _ in range(2):
            for sort, expected in whole.items():
                for offset in range(len(expected) + 1):
                    page = library.articles.listing(query, sort, descending, 2, offset)
                    assert page == expected[offset : offset + 2]
            library.scores.add_up()


class TestRows:
    def test_figures_of_every_dimension(self, library: Library) -> None:
        (row,) = library.articles.listing("aid one")
        assert list(row.rates) == ["support", "distance", "risk"]
        assert (row.rates["support"].rate_per_1000, row.rates["support"].matches) == (60.0, 3)
        assert (row.rates["support"].low, row.rates["support"].high) == (30.0, 120.0)
        assert (row.words, row.unit, row.source) == (50, "words", "beta")

    def test_a_label_where_there_is_no_title(self, library: Library) -> None:
        labels = {row.title: row.label for row in library.articles.listing("Alpha")}
        assert labels == {"": "[No more.]", "apple": "apple", "zoo": "zoo"}

    @pytest.mark.parametrize(
        ("text", "excluded", "label"),
        [
            ("", (), "[]"),
            ("  Two \n\n words  ", (), "[Two words]"),
            ("Accept cookies\nThe news", (Exclusion(0, 14, "banner"),), "[The news]"),
            ("word " * 40, (), "[" + "word " * 10 + "word…]"),
            ("x" * 100, (), "[" + "x" * 59 + "…]"),
        ],
    )
    def test_the_opening_words(
        self, library: Library, text: str, excluded: tuple[Exclusion, ...], label: str
    ) -> None:
        run = library.runs.begin("import", BOTH, {})
        made = profile(text, source="the only one", excluded=excluded)
        library.runs.add(run, "b.txt", [made])
        (row,) = [row for row in library.articles.listing() if row.id == made.article.id]
        assert row.label == label

    def test_dimensions(self, library: Library) -> None:
        assert [
            (each.name, each.title, each.lexicon) for each in library.lexicons.dimensions()
        ] == [
            ("support", "State support", "state"),
            ("distance", "distance", "state"),
            ("risk", "risk", "risk"),
        ]


class TestFilter:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("aid", 2),
            ("AID", 2),
            ("ai", 2),  # the beginning of a word
            ("ai ", 0),  # a whole word
            ("aid o", 1),
            ("o aid", 0),  # only the last word may be unfinished
            ("one aid", 1),  # in any order
            ("eclair", 1),  # without diacritics, in the title
            ("alpha", 3),  # the source
            ("alpha aid", 1),  # source and text
            ("don't", 1),
            ("a-b", 1),
            ('"aid', 2),
            ("aid OR", 0),  # a word like others
            ("NEAR(aid two)", 0),
            ("title:apple", 0),
            ("aid*", 2),
            ("^aid", 2),
            ("aid \0 two", 1),
            ("   ", 6),
            ("—", 0),
            ("%", 0),
            ("_", 0),
            ("\udcff", 0),
        ],
    )
    def test_words_of_the_query(self, library: Library, query: str, found: int) -> None:
        assert library.articles.count(query) == found
        assert len(library.articles.listing(query)) == found

    def test_a_query_without_words_is_looked_for_as_it_is(self, library: Library) -> None:
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "b.txt", [profile("x", title="50 % off"), profile("y", source="C++")])
        assert [library.articles.count(query) for query in ("%", "++", " ++ ", "+%")] == [
            1,
            1,
            1,
            0,
        ]

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(query=st.text(max_size=30))
    def test_no_query_is_an_error(self, library: Library, query: str) -> None:
        assert len(library.articles.listing(query)) == library.articles.count(query)

    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(query=st.text('abid"*()-:^ANDORNT +{}\\', max_size=12))
    def test_nothing_is_syntax(self, library: Library, query: str) -> None:
        assert len(library.articles.listing(query)) == library.articles.count(query)

    def test_what_is_written_afterwards_is_found(self, library: Library, tmp_path: Path) -> None:
        assert library.articles.count("aid") == 2
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "b.txt", [profile("Aid three.")])
        assert library.articles.count("aid") == 3
        with Library(tmp_path / "framing.db") as other:
            other.runs.add(run, "c.txt", [profile("Aid four.")])
        assert library.articles.count("aid") == 4
