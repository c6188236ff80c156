"""What an edit does to articles: it must be what two full scans would find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article
from framing.workbench.edit_effects import EditEffect, Tally, effect, tally
from tests.laws import examples

TEXTS = {
    "North 1": "The storm was a failure. Nobody failed.",  # 7 words
    "North 2": "An upheaval, and upheavals of trade.",  # 6
    "South 1": "A quiet day without news.",  # 5
    "South 2": "Not a failure, but an uproar; an uproar is loud.",  # 10
}
RISK = Lexicon(
    "risk", version="1.0", dimensions=(Dimension("risk", terms=(Term("fail*"), Term("storm"))),)
)
TRADE = Lexicon("trade", dimensions=(Dimension("trade", terms=(Term("upheavals of trade"),)),))


def edited(*terms: str, **known: object) -> Lexicon:
    """The lexicon with other terms."""
    dimension = replace(RISK.dimensions[0], terms=tuple(map(Term, terms)), **known)
    return replace(RISK, version="1.1", dimensions=(dimension,))


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    path: Path = tmp_path_factory.mktemp("effects") / "framing.db"
    articles = [
        Article(f"{n:016x}", text, name.split()[0]) for n, (name, text) in enumerate(TEXTS.items())
    ]
    with Library(path, create=True) as opened:
        run = opened.runs.begin("import", [RISK], {})
        opened.runs.add(run, "test", Scanner([RISK]).scan(articles))
        opened.runs.finish(run)
        yield opened


def tally_of(library: Library, lexicon: Lexicon) -> Tally:
    return tally(lexicon, (each.article for each in library.articles.read()), lambda _: None)


def effect_of(library: Library, after: Lexicon, others: tuple[Lexicon, ...] = ()) -> EditEffect:
    return effect(library, tally_of(library, RISK), after, others, lambda _: None)


def shown(found: EditEffect) -> tuple[list[str], list[str]]:
    return (
        [each.line.text for each in found.gained.shown],
        [each.line.text for each in found.lost.shown],
    )


def test_a_term_more(library: Library) -> None:
    found = effect_of(library, edited("fail*", "storm", "upheaval*"))
    assert (found.articles, found.touched) == (4, 1)
    assert shown(found) == (["upheaval", "upheavals"], [])
    (rates,) = found.overall
    # 4 matches in 28 words, then 6.
    assert rates.before is not None
    assert rates.before.pooled_rate == pytest.approx(4000 / 28)
    assert rates.after.pooled_rate == pytest.approx(6000 / 28)
    # Means of 3/7, 0, 0 and 1/10; then 3/7, 2/6, 0 and 1/10.
    assert rates.before.mean_rate == pytest.approx(1000 * (3 / 7 + 1 / 10) / 4)
    assert rates.after.mean_rate == pytest.approx(1000 * (3 / 7 + 2 / 6 + 1 / 10) / 4)
    assert [(each.source, each.moved) for each in found.sources] == [
        ("North", pytest.approx(2000 / 13))
    ]
    assert found.entries["risk", "upheaval*"] == 2
    assert found.entries["risk", "fail*"] == 3


def test_a_term_less(library: Library) -> None:
    found = effect_of(library, edited("fail*"))
    assert shown(found) == ([], ["storm"])
    assert found.lost.count == 1


def test_another_entry_for_the_same_words_is_no_change_of_matches(library: Library) -> None:
    found = effect_of(library, edited("failure", "failed", "storm"))
    assert (found.touched, shown(found)) == (2, ([], []))
    assert found.entries["risk", "failure"] == 2


def test_what_another_lexicon_finds_in_the_same_words(library: Library) -> None:
    found = effect_of(library, edited("fail*", "storm", "upheaval*"), (TRADE,))
    assert found.gained.also == {"trade": 1}
    assert [each.also for each in found.gained.shown] == [(), ("trade",)]


def test_an_entry_that_never_occurs_and_the_word_near_it(library: Library) -> None:
    found = effect_of(library, edited("fail*", "storm", "uproarr", "zyzzyva"))
    assert [(each.entry, each.nearest, each.articles) for each in found.silent] == [
        ("uproarr", "uproar", 1),
        ("zyzzyva", "", 0),
    ]


def test_no_edit(library: Library) -> None:
    found = effect_of(library, RISK)
    assert (found.touched, found.sources, found.silent, shown(found)) == (0, (), (), ([], []))


def test_negated_matches_that_count_no_longer(library: Library) -> None:
    """A dimension that takes negation otherwise may score any article otherwise."""
    found = effect_of(library, edited("fail*", "storm", negated="drop"))
    assert found.touched == 4
    # “Nobody failed” and “Not a failure” are negated: two matches count, two do not.
    assert found.overall[0].after.matches == 2


def test_a_dimension_more(library: Library) -> None:
    more = replace(RISK, dimensions=(*RISK.dimensions, Dimension("loud", terms=(Term("loud"),))))
    found = effect_of(library, more)
    assert [(each.dimension, each.before is None) for each in found.overall] == [
        ("risk", False),
        ("loud", True),
    ]


def test_an_empty_library(tmp_path: Path) -> None:
    with Library(tmp_path / "none.db", create=True) as empty:
        found = effect_of(empty, edited("word"))
    assert (found.articles, found.overall, found.sources) == (0, (), ())


def test_nobody_wants_to_know_any_more(library: Library) -> None:
    class StoppedError(Exception):
        pass

    def stop(_: int) -> None:
        raise StoppedError

    before = tally_of(library, RISK)
    with pytest.raises(StoppedError):
        effect(library, before, edited("upheaval*"), (), stop)


WORDS = ("fail*", "storm", "failure", "uproar", "loud", "quiet day", "an", "an uproar", "*heaval*")
patterns = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5, unique=True)


@examples(40)
@given(patterns, patterns, st.booleans())
def test_it_is_what_full_scans_find(
    library: Library, before: list[str], after: list[str], rule: bool
) -> None:
    """Whatever the edit is: figures and matches are those of two scans of all articles."""
    near = (Rule("near", ("one", "two"), within=9),) if rule else ()
    groups = {"one": (Term("an"),), "two": (Term("loud"), Term("trade"))}
    old = edited(*before)
    new = replace(edited(*after, near=near), groups=groups)
    found = effect(library, tally_of(library, old), new, (), lambda _: None)
    full = tally_of(library, new)
    assert found.overall[0].after.weight == full.weight.sum()
    assert {key: n for key, n in found.entries.items() if n} == full.entries
    gained = matches(library, new) - matches(library, old)
    assert {
        (each.line.article_id, each.line.match.start, each.line.match.end)
        for each in found.gained.shown
    } == gained


def matches(library: Library, lexicon: Lexicon) -> set[tuple[str, int, int]]:
    articles = [each.article for each in library.articles.read()]
    return {
        (profile.article.id, match.start, match.end)
        for profile in Scanner([lexicon]).scan(articles)
        for match in profile.matches
    }
