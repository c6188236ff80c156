"""The ratio within stories: by hand, against a regression, and where there is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import scipy.stats
from hypothesis import given
from hypothesis import strategies as st

from framing.statistics.story_ratios import Stories, story_ratio

MANY = (
    (7, 400, 2, 300),
    (4, 250, 6, 900),
    (0, 300, 1, 500),
    (9, 800, 3, 450),
    (12, 700, 2, 350),
    (3, 500, 5, 1100),
)
"""Six stories: matches and words of A, matches and words of B."""


def stories(rows: Sequence[tuple[float, float, float, float]]) -> Stories:
    return Stories(*np.array(rows, dtype=float).T)


def poisson_regression(rows: Sequence[tuple[float, float, float, float]]) -> float:
    """The ratio by a regression of all hits on the side and on every story, by Newton's method."""
    hits = np.array([each[side] for each in rows for side in (0, 2)], dtype=float)
    words = np.array([each[side] for each in rows for side in (1, 3)], dtype=float)
    story = np.repeat(np.eye(len(rows)), 2, axis=0)
    design = np.column_stack([np.tile([1.0, 0.0], len(rows)), story])
    effects = np.zeros(design.shape[1])
    effects[1:] = np.log(0.01)
    for _ in range(50):
        mean = words * np.exp(design @ effects)
        effects += np.linalg.solve(design.T * mean @ design, design.T @ (hits - mean))
    return float(np.exp(effects[0]))


def test_of_texts_of_one_length_it_is_the_ratio_of_hits_and_a_paired_t_test() -> None:
    hits = ((9, 2), (12, 7), (3, 5), (15, 4), (8, 8), (20, 6))
    found = story_ratio(stories([(a, 300, b, 300) for a, b in hits]))
    a, b = zip(*hits, strict=True)
    assert found.ratio == pytest.approx(sum(a) / sum(b))
    assert found.p == pytest.approx(scipy.stats.ttest_rel(a, b).pvalue)
    assert found.method == "stories"


def test_it_is_the_effect_of_the_side_in_a_regression_on_stories() -> None:
    assert story_ratio(stories(MANY)).ratio == pytest.approx(poisson_regression(MANY), rel=1e-9)


def test_agrees_with_statsmodels() -> None:
    api = pytest.importorskip("statsmodels.api")
    rows = [(each[side], each[side + 1], side == 0) for each in MANY for side in (0, 2)]
    design = np.column_stack([[each[2] for each in rows], np.repeat(np.eye(len(MANY)), 2, axis=0)])
    model = api.GLM(
        [each[0] for each in rows],
        design.astype(float),
        family=api.families.Poisson(),
        exposure=[each[1] for each in rows],
    )
    assert story_ratio(stories(MANY)).ratio == pytest.approx(np.exp(model.fit().params[0]))


def test_other_stories_make_no_difference() -> None:
    """A tells more of dangerous stories, at length; in each both speak alike."""
    rows = [(40, 2000, 4, 200)] * 3 + [(1, 100, 8, 800)] * 4
    found = story_ratio(stories(rows))
    assert found.ratio == pytest.approx(1.0)
    assert found.p == pytest.approx(1.0)


def test_the_interval_holds_what_is_not_rejected() -> None:
    """Of texts longer by an end of the interval, the ratio is just rejected."""
    found = story_ratio(stories(MANY))
    assert found.low is not None and found.high is not None
    assert found.low < (found.ratio or 0) < found.high
    for end in (found.low, found.high):
        scaled = stories([(ha, na * end, hb, nb) for ha, na, hb, nb in MANY])
        assert story_ratio(scaled).p == pytest.approx(0.05, rel=1e-6)


@given(st.lists(st.tuples(*[st.integers(0, 9), st.integers(50, 900)] * 2), min_size=1, max_size=9))
def test_the_other_way_round_it_is_one_over_it(rows: list[tuple[int, int, int, int]]) -> None:
    one, other = story_ratio(stories(rows)), story_ratio(stories([(*r[2:], *r[:2]) for r in rows]))
    assert one.method == other.method
    assert one.p == (None if other.p is None else pytest.approx(other.p, rel=1e-6))
    for end, back in ((one.ratio, other.ratio), (one.low, other.high), (one.high, other.low)):
        assert end == (None if back is None else pytest.approx(1 / back, rel=1e-6))


class TestTooLittle:
    def test_fewer_than_five_stories_with_matches(self) -> None:
        found = story_ratio(stories([*MANY[:4], (0, 500, 0, 500), (0, 300, 0, 900)]))
        assert found.ratio == pytest.approx(poisson_regression(MANY[:4]))
        assert (found.low, found.high, found.p, found.method) == (None, None, None, "none")

    def test_nothing_matched(self) -> None:
        assert story_ratio(stories([(0, 500, 0, 500)] * 9)).method == "none"

    def test_a_side_without_matches_has_no_ratio(self) -> None:
        found = story_ratio(stories([(hits, 400, 0, 400) for hits in (3, 5, 2, 6, 4, 3, 5)]))
        assert (found.ratio, found.low, found.high) == (None, None, None)
        assert found.p is not None and found.p < 0.01

    def test_a_few_stories_may_agree_by_chance(self) -> None:
        """One match in each of five stories, all of them A's: so it falls once in sixteen times,
        however alike the stories are. ΣU = 2.5, SE² = 5/4, t = 2.24 with 4 degrees."""
        found = story_ratio(stories([(1, 300, 0, 300)] * 5))
        assert found.p == pytest.approx(2 * scipy.stats.t.sf(2.5 / np.sqrt(1.25), 4))

    def test_an_end_that_no_ratio_is_too_far_for_is_open(self) -> None:
        rows = [(6, 400, 1, 400), (5, 400, 0, 400), (7, 400, 1, 400), *[(4, 400, 0, 400)] * 3]
        found = story_ratio(stories(rows))
        assert found.low is not None and found.low > 1
        assert found.high is None


@pytest.mark.slow
@pytest.mark.parametrize("size", [5, 10, 30])
@pytest.mark.parametrize("articles", [(1, 1), (1, 4)])
def test_where_nothing_differs_it_is_rarely_said(size: int, articles: tuple[int, int]) -> None:
    """Stories of other rates, articles of skewed ones, many of them silent."""
    draw = np.random.default_rng(7)
    p = [story_ratio(drawn(draw, size, articles)).p for _ in range(400)]
    false = [each < 0.05 for each in p if each is not None]
    assert len(false) > 40
    assert np.mean(false) <= 0.07


def drawn(draw: np.random.Generator, size: int, articles: tuple[int, int]) -> Stories:
    columns = []
    rates = 0.006 * np.exp(draw.normal(0, 1, size))
    for most in articles:
        words = np.exp(draw.normal(6.2, 0.6, (size, most))).round()
        skewed = draw.gamma(0.5, 2, (size, most)) * (draw.random((size, most)) > 0.3)
        hits = draw.poisson(rates[:, np.newaxis] * words * skewed)
        columns += [hits.sum(axis=1).astype(float), words.sum(axis=1)]
    return Stories(*columns)
