"""Owns the messages of the library screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.messages import Record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.errors import FramingError
    from framing.model import Profile
    from tui.source import DimensionInfo, Highest, Kin, Order, Row, Sample, Summary


class PageNeeded(Record):
    """The list is about to show rows that it does not have."""

    page: int


class ListLoaded(Record):
    """A filter or an order was carried out: how many articles it leaves, and the first rows."""

    query: str
    order: Order
    count: int
    total: int
    dimensions: Sequence[DimensionInfo]
    highest: Mapping[str, Highest]
    rows: Sequence[Row]


class PageLoaded(Record):
    """Rows of a page, for the filter and the order they were asked for."""

    query: str
    order: Order
    page: int
    rows: Sequence[Row]


class RatesLoaded(Record):
    """The rates of all articles, by dimension, lowest first; and which tell the same."""

    rates: Mapping[str, Sequence[float]]
    kin: Kin


class RowChosen(Record):
    """The cursor of the list stands on another article, or on none."""

    row: Row | None


class SummaryLoaded(Record):
    """What is said of an article beyond its row."""

    summary: Summary


class TextLoaded(Record):
    """The article under the cursor with its matches."""

    profile: Profile


class FilterTyped(Record):
    """Something was typed into the filter."""

    query: str


class FilterLeft(Record):
    """The filter is typed: the keys go to the list."""


class FilterRefused(Record):
    """A filter that cannot be."""

    query: str
    error: FramingError


class ValuesNeeded(Record):
    """A rule is begun: the menu wants the values that its field has."""

    field: str


class ValuesLoaded(Record):
    """The values of a field, each with the number of its articles."""

    field: str
    values: Sequence[tuple[str, int]]


class SetsLoaded(Record):
    """The sets that there are, each with the number of its articles, before one is made."""

    query: str
    sets: Sequence[tuple[str, int]]


class SampleLoaded(Record):
    """The sample articles are at hand."""

    sample: Sample


class SortRequested(Record):
    """A column's header was clicked."""

    order: Order


class MarkToggled(Record):
    """An article is to be marked for comparison, or to be so no more."""

    id: str


class ReadRequested(Record):
    """What is marked is to be read, with fewer than two marks this article as well."""

    id: str
