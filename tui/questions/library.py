"""Owns what the library screen asks: the list and its order, the figures of all, one summary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from framing.library import Row
from framing.model import UNKNOWN

if TYPE_CHECKING:
    from framing.model import Article

_DIMENSION = "dimension:"


@dataclass(frozen=True, slots=True)
class Order:
    """What a list is sorted by: `source`, `title`, `published`, `words` or `dimension:NAME`."""

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
class Summary:
    """What is said of an article beyond its row."""

    row: Row
    excluded_words: int
    top: Mapping[str, Sequence[tuple[str, int]]]
    """By dimension its most frequent entries and their counted matches, highest first."""
    warnings: Sequence[str] = ()
    """What keeps its figures from being read as those of others: `no date`."""


def warnings(row: Row, article: Article, *, foreign: bool = False) -> tuple[str, ...]:
    """What an article lacks; `foreign` says that no lexicon is made for its language."""
    rated = [each for each in row.rates.values() if each.rate_per_1000]
    said = f", {article.language}" if article.language else ""
    holding = {
        "no source": article.source in ("", UNKNOWN),
        "no date": not article.published,
        "no title": not article.title,
        f"no lexicon is for its language{said}": foreign,
        "too few sentences for an interval": any(each.interval == "none" for each in rated),
    }
    return tuple(each for each, holds in holding.items() if holds)


@dataclass(frozen=True, slots=True)
class Highest:
    """How far the figures of a dimension go in all articles of the source."""

    rate: float
    """The highest rate: the end of its bars."""
    end: float
    """The upper end of that rate's interval: the end of its axes."""


@dataclass(frozen=True, slots=True)
class Kin:
    """Which articles tell the same as others, as far as that was looked for."""

    copies: Mapping[str, int] = field(default_factory=dict)
    """By the id of an article that has copies: how many there are with it."""
    stories: Mapping[str, int] = field(default_factory=dict)
    """By the id of an article: the number of the story that others tell too."""


class LibraryQuestions(Protocol):
    """What the library screen asks. A filter is what `tui.filters` reads."""

    def count(self, query: str) -> int:
        """How many articles a filter leaves; all for an empty one.

        Raises FramingError for a rule that cannot be.
        """

    def fields(self) -> Sequence[str]:
        """The fields that a rule of a filter may name; none where words alone are looked for."""

    def values(self, field: str) -> Sequence[tuple[str, int]]:
        """The values of a field, each with the number of its articles; none where they are many
        or unknown."""

    def kin(self) -> Kin:
        """Which articles have copies, and which tell a story that others tell too."""

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""

    def highest(self) -> Mapping[str, Highest]:
        """How far the figures of each dimension go; those without a rate are not there."""

    def rates(self) -> Mapping[str, Sequence[float]]:
        """By dimension the rates of all articles that have one, lowest first."""

    def summary(self, row: Row) -> Summary:
        """What is said of an article beyond its row."""
