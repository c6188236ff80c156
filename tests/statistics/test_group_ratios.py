"""Two groups of articles: p by permuting their labels against a plain loop, and by t."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from framing.statistics.group_ratios import group_ratio, group_ratios
from framing.statistics.groups import Sample
from framing.statistics.label_permutations import permutation_p_values

Articles = list[tuple[int, int]]
articles = st.tuples(st.integers(0, 9), st.integers(50, 900))
groups = st.lists(articles, min_size=5, max_size=6)


def sample(of: Articles) -> Sample:
    """Of matches and words of each article."""
    return Sample(*np.array(of, dtype=float).reshape(-1, 2).T)


def permutation_p(one: Sample, other: Sample) -> float:
    return float(permutation_p_values([one, other], np.array([0]), np.array([1]))[0])


def plain_statistic(one: Articles, other: Articles) -> float:
    """|r_A − r_B| / √(SE_A² + SE_B²), with the ratio estimator's SE."""
    rates, squares = [], []
    for own in (one, other):
        words = sum(n for _, n in own)
        rate = sum(h for h, _ in own) / words
        residuals = sum((h - rate * n) ** 2 for h, n in own)
        rates.append(rate)
        squares.append(len(own) / (len(own) - 1) * residuals / words**2)
    apart = abs(rates[0] - rates[1])
    return apart / math.sqrt(sum(squares)) if apart and sum(squares) else apart and math.inf


@given(groups, groups)
def test_every_labelling_is_tried(one: Articles, other: Articles) -> None:
    both, observed = one + other, plain_statistic(one, other)
    reached = tried = 0
    for chosen in combinations(range(len(both)), len(one)):
        sides = (
            [both[at] for at in chosen],
            [each for at, each in enumerate(both) if at not in chosen],
        )
        reached += plain_statistic(*sides) >= observed * (1 - 1e-6)
        tried += 1
    found = permutation_p(sample(one), sample(other))
    # Labellings that differ in the last digit only may fall on either side.
    assert found == pytest.approx(reached / tried, abs=2.5 / tried)


@given(groups, groups)
def test_the_sides_may_be_changed(one: Articles, other: Articles) -> None:
    there, back = group_ratio(sample(one), sample(other)), group_ratio(sample(other), sample(one))
    assert there.p == pytest.approx(back.p) if there.p is not None else back.p is None
    if there.ratio and back.ratio:
        assert there.ratio * back.ratio == pytest.approx(1)


@pytest.mark.parametrize("sizes", [(5, 15), (8, 9), (9, 9)])
def test_drawn_labellings_come_near_all_of_them(sizes: tuple[int, int]) -> None:
    """There are 15,504, 24,310 and 48,620 of them: 9,999 are drawn."""
    few, size = sizes[0], sum(sizes)
    draw = np.random.default_rng(4)
    both = list(
        zip(draw.poisson(3, size).tolist(), draw.integers(200, 900, size).tolist(), strict=True)
    )
    both[:few] = [(hits + 3, words) for hits, words in both[:few]]
    observed = plain_statistic(both[:few], both[few:])
    reached = [
        plain_statistic(
            [both[at] for at in chosen], [both[at] for at in range(size) if at not in chosen]
        )
        >= observed * (1 - 1e-9)
        for chosen in combinations(range(size), few)
    ]
    found = permutation_p(sample(both[:few]), sample(both[few:]))
    assert found == pytest.approx(np.mean(reached), rel=0.3)


def test_p_does_not_depend_on_what_else_is_compared() -> None:
    draw = np.random.default_rng(8)
    sizes = [5, 6, 9, 9, 12, 24, 30, 70, 90]
    samples = [
        Sample(draw.poisson(1 + at % 3, size).astype(float), draw.integers(200, 900, size) * 1.0)
        for at, size in enumerate(sizes)
    ]
    samples.append(Sample(np.zeros(25), np.full(25, 300.0)))
    a, b = np.triu_indices(len(samples), 1)
    together = group_ratios(samples, a, b)
    for at, (one, other) in enumerate(zip(a, b, strict=True)):
        alone = group_ratio(samples[one], samples[other])
        assert together[at].p == alone.p
        assert together[at].method == alone.method
        assert together[at].high == (alone.high and pytest.approx(alone.high, rel=1e-12))


def test_above_fifty_articles_by_t() -> None:
    """Articles of one length: the jackknife is Welch's error, on the logarithm."""
    draw = np.random.default_rng(6)
    counts = draw.poisson(4, 30), draw.poisson(6, 40)
    found = group_ratio(*(sample([(hits, 500) for hits in own]) for own in counts))
    means = [own.mean() for own in counts]
    parts = [own.var(ddof=1) / len(own) / mean**2 for own, mean in zip(counts, means, strict=True)]
    degrees = sum(parts) ** 2 / (parts[0] ** 2 / 29 + parts[1] ** 2 / 39)
    error = math.sqrt(sum(parts))
    assert found.method == "t"
    assert found.ratio == pytest.approx(means[0] / means[1])
    assert found.p == pytest.approx(
        2 * scipy.stats.t.sf(abs(math.log(means[0] / means[1])) / error, degrees), rel=1e-9
    )
    assert found.high == pytest.approx(
        found.ratio * math.exp(scipy.stats.t.ppf(0.975, degrees) * error), rel=1e-9
    )


def test_a_silent_side_has_no_ratio_but_p() -> None:
    silent, loud = (
        sample([(0, 300)] * 6),
        sample([(3, 300), (5, 400), (2, 200), (4, 300), (6, 500)]),
    )
    found = group_ratio(silent, loud)
    assert (found.ratio, found.low, found.high, found.method) == (None, None, None, "permutation")
    assert found.p is not None and found.p < 0.01


@pytest.mark.parametrize(("one", "other"), [(4, 90), (90, 4), (4, 4)])
def test_no_verdict_on_four_articles(one: int, other: int) -> None:
    found = group_ratio(sample([(9, 100)] * one), sample([(1, 100)] * other))
    assert (found.p, found.method) == (None, "none")


@pytest.mark.slow
@pytest.mark.parametrize("sizes", [(5, 5), (5, 12), (5, 100), (25, 30), (60, 60)])
def test_chance_is_rarely_called_a_difference(sizes: tuple[int, int]) -> None:
    """Skewed counts and lengths, most articles without a match, both sides of one kind."""
    draw, below, tested = np.random.default_rng(7), 0, 0
    for _ in range(800):
        words = draw.lognormal(6.4, 0.6, sum(sizes))
        hits = draw.poisson(words * draw.gamma(0.3, 0.005, sum(sizes)))
        sides = (
            Sample(hits[part].astype(float), words[part])
            for part in (slice(sizes[0]), slice(sizes[0], None))
        )
        p = group_ratio(*sides).p
        tested += p is not None
        below += p is not None and p < 0.05
    assert tested > 400
    assert below / tested < 0.07 + 2 * math.sqrt(0.07 * 0.93 / tested)
