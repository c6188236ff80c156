"""`framing export model`: what a regression needs of every article and dimension, a row each."""

from __future__ import annotations

import csv
import io
import json
import math
from pathlib import Path

import pytest

from tests.command import Run


def text(*own: str) -> str:
    """A text of its own, with a risk in it."""
    return f"The danger is real in {' and '.join(own)}. It waits for the {' '.join(own)}. " * 3


ROWS = [
    {
        "source": "The Daily",
        "text": text("harbour", "ferry", "tide"),
        "published": "2024-12-30",
        "author": "A. Lee",
        "desk": "City",
        "genre": "news",
    },
    {"source": "The Gazette", "text": text("harbour", "ferry", "tide"), "published": "2025-01-02"},
    {
        "source": "The Gazette",
        "text": "A quiet garden grows. Nothing happens there.",
        "desk": "=1+1",
    },
    {"source": "The Gazette", "text": "— … —", "desk": "Empty"},
]


@pytest.fixture
def db(framing: Run, tmp_path: Path) -> Path:
    sheet = tmp_path / "rows.jsonl"
    sheet.write_text("".join(json.dumps(each) + "\n" for each in ROWS), encoding="utf-8")
    framing("import", sheet, "--db", tmp_path / "l.db")
    framing("set", "new", "late", "--where", "published>=2025", "--db", tmp_path / "l.db")
    framing("set", "new", "dated", "--where", "published>=2000", "--db", tmp_path / "l.db")
    return tmp_path / "l.db"


def risk(framing: Run, db: Path, *options: str) -> dict[str, dict[str, object]]:
    """The rows of risk, by the month of publication."""
    rows = framing("export", "model", "--format", "json", "--db", db, *options).rows
    return {each["month"] or "": each for each in rows if each["dimension"] == "risk"}


def test_a_row_has_count_exposure_and_every_field(framing: Run, db: Path) -> None:
    row = risk(framing, db)["2024-12"]
    words = len(ROWS[0]["text"].split())
    assert (row["matches"], row["weight"], row["words"]) == (3, 3.0, words)
    assert row["offset"] == math.log(words)
    assert row["rate_per_1000"] == pytest.approx(3000 / words)
    fields = ("source", "published", "year", "author", "unit", "meta.desk", "meta.genre")
    assert [row[name] for name in fields] == [
        *("The Daily", "2024-12-30", 2024, "A. Lee", "words", "City", "news")
    ]


def test_it_adds_up_to_what_scores_has(framing: Run, db: Path) -> None:
    model = framing("export", "model", "--format", "json", "--db", db).rows
    scores = framing("export", "scores", "--format", "json", "--db", db).rows
    figures = ("article_id", "dimension", "matches", "weight", "words", "rate_per_1000")
    assert [[each[name] for name in figures] for each in model] == [
        [each[name] for name in figures] for each in scores if each["words"]
    ]


def test_copies_stories_and_sets_are_columns(framing: Run, db: Path) -> None:
    rows = risk(framing, db)
    first, copy, other = rows["2024-12"], rows["2025-01"], rows[""]
    assert first["family"] == copy["family"] == first["article_id"]
    assert [each["counted_in_groups"] for each in (first, copy, other)] == [1, 0, 1]
    assert other["family"] is None
    assert first["story"] == copy["story"]
    assert [each["sets"] for each in (first, copy, other)] == [["dated"], ["dated", "late"], []]


def test_an_article_without_words_is_left_out_and_said(framing: Run, db: Path) -> None:
    done = framing("export", "model", "--db", db)
    assert "1 article without a counted word left out" in done.err
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert len(rows) == 3 * 3
    assert {each["meta.desk"] for each in rows} == {"City", "", "'=1+1"}
    late = framing("export", "model", "--where", "published>=2025", "--db", db)
    assert "left out" not in late.err
    assert len(late.out.splitlines()) == 1 + 3


def test_columns_of_meta_are_those_of_the_selection(framing: Run, db: Path) -> None:
    head = framing("export", "model", "--set", "late", "--db", db).out.splitlines()[0]
    assert "meta." not in head
