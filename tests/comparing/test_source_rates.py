"""Sources: pooled and mean rates, intervals from article to article, and who differs from whom."""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import scipy.stats
from hypothesis import example, given
from hypothesis import strategies as st

from framing.comparing.source_pairs import SourcePairs
from framing.comparing.source_rates import SourceRate, source_rates
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import ArticleFigures, Library, Period
from framing.library.figures import Figures
from framing.matching import Scanner
from framing.model import Article
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.quantiles import t_quantile
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


def rates(
    rows: Sequence[ArticleFigures],
    families: Mapping[str, str] | None = None,
    over: Period | None = None,
) -> list[SourceRate]:
    return source_rates(Figures.of(rows, over), families or {})


def one(articles: Sequence[tuple[float, int]]) -> SourceRate:
    (found,) = rates(figures(articles))
    return found


class TestRates:
    def test_rates_by_hand(self) -> None:
        found = one(DAILY)
        assert (found.articles, found.words, found.matches) == (3, 500, 8)
        assert found.pooled_rate == pytest.approx(16.0)
        assert found.mean_rate == pytest.approx((20 + 0 + 24) / 3)

    def test_interval_by_hand(self) -> None:
        """Five articles of 100 words with 1 to 5 matches: r = 15/500, the rate without each is
        (15 − h)/400, so SE² = 4/5 · Σ((3 − h)/400)² = 4/5 · 10/160,000, and t has 4 degrees."""
        found = one([(hits, 100) for hits in (1, 2, 3, 4, 5)])
        spread = math.exp(2.776445 * math.sqrt(0.8 * 10 / 160_000) / 0.03)
        assert found.interval == "ratio"
        assert found.low == pytest.approx(30 / spread, rel=1e-6)
        assert found.high == pytest.approx(30 * spread, rel=1e-6)

    def test_a_long_article_leaves_fewer_degrees_of_freedom(self) -> None:
        """2 · 100 words and 3 · 400: (200 + 1200)² / (2 · 100² + 3 · 400²) − 1 = 2.92."""
        articles = [(2, 100), (3, 100), (9, 400), (14, 400), (8, 400)]
        found = one(articles)
        hits, words = sum(h for h, _ in articles), sum(n for _, n in articles)
        without = [(hits - h) / (words - n) for h, n in articles]
        error = math.sqrt(0.8 * sum((each - hits / words) ** 2 for each in without))
        t = scipy.stats.t.ppf(0.975, 1400**2 / (2 * 100**2 + 3 * 400**2) - 1)
        assert found.high == pytest.approx(
            1000 * hits / words * math.exp(t * error / (hits / words)), rel=1e-9
        )

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

    def test_fewer_than_five_articles_are_no_source(self) -> None:
        for few in ([(2, 100), (0, 150), (6, 250), (1, 90)], [(0, 100)] * 4):
            found = one(few)
            assert found.pooled_rate is not None
            assert (found.low, found.high, found.interval) == (None, None, "none")
            assert not found.is_source

    def test_silence_has_a_bound_over_articles(self) -> None:
        """None of five: at most 1 − .05^(1/5) = .4507 of such articles hold any; those of the other
        source that hold any hold 4 on the mean; a mean article here has 200 words."""
        silent = figures([(0, 100), (0, 300), (0, 200), (0, 150), (0, 250)])
        other = figures([(3, 100), (0, 900), (5, 100)], "The Gazette")
        found = rates([*silent, *other])[0]
        assert (found.pooled_rate, found.low, found.interval) == (0.0, 0.0, "silence")
        assert found.high == pytest.approx(1000 * 0.450720 * 4 / 200, rel=1e-5)
        alone = one([(0, 200)] * 5)
        assert alone.high == pytest.approx(1000 * 0.450720 / 200, rel=1e-5)

    def test_leverage_names_the_articles_that_make_the_rate(self) -> None:
        articles = [(1.0, 100)] * 12
        assert one(articles).leverage is None
        loud = one([*articles, (8, 500)]).leverage
        assert loud is not None and loud.articles == ("The Daily12",)
        assert loud.share == pytest.approx(8 / 20)
        assert loud.rate_without == pytest.approx(1000 * 12 / 1200)
        both = one([*articles, (3, 100), (3, 100)]).leverage
        assert both is not None and both.articles == ("The Daily12", "The Daily13")
        assert both.share == pytest.approx(6 / 18)
        unequal = one([(1, 100)] * 16 + [(3, 100), (4, 100)]).leverage
        assert unequal is not None and unequal.articles == ("The Daily17", "The Daily16")
        assert unequal.share == pytest.approx(7 / 23)
        assert unequal.rate_without == pytest.approx(1000 * 16 / 1600)

    def test_in_a_source_of_five_each_article_holds_much(self) -> None:
        assert one([(2, 100), (1, 100), (2, 100), (1, 100), (1, 100)]).leverage is None

    def test_an_article_without_words_counts_nowhere(self) -> None:
        assert one([*DAILY, (0, 0)]) == one(DAILY)
        nothing = one([(0, 0)])
        assert (nothing.articles, nothing.pooled_rate, nothing.mean_rate) == (0, None, None)
        assert nothing.interval == "none"

    def test_matches_without_weight_have_no_interval(self) -> None:
        weightless = [replace_weight(each) for each in figures(DAILY)]
        (found,) = rates(weightless)
        assert (found.pooled_rate, found.interval) == (0.0, "none")

    def test_a_family_of_copies_is_one_article(self) -> None:
        daily, gazette = figures(DAILY), figures(DAILY, "The Gazette")
        families = {each.article_id: daily[0].article_id for each in (daily[0], *gazette[:2])}
        first, second = rates([*daily, *gazette], families)
        assert (first.articles, first.copies) == (3, 0)
        assert (second.articles, second.copies, second.words) == (1, 2, 250)
        assert [each.articles for each in rates([*daily, *gazette])] == [3, 3]

    def test_by_month(self) -> None:
        dated = figures(DAILY, published="2025-02-09") + figures([(1, 50)], published="2025-03-01")
        undated = figures([(1, 70)], published="")
        found = rates([*dated, *undated], over="month")
        assert [(each.period, each.articles, each.words) for each in found] == [
            ("", 1, 70),
            ("2025-02", 3, 500),
            ("2025-03", 1, 50),
        ]

    def test_by_year(self) -> None:
        dated = figures(DAILY, published="2025-02-09") + figures([(1, 50)], published="2025")
        found = rates([*dated, *figures([(1, 70)], published="2024-12-31")], over="year")
        assert [(each.period, each.articles, each.words) for each in found] == [
            ("2024", 1, 70),
            ("2025", 4, 550),
        ]

    def test_the_narrator_has_words_of_his_own(self) -> None:
        voiced = [
            each._replace(narrator_words=each.words // 2, narrator_weight=1.0)
            for each in figures(DAILY)
        ]
        (found,) = rates(voiced)
        assert found.narrator_rate == pytest.approx(1000 * 3 / 250)
        (partly,) = rates([*voiced[1:], figures(DAILY)[0]])
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
        assert rates(mixed) == rates(ordered)

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

        linear(rates, made, 32_000)


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
        found = library.scores.figures("source")
        assert (found.groups, found.dimensions) == (("S",), ("fear", "hope"))
        assert list(found) == [
            ArticleFigures("S", made.id, "", "words", "fear", 15, 2, 4.0, 7, 4.0),
            ArticleFigures("S", made.id, "", "words", "hope", 15, 2, 2.0, 7, 1.0),
        ]
        assert library.scores.figures("publisher").groups == ("P",)
        assert library.scores.figures("source", over="month").periods == ("2025-02",)
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
    return rates(made)


class TestPairs:
    def test_p_is_adjusted_over_every_pair_and_dimension(self) -> None:
        pairs = SourcePairs(world(12))
        found = list(pairs)
        known = [each.ratio.p for each in found if each.ratio.p is not None]
        assert pairs.compared == len(known)
        adjusted = [each.adjusted_p for each in found if each.adjusted_p is not None]
        assert adjusted == pytest.approx(benjamini_hochberg(known))
        assert [each for each in found if each.is_flagged] == list(pairs.flagged())
        assert list(pairs.flagged())
        assert {each.ratio.method for each in found} == {"permutation", "none"}
        named = {each for pair in found for each in (pair.a.source, pair.b.source)}
        assert "S002" not in named and "S003" in named  # of four articles, and of five

    def test_those_of_one_source(self) -> None:
        pairs = SourcePairs(world(12))
        held = [each for each in pairs if "S003" in (each.a.source, each.b.source)]
        assert held
        assert list(pairs.of_source("S003")) == held

    def test_nobody_to_compare(self) -> None:
        pairs = SourcePairs(rates(figures(DAILY)))
        assert (pairs.compared, list(pairs), list(pairs.flagged())) == (0, [], [])
