"""How a sample is spread: strata that hold every unit once, and numbers that add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.coding.strata import UNMATCHED, SampleRequest, Stratum, plan, proportionally, spread
from framing.errors import UsageError

DIMENSIONS = ("risk", "support")


def by_name(strata: list[Stratum]) -> dict[str, tuple[int, int]]:
    return {each.name: (each.size, each.drawn) for each in strata}


def test_half_is_silent_and_dimensions_share_the_rest() -> None:
    sizes = {
        UNMATCHED: 5000,
        ("risk", "risk*"): 300,
        ("risk", "bubble"): 100,
        ("risk", "alarm"): 1,
        ("support", "aid"): 50,
    }
    # 20 for risk: 1 of the rare ones, 19 shared 3 to 1.
    assert by_name(plan(sizes, DIMENSIONS, SampleRequest("sentence", size=80))) == {
        "risk: risk*": (300, 14),
        "risk: bubble": (100, 5),
        "risk: …": (1, 1),
        "support: aid": (50, 20),
        "no match": (5000, 40),
    }


def test_what_a_dimension_lacks_others_get() -> None:
    sizes = {UNMATCHED: 5000, ("risk", "risk*"): 300, ("support", "aid"): 3}
    assert by_name(plan(sizes, DIMENSIONS, SampleRequest("sentence", size=40))) == {
        "risk: risk*": (300, 17),
        "support: aid": (3, 3),
        "no match": (5000, 20),
    }


def test_so_many_of_each_entry_and_as_many_silent_ones() -> None:
    sizes = {UNMATCHED: 5000, ("risk", "risk*"): 300, ("support", "aid"): 3}
    assert by_name(plan(sizes, DIMENSIONS, SampleRequest("sentence", per_entry=10))) == {
        "risk: risk*": (300, 10),
        "support: aid": (3, 3),
        "no match": (5000, 13),
    }
    assert by_name(plan(sizes, DIMENSIONS, SampleRequest("sentence", size=50, per_entry=10))) == {
        "risk: risk*": (300, 10),
        "support: aid": (3, 3),
        "no match": (5000, 37),
    }


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        (SampleRequest("sentence", size=5), "--size 5 is too small.*at least 6"),
        (SampleRequest("match", size=3), "--size 3 is too small.*at least 4"),
        (SampleRequest("sentence", size=13, per_entry=10), "13 units of --size 13.*need room"),
        (SampleRequest("match", size=12, per_entry=10), "13 units of --size 12.*raise --size"),
    ],
)
def test_sizes_that_cannot_be(wanted: SampleRequest, message: str) -> None:
    sizes = {("risk", "risk*"): 300, ("support", "aid"): 3}
    silent = {UNMATCHED: 5000} if wanted.kind == "sentence" else {}
    with pytest.raises(UsageError, match=message):
        plan(silent | sizes, DIMENSIONS, wanted)


def test_a_small_library_is_drawn_whole() -> None:
    sizes = {UNMATCHED: 4, ("risk", "risk*"): 3, ("support", "aid"): 1}
    drawn = plan(sizes, DIMENSIONS, SampleRequest("sentence", size=100))
    assert all(each.drawn == each.size for each in drawn)
    assert sum(each.size for each in drawn) == 8


SIZES = st.dictionaries(
    st.tuples(st.sampled_from(DIMENSIONS), st.text("abc", min_size=1, max_size=3)),
    st.integers(1, 400),
    max_size=20,
)


@given(SIZES, st.integers(0, 3000), st.integers(6, 300))
def test_every_unit_is_in_one_stratum_and_has_a_chance(
    entries: dict[tuple[str, str], int], silent: int, size: int
) -> None:
    population = silent + sum(entries.values())
    strata = plan({UNMATCHED: silent} | entries, DIMENSIONS, SampleRequest("sentence", size=size))
    members = [key for each in strata for key in each.members]
    assert sorted(members) == sorted([*entries, *([UNMATCHED] if silent else [])])
    assert sum(each.size for each in strata) == population
    assert all(1 <= each.drawn <= each.size for each in strata)
    assert sum(each.drawn for each in strata) == min(size, population)


@given(st.dictionaries(st.integers(), st.integers(0, 50), max_size=8), st.integers(0, 200))
def test_spread_is_even(sizes: dict[int, int], total: int) -> None:
    given_out = spread(total, sizes)
    assert sum(given_out.values()) == min(total, sum(sizes.values()))
    short = [given_out[name] for name in sizes if given_out[name] < sizes[name]]
    assert not short or max(given_out.values()) - min(short) <= 1


@given(st.dictionaries(st.integers(), st.integers(1, 50), min_size=1, max_size=8), st.data())
def test_proportions_are_kept_to_within_one(sizes: dict[int, int], data: st.DataObject) -> None:
    whole = sum(sizes.values())
    total = data.draw(st.integers(0, whole))
    for name, number in proportionally(total, sizes).items():
        assert abs(number - total * sizes[name] / whole) < 1
        assert number <= sizes[name]
