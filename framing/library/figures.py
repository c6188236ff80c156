"""The current scores by column, for aggregates: an item for each article and dimension."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce
from itertools import chain
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from framing.library import current_scores, field_blocks, figure_blocks
from framing.library.connection import Connection
from framing.library.grouping import CROSS, WRITTEN, Period, grouping
from framing.library.records import ArticleFigures
from framing.model import Unit

Codes = NDArray[np.int64]

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Names, and columns of equal length; a code is the place of a name among the names."""

    groups: tuple[str, ...]
    """What articles are put together by, their sources for one; sorted."""
    periods: tuple[str, ...]
    """`2025-02` or `2025`; empty for articles without a date, and for all time; sorted."""
    dimensions: tuple[str, ...]
    """Sorted."""
    ids: tuple[str, ...]
    """Of the articles."""
    group: Codes
    period: Codes
    dimension: Codes
    article: Codes
    words: Codes
    matches: Codes
    """Matches that the rate counts."""
    characters: Codes
    """1 where the article is counted in characters, not words."""
    narrator_words: Codes
    """Counted words of the narrator; below 0 where voice is not measured."""
    weight: Numbers
    narrator_weight: Numbers

    @classmethod
    def of(cls, found: Iterable[ArticleFigures], over: Period | None = None) -> Self:
        """The figures of some rows."""
        rows = list(found)
        groups, group = coded([each.group for each in rows])
        periods, period = coded([each.published[: WRITTEN[over]] for each in rows])
        dimensions, dimension = coded([each.dimension for each in rows])
        ids, article = coded([each.article_id for each in rows])
        narrator = [-1 if each.narrator_words is None else each.narrator_words for each in rows]
        return cls(
            *(groups, periods, dimensions, ids),
            *(group, period, dimension, article),
            words=np.array([each.words for each in rows], np.int64),
            matches=np.array([each.matches for each in rows], np.int64),
            characters=np.array([each.unit == "characters" for each in rows], np.int64),
            narrator_words=np.array(narrator, np.int64),
            weight=np.array([each.weight for each in rows], float),
            narrator_weight=np.array([each.narrator_weight or 0.0 for each in rows], float),
        )

    def __iter__(self) -> Iterator[ArticleFigures]:
        """The items as rows, which have the period in place of the date."""
        units: tuple[Unit, ...] = ("words", "characters")
        for at in range(len(self.words)):
            voiced = self.narrator_words[at] >= 0
            yield ArticleFigures(
                self.groups[self.group[at]],
                self.ids[self.article[at]],
                self.periods[self.period[at]],
                units[self.characters[at]],
                self.dimensions[self.dimension[at]],
                int(self.words[at]),
                int(self.matches[at]),
                float(self.weight[at]),
                int(self.narrator_words[at]) if voiced else None,
                float(self.narrator_weight[at]) if voiced else None,
            )

    def chosen(self, ids: Collection[str] | None) -> Self:
        """The figures of these articles; all for None."""
        if ids is None:
            return self
        kept = self.among(frozenset(ids))
        columns = {each.name: getattr(self, each.name) for each in fields(self)[4:]}
        return replace(self, **{name: column[kept] for name, column in columns.items()})

    def among(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Of each item, whether its article is one of these."""
        if not ids:
            return np.zeros(len(self.article), bool)
        found = np.fromiter((each in ids for each in self.ids), bool, len(self.ids))
        return found[self.article]


def coded(values: Sequence[str]) -> tuple[tuple[str, ...], Codes]:
    """The distinct values, sorted, and the place among them of each."""
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    return tuple(names), np.fromiter(map(place.__getitem__, values), np.int64, len(values))


def read_figures(db: Connection, by: str, over: Period | None) -> Figures:
    """The figures of all articles, put together as `grouping` reads `by`; raises as it does."""
    articles = _Articles.read(db, by, over)
    names = tuple(sorted(info.name for _, info in current_scores.dimensions(db)))
    table = _Table.of(len(articles.rows) * len(names))
    number = articles.numbers[articles.rows]
    for dimension, packed in figure_blocks.read(db):
        table.add(names.index(dimension), number, packed)
    place, dimension_of, words, matches, characters, narrator_words, *floats = table.columns()
    weight, narrator_weight = (each.view("<f8") for each in floats)
    least = [each.min(initial=0) for each in (words, matches, characters)]
    db.check((*least, *_bounds(weight), *_bounds(narrator_weight)), "a score")
    return Figures(
        articles.groups.names,
        articles.periods.names,
        names,
        articles.ids,
        articles.groups.codes[place],
        articles.periods.codes[place] if over else np.broadcast_to(np.int64(0), len(place)),
        dimension_of,
        articles.rows[place],
        words,
        matches,
        characters,
        narrator_words,
        weight,
        narrator_weight,
    )


_WIDTH = len(figure_blocks.INTEGERS) + len(figure_blocks.FLOATS)


class _Table:
    """Columns of one size that are filled block by block: the place of the row of an article, its
    dimension, and the figures. A block is copied at once, so that never all of them are there."""

    def __init__(self, columns: Sequence[Codes]) -> None:
        self._columns = columns
        self._used = 0

    @classmethod
    def of(cls, most: int) -> Self:
        """Room for so many items."""
        return cls([np.empty(most, np.int64) for _ in range(_WIDTH + 1)])

    def add(self, dimension: int, number: Codes, packed: bytes) -> None:
        """Add what a block of a dimension has of the rows of articles of these numbers."""
        block = np.frombuffer(packed, "<i8").reshape(_WIDTH, -1)
        if not block.size:
            return
        known = block[0]
        begin, end = np.searchsorted(number, known[0]), np.searchsorted(number, known[-1], "right")
        own = number[begin:end]
        places = np.arange(begin, end)
        if not np.array_equal(known, own):
            items = np.searchsorted(known, own)
            held = known[items] == own
            places, block = places[held], block[:, items[held]]
        rows = slice(self._used, self._used + len(places))
        self._used = rows.stop
        for column, values in zip(self._columns, (places, dimension, *block[1:]), strict=True):
            column[rows] = values

    def columns(self) -> Sequence[Codes]:
        """The columns, as far as they are filled."""
        return [column[: self._used] for column in self._columns]


class _Named(NamedTuple):
    """Sorted names, and the place among them of each of some articles."""

    names: tuple[str, ...]
    codes: Codes

    @classmethod
    def of(cls, names: Sequence[str], codes: Codes) -> Self:
        """Of names in any order, of which some may be the same."""
        known, place = coded(names)
        return cls(known, place[codes] if len(codes) else codes)

    def crossed(self, other: _Named) -> _Named:
        """Of two names each, as far as there are such."""
        size = len(other.names) or 1
        pairs, code = np.unique(self.codes * size + other.codes, return_inverse=True)
        both = (divmod(pair, size) for pair in pairs.tolist())
        return _Named.of([f"{self.names[a]}{CROSS}{other.names[b]}" for a, b in both], code)


class _Articles(NamedTuple):
    """The articles of a library with their groups and periods."""

    numbers: Codes
    ids: tuple[str, ...]
    rows: Codes
    """Places among the articles; by set, one is here for each set that it is in."""
    groups: _Named
    """Of each row."""
    periods: _Named
    """Without codes where they are all one."""

    @classmethod
    def read(cls, db: Connection, by: str, over: Period | None) -> Self:
        fields = grouping(by).fields
        wanted = {field_blocks.PARTS.get(field, (field,))[0] for field in fields} - {"set"}
        blocks = field_blocks.read(db, sorted(wanted | ({"month"} if over else set())))
        numbers = np.frombuffer(b"".join(block.numbers for block in blocks), "<i8")
        everyone = np.arange(len(numbers)), _Named((), np.empty(0, np.int64))
        rows, sets = _members(db, numbers) if "set" in fields else everyone
        named = [sets if field == "set" else _named(db, blocks, field, rows) for field in fields]
        periods = _named(db, blocks, over, rows) if over else _Named(("",), rows[:0])
        ids = tuple(chain.from_iterable(block.ids for block in blocks))
        return cls(numbers, ids, rows, reduce(_Named.crossed, named), periods)


def _members(db: Connection, numbers: Codes) -> tuple[Codes, _Named]:
    """The places of the articles that are in sets, a row for each set, and the sets."""
    found = db.rows("SELECT article, name FROM set_members ORDER BY article")
    held = dict(zip(numbers.tolist(), range(len(numbers)), strict=True)) if found else {}
    kept = [(held[article], name) for article, name in found if article in held]
    rows = np.array([place for place, _ in kept], np.int64)
    return rows, _Named(*coded([name for _, name in kept]))


def _named(db: Connection, blocks: Sequence[field_blocks.Block], field: str, rows: Codes) -> _Named:
    """A field of some of the articles of the blocks."""
    source, length = field_blocks.PARTS.get(field, (field, None))
    place: dict[str, int] = {}
    parts = [np.empty(0, np.int64)]
    for block in blocks:
        names, packed = block.fields[source]
        codes = np.frombuffer(packed, "<u2")
        db.check((len(names) - 1 - codes.max(initial=0),), f"a {field}")
        parts.append(np.array([place.setdefault(name, len(place)) for name in names])[codes])
    shown = [name[:length] for name in place]
    return _Named.of(shown, np.concatenate(parts)[rows])


def _bounds(values: Numbers) -> tuple[float, float]:
    return float(values.min(initial=0.0)), float(values.max(initial=0.0))
