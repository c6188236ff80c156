"""Files of scores that hold what no scan gives: each is refused by one line that names its row."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

import framing
from framing.errors import FramingError, ReadError
from framing.matching import Scanner
from framing.shards import footer, read_scores, score_shard
from tests.shards.shard_world import changed, scanner, table
from tests.shards.test_score_table import PLAIN

Row = dict[str, Any]


@pytest.fixture
def scores(home: Path) -> Path:
    parquet.write_table(table(), home / "in.parquet")
    score_shard(home / "in.parquet", home / "scores.parquet", scanner())
    return home / "scores.parquet"


def first_score(row: Row) -> Row:
    """The first score of a row that has matches."""
    return next(each for each in row["scores"] if each["matches"])


CHANGES: list[tuple[Callable[[Row], object], str]] = [
    (lambda row: row.update(words=None), "words is missing"),
    (lambda row: row.update(words=-1), "words is out of range"),
    (lambda row: row.update(words=row["words"] + 1), "words of the voices"),
    (lambda row: row.update(sentences=row["sentences"] - 4), "not that of the sums"),
    (lambda row: row.update(words_squared=float("nan")), "words_squared is out of range"),
    (lambda row: row.update(words_squared=float("inf")), "words_squared is out of range"),
    (lambda row: row.update(unit="pages"), "unit is none that there is"),
    (lambda row: row.update(id="0" * 16), "the id is that of another text"),
    (lambda row: row.update(source="other"), "the id is that of another text"),
    (lambda row: row.update(text=row["text"] + "\r\n"), "normal form"),
    (lambda row: row.update(text=row["text"] + "\0"), "NUL"),
    (lambda row: row.update(text=""), "out|lie in the text|no text"),
    (lambda row: row.update(published="2 May"), "published is no day"),
    (lambda row: row.update(published="2011-02-29"), "published is no day"),
    (lambda row: row.update(meta=[("a", None)]), "meta.value is missing"),
    (lambda row: row.update(meta=[("a\0", "")]), "NUL"),
    (lambda row: row.update(scores=None), "scores is missing"),
    (lambda row: row["scores"].pop(), "dimensions are missing"),
    (lambda row: row["scores"].reverse(), "another order"),
    (lambda row: row["scores"][1].update(dimension="mood"), "of none of its lexicons|other order"),
    (lambda row: row["scores"].append(None), "missing"),
    (lambda row: first_score(row).update(matches=1_000_000), "add up"),
    (lambda row: first_score(row).update(weight=0.5), "add up"),
    (lambda row: first_score(row).update(weight=-1.0), "out of range"),
    (lambda row: first_score(row).update(rate_per_1000=1.0), "rate_per_1000 is not that"),
    (lambda row: first_score(row).update(rate_per_1000=None), "rate_per_1000 is not that"),
    (lambda row: first_score(row).update(high=1e9), "high is not that of the sums"),
    (lambda row: first_score(row).update(interval="sure"), "interval is none that there is"),
    (lambda row: first_score(row).update(interval="none"), "interval is not that of the sums"),
    (lambda row: first_score(row).update(covered_words=2**31 - 1), "covered_words is out of range"),
    (lambda row: first_score(row).update(voices=None), "voices are told of a part only"),
    (lambda row: first_score(row).update(voices=[]), "voices of a score do not add up"),
    (lambda row: first_score(row)["voices"][0].update(voice="god"), "voice is none that there is"),
    (lambda row: row["voices"][0].update(words=-3), "voices.words is out of range"),
    (lambda row: row["voices"].pop(), "words of the voices do not add up"),
    (lambda row: row["entries"].pop(), "do not add up"),
    (lambda row: row["entries"].append(row["entries"][0]), "an entry stands twice"),
    (lambda row: row["entries"][0].update(entry="mood"), "an entry is of none of its lexicons"),
    (lambda row: row["entries"][0].update(dimension="mood"), "an entry is of none"),
    (lambda row: row["entries"][0].update(matches=9), "weight of its matches|add up"),
    (lambda row: row["entries"][0].update(negated_matches=9), "do not add up"),
    (lambda row: row["excluded"][0].update(end=100_000), "does not lie in the text"),
    (lambda row: row["excluded"][0].update(start=-2), "excluded.start is out of range"),
    (lambda row: row["excluded"][0].update(start=None), "excluded.start is missing"),
    (lambda row: row["excluded"].append(row["excluded"][0]), "behind the one before"),
    (lambda row: row.update(unbalanced=[100_000]), "a mark does not lie in the text"),
    (lambda row: row.update(unbalanced=[None]), "missing"),
]


@pytest.mark.parametrize("number", range(len(CHANGES)))
def test_what_no_scan_gives_is_refused_with_its_row(number: int, scores: Path) -> None:
    change, what = CHANGES[number]
    assert len(list(read_scores(changed(scores, lambda _: None)))) == 3
    with pytest.raises(ReadError, match=rf"scores\.parquet:[12]: .*({what})") as refused:
        list(read_scores(changed(scores, change)))
    assert "\n" not in str(refused.value)


def test_the_row_of_a_fault_is_told_in_lines_too(home: Path, scores: Path) -> None:
    score_shard(home / "in.parquet", home / "scores.jsonl", scanner())
    lines = (home / "scores.jsonl").read_text("utf-8").splitlines()
    row = json.loads(lines[2])
    row["words"] = -row["words"]
    lines[2] = json.dumps(row)
    (home / "scores.jsonl").write_text("\n".join(lines), "utf-8")
    with pytest.raises(ReadError, match=r"scores\.jsonl:3: .*words is out of range"):
        list(read_scores(home / "scores.jsonl"))


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("3", "no row of scores"),
        ("{}", "no row of scores"),
        ('{"meta": {}}', "they have no texts"),
        ('{"meta": {"a": 1}}', "no row of scores"),
        ('{"meta": {}, "words": "many"}', "no row of scores"),
        ('{"meta": {}, "words": 99999999999}', "no row of scores"),
        ('{"meta": {}, "scores": 3}', "no row of scores"),
        ('{"meta": {}, "id": "\\ud800"}', "no row of scores"),
        ('{"meta"', "no row of scores"),
        ("[" * 100_000, "no row of scores"),
    ],
)
def test_a_line_that_is_no_row_of_scores_is_named(
    line: str, what: str, home: Path, scores: Path
) -> None:
    score_shard(home / "in.parquet", home / "scores.jsonl", scanner())
    with (home / "scores.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(ReadError, match=rf"scores\.jsonl:5: .*{what}"):
        list(read_scores(home / "scores.jsonl"))


def test_files_of_something_else_are_none_of_scores(home: Path, scores: Path) -> None:
    (home / "articles.jsonl").write_text('{"text": "A risk."}\n', "utf-8")
    (home / "empty.jsonl").write_text("", "utf-8")
    (home / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"schema": 2, "kind"')[:-4])
    (home / "cut.parquet").write_bytes(scores.read_bytes()[:-9])
    (home / "notes.txt").write_text("A risk.", "utf-8")
    names = ("in.parquet", "articles.jsonl", "empty.jsonl", "cut.jsonl.gz", "cut.parquet")
    for name in (*names, "notes.txt", "none.parquet"):
        for read in (footer, read_scores):
            with pytest.raises(ReadError, match=name.removesuffix(".gz")):
                read(home / name)


def test_columns_of_other_types_or_none_are_told(scores: Path) -> None:
    found = parquet.read_table(scores)
    parquet.write_table(found.drop_columns(["unit"]), scores)
    with pytest.raises(ReadError, match="no column unit"):
        list(read_scores(scores))
    at = found.schema.get_field_index("words")
    texts = pa.array(["many"] * found.num_rows)
    parquet.write_table(found.set_column(at, "words", texts), scores)
    with pytest.raises(ReadError, match="the column words"):
        list(read_scores(scores))
    wide = found.set_column(at, "words", found.column("words").cast(pa.int64()))
    at = found.schema.get_field_index("source")
    wide = wide.set_column(at, "source", found.column("source").dictionary_encode())
    parquet.write_table(wide.append_column("year", pa.array([2024] * 3)), scores)
    assert len(list(read_scores(scores))) == 3


def test_damaged_parquet_files_are_refused_or_read_as_they_were(scores: Path) -> None:
    whole, expected = scores.read_bytes(), list(read_scores(scores))
    chance = random.Random(7)
    for _ in range(60):
        spoilt = bytearray(whole)
        for _ in range(chance.choice((1, 1, 20))):
            spoilt[chance.randrange(4, len(whole))] = chance.randrange(256)
        scores.write_bytes(spoilt[: chance.choice((len(whole), chance.randrange(len(whole))))])
        try:
            found = list(read_scores(scores))
        except FramingError as error:
            assert "\n" not in str(error)
            assert len(str(error)) <= 300
        else:
            assert [each.words for each in found] == [each.words for each in expected]


def broken(offsets: list[int], data: bytes) -> pa.Array:
    """A column of strings whose buffers are anybody's."""
    places = pa.py_buffer(np.array(offsets, np.int32).tobytes())
    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, [None, places, pa.py_buffer(data)])


