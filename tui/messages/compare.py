"""Owns the messages of the compare screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.comparing.comparison import Comparison
    from framing.model import Profile
    from tui.linked_reading import LinkedReading, Pair
    from tui.match_filter import MatchFilter
    from tui.reading_position import MatchPlace
    from tui.source import DimensionInfo, EntryPlace, Highest


class ProfilesLoaded(Record):
    """The articles to read, with their scores and matches."""

    ids: tuple[str, ...]
    profiles: tuple[Profile, ...]
    dimensions: Sequence[DimensionInfo]
    highest: Mapping[str, Highest]


class FiguresFound(Record):
    """What the articles come to if only some matches are counted, and how they differ."""

    ids: tuple[str, ...]
    shown: MatchFilter
    profiles: tuple[Profile, ...]
    pairs: Mapping[Pair, Comparison]


class PassagesLinked(Record):
    """What the passages of the articles have to do with each other."""

    ids: tuple[str, ...]
    reading: LinkedReading


class PaneScrolled(Record):
    """Other text of a pane is in sight."""

    pane: int


class EntryFound(Record):
    """Where the entry of a match is written."""

    place: MatchPlace
    entry: EntryPlace


class MatchChosen(Record):
    """A match was pointed at; `explain` asks why it is one, `leave` goes on to its text."""

    place: MatchPlace
    explain: bool = False
    leave: bool = False


class MatchesSorted(Record):
    """The list of matches has another order."""

    order: str


class DimensionToggled(Record):
    """A dimension of the legend was clicked."""

    name: str


class DifferenceChosen(Record):
    """The first match of an entry, or of a dimension, is wanted."""

    pane: int
    dimension: str
    entry: str


class TextLookedFor(Record):
    """Something was typed to be looked for in the texts; `done` when it was all."""

    query: str
    done: bool
