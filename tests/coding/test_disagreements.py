"""Units on which coders differ: listed, handed to an adjudicator, and read as rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.coding import agreement, codes, disagreements, units
from framing.library import Library
from tests.coding.sheets_world import Row, coded, fill, read, truth, write
from tests.command import Run


def dissenter(row: Row, dimension: str) -> int:
    """Differs from the truth on every drizzle and every sentence with clouds, for rain only."""
    hard = dimension == "rain" and any(word in row["text"] for word in ("drizzle", "clouds"))
    return 1 - truth(row, dimension) if hard else truth(row, dimension)


def hard_units(sheet: Path) -> dict[str, Row]:
    return {
        row["unit"]: row
        for row in read(sheet)
        if any(word in row["text"] for word in ("drizzle", "clouds"))
    }


def test_disagreements_are_listed_with_what_each_said(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter, cleo=truth)
    hard = hard_units(sheet)
    rows = framing("code", "disagreements", "--json").rows
    assert {row["unit"] for row in rows} == hard.keys()
    assert {row["dimension"] for row in rows} == {"rain"}
    for row in rows:
        said = {each["coder"]: each["value"] for each in row["codes"]}
        value = truth(hard[row["unit"]], "rain")
        assert said == {"anna": value, "ben": 1 - value, "cleo": value}
        assert (row["adjudications"], row["adjudicated"]) == ([], None)
    done = framing("code", "disagreements")
    for row in rows:
        said = ", ".join(f"{each['coder']} {each['value']}" for each in row["codes"])
        assert f"{row['unit']}: rain: {said}\n" in done.out
    assert done.err == f"{len(hard)} disagreements, 0 resolved by an adjudicator\n"


def test_the_sentences_around_are_shown(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter)
    rows = framing("code", "disagreements", "--json").rows
    for row in rows:
        if "clouds" in row["text"]:
            assert row["before"].lstrip("'") == "=SUM(A1) stood on the board in the sun."
            assert row["after"].endswith("in the hills.")
        else:
            assert row["before"].startswith("On day ")
            assert row["after"].startswith("Line 0 of note ")
        listed = framing("code", "disagreements").out
        assert f"    {row['before']}\n  > {row['text']}\n    {row['after']}\n" in listed


def test_what_stands_around_a_match_and_at_the_ends_of_an_article(
    framing: Run, library: Path, tmp_path: Path
) -> None:
    path = tmp_path / "matches.csv"
    framing("code", "sample", "--unit", "match", "--per-entry", "100", "-o", path)
    coded(framing, path, anna=lambda *_: 1, ben=lambda *_: 0)
    rows = framing("code", "disagreements", "--json").rows
    assert len(rows) == len(read(path))
    for row in rows:
        if row["text"].startswith("Report"):
            assert (row["before"], row["after"][:8]) == ("", "The rain")
        if row["text"].startswith("The rain went on, and more [[rain]]"):
            assert row["before"].startswith("Report ")


def test_agreeing_coders_and_no_coders(framing: Run, sheet: Path) -> None:
    assert "the library holds no codes" in framing("code", "disagreements").err
    coded(framing, sheet, anna=truth, ben=truth)
    done = framing("code", "disagreements")
    assert (done.code, done.out) == (0, "")
    assert done.err == "0 disagreements, 0 resolved by an adjudicator\n"
    done = framing("code", "disagreements", "-o", sheet.with_name("none.csv"))
    assert (done.code, "differ on nothing" in done.err) == (1, True)


def test_an_adjudicator_who_differs_is_no_disagreement_of_coders(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth, ben=truth)
    framing("code", "import", fill(sheet, dissenter, "eva"), "--adjudicator", "Eva")
    assert framing("code", "disagreements", "--all", "--json").rows == []


def adjudicate(sheet: Path, text: str = "") -> list[Row]:
    """Fill in the truth where the text of a row has these words."""
    rows = read(sheet)
    for row in rows:
        row["code"] = str(truth(row, row["dimension"])) if text in row["text"] else ""
    write(sheet, rows)
    return rows


def test_a_sheet_for_an_adjudicator(framing: Run, sheet: Path, tmp_path: Path) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter)
    hard = hard_units(sheet)
    path = tmp_path / "open.csv"
    assert framing("code", "disagreements", "-o", path).out == ""
    rows = read(path)
    assert list(rows[0]) == ["unit", "dimension", "question", "before", "text", "after", "code"]
    assert {row["unit"] for row in rows} == hard.keys()
    assert {row["question"] for row in rows} == {"Rain: Wording of rain."}
    assert {row["code"] for row in rows} == {""}
    for name in ("anna", "ben", "Herald", "Courier"):  # blind
        assert name not in path.read_text(encoding="utf-8-sig")

    drizzles = sum("drizzle" in row["text"] for row in adjudicate(path, "drizzle"))
    done = framing("code", "import", path, "--adjudicator", "Eva")
    to_come = len(rows) - drizzles
    assert f"{drizzles} codes by Eva added, 0 already there, {to_come} empty cells" in done.err
    assert "none of the sheet" not in done.err
    # The next sheet holds what is still open; --all lists both.
    assert framing("code", "disagreements", "-o", path, "--force").code == 0
    assert len(read(path)) == to_come
    everything = framing("code", "disagreements", "--all", "--json").rows
    resolved = {row["unit"] for row in everything if row["adjudicated"] is not None}
    assert len(everything) == len(rows)
    assert framing("code", "disagreements", "--all").out.count("; adjudicator Eva 0\n") == drizzles
    assert resolved == {unit for unit, row in hard.items() if "drizzle" in row["text"]}
    adjudicate(path)
    framing("code", "import", path, "--adjudicator", "Eva")
    assert framing("code", "disagreements", "--json").rows == []
    row = framing("validate", "--coded", "--json").rows[0]
    assert (row["coders"], row["adjudicated"], row["ties"]) == (["anna", "ben"], len(rows), 0)
    assert row["precision_low"] < 60 / 70 < row["precision_high"]


def test_codes_are_named_where_that_is_asked(framing: Run, sheet: Path, tmp_path: Path) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter)
    path = tmp_path / "open.csv"
    framing("code", "disagreements", "-o", path, "--show-codes")
    assert {row["codes"] for row in read(path)} == {"anna 1, ben 0", "anna 0, ben 1"}
    adjudicate(path)
    done = framing("code", "import", path, "--adjudicator", "Eva")
    assert (done.code, "warning" in done.err) == (0, False)


def test_rows_of_an_adjudicators_sheet_that_are_refused(
    framing: Run, sheet: Path, tmp_path: Path
) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter)
    path = tmp_path / "open.csv"
    framing("code", "disagreements", "-o", path)
    rows = adjudicate(path)
    for dimension, message in (
        ("snow", f"unit {rows[0]['unit']} is not coded for “snow”"),
        ("", "the row does not say of which dimension its code is"),
    ):
        write(path, [rows[0] | {"dimension": dimension}, *rows[1:]])
        done = framing("code", "import", path, "--adjudicator", "Eva")
        assert done.code == 1
        assert f"open.csv:2: {message}" in done.err
    write(path, [rows[0], rows[0]])
    assert ":3: the row repeats unit" in framing("code", "import", path).err
    # One unit may stand there for each of its dimensions.
    write(path, [rows[0], rows[0] | {"dimension": "sun"}])
    assert "2 codes by open added" in framing("code", "import", path).err


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["-o", "open.csv", "--json"], 2, "not both"),
        (["--show-codes"], 2, "--show-codes is for -o"),
        (["-o", "open.xlsx"], 2, "a sheet is a CSV file"),
        (["--sample", "zz"], 1, "no coded sample is called “zz”"),
    ],
)
def test_what_cannot_be_asked(
    framing: Run, sheet: Path, arguments: list[str], code: int, message: str
) -> None:
    coded(framing, sheet, anna=truth)
    done = framing("code", "disagreements", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_hostile_names_of_coders_stay_harmless(framing: Run, sheet: Path, tmp_path: Path) -> None:
    coded(framing, sheet, anna=truth)
    framing("code", "import", fill(sheet, dissenter, "ben"), "--coder", "=1+1")
    path = tmp_path / "open.csv"
    framing("code", "disagreements", "-o", path, "--show-codes")
    assert {row["codes"][:2] for row in read(path)} == {"'="}


def test_units_codes_and_agreement_as_rows(framing: Run, sheet: Path, library: Path) -> None:
    coded(framing, sheet, anna=truth, ben=dissenter)
    with Library(library) as opened:
        (sample,) = opened.codes.samples()
        assert [row.unit for row in units(opened)] == list(sample.units)
        said = list(codes(opened))
        assert len(said) == 240
        assert [row.unit.id for row in said[::4]] == [unit.id for unit in sample.units]
        assert {(row.coder, row.role) for row in said} == {("anna", "coder"), ("ben", "coder")}
        rain, sun = agreement(opened, level="ordinal")
        assert (rain.sample, rain.dimension, rain.agreement.level) == (sample.id, "rain", "ordinal")
        assert (rain.ties, sun.ties) == (len(hard_units(sheet)), 0)
        assert sun.agreement.alpha == 1
        assert len(list(disagreements(opened))) == rain.ties
        assert list(disagreements(opened, [])) == []


def test_degrees_that_differ_are_a_disagreement_too(framing: Run, sheet: Path) -> None:
    for name, degree in (("anna", 2), ("ben", 3)):
        path = fill(sheet, lambda row, dim, degree=degree: degree * truth(row, dim), name)
        framing("code", "import", path, "--highest", "3")
    rows = framing("code", "disagreements", "--json").rows
    assert {each["value"] for row in rows for each in row["codes"]} == {2, 3}
