"""What the workers of the tests do: sent to other processes by name, which load nothing more."""

from __future__ import annotations

import os
import time
from pathlib import Path

from framing.errors import ReadError
from framing.runs.worker_processes import Work


def doubling() -> Work[int, int]:
    return lambda number: number * 2


def refusing(bad: int) -> Work[int, int]:
    def work(number: int) -> int:
        if number == bad:
            raise ReadError("is odd", file="a.txt", line=7, hint="mend it")
        return number

    return work


def dying() -> Work[int, int]:
    return lambda number: os._exit(9)


def sleeping() -> Work[int, int]:
    """Only the first batch is done at once."""
    return lambda number: (number and time.sleep(3600)) or number


def wordy(folder: Path) -> Work[int, bytes]:
    """Its answers are longer than what a pipe holds; a file tells that one comes."""

    def work(number: int) -> bytes:
        (folder / str(number)).touch()
        return bytes(10_000_000)

    return work
