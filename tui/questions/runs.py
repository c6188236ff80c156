"""Owns what the runs screen asks: which runs there are, and what moved between two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from framing.library import DimensionChange, Import, Run
    from framing.workbench.run_differences import LexiconChange


@dataclass(frozen=True, slots=True)
class RunPair:
    """Two runs by their numbers."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RunChanges:
    """What differs between the scorings of two runs."""

    pair: RunPair
    changes: Sequence[DimensionChange] = ()
    """Of the dimensions that both scored, by another lexicon or scorer."""
    lexicons: Mapping[str, Sequence[LexiconChange]] = field(default_factory=dict)
    """By dimension, what its lexicon gained and lost."""
    same: Sequence[str] = ()
    """Dimensions scored by the same lexicon and scorer."""
    problem: str = ""
    """Why nothing can be compared; empty where it can."""


class RunQuestions(Protocol):
    """What is asked about runs."""

    def runs(self) -> Sequence[Run]:
        """All runs, the first one first."""

    def origins(self, run: int) -> Sequence[Import]:
        """What a run took from which files."""

    def earlier(self, run: int) -> int | None:
        """The last run before one that scored by others; None where there is none."""

    def run_changes(self, pair: RunPair) -> RunChanges:
        """What moved between two runs."""
