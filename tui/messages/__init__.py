"""Owns the messages by which the parts of the app speak to each other; those of one screen in a
file of its own.

A widget never calls another: it posts one of these, and the screen that owns the state acts.
Slow work runs in a thread that touches no widget and posts its result the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from framing.errors import FramingError
    from tui.jobs import JobProgress, JobResult


@dataclass_transform()
class Record(Message):
    """A message made of its annotations; it is not changed after it was posted.

    Textual itself has to write to it, so that it cannot be frozen.
    """

    def __init_subclass__(cls) -> None:
        """Make a record of the class."""
        super().__init_subclass__()
        dataclass(eq=False, repr=False)(cls)


class Failed(Record):
    """Something went wrong that the user can mend."""

    error: FramingError


class Completed(Record):
    """Something worth a line was done."""

    text: str


class JobMoved(Record):
    """The running job began, or got on."""

    progress: JobProgress


class JobEnded(Record):
    """A job has ended."""

    result: JobResult


class OpenRequested(Record):
    """Articles are to be read side by side."""

    ids: tuple[str, ...]
