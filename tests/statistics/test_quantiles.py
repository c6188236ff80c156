"""Quantiles against scipy's, over the degrees of freedom that articles and sources have."""

from __future__ import annotations

import pytest
from scipy.special import ndtri, stdtrit

from framing.statistics.quantiles import NORMAL, t_quantile


def test_student_is_that_of_scipy() -> None:
    degrees = [*range(1, 1100), 5000, 20_001, 10**6]
    wanted = [float(stdtrit(each, 0.975)) for each in degrees]
    assert [t_quantile(each) for each in degrees] == pytest.approx(wanted, rel=1e-13)


def test_the_normal_quantile_is_that_of_scipy() -> None:
    assert pytest.approx(float(ndtri(0.975)), rel=1e-15) == NORMAL
