"""Work on several processes: the same results in the same order, and a clean end in every case."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from framing.errors import FramingError, ReadError
from framing.matching import Scanner
from framing.runs import worker_processes
from framing.runs.rescoring import at_hand
from framing.runs.worker_processes import in_order, processes_for
from tests.command import Run
from tests.library_world import article
from tests.runs.works import doubling, dying, refusing, sleeping, wordy

WORDS = """the government support funds start-ups crisis risks bubble rivals compete lead not no
    never subsidies state investors fear growth market of and a in as firms say ministry"""
TABLES = {
    "articles": "*",
    "scores": "*",
    "entry_counts": "*",
    "articles_fts_data": "*",
    "imports": "seq, run, origin, added, present",
    "runs": "seq, kind, lexicons, articles, scores",
}


def texts(size: int, seed: int = 1) -> list[str]:
    """Made-up articles of a few sentences."""
    chance, words = random.Random(seed), WORDS.split()
    return [
        f"Item {number}. " + " ".join(chance.choices(words, k=chance.randrange(5, 60))) + "."
        for number in range(size)
    ]


def corpus(path: Path, size: int, **fields: str) -> Path:
    """A file of so many articles."""
    rows = ({"text": text, "source": f"s{n % 7}"} | fields for n, text in enumerate(texts(size)))
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def content(path: Path) -> dict[str, list[tuple]]:
    """All rows of a library but for times."""
    db = sqlite3.connect(path)
    found = {
        table: db.execute(f"SELECT {columns} FROM {table}").fetchall()
        for table, columns in TABLES.items()
    }
    db.close()
    return found


def totals(path: Path) -> list[tuple]:
    """Matches, weight and words of a library by dimension."""
    db = sqlite3.connect(path)
    sql = "SELECT dimension, sum(matches), sum(weight), sum(words) FROM scores GROUP BY dimension"
    found = db.execute(sql).fetchall()
    db.close()
    return found


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("size", [0, 1, 2, 7])
def test_results_come_in_order_with_their_batches(jobs: int, size: int) -> None:
    with in_order(doubling, range(size), jobs) as results:
        assert list(results) == [(number, 2 * number) for number in range(size)]


def test_no_more_batches_are_on_their_way_than_workers() -> None:
    taken = []
    with in_order(doubling, (taken.append(n) or n for n in range(20)), 2) as results:
        for number, _ in results:
            assert len(taken) <= number + 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_the_work_is_the_same_from_a_worker(jobs: int) -> None:
    done = []
    with (
        pytest.raises(ReadError, match=r"^a\.txt:7: is odd \(mend it\)$"),
        in_order(partial(refusing, 3), range(9), jobs) as results,
    ):
        done.extend(results)
    assert done == [(0, 0), (1, 1), (2, 2)]


def test_a_worker_that_dies_is_an_error() -> None:
    with (
        pytest.raises(FramingError, match=r"ended by itself \(code 9\)"),
        in_order(dying, range(3), 2) as results,
    ):
        list(results)


def test_a_worker_that_is_killed_while_it_answers_is_an_error(tmp_path: Path) -> None:
    def batches() -> Iterator[int]:
        yield from (0, 1)
        while len(list(tmp_path.iterdir())) < 2:
            time.sleep(0.02)
        time.sleep(0.2)  # for the answers to be on their way; else ends without one are met
        for worker in active_children():
            worker.kill()
        yield 2

    with (
        pytest.raises(FramingError, match=r"ended by itself \(code -9\)"),
        in_order(partial(wordy, tmp_path), batches(), 2) as results,
    ):
        list(results)


def test_workers_that_still_work_end_with_the_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_processes, "_PATIENCE", 0.1)
    with pytest.raises(KeyError), in_order(sleeping, range(4), 2) as results:
        assert next(results) == (0, 0)
        assert len(active_children()) == 2
        raise KeyError
    assert not active_children()  # each would sleep for an hour


def test_threads_processes_and_serial_give_equal_totals_and_rows(framing: Run, home: Path) -> None:
    path = corpus(home / "news.jsonl", 1500)
    for jobs in (1, 2):
        done = framing("import", path, "--db", home / f"{jobs}.db", "--jobs", jobs)
        assert (done.code, done.err.splitlines()[-1][:10]) == (0, "1500 added")
    serial = content(home / "1.db")
    assert content(home / "2.db") == serial
    assert len(serial["articles"]) == 1500

    scanner = Scanner(at_hand().lexicons)  # one for all threads
    articles = [article(text) for text in texts(1500)]
    parts = [articles[begin : begin + 100] for begin in range(0, 1500, 100)]
    with ThreadPoolExecutor(4) as threads:
        rated = [each for part in threads.map(scanner.rate, parts) for each in part]
    assert rated == list(scanner.rate(articles))
    sums: dict[str, list[float]] = {}
    for rating in rated:
        for score in rating.scores:
            total = sums.setdefault(score.dimension, [0, 0.0, 0])
            for place, value in enumerate((score.matches, score.weight, score.words)):
                total[place] += value
    assert [(name, *total) for name, total in sorted(sums.items())] == totals(home / "1.db")
    assert all(matches for _, matches, *_ in totals(home / "1.db"))


def test_scoring_again_with_processes_changes_nothing(framing: Run, home: Path) -> None:
    framing("import", corpus(home / "news.jsonl", 1500), "--db", home / "1.db")
    shutil.copy(home / "1.db", home / "2.db")
    for jobs in (1, 2):
        db = home / f"{jobs}.db"
        done = framing("score", "--all", "--jobs", jobs, "--db", db)
        assert (done.code, done.err) == (0, "1,500 articles scored; 0 were up to date\n")
    assert content(home / "1.db") == content(home / "2.db")


def test_importing_again_adds_nothing_with_processes_either(framing: Run, home: Path) -> None:
    path, db = corpus(home / "news.jsonl", 1500), home / "l.db"
    framing("import", path, "--db", db)
    before = content(db)["articles"]
    done = framing("import", path, "--db", db, "--jobs", 2)
    assert done.code == 0
    assert done.err.endswith(f"\n0 added, 1500 already there ({db})\n")
    assert content(db)["articles"] == before


def test_a_bad_file_changes_nothing_and_good_ones_are_kept(framing: Run, home: Path) -> None:
    good, bad = corpus(home / "good.jsonl", 1500), corpus(home / "bad.jsonl", 1500, source="bad")
    with bad.open("a", encoding="utf-8") as file:
        file.write("{}\n")
    answers = []
    for jobs in (1, 2):
        db = home / f"{jobs}.db"
        answers.append(framing("import", bad, good, "--db", db, "--jobs", jobs).err)
        assert {row[2] for row in content(db)["articles"]} == {f"s{n}" for n in range(7)}
    assert answers[0].replace("1.db", "2.db") == answers[1]
    assert answers[0].startswith(f"error: {bad}:1501: ")


def test_twins_are_counted_in_one_batch_as_in_two(framing: Run, home: Path) -> None:
    """The same text of another source is told, whether it was stored before or just now."""
    for source in ("a", "b"):
        (home / f"{source}.jsonl").write_text(
            json.dumps({"text": "Firms fear a crisis.", "source": source}) + "\n", encoding="utf-8"
        )
    files = home / "a.jsonl", home / "b.jsonl"
    once = framing("import", *files, "--db", home / "1.db")
    for file in files:
        twice = framing("import", file, "--db", home / "2.db")
    told = "1 of them have the text of an article of another source\n"
    assert told in once.err
    assert told in twice.err


def _heed_ctrl_c() -> None:
    """What a shell runs in the background is started deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group of processes")
