"""Commands that meet a fault of the file system, or are stopped before each of their writes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from select import select
from tempfile import mkdtemp
from types import TracebackType
from typing import IO, Self

Arguments = Sequence[str | Path]
"""What stands after `framing`."""

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]


class Fault(IntEnum):
    """What happens at a place; as in `faults.c`."""

    NONE = 0
    KILL = 1
    TEAR = 2
    """Half of a write, then a kill."""
    POWER = 3
    """A kill that takes with it what was written and not synced, all of it or some."""
    FULL = 4
    """From there on nothing can be written."""
    IO_ERROR = 5
    STOP = 6
    """No fault: the process waits before each place."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended command."""

    code: int
    """Below 0: the signal that killed it."""
    places: int
    """Calls that changed a file of the world, up to the end."""
    cpu: float
    """Seconds of the processor."""
    out: str
    err: str


def compiled(folder: Path) -> Path | None:
    """The library to preload; None where it cannot be made here."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if not (compiler and sys.platform == "linux"):
        return None
    library = folder / "faults.so"
    command = [compiler, "-std=c11", "-O1", "-shared", "-fPIC", "-o", library, _HERE / "faults.c"]
    subprocess.run([*command, "-ldl"], check=True)
    return library


class Faults:
    """A warm process that runs commands as often as asked; use it in a `with` block."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._folder = Path(mkdtemp())
        self._say, self._hear = self._folder / "say", self._folder / "hear"

    def __enter__(self) -> Self:
        environment = {
            **os.environ,
            "LD_PRELOAD": str(self._library),
            "OPENBLAS_NUM_THREADS": "1",  # a forked process has no other threads
        }
        for each in (self._say, self._hear):
            os.mkfifo(each)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.safety.driver"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=environment,
            text=True,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()
        shutil.rmtree(self._folder)

    def run(
        self,
        world: Path,
        *arguments: str | Path,
        fault: Fault = Fault.NONE,
        at: int = 0,
        after: float = 0.0,
    ) -> Ended:
        """Run `framing …` in a world: a folder with its library, settings and lexicons.

        It is killed `after` so many seconds of the processor, unless that is 0.
        """
        self._ask(self._request(world, arguments, mode=fault, at=at, after=after))
        return self._answers()[0]

    def together(
        self, world: Path, commands: Sequence[Arguments], meanwhile: Callable[[], None]
    ) -> list[Ended]:
        """Run several commands at once, and do something again and again until all have ended."""
        self._ask(*(self._request(world, each, n) for n, each in enumerate(commands)))
        try:
            while not select([self._answer], [], [], 0)[0]:
                meanwhile()
        finally:
            answers = self._answers()
        return answers

    def stops(self, world: Path, *arguments: str | Path) -> Iterator[int]:
        """Run one, and stop before each place; its number comes."""
        pipes = {"say": str(self._say), "hear": str(self._hear)}
        self._ask(self._request(world, arguments, mode=Fault.STOP, **pipes))
        place = 0
        try:
            with self._say.open("rb", buffering=0) as said, self._hear.open("wb", 0) as heard:
                while said.read(1):
                    place += 1
                    yield place
                    heard.write(b"\0")
        finally:  # it is killed where nobody wants to see the rest
            self._answers()

    def said(self, number: int = 0) -> str:
        """What a command printed on standard output so far."""
        return (self._folder / f"out{number}").read_text("utf-8")

    def _request(
        self, world: Path, arguments: Arguments, number: int = 0, **planted: object
    ) -> dict[str, object]:
        return {
            "arguments": list(map(str, arguments)),
            "world": str(world),
            "out": str(self._folder / f"out{number}"),
            "err": str(self._folder / f"err{number}"),
            **planted,
        }

    def _ask(self, *requests: dict[str, object]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(requests) + "\n")
        self._process.stdin.flush()

    @property
    def _answer(self) -> IO[str]:
        assert self._process.stdout
        return self._process.stdout

    def _answers(self) -> list[Ended]:
        return [
            Ended(**each, out=self.said(n), err=(self._folder / f"err{n}").read_text("utf-8"))
            for n, each in enumerate(json.loads(self._answer.readline()))
        ]
