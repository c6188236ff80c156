"""Owns what the compare screen asks: articles with all matches, and where an entry is written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Profile


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry of a lexicon is written."""

    lexicon: str
    """Title or name of the lexicon, with its version."""
    file: str = ""
    """Its file; empty where only the library still has the lexicon."""
    line: int = 0
    note: str = ""
    asks: str = ""
    """What it asks beyond its words: its context, scope and case."""
    kind: str = ""
    """Its sub-kind."""


def place_in(lexicon: Lexicon, dimension: str, entry: str) -> EntryPlace:
    """Where a lexicon writes an entry of a dimension."""
    from framing.lexicons.conditions import conditions  # asked of a match; lists do without

    title = f"{lexicon.title or lexicon.name} {lexicon.version}".rstrip()
    file = Path(lexicon.path).name if lexicon.path else ""
    found = lexicon.entry(dimension, entry)
    if found is None:
        return EntryPlace(title, file)
    return EntryPlace(title, file, found.line, found.note, conditions(found), found.kind)


class CompareQuestions(Protocol):
    """What the compare screen asks."""

    def profile(self, article_id: str) -> Profile:
        """One article with its scores and matches, from one pass."""

    def entry_place(self, dimension: str, entry: str) -> EntryPlace:
        """Where an entry is written."""
