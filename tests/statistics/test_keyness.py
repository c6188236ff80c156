"""Distinctive words: the check values of the formula, counting against a plain loop, and a world
in which it is known which word leans where."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing.distinctive_words import distinctive_words
from framing.comparing.vocabulary import Vocabulary
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Exclusion
from framing.statistics.keyness import by_articles, log_odds
from framing.text import segment
from tests.library_world import RISK


def counts(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def test_the_check_value() -> None:
    found = log_odds(counts(30), counts(10), (1000, 800), np.array([10 * 40 / 1800]), 10)
    assert found.log_odds[0] == pytest.approx(0.8810, abs=5e-5)
    assert found.variance[0] == pytest.approx(0.1309, abs=5e-5)
    assert found.z[0] == pytest.approx(2.4350, abs=5e-5)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=20).filter(
        lambda rows: all(map(sum, [*rows, *zip(*rows, strict=True)]))
    )
)
def test_sides_changed_the_sign_changes(rows: list[tuple[int, int]]) -> None:
    first, second = (counts(*column) for column in zip(*rows, strict=True))
    sizes = int(first.sum()), int(second.sum())
    prior = 500 * (first + second) / sum(sizes) + 1e-9
    one = log_odds(first, second, sizes, prior, 500)
    other = log_odds(second, first, sizes[::-1], prior, 500)
    assert one.z == pytest.approx(-other.z)
    # A word with the same share on both sides leans nowhere, whatever the prior.
    assert np.isfinite(one.z).all()


@given(st.integers(2, 40), st.integers(2, 40), st.integers(0, 2**32))
def test_p_is_that_of_welch_over_articles(first: int, second: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    rates = [draw.poisson(1.0, size) / draw.integers(100, 900, size) for size in (first, second)]
    sums, squares = (tuple(np.array([(own**power).sum()]) for own in rates) for power in (1, 2))
    found = by_articles(sums, squares, (first, second))[0]
    if any(own.any() for own in rates):
        expected = scipy.stats.ttest_ind(*rates, equal_var=False).pvalue
        assert found == pytest.approx(expected, abs=1e-9)
    else:
        assert found == 1


PIECES = (
    "Aid",
    "aid",
    "U.S.",
    "R&D",
    "2025",
    "1.39",
    "don’t",
    "naïve",
    "ﬂow",
    "印度",
    "I",
    "—",
    ".",
)
texts = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)


@given(st.lists(texts, max_size=6), st.integers(1, 3))
def test_words_are_counted_as_by_a_plain_loop(corpus: list[str], size: int) -> None:
    articles = [Article(f"{n}", text) for n, text in enumerate(corpus)]
    vocabulary = Vocabulary(1)
    for at in range(0, len(articles), size):
        vocabulary.count(0, articles[at : at + size])
    side = vocabulary.sides[0]
    expected: Counter[str] = Counter()
    spread: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for word in plain_words(article.text):
            expected[word] += 1
            spread[word].add(article.id)
    found = dict(zip(vocabulary.spelled, side.counts.tolist(), strict=True))
    assert found == expected
    assert side.words == expected.total()
    assert side.articles == len(set().union(*spread.values()))
    sizes = {article.id: len(plain_words(article.text)) for article in articles}
    for at, word in enumerate(vocabulary.spelled):
        rates = [
            plain_words(articles[int(each)].text).count(word) / sizes[each] for each in spread[word]
        ]
        assert side.rates[at] == pytest.approx(sum(rates))
        assert side.rates_squared[at] == pytest.approx(sum(rate**2 for rate in rates))
    for word, spreads, place in zip(vocabulary.spelled, side.spread, side.first, strict=True):
        assert spreads == len(spread[word])
        assert place is not None and place.article == min(spread[word])
        text = articles[int(place.article)].text[place.start : place.end]
        assert plain_words(text)[0] == word


def plain_words(text: str) -> list[str]:
    tokens = segment([text])
    return [tokens.word(index) for index in range(len(tokens))]


def test_a_word_of_many_letters_is_itself() -> None:
    vocabulary = Vocabulary(1)
    long = "abcdefgh" * 5
    vocabulary.count(0, [Article("0", f"{long} {long}x {long[1:]} {long}")])
    assert dict(zip(vocabulary.spelled, vocabulary.sides[0].counts.tolist(), strict=True)) == {
        long: 2,
        f"{long}x": 1,
        long[1:]: 1,
    }


def test_excluded_words_are_not_there() -> None:
    vocabulary = Vocabulary(1)
    vocabulary.count(
        0, [Article("0", "Cookies here. Real text.", excluded=(Exclusion(0, 13, "c"),))]
    )
    assert sorted(vocabulary.spelled) == ["real", "text"]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Twelve articles of two sources; `tax` leans to A, `snow` to B, `harbour` nowhere."""
    made = [*written("A", "tax", "harbour"), *written("B", "snow", "harbour")]
    with Library(tmp_path / "l.db", create=True) as opened:
        store(opened, made)
        yield opened


