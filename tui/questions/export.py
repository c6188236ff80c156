"""Owns what every screen asks that exports: a table of some articles, into a new file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from framing.library import Period
    from tui.jobs import Job


REPORT = "report"
"""What stands among the tables: one HTML page, to read or to print."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles and dimensions; None for all."""

    query: str = ""
    """Of `ids` None: only what this filter leaves."""
    ids: tuple[str, ...] | None = None
    dimensions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """Which table to write, how, and where."""

    table: str
    """Or `REPORT`, which has one format."""
    format: str
    path: str
    replace: bool = False
    """Whether a file that is there already is written over."""
    by: str = "source"
    """What articles are put together by, in tables of groups."""
    period: Period = "month"
    """Of a trend."""
    between: tuple[str, str] | None = None
    """The two groups whose words are compared."""


def target(path: str) -> Path:
    """The file that a typed path means, with its folder."""
    return Path(os.path.abspath(Path(path).expanduser()))  # noqa: PTH100 - links stay as typed


class ExportQuestions(Protocol):
    """What is asked by who exports."""

    def export(self, selection: Selection, export: Export) -> Job:
        """The job that writes a table to a file, whole or not at all."""

    def can_report(self, selection: Selection) -> bool:
        """Whether a report of the articles can be made."""
