"""Owns a sheet while it is coded: what one person is asked, has said, and takes back.

Everything here is pure: what is to be stored is handed out as codes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.library import Code, Role, Sample, SampleUnit


@dataclass(frozen=True, slots=True)
class Task:
    """A unit, and the dimensions that somebody is asked about it."""

    unit: SampleUnit
    dimensions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Codes to be stored, and codes to be removed."""

    given: tuple[Code, ...] = ()
    taken_back: tuple[Code, ...] = ()


def tasks_of(sample: Sample, codes: Iterable[Code], role: Role) -> list[Task]:
    """What a coder is asked: all units. An adjudicator: those on which the coders differ."""
    if role == "coder":
        return [
            Task(unit, (unit.dimension,) if unit.dimension else sample.dimensions)
            for unit in sample.units
        ]
    said: dict[tuple[str, str], set[int]] = {}
    for code in codes:
        if code.role == "coder":
            said.setdefault((code.unit, code.dimension), set()).add(code.value)
    tasks = [
        Task(
            unit,
            tuple(name for name in sample.dimensions if len(said.get((unit.id, name), ())) > 1),
        )
        for unit in sample.units
    ]
    return [task for task in tasks if task.dimensions]


class CodingSheet:
    """The tasks of one person, one of them at hand."""

    def __init__(
        self, tasks: Sequence[Task], codes: Iterable[Code], coder: str, role: Role
    ) -> None:
        self.tasks = tasks
        self.coder = coder
        self.role = role
        self.chosen: set[str] = set()
        """The dimensions that are switched on for the task at hand."""
        self._said = {
            (code.unit, code.dimension): code
            for code in codes
            if code.coder == coder and code.role == role
        }
        self._steps: list[tuple[int, tuple[Code, ...]]] = []
        """The tasks answered here, with what had been said of them before."""
        self.at = 0
        self._go(self._waiting_from(0))

    @property
    def task(self) -> Task | None:
        """The task at hand; None where all are done."""
        return self.tasks[self.at] if self.at < len(self.tasks) else None

    @property
    def done(self) -> int:
        """How many tasks are done."""
        return sum(map(self.is_done, self.tasks))

    @property
    def can_undo(self) -> bool:
        """Whether something was said here that can be taken back."""
        return bool(self._steps)

    def is_done(self, task: Task) -> bool:
        """Whether all that is asked of a task was said."""
        return all((task.unit.id, name) in self._said for name in task.dimensions)

    def toggle(self, name: str) -> None:
        """Switch a dimension of the task at hand."""
        self.chosen ^= {name}

    def answer(self) -> Change:
        """Say of the task at hand what is switched on; the codes are to be stored.

        A code of degree stays where its dimension stays on.
        """
        task = self.tasks[self.at]
        before = self._codes_of(task)
        known = {code.dimension: code.value for code in before}
        given = tuple(
            Code(
                task.unit.id,
                name,
                self.coder,
                (known.get(name) or 1) if name in self.chosen else 0,
                self.role,
            )
            for name in task.dimensions
        )
        self._steps.append((self.at, before))
        self._said |= {(code.unit, code.dimension): code for code in given}
        return Change(given)

    def advance(self) -> None:
        """Go to the next task that waits, after the last to the first; past the end where none."""
        self._go(self._waiting_from(self.at + 1))

    def back(self) -> None:
        """Go to the task before, whatever was said of it."""
        self._go(max(self.at - 1, 0))

    def undo(self) -> Change:
        """Take back what was said last, and go there."""
        at, before = self._steps.pop()
        task = self.tasks[at]
        kept = {code.dimension for code in before}
        removed = tuple(code for code in self._codes_of(task) if code.dimension not in kept)
        for code in removed:
            del self._said[code.unit, code.dimension]
        self._said |= {(code.unit, code.dimension): code for code in before}
        self._go(at)
        return Change(before, removed)

    def _codes_of(self, task: Task) -> tuple[Code, ...]:
        keys = [(task.unit.id, name) for name in task.dimensions]
        return tuple(self._said[key] for key in keys if key in self._said)

    def _waiting_from(self, first: int) -> int:
        count = len(self.tasks)
        order = [*range(first, count), *range(min(first, count))]
        return next((at for at in order if not self.is_done(self.tasks[at])), count)

    def _go(self, at: int) -> None:
        self.at = at
        task = self.task
        self.chosen = (
            {code.dimension for code in self._codes_of(task) if code.value} if task else set()
        )


def said_of(unit: str, codes: Iterable[Code], role: Role = "coder") -> Mapping[str, list[Code]]:
    """What was said of a unit by dimension."""
    found: dict[str, list[Code]] = {}
    for code in codes:
        if code.unit == unit and code.role == role:
            found.setdefault(code.dimension, []).append(code)
    return found