def written(source: str, *words: str) -> list[Article]:
    return [
        Article(f"{source.lower()}{n}", f"{' '.join(words)} tale {n} i. " * 20, source=source)
        for n in range(6)
    ]


def store(library: Library, articles: Sequence[Article]) -> None:
    run = library.runs.begin("import", [RISK], {})
    library.runs.add(run, "t", Scanner([RISK]).rate(articles))
    library.runs.finish(run)


class TestSources:
    def test_each_word_leans_where_it_was_put(self, library: Library) -> None:
        found = distinctive_words(library, ("A", "B"))
        assert [(each.word, each.a.count, each.b.count) for each in found.words] == [
            ("tax", 120, 0),
            ("harbour", 120, 120),
            ("tale", 120, 120),
            ("snow", 0, 120),
        ]
        tax, harbour, _, snow = found.words
        assert (tax.a.articles, tax.b.articles, tax.b.first) == (6, 0, None)
        assert harbour.z == pytest.approx(0)
        assert harbour.adjusted_p == pytest.approx(1) and not harbour.differs
        assert tax.differs and snow.differs
        assert (found.a.articles, found.a.words) == (6, 600)

    def test_with_four_articles_of_one_no_word_is_tested(self, library: Library) -> None:
        families = {"a0": "a0", "a1": "a0", "a2": "a0"}
        found = distinctive_words(library, ("A", "B"), families)
        assert found.a.articles == 4
        assert {(each.p, each.adjusted_p, each.differs) for each in found.words} == {
            (None, None, False)
        }

    def test_a_word_of_one_article_does_not_tell_two_sources_apart(self, tmp_path: Path) -> None:
        """Sixty times in one of six articles: z is far out, the articles say nothing."""
        made = [*written("A", "harbour"), *written("B", "harbour")]
        loud = replace(made[0], text=made[0].text + "comet " * 60)
        with Library(tmp_path / "one.db", create=True) as opened:
            store(opened, [loud, *made[1:]])
            comet = distinctive_words(opened, ("A", "B")).words[0]
        assert (comet.word, comet.a.articles) == ("comet", 1)
        assert comet.z > 3 and not comet.differs
        assert comet.p == pytest.approx(0.363, abs=0.001)  # t = 1 with 5 degrees of freedom

    def test_the_prior_of_the_whole_library(self, library: Library) -> None:
        """120 of 1200 words of both are `tax`; 360 of 1800 when a third source is full of it."""
        store(library, [Article("c0", "tax " * 240 + "word " * 360, source="C")])
        both = distinctive_words(library, ("A", "B")).words[0]
        whole = distinctive_words(library, ("A", "B"), whole_library=True).words[0]
        for found, share in ((both, 120 / 1200), (whole, 360 / 1800)):
            prior = 500 * share
            assert found.word == "tax"
            assert found.log_odds == pytest.approx(
                math.log((120 + prior) / (1100 - 120 - prior)) - math.log(prior / (1100 - prior))
            )

    def test_rare_words_are_left_out(self, library: Library) -> None:
        words = {each.word for each in distinctive_words(library, ("A", "B"), least=121).words}
        assert words == {"harbour", "tale"}

    def test_copies_in_one_source_count_once_and_shared_texts_not_at_all(
        self, library: Library
    ) -> None:
        families = {"a0": "a0", "a1": "a0", "a5": "b5", "b5": "b5"}
        found = distinctive_words(library, ("A", "B"), families)
        assert (found.a.articles, found.b.articles) == (4, 5)
        assert (found.copies, found.shared) == (1, 2)

    def test_two_sources_with_the_same_texts(self, library: Library) -> None:
        families = {f"{source}{n}": f"a{n}" for source in "ab" for n in range(6)}
        found = distinctive_words(library, ("A", "B"), families)
        assert (found.words, found.shared) == ((), 12)

    def test_one_word_and_no_other_leans_nowhere(self, tmp_path: Path) -> None:
        with Library(tmp_path / "one.db", create=True) as opened:
            store(
                opened, [Article("x", "aid " * 9, source="X"), Article("y", "aid " * 9, source="Y")]
            )
            assert distinctive_words(opened, ("X", "Y")).words == ()