@pytest.mark.parametrize(
    "texts",
    [
        broken([0, 6], b"a r\xffsk"),  # no UTF-8
        broken([0, 600, 6], b"a risk"),
        broken([0, 6, 2], b"a risk"),
        broken([0, -4, 6], b"a risk"),
    ],
)
def test_broken_arrays_are_refused(texts: pa.Array) -> None:
    spans = pa.array([[]] * len(texts), pa.list_(pa.null()))
    for given in (pa.table({"text": texts}), pa.table({"text": texts, "excluded": spans})):
        with pytest.raises(ReadError, match=r"^table: this is no sound"):
            framing.score_table(given, Scanner([PLAIN]))


def test_a_giant_string_is_refused_with_its_row(home: Path) -> None:
    given = pa.table({"text": ["A risk.", "risk " * 4_000_000]})
    parquet.write_table(given, home / "giant.parquet")
    with pytest.raises(ReadError, match=r"giant\.parquet:2: the row is larger than 16 MiB"):
        score_shard(home / "giant.parquet", home / "out.parquet", [PLAIN])
    cleaned = pa.table({"text": ["A risk.", "risk " * 20_000_000], "excluded": [[], []]})
    with pytest.raises(ReadError, match=r"table:2: .*larger than 64 MiB"):
        framing.score_table(cleaned, Scanner([PLAIN]))
