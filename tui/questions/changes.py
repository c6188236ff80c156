"""Owns what changes a library: importing, scoring anew, finding stories; each is a job.

Not every source is a library: `isinstance(source, ChangeQuestions)` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from tui.jobs import Job


@runtime_checkable
class ChangeQuestions(Protocol):
    """What is asked of a library that can be changed."""

    def importing(self, paths: Sequence[str]) -> Job:
        """The job that adds the articles of files and folders."""

    def keep_set(self, name: str, query: str) -> Job:
        """The job that keeps what a filter leaves as a set; one of that name is replaced."""

    def rescoring(self) -> Job:
        """The job that scores what is stale by the library's own lexicons."""

    def stories(self) -> Job:
        """The job that finds the articles on one event."""
