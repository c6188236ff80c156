"""What the articles of a group say together: a pooled rate whose unit of doubt is the article.

The error is that of a jackknife over articles (Efron & Stein 1981) of the ratio estimator, so an
article that holds much of the words counts with what it could do to the rate, and has the fewer
degrees of freedom beside it. Formulas and measured coverage: docs/method.md, "Sources".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from framing.statistics.quantiles import CONFIDENCE
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers, Places, steady_sums

WIDEST = math.log(1e9)
"""Half an interval on the log scale; one that is wider says nothing, and is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The articles of a group in one dimension; an item each, of those that have words."""

    hits: Numbers
    """Summed weights of the matches that the rate counts."""
    words: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """What the articles of many groups add up to; an item for each group, which may have none."""

    articles: Numbers
    hits: Numbers
    """Summed weights of the matches that the rate counts."""
    words: Numbers
    rate: Numbers
    """hits / words: the pooled rate per word; not a number where there are no words."""
    error: Numbers
    """SE(r)/r of it, which is the SE of ln r: SE² = (A−1)/A · Σ (h − r·n)² / (1 − n/N)² / N², with
    N = Σn. To leave out an article moves the rate by (h − r·n) / (N − n)."""
    degrees: Numbers
    """Degrees of freedom of the error: N²/Σn² − 1, which is A − 1 for articles of one length."""

    @classmethod
    def of(cls, hits: Numbers, words: Numbers, bounds: Places) -> Self:
        """Of articles with words, group after group; group i is from `bounds[i]` to
        `bounds[i + 1]`. No digit depends on the order of the articles in it."""
        sums = steady_sums(hits, bounds), steady_sums(words, bounds)
        return cls.of_sums(
            np.diff(bounds).astype(float),
            *sums,
            steady_sums(words**2, bounds),
            moved_squared(hits, words, bounds, *sums),
        )

    @classmethod
    def of_sums(
        cls,
        articles: Numbers,
        hits: Numbers,
        words: Numbers,
        words_squared: Numbers,
        moved_squared: Numbers,
    ) -> Self:
        """Of what was added up elsewhere: Σn² and what `moved_squared` gives beside the totals."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            rate = hits / words
            error = np.sqrt((articles - 1) / articles * moved_squared) / rate
            degrees = np.maximum(words**2 / words_squared - 1, 1.0)
        return cls(articles, hits, words, rate, error, degrees)

    @classmethod
    def of_samples(cls, samples: Sequence[Sample]) -> Self:
        """Of groups given one by one."""
        sizes = [len(each.words) for each in samples]
        return cls.of(
            np.concatenate([np.empty(0), *(each.hits for each in samples)]),
            np.concatenate([np.empty(0), *(each.words for each in samples)]),
            np.cumsum([0, *sizes]),
        )

    def intervals(self) -> tuple[Numbers, Numbers]:
        """The 95 % intervals per 1,000 words, r·exp(±t·SE/r); not a number for both ends below
        five articles, at rate 0, and where an interval says nothing."""
        has_one = (self.articles >= FEWEST_ARTICLES) & (self.rate > 0)
        spread = np.full(len(self.rate), np.nan)
        spread[has_one] = fractional_t_quantile(self.degrees[has_one]) * self.error[has_one]
        spread[~(spread <= WIDEST)] = np.nan
        return 1000 * self.rate / np.exp(spread), 1000 * self.rate * np.exp(spread)

    def silence_bounds(self, held: Numbers) -> Numbers:
        """Upper 95 % bounds of the rates per 1,000 words of groups in which nothing matched.

        None of A articles holds the wording, so at most 1 − 0.05^(1/A) of such articles do; those
        that do are taken to hold `held` matches (weighted), the mean over the articles of the
        selection that hold any, in the words of a mean article.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            share = 1 - (1 - CONFIDENCE) ** (1 / self.articles)
            return 1000 * share * held * self.articles / self.words


def moved_squared(
    hits: Numbers, words: Numbers, bounds: Places, all_hits: Numbers, all_words: Numbers
) -> Numbers:
    """Σ ((h − r·n) / (N − n))² over the articles of each group, N = Σn: how far the rate moves
    where one is left out; Σh and N come in. Not a number for a group of one article. Groups are as
    in `Groups.of`."""
    sizes = np.diff(bounds)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        moved = hits - np.repeat(all_hits / all_words, sizes) * words
        moved /= np.repeat(all_words, sizes) - words
        return steady_sums(moved**2, bounds)


def fractional_t_quantile(degrees: Numbers) -> Numbers:
    """The two-sided 95 % quantiles of Student's t, for fractional degrees of freedom too."""
    from scipy.special import stdtrit

    quantiles: Numbers = stdtrit(degrees, (1 + CONFIDENCE) / 2)
    return quantiles
