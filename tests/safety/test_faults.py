"""Nothing is lost or half-written, whatever a command meets at whichever of its writes.

What was said to be stored is there, the library is whole, and doing the work again gives what an
undisturbed run gives. A few places are tried always, every write and many others by `-m slow`, and
every write and 200 others of each work on 3,100 articles where `FRAMING_EXHAUSTIVE` is set.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

import pytest

from tests.safety.faults import Fault, Faults
from tests.safety.worlds import MORE, WORKS, Trial, Work

EXHAUSTIVE = bool(os.environ.get("FRAMING_EXHAUSTIVE"))
KILLS = (Fault.KILL, Fault.TEAR, Fault.POWER)
ERRORS = (Fault.FULL, Fault.IO_ERROR)

each_work = pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)


def spread(places: int, size: int) -> list[int]:
    """So many of the places at equal distances, all where there are no more."""
    size = min(size, places)
    return [1 + (2 * n + 1) * places // (2 * size) for n in range(size)]


def try_places(trial: Trial, faults: Sequence[Fault], size: int) -> None:
    """Meet a fault at so many places, one after the other, the faults in turn.

    What a fault left is not gone on from twice.
    """
    mended = set[str]()
    for place, fault in zip(spread(trial.places, size), cycle(faults), strict=False):
        ended = trial.run(fault, place)
        where = f"{trial.work.name}: {fault.name} at {place} of {trial.places}: {ended}"
        assert trial.lost(trial.world, ended.out) == [], where
        assert "Traceback" not in ended.err, where
        if (state := trial.state(trial.world)) not in mended:
            assert trial.redone(trial.world) == [], where
            mended.add(state)
        if fault in KILLS:
            assert ended.code == -9, where
        elif ended.code:  # 0: what failed was needless, such as tidying up at the end
            assert ended.code in trial.work.refused, where
            lines = [line.startswith("error: ") for line in ended.err.splitlines()]
            assert (lines.count(True), lines[-1]) == (1, True), where


@each_work
def test_a_fault_at_a_few_places(faults: Faults, tmp_path: Path, work: Work) -> None:
    trial = Trial(faults, work, tmp_path, 1020 if work.begins else 60)
    try_places(trial, (*KILLS, *ERRORS), 10)


@pytest.mark.slow
@pytest.mark.parametrize("work", (*WORKS, *MORE), ids=lambda work: work.name)
def test_a_kill_at_every_write(faults: Faults, tmp_path: Path, work: Work) -> None:
    """What a kill leaves is what the files are when the process stops: copies of them are looked
    at. Where the library or a file of the user has become another one, they are looked at in every
    respect, and the work is done again."""
    trial = Trial(faults, work, tmp_path, 3100 if work.begins or EXHAUSTIVE else 60)
    states: dict[str, int] = {}
    places = 0
    for copy, said in trial.stops():
        places += 1
        if (state := trial.state(copy)) not in states:
            shutil.copytree(trial.world, tmp_path / f"state {len(states)}")
            states[state] = trial.stored(copy)
        assert trial.acknowledged(said) <= states[state], f"before place {places}, said {said!r}"
    assert (places, len(states) > 1) == (trial.places, True)
    for number in range(len(states)):
        world = tmp_path / f"state {number}"
        assert trial.lost(world, "") == [], world.name
        assert trial.redone(world) == [], world.name


@pytest.mark.slow
@pytest.mark.parametrize("fault", [Fault.TEAR, Fault.POWER, *ERRORS], ids=lambda fault: fault.name)
@each_work
def test_a_fault_at_many_places(faults: Faults, tmp_path: Path, work: Work, fault: Fault) -> None:
    try_places(Trial(faults, work, tmp_path, 100), [fault], 15)


@pytest.mark.slow
@each_work
def test_a_kill_at_random_moments(faults: Faults, tmp_path: Path, work: Work) -> None:
    """After a random part of the time that the processor needs."""
    chance = random.Random(7)
    trial = Trial(faults, work, tmp_path, 3100 if EXHAUSTIVE else 500)
    for _ in range(200 if EXHAUSTIVE else 6):
        after = chance.uniform(0.001, trial.cpu)
        ended = trial.run(after=after)
        where = f"{work.name}: killed after {after:.3f} s: {ended}"
        assert trial.lost(trial.world, ended.out) == [], where
        assert trial.redone(trial.world) == [], where


@pytest.mark.slow
@pytest.mark.skipif(not EXHAUSTIVE, reason="an hour; FRAMING_EXHAUSTIVE=1 asks for it")
@pytest.mark.parametrize("fault", [Fault.TEAR, Fault.POWER, *ERRORS], ids=lambda fault: fault.name)
@each_work
def test_a_fault_at_200_places(faults: Faults, tmp_path: Path, work: Work, fault: Fault) -> None:
    try_places(Trial(faults, work, tmp_path, 3100), [fault], 200)
