"""Owns where the reader is: which matches can be visited, in which order, and the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from framing.model import Match, Profile
from tui.match_filter import MatchFilter


@dataclass(frozen=True, slots=True, order=True)
class MatchPlace:
    """One match on the screen: the pane's number and the match's number in its profile."""

    pane: int
    match: int


class ReadingPosition:
    """Some articles, which of their matches are shown, and the current match.

    Reading order is pane by pane, then by place in the text.
    """

    def __init__(self, profiles: Sequence[Profile] = (), shown: MatchFilter | None = None) -> None:
        self.profiles = tuple(profiles)
        self.shown = shown or MatchFilter()
        self.current: MatchPlace | None = None
        self._all = [
            place
            for pane, profile in enumerate(self.profiles)
            for place in _in_reading_order(pane, profile)
        ]
        self.places: tuple[MatchPlace, ...] = ()
        self._number: dict[MatchPlace, int] = {}
        self._list()

    def _list(self) -> None:
        test, profiles = self.shown.test, self.profiles
        self.places = tuple(
            place for place in self._all if test(profiles[place.pane].matches[place.match])
        )
        self._number = {place: number for number, place in enumerate(self.places)}
        if self.current not in self._number:
            self.current = None

    def show(self, shown: MatchFilter) -> None:
        """Show other matches; a current one that is hidden is current no longer."""
        if shown != self.shown:
            self.shown = shown
            self._list()

    def match(self, place: MatchPlace) -> Match:
        """The match of a place."""
        return self.profiles[place.pane].matches[place.match]

    def step(self, by: int, start: MatchPlace | None) -> tuple[MatchPlace, bool] | None:
        """The place `by` steps on and whether that went round the end; None where there is none.

        Without a current match it is `start`, or the first.
        """
        if not self.places:
            return None
        if self.current is None:
            return start or self.places[0], False
        number = self._number[self.current] + by
        return self.places[number % len(self.places)], not 0 <= number < len(self.places)

    def first_from(self, pane: int, offset: int) -> MatchPlace | None:
        """The first place of a pane at or after an offset of its text."""
        for place in self.places:
            if place.pane == pane and self.match(place).start >= offset:
                return place
        return None

    def first_of(self, pane: int, dimension: str, entry: str = "") -> MatchPlace | None:
        """The first place of a pane where an entry of a dimension, or any, is found."""
        for place in self.places:
            found = self.match(place)
            if place.pane == pane and found.dimension == dimension and entry in ("", found.entry):
                return place
        return None

    def counter(self) -> str:
        """`4/61 subsid*`, or how many matches there are."""
        total = len(self.places)
        if self.current is None:
            return f"{total:,} match{'' if total == 1 else 'es'}"
        return f"{self._number[self.current] + 1}/{total} {self.match(self.current).entry}"


def _in_reading_order(pane: int, profile: Profile) -> list[MatchPlace]:
    spans = [(match.start, match.end, number) for number, match in enumerate(profile.matches)]
    return [MatchPlace(pane, number) for number in map(itemgetter(2), sorted(spans))]


def match_at(profile: Profile, offset: int, shown: MatchFilter) -> int | None:
    """The number of the shortest shown match that covers an offset of the text."""
    test = shown.test
    found = [
        (match.end - match.start, number)
        for number, match in enumerate(profile.matches)
        if match.start <= offset < match.end and test(match)
    ]
    return min(found)[1] if found else None


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The paragraph around a span of the text."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop
