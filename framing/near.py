"""Proximity rules: where one hit of each named group stands close together in one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

WordSpan = tuple[int, int]
"""First and last word of a hit, both included."""


@dataclass(frozen=True, slots=True)
class Seek:
    """One rule in one sentence: the hits of its groups there."""

    rule: int
    groups: tuple[tuple[WordSpan, ...], ...]
    """The hits of each group from left to right; those of one group do not overlap."""
    within: int
    ordered: bool


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """One hit of each group of a rule, near enough to one another; the shortest sorts first."""

    length: int
    """Words from the first to the last, both included."""
    hits: tuple[WordSpan, ...]
    """One a group, from left to right."""
    rule: int


def windows(seeks: Sequence[Seek]) -> list[Window]:
    """The windows that hold in one sentence: shortest first, then leftmost.

    Each hit serves one window, and no word two of them.
    """
    used: set[int] = set()
    queue = [
        (window, number, group, place)
        for number, seek in enumerate(seeks)
        for group, hits in enumerate(seek.groups[:1] if seek.ordered else seek.groups)
        for place in range(len(hits))
        for window in _shortest(seek, group, place, used)
    ]
    heapify(queue)
    chosen = []
    while queue:
        window, number, group, place = heappop(queue)
        words = {word for first, last in window.hits for word in range(first, last + 1)}
        if used.isdisjoint(words):
            used |= words
            chosen.append(window)
            continue
        # Another window took one of its hits; what is left for this anchor sorts no earlier.
        for other in _shortest(seeks[number], group, place, used):
            heappush(queue, (other, number, group, place))
    return chosen


def _shortest(seek: Seek, group: int, place: int, used: set[int]) -> Iterator[Window]:
    """The shortest window whose leftmost hit is this one, or nothing."""
    anchor = seek.groups[group][place]
    if not _free(anchor, used):
        return
    others = [hits for number, hits in enumerate(seek.groups) if number != group]
    best: tuple[int, tuple[WordSpan, ...]] | None = None
    limit = anchor[0] + seek.within - 1
    if anchor[1] > limit:
        return

    def extend(chosen: tuple[WordSpan, ...], depth: int) -> None:
        nonlocal best, limit
        end = max(last for _, last in chosen)
        if depth == len(others):
            found = (end - anchor[0] + 1, tuple(sorted(chosen)))
            if best is None or found < best:
                best, limit = found, end
            return
        after = end if seek.ordered else anchor[1]
        hits = others[depth]
        for index in range(bisect_left(hits, (after + 1, 0)), len(hits)):
            hit = hits[index]
            if hit[0] > limit:
                break
            apart = all(hit[1] < first or last < hit[0] for first, last in chosen)
            if hit[1] <= limit and apart and _free(hit, used):
                extend((*chosen, hit), depth + 1)

    extend((anchor,), 0)
    if best is not None:
        yield Window(best[0], best[1], seek.rule)


def _free(hit: WordSpan, used: set[int]) -> bool:
    return used.isdisjoint(range(hit[0], hit[1] + 1))
