"""Two groups of articles held against each other, the article as the unit of all doubt.

Measured on real articles: docs/method.md, "Sources compared".
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from framing.statistics.groups import (
    WIDEST,
    Numbers,
    Sample,
    degrees_of,
    fractional_t_quantile,
    relative_error,
)
from framing.statistics.rate_ratios import NO_RATIO, Method, RateRatio
from framing.statistics.rates import FEWEST_ARTICLES

Places = NDArray[np.int64]

MOST_PERMUTED = 50
"""Articles of two groups together up to which labels are permuted; and, whatever the other has,
where one has fewer than `FEWEST_FOR_T`."""

FEWEST_FOR_T = 20

BLOCKS = (249, 250, 500, 1000, 2000, 6000)
"""Draws that are made at once, as long as they are needed."""
DRAWS = sum(BLOCKS)
"""Labellings at most; where there are no more, every one is tried."""
ENOUGH = 100
"""As many draws that reach the observed difference settle p (Besag & Clifford 1991)."""
ALIKE = 1 - 1e-9
"""A statistic that is so much of the observed one reaches it: rounding must not decide."""


def group_ratio(a: Sample, b: Sample) -> RateRatio:
    """How many times the pooled rate of one group is that of another, and p from the articles.

    Up to 50 articles together, and where one side has fewer than 20, p is from a studentised
    permutation of their labels; above that from t with Satterthwaite's degrees of freedom on the
    logarithm, which has none where one side is silent: there, too, labels are permuted.
    The interval is from t on the logarithm. No verdict where a side has fewer than five articles;
    no ratio where a side is silent.
    """
    if min(len(a.words), len(b.words)) < FEWEST_ARTICLES or not (a.rate or b.rate):
        return NO_RATIO
    if not (a.rate and b.rate):
        return RateRatio(None, None, None, permutation_p(a, b), "permutation")
    sizes = len(a.words), len(b.words)
    few = sum(sizes) <= MOST_PERMUTED or min(sizes) < FEWEST_FOR_T
    errors = relative_error(a), relative_error(b)
    error, degrees = math.hypot(*errors), satterthwaite(errors, (degrees_of(a), degrees_of(b)))
    ratio = a.rate / b.rate
    method: Method = "permutation" if few else "t"
    p = permutation_p(a, b) if few else t_p(math.log(ratio), error, degrees)
    spread = fractional_t_quantile(degrees) * error
    if spread > WIDEST:
        return RateRatio(ratio, None, None, p, method)
    return RateRatio(ratio, ratio / math.exp(spread), ratio * math.exp(spread), p, method)


def permutation_p(a: Sample, b: Sample) -> float:
    """Two-sided p that the articles of both groups are of one kind, by permuting their labels.

    The statistic is |r_A − r_B| / √(SE_A² + SE_B²) (Janssen 1997: studentised, it holds for
    unequal spreads as well). Every labelling is tried where there are 9,999 or fewer; else as many
    are drawn, or as it takes until 100 of them reach the observed difference. The draws depend on
    the two sizes alone, so the same articles always give the same p.
    """
    small, large = sorted((a, b), key=lambda each: len(each.words))
    hits, words = (
        np.concatenate(each) for each in ((small.hits, large.hits), (small.words, large.words))
    )
    facts = np.stack([hits, words, hits * hits, hits * words, words * words])
    size, first = len(hits), len(small.hits)
    observed = _studentised(facts, np.arange(first)[:, None])[0] * ALIKE
    if math.comb(size, first) <= DRAWS:
        return float((_studentised(facts, every_labelling(size, first)) >= observed).mean())
    beyond = drawn = 0
    for block, draws in enumerate(BLOCKS):
        chosen = drawn_labellings(size, first, block)
        reached = np.flatnonzero(_studentised(facts, chosen) >= observed)
        if beyond + len(reached) >= ENOUGH:
            return float(ENOUGH / (drawn + reached[ENOUGH - beyond - 1] + 1))
        beyond, drawn = beyond + len(reached), drawn + draws
    return (beyond + 1) / (drawn + 1)


def t_p(difference: float, error: float, degrees: float) -> float:
    """Two-sided p of a difference from Student's t; 1 where nothing differs."""
    from scipy.special import stdtr

    if not difference:
        return 1.0
    return float(2 * stdtr(degrees, -abs(difference) / error)) if error else 0.0


def satterthwaite(errors: tuple[float, float], degrees: tuple[float, float]) -> float:
    """Degrees of freedom of √(SE_A² + SE_B²) (Satterthwaite 1946); both where nothing varies."""
    squares = [error**2 for error in errors]
    parts = sum(square**2 / own for square, own in zip(squares, degrees, strict=True))
    return sum(squares) ** 2 / parts if parts else sum(degrees)


def _studentised(facts: Numbers, chosen: Places) -> Numbers:
    """The statistic of each labelling: the articles chosen in a column against all others.

    `facts` has a column an article: h, n, h², h·n, n². SE² is the ratio estimator's, from these.
    """
    one = np.take(facts, chosen, axis=1).sum(axis=1)
    return studentised(one, facts.sum(axis=1)[:, None] - one, (len(chosen), facts.shape[1]))


def studentised(one: Numbers, others: Numbers, sizes: tuple[int, int]) -> Numbers:
    """|r_A − r_B| / √(SE_A² + SE_B²) from the sums of two groups; 0 where nothing differs.

    The sums are Σh, Σn, Σh², Σh·n, Σn² along the first axis; `sizes` are the articles of the one
    group and of both.
    """
    sides = ((one, sizes[0]), (others, sizes[1] - sizes[0]))
    rates, squares = zip(*(_rate_and_square(*side) for side in sides), strict=True)
    apart = np.abs(rates[0] - rates[1])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0, apart / np.sqrt(squares[0] + squares[1]), 0.0)


def _rate_and_square(sums: Numbers, articles: int) -> tuple[Numbers, Numbers]:
    """r and its SE² by `statistics.rates.relative_error`, of many samples at once."""
    hits, words, hits_squared, hits_words, words_squared = sums
    rate = hits / words
    spread = hits_squared - 2 * rate * hits_words + rate**2 * words_squared
    return rate, np.maximum(spread, 0) * articles / (articles - 1) / words**2


@lru_cache(maxsize=32)
def drawn_labellings(size: int, few: int, block: int) -> Places:
    """A block of draws of `few` of `size` articles, none twice, a draw a column.

    It is kept for the next dimension.
    """
    draw, draws = np.random.default_rng([size, few, block]), BLOCKS[block]
    if few * few > size:
        order = draw.random((draws, size)).argpartition(few - 1, axis=1)
        return np.ascontiguousarray(order[:, :few].T)
    chosen = np.sort(draw.integers(0, size, (draws, few)), axis=1)
    while (twice := (np.diff(chosen, axis=1) == 0).any(axis=1)).any():
        chosen[twice] = np.sort(draw.integers(0, size, (int(twice.sum()), few)), axis=1)
    return np.ascontiguousarray(chosen.T)


@lru_cache(maxsize=8)
def every_labelling(size: int, first: int) -> Places:
    """Every way to give `first` of `size` articles the label of the first group, one a column."""
    return np.ascontiguousarray(np.array(list(combinations(range(size), first))).T)
