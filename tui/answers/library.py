"""Owns how a library file answers the questions of the library screen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from framing.library import Library, Row
from tui.answers.connections import Connections
from tui.questions.library import Highest, Order, Summary

_TOP = 10


class LibraryAnswers(Connections):
    """The list, the figures of all articles, and one summary."""

    def count(self, query: str) -> int:
        """How many articles the library's search finds."""
        return self.ask(lambda library: library.articles.count(query), 0)

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""
        key, down = order.key, order.descending
        return self.ask(
            lambda library: library.articles.listing(query, key, down, limit, offset), []
        )

    def highest(self) -> Mapping[str, Highest]:
        """How far the figures of each dimension go: those of the first article by its rate."""
        return self.ask(_highest, {})

    def rates(self) -> Mapping[str, Sequence[float]]:
        """By dimension the rates of all articles that have one, lowest first."""
        return self.ask(
            lambda library: {
                info.name: library.scores.rates(info.name) for info in library.lexicons.dimensions()
            },
            {},
        )

    def summary(self, row: Row) -> Summary:
        """Excluded words and most frequent entries, as stored."""
        return self.ask(lambda library: _summary(library, row), Summary(row, 0, {}))


def _highest(library: Library) -> dict[str, Highest]:
    found: dict[str, Highest] = {}
    for info in library.lexicons.dimensions():
        order = Order.by_rate(info.name)
        for row in library.articles.listing("", order.key, order.descending, 1):
            rate = row.rates.get(info.name)
            if rate is not None and rate.rate_per_1000 is not None:
                found[info.name] = Highest(rate.rate_per_1000, rate.high or rate.rate_per_1000)
    return found


def _summary(library: Library, row: Row) -> Summary:
    stored = next(library.articles.read([row.id]), None)
    counts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for found in library.scores.entry_counts([row.id]):
        dimension, entry, matches, *_ = found.tally
        if matches:
            counts[dimension].append((entry, matches))
    tops = {
        name: sorted(entries, key=lambda each: (-each[1], each[0]))[:_TOP]
        for name, entries in counts.items()
    }
    return Summary(row, stored.excluded_words if stored else 0, tops)
