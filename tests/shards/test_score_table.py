"""`score_table`: a table of articles to a table of scores."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

import framing
from framing.articles import Options
from framing.articles.intake import article_id
from framing.errors import ReadError
from framing.lexicons import Dimension, Lexicon, Term
from framing.matching import Scanner
from framing.shards import ShardOptions
from framing.shards.score_schema import EXCLUDED, SCORE_SCHEMA
from tests.paths import ROOT
from tests.shards.shard_world import ROWS, scanner, table

PLAIN = Lexicon("plain", dimensions=(Dimension("risk", terms=(Term("risk*"), Term("danger"))),))


def test_a_score_is_what_a_hand_counts() -> None:
    text = "The risk grows. Danger! Risks, risks."
    (row,) = framing.score_table(pa.table({"text": [text]}), Scanner([PLAIN])).to_pylist()
    assert (row["id"], row["words"]) == (article_id("", text), 6)
    (score,) = row["scores"]
    assert (score["dimension"], score["matches"], score["weight"]) == ("risk", 4, 4.0)
    assert score["rate_per_1000"] == pytest.approx(4000 / 6)
    assert (score["low"], score["high"], score["interval"]) == (None, None, "none")
    entries = {each["entry"]: each["matches"] for each in row["entries"]}
    assert entries == {"risk*": 3, "danger": 1}
    assert [(each["voice"], each["matches"]) for each in score["voices"]] == [("narrator", 4)]
    assert [(each["voice"], each["words"]) for each in row["voices"]] == [("narrator", 6)]


def test_what_was_cleaned_before_is_not_cleaned_again() -> None:
    first = framing.score_table(table(), scanner())
    again = framing.score_table(first.select(first.column_names[:11]), scanner())
    assert again == first
    assert framing.score_table(first, scanner()) == first


def test_spans_that_were_given_are_not_counted() -> None:
    text = "One risk here. Another risk there."
    cut = [{"start": 0, "end": 14, "rule": "by hand"}]
    given = pa.table({"text": [text], "excluded": [cut], "page": [3]})
    (row,) = framing.score_table(given, Scanner([PLAIN])).to_pylist()
    assert (row["words"], row["excluded_words"]) == (3, 3)
    assert row["scores"][0]["matches"] == 1
    assert (row["excluded"], row["meta"]) == (cut, [("page", "3")])


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"text": ""}, "no text"),
        ({"text": None}, "no text"),
        ({"text": "cafe\u0301"}, "normal form"),
        ({"text": "a risk\r\n"}, "normal form"),
        ({"text": "a\0b"}, "NUL"),
        ({"id": "12"}, "16 hex"),
        ({"meta": [("a", "b\0")]}, "NUL"),
        ({"published": "May 3"}, "published"),
        ({"excluded": [{"start": 3, "end": 99, "rule": ""}]}, "excluded span"),
        ({"excluded": [{"start": 3, "end": 3, "rule": ""}]}, "excluded span"),
        ({"excluded": [{"start": -1, "end": 3, "rule": ""}]}, "excluded span"),
        ({"excluded": [{"start": None, "end": 3, "rule": ""}]}, "excluded span"),
        ({"excluded": [{"start": 2, "end": 4, "rule": ""}] * 2}, "excluded span"),
    ],
)
def test_a_row_that_is_not_as_stored_is_refused_or_left_out(
    change: dict[str, Any], what: str
) -> None:
    good: dict[str, Any] = {
        "id": None,
        "text": "A risk is near.",
        "published": "2024-02-03",
        "excluded": [{"start": 0, "end": 1, "rule": "x"}],
        "meta": [("page", "3")],
    }
    types = {"meta": pa.map_(pa.string(), pa.string()), "excluded": EXCLUDED}
    schema = pa.schema([(name, types.get(name, pa.string())) for name in good])
    given = pa.Table.from_pylist([good, good | change, good], schema)
    with pytest.raises(ReadError, match=f"^table:2: .*{what}"):
        framing.score_table(given, Scanner([PLAIN]))
    options = ShardOptions(Options(skip_bad_rows=True))
    found = framing.score_table(given, Scanner([PLAIN]), options)
    assert found.column("text").to_pylist() == ["A risk is near."] * 2
    none = framing.score_table(given.slice(1, 1), Scanner([PLAIN]), options)
    assert (none.num_rows, none.schema) == (0, found.schema)


@pytest.mark.parametrize(
    "given",
    [
        {"text": ["a risk"], "excluded": [[1, 2]]},
        {"body_text": ["a risk"], "excluded": [[{"start": 0, "end": 1, "rule": ""}]]},
        {"number": [1]},
    ],
)
def test_a_table_of_other_columns_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match=r"^table"):
        framing.score_table(pa.table(given), Scanner([PLAIN]))


def test_texts_can_be_left_out() -> None:
    found = framing.score_table(table(), scanner(), ShardOptions(texts=False))
    whole = framing.score_table(table(), scanner())
    assert found.column("text").null_count == len(ROWS)
    assert found.drop_columns("text") == whole.drop_columns("text")


def test_voices_that_are_not_measured_are_null() -> None:
    (row,) = framing.score_table(
        pa.table({"text": ["A risk."]}), Scanner([PLAIN], voices=False)
    ).to_pylist()
    assert (row["voices"], row["unbalanced"], row["scores"][0]["voices"]) == (None, None, None)


def test_types_of_columns_are_as_they_come() -> None:
    given = pa.table(
        {
            "text": pa.array(["A risk."], pa.large_string()),
            "source": pa.array(["Daily"]).dictionary_encode(),
            "published": pa.array([19_000], pa.date32()),
        }
    )
    cleaned = given.append_column("excluded", pa.array([[]], pa.list_(pa.null())))
    for each in (given, cleaned):
        (row,) = framing.score_table(each, Scanner([PLAIN])).to_pylist()
        assert (row["source"], row["published"]) == ("Daily", "2022-01-08")


def test_an_empty_table_has_the_columns_of_scores() -> None:
    schema = pa.schema([("text", pa.string()), ("excluded", pa.list_(pa.null()))])
    given = schema.empty_table()
    found = framing.score_table(given, Scanner([PLAIN]))
    assert (found.num_rows, found.column_names[:2]) == (0, ["id", "source"])


def test_the_manual_tells_every_column() -> None:
    manual = (ROOT / "docs" / "manual.md").read_text("utf-8")
    section = manual.split("### Arrow and Parquet")[1].split("\n## ")[0]
    rows = [line.split("|")[1:3] for line in section.splitlines() if line.startswith("| ")][1:]
    told = [name.strip() for names, _ in rows for name in names.split(",")]
    assert told == SCORE_SCHEMA.names
    for names, types in rows:
        if types.strip().startswith("list of ") and "int32" not in types:
            fields = SCORE_SCHEMA.field(names.strip()).type.value_type
            inner = [each.strip() for each in types.strip().removeprefix("list of ").split(",")]
            assert [field.name for field in fields] == inner
