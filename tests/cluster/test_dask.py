"""Workers of Dask make the lake that one process makes, whoever is killed in between."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from framing.cluster import Receipt, score_files
from framing.cluster.engines import Dask, Done, Lost, serial
from framing.cluster.pieces import Shard
from framing.errors import FramingError
from framing.shards import ShardOptions
from tests.cluster.lake_world import RISK, lexicons, manifest, news, summary
from tests.paths import ROOT

Lake = Path
SHARDS = 20
MIB = 1 << 20


@pytest.fixture
def command(tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """Begins `framing cluster score` with workers of its own, in a session of its own."""

    def begin(*arguments: str | Path) -> subprocess.Popen[str]:
        apart = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "CONFIG", "CACHE")}
        named = (*map(str, arguments), "--lexicon", str(RISK))
        return subprocess.Popen(
            [sys.executable, "-m", "framing", "cluster", "score", *named],
            cwd=tmp_path,
            env=os.environ | apart | {"PYTHONPATH": str(ROOT)},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            # What a shell starts in the background is deaf to Ctrl-C, and so is what that starts.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )

    return begin


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two files of some twenty megabytes; articles of the first stand in the second too."""
    folder = tmp_path / "news"
    folder.mkdir()
    news(folder / "a.jsonl", 3_900, 1, words=400)
    first = (folder / "a.jsonl").read_bytes().splitlines(keepends=True)[:50]
    second = news(folder / "b.jsonl", 3_900, 2, words=400)
    second.write_bytes(second.read_bytes() + b"".join(first))
    return folder


@pytest.fixture
def alone(tmp_path: Path, corpus: Path) -> Path:
    """What one process makes of them."""
    lake = tmp_path / "alone"
    score_files([str(corpus)], lake, lexicons(), ShardOptions(), serial, shard_bytes=MIB)
    assert len(manifest(lake)["shards"]) >= SHARDS
    return lake


def wait_for(lake: Path, receipts: int) -> None:
    while len([*(lake / "shards").glob("*.json")]) < receipts:
        time.sleep(0.02)


def workers_of(process: subprocess.Popen[str]) -> list[psutil.Process]:
    found = psutil.Process(process.pid).children(recursive=True)
    return [each for each in found if any("spawn_main" in part for part in each.cmdline())]


