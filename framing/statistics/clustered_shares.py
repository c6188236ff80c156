"""Shares whose units stand together in articles: intervals, and whether groups have the same share.

Units of one article tend to be right or wrong together, so an article and not a unit is what was
drawn independently. The variance of a share is that of a ratio estimator over articles; its
interval is Wilson's at the effective number of units (Korn & Graubard 1998). Groups are compared by
Pearson's chi-square with a design effect for articles (Rao & Scott 1992), and p is from permuting
which article is of which group. Measured on made-up articles: docs/method.md, "Precision and recall
by group".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.statistics.classification import UNDEFINED, Measure, wilson
from framing.statistics.quantiles import NORMAL, t_quantile
from framing.statistics.rates import FEWEST_ARTICLES

Numbers = NDArray[np.float64]

_DRAWS = 9_999
_SEED = 1
_AT_ONCE = 500_000
"""Labels that are permuted at once, so that many articles need no large memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The articles of a group that have units; an item each."""

    part: Numbers
    """Weight of the units that are right."""
    whole: Numbers
    """Weight of all its units; above 0."""
    squares: Numbers
    """Sum of the squared weights of its units: their number, where each weighs 1."""

    @property
    def share(self) -> float:
        """All weight that is right over all weight."""
        return float(self.part.sum() / self.whole.sum())

    @property
    def units(self) -> float:
        """Units of all articles; weighted ones count (Σw)²/Σw²."""
        return float(self.whole.sum() ** 2 / self.squares.sum())

    @property
    def is_group(self) -> bool:
        """Whether there are articles enough for an interval and a test."""
        return len(self.whole) >= FEWEST_ARTICLES


def clustered_share(parts: Parts) -> Measure:
    """The share with its 95 % interval; none for fewer than five articles.

    Wilson's interval at p(1−p)/v units, v = A/(A−1) · Σ(y − p·n)²/N² over A articles with y of n
    right, times (1.96/t)² with t at A−1 degrees of freedom. Never at more than the units there are.
    Where all or none is right v is 0, and the articles count (N²/Σn²) instead of the units.
    """
    if not len(parts.whole):
        return UNDEFINED
    share = parts.share
    if not parts.is_group:
        return Measure(share, None, None)
    if 0 < parts.part.sum() < parts.whole.sum():
        variance = _variance(parts, share)
        size = share * (1 - share) / variance if variance else parts.units
    else:
        share = round(share)
        size = float(parts.whole.sum() ** 2 / (parts.whole**2).sum())
    fewer = (NORMAL / t_quantile(len(parts.whole) - 1)) ** 2
    return wilson(share, min(size, parts.units) * fewer)


def _variance(parts: Parts, share: float) -> float:
    articles = len(parts.whole)
    off = parts.part - share * parts.whole
    return float(articles / (articles - 1) * (off**2).sum() / parts.whole.sum() ** 2)


def equal_shares_p(groups: Sequence[Parts]) -> float | None:
    """p that the groups have one share; None for fewer than two groups of five articles.

    X² = Σ (p_g − p̃)²/v_g, with p̄ the share of all, v_g = p̄(1−p̄)·Σc/N² and p̃ the mean of the p_g
    weighted by 1/v_g: of two groups (p_A − p_B)²/(v_A + v_B). c = Σw²·(1−ρ) + n²·ρ is what an
    article of n varies by, ρ the correlation of units of one article over all groups, by moments
    and from 0 to 1. With one unit an article it is Pearson's chi-square. p is its place among 9,999
    seeded permutations of the articles' labels.
    """
    compared = [each for each in groups if each.is_group]
    if len(compared) < 2:
        return None
    part, whole, squares = (
        np.concatenate([getattr(each, name) for each in compared])
        for name in ("part", "whole", "squares")
    )
    facts = np.stack([part, whole, _varying(part, whole, squares)])
    sizes = np.array([len(each.whole) for each in compared])
    observed = _statistic(facts[:, np.newaxis, :], sizes)[0] * (1 - 1e-9)
    random, articles = np.random.default_rng(_SEED), len(whole)
    beyond, block = 0, max(1, _AT_ONCE // articles)
    for begin in range(0, _DRAWS, block):
        order = random.random((min(block, _DRAWS - begin), articles)).argsort(axis=1)
        beyond += int((_statistic(facts[:, order], sizes) >= observed).sum())
    return (beyond + 1) / (_DRAWS + 1)


def _varying(part: Numbers, whole: Numbers, squares: Numbers) -> Numbers:
    """What the weight that is right varies by in each article, over p̄(1−p̄).

    Σ(y − p̄·n)² is expected to be p̄(1−p̄) · Σ(Σw² + ρ·(n² − Σw²)), which gives ρ.
    """
    share = part.sum() / whole.sum()
    pairs = whole**2 - squares
    if not (0 < part.sum() < whole.sum() and pairs.sum() > 0):
        return squares
    off = ((part - share * whole) ** 2).sum() / (share * (1 - share))
    together = min(max((off - squares.sum()) / pairs.sum(), 0.0), 1.0)
    varying: Numbers = squares + together * pairs
    return varying


def _statistic(facts: Numbers, sizes: NDArray[np.int64]) -> Numbers:
    """p̄(1−p̄)·X² of each row of articles, of which the first `sizes[0]` are one group, …"""
    part, whole, varying = np.add.reduceat(facts, np.cumsum(sizes) - sizes, axis=2)
    share, variance = part / whole, varying / whole**2
    middle = (share / variance).sum(axis=1) / (1 / variance).sum(axis=1)
    found: Numbers = ((share - middle[:, np.newaxis]) ** 2 / variance).sum(axis=1)
    return found
