"""How many times one rate is another, with its interval and p."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

from framing.model import Sums
from framing.statistics.quantiles import NORMAL
from framing.statistics.rates import FEWEST_SENTENCES, relative_error


class Counted(Protocol):
    """What the score of an article has, with or without one of its entries."""

    @property
    def words(self) -> int:
        """Counted words."""

    @property
    def matches(self) -> int:
        """Matches that the rate counts."""

    @property
    def weight(self) -> float:
        """Sum of their weights."""

    @property
    def sums(self) -> Sums:
        """Over the sentences of the article."""


Method = Literal["ratio", "binomial", "permutation", "t", "stories", "none"]


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times the one rate is the other, with its 95 % interval."""

    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    method: Method
    """Of two texts `ratio`, from the intervals of both, or `binomial`, from counts; of two groups
    `permutation` or `t`, from their articles, or `stories`, from those that both told; `none`:
    nothing to divide."""

    @property
    def is_distinguishable(self) -> bool:
        """Whether the interval leaves out 1."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


NO_RATIO = RateRatio(None, None, None, None, "none")


def rate_ratio(a: Counted, b: Counted) -> RateRatio:
    """The ratio of two rates with its 95 % interval and two-sided p.

    SE² of its logarithm is (SE_A/r_A)² + (SE_B/r_B)² where both have five sentences and hits, and
    one of them varies at all; else the binomial form on unweighted counts.
    """
    if not a.words or not b.words or not (a.matches or b.matches):
        return NO_RATIO
    if has_error(a) and has_error(b):
        ratio = (a.weight / a.words) / (b.weight / b.words)
        error = math.hypot(relative_error(a.words, a.sums), relative_error(b.words, b.sums))
        if error:
            return _with_interval(ratio, error, "ratio")
    return binomial_ratio(a.matches, a.words, b.matches, b.words)


def has_error(counted: Counted) -> bool:
    """Whether its sums say how far its rate may be off: five parts or more, and hits.

    It needs words.
    """
    return counted.weight / counted.words > 0 and counted.sums.sentences >= FEWEST_SENTENCES


def binomial_ratio(count_a: int, words_a: int, count_b: int, words_b: int) -> RateRatio:
    """The ratio of two proportions: SE² = (1−p₁)/(n₁p₁) + (1−p₂)/(n₂p₂).

    Where a count is zero, 0.5 is added to both counts and 1 to both totals.
    32 in 1200 against 10 in 900 is 2.400 [1.186, 4.856].
    """
    extra = 0.0 if count_a and count_b else 0.5
    hits_a, hits_b = count_a + extra, count_b + extra
    total_a, total_b = words_a + 2 * extra, words_b + 2 * extra
    share_a, share_b = hits_a / total_a, hits_b / total_b
    error = math.sqrt((1 - share_a) / hits_a + (1 - share_b) / hits_b)
    return _with_interval(share_a / share_b, error, "binomial")


def _with_interval(ratio: float, error: float, method: Method) -> RateRatio:
    spread = math.exp(NORMAL * error)
    distance = abs(math.log(ratio))
    p = math.erfc(distance / error / math.sqrt(2)) if error else float(distance == 0)
    return RateRatio(ratio, ratio / spread, ratio * spread, p, method)
