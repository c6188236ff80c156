"""The current scores by column, for aggregates: an item for each article and dimension."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from framing.library import figure_blocks
from framing.library.connection import Connection
from framing.library.grouping import WRITTEN, Period, grouping
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
    """Of the articles. By set, one is here for each set that it is in."""
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
        found = np.fromiter((each in ids for each in self.ids), bool, len(self.ids))
        return found[self.article]


def coded(values: Sequence[str]) -> tuple[tuple[str, ...], Codes]:
    """The distinct values, sorted, and the place among them of each."""
    names = sorted(set(values))
    place = {name: at for at, name in enumerate(names)}
    return tuple(names), np.fromiter(map(place.__getitem__, values), np.int64, len(values))


def read_figures(db: Connection, by: str, over: Period | None) -> Figures:
    """The figures of all articles, put together as `grouping` reads `by`; raises as it does."""
    group = grouping(by)
    period = f"substr(a.published, 1, {WRITTEN[over]})" if over else "''"
    found = db.rows(
        f"SELECT a.seq, a.id, {group.name}, {period} FROM articles a{group.tables} ORDER BY a.seq",
        group.parameters,
    )
    numbers, ids, names, dates = zip(*found, strict=True) if found else ((),) * 4
    groups, group_of = coded(names)
    periods, period_of = coded(dates)
    number = np.array(numbers, np.int64)
    dimensions = sorted(figure_blocks.blocks(db).items())
    parts = [_held(number, blocks) for _, blocks in dimensions]
    article = np.concatenate([np.empty(0, np.int64), *(held for held, _ in parts)])
    values = np.concatenate([_NOTHING, *(figures for _, figures in parts)], axis=1)
    integers = len(figure_blocks.INTEGERS)
    least = values[1 : integers - 1].min(initial=0)  # the narrator's words may be -1
    db.check((least, *_bounds(values[integers:].view("<f8"))), "a score")
    return Figures(
        groups,
        periods,
        tuple(name for name, _ in dimensions),
        ids,
        group_of[article],
        period_of[article],
        np.repeat(np.arange(len(parts)), [len(held) for held, _ in parts]),
        article,
        *values[1:integers],
        *values[integers:].view("<f8"),
    )


def _bounds(values: Numbers) -> tuple[float, float]:
    return float(values.min(initial=0.0)), float(values.max(initial=0.0))


_NOTHING = np.empty((len(figure_blocks.INTEGERS) + len(figure_blocks.FLOATS), 0), "<i8")


def _held(number: Codes, blocks: Iterable[bytes]) -> tuple[Codes, Codes]:
    """The places in `number` of the articles that a dimension has figures of, and these figures,
    a column in a row."""
    kept = (np.frombuffer(block, "<i8").reshape(len(_NOTHING), -1) for block in blocks)
    figures = np.concatenate([_NOTHING, *kept], axis=1)
    if np.array_equal(figures[0], number):
        return np.arange(len(number)), figures
    place = np.searchsorted(figures[0], number)
    held = np.flatnonzero(place < figures.shape[1])
    held = held[figures[0, place[held]] == number[held]]
    return held, figures[:, place[held]]
