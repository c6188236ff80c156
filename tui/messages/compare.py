"""Owns the messages of the compare screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.model import Profile
    from tui.reading_position import MatchPlace
    from tui.source import DimensionInfo, EntryPlace, Highest


class ProfilesLoaded(Record):
    """The articles to read, with their scores and matches."""

    ids: tuple[str, ...]
    profiles: tuple[Profile, ...]
    dimensions: Sequence[DimensionInfo]
    highest: Mapping[str, Highest]


class EntryFound(Record):
    """Where the entry of a match is written."""

    place: MatchPlace
    entry: EntryPlace


class MatchChosen(Record):
    """A match was pointed at; `explain` asks why it is one."""

    place: MatchPlace
    explain: bool


class MatchesSorted(Record):
    """The list of matches has another order."""

    order: str


class DimensionToggled(Record):
    """A dimension of the legend was clicked."""

    name: str
