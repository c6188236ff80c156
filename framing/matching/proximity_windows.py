"""Proximity rules: where one hit of each named group stands close together in one sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import pairwise

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
    limit = anchor[0] + seek.within - 1
    if anchor[1] > limit or not _free(anchor, used):
        return
    others = [hits for number, hits in enumerate(seek.groups) if number != group]
    nearest = _nearest(anchor, others, limit, used, ordered=seek.ordered)
    if nearest and not _apart(nearest):
        # The nearest hits of two groups share a word, so one of the groups has to look further.
        nearest = _search(anchor, others, limit, used)
    if nearest:
        length = max(last for _, last in nearest) - anchor[0] + 1
        yield Window(length, tuple(sorted(nearest)), seek.rule)


def _nearest(
    anchor: WordSpan,
    others: Sequence[Sequence[WordSpan]],
    limit: int,
    used: set[int],
    *,
    ordered: bool,
) -> tuple[WordSpan, ...]:
    """The anchor and the next free hit of each other group; empty where a group has none."""
    chosen = [anchor]
    for hits in others:
        after = chosen[-1][1] if ordered else anchor[1]
        hit = next(_following(hits, after, limit, used), None)
        if hit is None:
            return ()
        chosen.append(hit)
    return tuple(chosen)


def _following(
    hits: Sequence[WordSpan], after: int, limit: int, used: set[int]
) -> Iterator[WordSpan]:
    """The free hits of a group that begin after a word and end by the limit."""
    for index in range(bisect_left(hits, (after + 1, 0)), len(hits)):
        hit = hits[index]
        if hit[1] > limit:
            return
        if _free(hit, used):
            yield hit


def _search(
    anchor: WordSpan, others: Sequence[Sequence[WordSpan]], limit: int, used: set[int]
) -> tuple[WordSpan, ...]:
    """The shortest, then leftmost choice of hits that share no word; empty where there is none."""
    best: tuple[int, tuple[WordSpan, ...]] | None = None

    def extend(chosen: tuple[WordSpan, ...], end: int) -> None:
        nonlocal best
        if len(chosen) > len(others):
            found = (end, tuple(sorted(chosen)))
            best = found if best is None else min(best, found)
            return
        furthest = limit if best is None else best[0]
        for hit in _following(others[len(chosen) - 1], anchor[1], furthest, used):
            if all(hit[1] < first or last < hit[0] for first, last in chosen):
                extend((*chosen, hit), max(end, hit[1]))

    extend((anchor,), anchor[1])
    return best[1] if best else ()


def _apart(hits: Sequence[WordSpan]) -> bool:
    """Whether no two hits share a word."""
    ordered = sorted(hits)
    return all(one[1] < other[0] for one, other in pairwise(ordered))


def _free(hit: WordSpan, used: set[int]) -> bool:
    return used.isdisjoint(range(hit[0], hit[1] + 1))
