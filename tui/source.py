"""Owns what the app asks of its data: one narrow protocol and the records that come back.

The app never learns where articles come from; tests and `framing compare A B` give it another
source than the library. Every method may be called from any thread, and raises FramingError for
what the user can mend.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from framing.lexicons.conditions import conditions
from framing.library import DimensionInfo, Rate, Row
from framing.model import Profile

if TYPE_CHECKING:
    from framing.lexicons import Lexicon

__all__ = [
    "DimensionInfo",
    "EntryPlace",
    "Export",
    "Order",
    "Rate",
    "Row",
    "Sample",
    "Selection",
    "Source",
    "Summary",
    "place_in",
]

_DIMENSION = "dimension:"


@dataclass(frozen=True, slots=True)
class Summary:
    """What the preview says of an article beyond its row."""

    row: Row
    excluded_words: int
    top: Mapping[str, Sequence[tuple[str, int]]]
    """By dimension its most frequent entries and their counted matches, highest first."""


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


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: `source`, `title`, `words` or `dimension:NAME`."""

    key: str = "source"
    descending: bool = False

    @classmethod
    def by_rate(cls, dimension: str) -> Order:
        """By the rate of a dimension, highest first."""
        return cls(_DIMENSION + dimension, descending=True)

    def turned(self) -> Order:
        """The same the other way round."""
        return Order(self.key, not self.descending)

    @property
    def dimension(self) -> str:
        """The dimension whose rate it sorts by, or empty."""
        return self.key.removeprefix(_DIMENSION) if self.key.startswith(_DIMENSION) else ""


@dataclass(frozen=True, slots=True)
class Export:
    """Which table to write, how, and where."""

    table: str
    format: str
    path: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles and dimensions; None for all."""

    query: str = ""
    """Of `ids` None: only what this filter leaves."""
    ids: tuple[str, ...] | None = None
    dimensions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Other articles to look at, and what has to be said of them."""

    source: Source
    notice: str


class Source(Protocol):
    """Articles, their scores, and how they came about."""

    @property
    def name(self) -> str:
        """What the header calls the source: a file's name."""

    @property
    def empty_hint(self) -> str:
        """What to do where there is no article: one sentence."""

    @property
    def offers_sample(self) -> bool:
        """Whether `sample` has articles to show."""

    def export(self, selection: Selection, export: Export) -> None:
        """Write a table to a new file, whole or not at all."""

    def sample(self) -> Sample:
        """The sample articles that travel with the program."""

    def close(self) -> None:
        """Let go of files; nothing is asked afterwards."""

    def dimensions(self) -> Sequence[DimensionInfo]:
        """The dimensions that are scored."""

    def count(self, query: str) -> int:
        """How many articles a filter leaves; all for an empty one."""

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""

    def summary(self, row: Row) -> Summary:
        """What the preview says of an article."""

    def profile(self, article_id: str) -> Profile:
        """One article with its scores and matches, from one pass."""

    def entry_place(self, dimension: str, entry: str) -> EntryPlace:
        """Where an entry is written."""


def place_in(lexicon: Lexicon, dimension: str, entry: str) -> EntryPlace:
    """Where a lexicon writes an entry of a dimension."""
    title = f"{lexicon.title or lexicon.name} {lexicon.version}".rstrip()
    file = Path(lexicon.path).name if lexicon.path else ""
    found = lexicon.entry(dimension, entry)
    if found is None:
        return EntryPlace(title, file)
    return EntryPlace(title, file, found.line, found.note, conditions(found), found.kind)
