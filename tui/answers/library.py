"""Owns how a library file answers the questions of the library screen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from framing.articles.languages import is_foreign
from framing.library import Library, Row
from framing.library.rules import FIELDS
from tui.answers.connections import Connections
from tui.filters import read_filter
from tui.questions.library import Highest, Kin, Order, Summary, warnings

_TOP = 10
_GROUPED = ("source", "publisher", "author", "language", "unit", "year")


class LibraryAnswers(Connections):
    """The list, the figures of all articles, and one summary."""

    def count(self, query: str) -> int:
        """How many articles the library finds for a filter."""
        found = read_filter(query)
        return self.ask(lambda library: library.articles.count(found.words, found.rules), 0)

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""
        found, key, down = read_filter(query), order.key, order.descending
        return self.ask(
            lambda library: library.articles.listing(
                found.words, key, down, limit, offset, found.rules
            ),
            [],
        )

    def fields(self) -> Sequence[str]:
        """The fields that `--where` knows, and sets."""
        return ("set", *FIELDS)

    def values(self, field: str) -> Sequence[tuple[str, int]]:
        """The values of a field by which articles can be put together, years for dates."""
        return self.ask(lambda library: _values(library, field), ())

    def kin(self) -> Kin:
        """Copies and stories, as they were found last."""
        return self.ask(_kin, Kin())

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


def _values(library: Library, field: str) -> list[tuple[str, int]]:
    if field == "set":
        return [(each.name, each.articles) for each in library.sets.all()]
    by = "year" if field == "published" else field
    return list(library.articles.groups(by).items()) if by in _GROUPED else []


def _kin(library: Library) -> Kin:
    families = library.similar.families()
    sizes = Counter(families.values())
    return Kin(
        {article: sizes[first] for article, first in families.items()},
        {
            article: number
            for number, story in library.similar.stories().items()
            for article in story
        },
    )


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
    if stored is None:
        return Summary(row, 0, tops)
    foreign = is_foreign(stored.article.language, row.unit, library.lexicons.languages())
    return Summary(row, stored.excluded_words, tops, warnings(row, stored.article, foreign=foreign))
