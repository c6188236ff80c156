"""Owns what changes a library: importing, scoring anew, finding stories; each is a job.

Not every source is a library: `isinstance(source, ChangeQuestions)` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from framing.runs import ImportSummary
    from tui.jobs import Job


@dataclass(frozen=True, slots=True)
class Import:
    """What is to be imported: files and folders, or one text; and what is said of it."""

    paths: tuple[str, ...] = ()
    text: str = ""
    manifest: str = ""
    """A CSV with metadata by file."""
    columns: tuple[tuple[str, str], ...] = ()
    """Pairs of a field and the column of a table that holds it."""
    source: str = ""
    title: str = ""
    published: str = ""
    skip_bad_rows: bool = False
    """Whether the good rows of a table with bad ones are taken."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What was asked to be imported, and what was found, or done."""

    asked: Import
    summary: ImportSummary


@runtime_checkable
class ChangeQuestions(Protocol):
    """What is asked of a library that can be changed."""

    def previewing(self, asked: Import) -> Job:
        """The job that gives an `ImportReport` of what would be added, and writes nothing."""

    def importing(self, asked: Import) -> Job:
        """The job that adds articles and gives an `ImportReport`."""

    def keep_set(self, name: str, query: str) -> Job:
        """The job that keeps what a filter leaves as a set; one of that name is replaced."""

    def remove_set(self, name: str) -> Job:
        """The job that forgets a set; its articles stay."""

    def rescoring(self) -> Job:
        """The job that scores what is stale by the library's own lexicons."""

    def stories(self) -> Job:
        """The job that finds the articles on one event."""
