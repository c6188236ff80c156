"""Work for jobs in processes of their own: functions of a module, so that they can be sent."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

from framing.errors import LibraryError
from framing.places import replacing
from tui.jobs import Report


def count(upto: int, report: Report) -> str:
    """Counts and tells of it, as slowly as reports are sent on."""
    for done in range(1, upto + 1):
        time.sleep(0.11)
        report(done, upto)
    return f"Counted to {upto} in process {os.getpid()}"


def refuse(report: Report) -> str:
    raise LibraryError("the disk is full", hint="make room", file="big.db")


def stumble(report: Report) -> str:
    raise RuntimeError("oops \x1b[2J")


def niceness(report: Report) -> str:
    return str(os.nice(0))


def vanish(report: Report) -> str:
    os._exit(7)


def change_for_ever(path: str, report: Report) -> str:
    """Has a transaction of a library open, its articles half changed, until it is ended."""
    with sqlite3.connect(path, isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE articles SET source = 'half' WHERE seq > 1")
        while True:
            report(1, 2)
            time.sleep(0.05)


def shout(report: Report) -> str:
    """Writes where a terminal would be."""
    os.write(1, b"LOUD")
    os.write(2, b"LOUD")
    return "was heard by nobody"


def write_for_ever(path: str, report: Report) -> str:
    """Holds a half written file until it is stopped."""
    with replacing(Path(path), force=False) as stream:
        stream.write("half")
        stream.flush()
        while True:
            report(1, 2)
            time.sleep(0.05)
