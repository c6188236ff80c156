"""Owns the messages of the sources screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from framing.comparing.distinctive_words import Distinction, DistinctiveWord
    from framing.comparing.kwic import KwicLine
    from framing.comparing.source_pairs import SourcePairs
    from framing.comparing.source_rates import SourceRate
    from framing.comparing.story_differences import StoryDifference
    from framing.library import Period
    from tui.group_rows import GroupOrder
    from tui.questions.sources import Groups, Sides
    from tui.source import DimensionInfo


class RatesOfGroupsLoaded(Record):
    """The rates of all groups."""

    groups: Groups
    dimensions: Sequence[DimensionInfo]
    rates: Sequence[SourceRate]


class PairsLoaded(Record):
    """Every two groups held against each other."""

    groups: Groups
    pairs: SourcePairs
    within: Sequence[StoryDifference]


class TrendLoaded(Record):
    """The rates of all groups by month or year."""

    groups: Groups
    over: Period
    rates: Sequence[SourceRate]


class WordsLoaded(Record):
    """The words that tell two groups apart."""

    groups: Groups
    sides: Sides
    found: Distinction


class ContextsLoaded(Record):
    """The places of a word in both groups."""

    word: str
    lines: Sequence[KwicLine]


class GroupingsLoaded(Record):
    """What articles can be put together by."""

    found: Sequence[tuple[str, int]]


class GroupChosen(Record):
    """The cursor stands on another group."""


class GroupMarked(Record):
    """A group is to be marked, or to be so no more."""

    name: str


class GroupOpened(Record):
    """The articles of a group are wanted."""

    name: str


class GroupsSorted(Record):
    """A column's title was clicked."""

    order: GroupOrder


class PeriodMoved(Record):
    """The lit month or year is to be another one: so many on."""

    by: int


class WordChosen(Record):
    """The places of a word are wanted."""

    word: DistinctiveWord


class ContextOpened(Record):
    """A place is to be read in its article."""

    line: KwicLine
