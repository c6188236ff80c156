"""What became of a foreign lexicon's content: taken, merged, skipped, renamed, lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from framing.lexicons.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that did not go through as it was written."""

    what: str
    """The thing as the file or the lexicon calls it."""
    reason: str
    line: int = 0
    """Its line in the file that was read, from 1; 0 where it has none."""
    dimension: str = ""
    """The dimension or category it belongs to; empty where it belongs to none or to several."""


@dataclass(frozen=True, slots=True)
class ImportedLexicon:
    """A lexicon as it was read, and what of the file is not in it as it stood there."""

    lexicon: Lexicon
    merged: tuple[Note, ...] = ()
    """Terms that stand in the file more than once."""
    skipped: tuple[Note, ...] = ()
    """What no lexicon of this program can hold."""
    renamed: tuple[Note, ...] = ()
    """Categories and terms that are taken under another name."""
    assumed: tuple[Note, ...] = ()
    """What the file was taken to mean where it does not say."""

    def notes(self) -> Iterator[tuple[str, tuple[Note, ...]]]:
        """What became of that which is not in the lexicon as it stood, and the notes on it."""
        yield "merged", self.merged
        yield "skipped", self.skipped
        yield "renamed", self.renamed
        yield "assumed", self.assumed

    @property
    def terms(self) -> int:
        """Number of different patterns, however many dimensions each stands in."""
        return len({term.pattern for each in self.lexicon.dimensions for term in each.terms})

    @property
    def entries(self) -> int:
        """Number of terms of all dimensions, added up."""
        return sum(len(each.terms) for each in self.lexicon.dimensions)
