"""Owns what the passages of articles have to do with each other: which are linked, and which stand
in one article only. Pure; offsets are those of the stored texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter
from typing import TYPE_CHECKING, Literal

from framing.model import Profile

if TYPE_CHECKING:
    from framing.comparing.linked_passages import Passages, Unlinked

Kind = Literal["linked", "only", "perhaps"]
Pair = tuple[int, int]
"""The numbers of two panes, the lower first."""
SIGNS: Mapping[Kind, str] = {"linked": "≈", "only": "┃", "perhaps": "┊"}


@dataclass(frozen=True, slots=True)
class PassageNote:
    """What is said of a passage in the margin."""

    start: int
    end: int
    kind: Kind
    """`only`: no other article has the like; `perhaps`: one may have it, in other words."""
    similarity: float = 0.0
    """Of a linked passage and the most similar of its counterparts."""


@dataclass(frozen=True, slots=True)
class Link:
    """A passage of one pane and its counterpart in another."""

    own: int
    other: int
    """Where they begin."""
    similarity: float


class LinkedReading:
    """The passages of every two of some articles."""

    def __init__(self, passages: Mapping[Pair, Passages] | None = None) -> None:
        self._passages = passages or {}

    def links(self, pane: int, other: int) -> list[Link]:
        """The linked passages of a pane in the order of its text."""
        if pane < other:
            known = self._passages.get((pane, other))
            found = known.linked if known else ()
            links = [Link(each.a.start, each.b.start, each.similarity) for each in found]
        else:
            known = self._passages.get((other, pane))
            found = known.linked if known else ()
            links = [Link(each.b.start, each.a.start, each.similarity) for each in found]
        return sorted(links, key=attrgetter("own"))

    def notes(self, pane: int) -> list[PassageNote]:
        """What is said of the passages of a pane, in the order of its text."""
        linked: dict[tuple[int, int], float] = {}
        alone: dict[tuple[int, int], list[Kind]] = {}
        others = 0
        for (a, b), passages in self._passages.items():
            if pane not in (a, b):
                continue
            others += 1
            first = pane == a
            for each in passages.linked:
                span = _span(each.a if first else each.b)
                linked[span] = max(each.similarity, linked.get(span, 0.0))
            for span, kind in _unlinked(passages, first=first):
                alone.setdefault(span, []).append(kind)
        notes = [PassageNote(*span, "linked", value) for span, value in linked.items()]
        for span, kinds in alone.items():
            if span not in linked and len(kinds) == others:
                notes.append(PassageNote(*span, "perhaps" if "perhaps" in kinds else "only"))
        return sorted(notes, key=attrgetter("start"))


def link_all(profiles: Sequence[Profile]) -> LinkedReading:
    """Link the passages of every two articles."""
    from framing.comparing.linked_passages import link

    pairs = combinations(range(len(profiles)), 2)
    return LinkedReading({(a, b): link(profiles[a], profiles[b]) for a, b in pairs})


def _span(sentence: object) -> tuple[int, int]:
    return sentence.start, sentence.end  # type: ignore[attr-defined]


def _unlinked(passages: Passages, *, first: bool) -> Iterator[tuple[tuple[int, int], Kind]]:
    only = passages.only_a if first else passages.only_b
    perhaps = passages.perhaps_a if first else passages.perhaps_b
    sides: tuple[tuple[Kind, Sequence[Unlinked]], ...] = (("only", only), ("perhaps", perhaps))
    for kind, found in sides:
        for each in found:
            yield _span(each.sentence), kind
