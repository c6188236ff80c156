"""Which articles a selection means: against a plain reading of the same rules, and by its words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.errors import NotFoundError, UsageError
from framing.library import Library, Selection
from framing.matching import Scanner
from framing.model import Article
from tests.library_world import RISK

ARTICLES = (
    Article(
        "a" * 16,
        "The trade war hurts ports. A tariff is near.",
        source="The Daily",
        published="2020-01-31",
        author="Ann Lee",
        meta={"desk": "Economy", "page": "3"},
    ),
    Article(
        "b" * 16,
        "Tariffs fall. Trade grows, and football too.",
        source="The Gazette",
        published="2020-02-01",
        language="en",
        meta={"desk": "Sport", "page": "12"},
    ),
    Article("c" * 16, "War and trade.", source="the daily", published="2019-12-31"),
    Article("d" * 16, 'No date here, O\'Neil "said" 100% of it.', source="Post_1"),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Four articles, a to d."""
    with Library(tmp_path_factory.mktemp("s") / "l.db", create=True) as opened:
        run = opened.runs.begin("import", [RISK], {})
        opened.runs.add(run, "t", Scanner([RISK]).rate(ARTICLES))
        opened.runs.finish(run)
        yield opened


def chosen(library: Library, *where: str) -> str:
    """The first letters of the ids."""
    return "".join(each[0] for each in library.sets.select(Selection(where)))


def test_the_copies_of_an_article(tmp_path: Path) -> None:
    """By the id of any of them, however the library numbers families."""
    with Library(tmp_path / "l.db", create=True) as library:
        run = library.runs.begin("import", [RISK], {})
        library.runs.add(run, "t", Scanner([RISK]).rate(ARTICLES))
        _, b, _, d = (each.id for each in ARTICLES)
        every = library.similar.pairs.ungrouped()
        library.similar.keep_families([[1], [2, 4], [3]], every, library.similar.changes())
        assert chosen(library, f"family={b}") == chosen(library, f"family={d.upper()}") == "bd"
        assert chosen(library, f"family!={b}") == "ac"
        assert chosen(library, "family=") == "ac"
        assert chosen(library, "family!=") == "bd"
        with pytest.raises(UsageError, match="~ does not apply"):
            chosen(library, "family~b")


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ("source=The Daily", "ac"),
        ("source=THE DAILY", "ac"),
        ("source!=The Daily", "bd"),
        ("source~daily", "ac"),
        ("source!~a", "d"),
        ("source=The Daily OR source=Post_1", "acd"),
        ("author=", "bcd"),
        ("author~lee", "a"),
        ("published=2020", "ab"),
        ("published=2020-01", "a"),
        ("published<=2020-01", "ac"),
        ("published>2020-01", "b"),
        ("published>=2020-02-01", "b"),
        ("published<2020", "c"),
        ("published!=2020", "c"),
        ("published=", "d"),
        ("words<4", "c"),
        ("words>=8", "ad"),
        ("meta.desk=economy", "a"),
        ("meta.desk=", "cd"),
        ("meta.page>3", "b"),
        ("meta.page<=12", "ab"),
        ("language=en", "b"),
        ("id=" + "c" * 16, "c"),
        ("trade", "abc"),
        ("trade war", "ac"),
        ('"trade war"', "a"),
        ("tariff OR football", "ab"),
        ("tariff*", "ab"),
        ("trade -football", "ac"),
        ("-trade", "d"),
        ('trade -"trade war"', "bc"),
        ("war -tariff OR football", "bc"),
        ("O'Neil", "d"),
        ("100%", "d"),
        ('"said', "d"),
    ],
)
def test_what_a_rule_selects(library: Library, where: str, ids: str) -> None:
    assert chosen(library, where) == ids
    assert library.articles.count(selection=Selection((where,))) == len(ids)


