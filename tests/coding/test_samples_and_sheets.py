"""Coding by humans, from the sheet that is drawn to what the coders' answers say of a lexicon."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from framing.coding import draw
from framing.coding.strata import SampleRequest
from framing.library import Library, Sample
from tests.coding.sheets_world import (
    LEXICON,
    SOURCES,
    Row,
    coded,
    drawn,
    fill,
    read,
    text_of,
    truth,
    write,
)
from tests.command import Done, Run

# The sheet


def test_a_sheet_of_sentences(sheet: Path, library: Path) -> None:
    rows = read(sheet)
    assert list(rows[0]) == ["unit", "text", "rain", "sun"]
    assert len(rows) == 60 == len({row["unit"] for row in rows})
    assert {row["rain"] + row["sun"] for row in rows} == {""}
    silent = [row for row in rows if row["text"].startswith("Line") or "not rain" in row["text"]]
    assert len(silent) == 30  # half of them, so that what is missed can be told
    assert rows != sorted(rows, key=lambda row: row["text"].startswith("Line"))


def test_a_sheet_is_blind(sheet: Path, library: Path) -> None:
    content = sheet.read_text(encoding="utf-8-sig")
    with Library(library) as opened:
        ids = [row.id for row in opened.articles.listing()]
    for word in (*SOURCES, "2024-05", *ids, *(each[:6] for each in ids)):
        assert word not in content


def test_a_sheet_of_matches(framing: Run, library: Path, tmp_path: Path) -> None:
    path = tmp_path / "matches.csv"
    assert framing("code", "sample", "--unit", "match", "--size", "40", "-o", path).code == 0
    rows = read(path)
    assert list(rows[0]) == ["unit", "dimension", "question", "text", "code"]
    assert len(rows) == 40
    assert Counter(row["dimension"] for row in rows) == {"rain": 20, "sun": 20}
    assert {row["question"] for row in rows} == {
        "Rain: Wording of rain.",
        "Sun: Wording of sunshine.",
    }
    texts = {row["text"] for row in rows}
    assert "The [[rain]] went on, and more rain came." in texts
    assert "The rain went on, and more [[rain]] came." in texts
    assert any("the [[clouds]] began to [[open]] at noon" in text for text in texts)
    assert not any("not" in text for text in texts)  # a match that does not count


def test_a_spreadsheet_runs_nothing_and_reads_utf_8(sheet: Path) -> None:
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    formulas = [row["text"] for row in read(sheet) if "SUM" in row["text"]]
    assert formulas and all(text.startswith("'=SUM(A1)") for text in formulas)
    # No name of a unit can be taken for a number or a date.
    assert all(row["unit"][0] == "u" for row in read(sheet))


def test_the_same_seed_draws_the_same_sheet(framing: Run, library: Path, tmp_path: Path) -> None:
    sheets = []
    for seed in ("1", "1", "2"):
        sheets.append(framing("code", "sample", "--size", "60", "--seed", seed, "--again").out)
    assert sheets[0] == sheets[1] != sheets[2]
    with Library(library) as opened:
        assert len(opened.codes.samples()) == 2


def test_the_sheet_does_not_depend_on_the_order_of_the_articles(
    framing: Run, library: Path, tmp_path: Path
) -> None:
    first = framing("code", "sample", "--size", "60").out
    rows = read(tmp_path / "news.csv")
    write(tmp_path / "turned.csv", rows[::-1])
    other = tmp_path / "other.db"
    assert framing("import", tmp_path / "turned.csv", "--db", other).code == 0
    assert framing("score", "--lexicon", tmp_path / "weather.toml", "--db", other).code == 0
    assert framing("code", "sample", "--size", "60", "--db", other).out == first


def test_weights_add_up_to_the_library(sheet: Path, library: Path) -> None:
    sample = drawn(library)
    assert sample.population == 20 * 13
    assert sum(unit.weight for unit in sample.units) == pytest.approx(260)
    # 8 silent lines of each article, and 10 denials of rain: 170 sentences, of which 30 are read.
    assert {unit.weight for unit in sample.units if unit.stratum == "no match"} == {170 / 30}


def test_a_sentence_stands_with_its_rarest_entry(framing: Run, library: Path) -> None:
    """Every sentence is in one stratum: the strata hold 260 sentences, not more."""
    framing("code", "sample", "--per-entry", "3")
    sample = drawn(library)
    sizes = {unit.stratum: unit.weight * 3 for unit in sample.units}
    del sizes["no match"]
    assert sizes == {
        "rain: rain*": pytest.approx(40),
        "rain: drizzle": pytest.approx(10),
        "rain: clouds open": pytest.approx(20),
        "sun: sun*": pytest.approx(20),
    }


def test_a_sentence_with_two_entries_stands_with_the_rarer(
    framing: Run, library: Path, tmp_path: Path
) -> None:
    text = tmp_path / "both.txt"
    text.write_text("It is rain and drizzle in the sun.", encoding="utf-8")
    framing("import", text)
    framing("code", "sample", "--size", "1000")
    units = drawn(library).units
    assert Counter(unit.stratum for unit in units)["rain: drizzle"] == 11
    assert len(units) == 261


def test_a_larger_sample_holds_the_smaller_one(framing: Run, library: Path) -> None:
    places = []
    for size in (12, 20, 30, 60, 120, 240):
        framing("code", "sample", "--size", str(size), "--again")
        silent = [unit for unit in drawn(library).units if unit.stratum == "no match"]
        places.append({(unit.article, unit.start) for unit in silent})
        assert len(silent) == max(size // 2, size - 90)
    assert all(small < large for small, large in pairwise(places))


def places(sample: Sample) -> set[tuple[str, int, int, str]]:
    return {(unit.article, unit.start, unit.end, unit.dimension) for unit in sample.units}


@pytest.mark.parametrize(("kind", "held"), [("sentence", 260), ("match", 110)])
def test_a_further_sheet_holds_further_units(
    framing: Run, library: Path, kind: str, held: int
) -> None:
    seen: set[tuple[str, int, int, str]] = set()
    while len(seen) < held:
        assert framing("code", "sample", "--unit", kind, "--size", "60").code == 0
        sample = drawn(library)
        assert sample.population == held - len(seen)  # it stands for what was left
        assert sum(unit.weight for unit in sample.units) == pytest.approx(held - len(seen))
        assert not seen & places(sample)
        seen |= places(sample)
    done = framing("code", "sample", "--unit", kind)
    assert done.code == 1
    assert f"holds no {kind} to draw (--again draws anew from all)" in done.err
    assert framing("code", "sample", "--unit", kind, "--size", "60", "--again").code == 0
    with Library(library) as opened:  # the first one once more
        assert len(opened.codes.samples()) == -(-held // 60)


def test_what_was_drawn_for_another_dimension_is_drawn(framing: Run, library: Path) -> None:
    framing("code", "sample", "--size", "60", "--dimension", "sun")
    framing("code", "sample", "--size", "60", "--dimension", "rain")
    assert drawn(library).population == 260
    framing("code", "sample", "--size", "60")
    assert drawn(library).population < 260 - 60


def test_new_articles_are_drawn_beside_what_was_left(
    framing: Run, library: Path, tmp_path: Path
) -> None:
    framing("code", "sample", "--size", "260")
    text = tmp_path / "new.txt"
    text.write_text("A drizzle fell.\n\nNothing came of it.", encoding="utf-8")
    framing("import", text)
    framing("code", "sample", "--size", "60")
    assert {unit.text for unit in drawn(library).units} == {
        "A drizzle fell.",
        "Nothing came of it.",
    }


def test_only_one_dimension(framing: Run, library: Path) -> None:
    out = framing("code", "sample", "--size", "20", "--dimension", "sun").out
    assert out.splitlines()[0].lstrip("\ufeff") == "unit,text,sun"
    assert {unit.stratum for unit in drawn(library).units} == {"sun: sun*", "no match"}


def test_every_sentence_has_the_same_chance_in_its_stratum(library: Path) -> None:
    """Over many seeds, each of the 20 sentences of one stratum is drawn about as often."""
    times: Counter[str] = Counter()
    with Library(library) as opened:
        for seed in range(60):
            sample = draw(opened, SampleRequest("sentence", ("sun",), size=20, seed=seed))
            times.update(unit.article for unit in sample.units if unit.stratum == "sun: sun*")
    assert len(times) == 20
    # 60 draws of 10 of 20: 30 each, with a deviation of √(60/4) = 3.9.
    assert all(abs(count - 30) < 4 * 3.9 for count in times.values())


def test_a_file_is_not_overwritten_unasked(framing: Run, sheet: Path) -> None:
    before = sheet.read_bytes()
    done = framing("code", "sample", "--size", "40", "-o", sheet)
    assert done.code == 1
    assert "exists already (--force overwrites it)" in done.err
    assert sheet.read_bytes() == before
    assert framing("code", "sample", "--size", "40", "-o", sheet, "--force").code == 0
    assert len(read(sheet)) == 40


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--dimension", "snow"], 1, "there is no dimension “snow” (use rain, sun)"),
        (["--size", "5"], 2, "--size 5 is too small for all strata (at least 6)"),
        (["--size", "9", "--per-entry", "3"], 2, "3 of each entry are 12 units of --size 9"),
        (["-o", "sheet.xlsx"], 2, "sheet.xlsx: a sheet is a CSV file"),
        (["--unit", "word"], 2, "'word'"),
    ],
)
def test_samples_that_cannot_be(
    framing: Run, library: Path, arguments: list[str], code: int, message: str
) -> None:
    done = framing("code", "sample", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err
    with Library(library) as opened:
        assert opened.codes.samples() == []


def test_nothing_to_draw(framing: Run, tmp_path: Path) -> None:
    assert framing("code", "sample").code == 3  # there is no library
    text = tmp_path / "calm.txt"
    text.write_text("Nothing at all.", encoding="utf-8")
    framing("import", text)
    done = framing("code", "sample", "--unit", "match")
    assert (done.code, done.err) == (
        1,
        "error: the library holds no match to draw (import articles first)\n",
    )
    assert len(framing("code", "sample").out.splitlines()) == 2


def test_a_dimension_that_is_called_like_a_column(framing: Run, tmp_path: Path) -> None:
    lexicon = tmp_path / "text.toml"
    lexicon.write_text(LEXICON.replace("dimensions.rain", "dimensions.Text"), encoding="utf-8")
    news = tmp_path / "news.txt"
    news.write_text(text_of(1), encoding="utf-8")
    framing("import", news)
    framing("score", "--lexicon", lexicon)
    assert "“Text” cannot be a column" in framing("code", "sample").err
    assert framing("code", "sample", "--unit", "match").code == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_library_that_cannot_be_written(framing: Run, library: Path) -> None:
    library.chmod(0o444)
    done = framing("code", "sample")
    assert done.code == 3
    assert "read-only" in done.err


# Importing


def test_codes_are_taken_in_once(framing: Run, sheet: Path, library: Path) -> None:
    anna = fill(sheet, truth, "anna")
    done = framing("code", "import", anna)
    assert (done.code, done.out) == (0, "")
    assert done.err == f"{anna}: 120 codes by anna added, 0 already there\n"
    assert "0 codes by anna added, 120 already there" in framing("code", "import", anna).err
    with Library(library) as opened:
        codes = opened.codes.read()
    assert len(codes) == 120
    assert {code.coder for code in codes} == {"anna"}
    texts = {row["unit"]: row for row in read(sheet)}
    assert all(code.value == truth(texts[code.unit], code.dimension) for code in codes)


def test_the_library_says_where_a_code_belongs(framing: Run, sheet: Path, library: Path) -> None:
    framing("code", "import", fill(sheet, truth, "anna"))
    raw = sqlite3.connect(library)
    found = raw.execute(
        "SELECT substr(a.text, c.span_start + 1, c.span_end - c.span_start), c.unit FROM codes c"
        " JOIN articles a ON a.seq = c.article WHERE c.dimension = 'rain' AND c.coder = 'anna'"
    ).fetchall()
    raw.close()
    texts = {row["unit"]: row["text"].lstrip("'") for row in read(sheet)}
    assert len(found) == 60
    assert all(text == texts[unit] for text, unit in found)


def test_half_a_sheet_today_and_half_tomorrow(framing: Run, sheet: Path, library: Path) -> None:
    half = {row["unit"] for row in read(sheet)[:30]}
    first = fill(sheet, lambda row, name: truth(row, name) if row["unit"] in half else "", "anna")
    assert "60 codes by anna added" in framing("code", "import", first).err
    again = fill(sheet, truth, "anna")
    assert "60 codes by anna added, 60 already there" in framing("code", "import", again).err


def test_who_coded_is_the_file_or_said(framing: Run, sheet: Path, library: Path) -> None:
    framing("code", "import", fill(sheet, truth, "ben"))
    framing("code", "import", fill(sheet, lambda *_: 0, "sheet2"), "--coder", "  Chloé ")
    with Library(library) as opened:
        assert {code.coder for code in opened.codes.read()} == {"ben", "Chloé"}
    # Another case is the same person.
    assert (
        "by ben added, 120"
        in framing("code", "import", sheet.with_name("ben.csv"), "--coder", "BEN").err
    )


def test_a_half_filled_sheet_says_what_is_to_come(framing: Run, sheet: Path) -> None:
    half = fill(sheet, lambda row, name: truth(row, name) if name == "rain" else "", "anna")
    done = framing("code", "import", half)
    assert "60 codes by anna added, 0 already there, 60 empty cells to come" in done.err
    # An empty cell takes nothing back.
    other = fill(sheet, lambda row, name: truth(row, name) if name == "sun" else "", "anna")
    done = framing("code", "import", other)
    assert "60 codes by anna added, 0 already there, 60 codes kept" in done.err
    assert "0 codes by anna added, 120" in framing("code", "import", fill(sheet, truth, "anna")).err


def test_a_changed_mind_has_to_be_said(framing: Run, sheet: Path, library: Path) -> None:
    framing("code", "import", fill(sheet, truth, "anna"))
    other = fill(sheet, lambda row, name: 1 - truth(row, name), "anna")
    done = framing("code", "import", other)
    assert done.code == 1
    assert done.err.count("anna.csv:2: “anna” has coded unit u") == 2  # rain and sun
    assert "… and 100 more" in done.err
    assert "120 changed codes: “anna” has said otherwise before (--replace takes" in done.err
    assert (
        "0 codes by anna added, 120 replaced, 0"
        in framing("code", "import", other, "--replace").err
    )
    with Library(library) as opened:
        assert len(opened.codes.read()) == 120


def test_of_a_sheet_with_changes_nothing_is_taken_unasked(
    framing: Run, sheet: Path, library: Path
) -> None:
    first, second, *_ = (row["unit"] for row in read(sheet))
    framing("code", "import", fill(sheet, lambda row, _: 1 if row["unit"] == first else "", "anna"))
    more = fill(sheet, lambda row, _: 0 if row["unit"] in (first, second) else "", "anna")
    assert framing("code", "import", more).code == 1
    with Library(library) as opened:
        assert {(code.unit, code.value) for code in opened.codes.read()} == {(first, 1)}
    done = framing("code", "import", more, "--skip-bad-rows")
    assert "anna.csv:2: “anna” has coded unit" in done.err
    assert "2 codes by anna added, 0 already there" in done.err
    with Library(library) as opened:
        codes = {(code.unit, code.value) for code in opened.codes.read()}
    assert codes == {(first, 1), (second, 0)}


@pytest.mark.parametrize(("answer", "code", "value"), [("y", 0, 0), ("n", 1, 1)])
def test_who_sits_at_a_terminal_is_asked(
    framing: Run,
    sheet: Path,
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    value: int,
) -> None:
    framing("code", "import", fill(sheet, lambda *_: 1, "anna"))
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    done = framing("code", "import", fill(sheet, lambda *_: 0, "anna"))
    assert done.code == code
    assert "Take 120 changed codes? [y/N]" in done.err
    with Library(library) as opened:
        assert {each.value for each in opened.codes.read()} == {value}


class Terminal(io.StringIO):
    """Where somebody types an answer."""

    def isatty(self) -> bool:
        return True


def test_a_sheet_that_a_spreadsheet_has_saved_its_own_way(framing: Run, sheet: Path) -> None:
    """Semicolons, another encoding and a sorted table are no harm."""
    rows = sorted(read(fill(sheet, truth, "anna")), key=lambda row: row["text"])
    with sheet.with_name("dora.csv").open("w", encoding="cp1252", newline="") as stream:
        table = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        table.writeheader()
        table.writerows(rows)
    done = framing("code", "import", sheet.with_name("dora.csv"), "--encoding", "cp1252")
    assert "120 codes by dora added" in done.err


def changed(sheet: Path, change: Callable[[list[Row]], object]) -> Path:
    rows = read(fill(sheet, truth, "anna"))
    change(rows)
    return write(sheet.with_name("anna.csv"), rows)


def broken(rows: list[Row], row: int, **cells: str) -> None:
    rows[row] |= cells


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: broken(rows, 3, rain="2"), ":5: rain is “2”, not 0 or 1"),
        (lambda rows: broken(rows, 3, sun="yes"), ":5: sun is “yes”, not 0 or 1"),
        (lambda rows: broken(rows, 0, unit="u000000000000"), ":2: the library has no unit"),
        (lambda rows: broken(rows, 0, unit=""), ":2: the row has no unit"),
        (lambda rows: broken(rows, 1, text="Something else."), ":3: the text of unit"),
        (lambda rows: rows.append(rows[0]), ":62: the row repeats unit"),
        (lambda rows: [row.pop("unit") for row in rows], ":1: nothing is called unit"),
        (lambda rows: [row.update(rain="", sun="") for row in rows], "no code stands in the sheet"),
        (
            lambda rows: [row.update(rain="", sun="", snow="1") for row in rows],
            "no code stands in the sheet; there are: snow (columns of codes: rain, sun",
        ),
        (
            lambda rows: (
                rows.__delitem__(slice(1, None))
                or rows[0].clear()
                or rows[0].update(unit="", text="")
            ),
            "the table has no rows",
        ),
    ],
)
def test_sheets_that_are_refused_whole(
    framing: Run,
    sheet: Path,
    library: Path,
    change: Callable[[list[Row]], object],
    message: str,
) -> None:
    done = framing("code", "import", changed(sheet, change))
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert done.err.count("\n") == 1
    with Library(library) as opened:
        assert opened.codes.read() == []


def test_good_rows_of_a_sheet_with_bad_ones(framing: Run, sheet: Path) -> None:
    path = changed(sheet, lambda rows: broken(rows, 3, rain="2"))
    done = framing("code", "import", path, "--skip-bad-rows")
    assert done.code == 0
    assert "warning: " in done.err and "118 codes by anna added" in done.err


def test_a_column_that_nobody_asked_for_is_said(framing: Run, sheet: Path) -> None:
    path = changed(sheet, lambda rows: [row.update(remarks="hm") for row in rows])
    done = framing("code", "import", path)
    assert done.code == 0
    assert "the column “remarks” is none of the sheet; it was not read" in done.err


def test_one_bad_sheet_does_not_stop_the_other(framing: Run, sheet: Path) -> None:
    bad = changed(sheet, lambda rows: broken(rows, 3, rain="2"))
    done = framing("code", "import", bad, fill(sheet, truth, "ben"))
    assert done.code == 1
    assert "120 codes by ben added" in done.err


@pytest.mark.parametrize("name", ["", " ", "a\tb", "x" * 65])
def test_names_of_coders(framing: Run, sheet: Path, name: str) -> None:
    path = fill(sheet, truth, "anna")
    done = framing("code", "import", path, "--coder", name)
    if name:
        assert (done.code, "is no name of a coder" in done.err) == (2, True)
    else:
        assert "by anna" in done.err


def test_two_sheets_of_one_name_are_not_one_coder(
    framing: Run, sheet: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    path = fill(sheet, truth, "anna")
    shutil.copy(path, other)
    done = framing("code", "import", path, other / "anna.csv")
    assert done.code == 2
    assert "one file name" in done.err


def test_other_files_are_no_sheets(framing: Run, sheet: Path, tmp_path: Path) -> None:
    assert framing("code", "import", tmp_path / "none.csv").code == 1
    assert "holds no" not in framing("code", "import", tmp_path / "weather.toml").err
    office = tmp_path / "sheet.xlsx"
    office.write_bytes(b"PK\x03\x04rest")
    assert "office document" in framing("code", "import", office).err
    empty = tmp_path / "empty.csv"
    empty.touch()
    assert "the file is empty" in framing("code", "import", empty).err


def test_nothing_was_drawn(framing: Run, library: Path, tmp_path: Path) -> None:
    path = write(tmp_path / "anna.csv", [{"unit": "u1", "text": "A", "rain": "1"}])
    assert "nothing was drawn from this library" in framing("code", "import", path).err


def test_codes_go_with_their_article(framing: Run, sheet: Path, library: Path) -> None:
    framing("code", "import", fill(sheet, truth, "anna"))
    with Library(library) as opened:
        (article, gone) = Counter(
            unit.article for unit in opened.codes.samples()[0].units
        ).most_common(1)[0]
    assert framing("remove", article, "--yes").code == 0
    with Library(library) as opened:
        assert len(opened.codes.read()) == 2 * (60 - gone)
        assert len(opened.codes.samples()[0].units) == 60 - gone
    done = framing("code", "import", fill(sheet, truth, "ben"))
    assert done.code == 1
    assert "its article was removed since" in done.err
    done = framing("code", "import", sheet.with_name("ben.csv"), "--skip-bad-rows")
    assert f"{2 * (60 - gone)} codes by ben added" in done.err
    row, _ = framing("validate", "--coded", "--json").rows
    assert row["stands_for"] < 260


# Against the coders


def test_figures_are_those_of_the_library(framing: Run, sheet: Path) -> None:
    """Known in full: 60 right hits, 10 drizzles that are none, 10 denials taken for rain."""
    coded(framing, sheet, anna=truth)
    rain, sun = framing("validate", "--coded", "--json").rows
    assert (rain["unit"], rain["units"], rain["population"]) == ("sentence", 60, 260)
    assert rain["stands_for"] == pytest.approx(260)
    assert rain["precision_low"] < 60 / 70 < rain["precision_high"]
    assert rain["recall_low"] < 60 / 70 < rain["recall_high"]
    by_entry = {each["entry"]: each["precision"] for each in rain["entries"]}
    assert by_entry == {"rain*": 1, "clouds open": 1, "drizzle": 0}
    assert (sun["precision"], sun["recall"], sun["f1"], sun["auc"]) == (1, 1, 1, 1)
    assert sun["recall_low"] < 0.9  # silent sentences were read in part only


def test_a_sample_of_everything_has_the_very_figures(framing: Run, library: Path) -> None:
    path = library.parent / "all.csv"
    framing("code", "sample", "--size", "1000", "-o", path)
    coded(framing, path, anna=truth)
    rain = framing("validate", "--coded", "--json").rows[0]
    assert rain["coded"] == 260
    assert rain["precision"] == pytest.approx(60 / 70)
    assert rain["recall"] == pytest.approx(60 / 70)
    assert rain["f1"] == pytest.approx(2 * 60 / 140)


def test_matches_have_a_precision_and_nothing_else(framing: Run, library: Path) -> None:
    path = library.parent / "matches.csv"
    framing("code", "sample", "--unit", "match", "--per-entry", "8", "-o", path)
    coded(framing, path, anna=truth)
    rain, sun = framing("validate", "--coded", "--json").rows
    # 8 of 60 matches of rain*, 8 of 10 drizzles, 8 of 20 clouds: 80 right ones of 90.
    assert (rain["coded"], rain["hits"], rain["right"]) == (24, 24, 16)
    assert rain["precision"] == pytest.approx(80 / 90)
    assert rain["stands_for"] == pytest.approx(90)
    assert (rain["recall"], rain["f1"], rain["auc"]) == (None, None, None)
    assert sun["precision"] == 1  # that all are right is known, since all are hits
    assert sun["stands_for"] == pytest.approx(20)
    assert sun["uncovered"] == 0


def test_what_was_left_uncoded_is_made_up_for_inside_its_stratum(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=lambda row, name: "" if row["unit"] < "u6" else truth(row, name))
    rain = framing("validate", "--coded", "--json").rows[0]
    assert rain["coded"] < 60
    assert rain["stands_for"] + rain["uncovered"] == pytest.approx(260)


def test_strata_without_a_code_are_said(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=lambda row, name: "" if "sun" in row["text"] else truth(row, name))
    done = framing("validate", "--coded")
    said = (
        "rain: precision to auc stand for 240 units of the library; 20 more are of strata without"
    )
    assert said in done.err
    rain = framing("validate", "--coded", "--json").rows[0]
    assert (rain["stands_for"], rain["uncovered"]) == (pytest.approx(240), pytest.approx(20))


def agreeing(done: Done) -> list[str]:
    return [line for line in done.out.splitlines() if line.startswith(("rain ", "sun "))]


def test_agreement_of_coders(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth, ben=truth, cleo=lambda row, name: 1 - truth(row, name))
    rain, _ = framing("validate", "--coded", "--json").rows
    assert rain["coders"] == ["anna", "ben", "cleo"]
    assert rain["coded_by_two"] == 60
    kappas = {(each["a"], each["b"]): each["kappa"] for each in rain["pairs"]}
    assert kappas["anna", "ben"] == pytest.approx(1)
    assert kappas["anna", "cleo"] == kappas["ben", "cleo"] < 0
    assert rain["alpha_low"] < rain["alpha"] < rain["alpha_high"] < 0.1
    shown = f"{rain['alpha']:.2f} [{rain['alpha_low']:.2f}–{rain['alpha_high']:.2f}]"
    assert shown in framing("validate", "--coded").out
    assert rain["precision_low"] < 60 / 70 < rain["precision_high"]  # by the two who agree


def test_one_coder_has_no_agreement(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth)
    done = framing("validate", "--coded")
    assert done.out.count("not defined (one coder)") == 2
    row = framing("validate", "--coded", "--json").rows[0]
    assert (row["alpha"], row["alpha_reason"], row["pairs"]) == (None, "one coder", [])


def test_coders_who_never_vary(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=lambda *_: 0, ben=lambda *_: 0)
    done = framing("validate", "--coded")
    assert done.out.count("not defined (no variation: all codes are alike)") == 2
    row = framing("validate", "--coded", "--json").rows[0]
    assert (row["precision"], row["recall"], row["auc"]) == (0, None, None)
    assert "nan" not in (done.out + str(row)).lower()


def test_ties_have_no_code(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=lambda *_: 0, ben=lambda *_: 1)
    done = framing("validate", "--coded")
    assert done.code == 0
    assert [line.split()[-1] for line in agreeing(done)[:2]] == ["60", "60"]
    assert "no lexicon in use has a dimension with codes" in done.err


def test_an_adjudicator_resolves_and_is_no_coder(framing: Run, sheet: Path, library: Path) -> None:
    coded(framing, sheet, anna=truth, ben=lambda row, name: 0)
    before = framing("validate", "--coded", "--json").rows[0]
    assert (before["adjudicated"], before["ties"] > 0) == (0, True)
    # Eva looks at those on which they differ, and sides with Anna.
    eva = fill(sheet, lambda row, name: 1 if truth(row, name) else "", "eva")
    done = framing("code", "import", eva, "--adjudicator", "Eva")
    assert done.code == 0
    after = framing("validate", "--coded", "--json").rows[0]
    assert (after["adjudicated"], after["ties"]) == (before["ties"], 0)
    for figure in ("coders", "alpha", "alpha_low", "alpha_high", "coded_by_two", "pairs"):
        assert after[figure] == before[figure]
    assert (after["coded"], before["coded"]) == (60, 60 - before["ties"])
    assert after["precision_low"] < 60 / 70 < after["precision_high"]
    with Library(library) as opened:
        roles = {(code.coder, code.role) for code in opened.codes.read()}
    assert roles == {("anna", "coder"), ("ben", "coder"), ("Eva", "adjudicator")}


def test_an_adjudicator_has_the_last_word_even_alone(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=lambda *_: 0, ben=lambda *_: 0)
    framing("code", "import", fill(sheet, truth, "eva"), "--adjudicator", "Eva")
    row = framing("validate", "--coded", "--json").rows[0]
    assert row["positives"] > 0
    assert row["alpha_reason"] == "no variation: all codes are alike"


def test_only_an_adjudicator(framing: Run, sheet: Path) -> None:
    framing("code", "import", fill(sheet, truth, "eva"), "--adjudicator", "Eva")
    row = framing("validate", "--coded", "--json").rows[0]
    assert (row["coders"], row["alpha_reason"], row["coded"]) == ([], "no coder", 60)


def test_a_coder_taken_in_as_an_adjudicator(framing: Run, sheet: Path) -> None:
    """The same name is both on different units at most; a mistake can be mended."""
    path = fill(sheet, truth, "eva")
    framing("code", "import", path)
    done = framing("code", "import", path, "--adjudicator", "eva")
    assert done.code == 1
    assert "as 0 by the coder before, here as 0 by the adjudicator" in done.err
    framing("code", "import", path, "--adjudicator", "eva", "--replace")
    assert framing("validate", "--coded", "--json").rows[0]["coders"] == []
    done = framing("code", "import", path, "--adjudicator", "eva", "--coder", "eva")
    assert (done.code, "not both" in done.err) == (2, True)


def test_degrees(framing: Run, sheet: Path) -> None:
    path = fill(sheet, lambda row, name: 3 * truth(row, name), "anna")
    assert "not 0 or 1" in framing("code", "import", path).err
    assert framing("code", "import", path, "--highest", "3").code == 0
    other = fill(sheet, lambda row, name: 2 * truth(row, name), "ben")
    framing("code", "import", other, "--highest", "3")
    alphas = [
        framing("validate", "--coded", "--level", level, "--json").rows[0]["alpha"]
        for level in ("nominal", "interval")
    ]
    assert alphas[0] < alphas[1] < 1
    assert framing("validate", "--coded", "--json").rows[0]["positives"] > 0


def test_errors_name_the_unit_and_what_fired(framing: Run, sheet: Path) -> None:
    coded(framing, sheet, anna=truth)
    lines = framing("validate", "--coded", "--errors").out.splitlines()
    at = lines.index("  A drizzle fell in the hills.")
    assert lines[at - 1].startswith("u") and lines[at - 1].endswith(
        ": rain: wrong (a hit, coded 0)"
    )
    assert lines[at + 1] == "  drizzle [drizzle]"
    (row, _) = framing("validate", "--coded", "--errors", "--json").rows
    assert {error["fired"][0]["text"] for error in row["errors"] if error["kind"] == "wrong"} == {
        "drizzle"
    }


def test_another_lexicon_and_another_version(framing: Run, sheet: Path, tmp_path: Path) -> None:
    coded(framing, sheet, anna=truth)
    better = tmp_path / "better.toml"
    better.write_text(LEXICON.replace(', "drizzle"', ""), encoding="utf-8")
    row, _ = framing("validate", "--coded", "--lexicon", better, "--json").rows
    assert row["precision"] == 1
    done = framing("validate", "--coded", "--lexicon", "risk")
    assert done.code == 0
    assert "no lexicon in use has a dimension with codes" in done.err
    assert len(agreeing(done)) == 2


def test_matches_of_an_older_lexicon_are_said(framing: Run, library: Path, tmp_path: Path) -> None:
    path = library.parent / "matches.csv"
    framing("code", "sample", "--unit", "match", "--size", "20", "-o", path)
    coded(framing, path, anna=truth)
    better = tmp_path / "better.toml"
    better.write_text(LEXICON.replace(', "drizzle"', ""), encoding="utf-8")
    done = framing("validate", "--coded", "--lexicon", better)
    assert "the lexicons have changed since" in done.err


def test_samples_stand_apart(framing: Run, sheet: Path, tmp_path: Path, library: Path) -> None:
    coded(framing, sheet, anna=truth)
    path = tmp_path / "second.csv"
    framing("code", "sample", "--unit", "match", "--size", "10", "-o", path)
    coded(framing, path, anna=truth)
    rows = framing("validate", "--coded", "--json").rows
    assert [row["unit"] for row in rows] == ["sentence", "sentence", "match", "match"]
    # The same sentences in another sample are other units: nobody has coded it.
    framing("code", "sample", "--size", "80")
    assert len(framing("validate", "--coded", "--json").rows) == 4
    one = framing("validate", "--coded", "--json", "--sample", rows[2]["sample"][:5]).rows
    assert [row["sample"] for row in one] == [rows[2]["sample"]] * 2
    done = framing("validate", "--coded", "--sample", "zz")
    assert (done.code, "no coded sample is called “zz”" in done.err) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ([], 2, "name a file of codes, or say --coded"),
        (["codes.csv", "--coded"], 2, "name a file of codes, or say --coded"),
        (["--coded"], 1, "the library holds no codes"),
    ],
)
def test_what_cannot_be_validated(
    framing: Run, library: Path, arguments: list[str], code: int, message: str
) -> None:
    done = framing("validate", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


def test_hostile_names_stay_harmless(framing: Run, sheet: Path, tmp_path: Path) -> None:
    path = changed(sheet, lambda rows: [row.update({"x\x1b]0;": "1"}) for row in rows])
    done = framing("code", "import", path, "--coder", "[red]=1+1")
    assert done.code == 0
    assert "\x1b" not in done.err
    assert "[red]=1+1" in framing("validate", "--coded", "--json").out


def test_sentences_of_every_script_come_back_unchanged(
    framing: Run, tmp_path: Path, library: Path
) -> None:
    text = tmp_path / "odd.txt"
    lines = [
        "\x1b]0;owned\x07 Rain fell.",
        "＝雨水很多。",
        "@1 rain, +rain and -rain!",
        "Café ’tis “naïve” rain.",
        'A "quoted, rain" here.',
    ]
    text.write_text("\n\n".join(lines), encoding="utf-8")
    other = tmp_path / "odd.db"
    framing("import", text, "--db", other)
    framing("score", "--lexicon", tmp_path / "weather.toml", "--db", other)
    path = tmp_path / "odd.csv"
    framing("code", "sample", "--size", "50", "-o", path, "--db", other)
    content = path.read_text(encoding="utf-8-sig")
    assert "\x1b" not in content and "0;owned\\x07" in content
    assert {row["text"][:2] for row in read(path)} >= {"'＝", "'@"}
    done = framing("code", "import", fill(path, lambda *_: 1, "anna"), "--db", other)
    assert done.code == 0
    assert f"{2 * len(read(path))} codes by anna added" in done.err
    errors = framing("validate", "--coded", "--errors", "--db", other)
    assert "\x1b" not in errors.out
