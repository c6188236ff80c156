"""Sums that are exact to a rounding and the same in any order, against `math.fsum`."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from framing.statistics.steady_sums import steady_sums

FINITE = st.floats(-1e200, 1e200)


def one(values: list[float]) -> float:
    return float(steady_sums(np.array(values, float), np.array([0, len(values)]))[0])


@example([0.1] * 1000)
@example([1e16, 1.0, -1e16])
@example([5e-324, 5e-324, 1e-200])
@given(st.lists(FINITE, max_size=50))
def test_it_is_the_sum(values: list[float]) -> None:
    size = math.fsum(map(abs, values))
    assert one(values) == pytest.approx(math.fsum(values), rel=1e-15, abs=1e-15 * size)


@given(st.lists(FINITE, max_size=50), st.randoms())
def test_no_order_shows_in_any_digit(values: list[float], shuffle: random.Random) -> None:
    mixed = values[:]
    shuffle.shuffle(mixed)
    assert one(mixed) == one(values)


def test_no_order_shows_among_a_hundred_thousand() -> None:
    chance = np.random.default_rng(1)
    values = chance.exponential(1, 100_000) * 10.0 ** chance.integers(-8, 8, 100_000)
    sums = {one(chance.permutation(values).tolist()) for _ in range(5)}
    assert len(sums) == 1
    assert sums.pop() == pytest.approx(math.fsum(values), rel=1e-15)


def test_each_group_by_itself() -> None:
    """Small numbers beside huge ones of another group lose nothing; no numbers add up to 0."""
    values = np.array([1e-9, 2e-9, 1e300, 1e300, 0.5])
    found = steady_sums(values, np.array([0, 0, 2, 4, 4, 5, 5]))
    assert found.tolist() == [0, 1e-9 + 2e-9, 2e300, 0, 0.5, 0]


def test_many_groups_across_pages() -> None:
    chance = np.random.default_rng(2)
    bounds = np.cumsum([0, *chance.integers(0, 40_000, 20)])
    values = chance.random(int(bounds[-1]))
    expected = [math.fsum(values[a:b]) for a, b in pairwise(bounds)]
    assert steady_sums(values, bounds) == pytest.approx(expected, rel=1e-15)


def test_what_is_not_finite_has_no_sum() -> None:
    found = steady_sums(np.array([1.0, math.inf, 2.0, math.nan]), np.array([0, 1, 2, 3, 4]))
    assert [math.isnan(each) for each in found] == [False, True, False, True]
