"""Whether work grows with the size of its input only: in lines of code, and in CPU time."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest

GROWTH = 4
"""Times the input from one size to the next."""
MOST = 8
"""Times the work that may take: in proportion it is 4, with the square of the size 16."""

ATTEMPTS = 3
"""Measurements of which one has to do: others on the machine may slow down one or two."""

Linear = Callable[[Callable[[Any], object], Callable[[int], Any], int], None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What work costs, and how it is asked."""

    cost: Callable[[Callable[[], object]], float]
    largest: float
    """Larger inputs are not asked for."""
    noise: float
    """Costs below it are not told apart."""


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
    begun = time.process_time()
    work()
    return time.process_time() - begun


MEASURES = {
    "steps": Measure(_steps, largest=16_000, noise=1000),
    "seconds": Measure(_seconds, largest=math.inf, noise=0.02),
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
        largest = int(min(size, measure.largest))
        sizes = [largest // GROWTH**2, largest // GROWTH, largest]
        work(make(sizes[0]))  # what is loaded and kept at its first use is no growth
        for smaller, larger in pairwise(sizes):
            given = make(smaller), make(larger)
            assert any(_is_linear(measure, work, given) for _ in range(ATTEMPTS)), (
                f"size {larger} costs more than {MOST} times what size {smaller} does"
            )

    return check


def _is_linear(
    measure: Measure, work: Callable[[Any], object], given: tuple[object, object]
) -> bool:
    less, more = (measure.cost(lambda each=each: work(each)) for each in given)
    return more <= MOST * max(less, measure.noise)
