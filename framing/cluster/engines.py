"""What carries shards to where they are scored: this process, or workers that Dask runs.

An engine is a function of the work and the shards; in its block it gives what became of each, in
the order in which they are done.
"""

from __future__ import annotations

import logging
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from multiprocessing import resource_tracker
from secrets import token_hex
from tempfile import TemporaryDirectory
from threading import current_thread, main_thread
from time import monotonic, sleep
from typing import Any

from framing.articles.readers.extras import extra
from framing.cluster.pieces import Shard
from framing.errors import FramingError, UsageError

_MOMENT, _ASK_AGAIN, _PATIENCE = 0.05, 20.0, 180.0
"""Seconds between two looks at what is done, until a missing worker is asked for, and that all
workers may be missing; Dask notices a lost one after 15 seconds."""
_ADDRESS = re.compile(r"[a-z]+://[^/]+:\d{1,5}")
_DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
"""What each worker of ours does first: Ctrl-C reaches all processes of a terminal, and the one that
started the others ends them."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A shard that no worker could finish; what it would have written is not there."""

    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """A shard of which the work came to its end."""

    name: str


Outcome = Done | Lost
Work = Callable[[Shard], object]
Engine = Callable[[Work, Sequence[Shard]], AbstractContextManager[Iterator[Outcome]]]


@contextmanager
def serial(work: Work, shards: Sequence[Shard]) -> Iterator[Iterator[Outcome]]:
    """Score one shard after another in this process."""

    def score(shard: Shard) -> Outcome:
        work(shard)
        return Done(shard.name)

    yield map(score, shards)


def has_dask() -> bool:
    """Whether Dask is installed."""
    return find_spec("distributed") is not None


@dataclass(frozen=True, slots=True)
class Dask:
    """The engine that hands shards to the workers of Dask.

    Without the address of a scheduler it starts workers of its own on this machine, each a process,
    which listen on 127.0.0.1 alone and answer only to one another's keys. Raises UsageError where
    Dask is missing, FramingError where there is no scheduler, it is lost, or a worker lacks what it
    needs; and whatever FramingError the work raises.
    """

    scheduler: str = ""
    workers: int | None = None
    """Processes of its own; None for as many as there are processor cores."""

    def __post_init__(self) -> None:
        """Raise UsageError for what is no address."""
        if self.scheduler and not _ADDRESS.fullmatch(self.scheduler):
            what = f"“{self.scheduler}” is no address of a scheduler"
            raise UsageError(what, hint="write it as tcp://10.0.0.5:8786")

    def __call__(
        self, work: Work, shards: Sequence[Shard]
    ) -> AbstractContextManager[Iterator[Outcome]]:
        """Begin; the block ends the workers that it started."""
        return _on_dask(self, work, shards)


@contextmanager
def _on_dask(dask: Dask, work: Work, shards: Sequence[Shard]) -> Iterator[Iterator[Outcome]]:
    distributed = extra("distributed", "dask")
    for each in ("distributed", "distributed.client"):  # they tell of each lost worker
        logging.getLogger(each).setLevel(logging.CRITICAL)
    with ExitStack() as stack:
        client, cluster = _client(distributed, dask, stack)
        own = token_hex(8)  # a scheduler may have the shards of another lake, of the same names
        names = {f"framing-{own}-{each.name}": each.name for each in shards}
        futures = client.map(work, shards, key=list(names), pure=False)
        stack.callback(client.cancel, futures)
        ready = _ready(distributed.as_completed(futures, loop=client.loop), cluster)
        yield (_outcome(distributed, each, names[each.key]) for each in ready)


def _ready(done: Any, cluster: Any) -> Iterator[Any]:
    """Futures as they are done. Raises FramingError where no worker of its own comes back.

    Dask starts a worker again that ended, but for one that ended while it was being started: so
    workers that are missing for long are asked for.
    """
    asked = seen = monotonic()
    while not done.is_empty():
        if done.has_ready():
            yield from done.next_batch(block=False)
            continue
        sleep(_MOMENT)
        there = len(cluster.scheduler_info["workers"]) if cluster else 1
        wanted = len(cluster.worker_spec) if cluster else 1
        now = monotonic()
        if there:
            seen = now
        elif now - seen > _PATIENCE:
            what = "no worker is left on this machine"
            raise FramingError(what, hint="the memory may not be enough for so many --workers")
        if there < wanted and now - asked > _ASK_AGAIN:
            cluster.scale(wanted)
            asked = now


def _client(distributed: Any, dask: Dask, stack: ExitStack) -> tuple[Any, Any]:
    """A client of the scheduler that is named, and None; or of a cluster that the stack ends, and
    that cluster."""
    if not dask.scheduler:
        folder = stack.enter_context(TemporaryDirectory(prefix="framing-dask-"))
        # A worker has one shard at a time, so that one that ends it is not held against others.
        stack.enter_context(
            import_module("dask").config.set({"distributed.scheduler.worker-saturation": 1.0})
        )
        with _uninterrupted():
            cluster = stack.enter_context(_local_cluster(distributed, dask, folder))
            return stack.enter_context(distributed.Client(cluster)), cluster
    try:
        client = stack.enter_context(distributed.Client(dask.scheduler, set_as_default=False))
    except OSError as error:
        what = f"no scheduler answers at {dask.scheduler}"
        raise FramingError(
            what, hint="`dask scheduler` starts one and prints its address"
        ) from error
    return client, None


def _local_cluster(distributed: Any, dask: Dask, folder: str) -> Any:
    try:
        return distributed.LocalCluster(
            n_workers=dask.workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",
            worker_dashboard_address="127.0.0.1:0",
            security=distributed.Security.temporary(),
            silence_logs=logging.CRITICAL,
            local_directory=folder,
            preload=[_DEAF],
        )
    except (OSError, RuntimeError) as error:
        what = f"the workers cannot be started: {' '.join(str(error).split())}"
        raise FramingError(what, hint="--engine serial does without them") from error


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """A block at whose end Ctrl-C is heard; in it, Dask would leave half of itself behind.

    Processes and threads that begin in it never hear it.
    """
    if current_thread() is not main_thread():
        yield
        return
    resource_tracker.ensure_running()  # it lets its thread hear Ctrl-C again when it begins
    heard: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt


def _outcome(distributed: Any, future: Any, name: str) -> Outcome:
    """What became of a shard. Raises FramingError for what concerns all shards.

    What the work returned is left where it is: the worker that has it may have been lost since.
    """
    if future.cancelled():
        what = "the scheduler was lost"
        raise FramingError(what, hint="what is done is kept; the same command goes on from there")
    error = future.exception() if future.status == "error" else None
    future.release()
    if isinstance(error, FramingError):
        raise error
    if isinstance(error, (distributed.KilledWorker, MemoryError)):
        return Lost(name, "its worker ended by itself; the memory may not be enough for it")
    if error is not None:
        what = f"a worker failed with {type(error).__name__}: {' '.join(str(error).split())}"
        raise FramingError(what, hint="every worker needs this version of framing") from error
    return Done(name)
