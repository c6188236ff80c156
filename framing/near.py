"""Proximity rules: where one hit of each named group stands close together in one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

WordSpan = tuple[int, int]
"""First and last word of a hit, both included."""


@dataclass(frozen=True, slots=True)
class Window:
    """One hit of each group of a rule, near enough to one another."""

    rule: int
    hits: tuple[WordSpan, ...]
    """One a group, in the order of the text."""

    @property
    def first(self) -> int:
        """First word of the window."""
        return self.hits[0][0]

    @property
    def last(self) -> int:
        """Last word of the window."""
        return max(last for _, last in self.hits)

    @property
    def length(self) -> int:
        """Words from the first to the last, both included."""
        return self.last - self.first + 1


def windows(
    rule: int,
    groups: Sequence[Sequence[WordSpan]],
    sentence: Mapping[int, int],
    within: int,
    ordered: bool,
) -> Iterator[Window]:
    """Every choice of one hit a group that fits a rule; `sentence` maps first words to sentences.

    The hits of each group are sorted and do not overlap one another.
    """
    starts = [[first for first, _ in group] for group in groups]

    def extend(chosen: tuple[WordSpan, ...]) -> Iterator[tuple[WordSpan, ...]]:
        depth = len(chosen)
        if depth == len(groups):
            yield chosen
            return
        low = max(last for _, last in chosen) - within + 1
        high = min(first for first, _ in chosen) + within - 1
        if ordered:
            low = chosen[-1][1] + 1
        group = groups[depth]
        for place in range(bisect_left(starts[depth], low), len(group)):
            hit = group[place]
            if hit[0] > high:
                break
            if hit[1] > high or sentence[hit[0]] != sentence[chosen[0][0]]:
                continue
            if all(hit[1] < first or last < hit[0] for first, last in chosen):
                yield from extend((*chosen, hit))

    for opening in groups[0]:
        for chosen in extend((opening,)):
            yield Window(rule, tuple(sorted(chosen)))


def choose(candidates: Sequence[Window]) -> list[Window]:
    """The windows that hold: shortest first, then leftmost; each hit serves one window."""
    used: set[int] = set()
    chosen = []
    for window in sorted(candidates, key=lambda each: (each.length, each.hits, each.rule)):
        words = {word for first, last in window.hits for word in range(first, last + 1)}
        if used.isdisjoint(words):
            used |= words
            chosen.append(window)
    return chosen
