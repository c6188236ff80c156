"""`framing validate --by FIELD` and of selected articles: counted by hand."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from framing.coding import validate
from framing.coding.code_files import CodedUnit
from framing.coding.group_validity import group_validity
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Code, Library, Sample, SampleUnit
from tests.command import Run

RISK = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("risk"),)),))
RISKY, CALM = "The risk is near.", "The garden is near."


def sheet(path: Path, rows: Sequence[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def unit(text: str, risk: int, **about: Any) -> dict[str, Any]:
    return {"text": text, "risk": risk, **about}


def coded(source: str, right: int, wrong: int, missed: int = 0) -> list[dict[str, Any]]:
    """Units of a source, each of an article of its own, and one that is rightly silent."""
    codes = [(RISKY, 1)] * right + [(RISKY, 0)] * wrong + [(CALM, 1)] * missed + [(CALM, 0)]
    return [
        unit(text, code, source=source, desk="News", article=f"{source[:1]}{n}")
        for n, (text, code) in enumerate(codes)
    ]


class TestOfAFile:
    def test_precision_and_recall_of_each_source(self, framing: Run, tmp_path: Path) -> None:
        rows = [*coded("Daily", 9, 1, 3), *coded("Gazette", 2, 8), *coded("Herald", 1, 1)]
        codes = sheet(tmp_path / "codes.jsonl", rows)
        asked = ("validate", codes, "--lexicon", "risk", "--by", "source")
        (row,) = framing(*asked, "--json").rows
        daily, gazette, herald = row["groups"]
        assert [daily[name] for name in ("group", "articles", "coded", "hits", "right")] == [
            *("Daily", 14, 14, 10, 9)
        ]
        assert (daily["precision"], daily["recall"]) == (0.9, 0.75)
        assert daily["precision_low"] < 0.9 < daily["precision_high"]
        assert (gazette["precision"], gazette["recall"]) == (0.2, 1.0)
        assert (herald["precision"], herald["precision_low"]) == (0.5, None)  # two articles
        assert row["equal_precision_p"] == pytest.approx(
            0.0055, abs=0.003
        )  # 1 of 10 wrong, 8 of 10
        assert row["equal_recall_p"] is None  # the Gazette has two articles with units coded 1
        assert row["by"] == "matches"
        shown = framing(*asked).out
        assert "risk: by group" in shown
        assert "precision: differs, p 0.0" in shown
        assert "recall: not compared" in shown

    def test_units_of_one_article_are_no_independent_witnesses(
        self, framing: Run, tmp_path: Path
    ) -> None:
        rows = [
            unit(RISKY, int(right), source=source, article=f"{source}{n}")
            for source, good in (("Daily", 4), ("Gazette", 1))
            for n in range(5)
            for right in [n < good] * 8
        ]
        for row in rows:
            row["text"] = RISKY
        codes = sheet(tmp_path / "codes.jsonl", rows)
        asked = ("validate", codes, "--lexicon", "risk", "--by", "source", "--json")
        (row,) = framing(*asked).rows
        assert row["equal_precision_p"] > 0.1

    def test_two_columns_crossed_beside_the_order_of_auc(
        self, framing: Run, tmp_path: Path
    ) -> None:
        codes = sheet(tmp_path / "codes.jsonl", [*coded("Daily", 1, 1), *coded("Herald", 1, 1)])
        asked = ("validate", codes, "--lexicon", "risk", "--json")
        (row,) = framing(*asked, "--by", "rate", "--by", "source,desk").rows
        assert [each["group"] for each in row["groups"]] == ["Daily × News", "Herald × News"]
        assert row["by"] == "rate"
        done = framing(*asked, "--by", "source", "--by", "desk")
        assert (done.code, done.err[:47]) == (2, "error: --by takes matches or rate, and one fiel")


@pytest.fixture
def db(framing: Run, tmp_path: Path) -> Path:
    """Six articles of the Daily and six of the Gazette of 2025, one of the Herald of 2024."""
    kinds = (
        ("The Daily", 6, "2025-02-09"),
        ("The Gazette", 6, "2025-03-09"),
        ("Herald", 1, "2024-05-01"),
    )
    rows = [
        {"source": source, "published": date, "text": f"{RISKY} It is number {n} of {source}."}
        for source, size, date in kinds
        for n in range(size)
    ]
    path = tmp_path / "l.db"
    assert framing("import", sheet(tmp_path / "rows.jsonl", rows), "--db", path).code == 0
    return path


def articles(db: Path, source: str) -> list[str]:
    with Library(db) as library:
        return library.articles.ids(source)


@pytest.fixture
def places(db: Path, tmp_path: Path) -> Path:
    """The first sentence of each article: right in the Daily, wrong in the Gazette."""
    rows = [
        {"article": each, "start": 0, "end": len(RISKY), "risk": int(source == "The Daily")}
        for source in ("The Daily", "The Gazette", "Herald")
        for each in articles(db, source)
    ]
    return sheet(tmp_path / "places.jsonl", rows)


class TestOfALibrary:
    def test_fields_of_the_articles(self, framing: Run, db: Path, places: Path) -> None:
        asked = ("validate", places, "--lexicon", "risk", "--json", "--db", db)
        (row,) = framing(*asked, "--by", "source,year").rows
        assert [(each["group"], each["precision"]) for each in row["groups"]] == [
            ("Herald × 2024", 0.0),
            ("The Daily × 2025", 1.0),
            ("The Gazette × 2025", 0.0),
        ]
        assert row["equal_precision_p"] == pytest.approx(2 / 924, abs=0.002)
        assert (
            "articles are not put together by “sources”" in framing(*asked, "--by", "sources").err
        )

    def test_an_article_in_two_sets_is_no_test(self, framing: Run, db: Path, places: Path) -> None:
        for name, where in (("all", "words>0"), ("early", "published<=2025-02")):
            assert framing("set", "new", name, "--where", where, "--db", db).code == 0
        asked = ("validate", places, "--lexicon", "risk", "--json", "--by", "set", "--db", db)
        (row,) = framing(*asked).rows
        assert [(each["group"], each["articles"]) for each in row["groups"]] == [
            ("all", 13),
            ("early", 7),
        ]
        assert row["equal_precision_p"] is None

    def test_codes_of_selected_articles_only(self, framing: Run, db: Path, places: Path) -> None:
        asked = ("validate", places, "--lexicon", "risk", "--json", "--db", db)
        done = framing(*asked, "--where", "published>=2025")
        assert (done.rows[0]["coded"], done.rows[0]["hits"]) == (12, 12)
        assert done.err == "12 of 13 articles selected\n"

    def test_no_code_in_a_selected_article(self, framing: Run, db: Path, tmp_path: Path) -> None:
        (herald,) = articles(db, "Herald")
        row = {"article": herald, "start": 0, "end": len(RISKY), "risk": 1}
        codes = sheet(tmp_path / "one.jsonl", [row])
        done = framing("validate", codes, "--where", "source=The Daily", "--db", db)
        assert done.code == 1
        assert "no coded unit stands in a selected article" in done.err

    def test_coded_samples(self, framing: Run, db: Path, tmp_path: Path) -> None:
        framing(
            "code",
            "sample",
            "--unit",
            "match",
            "--size",
            "50",
            "-o",
            tmp_path / "s.csv",
            "--db",
            db,
        )
        daily = set(articles(db, "The Daily"))
        with Library(db) as library:
            (drawn,) = library.codes.samples()
            own = [each for each in drawn.units if each.dimension == "risk"]
            codes = [
                Code(each.id, "risk", "ann", int(each.article in daily), "coder") for each in own
            ]
            library.codes.add(codes, "s.csv")
        asked = ("validate", "--coded", "--lexicon", "risk", "--json", "--db", db)
        (row,) = framing(*asked, "--by", "source").rows
        assert [(each["group"], each["precision"]) for each in row["groups"]] == [
            *(("Herald", 0.0), ("The Daily", 1.0), ("The Gazette", 0.0))
        ]
        assert [each["recall"] for each in row["groups"]] == [None] * 3
        assert row["equal_precision_p"] < 0.01
        (part,) = framing(*asked, "--where", "source=The Daily").rows
        assert (part["coded"], part["precision"]) == (6, 1.0)

    def test_no_sample_in_the_selection(self, framing: Run, db: Path) -> None:
        (herald,) = articles(db, "Herald")
        with Library(db) as library:
            unit = SampleUnit("u1", herald, 0, len(RISKY), "", "s", 1.0, RISKY)
            library.codes.add_sample(Sample("ab", "sentence", ("risk",), 1, 1, (), (unit,)))
            library.codes.add([Code("u1", "risk", "ann", 1, "coder")], "s.csv")
        done = framing("validate", "--coded", "--where", "source=The Daily", "--db", db)
        assert (done.code, done.out) == (1, "")
        assert "no unit of a coded sample stands in a selected article" in done.err


def test_units_of_a_sample_count_with_what_they_stand_for() -> None:
    """Of the 12 units of the common stratum two are coded, of the 2 of the rare one both."""
    codes = [(RISKY, True, "common"), (RISKY, False, "common"), *[(RISKY, False, "rare")] * 2]
    units = [
        CodedUnit(text, {"risk": code}, line, stratum=stratum, within=f"a{line}")
        for line, (text, code, stratum) in enumerate(codes)
    ]
    fits = validate(units, [RISK], design={"risk": {"common": 12.0, "rare": 2.0}})
    (found,) = group_validity(fits, lambda _: ["all"], {"risk": {"common": 12.0, "rare": 2.0}})
    assert found.groups[0].precision.value == pytest.approx(6 / 14)
    assert found.groups[0].precision == replace(fits.dimensions[0].precision, low=None, high=None)