def test_several_rules_all_hold(library: Library) -> None:
    assert chosen(library, "source=The Daily", "trade", "published>=2020") == "a"
    assert chosen(library) == "abcd"


def test_the_list_keeps_its_order_in_a_selection(library: Library) -> None:
    rule = Selection(("trade",))
    rows = library.articles.listing(sort="published", descending=True, selection=rule)
    assert [row.id[0] for row in rows] == ["b", "a", "c"]
    assert [row.id[0] for row in library.articles.listing("football", selection=rule)] == ["b"]
    assert library.articles.count() == 4


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("sources=The Daily", "there is no field “sources”"),
        ("source>A", "source is a text"),
        ("words=many", "words is compared with a number, not with “many”"),
        ("words~3", "words is a number"),
        ("published=May 2020", "has no date"),
        ("source=A OR tariff", "mixes fields and words"),
        ("", "holds no word"),
        ("- * !", "holds no word"),
    ],
)
def test_what_cannot_be_read_is_said(library: Library, where: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        chosen(library, where)


@example("\udcff")
@example("a\0b")
@given(st.text(max_size=30))
def test_nothing_typed_is_sql_or_search_syntax(library: Library, typed: str) -> None:
    """Whatever is typed is a rule that is answered or refused in words."""
    for where in (typed, f"source={typed}", f"source~{typed}", f"meta.{typed}=x", f"trade {typed}"):
        with suppress(UsageError):
            library.sets.select(Selection((where,)))


PLAIN: dict[str, Callable[[Article], bool]] = {
    "source=The Daily": lambda a: a.source.lower() == "the daily",
    "published>=2020-01": lambda a: a.published >= "2020-01",
    "trade": lambda a: "trade" in a.text.lower(),
    "meta.desk!=Sport": lambda a: a.meta.get("desk", "") != "Sport",
    "football OR war": lambda a: "football" in a.text or "war" in a.text.lower(),
    "-tariff": lambda a: "tariff is" not in a.text,
}


@given(st.sets(st.sampled_from(sorted(PLAIN))))
def test_rules_together_are_as_read_one_by_one(library: Library, rules: set[str]) -> None:
    expected = [each.id for each in ARTICLES if all(PLAIN[rule](each) for rule in rules)]
    assert library.sets.select(Selection(tuple(rules))) == expected


class TestSets:
    def test_a_set_keeps_its_articles_and_its_rule(self, library: Library) -> None:
        made = library.sets.add("with trade", Selection(("trade",)))
        assert (made.articles, made.rule.where) == (3, ("trade",))
        inside = Selection(("football",), ("with trade",))
        assert library.sets.select(inside) == ["b" * 16]
        assert [each.name for each in library.sets.all()] == ["with trade"]
        library.sets.remove("with trade")
        assert library.sets.all() == []
        with pytest.raises(NotFoundError, match="there is no set “with trade”"):
            library.sets.select(inside)

    def test_ids_are_a_selection(self, library: Library) -> None:
        listed = Selection(ids=("c" * 16, "a" * 16, "c" * 16))
        assert library.sets.select(listed) == ["a" * 16, "c" * 16]
        assert library.sets.select(Selection(ids=())) == []
        with pytest.raises(NotFoundError, match="there is no article “nobody”"):
            library.sets.select(Selection(ids=("nobody",)))

    def test_a_removed_article_leaves_its_sets(self, tmp_path: Path) -> None:
        with Library(tmp_path / "l.db", create=True) as opened:
            run = opened.runs.begin("import", [RISK], {})
            opened.runs.add(run, "t", Scanner([RISK]).rate(ARTICLES))
            opened.sets.add("all", Selection(("words>0",)))
            opened.articles.remove(["a" * 16])
            assert opened.sets.one("all").articles == 3

    def test_a_set_of_everything_is_none(self, library: Library) -> None:
        with pytest.raises(UsageError, match="a set needs a name and a selection"):
            library.sets.add("all", Selection())
