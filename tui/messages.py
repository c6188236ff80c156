"""Owns the messages by which the parts of the app speak to each other.

A widget never calls another: it posts one of these, and the screen that owns the state acts.
Slow work runs in a thread that touches no widget and posts its result the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, dataclass_transform

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.errors import FramingError
    from framing.model import Profile
    from tui.reading_position import MatchPlace
    from tui.source import DimensionInfo, EntryPlace, Order, Row, Sample, Summary


@dataclass_transform()
class _Record(Message):
    """A message made of its annotations; it is not changed after it was posted.

    Textual itself has to write to it, so that it cannot be frozen.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        dataclass(eq=False, repr=False)(cls)


class Failed(_Record):
    """Something went wrong that the user can mend."""

    error: FramingError


class Completed(_Record):
    """Something worth a line was done."""

    text: str


class PageNeeded(_Record):
    """The list is about to show rows that it does not have."""

    page: int


class ListLoaded(_Record):
    """A filter or an order was carried out: how many articles it leaves, and the first rows."""

    query: str
    order: Order
    count: int
    total: int
    dimensions: Sequence[DimensionInfo]
    rows: Sequence[Row]


class PageLoaded(_Record):
    """Rows of a page, for the filter and the order they were asked for."""

    query: str
    order: Order
    page: int
    rows: Sequence[Row]


class RowChosen(_Record):
    """The cursor of the list stands on another article, or on none."""

    row: Row | None


class SummaryNeeded(_Record):
    """The preview is about to show another article."""

    row: Row


class SummaryLoaded(_Record):
    """The preview's content."""

    summary: Summary


class FilterTyped(_Record):
    """Something was typed into the filter."""

    query: str


class SampleLoaded(_Record):
    """The sample articles are at hand."""

    sample: Sample


class SortRequested(_Record):
    """A column's header was clicked."""

    order: Order


class MarkDropped(_Record):
    """An article that was marked for comparison had to make room for another."""


class OpenRequested(_Record):
    """Articles are to be read side by side."""

    ids: tuple[str, ...]


class ProfilesLoaded(_Record):
    """The articles to read, with their scores and matches."""

    ids: tuple[str, ...]
    profiles: tuple[Profile, ...]
    dimensions: Sequence[DimensionInfo]


class EntryFound(_Record):
    """Where the entry of a match is written."""

    place: MatchPlace
    entry: EntryPlace


class MatchChosen(_Record):
    """A match was pointed at; `explain` asks why it is one."""

    place: MatchPlace
    explain: bool


class DimensionToggled(_Record):
    """A dimension of the legend was clicked."""

    name: str
