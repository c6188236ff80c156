"""The current scores by column, for aggregates: what is of an article, and what of a dimension.

Columns are as narrow as their values allow: what all articles of a large library hold is written
to memory once, and to write there is what takes time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import accumulate, chain, pairwise
from typing import Any, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from framing.library import field_blocks, figure_blocks
from framing.library.article_blocks import BITS
from framing.library.article_ids import ArticleIds
from framing.library.connection import Connection
from framing.library.grouping import CROSS, WRITTEN, Period, grouping
from framing.library.records import ArticleFigures
from framing.library.stored_forms import ID
from framing.model import Unit

Codes = NDArray[Any]
"""Whole numbers."""
Numbers = NDArray[Any]
"""Numbers, which are whole ones where all of them are."""


class DimensionFigures(NamedTuple):
    """The figures of one dimension: columns of equal length, an item for each row that has them."""

    row: Codes
    """Of the rows of `Figures`."""
    words: Codes
    matches: Codes
    """Matches that the rate counts."""
    characters: Codes
    """1 where the article is counted in characters, not words."""
    narrator_words: Codes
    """Counted words of the narrator; below 0 where voice is not measured."""
    weight: Numbers
    narrator_weight: Numbers

    def at(self, items: Codes) -> DimensionFigures:
        """Some of the items."""
        return DimensionFigures(*(column[items] for column in self))


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Names, and a row for each article and group that it is in; a code is the place of a name
    among the names."""

    groups: tuple[str, ...]
    """What articles are put together by, their sources for one; sorted."""
    periods: tuple[str, ...]
    """`2025-02` or `2025`; empty for articles without a date, and for all time; sorted."""
    dimensions: tuple[str, ...]
    """Sorted."""
    ids: ArticleIds
    """Of the articles."""
    group: Codes
    period: Codes
    article: Codes
    """Of each row."""
    scores: Sequence[DimensionFigures]
    """Of each dimension."""

    @classmethod
    def of(cls, found: Iterable[ArticleFigures], over: Period | None = None) -> Self:
        """The figures of some rows."""
        rows = list(found)
        groups, group = coded([each.group for each in rows])
        periods, period = coded([each.published[: WRITTEN[over]] for each in rows])
        dimensions, dimension = coded([each.dimension for each in rows])
        ids, article = coded([each.article_id for each in rows])
        narrator = [-1 if each.narrator_words is None else each.narrator_words for each in rows]
        all_of_them = DimensionFigures(
            np.arange(len(rows)),
            np.array([each.words for each in rows], np.int64),
            np.array([each.matches for each in rows], np.int64),
            np.array([each.unit == "characters" for each in rows], np.int64),
            np.array(narrator, np.int64),
            np.array([each.weight for each in rows], float),
            np.array([each.narrator_weight or 0.0 for each in rows], float),
        )
        scores = [all_of_them.at(dimension == at) for at in range(len(dimensions))]
        return cls(groups, periods, dimensions, ArticleIds.of(ids), group, period, article, scores)

    def __iter__(self) -> Iterator[ArticleFigures]:
        """The scores as rows, dimension after dimension; they have the period in place of the
        date."""
        units: tuple[Unit, ...] = ("words", "characters")
        ids = self.ids.at(range(len(self.ids.numbers)))
        for dimension, scores in zip(self.dimensions, self.scores, strict=True):
            for row, *columns in zip(*(column.tolist() for column in scores), strict=True):
                words, matches, characters, narrator_words, weight, narrator_weight = columns
                voiced = narrator_words >= 0
                yield ArticleFigures(
                    self.groups[self.group[row]],
                    ids[self.article[row]],
                    self.periods[self.period[row]],
                    units[bool(characters)],
                    dimension,
                    words,
                    matches,
                    float(weight),
                    narrator_words if voiced else None,
                    float(narrator_weight) if voiced else None,
                )

    def chosen(self, ids: Collection[str] | None) -> Self:
        """The figures of these articles; all for None."""
        if ids is None:
            return self
        kept = self.among(ids)
        row = np.cumsum(kept) - 1
        own = [each.at(kept[each.row]) for each in self.scores]
        return replace(
            self,
            group=self.group[kept],
            period=self.period[kept],
            article=self.article[kept],
            scores=[each._replace(row=row[each.row]) for each in own],
        )

    def among(self, ids: Collection[str]) -> NDArray[np.bool_]:
        """Of each row, whether its article is one of these."""
        if not ids:
            return np.zeros(len(self.article), bool)
        return self.ids.among(ids)[self.article]


def coded(values: Sequence[str]) -> tuple[tuple[str, ...], Codes]:
    """The distinct values, sorted, and the place among them of each."""
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    return tuple(names), np.fromiter(map(place.__getitem__, values), np.int64, len(values))


def read_figures(db: Connection, by: str, over: Period | None) -> Figures:
    """The figures of all articles, put together as `grouping` reads `by`; raises as it does."""
    articles = _Articles.read(db, by, over)
    scores = {dimension: _scores(articles, packed) for dimension, packed in figure_blocks.read(db)}
    for each in scores.values():
        checked = (each.words, each.matches, each.characters, each.weight, each.narrator_weight)
        db.check(chain.from_iterable(map(_bounds, checked)), "a score")
    names = tuple(sorted(scores))
    return Figures(
        articles.groups.names,
        articles.periods.names,
        names,
        articles.ids,
        articles.groups.codes,
        articles.periods.codes,
        articles.rows,
        [scores[name] for name in names],
    )


