"""Power: what is simulated agrees with what can be calculated."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

from framing.statistics.classification import Measure
from framing.statistics.power import MOST, Design, Population, Power, needed, search, simulated

DRAWS = 1500


def value(found: Measure) -> float:
    assert found.value is not None
    return found.value


def negative_binomial(rate: float, size: float, words: np.ndarray, seed: int = 7) -> Population:
    """Articles whose own rate is a gamma of this mean and shape, and their matches Poisson."""
    draw = np.random.default_rng(seed)
    own = draw.gamma(size, rate / size, len(words))
    matches = draw.poisson(own * words)
    return Population(matches, matches.astype(float), words.astype(float))


def analytical(population: Population, size: float, articles: int, ratio: float) -> float:
    """Power of the two-sided t test of ln(r_A/r_B) at .05, by hand.

    A match count is negative binomial with mean μ = r·n and variance μ + μ²/k. Over articles the
    ratio estimator has Var(Σh/Σn) = E[(h − r·n)²] / (A·E[n]²), and E[(h − r·n)²] = r·E[n] +
    r²·E[n²]/k; so Var(ln r̂) = (1/(r·E[n]) + E[n²]/(k·E[n]²)) / A. Thinning divides r and keeps k.
    The statistic is a noncentral t about ln(ratio)/SE, with the degrees of freedom of Satterthwaite
    of two groups with ν = A·E[n]²/E[n²] − 1 each.
    """
    mean, square = population.words.mean(), (population.words**2).mean()
    rate = population.rate_per_1000 / 1000
    variances = [
        (1 / (each * mean) + square / (size * mean**2)) / articles for each in (rate, rate / ratio)
    ]
    each = articles * mean**2 / square - 1
    degrees = sum(variances) ** 2 / sum(variance**2 / each for variance in variances)
    shift = math.log(ratio) / math.sqrt(sum(variances))
    critical = scipy.stats.t.ppf(0.975, degrees)
    beyond = scipy.stats.nct(degrees, shift)
    return float(beyond.sf(critical) + beyond.cdf(-critical))


@pytest.mark.parametrize(
    ("rate", "size", "articles", "ratio"),
    [(0.008, 1.5, 60, 1.5), (0.008, 1.5, 120, 1.5), (0.002, 0.8, 250, 1.5), (0.02, 4.0, 40, 1.3)],
)
@pytest.mark.parametrize("equal", [True, False])
def test_it_agrees_with_the_analytical_power_of_negative_binomial_counts(
    rate: float, size: float, articles: int, ratio: float, equal: bool
) -> None:
    lengths = np.full(40_000, 600) if equal else np.random.default_rng(1).integers(300, 900, 40_000)
    population = negative_binomial(rate, size, lengths)
    expected = analytical(population, size, articles, ratio)
    found = simulated(population, articles, Design(ratio, 0.05, DRAWS, seed=3))
    error = math.sqrt(expected * (1 - expected) / DRAWS)
    assert 0.3 < expected < 0.95
    assert value(found.power) == pytest.approx(expected, abs=3.5 * error)
    assert value(found.false_positives) == pytest.approx(0.05, abs=0.02)


def test_the_search_ends_at_the_smallest_size_that_was_tried() -> None:
    population = negative_binomial(0.008, 1.5, np.full(2000, 600))
    powers = search(population, 0.8, Design(1.5, 0.05, 400, seed=1))
    sizes = [each.articles for each in powers]
    assert sizes == sorted(sizes)
    assert {5, 10, 20, 40, 80} <= set(sizes)
    found = needed(powers, 0.8)
    assert found is not None
    below = [each for each in powers if each.articles < found.articles]
    assert all(value(each.power) < 0.8 for each in below)
    assert found.articles - below[-1].articles <= max(1, 0.05 * found.articles)


def test_a_ratio_out_of_reach_is_said_to_be() -> None:
    """Three articles of 2,000 hold any: even the largest study does not tell .99 from 1."""
    matches = np.zeros(2000, dtype=np.int64)
    matches[:3] = 1
    population = Population(matches, matches.astype(float), np.full(2000, 500.0))
    powers = search(population, 0.8, Design(0.99, 0.05, 20, seed=1))
    assert powers[-1].articles == MOST
    assert needed(powers, 0.8) is None


def test_the_same_seed_gives_the_same_figures_and_inverse_ratios_are_one() -> None:
    population = negative_binomial(0.01, 2.0, np.full(300, 500))

    def at(ratio: float, seed: int) -> Power:
        return simulated(population, 10, Design(ratio, 0.05, 200, seed))

    assert at(2.0, 1) == at(2.0, 1) == at(0.5, 1)
    assert at(2.0, 1) != at(2.0, 2)


def test_weights_are_thinned_as_their_matches_are() -> None:
    """Matches of weight 2 double both rates, which is no difference."""
    population = negative_binomial(0.01, 2.0, np.full(300, 500))
    heavy = Population(population.matches, 2 * population.hits, population.words)
    design = Design(1.5, 0.05, 200, seed=1)
    assert simulated(heavy, 40, design).power == simulated(population, 40, design).power


def test_groups_below_five_are_no_study() -> None:
    population = negative_binomial(0.01, 2.0, np.full(30, 500))
    with pytest.raises(ValueError, match="4 articles"):
        simulated(population, 4, Design(1.5, 0.05, 10, seed=1))
