"""`framing import --progress`: what a pipe is told of what is stored."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from framing.library import Library
from framing.runs.import_summary import ImportTally, Stored
from tests.command import Run
from tests.runs.test_worker_processes import corpus


@pytest.fixture
def two(home: Path) -> tuple[Path, Path]:
    """A file of more articles than one transaction holds, and one of a few."""
    return corpus(home / "many.jsonl", 1500), corpus(home / "few.jsonl", 3, source="Else")


def test_a_line_for_each_file_of_each_commit(framing: Run, two: tuple[Path, Path]) -> None:
    many, few = two
    done = framing("import", many, few, "--progress", "lines")
    assert done.code == 0
    assert done.out.splitlines() == [
        f"stored 1000 of 1500 in {many} (1000 in all)",
        f"stored 1500 of 1500 in {many} (1500 in all)",
        f"stored 3 of 3 in {few} (1503 in all)",
    ]
    assert done.err.splitlines()[-1].startswith("1503 added, 0 already there")


def test_articles_that_are_there_already_are_stored(framing: Run, two: tuple[Path, Path]) -> None:
    _, few = two
    first = framing("import", few, "--progress", "lines")
    again = framing("import", few, "--progress", "lines")
    assert again.out == first.out == f"stored 3 of 3 in {few} (3 in all)\n"


def test_json_is_an_object_a_line(framing: Run, two: tuple[Path, Path]) -> None:
    _, few = two
    done = framing("import", few, "--progress", "lines", "--json")
    stored, summary = map(json.loads, done.out.splitlines())
    assert stored == {"kind": "stored", "file": str(few), "articles": 3, "of": 3, "total": 3}
    assert (summary["kind"], summary["added"]) == ("import", 3)


@pytest.mark.parametrize("how", [(), ("--progress", "bar"), ("--progress", "none")])
def test_a_pipe_gets_no_line_it_was_not_asked_for(
    framing: Run, two: tuple[Path, Path], how: tuple[str, ...]
) -> None:
    done = framing("import", two[1], *how)
    assert done.out == ""
    assert "importing" not in done.err


def test_a_dry_run_stores_nothing_and_says_nothing_of_it(
    framing: Run, two: tuple[Path, Path]
) -> None:
    assert "stored" not in framing("import", two[1], "--dry-run", "--progress", "lines").out


def test_a_hostile_name_stays_one_line_of_plain_signs(framing: Run, home: Path) -> None:
    corpus(home / "\x1b[2J\nx.jsonl", 1)
    done = framing("import", home / "\x1b[2J\nx.jsonl", "--progress", "lines")
    assert done.out == f"stored 1 of 1 in {home}/\\x1b[2J x.jsonl (1 in all)\n"


def test_what_is_said_to_be_stored_was_committed(home: Path, two: tuple[Path, Path]) -> None:
    """Another connection sees every article that a line tells of, with its scores."""
    from framing.articles import Options, find_files
    from framing.runs import import_files
    from framing.runs.rescoring import at_hand

    path = home / "l.db"
    seen: list[tuple[int, int, int]] = []

    def stored(told: Stored) -> None:
        db = sqlite3.connect(path)
        counts = (
            db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("articles", "scores")
        )
        seen.append((told.total, *counts))
        db.close()

    with Library(path, create=True) as library:
        files = find_files(list(map(str, two)), Options()).files
        import_files(library, files, Options(), at_hand(), tally=ImportTally(stored=stored))
    assert [total for total, *_ in seen] == [1000, 1500, 1503]
    assert all(articles >= total for total, articles, _ in seen)
    assert all(scores == 3 * articles for _, articles, scores in seen)


@pytest.mark.skipif(sys.platform == "win32", reason="pipes that close")
def test_an_import_goes_on_where_nobody_reads_its_lines(home: Path, two: tuple[Path, Path]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "framing", "import", two[0], "--progress", "lines"]
    done = subprocess.run(
        [*map(str, command), "--db", str(home / "l.db")],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(writer)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1].startswith("1500 added")
