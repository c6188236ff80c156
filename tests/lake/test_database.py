"""DuckDB, as it is opened for a lake, reaches nothing but the lake."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from framing.errors import ReadError
from framing.lake.database import database


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/hostname')",
        "SELECT * FROM read_text('../secret.txt')",
        "SELECT * FROM read_parquet('https://example.org/a.parquet')",
        "COPY (SELECT 1) TO '/tmp/framing-outside.csv'",
        "ATTACH '/tmp/framing-outside.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET threads = 64",
        "SELECT * FROM secret",
    ],
)
def test_nothing_else_is_opened(tmp_path: Path, sql: str) -> None:
    secret = [1]  # noqa: F841 - no variable of Python is a table either
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "lake").mkdir()
    with (
        database(tmp_path / "lake", threads=1, memory="200MB") as found,
        pytest.raises(ReadError, match="cannot be read as a lake"),
    ):
        list(found.rows(sql))


def test_what_takes_too_much_memory_is_one_line(tmp_path: Path) -> None:
    with (
        database(tmp_path, threads=1, memory="20MB") as found,
        pytest.raises(ReadError, match="takes more memory than it has"),
    ):
        list(found.rows("SELECT list(range) FROM range(20000000)"))


def test_ctrl_c_ends_a_query(tmp_path: Path) -> None:
    """The query would take hours. What a shell starts in the background is deaf to Ctrl-C until it
    says otherwise."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _interrupted(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)


def _interrupted(folder: Path) -> None:
    endless = "SELECT count(*) FROM range(10000000000000) WHERE hash(range) = 1"
    with (
        database(folder, threads=1, memory="200MB") as found,
        pytest.raises(KeyboardInterrupt),
    ):
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
        list(found.rows(endless))
