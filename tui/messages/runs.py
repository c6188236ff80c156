"""Owns the messages of the runs screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.library import Import, Run
    from tui.questions.runs import RunChanges
    from tui.source import DimensionInfo


class RunsLoaded(Record):
    """All runs, and the dimensions of now."""

    runs: Sequence[Run]
    dimensions: Sequence[DimensionInfo]


class RunChosen(Record):
    """The cursor stands on another run, or none."""

    run: Run | None


class RunMarked(Record):
    """A run is to be compared, or to be so no more."""

    run: int


class RunLoaded(Record):
    """Where the articles of a run come from, and what moved since the run that it is held to."""

    run: int
    origins: Sequence[Import]
    changes: RunChanges | None


class MovedChosen(Record):
    """The cursor stands on another line of what moved."""
