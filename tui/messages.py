"""Owns the messages by which the parts of the app speak to each other.

A widget never calls another: it posts one of these, and the screen that owns the state acts.
Slow work runs in a thread that touches no widget and posts its result the same way. A message
carries frozen values and is not changed after it was posted (Textual itself has to write to it,
so that it cannot be frozen).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.errors import FramingError
    from framing.model import Profile
    from tui.reading_position import Place
    from tui.source import DimensionInfo, EntryPlace, Order, Row, Sample, Summary


@dataclass(eq=False, repr=False)
class Failed(Message):
    """Something went wrong that the user can mend."""

    error: FramingError


@dataclass(eq=False, repr=False)
class Told(Message):
    """Something worth a line was done."""

    text: str
    warning: bool = False


@dataclass(eq=False, repr=False)
class PageNeeded(Message):
    """The list is about to show rows that it does not have."""

    page: int


@dataclass(eq=False, repr=False)
class ListLoaded(Message):
    """A filter or an order was carried out: how many articles it leaves, and the first rows."""

    query: str
    order: Order
    count: int
    total: int
    dimensions: Sequence[DimensionInfo]
    rows: Sequence[Row]


@dataclass(eq=False, repr=False)
class PageLoaded(Message):
    """Rows of a page, for the filter and the order they were asked for."""

    query: str
    order: Order
    page: int
    rows: Sequence[Row]


@dataclass(eq=False, repr=False)
class RowChosen(Message):
    """The cursor of the list stands on another article, or on none."""

    row: Row | None


@dataclass(eq=False, repr=False)
class SummaryNeeded(Message):
    """The preview is about to show another article."""

    row: Row


@dataclass(eq=False, repr=False)
class SummaryLoaded(Message):
    """The preview's content."""

    summary: Summary


@dataclass(eq=False, repr=False)
class FilterTyped(Message):
    """Something was typed into the filter."""

    query: str


@dataclass(eq=False, repr=False)
class SampleLoaded(Message):
    """The sample articles are at hand."""

    sample: Sample


@dataclass(eq=False, repr=False)
class SortRequested(Message):
    """A column's header was clicked."""

    order: Order


@dataclass(eq=False, repr=False)
class MarksChanged(Message):
    """Articles were marked for comparison; `dropped` had to make room."""

    marked: tuple[str, ...]
    dropped: bool


@dataclass(eq=False, repr=False)
class OpenRequested(Message):
    """Articles are to be read side by side."""

    ids: tuple[str, ...]


@dataclass(eq=False, repr=False)
class ProfilesLoaded(Message):
    """The articles to read, with their scores and matches."""

    ids: tuple[str, ...]
    profiles: tuple[Profile, ...]
    dimensions: Sequence[DimensionInfo]


@dataclass(eq=False, repr=False)
class EntryFound(Message):
    """Where the entry of a match is written."""

    place: Place
    entry: EntryPlace


@dataclass(eq=False, repr=False)
class MatchChosen(Message):
    """A match was pointed at; `explain` asks why it is one."""

    place: Place
    explain: bool


@dataclass(eq=False, repr=False)
class DimensionToggled(Message):
    """A dimension of the legend was clicked."""

    name: str
