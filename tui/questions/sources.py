"""Owns what the sources screen asks: groups of articles, held against each other and over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from tui.questions.export import Selection

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction
    from framing.comparing.kwic import KwicLine
    from framing.comparing.source_pairs import SourcePairs
    from framing.comparing.source_rates import SourceRate
    from framing.comparing.story_differences import StoryDifference
    from framing.library import Period

MOST_CONTEXTS = 200
"""Places of a word that are shown of each side: more are for `framing kwic`."""
_EVERY = Selection()


@dataclass(frozen=True, slots=True)
class Groups:
    """Which articles are put together, and by what."""

    by: str = "source"
    """As `framing.library.grouping` reads it."""
    selection: Selection = _EVERY
    """Of it only the articles are heeded: p is adjusted over all dimensions."""


Sides = tuple[str, str | None]
"""Two groups whose words are compared; None for all the others together."""


@runtime_checkable
class SourcesQuestions(Protocol):
    """What the sources screen asks; raises FramingError where a grouping or selection is none."""

    def groupings(self) -> Sequence[tuple[str, int]]:
        """What the articles can be put together by, and how many groups that makes."""

    def group_rates(self, groups: Groups) -> Sequence[SourceRate]:
        """The rates of every group in every dimension."""

    def group_pairs(self, rates: Sequence[SourceRate]) -> SourcePairs:
        """Every two groups held against each other, by their rates."""

    def differences_within_stories(self, groups: Groups) -> Sequence[StoryDifference]:
        """The same within the stories that both told."""

    def group_trend(self, groups: Groups, over: Period) -> Sequence[SourceRate]:
        """The rates of every group in every month or year; "" where there is no date."""

    def distinctive_words(self, groups: Groups, sides: Sides) -> Distinction:
        """The words that tell two groups apart."""

    def word_contexts(
        self, groups: Groups, sides: Sides, word: str, *, from_b: bool
    ) -> Sequence[KwicLine]:
        """The first places of a word in both groups, those of the second group first if asked;
        at most `MOST_CONTEXTS` of each."""
