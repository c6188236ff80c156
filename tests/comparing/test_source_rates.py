"""Sources: pooled and mean rates, intervals from article to article, and who differs from whom."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import combinations, groupby
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.comparing.source_pairs import SourcePairs
from framing.comparing.source_rates import SourceRate, source_rates
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import ArticleFigures, Library
from framing.matching import Scanner
from framing.model import Article
from framing.statistics import rate_ratio
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.quantiles import t_quantile
from framing.statistics.rates import silence_bound
from tests.growth import Linear

DAILY = ((2, 100), (0, 150), (6, 250))


def figures(
    articles: Sequence[tuple[float, int]],
    source: str = "The Daily",
    dimension: str = "risk",
    published: str = "2025-02-09",
) -> list[ArticleFigures]:
    """One article for each pair of matches and words."""
    return [
        ArticleFigures(
            source, f"{source}{n}", published, "words", dimension, words, math.ceil(hits), hits
        )
        for n, (hits, words) in enumerate(articles)
    ]


def one(articles: Sequence[tuple[float, int]]) -> SourceRate:
    (found,) = source_rates(figures(articles))
    return found


class TestRates:
    def test_by_hand(self) -> None:
        """8 in 500 words: residuals .4, -2.4, 2.0 of ρ = .016, so var = 3/2 · 9.92 / 500²."""
        found = one(DAILY)
        assert (found.articles, found.words, found.matches) == (3, 500, 8)
        assert found.pooled_rate == pytest.approx(16.0)
        assert found.mean_rate == pytest.approx((20 + 0 + 24) / 3)
        error = math.sqrt(1.5 * 9.92 / 500**2) / 0.016
        assert found.interval == "ratio"
        assert found.low == pytest.approx(16 * math.exp(-4.302653 * error), rel=1e-6)
        assert found.high == pytest.approx(16 * math.exp(4.302653 * error), rel=1e-6)

    def test_interval_agrees_with_a_bootstrap_of_articles(self) -> None:
        draw = random.Random(5)
        articles = [(float(draw.randrange(7)), 150 + draw.randrange(900)) for _ in range(60)]
        logs = []
        for _ in range(4000):
            sample = draw.choices(articles, k=len(articles))
            logs.append(math.log(sum(h for h, _ in sample) / sum(n for _, n in sample)))
        mean = sum(logs) / len(logs)
        spread = math.sqrt(sum((each - mean) ** 2 for each in logs) / (len(logs) - 1))
        found = one(articles)
        assert found.low is not None and found.high is not None
        half = math.log(found.high / found.low) / 2
        assert half / t_quantile(len(articles) - 1) == pytest.approx(spread, rel=0.08)

    def test_fewer_than_three_articles_are_no_source(self) -> None:
        found = one(DAILY[:2])
        assert found.pooled_rate == pytest.approx(8.0)
        assert (found.low, found.high, found.interval) == (None, None, "none")
        assert not found.is_source

    def test_silence_has_a_bound(self) -> None:
        found = one([(0, 400), (0, 300), (0, 270)])
        assert (found.pooled_rate, found.low, found.interval) == (0.0, 0.0, "silence")
        assert found.high == pytest.approx(silence_bound(970.0))

    def test_an_article_without_words_counts_nowhere(self) -> None:
        assert one([*DAILY, (0, 0)]) == one(DAILY)
        nothing = one([(0, 0)])
        assert (nothing.articles, nothing.pooled_rate, nothing.mean_rate) == (0, None, None)
        assert nothing.interval == "none"

    def test_matches_without_weight_have_no_interval(self) -> None:
        weightless = [replace_weight(each) for each in figures(DAILY)]
        (found,) = source_rates(weightless)
        assert (found.pooled_rate, found.interval) == (0.0, "none")

    def test_a_family_of_copies_is_one_article(self) -> None:
        daily, gazette = figures(DAILY), figures(DAILY, "The Gazette")
        families = {each.article_id: daily[0].article_id for each in (daily[0], *gazette[:2])}
        first, second = source_rates([*daily, *gazette], families)
        assert (first.articles, first.copies) == (3, 0)
        assert (second.articles, second.copies, second.words) == (1, 2, 250)
        assert [each.articles for each in source_rates([*daily, *gazette])] == [3, 3]

    def test_by_month(self) -> None:
        dated = figures(DAILY, published="2025-02-09") + figures([(1, 50)], published="2025-03-01")
        undated = figures([(1, 70)], published="")
        found = source_rates([*dated, *undated], monthly=True)
        assert [(each.month, each.articles, each.words) for each in found] == [
            ("", 1, 70),
            ("2025-02", 3, 500),
            ("2025-03", 1, 50),
        ]

    def test_the_narrator_has_words_of_his_own(self) -> None:
        voiced = [
            each._replace(narrator_words=each.words // 2, narrator_weight=1.0)
            for each in figures(DAILY)
        ]
        (found,) = source_rates(voiced)
        assert found.narrator_rate == pytest.approx(1000 * 3 / 250)
        (partly,) = source_rates([*voiced[1:], figures(DAILY)[0]])
        assert partly.narrator_rate is None

    @example([(5e-324, 100), (1e-200, 100), (0, 10)], random.Random(0))
    @example([(5e-324, 100)] * 3, random.Random(0))
    @given(st.lists(st.tuples(st.floats(0, 50), st.integers(0, 2000)), max_size=30), st.randoms())
    def test_no_order_shows_in_any_digit(
        self, articles: list[tuple[float, int]], shuffle: random.Random
    ) -> None:
        ordered = figures(articles)
        mixed = ordered[:]
        shuffle.shuffle(mixed)
        assert source_rates(mixed) == source_rates(ordered)

    def test_two_thousand_articles_take_a_moment(self, linear: Linear) -> None:
        draw = random.Random(3)

        def made(size: int) -> list[ArticleFigures]:
            return [
                each
                for dimension in ("a", "b", "c")
                for each in figures(
                    [(float(draw.randrange(9)), 500 + draw.randrange(500)) for _ in range(size)],
                    dimension=dimension,
                )
            ]

        linear(source_rates, made, 32_000)


def test_a_library_tells_each_dimension_of_each_article(tmp_path: Path) -> None:
    """Two dimensions of one lexicon, of which an older version left its scores."""
    old, new = (
        Lexicon(
            "two",
            version=version,
            dimensions=(
                Dimension("fear", terms=(Term("danger"), Term("loss", weight))),
                Dimension("hope", terms=(Term("hope"),)),
            ),
        )
        for version, weight in (("1", 1.0), ("2", 3.0))
    )
    text = "Danger and loss, but hope. “There is no hope for any of us,” he said."
    made = Article("a" * 16, text, source="S", publisher="P", published="2025-02-09")
    with Library(tmp_path / "l.db", create=True) as library:
        library.runs.add(library.runs.begin("import", [old], {}), "t", Scanner([old]).rate([made]))
        library.runs.rescore(library.runs.begin("score", [new], {}), Scanner([new]).rate([made]))
        named = made.id, "2025-02-09", "words"
        assert sorted(library.scores.figures("source")) == [
            ("S", *named, "fear", 15, 2, 4.0, 7, 4.0),
            ("S", *named, "hope", 15, 2, 2.0, 7, 1.0),
        ]
        assert {each.group for each in library.scores.figures("publisher")} == {"P"}
        assert (
            library.articles.groups("source"),
            library.articles.ids("S"),
            library.articles.ids("T"),
        ) == (
            {"S": 1},
            [made.id],
            [],
        )


def replace_weight(each: ArticleFigures) -> ArticleFigures:
    return each._replace(weight=0.0)


def world(sources: int, seed: int = 1) -> list[SourceRate]:
    """Sources of two to eight articles in two dimensions, some of them silent."""
    draw = random.Random(seed)
    made: list[ArticleFigures] = []
    for number in range(sources):
        sizes = [200 + draw.randrange(800) for _ in range(2 + number % 7)]
        for dimension, most in (("risk", number % 5 * 8 + 1), ("support", number % 3 + 1)):
            articles = [(float(draw.randrange(most)), size) for size in sizes]
            made += figures(articles, f"S{number:03d}", dimension)
    return source_rates(made)


class TestPairs:
    def test_every_pair_as_if_by_itself(self) -> None:
        """The same as the ratio of each pair, and the adjustment over all of their p."""
        rates = world(25)
        expected = [
            (a.source, b.source, a.dimension, rate_ratio(a, b))
            for _, group in groupby(
                sorted(rates, key=lambda each: each.dimension), lambda each: each.dimension
            )
            for a, b in combinations([each for each in group if each.is_source], 2)
        ]
        pairs = SourcePairs(rates)
        found = list(pairs)
        assert [(p.a.source, p.b.source, p.a.dimension, p.ratio) for p in found] == expected
        assert {p.ratio.method for p in found} == {"ratio", "binomial", "none"}
        known = [ratio.p for *_, ratio in expected if ratio.p is not None]
        assert pairs.compared == len(known)
        adjusted = [p.adjusted_p for p in found if p.adjusted_p is not None]
        assert adjusted == pytest.approx(benjamini_hochberg(known), rel=1e-9)
        assert [p for p in found if p.is_flagged] == list(pairs.flagged())
        assert list(pairs.flagged())

    def test_texts_are_held_against_no_source(self) -> None:
        named = {each for pair in SourcePairs(world(25)) for each in (pair.a.source, pair.b.source)}
        assert "S000" not in named and "S001" in named

    def test_articles_that_never_vary_say_nothing_of_others(self) -> None:
        """Without any spread the estimator would call every difference certain."""
        first, second = source_rates(
            figures([(1, 100)] * 5, "A") + figures([(2, 100)] * 5, "B"),
        )
        (pair,) = SourcePairs([first, second])
        assert pair.ratio.method == "binomial"
        assert not pair.is_flagged

    def test_nobody_to_compare(self) -> None:
        pairs = SourcePairs(source_rates(figures(DAILY)))
        assert (pairs.compared, list(pairs), list(pairs.flagged())) == (0, [], [])

    def test_hundreds_of_sources_take_a_moment(self) -> None:
        pass
