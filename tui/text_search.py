"""Owns the search in the texts that are read: where something typed stands, and the current place.

Pure. Capitals do not matter, and any run of white space is like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from framing.model import Span


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place of a pane's stored text."""

    pane: int
    span: Span


class TextSearch:
    """The places of a query in some texts, in reading order, and which of them is current."""

    def __init__(self, query: str = "", texts: Sequence[str] = ()) -> None:
        self.query = query.strip()
        self.places = [
            FoundPlace(pane, span)
            for pane, text in enumerate(texts)
            for span in _spans(query, text)
        ]
        self.current: int | None = None

    def __bool__(self) -> bool:
        """Whether something is looked for."""
        return bool(self.query)

    def spans(self, pane: int) -> list[Span]:
        """What was found in a pane."""
        return [each.span for each in self.places if each.pane == pane]

    def step(self, by: int, pane: int, offset: int) -> tuple[FoundPlace, bool] | None:
        """The next place, or the one before, and whether that went round the end.

        Without a current one it is the first at or after an offset of a pane, or the first of all.
        """
        if not self.places:
            return None
        if self.current is None:
            after = ((n, each) for n, each in enumerate(self.places) if each.pane >= pane)
            ahead = [n for n, each in after if each.pane > pane or each.span[0] >= offset]
            number = ahead[0] if ahead else 0
        else:
            number = self.current + by
        self.current = number % len(self.places)
        return self.places[self.current], not 0 <= number < len(self.places)

    def counter(self) -> str:
        """`/subsid 3/12`."""
        at = "" if self.current is None else f"{self.current + 1}/"
        return f"/{self.query} {at}{len(self.places):,}"


def _spans(query: str, text: str) -> list[Span]:
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]
