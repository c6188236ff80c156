"""Rates of groups from sums alone, whoever added them up."""

import math

import numpy as np
import pytest
from scipy.stats import t

from framing.comparing.pooled_rates import GroupSums, HeavyArticle, pooled_rates


def test_interval_and_leverage_by_hand() -> None:
    """Five articles of 100 words with 1 to 5 matches, the narrator's are 3 of 250 words: r =
    15/500, Σ((h − 3)/400)² = 10/160,000, and t has 500²/(5 · 100²) − 1 = 4 degrees. One holds
    5/15, two 9/15: it takes twice an equal share, which is 2/5 and 4/5."""

    def of(value: float) -> np.ndarray:
        return np.array([float(value)])

    (found,) = pooled_rates(
        GroupSums(
            ["The Daily"], [""], ["risk"],
            articles=of(5), copies=of(2), words=of(500), words_squared=of(50_000), matches=of(15),
            weight=of(15), moved_squared=of(10 / 160_000), rates=of(150), narrator_weight=of(3),
            narrator_words=of(250), unvoiced=of(0), characters=of(0), held=of(3),
            heaviest=[[HeavyArticle(5.0, "a", 100), HeavyArticle(4.0, "b", 100)]],
        )
    )  # fmt: skip
    spread = math.exp(t.ppf(0.975, 4) * math.sqrt(0.8 * 10 / 160_000) / 0.03)
    assert (found.low, found.high) == (pytest.approx(30 / spread), pytest.approx(30 * spread))
    assert (found.pooled_rate, found.mean_rate, found.narrator_rate) == (30.0, 30.0, 12.0)
    assert (found.articles, found.copies, found.leverage) == (5, 2, None)
