"""Whether work grows with the size of its input only: in lines of code, and in CPU time."""

from __future__ import annotations

import gc
import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pytest

GROWTH = 16
"""Times the input from the small size to the large one."""
MOST = 64
"""Times the work that may take: in proportion it is 16, with the square of the size 256."""

Linear = Callable[[Callable[[Any], object], Callable[[int], Any], int], None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What work costs, and how it is asked."""

    cost: Callable[[Callable[[], object]], float]
    largest: float
    """Larger inputs are not asked for."""
    noise: float
    """Costs below it are not told apart."""
    attempts: int
    """At most so many, of which the least counts: others may slow the machine down for a while."""


def _steps(work: Callable[[], object]) -> int:
    """Lines of Python that the work runs through: the same in every run."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def _seconds(work: Callable[[], object]) -> float:
    """Its CPU time, with the garbage collector's look at what it makes itself; what the process
    holds of other tests is looked at the oftener the more work there is, and no cost of it."""
    gc.collect()
    gc.freeze()
    begun = time.process_time()
    try:
        work()
        return time.process_time() - begun
    finally:
        gc.unfreeze()


MEASURES = {
    "steps": Measure(_steps, largest=16_000, noise=1000, attempts=1),
    "seconds": Measure(_seconds, largest=math.inf, noise=0.005, attempts=3),
}


def repeated(unit: str, size: int) -> str:
    """So many characters of the unit over and over."""
    return unit * (size // len(unit))


@pytest.fixture(params=["steps", pytest.param("seconds", marks=pytest.mark.slow)])
def linear(request: pytest.FixtureRequest) -> Linear:
    """`linear(work, make, size)`: the work on what is made grows with its size, not its square.

    Lines are counted at small sizes. They do not show what a single call does inside, such as a
    regular expression: so the slow tests take CPU time, up to the whole size.
    """
    measure = MEASURES[request.param]

    def check(work: Callable[[Any], object], make: Callable[[int], Any], size: int) -> None:
        large = int(min(size, measure.largest))
        small = large // GROWTH
        work(make(small))  # what is loaded and kept at its first use is no growth
        less = _least(measure, work, make(small), -math.inf)
        more = _least(measure, work, make(large), enough := MOST * max(less, measure.noise))
        assert more <= enough, f"size {large} costs {more / less:.0f} times what size {small} does"

    return check


def _least(measure: Measure, work: Callable[[Any], object], given: object, enough: float) -> float:
    """The least cost of the attempts, of which there are no more where one costs little enough."""
    least = math.inf
    for _ in range(measure.attempts):
        least = min(least, measure.cost(lambda: work(given)))
        if least <= enough:
            break
    return least
