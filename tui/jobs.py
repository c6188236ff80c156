"""Owns the job lane: one long piece of work at a time, beside the screens and never before them.

What computes runs in a process of its own, so that no key waits for it; the rest in a thread. A
job tells how far it is by the `Report` that it is given, and is stopped at its next report, or by
the signal that ends its process, which undoes what is half done.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.errors import FramingError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Report = Callable[[int, int], None]
"""Told how much is done, of how much in all; 0 in all where nobody knows."""
Work = Callable[[Report], object]
"""Does it and returns the sentence that tells what was done, or a report that has a screen.

A function of a module or a `partial` of one, so that it can be sent to another process.
"""

_REPORT_SECONDS = 0.1
"""Reports that come sooner after another are not sent on."""
_NICE = 10
"""How far a job's process steps back where others want the processor: the keys of the app do."""
_PATIENCE = 3.0
"""Seconds that a stopped process has to tidy up."""


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of work under a name."""

    title: str
    """`Export matches`."""
    work: Work
    computes: bool = True
    """Whether it takes a process of its own; else a thread of this one."""
    changes_articles: bool = False
    """Whether lists are to be read anew after it."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job is."""

    title: str
    done: int = 0
    total: int = 0

    @property
    def share(self) -> float | None:
        """How much is done, 0 to 1; None where nobody knows."""
        return min(self.done / self.total, 1.0) if self.total else None


@dataclass(frozen=True, slots=True)
class JobResult:
    """How a job ended: with what it returned, with an error, or with neither because it was
    stopped."""

    job: Job
    said: object = ""
    error: FramingError | None = None


class _StoppedError(Exception):
    """The user does not want the job any more."""


class JobLane:
    """Runs one job at a time; tells how far it is and how it ended, from a thread of its own."""

    def __init__(
        self, moved: Callable[[JobProgress], object], ended: Callable[[JobResult], object]
    ) -> None:
        self._moved = moved
        self._ended = ended
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._process: BaseProcess | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._thread is not None and self._thread.is_alive()

    def start(self, job: Job) -> bool:
        """Run a job; refused, as the answer tells, while another runs."""
        if self.is_busy:
            return False
        self._stop.clear()
        self._thread = threading.Thread(target=self._run, args=(job,), name="job", daemon=True)
        self._thread.start()
        return True

    def stop(self) -> None:
        """Have the running job stopped, if there is one; its end is posted like any other."""
        self._stop.set()
        if (process := self._process) is not None:
            with suppress(ValueError):  # it has ended and was closed in the meantime
                process.terminate()

    def close(self) -> None:
        """Stop what runs and wait until it has tidied up."""
        self.stop()
        if self._thread is not None:
            self._thread.join(2 * _PATIENCE)

    def _run(self, job: Job) -> None:
        self._moved(JobProgress(job.title))
        result = JobResult(job)
        try:
            said = self._in_process(job) if job.computes else job.work(self._reporter(job))
            result = JobResult(job, said)
        except FramingError as error:
            if not self._stop.is_set():
                result = JobResult(job, error=error)
        except _StoppedError:
            pass
        except Exception as error:  # a mistake of ours must not leave the lane busy for ever
            result = JobResult(job, error=_mistake(error))
        self._ended(result)

    def _reporter(self, job: Job) -> Report:
        def report(done: int, total: int) -> None:
            if self._stop.is_set():
                raise _StoppedError
            self._moved(JobProgress(job.title, done, total))

        return _seldom(report)

    def _in_process(self, job: Job) -> object:
        """What the job says in the end. Raises its FramingError, or one where it ended without."""
        from multiprocessing import get_context  # takes time, and the first screen does without

        context = get_context("spawn")  # a forked process would hold the terminal and all files
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_serve, args=(there, job.work))
        with redirect_stderr(sys.__stderr__):  # a new process wants a file, and the app's is none
            process.start()
        there.close()
        self._process = process
        try:
            if self._stop.is_set():
                process.terminate()
            return self._follow(job, here)
        except EOFError:
            process.join(_PATIENCE)
            what = f"{job.title}: its process ended by itself (code {process.exitcode})"
            raise FramingError(what, hint="the memory may not be enough") from None
        finally:
            self._process = None
            here.close()
            _end(process)

    def _follow(self, job: Job, pipe: Connection) -> object:
        while True:
            match pipe.recv():
                case (int() as done, int() as total):
                    self._moved(JobProgress(job.title, done, total))
                case FramingError() as error:
                    raise error
                case said:
                    return said


def _mistake(error: Exception) -> FramingError:
    """What is told of a mistake of ours; its details are kept in a file."""
    from tui.crash_report import write_details

    return FramingError(write_details(error))


def _end(process: BaseProcess) -> None:
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _seldom(report: Report) -> Report:
    """The same report, but not oftener than somebody can read it."""
    last = 0.0

    def sometimes(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _REPORT_SECONDS:
            last = now
            report(done, total)

    return sometimes


def _serve(pipe: Connection, work: Work) -> None:
    """What the process of a job does: it says nothing to the terminal and ends with its pipe."""
    for stream in (0, 1, 2):
        os.dup2(os.open(os.devnull, os.O_RDWR), stream)
    if hasattr(os, "nice"):
        os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Ended like this, it tidies up what is half written.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    answer: object
    with suppress(BrokenPipeError):  # nobody wants it any more
        try:
            answer = work(_seldom(lambda done, total: pipe.send((done, total))))
        except FramingError as error:
            answer = error
        except BrokenPipeError:
            raise
        except Exception as error:
            answer = _mistake(error)
        pipe.send(answer)
