"""Rates and intervals: the check values of the manual, hand calculation and a bootstrap."""

from __future__ import annotations

import math
import random

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.model import Article, Sums
from framing.statistics import interval_of, rate_per_1000
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.rate_ratios import binomial_ratio
from framing.statistics.rates import ratio_interval, silence_bound, t_quantile


def sums_of(sentences: list[tuple[float, int]]) -> tuple[int, Sums]:
    """Words and sums of sentences given as (hits, words)."""
    return sum(n for _, n in sentences), Sums(
        sentences=len(sentences),
        hits=sum(h for h, _ in sentences),
        hits_squared=sum(h * h for h, _ in sentences),
        hits_words=sum(h * n for h, n in sentences),
        words_squared=sum(n * n for _, n in sentences),
    )


def test_silence_in_970_words_may_be_a_rate_of_3() -> None:
    assert silence_bound(970) == pytest.approx(3.0836, abs=1e-4)
    assert interval_of(0, 0.0, 970, sums_of([(0, 97)] * 10)[1]) == (
        0.0,
        silence_bound(970),
        "silence",
    )


def test_no_words_give_no_score() -> None:
    assert rate_per_1000(0.0, 0) is None
    assert interval_of(0, 0.0, 0, sums_of([])[1]) == (None, None, "none")


def test_four_sentences_give_no_interval() -> None:
    words, sums = sums_of([(1, 10)] * 4)
    assert interval_of(4, 4.0, words, sums) == (None, None, "none")


def test_a_weight_of_almost_nothing_gives_no_interval() -> None:
    lexicon = Lexicon("x", dimensions=(Dimension("d", terms=(Term("aid", 5e-324),)),))
    (found,) = Scanner([lexicon]).scan([Article("0", "Aid came. " * 6)])[0].scores
    assert (found.low, found.high, found.interval) == (None, None, "none")


def test_interval_by_hand() -> None:
    # Five sentences of 10 words, hits 1 0 2 0 1: r = 4/50, residuals .2 -.8 1.2 -.8 .2,
    # squares sum to 2.8; var = 5/4 · 2.8 / 50²; t(4) = 2.7764.
    words, sums = sums_of([(1, 10), (0, 10), (2, 10), (0, 10), (1, 10)])
    error = math.sqrt(1.25 * 2.8) / 50 / 0.08
    low, high = ratio_interval(words, sums)
    assert low == pytest.approx(80 * math.exp(-2.776445 * error), rel=1e-6)
    assert high == pytest.approx(80 * math.exp(2.776445 * error), rel=1e-6)


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 12.7062), (4, 2.7764), (30, 2.0423), (1000, 1.9623)]
)
def test_t_quantiles_as_in_the_tables(degrees: int, quantile: float) -> None:
    assert t_quantile(degrees) == pytest.approx(quantile, abs=5e-5)


def test_interval_agrees_with_a_bootstrap_of_sentences() -> None:
    draw = random.Random(20)
    sentences = [
        (float(draw.random() < 0.3) + (draw.random() < 0.1), 8 + draw.randrange(25))
        for _ in range(60)
    ]
    words, sums = sums_of(sentences)
    rates = []
    for _ in range(4000):
        sample = draw.choices(sentences, k=len(sentences))
        rates.append(math.log(sum(h for h, _ in sample) / sum(n for _, n in sample)))
    mean = sum(rates) / len(rates)
    spread = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / (len(rates) - 1))
    low, high = ratio_interval(words, sums)
    assert math.log(high / low) / 2 / t_quantile(59) == pytest.approx(spread, rel=0.08)


def test_a_score_is_the_sum_over_its_sentences() -> None:
    lexicon = Lexicon("w", dimensions=(Dimension("d", terms=(Term("risk", 2.0), Term("loss"))),))
    text = "A risk and a loss. Nothing here. One more risk for all of us."
    (score,) = Scanner([lexicon]).scan([Article("0", text)])[0].scores
    words, sums = sums_of([(3, 5), (0, 2), (2, 7)])
    assert (score.words, score.sums) == (words, sums)
    assert (score.matches, score.weight) == (3, 5.0)
    assert score.rate_per_1000 == pytest.approx(5000 / 14)


def test_two_texts() -> None:
    found = binomial_ratio(32, 1200, 10, 900)
    assert found.ratio == pytest.approx(2.4)
    assert found.low == pytest.approx(1.186, abs=5e-4)
    assert found.high == pytest.approx(4.856, abs=5e-4)
    assert found.is_distinguishable


def test_false_discovery_rate() -> None:
    given = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]
    expected = [0.01, 0.04, 0.084, 0.084, 0.084, 0.1, 0.1057, 0.216, 0.216, 0.216]
    assert benjamini_hochberg(given) == pytest.approx(expected, abs=5e-5)
    assert benjamini_hochberg(given[::-1]) == pytest.approx(expected[::-1], abs=5e-5)
