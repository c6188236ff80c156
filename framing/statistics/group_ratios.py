"""Groups of articles held against each other, the article as the unit of all doubt.

Measured on real articles: docs/method.md, "Sources compared".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.statistics.groups import WIDEST, Groups, Sample, fractional_t_quantile
from framing.statistics.label_permutations import permutation_p_values
from framing.statistics.rate_ratios import RateRatio
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers, Places

MOST_PERMUTED = 50
"""Articles of two groups together up to which labels are permuted; and, whatever the other has,
where one has fewer than `FEWEST_FOR_T`."""

FEWEST_FOR_T = 20


@dataclass(frozen=True, slots=True, eq=False)
class GroupRatios:
    """Pairs of groups, an item each; what a pair has not is not a number."""

    ratio: Numbers
    error: Numbers
    """SE of ln ratio."""
    degrees: Numbers
    """Its degrees of freedom."""
    p: Numbers
    method: NDArray[Any]
    """As `RateRatio` names them."""

    def __getitem__(self, at: int) -> RateRatio:
        """One pair, with the 95 % interval of its ratio from t on the logarithm."""
        ratio, p = _known(self.ratio[at]), _known(self.p[at])
        low = high = None
        if ratio is not None:
            spread = float(fractional_t_quantile(self.degrees[at : at + 1])[0] * self.error[at])
            if spread <= WIDEST:
                low, high = ratio / math.exp(spread), ratio * math.exp(spread)
        return RateRatio(ratio, low, high, p, self.method[at])


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def group_ratio(a: Sample, b: Sample) -> RateRatio:
    """The ratio of two groups alone, as `group_ratios` has it."""
    return group_ratios([a, b], np.array([0]), np.array([1]))[0]


def group_ratios(samples: Sequence[Sample], a: Places, b: Places) -> GroupRatios:
    """How many times the pooled rate of one group is that of another, and p from the articles.

    `a` and `b` are the places of the groups of each pair among the samples. Up to 50 articles
    together, and where one side has fewer than 20, p is from a studentised permutation of their
    labels; above that from t with Satterthwaite's degrees of freedom on the logarithm, which has
    none where one side is silent: there, too, labels are permuted. No verdict where a side has
    fewer than five articles; no ratio where a side is silent.
    """
    groups = Groups.of_samples(samples)
    sizes = np.stack([groups.articles[a], groups.articles[b]])
    loud = np.stack([groups.rate[a], groups.rate[b]]) > 0
    known = (sizes.min(axis=0) >= FEWEST_ARTICLES) & loud.any(axis=0)
    both = known & loud.all(axis=0)
    few = (sizes.sum(axis=0) <= MOST_PERMUTED) | (sizes.min(axis=0) < FEWEST_FOR_T)
    permuted = known & (few | ~both)
    ratio, error, degrees, p = np.full((4, len(a)), np.nan)
    ratio[both] = groups.rate[a[both]] / groups.rate[b[both]]
    errors = np.stack([groups.error[a[both]], groups.error[b[both]]])
    error[both] = np.hypot(*errors)
    degrees[both] = satterthwaite(
        errors, np.stack([groups.degrees[a[both]], groups.degrees[b[both]]])
    )
    by_t = both & ~few
    p[by_t] = t_p(np.log(ratio[by_t]), error[by_t], degrees[by_t])
    p[permuted] = permutation_p_values(samples, a[permuted], b[permuted])
    method = np.where(permuted, "permutation", np.where(known, "t", "none")).astype(object)
    return GroupRatios(ratio, error, degrees, p, method)


def t_p(difference: Numbers, error: Numbers, degrees: Numbers) -> Numbers:
    """Two-sided p of differences from Student's t; 1 where nothing differs."""
    from scipy.special import stdtr

    with np.errstate(divide="ignore", invalid="ignore"):
        p: Numbers = 2 * stdtr(degrees, -np.abs(difference) / error)
    return np.where(difference == 0, 1.0, np.where(error > 0, p, 0.0))


def satterthwaite(errors: Numbers, degrees: Numbers) -> Numbers:
    """Degrees of freedom of √(SE_A² + SE_B²) (Satterthwaite 1946); both where nothing varies.

    Two rows of each come in, one for each side.
    """
    squares = errors**2
    parts = (squares**2 / degrees).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Numbers = np.where(parts > 0, squares.sum(axis=0) ** 2 / parts, degrees.sum(axis=0))
    return found
