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
from framing.statistics.groups import Numbers, Places, Sample, moved_squared
from framing.statistics.rates import FEWEST_ARTICLES

if TYPE_CHECKING:
    from framing.library.figures import Figures

__all__ = ["Leverage", "SourceRate", "source_rates"]

_NO_FAMILIES: Mapping[str, str] = {}


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
    keys, key = np.unique(place * len(figures.dimensions) + figures.dimension, return_inverse=True)
    copies = figures.among({each for each, first in families.items() if first != each})
    counted = np.flatnonzero(~copies & (figures.words > 0))
    # By weight as well, so that no order shows in the last digit.
    order = np.lexsort((figures.weight[counted], figures.words[counted], key[counted]))
    tallied = _Tallied(figures, keys, key[counted][order], counted[order])
    left_out = np.bincount(key[copies], minlength=len(keys)).astype(float)
    columns = (*tallied.sums(left_out).rate_columns(), tallied.samples())
    return [SourceRate(*each) for each in zip(*columns, strict=True)]


@dataclass(frozen=True, slots=True)
class _Tallied:
    """The items that count, sorted by their tally: a source, period and dimension."""

    figures: Figures
    keys: Places
    """Source, period and dimension of each tally, as one number."""
    tally: Places
    """Of each item."""
    items: Places
    """Their places in the figures."""

    def sums(self, copies: Numbers) -> GroupSums:
        """What each tally adds up to; `copies` are left out of the tallies."""
        figures = self.figures
        weight, words = self._column(figures.weight), self._column(figures.words)
        narrator_words = self._column(figures.narrator_words)
        articles, hits = self._sum(np.ones(len(words))), self._sum(weight)
        return GroupSums(
            *self._names(),
            articles=articles,
            copies=copies,
            words=self._sum(words),
            words_squared=self._sum(words**2),
            matches=self._sum(self._column(figures.matches)),
            weight=hits,
            moved_squared=moved_squared(weight, words, self.tally, len(self.keys)),
            rates=self._sum(1000 * weight / words),
            narrator_weight=self._sum(self._column(figures.narrator_weight)),
            narrator_words=self._sum(np.maximum(narrator_words, 0)),
            unvoiced=self._sum(narrator_words < 0),
            characters=self._sum(self._column(figures.characters)),
            held=self._held(),
            heaviest=self._heaviest(articles, hits),
        )

    def samples(self) -> list[Sample]:
        """The articles of each tally."""
        weight, words = self._column(self.figures.weight), self._column(self.figures.words)
        return [Sample(weight[a:b], words[a:b]) for a, b in pairwise(self._bounds())]

    def _bounds(self) -> list[int]:
        """Where the items of each tally begin, and where those of the last end."""
        bounds: list[int] = np.searchsorted(self.tally, np.arange(len(self.keys) + 1)).tolist()
        return bounds

    def _column(self, values: NDArray[Any]) -> Numbers:
        return values[self.items].astype(float)

    def _sum(self, values: NDArray[Any]) -> Numbers:
        return np.bincount(self.tally, values, len(self.keys)).astype(float)

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

    def _held(self) -> Numbers:
        """Of each tally, the mean weight of the articles that hold its dimension at all; 1 where
        none does."""
        size = len(self.figures.dimensions)
        weight = self.figures.weight[self.items]
        dimension = self.figures.dimension[self.items][weight > 0]
        held = np.ones(size)
        holding = np.bincount(dimension, minlength=size)
        some = holding > 0
        held[some] = np.bincount(dimension, weight[weight > 0], size)[some] / holding[some]
        return held[self.keys % (size or 1)]

    def _heaviest(self, articles: Numbers, hits: Numbers) -> Sequence[Sequence[HeavyArticle]]:
        """The two articles that hold most of each tally, where they may hold much: it takes a
        heavy one."""
        bounds = self._bounds()
        heaviest = np.zeros(len(self.keys))
        full = np.flatnonzero(articles)
        weight = self._column(self.figures.weight)
        if len(full):
            heaviest[full] = np.maximum.reduceat(weight, np.asarray(bounds)[full])
        with np.errstate(divide="ignore", invalid="ignore"):
            most = 2 * heaviest / hits
            much = most * (1 + 1e-9) > np.maximum(MUCH, 4 / articles)
        found: list[Sequence[HeavyArticle]] = [()] * len(self.keys)
        for at in np.flatnonzero(much & (articles >= FEWEST_ARTICLES)).tolist():
            found[at] = self._two_heaviest(self.items[bounds[at] : bounds[at + 1]])
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
