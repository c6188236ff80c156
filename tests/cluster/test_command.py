"""`framing cluster score` says in a few lines what it did, and ends with the code of a shell."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.cluster import engines
from tests.cluster.lake_world import entry_sum, manifest, news, ratings
from tests.command import Run

SERIAL = ("--engine", "serial", "--lexicon", "risk")


def test_the_figures_are_told_in_words_and_in_json(framing: Run, home: Path) -> None:
    path = news(home / "news.jsonl", 30)
    again = home / "again.jsonl"
    again.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    call = ("cluster", "score", path, again, home / "lake", *SERIAL, "--run", "spring")
    total = entry_sum(ratings([path]).values())
    done = framing(*call)
    assert (done.code, done.out) == (0, "")
    assert done.err.splitlines() == [
        f"1 shard: 1 scored, 0 done before ({home / 'lake'})",
        "30 articles; 1 stood there before, 0 rows passed over; entry hash " + total[:16] + "…",
    ]
    (row,) = framing(*call, "--json").rows
    told = {"run": "spring", "shards": 1, "scored": 0, "done_before": 1, "articles": 30}
    assert row.items() >= (told | {"duplicates": 1, "entry_hash": total, "complete": True}).items()
    assert manifest(home / "lake")["run"] == "spring"


def test_a_refused_file_is_a_line_and_the_exit_code_1(framing: Run, home: Path) -> None:
    good, bad = news(home / "a.jsonl", 3), home / "b\x1b[31m.jsonl"
    bad.write_text('{"text": "A risk."}\nno \x1b]0;JSON\n', encoding="utf-8")
    done = framing("cluster", "score", good, bad, home / "lake", *SERIAL)
    assert done.code == 1
    first, *_ = done.err.splitlines()
    assert first.startswith(rf"error: {home}/b\x1b[31m.jsonl:2:")
    assert "\x1b" not in done.err
    again = framing("cluster", "score", good, bad, home / "lake", *SERIAL, "--skip-bad-rows")
    assert again.code == 0
    assert "4 articles; 0 stood there before, 1 row passed over" in again.err


def test_what_is_told_of_many_files_is_cut(framing: Run, home: Path) -> None:
    folder = home / "news"
    folder.mkdir()
    for number in range(20):
        (folder / f"{number:02}.jsonl").write_text("no JSON\n", encoding="utf-8")
    done = framing("cluster", "score", folder, home / "lake", *SERIAL)
    lines = done.err.splitlines()
    assert sum(line.startswith("error: ") for line in lines) == 12
    assert "and 8 more such lines" in done.err


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--engine", "serial", "--workers", "2"), "--engine serial has no workers"),
        (("--scheduler", "tcp://a:1", "--workers", "2"), "--workers starts workers, and"),
        (("--scheduler", "\x1b[2J"), "is no address of a scheduler"),
        (("--lexicon", "absent"), "no lexicon and no file is called"),
        (("--map", "text"), "--map takes FIELD=COLUMN"),
        (("--date-order", "ydm"), "no order of dates is called"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_line(
    framing: Run, home: Path, asked: tuple[str, ...], told: str
) -> None:
    done = framing("cluster", "score", news(home / "news.jsonl", 3), home / "lake", *asked)
    assert done.code in (1, 2)
    assert told in done.err and done.err.count("\n") == 1
    assert "\x1b" not in done.err


def test_without_dask_one_process_does_all(
    framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "find_spec", lambda _: None)
    path = news(home / "news.jsonl", 3)
    done = framing("cluster", "score", path, home / "lake", "--lexicon", "risk")
    assert done.code == 0
    assert "Dask is not installed: one process does all" in done.err


def test_the_manifest_that_cannot_be_read_is_a_line(framing: Run, home: Path) -> None:
    path = news(home / "news.jsonl", 3)
    (home / "lake").mkdir()
    (home / "lake" / "manifest.json").write_text("{", encoding="utf-8")
    done = framing("cluster", "score", path, home / "lake", *SERIAL)
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "manifest.json: this is no manifest of a lake" in done.err
