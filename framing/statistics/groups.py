"""What the articles of a group say together: a pooled rate whose unit of doubt is the article.

The error is that of a jackknife over articles (Efron & Stein 1981) of the ratio estimator, so an
article that holds much of the words counts with what it could do to the rate, and has the fewer
degrees of freedom beside it. Formulas and measured coverage: docs/method.md, "Sources".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.statistics.quantiles import CONFIDENCE
from framing.statistics.rates import FEWEST_ARTICLES

WIDEST = math.log(1e9)
"""Half an interval on the log scale; one that is wider says nothing, and is none."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The articles of a group in one dimension; an item each, of those that have words."""

    hits: Numbers
    """Summed weights of the matches that the rate counts."""
    words: Numbers

    @property
    def rate(self) -> float:
        """All weight over all words."""
        return float(self.hits.sum() / self.words.sum())


def jackknife_error(hits: Numbers, words: Numbers) -> Numbers:
    """SE of the pooled rate (per word) of samples in the last axis, two articles or more.

    SE² = (A−1)/A · Σ (h − r·n)² / (1 − n/N)² / N², with N = Σn: to leave out an article moves the
    rate by (h − r·n) / (N − n).
    """
    total = words.sum(axis=-1, keepdims=True)
    moved = (hits - hits.sum(axis=-1, keepdims=True) / total * words) / (total - words)
    size = hits.shape[-1]
    error: Numbers = np.sqrt((size - 1) / size * (moved**2).sum(axis=-1))
    return error


def relative_error(sample: Sample) -> float:
    """SE(r)/r of its pooled rate, which is the SE of ln r."""
    return float(jackknife_error(sample.hits, sample.words)) / sample.rate


def degrees_of(sample: Sample) -> float:
    """Degrees of freedom of its error: N²/Σn² − 1, which is A − 1 for articles of one length."""
    return float(max(sample.words.sum() ** 2 / (sample.words**2).sum() - 1, 1.0))


def group_interval(sample: Sample) -> tuple[float, float] | None:
    """The 95 % interval per 1,000 words, r·exp(±t·SE/r); None below five articles or at rate 0."""
    rate = sample.rate
    if len(sample.words) < FEWEST_ARTICLES or not rate:
        return None
    spread = fractional_t_quantile(degrees_of(sample)) * relative_error(sample)
    if spread > WIDEST:
        return None
    return 1000 * rate / math.exp(spread), 1000 * rate * math.exp(spread)


def group_silence_bound(articles: int, words: float, held: float) -> float:
    """Upper 95 % bound of the rate per 1,000 words of a group in which nothing matched.

    None of A articles holds the wording, so at most 1 − 0.05^(1/A) of such articles do; those that
    do are taken to hold `held` matches (weighted), the mean over the articles of the selection
    that hold any, in the `words` of a mean article.
    """
    share = 1 - float((1 - CONFIDENCE) ** (1 / articles))
    return 1000 * share * held * articles / words


def fractional_t_quantile(degrees: float) -> float:
    """The two-sided 95 % quantile of Student's t, for fractional degrees of freedom too."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + CONFIDENCE) / 2))
