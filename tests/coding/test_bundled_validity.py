"""How well the bundled lexicons find what our own sentences emphasise: it must not get worse.

The sentences in `fixtures/floor` were written and coded by the definitions of the codebook before
anybody looked at what the lexicons find in them; half of them are traps, and their kind is in the
table. They are no sample of anything: the figures are floors for this project, not measures of
quality, which are in `docs/validity.md`.
"""

from __future__ import annotations

import csv
from typing import NamedTuple

import pytest

from framing.coding import validate
from framing.coding.code_files import read_codes
from framing.coding.validation import DimensionFit
from framing.lexicons import find
from framing.statistics.classification import Measure
from tests.paths import FIXTURES

FOLDER = FIXTURES / "floor"


class Floor(NamedTuple):
    """What a dimension reaches at least, a little below what it reached when this was written."""

    precision: float
    recall: float
    f1: float


FLOORS = {
    "state_support": Floor(0.89, 0.65, 0.76),
    "competitiveness": Floor(0.92, 0.68, 0.79),
    "risk": Floor(0.92, 0.65, 0.77),
}
"""Reached: .92 .69 .79, then .96 .72 .82, then .96 .69 .80."""


def fit(dimension: str) -> DimensionFit:
    """The figures of a dimension's lexicon on its sentences."""
    units = read_codes(str(FOLDER / f"{dimension}.csv"), [dimension]).units
    (found,) = validate(units, [find(dimension)]).dimensions
    return found


def rows(dimension: str) -> list[dict[str, str]]:
    with (FOLDER / f"{dimension}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("dimension", FLOORS)
def test_no_worse_than_the_floor(dimension: str) -> None:
    found = fit(dimension)
    floor = FLOORS[dimension]
    assert at_least(found.precision, floor.precision), found.precision
    assert at_least(found.recall, floor.recall), found.recall
    assert at_least(found.f1, floor.f1), found.f1


def at_least(measure: Measure, floor: float) -> bool:
    return measure.value is not None and measure.value >= floor


@pytest.mark.parametrize("dimension", FLOORS)
def test_the_sentences_are_many_and_half_of_them_traps(dimension: str) -> None:
    sentences = rows(dimension)
    coded = [row[dimension] for row in sentences]
    traps = [row for row in sentences if row["kind"] != "plain"]
    assert len({row["text"] for row in sentences}) == len(sentences) >= 60
    assert min(coded.count("0"), coded.count("1")) >= 30
    assert len(traps) >= len(sentences) / 2
