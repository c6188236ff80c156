"""Rates of sources: the articles of each put together, with intervals from article to article.

Copies of one text are one article: the one that stands for its family counts, for the source that
it is of. Articles without words count nowhere. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.comparing.pooled_rates import MUCH, GroupSums, HeavyArticle, Leverage, PooledRate
from framing.statistics.groups import Sample, moved_squared
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers, Places, steady_sums

if TYPE_CHECKING:
    from framing.library.figures import Figures

__all__ = ["Leverage", "SourceRate", "source_rates"]

_NO_FAMILIES: Mapping[str, str] = {}
_FEW = 1 << 16
"""So many places are looked through whether they are taken or not."""


@dataclass(frozen=True, slots=True)
class SourceRate(PooledRate):
    """The rate of a source, with the articles that it can be compared by."""

    sample: Sample = field(compare=False, repr=False)


def source_rates(figures: Figures, families: Mapping[str, str] = _NO_FAMILIES) -> list[SourceRate]:
    """The rates of every source, by source, period and dimension.

    `families` gives for each article that has copies the one that stands for all of them. What
    comes out is the same in whatever order the figures come in.
    """
    place = figures.group * len(figures.periods) + figures.period
    keys, key = _numbered(place * len(figures.dimensions) + figures.dimension)
    copies = figures.among({each for each, first in families.items() if first != each})
    counted = np.flatnonzero(~copies & (figures.words > 0))
    key_of = key[counted]
    # Two keys of 16 bits, which NumPy sorts in a time that goes with their number.
    order = np.lexsort(((key_of & 0xFFFF).astype(np.uint16), (key_of >> 16).astype(np.uint16)))
    bounds = np.cumsum([0, *np.bincount(key_of, minlength=len(keys))])
    tallied = _Tallied(figures, keys, bounds, counted[order])
    left_out = np.bincount(key[copies], minlength=len(keys)).astype(float)
    columns = (*tallied.sums(left_out).rate_columns(), tallied.samples())
    return [SourceRate(*each) for each in zip(*columns, strict=True)]


def _numbered(values: Places) -> tuple[Places, Places]:
    """The distinct ones of whole numbers from 0, sorted, and the place among them of each."""
    size = int(values.max(initial=-1)) + 1
    if size > 2 * len(values) + _FEW:
        return np.unique(values, return_inverse=True)
    found = np.zeros(size, bool)
    found[values] = True
    return np.flatnonzero(found), (np.cumsum(found) - 1)[values]


@dataclass(frozen=True, slots=True)
class _Tallied:
    """The items that count, tally after tally: a tally is a source, period and dimension."""

    figures: Figures
    keys: Places
    """Source, period and dimension of each tally, as one number."""
    bounds: Places
    """Where the items of each tally begin, and where those of the last end."""
    items: Places
    """Their places in the figures."""

    def sums(self, copies: Numbers) -> GroupSums:
        """What each tally adds up to; `copies` are left out of the tallies."""
        figures = self.figures
        weight, words = self._column(figures.weight), self._column(figures.words)
        articles, hits = np.diff(self.bounds).astype(float), steady_sums(weight, self.bounds)
        return GroupSums(
            *self._names(),
            articles=articles,
            copies=copies,
            words=steady_sums(words, self.bounds),
            words_squared=steady_sums(words**2, self.bounds),
            matches=self._total(figures.matches),
            weight=hits,
            moved_squared=moved_squared(weight, words, self.bounds),
            rates=steady_sums(1000 * weight / words, self.bounds),
            narrator_weight=steady_sums(self._column(figures.narrator_weight), self.bounds),
            narrator_words=self._total(np.maximum(figures.narrator_words, 0)),
            unvoiced=self._total(figures.narrator_words < 0),
            characters=self._total(figures.characters),
            held=self._held(hits, weight),
            heaviest=self._heaviest(articles, hits, weight),
        )

    def samples(self) -> list[Sample]:
        """The articles of each tally."""
        weight, words = self._column(self.figures.weight), self._column(self.figures.words)
        return [Sample(weight[a:b], words[a:b]) for a, b in pairwise(self.bounds.tolist())]

    def _column(self, values: NDArray[Any]) -> Numbers:
        return values[self.items].astype(float)

    def _total(self, values: NDArray[Any]) -> Numbers:
        """What whole numbers add up to in each tally."""
        if not values.any():
            return np.zeros(len(self.keys))
        return self._each(np.add, self._column(values))

    def _each(self, together: np.ufunc, values: Numbers) -> Numbers:
        """The values of each tally put together; 0 for one without any."""
        found = np.zeros(len(self.keys))
        full = np.flatnonzero(np.diff(self.bounds))
        found[full] = together.reduceat(values, self.bounds[full])
        return found

    def _names(self) -> tuple[list[str], list[str], list[str]]:
        """Source, period and dimension of each tally."""
        figures = self.figures
        place, dimension = np.divmod(self.keys, len(figures.dimensions) or 1)
        group, period = np.divmod(place, len(figures.periods) or 1)
        return (
            [figures.groups[each] for each in group],
            [figures.periods[each] for each in period],
            [figures.dimensions[each] for each in dimension],
        )

    def _held(self, hits: Numbers, weight: Numbers) -> Numbers:
        """Of each tally, the mean weight of the articles that hold its dimension at all; 1 where
        none does."""
        dimension = self.keys % (len(self.figures.dimensions) or 1)
        holding = np.bincount(dimension, self._each(np.add, (weight > 0).astype(float)))
        total = np.bincount(dimension, hits)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(holding > 0, total / holding, 1.0)[dimension]

    def _heaviest(
        self, articles: Numbers, hits: Numbers, weight: Numbers
    ) -> Sequence[Sequence[HeavyArticle]]:
        """The two articles that hold most of each tally, where one or both hold much; what misses
        it by a rounding is looked at."""
        heaviest = self._each(np.maximum, weight)
        is_heaviest = weight == np.repeat(heaviest, np.diff(self.bounds))
        second = self._each(np.maximum, np.where(is_heaviest, 0.0, weight))
        second = np.where(self._each(np.add, is_heaviest.astype(float)) > 1, heaviest, second)
        much = np.zeros(len(self.keys), bool)
        with np.errstate(divide="ignore", invalid="ignore"):
            for few, held in ((1, heaviest), (2, heaviest + second)):
                much |= held / hits * (1 + 1e-9) > np.maximum(MUCH, 2 * few / articles)
        found: list[Sequence[HeavyArticle]] = [()] * len(self.keys)
        for at in np.flatnonzero(much & (articles >= FEWEST_ARTICLES)).tolist():
            found[at] = self._two_heaviest(self.items[self.bounds[at] : self.bounds[at + 1]])
        return found

    def _two_heaviest(self, items: Places) -> Sequence[HeavyArticle]:
        """The two that hold most of some articles."""
        figures = self.figures
        weight = figures.weight[items]
        second = np.partition(weight, -2)[-2]
        named = [
            HeavyArticle(
                float(figures.weight[each]),
                figures.ids[figures.article[each]],
                int(figures.words[each]),
            )
            for each in items[weight >= second]
        ]
        return sorted(named, key=lambda each: (-each.weight, each.id))[:2]
