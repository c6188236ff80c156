"""Shares of units that stand together in articles: by hand, against exact tests, in resamples."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
import scipy.stats

from framing.statistics.clustered_shares import Parts, clustered_share, equal_shares_p


def parts(articles: Sequence[tuple[float, float]]) -> Parts:
    """Articles with so many of so many units right, each unit of weight 1."""
    right, units = np.array(articles, dtype=float).T
    return Parts(right, units, units)


def wilson(share: float, n: float, end: float) -> bool:
    """Whether it is an end of Wilson's interval, which is where a test of the share turns over."""
    return abs(share - end) == pytest.approx(1.959964 * math.sqrt(end * (1 - end) / n), rel=1e-5)


class TestShare:
    def test_by_hand(self) -> None:
        """p = 5/12; y − p·n = ±7/6, ±5/6, 0 …: v = 6/5 · Σ/144, and 8.8 units of the twelve count,
        times (1.96/2.571)² for t with five degrees of freedom."""
        found = clustered_share(parts([(2, 2), (2, 2), (0, 2), (0, 2), (0, 2), (1, 2)]))
        p = 5 / 12
        v = 6 / 5 * (2 * (7 / 6) ** 2 + 3 * (5 / 6) ** 2 + (1 / 6) ** 2) / 144
        n = p * (1 - p) / v * (1.959964 / 2.570582) ** 2
        assert found.value == pytest.approx(p)
        assert found.low is not None and found.high is not None
        assert wilson(p, n, found.low) and wilson(p, n, found.high)

    def test_never_more_units_than_there_are(self) -> None:
        """Shares that agree by chance make no certainty: 7 of 13 units, as 13 units have it."""
        found = clustered_share(parts([(1, 2)] * 5 + [(2, 3)]))
        assert found.low is not None
        assert wilson(7 / 13, 13 * (1.959964 / 2.570582) ** 2, found.low)

    def test_where_all_is_right_the_articles_count(self) -> None:
        """Five articles, 3 + 1 + 1 + 1 + 1 units: 7²/13 of them."""
        found = clustered_share(parts([(3, 3), (1, 1), (1, 1), (1, 1), (1, 1)]))
        assert (found.value, found.high) == (1.0, 1.0)
        assert found.low is not None
        assert wilson(1, 49 / 13 * (1.959964 / 2.776445) ** 2, found.low)

    def test_fewer_than_five_articles_have_no_interval(self) -> None:
        found = clustered_share(parts([(1, 2), (2, 2), (0, 1), (1, 3)]))
        assert (found.value, found.low, found.high) == (0.5, None, None)
        assert clustered_share(Parts(*np.empty((3, 0)))).value is None


