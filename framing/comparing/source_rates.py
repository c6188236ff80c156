"""Rates of sources: the articles of each put together, with intervals from article to article.

Copies of one text are one article: the one that stands for its family counts, for the source that
it is of. Articles without words count nowhere. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from framing.comparing.pooled_rates import MUCH, GroupSums, HeavyArticle, Leverage, PooledRate
from framing.statistics.groups import Sample, moved_squared
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers, Places, pages, steady_sums

if TYPE_CHECKING:
    from framing.library.figures import DimensionFigures, Figures

__all__ = ["Leverage", "SourceRate", "source_rates"]

T = TypeVar("T")

_NO_FAMILIES: Mapping[str, str] = {}
_FEW = 1 << 16
"""So many places are looked through whether they are taken or not."""


@dataclass(frozen=True, slots=True)
class SourceRate(PooledRate):
    """The rate of a source, with its articles, in forms as narrow as `Figures` has them."""

    hits: NDArray[Any] = field(compare=False, repr=False)
    lengths: NDArray[Any] = field(compare=False, repr=False)

    @property
    def sample(self) -> Sample:
        """The articles that it can be compared by."""
        return Sample(self.hits.astype(float), self.lengths.astype(float))


def source_rates(figures: Figures, families: Mapping[str, str] = _NO_FAMILIES) -> list[SourceRate]:
    """The rates of every source, by source, period and dimension.

    `families` gives for each article that has copies the one that stands for all of them. What
    comes out is the same in whatever order the figures come in.
    """
    periods = len(figures.periods) or 1
    keys, place = _numbered(figures.group.astype(np.int64) * periods + figures.period)
    copies = figures.among({each for each, first in families.items() if first != each})
    tallied = [_Tallied.of(figures, each, place, copies) for each in figures.scores]
    key = np.concatenate([keys[:0], *(keys[each.places] for each in tallied)])
    dimension = np.repeat(np.arange(len(tallied)), [len(each.places) for each in tallied])
    order = np.lexsort((dimension, key))
    group, period = np.divmod(key[order], periods)
    sums = GroupSums(
        [figures.groups[each] for each in group.tolist()],
        [figures.periods[each] for each in period.tolist()],
        [figures.dimensions[each] for each in dimension[order].tolist()],
        heaviest=_in_order(chain.from_iterable(each.heaviest for each in tallied), order),
        **_sums(tallied, dimension, order),
    )
    columns = (
        *sums.rate_columns(),
        _in_order(chain.from_iterable(each.split(each.hits) for each in tallied), order),
        _in_order(chain.from_iterable(each.split(each.words) for each in tallied), order),
    )
    return [SourceRate(*each) for each in zip(*columns, strict=True)]


def _in_order(items: Iterable[T], order: Places) -> list[T]:
    found = list(items)
    return [found[each] for each in order.tolist()]


def _numbered(values: Places) -> tuple[Places, NDArray[Any]]:
    """The distinct ones of whole numbers from 0, sorted, and the place among them of each, in a
    form that holds their number too."""
    size = int(values.max(initial=-1)) + 1
    if size > 2 * len(values) + _FEW:
        names, place = np.unique(values, return_inverse=True)
        return names, place.astype(np.min_scalar_type(len(names)))
    found = np.zeros(size, bool)
    found[values] = True
    names = np.flatnonzero(found)
    return names, (np.cumsum(found) - 1).astype(np.min_scalar_type(len(names)))[values]


def _sorted(values: NDArray[Any]) -> Places:
    """The places of whole numbers of up to 32 bits, the lowest first: NumPy sorts numbers of 16
    bits in a time that goes with how many they are."""
    if values.dtype.itemsize <= 2:
        return np.argsort(values, kind="stable")
    return np.lexsort(((values & 0xFFFF).astype(np.uint16), (values >> 16).astype(np.uint16)))


def _sums(tallied: Sequence[_Tallied], dimension: Places, order: Places) -> dict[str, Numbers]:
    """What the tallies add up to, in this order."""
    rows = np.concatenate([np.empty((len(_SUMMED), 0)), *(each.sums for each in tallied)], axis=1)
    sums = dict(zip(_SUMMED, rows[:, order], strict=True))
    holding = np.bincount(dimension[order], sums.pop("holding"))
    total = np.bincount(dimension[order], sums["weight"])
    with np.errstate(divide="ignore", invalid="ignore"):
        held = np.where(holding > 0, total / holding, 1.0)[dimension[order]]
    copies = np.concatenate([np.empty(0), *(each.copies for each in tallied)])
    return {"copies": copies[order], "held": held, **sums}


_SUMMED = (
    *("articles", "words", "words_squared", "matches", "weight", "moved_squared", "rates"),
    *("narrator_weight", "narrator_words", "unvoiced", "characters", "holding"),
)
"""What the articles of a tally add up to: fields of `GroupSums`, and those that hold any."""


@dataclass(frozen=True, slots=True, eq=False)
class _Tallied:
    """A dimension, tally after tally: a tally is a source and period."""

    places: Places
    """Of the tallies, among all sources and periods."""
    copies: Numbers
    bounds: Places
    """Where the articles that count of each tally begin, and where those of the last end."""
    hits: NDArray[Any]
    """Of these articles; so are the words."""
    words: NDArray[Any]
    sums: Numbers
    """A row for each of `_SUMMED`."""
    heaviest: Sequence[Sequence[HeavyArticle]]
    """The two articles that hold most of each tally, where one or both hold much."""

    @classmethod
    def of(
        cls,
        figures: Figures,
        scores: DimensionFigures,
        place: NDArray[Any],
        copies: NDArray[np.bool_],
    ) -> Self:
        """A dimension of figures whose rows are at these places, and copies or not."""
        own, is_copy = place[scores.row], copies[scores.row]
        counts = ~is_copy & (scores.words > 0)
        size = int(own.max(initial=0)) + 1
        key = np.where(counts, own, own.dtype.type(size))  # what does not count comes last
        items = _sorted(key)[: np.count_nonzero(counts)]
        is_there = np.zeros(size, bool)
        is_there[own] = True
        places = np.flatnonzero(is_there)
        left_out = np.bincount(own[is_copy], minlength=size)[places].astype(float)
        begins = np.searchsorted(key[items], places.astype(own.dtype))
        bounds = np.append(begins, len(items))
        sums, heavy = _added_up(scores, items, bounds)
        heaviest = _heaviest(figures, scores, bounds, items, heavy)
        hits, words = scores.weight[items], scores.words[items]
        return cls(places, left_out, bounds, hits, words, sums, heaviest)

    def split(self, values: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """The values of each tally."""
        return (values[a:b] for a, b in pairwise(self.bounds.tolist()))


def _added_up(scores: DimensionFigures, items: Places, bounds: Places) -> tuple[Numbers, Places]:
    """What tallies of items add up to, and the places among the items of those that may be the
    heaviest ones of a tally."""
    sums = np.zeros((len(_SUMMED), len(bounds) - 1))
    heavy = [bounds[:0]]
    full = np.flatnonzero(np.diff(bounds))
    for a, b in pages(bounds[full]):
        begin, end = bounds[full[a]], bounds[full[b - 1] + 1]
        page = _Page(scores, items[begin:end], np.append(bounds[full[a:b]], end) - begin)
        sums[:, full[a:b]] = page.sums()
        heavy.append(begin + page.heavy())
    return sums, np.concatenate(heavy)


class _Page:
    """Tallies of items that are looked at together; none of them is empty."""

    def __init__(self, scores: DimensionFigures, items: Places, bounds: Places) -> None:
        self._scores, self._items, self._bounds = scores, items, bounds
        self._starts, self._sizes = bounds[:-1], np.diff(bounds)
        self._weight, self._words = self._column(scores.weight), self._column(scores.words)
        self._hits = steady_sums(self._weight, bounds)

    def sums(self) -> Numbers:
        """A row for each of `_SUMMED`."""
        weight, words, bounds = self._weight, self._words, self._bounds
        narrator_words = self._column(self._scores.narrator_words)
        all_words = steady_sums(words, bounds)
        return np.stack(
            [
                self._sizes,
                all_words,
                steady_sums(words**2, bounds),
                self._total(self._column(self._scores.matches)),
                self._hits,
                moved_squared(weight, words, bounds, self._hits, all_words),
                steady_sums(1000 * weight / words, bounds),
                steady_sums(self._column(self._scores.narrator_weight), bounds),
                self._total(np.maximum(narrator_words, 0)),
                self._total(narrator_words < 0),
                self._total(self._column(self._scores.characters)),
                self._total(weight > 0),
            ]
        )

    def _column(self, values: NDArray[Any]) -> Numbers:
        return values[self._items].astype(float)

    def _total(self, values: NDArray[Any]) -> Numbers:
        """What whole numbers add up to in each tally."""
        found: Numbers = np.add.reduceat(values.astype(float, copy=False), self._starts)
        return found

    def heavy(self) -> Places:
        """The items that weigh as much as the second of their tally or more, where it and the
        first, or that alone, hold much; what misses it by a rounding is looked at."""
        weight, sizes = self._weight, self._sizes
        heaviest = np.maximum.reduceat(weight, self._starts)
        is_heaviest = weight == np.repeat(heaviest, sizes)
        second = np.maximum.reduceat(np.where(is_heaviest, 0.0, weight), self._starts)
        second = np.where(self._total(is_heaviest) > 1, heaviest, second)
        much = np.zeros(len(sizes), bool)
        with np.errstate(divide="ignore", invalid="ignore"):
            for few, held in ((1, heaviest), (2, heaviest + second)):
                much |= held / self._hits * (1 + 1e-9) > np.maximum(MUCH, 2 * few / sizes)
        much &= sizes >= FEWEST_ARTICLES
        least = np.where(much, np.where(second > 0, second, heaviest), np.inf)
        return np.flatnonzero(weight >= np.repeat(least, sizes))


def _heaviest(
    figures: Figures, scores: DimensionFigures, bounds: Places, items: Places, heavy: Places
) -> Sequence[Sequence[HeavyArticle]]:
    """The first two of the heavy ones of each tally."""
    found: list[Sequence[HeavyArticle]] = [()] * (len(bounds) - 1)
    tally = np.searchsorted(bounds, heavy, "right") - 1
    own = scores.at(items[heavy])
    named = zip(
        tally.tolist(),
        own.weight.tolist(),
        figures.ids.at(figures.article[own.row].tolist()),
        own.words.tolist(),
        strict=True,
    )
    for at, these in groupby(named, key=itemgetter(0)):
        articles = [HeavyArticle(float(weight), *rest) for _, weight, *rest in these]
        found[at] = sorted(articles, key=lambda each: (-each.weight, each.id))[:2]
    return found
