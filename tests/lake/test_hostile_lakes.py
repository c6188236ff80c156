"""Lakes of anybody: damaged files, impossible values and hostile names are told in a line."""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.command import Done, Run
from tests.lake.world import lake_of, news, rows

COMMANDS = ("sources", "trend", "articles", "take")
Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def copy(made: tuple[Path, Path], tmp_path: Path) -> Path:
    """A lake that may be damaged."""
    return Path(shutil.copytree(made[0], tmp_path / "lake"))


def is_refused(done: Done) -> bool:
    """Whether a command ended with one line of error, and no other figures."""
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    return (done.code, done.out, len(errors)) == (1, "", 1) and len(errors[0]) <= 310


def rewrite(folder: Path, change: Change) -> None:
    """Change the first row with words of the first file by hand, in the types that it has."""
    path = min(folder.glob("year=2021/*.parquet"))
    table = pq.ParquetFile(path).read()
    found = table.to_pylist()
    for row in found:
        row["meta"] = dict(row["meta"])
    change(next(row for row in found if row["words"]))
    for row in found:
        row["meta"] = list(row["meta"].items())
    pq.write_table(pa.Table.from_pylist(found, table.schema), path)
    admit(folder)


def admit(folder: Path) -> None:
    """Let the manifest say that the files are as large as they are."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text())
    for output in (each for shard in manifest["shards"] for each in shard["outputs"]):
        output["bytes"] = (folder / output["file"]).stat().st_size
    path.write_text(json.dumps(manifest))


@pytest.mark.parametrize("command", COMMANDS)
def test_a_damaged_file_is_one_line(copy: Path, framing: Run, tmp_path: Path, command: str) -> None:
    path = min(copy.glob("year=2021/*.parquet"))
    path.write_bytes(path.read_bytes()[:-40] + b"\0" * 40)
    assert is_refused(framing("lake", command, copy, "--db" if command == "take" else "--threads",
                              tmp_path / "part.db" if command == "take" else "1"))  # fmt: skip


def test_flipped_bytes_are_told_or_change_nothing(copy: Path, framing: Run) -> None:
    whole = framing("lake", "sources", copy, "--threads", 1, "--json").out
    chance = random.Random(5)
    for _ in range(12):
        path = chance.choice(sorted(copy.rglob("*.parquet")))
        kept = path.read_bytes()
        damaged = bytearray(kept)
        for _ in range(3):
            damaged[-1 - chance.randrange(2000)] = chance.randrange(256)
        path.write_bytes(damaged)
        done = framing("lake", "sources", copy, "--threads", 1, "--json")
        assert done.out == whole or is_refused(done)
        path.write_bytes(kept)


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row.update(words=-5),
        lambda row: row.update(words=None),
        lambda row: row.update(published=None),
        lambda row: row["scores"][0].update(weight=float("nan")),
        lambda row: row["scores"][0].update(weight=float("inf")),
        lambda row: row["scores"][0].update(matches=-1),
        lambda row: row["scores"][0].update(dimension=None),
        lambda row: row["scores"][0].update(dimension="none of theirs"),
        lambda row: row["scores"][0].update(dimension=row["scores"][1]["dimension"]),
        lambda row: row["scores"].append(row["scores"][0]),
        lambda row: row["scores"].pop(),
        lambda row: row["scores"].clear(),
    ],
)
def test_impossible_values_make_no_figures(copy: Path, framing: Run, change: Change) -> None:
    rewrite(copy, change)
    assert is_refused(framing("lake", "trend", copy))


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row["scores"][0].update(rate_per_1000=-1.0),
        lambda row: row["scores"][0].update(high=float("nan")),
        lambda row: row["scores"][0].update(interval="\x1b[2J"),
        lambda row: row["scores"].append(row["scores"][0]),
        lambda row: row["scores"].reverse(),
        lambda row: row.update(unit=None),
    ],
)
def test_impossible_values_are_not_listed(copy: Path, framing: Run, change: Change) -> None:
    rewrite(copy, change)
    assert is_refused(framing("lake", "articles", copy, "--limit", 1000))


def test_a_file_that_is_not_as_it_was_written_is_told(copy: Path, framing: Run) -> None:
    """Its articles would be missing without a word."""
    path = min(copy.glob("year=2021/*.parquet"))
    table = pq.ParquetFile(path).read()
    pq.write_table(table.slice(0, 3), path)
    for command in ("sources", "articles"):
        done = framing("lake", command, copy)
        assert is_refused(done)
        assert "were written" in done.err


def test_more_articles_than_the_manifest_says_are_not_taken(
    copy: Path, framing: Run, tmp_path: Path
) -> None:
    """A file of a few kilobytes may unpack to any number of them."""
    path = min(copy.glob("year=2021/*.parquet"))
    table = pq.ParquetFile(path).read()
    pq.write_table(pa.concat_tables([table, table.slice(0, 1)]), path)
    admit(copy)
    done = framing("lake", "take", copy, "--db", tmp_path / "part.db")
    assert is_refused(done)
    assert "holds more articles than the manifest of its lake says" in done.err


@pytest.mark.parametrize("command", ["sources", "articles", "take"])
def test_bytes_are_no_texts(copy: Path, framing: Run, tmp_path: Path, command: str) -> None:
    for path in copy.rglob("*.parquet"):
        table = pq.ParquetFile(path).read()
        place = table.schema.get_field_index("text")
        content = pa.array([b"\xff\x1b"] * table.num_rows, pa.binary())
        pq.write_table(table.set_column(place, "text", content), path)
    admit(copy)
    db = ("--db", tmp_path / "part.db") if command == "take" else ()
    assert is_refused(framing("lake", command, copy, *db))


@pytest.mark.parametrize("told", [{"run": "\ud800"}, {"options": {"texts": float("nan")}}])
def test_what_made_the_scores_is_texts_and_numbers(
    copy: Path, framing: Run, tmp_path: Path, told: dict[str, object]
) -> None:
    for path in copy.rglob("*.parquet"):
        table = pq.ParquetFile(path).read()
        about = json.loads(table.schema.metadata[b"framing"]) | told
        metadata = {b"framing": json.dumps(about).encode()}
        pq.write_table(table.replace_schema_metadata(metadata), path)
    admit(copy)
    assert is_refused(framing("lake", "take", copy, "--db", tmp_path / "part.db"))


def test_what_is_taken_is_what_a_scan_gives(copy: Path, framing: Run, tmp_path: Path) -> None:
    rewrite(copy, lambda row: row["scores"][0].update(matches=77))
    assert is_refused(framing("lake", "take", copy, "--db", tmp_path / "part.db"))
    assert framing("articles", "--db", tmp_path / "part.db").out == ""


@pytest.mark.parametrize(
    ("table", "what"),
    [
        (pa.table({"id": ["a"], "text": ["b"]}), "cannot be read as a lake"),
        (pa.table({"id": [1], "scores": [[1]], "words": ["many"]}), "cannot be read as a lake"),
    ],
)
def test_files_of_other_columns_are_refused(
    copy: Path, framing: Run, table: pa.Table, what: str
) -> None:
    for path in copy.rglob("*.parquet"):
        pq.write_table(table, path)
    admit(copy)
    done = framing("lake", "sources", copy)
    assert is_refused(done)
    assert what in done.err


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "year=2021/../x.parquet", "/etc/passwd", "year=2021/gone.parquet"]
)
def test_a_manifest_leads_nowhere_else(copy: Path, framing: Run, name: str) -> None:
    path = copy / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["shards"][0]["outputs"][0]["file"] = name
    path.write_text(json.dumps(manifest))
    done = framing("lake", "sources", copy)
    assert is_refused(done)
    assert "the manifest names a file that is not there" in done.err


def test_a_pipe_in_place_of_a_file_is_not_waited_for(copy: Path, framing: Run) -> None:
    path = min(copy.glob("year=2021/*.parquet"))
    path.unlink()
    os.mkfifo(path)
    assert is_refused(framing("lake", "sources", copy))


def test_a_damaged_list_of_repeated_rows_is_one_line(copy: Path, framing: Run) -> None:
    (copy / "duplicates.csv").write_bytes(b"file,id\nyear=2021/x.parquet\n")
    assert is_refused(framing("lake", "sources", copy))
    (copy / "duplicates.csv").write_bytes(b"\xff\xfe\x00")
    assert is_refused(framing("lake", "sources", copy))


def test_a_list_of_repeated_rows_that_is_lost_or_of_another_length_is_told(
    tmp_path: Path, framing: Run
) -> None:
    """Without it articles would count twice."""
    own = rows(9)
    lake = lake_of(
        tmp_path / "lake", [news(tmp_path / "a.jsonl", own), news(tmp_path / "b.jsonl", own)]
    )
    listed = lake / "duplicates.csv"
    lines = listed.read_bytes()
    assert framing("lake", "sources", lake).code == 0
    for other in (lines[: lines.rindex(b"\n", 0, -1) + 1], lines + b"year=2019/x.parquet,abc\n"):
        listed.write_bytes(other)
        done = framing("lake", "sources", lake)
        assert is_refused(done)
        assert "rows that count elsewhere, and the manifest" in done.err
    listed.unlink()
    assert is_refused(framing("lake", "sources", lake))
    os.mkfifo(listed)
    assert is_refused(framing("lake", "sources", lake))


def test_names_are_text_wherever_they_stand(tmp_path: Path, framing: Run) -> None:
    """Quotes and wildcards in the name of the folder, control sequences in that of a source."""
    own = [
        each | {"source": "\x1b]0;owned\x07'; DROP TABLE t; --\u202e"} for each in rows(9)
    ]  # one has no words
    folder = tmp_path / "it's a [lake] *"
    lake_of(folder, [news(tmp_path / "a.jsonl", own)])
    done = framing("lake", "sources", folder)
    assert done.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & {*done.out}
    (risk,) = framing("lake", "sources", folder, "--dimension", "risk", "--json").rows
    assert risk["source"] == own[0]["source"]
    assert risk["articles"] == 8  # one has no words
    rule = f"source={own[0]['source']}"
    assert len(framing("lake", "articles", folder, "--where", rule, "--json").rows) == 9


def test_an_unfinished_lake_says_so(copy: Path, framing: Run) -> None:
    path = copy / "manifest.json"
    path.write_text(path.read_text().replace('"complete":true', '"complete":false'))
    done = framing("lake", "sources", copy)
    assert (done.code, "this lake is not finished" in done.err) == (0, True)


def test_no_room_for_temporary_files_is_no_fault_of_the_lake(
    copy: Path, framing: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", full)
    done = framing("lake", "sources", copy)
    assert is_refused(done)
    assert "set TMPDIR to a folder with room" in done.err
