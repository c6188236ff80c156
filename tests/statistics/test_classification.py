"""Figures of a stratified sample: they are those of the population, and their intervals hold."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.statistics.classification import (
    UNDEFINED,
    Measure,
    Weights,
    auc,
    recall_and_f1,
    share,
    weighted_share,
)


def values(measure: Measure) -> list[float]:
    return [each for each in (measure.low, measure.value, measure.high) if each is not None]


def test_a_weighted_share_by_hand() -> None:
    # One of weight 6 and two of weight 2 are coded 1, one of weight 2 is not: 10 of 12.
    found = weighted_share([True, True, True, False], [6, 2, 2, 2])
    assert found.value == pytest.approx(10 / 12)
    # Kish: 12² / (36 + 4 + 4 + 4) = 3 units; Wilson's interval of p = 5/6 at n = 3.
    z2 = 1.959963984540054**2
    centre = (5 / 6 + z2 / 6) / (1 + z2 / 3)
    half = (z2 * (5 / 36 / 3 + z2 / 36)) ** 0.5 / (1 + z2 / 3)
    assert found.low == pytest.approx(centre - half)
    assert found.high == pytest.approx(min(1, centre + half))


@given(st.lists(st.booleans(), min_size=1, max_size=40), st.floats(0.01, 1000))
def test_with_equal_weights_a_share_is_a_share(coded: list[bool], weight: float) -> None:
    found = weighted_share(coded, [weight] * len(coded))
    assert values(found) == pytest.approx(values(share(sum(coded), len(coded))), abs=1e-9)


def test_no_unit_has_no_share() -> None:
    assert weighted_share([], []) == UNDEFINED


def test_recall_by_hand() -> None:
    # Hits stand for 40 units of which 30 are right; silent ones for 600 of which 20 are missed.
    coded = [True, True, True, False, *[True] * 1, *[False] * 29]
    found = [True] * 4 + [False] * 30
    weights = [10.0] * 4 + [20.0] * 30
    recall, f1 = recall_and_f1(coded, found, weights)
    assert recall.value == pytest.approx(30 / 50)
    assert f1.value == pytest.approx(2 * 30 / (40 + 50))
    # Wilson's ends: 3 of 4 right is .3006 to .9544, 1 of 30 missed is .0059 to .1667. In units:
    # 12.0 to 38.2 right ones, 3.5 to 100 missed ones.
    down = math.hypot(0.6 - 12.0 / (12.0 + 20), 0.6 - 30 / (30 + 100))
    up = math.hypot(38.2 / (38.2 + 20) - 0.6, 30 / (30 + 3.5) - 0.6)
    assert recall.low == pytest.approx(0.6 - down, abs=0.002)
    assert recall.high == pytest.approx(0.6 + up, abs=0.002)


def test_that_no_missed_unit_was_drawn_does_not_prove_there_is_none() -> None:
    # 300 right hits; 100 of 10,000 silent sentences were read, all coded 0: up to 3.7 % of them,
    # 370 sentences, may be missed.
    coded = [True] * 30 + [False] * 100
    found = [True] * 30 + [False] * 100
    recall, f1 = recall_and_f1(coded, found, [10.0] * 30 + [100.0] * 100)
    assert (recall.value, recall.high) == (1, 1)
    assert recall.low == pytest.approx(300 / (300 + 370), abs=0.01)
    assert f1.value == 1
    assert f1.low is not None and f1.low < 0.65


@pytest.mark.parametrize(
    ("coded", "found"),
    [
        ([], []),
        ([False, False], [True, False]),  # nothing to be found
        ([True, False], [True, True]),  # no silent unit was drawn
        ([True, False], [False, False]),  # nor any hit
    ],
)
def test_recall_that_is_not_defined(coded: list[bool], found: list[bool]) -> None:
    assert recall_and_f1(coded, found, [1.0] * len(coded)) == (UNDEFINED, UNDEFINED)


ROWS = st.lists(
    st.tuples(st.booleans(), st.booleans(), st.integers(0, 3), st.integers(0, 2)),
    min_size=1,
    max_size=30,
)


@given(ROWS)
def test_figures_are_those_of_the_population_written_out(
    rows: list[tuple[bool, bool, int, int]],
) -> None:
    """A unit of weight 3 is as good as three units."""
    sizes = [1.0, 3.0, 5.0]
    coded = [row[0] for row in rows]
    found = [row[1] for row in rows]
    weights = [sizes[row[3]] for row in rows]
    recall, f1 = recall_and_f1(coded, found, weights)
    right = sum(w for c, f, w in zip(coded, found, weights, strict=True) if c and f)
    positives = sum(w for c, w in zip(coded, weights, strict=True) if c)
    hits = sum(w for f, w in zip(found, weights, strict=True) if f)
    for measure in (recall, f1):
        assert values(measure) == sorted(values(measure))
        assert all(0 <= each <= 1 for each in values(measure))
    if recall.value is not None:
        assert recall.value == pytest.approx(right / positives)
        assert f1.value == pytest.approx(2 * right / (hits + positives))
    scores = [float(row[2]) for row in rows]
    area = auc(coded, scores, Weights(weights, [str(row[3]) for row in rows]))
    written_out = [int(weight) for weight in weights]
    whole = auc(
        [each for each, times in zip(coded, written_out, strict=True) for _ in range(times)],
        [each for each, times in zip(scores, written_out, strict=True) for _ in range(times)],
    )
    assert area.value == (whole.value if whole.value is None else pytest.approx(whole.value))
    assert values(area) == [] or 0 <= min(values(area)) <= max(values(area)) <= 1


@given(ROWS)
def test_one_stratum_of_equal_weights_has_the_auc_of_plain_units(
    rows: list[tuple[bool, bool, int, int]],
) -> None:
    coded = [row[0] for row in rows]
    scores = [float(row[2]) for row in rows]
    weighted = auc(coded, scores, Weights([2.0] * len(rows), ["s"] * len(rows)))
    plain = auc(coded, scores)
    assert values(weighted) == pytest.approx(values(plain))


@dataclass(frozen=True)
class World:
    """A library whose every sentence is coded: two strata with hits, one without."""

    sizes: tuple[int, ...] = (400, 4000, 20000)
    right: tuple[float, ...] = (0.9, 0.5, 0.02)
    drawn: tuple[int, ...] = (40, 60, 100)

    @property
    def recall(self) -> float:
        of_each = [size * right for size, right in zip(self.sizes, self.right, strict=True)]
        return sum(of_each[:2]) / sum(of_each)

    @property
    def precision(self) -> float:
        return sum(s * r for s, r in zip(self.sizes[:2], self.right, strict=False)) / 4400

    def draw(self, dice: random.Random) -> tuple[list[bool], list[bool], list[float]]:
        coded, found, weights = [], [], []
        for place, (size, right, drawn) in enumerate(
            zip(self.sizes, self.right, self.drawn, strict=True)
        ):
            coded += [dice.random() < right for _ in range(drawn)]
            found += [place < 2] * drawn
            weights += [size / drawn] * drawn
        return coded, found, weights


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    world, dice = World(), random.Random(7)
    held = {"precision": 0, "recall": 0}
    sums = {"precision": 0.0, "recall": 0.0}
    rounds = 600
    for _ in range(rounds):
        coded, found, weights = world.draw(dice)
        hits = [(c, w) for c, f, w in zip(coded, found, weights, strict=True) if f]
        measures = {
            "precision": weighted_share([c for c, _ in hits], [w for _, w in hits]),
            "recall": recall_and_f1(coded, found, weights)[0],
        }
        for name, truth in (("precision", world.precision), ("recall", world.recall)):
            measure = measures[name]
            assert measure.low is not None and measure.high is not None
            held[name] += measure.low <= truth <= measure.high
            sums[name] += measure.value or 0
    assert sums["precision"] / rounds == pytest.approx(world.precision, abs=0.01)
    assert sums["recall"] / rounds == pytest.approx(world.recall, abs=0.03)
    assert 0.93 <= held["precision"] / rounds <= 0.99
    assert 0.92 <= held["recall"] / rounds <= 0.99
    # The raw share of the sample would be far off.
    assert abs((0.9 * 40 + 0.5 * 60) / 100 - world.precision) > 0.1
