"""The score without an entry is that of a lexicon that never had it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.model import Article, Profile
from framing.workbench.sensitivity import without_each
from tests.laws import examples

STATE = Lexicon(
    "state",
    dimensions=(
        Dimension(
            "support",
            negated="drop",
            terms=(
                Term("government support"),
                Term("support*", 0.5),
                Term("state-backed"),
                Term("firm", needs=("government",)),
                Term("risk", unless=("fund",)),
            ),
            exclude=(Term("support group*"),),
            near=(
                Rule("government + fund", ("government", "fund")),
                Rule("two funds", ("fund", "fund"), needs=("government",)),
            ),
        ),
        Dimension("topic", terms=(Term("government*"), Term("fund*"), Term("support"))),
    ),
    groups={"government": (Term("government*"),), "fund": (Term("fund*"), Term("support"))},
)
RISK = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("risk*"), Term("*risk*"))),))
BOTH = (STATE, RISK)
SCANNER = Scanner(BOTH)


def scanned(*texts: str) -> list[Profile]:
    return SCANNER.scan([Article(str(n), text) for n, text in enumerate(texts)])


@cache
def without(dimension: str, entry: str) -> Scanner:
    """A scanner of the lexicons as they would be if nobody had written the entry."""
    lexicons = [
        replace(
            lexicon,
            dimensions=tuple(
                replace(
                    each,
                    terms=tuple(term for term in each.terms if term.pattern != entry),
                    near=tuple(rule for rule in each.near if rule.name != entry),
                )
                if each.name == dimension
                else each
                for each in lexicon.dimensions
            ),
        )
        for lexicon in BOTH
    ]
    return Scanner(lexicons)


def test_another_entry_takes_over() -> None:
    (profile,) = scanned("The government support came late.")
    (score,) = without_each(BOTH, [profile.article], [("support", "government support")])[
        "support", "government support"
    ]
    assert (score.matches, score.weight) == (1, 0.5)  # by support*


def test_nothing_takes_over() -> None:
    (profile,) = scanned("It is state-backed and state-backed.")
    found = without_each(BOTH, [profile.article], [("support", "state-backed")])
    assert [score.matches for score in found["support", "state-backed"]] == [0]


def test_a_rule_comes_forth_where_a_term_stood_in_its_way() -> None:
    (profile,) = scanned("The government will support it.")
    named = ("support", "support*")
    (score,) = without_each(BOTH, [profile.article], [named])[named]
    assert (score.matches, score.weight) == (1, 1.0)  # by the rule


def test_one_dimension_loses_the_entry_and_the_other_keeps_it() -> None:
    (profile,) = scanned("They support it.")
    named = [("support", "support*"), ("topic", "support")]
    found = without_each(BOTH, [profile.article], named)
    assert {key: score.matches for key, (score,) in found.items()} == dict.fromkeys(named, 0)


def test_no_entries_and_no_words() -> None:
    assert without_each(BOTH, [Article("0", "Support.")], []) == {}
    found = without_each(BOTH, [Article("0", "…")], [("support", "support*")])
    assert found["support", "support*"][0].rate_per_1000 is None


WORDS = (
    *("government", "support", "supports", "support group", "fund", "funds", "state-backed"),
    *("not", "risk", "asterisk", "the", "firm", ".", ",", "without"),
)
texts = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@examples(150)
@given(texts, texts)
def test_as_if_the_lexicon_never_had_it(one: str, other: str) -> None:
    profiles = scanned(one, other)
    articles = [profile.article for profile in profiles]
    named = {(match.dimension, match.entry) for each in profiles for match in each.matches}
    found = without_each(BOTH, articles, named)
    assert set(found) == named
    for dimension, entry in named:
        expected = [
            next(score for score in profile.scores if score.dimension == dimension)
            for profile in without(dimension, entry).scan(articles)
        ]
        for made, score in zip(found[dimension, entry], expected, strict=True):
            assert replace(made, dimension=dimension, lexicon=score.lexicon) == score