_TYPES = {letter: np.dtype(f"<{letter}") for letter in figure_blocks.LETTERS}


def _scores(articles: _Articles, packed: Mapping[int, figure_blocks.Packed]) -> DimensionFigures:
    """What the blocks of a dimension have of the rows."""
    rows = [articles.order[:0]]
    parts = [[np.empty(0, np.uint8)] * (len(figure_blocks.COLUMNS) - 1)]
    for block, begin, end in articles.blocks():
        places, *columns = _columns(packed[block])
        own, row = articles.places[articles.rows[begin:end]], articles.order[begin:end]
        if not np.array_equal(places, own):
            held = np.isin(own, places)
            items = np.minimum(np.searchsorted(places, own[held]), len(places) - 1)
            row, columns = row[held], [column[items] for column in columns]
        rows.append(row)
        parts.append(columns)
    complete = sum(map(len, rows)) == len(articles.order)
    columns = [np.concatenate(each) for each in zip(*parts, strict=True)]
    return DimensionFigures(articles.order if complete else np.concatenate(rows), *columns)


def _columns(packed: figure_blocks.Packed) -> list[Numbers]:
    """The columns of a block."""
    types = [_TYPES[letter] for letter in packed.form]
    size = len(packed.items) // sum(each.itemsize for each in types)
    starts = accumulate((size * each.itemsize for each in types), initial=0)
    return [
        np.ndarray(size, form, packed.items, start)
        for form, start in zip(types, starts, strict=False)
    ]


class _Named(NamedTuple):
    """Sorted names, and the place among them of each of some articles."""

    names: tuple[str, ...]
    codes: Codes

    @classmethod
    def of(cls, names: Sequence[str], codes: Codes) -> Self:
        """Of names in any order, of which some may be the same."""
        known, place = coded(names)
        narrow = place.astype(np.min_scalar_type(len(known)))
        return cls(known, narrow[codes] if len(codes) else codes)

    def crossed(self, other: _Named) -> _Named:
        """Of two names each, as far as there are such."""
        size = len(other.names) or 1
        pairs, code = np.unique(
            self.codes.astype(np.int64) * size + other.codes, return_inverse=True
        )
        both = (divmod(pair, size) for pair in pairs.tolist())
        return _Named.of([f"{self.names[a]}{CROSS}{other.names[b]}" for a, b in both], code)


class _Articles(NamedTuple):
    """The articles of a library, block after block, with their groups and periods."""

    numbers: Sequence[int]
    """Of the blocks."""
    starts: Codes
    """Where the articles of each block begin, and where those of the last end."""
    places: Codes
    """Of the articles' numbers in their blocks."""
    ids: ArticleIds
    rows: Codes
    """Places among the articles; by set, one is here for each set that it is in."""
    order: Codes
    """The numbers of the rows, from 0."""
    groups: _Named
    """Of each row."""
    periods: _Named

    @classmethod
    def read(cls, db: Connection, by: str, over: Period | None) -> Self:
        fields = grouping(by).fields
        wanted = {field_blocks.PARTS.get(field, (field,))[0] for field in fields} - {"set"}
        blocks = field_blocks.read(db, sorted(wanted | ({"month"} if over else set())))
        numbers = [block.number for block in blocks]
        starts = np.cumsum([0, *(len(block.places) // 2 for block in blocks)])
        places = np.frombuffer(b"".join(block.places for block in blocks), "<u2")
        everyone = np.arange(len(places))
        if "set" in fields:
            rows, sets = _members(
                db, (np.repeat(np.array(numbers, np.int64), np.diff(starts)) << BITS) + places
            )
        else:
            rows, sets = everyone, _Named((), everyone[:0])
        named = [sets if field == "set" else _named(db, blocks, field, rows) for field in fields]
        no_time = _Named(("",), np.broadcast_to(np.uint8(0), len(rows)))
        return cls(
            numbers,
            starts,
            places,
            _ids(blocks, starts),
            rows,
            np.arange(len(rows)) if "set" in fields else rows,
            reduce(_Named.crossed, named),
            _named(db, blocks, over, rows) if over else no_time,
        )

    def blocks(self) -> Iterator[tuple[int, int, int]]:
        """The number of each block, and where its rows begin and end."""
        bounds = np.searchsorted(self.rows, self.starts).tolist()
        for number, (begin, end) in zip(self.numbers, pairwise(bounds), strict=True):
            yield number, begin, end


def _ids(blocks: Sequence[field_blocks.Block], starts: Codes) -> ArticleIds:
    """The ids of all articles of the blocks."""
    numbers = np.frombuffer(b"".join(block.ids for block in blocks), ID).astype(np.uint64)
    each = zip(starts.tolist(), blocks, strict=False)
    others = {start + at: one for start, block in each for at, one in block.other_ids.items()}
    return ArticleIds(numbers, others)


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
    parts = [np.empty(0, np.uint32)]
    for block in blocks:
        names, packed = block.fields[source]
        codes = np.frombuffer(packed, "<u2")
        db.check((len(names) - 1 - int(codes.max(initial=0)),), f"a {field}")
        own = [place.setdefault(name, len(place)) for name in names]
        parts.append(np.array(own, np.uint32)[codes])
    shown = [name[:length] for name in place]
    return _Named.of(shown, np.concatenate(parts)[rows])


def _bounds(values: Numbers) -> tuple[float, float]:
    return float(values.min(initial=0)), float(values.max(initial=0))
