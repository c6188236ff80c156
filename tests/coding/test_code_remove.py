"""Codes of a coder are taken back, and those of the others stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.library import Library
from tests.coding.sheets_world import coded, drawn, truth
from tests.command import Run


def nobody(_row: object, _dimension: str) -> int:
    return 0


def codes(library: Path) -> dict[str, int]:
    with Library(library) as opened:
        found = opened.codes.read()
    return {name: sum(each.coder == name for each in found) for name in {c.coder for c in found}}


def test_one_coder_is_taken_back(framing: Run, sheet: Path, library: Path) -> None:
    coded(framing, sheet, anna=truth, ben=nobody)
    done = framing("code", "remove", "--coder", "ben", "--yes")
    assert (done.code, done.err) == (0, "120 codes by ben removed\n")
    assert codes(library) == {"anna": 120}
    rows = framing("validate", "--coded", "--json").rows
    assert [row["coders"] for row in rows] == [["anna"], ["anna"]]
    coded(framing, sheet, ben=truth)  # the sheet can be taken in again
    assert codes(library) == {"anna": 120, "ben": 120}


def test_only_of_one_sample(framing: Run, sheet: Path, library: Path, tmp_path: Path) -> None:
    coded(framing, sheet, anna=truth)
    first, other = drawn(library).id, tmp_path / "other.csv"
    framing("code", "sample", "--size", "20", "-o", other)
    coded(framing, other, anna=truth)
    second = drawn(library).id
    assert second != first
    assert framing("code", "remove", "--coder", "anna", "--sample", second, "--yes").code == 0
    assert codes(library) == {"anna": 120}
    refused = framing("code", "remove", "--coder", "anna", "--sample", second, "--yes")
    assert refused.code == 1, "no code of that sample is left"


def test_nobody_is_removed_unasked(framing: Run, sheet: Path, library: Path) -> None:
    coded(framing, sheet, anna=truth)
    refused = framing("code", "remove", "--coder", "anna")
    assert (refused.code, "--yes does it without asking" in refused.err) == (2, True)
    assert codes(library) == {"anna": 120}


@pytest.mark.parametrize("name", ["Ann", "\x1b[31mred"])
def test_a_coder_who_is_none(framing: Run, sheet: Path, name: str) -> None:
    coded(framing, sheet, anna=truth)
    refused = framing("code", "remove", "--coder", name, "--yes")
    assert refused.code == 1
    assert "there are “anna”" in refused.err and "\x1b" not in refused.err