def test_workers_make_the_same_lake_and_listen_on_this_machine_alone(
    tmp_path: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    paths = [news(tmp_path / f"{number}.jsonl", 3, number) for number in range(3)]
    process = command(*paths, tmp_path / "lake", "--workers", "1")
    listening = set()
    while process.poll() is None:
        try:
            own = psutil.Process(process.pid)
            for each in (own, *own.children(recursive=True)):
                ends = each.net_connections(kind="inet")
                listening |= {end.laddr.ip for end in ends}
        except psutil.Error:
            continue
        time.sleep(0.05)
    _, told = process.communicate()
    assert (process.returncode, listening) == (0, {"127.0.0.1"}), told
    score_files(map(str, paths), tmp_path / "alone", lexicons(), ShardOptions(), serial)
    assert summary(tmp_path / "lake") == summary(tmp_path / "alone")


@pytest.mark.slow
def test_a_worker_is_killed_and_nothing_is_lost(
    tmp_path: Path, corpus: Path, alone: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    lake = tmp_path / "lake"
    process = command(corpus, lake, "--workers", "2", "--shard-size", "1")
    wait_for(lake, 4)
    workers_of(process)[0].kill()
    _, told = process.communicate()
    assert process.returncode == 0, told
    assert "Traceback" not in told
    assert summary(lake) == summary(alone)
    assert manifest(lake)["duplicates"] == 50
    assert not [*lake.rglob("*.part")]


@pytest.mark.slow
def test_a_killed_run_goes_on_and_leaves_no_worker(
    tmp_path: Path, corpus: Path, alone: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    lake = tmp_path / "lake"
    process = command(corpus, lake, "--workers", "2", "--shard-size", "1")
    wait_for(lake, 6)
    workers = workers_of(process)
    process.kill()
    process.communicate()
    psutil.wait_procs(workers, timeout=30)
    assert not any(each.is_running() for each in workers)
    assert not manifest(lake)["complete"]
    again = command(corpus, lake, "--workers", "2", "--shard-size", "1")
    _, told = again.communicate()
    assert again.returncode == 0, told
    assert int(told.split(" scored, ")[1].split()[0]) >= 6
    assert summary(lake) == summary(alone)
    assert not [*lake.rglob("*.part")]


@pytest.mark.slow
def test_one_process_is_killed_again_and_again(
    tmp_path: Path, corpus: Path, alone: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    lake, chance = tmp_path / "lake", random.Random(3)
    size = ("--engine", "serial", "--shard-size", "1")
    for receipts in (0, 2, 5, 9, 12, 15, 18):
        process = command(corpus, lake, *size)
        wait_for(lake, receipts)
        time.sleep(chance.random() / 4)
        process.kill()
        process.communicate()
    process = command(corpus, lake, *size)
    _, told = process.communicate()
    assert process.returncode == 0, told
    assert summary(lake) == summary(alone)
    assert not [*lake.rglob("*.part")]


@pytest.mark.slow
def test_ctrl_c_ends_all_in_a_line(
    tmp_path: Path, corpus: Path, command: Callable[..., subprocess.Popen[str]]
) -> None:
    lake = tmp_path / "lake"
    process = command(corpus, lake, "--workers", "2", "--shard-size", "1")
    wait_for(lake, 2)
    workers = workers_of(process)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert told.strip() == "stopped: the same command goes on from what is done"
    psutil.wait_procs(workers, timeout=30)
    assert not any(each.is_running() for each in workers)


def dying(shard: Shard) -> Receipt:
    """Ends its process at one shard, as a machine without memory does."""
    if shard.name == "1":
        os._exit(9)
    return Receipt(shard.name)


@pytest.mark.slow
def test_a_shard_that_ends_every_worker_is_lost_alone() -> None:
    shards = [Shard(str(number), (), 1) for number in range(4)]
    with Dask(workers=1)(dying, shards) as outcomes:
        found = {each.name: each for each in outcomes}
    assert isinstance(found.pop("1"), Lost)
    assert found == {name: Done(name) for name in ("0", "2", "3")}


@pytest.mark.slow
def test_a_cluster_that_is_there_serves_as_well(tmp_path: Path, corpus: Path, alone: Path) -> None:
    lake = tmp_path / "lake"
    with scheduler(tmp_path) as address:
        engine = Dask(scheduler=address)
        score_files([str(corpus)], lake, lexicons(), ShardOptions(), engine, shard_bytes=MIB)
    assert summary(lake) == summary(alone)


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """The address of a scheduler with two workers, as an administrator starts them."""
    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    here = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", str(told)]
    known = {"env": os.environ | {"PYTHONPATH": str(ROOT)}, "cwd": folder}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    begun = [subprocess.Popen([*dask, "scheduler", *here, "--port", "0"], **known, **quiet)]
    try:
        while not told.exists():
            time.sleep(0.05)
        worker = [*dask, "worker", *here, "--nworkers", "2", "--nthreads", "1"]
        begun.append(subprocess.Popen(worker, **known, **quiet))
        yield str(json.loads(told.read_text())["address"])
    finally:
        for each in reversed(begun):
            each.terminate()
            each.wait()


@pytest.mark.slow
def test_where_no_scheduler_is_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import dask

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(FramingError, match=r"no scheduler answers at tcp://127\.0\.0\.1:9"),
        Dask(scheduler="tcp://127.0.0.1:9")(dying, [Shard("0", (), 1)]),
    ):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("pause", [0.0, 0.4, 1.2])
def test_ctrl_c_while_workers_start_is_quiet(
    tmp_path: Path, corpus: Path, command: Callable[..., subprocess.Popen[str]], pause: float
) -> None:
    """All processes of a terminal hear it, those that are loading Dask too."""
    second = (corpus / "b.jsonl").read_bytes()
    for number in range(20):  # more than can be done by then
        (corpus / f"{number}.jsonl").write_bytes(second)
    process = command(corpus, tmp_path / "lake", "--workers", "2")
    while not (workers := workers_of(process)):
        time.sleep(0.02)
    time.sleep(pause)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate()
    assert (process.returncode, told.splitlines()[:1]) == (
        130,
        ["stopped: the same command goes on from what is done"],
    )
    assert "Traceback" not in told
    assert not psutil.wait_procs(workers, timeout=30)[1]