def test_ctrl_c_ends_all_processes_and_leaves_whole_articles(home: Path) -> None:
    path, db = corpus(home / "news.jsonl", 20_000), home / "l.db"
    command = [sys.executable, "-m", "framing", "import", path, "--db", db, "--jobs", "2"]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=_heed_ctrl_c,
    )
    while not (db.exists() and _articles(db)):
        assert process.poll() is None
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err.startswith("stopped: ")
    assert "Traceback" not in err
    assert _are_gone(process.pid)
    added = _articles(db)
    assert 0 < added < 20_000
    assert f"stopped: {added} added" in err
    assert len(content(db)["scores"]) == 3 * added


@pytest.mark.skipif(sys.platform == "win32", reason="signals to a group of processes")
def test_workers_end_when_their_parent_is_killed(home: Path) -> None:
    path, db = corpus(home / "news.jsonl", 20_000), home / "l.db"
    command = [sys.executable, "-m", "framing", "import", path, "--db", db, "--jobs", "2"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    while not (db.exists() and _articles(db)):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert _are_gone(process.pid)


def _are_gone(group: int) -> bool:
    """Whether all processes of a group end within ten seconds."""
    for _ in range(500):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def _articles(db: Path) -> int:
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:  # not made yet
        return 0
    finally:
        connection.close()


def test_much_work_takes_the_cores_and_little_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert processes_for(999, 1000) == 1
    assert processes_for(1000, 1000) == 3
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(64)), raising=False)
    assert processes_for(1000, 1000) == 4
