"""Agreement of coders: textbook matrices, tables counted by hand, and what is not defined."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.statistics.agreement import Coding, Level, agreement

# Krippendorff's reliability matrix: four coders, twelve units, · where nothing was coded.
MATRIX = {
    "A": "1 2 3 3 2 1 4 1 2 · · ·",
    "B": "1 2 3 3 2 2 4 1 2 5 · 3",
    "C": "· 3 3 3 2 3 4 2 2 5 1 ·",
    "D": "1 2 3 3 2 4 4 1 2 5 1 ·",
}

B = "1 " * 20 + "0 " * 5 + "1 " * 10 + "0 " * 15


def codings(matrix: dict[str, str]) -> list[Coding]:
    return [
        Coding(coder, f"{unit:02}", float(value))
        for coder, row in matrix.items()
        for unit, value in enumerate(row.split())
        if value != "·"
    ]


@pytest.mark.parametrize(
    ("level", "alpha"), [("nominal", 0.7434), ("ordinal", 0.8154), ("interval", 0.8491)]
)
def test_the_textbook_matrix(level: Level, alpha: float) -> None:
    found = agreement(codings(MATRIX), level)
    assert found.alpha == pytest.approx(alpha, abs=5e-5)
    assert found.coders == ("A", "B", "C", "D")
    assert found.units == 11  # the last one has one code
    assert found.reason == ""


# Few codes in the middle: the ranks of an ordinal scale are far from its values.
SKEWED = {"a": "0 " * 20 + "1 1 1 1 " + "2 " * 16, "b": "0 " * 16 + "1 1 1 1 " * 2 + "2 " * 16}


@pytest.mark.parametrize("matrix", [MATRIX, SKEWED], ids=["textbook", "skewed"])
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_the_interval_is_that_of_units_drawn_with_replacement(
    matrix: dict[str, str], level: Level
) -> None:
    columns = zip(*(row.split() for row in matrix.values()), strict=True)
    units = [tuple(None if code == "·" else int(code) for code in unit) for unit in columns]
    shared = [unit for unit in units if len(unit) - unit.count(None) > 1]
    chance = random.Random(7)
    drawn = (by_coincidences(chance.choices(shared, k=len(shared)), level) for _ in range(3000))
    alphas = sorted(alpha for alpha in drawn if alpha is not None)
    found = agreement(codings(matrix), level)
    near = 0.05 if matrix is MATRIX else 0.015
    assert found.alpha_low == pytest.approx(alphas[len(alphas) // 40], abs=near)
    assert found.alpha_high == pytest.approx(alphas[-len(alphas) // 40], abs=near)
    assert found == agreement(codings(matrix)[::-1], level)  # seeded, whatever the order


def test_the_interval_of_a_table_counted_by_hand() -> None:
    """Every resample of 50 units of two coders with its probability: 20 are coded 1 1, 15 are
    coded 1 0 or 0 1, and 15 are coded 0 0."""
    alphas = []
    for ones in range(51):
        for mixed in range(51 - ones):
            ways = comb(50, ones) * comb(50 - ones, mixed)
            chance = ways * 0.4**ones * 0.3**mixed * 0.3 ** (50 - ones - mixed)
            n1 = 2 * ones + mixed
            if 0 < n1 < 100:
                alphas.append((1 - 99 * 2 * mixed / (2 * n1 * (100 - n1)), chance))
    alphas.sort()
    below = 0.0
    ends = []
    for alpha, chance in alphas:
        ends += [alpha] * ((below < 0.025) != (below + chance < 0.025))
        ends += [alpha] * ((below < 0.975) != (below + chance < 0.975))
        below += chance
    found = agreement(codings({"a": "1 " * 25 + "0 " * 25, "b": B}))
    # Observed .3; expected 2·45·55 / (100·99) = .5.
    assert found.alpha == pytest.approx(0.4)
    assert [found.alpha_low, found.alpha_high] == pytest.approx(ends, abs=0.03)


def test_coders_who_agree_throughout_have_an_alpha_and_no_interval() -> None:
    found = agreement(codings({"a": "1 0 1 0", "b": "1 0 1 0"}))
    assert (found.alpha, found.alpha_low, found.alpha_high) == (1, None, None)


def test_kappa_of_a_table_counted_by_hand() -> None:
    # Both 1: 20, a only: 5, b only: 10, both 0: 15. Observed .7, expected .5·.6 + .5·.4 = .5.
    a = "1 " * 25 + "0 " * 25
    (pair,) = agreement(codings({"a": a, "b": B})).pairs
    assert (pair.a, pair.b, pair.units, pair.same) == ("a", "b", 50, 35)
    assert pair.kappa == pytest.approx(0.4)


def test_weighted_kappa_of_a_table_counted_by_hand() -> None:
    # Squared steps: observed (0 + 1 + 4 + 0) / 4; expected of 0 0 2 1 against 0 1 0 1, all
    # sixteen pairs: 0 1 0 1, 0 1 0 1, 4 1 4 1, 1 0 1 0, in all 16 / 16.
    (pair,) = agreement(codings({"a": "0 0 2 1", "b": "0 1 0 1"}), "interval").pairs
    assert pair.kappa == pytest.approx(1 - 1.25 / 1)


def test_a_pair_is_judged_on_what_both_coded() -> None:
    found = agreement(codings({"a": "1 0 1 0 ·", "b": "1 0 1 1 1", "c": "· · · 0 1"}))
    assert [(each.a, each.b, each.units, each.same) for each in found.pairs] == [
        ("a", "b", 4, 3),
        ("a", "c", 1, 1),
        ("b", "c", 2, 1),
    ]
    assert found.pairs[1].kappa is None


def test_one_coder_who_never_varies_is_no_better_than_chance() -> None:
    (pair,) = agreement(codings({"a": "1 1 1 1", "b": "1 0 1 0"})).pairs
    assert pair.kappa == pytest.approx(0)


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ({}, "no coder"),
        ({"a": "1 0 1"}, "one coder"),
        ({"a": "1 · ·", "b": "· 0 1"}, "no unit has two codes"),
        ({"a": "1 1", "b": "1 1"}, "no variation: all codes are alike"),
        # What only one has coded varies, and says nothing about agreement.
        ({"a": "1 1 0", "b": "1 1 ·"}, "no variation: all codes are alike"),
    ],
)
@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval"])
def test_not_defined(matrix: dict[str, str], reason: str, level: Level) -> None:
    found = agreement(codings(matrix), level)
    assert (found.alpha, found.alpha_low, found.alpha_high) == (None, None, None)
    assert found.reason == reason
    assert all(pair.kappa is None for pair in found.pairs)


Rows = Sequence[tuple[int | None, ...]]
"""The codes of each unit, None where a coder gave none."""
VALUES = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 3))] * 3), min_size=1, max_size=12
)


@given(VALUES, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_that_of_the_coincidence_matrix(rows: Rows, level: Level) -> None:
    given_codes = [
        Coding("abc"[coder], f"{unit:02}", value)
        for unit, row in enumerate(rows)
        for coder, value in enumerate(row)
        if value is not None
    ]
    expected = by_coincidences(rows, level)
    found = agreement(given_codes, level).alpha
    assert (found is None) == (expected is None)
    assert found == pytest.approx(expected)


def by_coincidences(rows: Rows, level: Level) -> float | None:
    """Alpha from Krippendorff's coincidence matrix, as the textbook sets it out."""
    together = [[0.0] * 6 for _ in range(6)]
    for row in rows:
        values = [value for value in row if value is not None]
        for i, one in enumerate(values):
            for j, other in enumerate(values):
                if i != j:
                    together[one][other] += 1 / (len(values) - 1)
    totals = [sum(row) for row in together]
    n = sum(totals)

    def squared(a: int, b: int) -> float:
        a, b = sorted((a, b))
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return float((a - b) ** 2)
        return (sum(totals[a : b + 1]) - (totals[a] + totals[b]) / 2) ** 2

    pairs = [(a, b) for a in range(6) for b in range(6)]
    observed = sum(together[a][b] * squared(a, b) for a, b in pairs)
    expected = sum(totals[a] * totals[b] * squared(a, b) for a, b in pairs)
    return 1 - (n - 1) * observed / expected if expected else None


@given(VALUES)
def test_codes_of_two_kinds_are_the_same_on_every_level(
    rows: list[tuple[int | None, ...]],
) -> None:
    given_codes = [
        Coding("abc"[coder], str(unit), value % 2)
        for unit, row in enumerate(rows)
        for coder, value in enumerate(row)
        if value is not None
    ]
    nominal = agreement(given_codes, "nominal")
    for level in ("ordinal", "interval"):
        assert agreement(given_codes, level).alpha == pytest.approx(nominal.alpha)