class TestEquality:
    @pytest.mark.parametrize("table", [((5, 6), (1, 6)), ((9, 10), (12, 30)), ((3, 20), (2, 9))])
    def test_one_unit_an_article_is_the_exact_test_of_a_fourfold_table(
        self, table: tuple[tuple[int, int], ...]
    ) -> None:
        groups = [parts([(1, 1)] * right + [(0, 1)] * (all_ - right)) for right, all_ in table]
        oracle = permuted([(right, all_) for right, all_ in table])
        assert equal_shares_p(groups) == pytest.approx(oracle, abs=0.01)

    def test_few_articles_are_not_compared(self) -> None:
        few = parts([(1, 1)] * 4)
        assert equal_shares_p([few, parts([(0, 1)] * 90)]) is None
        assert equal_shares_p([parts([(1, 2)] * 9)]) is None

    def test_groups_alike_do_not_differ(self) -> None:
        assert equal_shares_p([parts([(1, 2)] * 9), parts([(1, 2)] * 9)]) == 1.0
        assert equal_shares_p([parts([(2, 2)] * 9), parts([(1, 1)] * 9)]) == 1.0

    def test_what_stands_together_counts_less(self) -> None:
        """40 of 60 against 20 of 60: plain as units, not where ten articles are right or wrong as
        wholes."""
        alone = [parts([(1, 1)] * n + [(0, 1)] * (60 - n)) for n in (40, 20)]
        together = [parts([(10, 10)] * n + [(0, 10)] * (6 - n)) for n in (4, 2)]
        assert equal_shares_p(alone) < 0.005
        assert equal_shares_p(together) > 0.2

    def test_every_labelling_of_articles_of_other_lengths(self) -> None:
        """X² by the formula, of all 792 ways to share out twelve articles."""
        a = [(0, 12), (2, 2), (5, 6), (1, 1), (3, 3)]
        b = [(0, 1), (4, 4), (1, 1), (0, 3), (2, 2), (7, 8), (1, 1)]
        found = equal_shares_p([parts(a), parts(b)])
        observed = chi_square(a, b)
        ways = list(combinations(range(12), 5))
        reached = 0
        for chosen in ways:
            sides: tuple[list[Article], list[Article]] = ([], [])
            for place, article in enumerate([*a, *b]):
                sides[place not in chosen].append(article)
            reached += chi_square(*sides) >= observed - 1e-9
        assert found == pytest.approx(reached / len(ways), abs=0.015)

    def test_three_groups(self) -> None:
        groups = [parts([(1, 1)] * n + [(0, 1)] * (20 - n)) for n in (18, 10, 9)]
        oracle = scipy.stats.chi2_contingency([[18, 10, 9], [2, 10, 11]]).pvalue
        assert equal_shares_p(groups) == pytest.approx(oracle, abs=0.01)

    @pytest.mark.slow
    @pytest.mark.parametrize("share", [0.5, 0.8])
    @pytest.mark.parametrize("shape", [((8, 1), (40, 5)), ((30, 3), (30, 3)), ((20, 4), (60, 1))])
    def test_groups_of_one_kind_rarely_differ(
        self, share: float, shape: Sequence[tuple[int, int]]
    ) -> None:
        """Articles of other lengths, of which each has a share of its own around one mean."""
        draw = np.random.default_rng(11)
        false = held = 0
        for _ in range(200):
            groups = [drawn(draw, articles, units, share) for articles, units in shape]
            p = equal_shares_p(groups)
            found = clustered_share(groups[1])
            false += p is not None and p < 0.05
            held += found.low is not None and found.low <= share <= (found.high or 0)
        assert false <= 20
        assert held >= 178


Article = tuple[int, int]


def chi_square(a: Sequence[Article], b: Sequence[Article]) -> float:
    """(p_A − p_B)² / (v_A + v_B), up to p̄(1−p̄), with the correlation of all articles by moments."""
    both = [*a, *b]
    right, units = (sum(each[side] for each in both) for side in (0, 1))
    mean = right / units
    off = sum((y - mean * n) ** 2 for y, n in both) / (mean * (1 - mean))
    rho = (off - units) / sum(n * (n - 1) for _, n in both)
    assert 0 < rho < 1
    shares, spreads = [], []
    for side in (a, b):
        size = sum(n for _, n in side)
        shares.append(sum(y for y, _ in side) / size)
        spreads.append(sum(n + rho * n * (n - 1) for _, n in side) / size**2)
    return (shares[0] - shares[1]) ** 2 / sum(spreads)


def permuted(table: Sequence[tuple[int, int]]) -> float:
    """Pearson's chi-square of a fourfold table, its place among all tables with the margins."""
    (right, all_), (other, rest) = table
    margin, size = right + other, all_ + rest
    counts = range(max(0, margin - rest), min(all_, margin) + 1)
    apart = {n: abs(n / all_ - (margin - n) / rest) for n in counts}
    chance = scipy.stats.hypergeom(size, margin, all_)
    return float(sum(chance.pmf(n) for n in counts if apart[n] >= apart[right] - 1e-9))


def drawn(draw: np.random.Generator, articles: int, units: int, share: float) -> Parts:
    """Units of one article are correlated by .3."""
    sizes = draw.geometric(1 / units, articles)
    right = draw.binomial(sizes, draw.beta(share * 7 / 3, (1 - share) * 7 / 3, articles))
    return parts(list(zip(right.tolist(), sizes.tolist(), strict=True)))
