"""The same work on many batches, in this process or in several, with the results in order.

A worker process owns all it works with and shares nothing. It has one batch at a time, so no more
are on their way than there are workers, and nobody waits for the other with a full pipe. It ends
when its pipe is closed: so too when the process that started it is killed.
"""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, TypeVar

from framing.errors import FramingError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Batch = TypeVar("Batch")
Result = TypeVar("Result")
Work = Callable[[Batch], Result]
Make = Callable[[], Work[Batch, Result]]

_PATIENCE = 2.0
"""Seconds that a worker may take to end by itself."""
_MOST_CORES = 4
"""Processes that nobody asked for: more of them wait for the one that writes."""


def processes_for(size: int, worth: int) -> int:
    """How many processes to use where nobody says it: one for less work than is worth a second.

    Work of `size` and `worth` is measured alike, in bytes or articles.
    """
    if size < worth:
        return 1
    allowed = getattr(os, "sched_getaffinity", None)  # Linux has it
    cores = len(allowed(0)) if allowed else os.cpu_count() or 1
    return min(cores, _MOST_CORES)


@contextmanager
def in_order(
    make: Make[Batch, Result], batches: Iterable[Batch], jobs: int
) -> Iterator[Iterator[tuple[Batch, Result]]]:
    """Each batch with the result of the work, in the order of the batches, inside the block.

    `make` makes the work, once in each process: it is a function of a module, or a `partial` of
    one, that can be sent to another process. A single batch is done in this process, whatever
    `jobs` says. A FramingError of the work is raised here, and one for a worker that ended without
    an answer. No worker outlives the block.
    """
    coming = iter(batches)
    first = list(islice(coming, 2 if jobs > 1 else 0))
    if len(first) < 2:
        work = make()
        yield ((batch, work(batch)) for batch in chain(first, coming))
        return
    workers: deque[_Worker[Batch, Result]] = deque()
    try:
        yield _results(make, chain(first, coming), jobs, workers)
    finally:
        for worker in workers:
            worker.dismiss()
        for worker in workers:
            worker.end()


def _results(
    make: Make[Batch, Result],
    batches: Iterable[Batch],
    jobs: int,
    workers: deque[_Worker[Batch, Result]],
) -> Iterator[tuple[Batch, Result]]:
    """The results in order: at the head stands the worker that got its batch before the others.

    It has its next batch before its last result is used.
    """
    for batch in batches:
        if len(workers) < jobs:
            workers.append(_Worker(make, batch))
            continue
        done = workers[0].answer()
        workers[0].give(batch)
        workers.rotate(-1)
        yield done
    for worker in workers:
        yield worker.answer()


class _Worker(Generic[Batch, Result]):
    """A process of its own that does one batch after another."""

    def __init__(self, make: Make[Batch, Result], batch: Batch) -> None:
        from multiprocessing import get_context  # takes time, and most runs have one process

        context = get_context("spawn")  # a forked process would hold the pipes of the others
        self._pipe, far = context.Pipe()
        self._process = context.Process(target=_serve, args=(far, make), daemon=True)
        with _deaf():
            self._process.start()
        far.close()
        self.give(batch)

    def give(self, batch: Batch) -> None:
        """Have a batch done; its answer comes before the next."""
        self._batch = batch
        try:
            self._pipe.send(batch)
        except OSError:  # a pipe that is broken, or was reset
            raise self._lost() from None

    def answer(self) -> tuple[Batch, Result]:
        """The batch that it was given and its result; raises the FramingError of the work."""
        try:
            result, error = self._pipe.recv()
        except (EOFError, OSError):  # at the end of an answer, or in the middle of one
            raise self._lost() from None
        if error is not None:
            raise error
        return self._batch, result

    def dismiss(self) -> None:
        """Let the process end as soon as its batch is done."""
        self._pipe.close()

    def end(self) -> None:
        """Wait for the end of the process, and no longer than it has patience for."""
        self._process.join(_PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _lost(self) -> FramingError:
        self._process.join(_PATIENCE)
        what = f"a worker process ended by itself (code {self._process.exitcode})"
        return FramingError(what, hint="the memory may not be enough for so many --jobs")


@contextmanager
def _deaf() -> Iterator[None]:
    """A block in which started processes inherit that Ctrl-C is none of theirs.

    It reaches every process of a terminal; the one that started the others ends them.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _serve(pipe: Connection, make: Make[Batch, Result]) -> None:
    """What a worker does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = make()
    while True:
        try:
            batch = pipe.recv()
        except EOFError:
            return
        result, failure = None, None
        try:
            result = work(batch)
        except FramingError as error:
            failure = error
        try:
            pipe.send((result, failure))
        except BrokenPipeError:  # nobody wants it any more
            return
