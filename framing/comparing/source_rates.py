"""Rates of sources: the articles of each put together, with intervals from article to article.

Copies of one text are one article: the one that stands for its family counts, for the source that
it is of. Articles without words count nowhere. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from framing.model import Interval
from framing.statistics import rate_per_1000
from framing.statistics.groups import Groups, Sample
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers, Places, steady_sums

if TYPE_CHECKING:
    from framing.library.figures import Figures

_NO_FAMILIES: Mapping[str, str] = {}


_MUCH = 0.2
"""Of a group's matches, in one or two articles."""
_FEW = 1 << 16
"""So many places are looked through whether they are taken or not."""


@dataclass(frozen=True, slots=True)
class Leverage:
    """One or two articles that hold much of what a source's rate is made of."""

    articles: tuple[str, ...]
    """Their ids, the one that holds most first."""
    share: float
    """Of the weight of all matches."""
    rate_without: float | None
    """The pooled rate of the others; None where they have no words."""


@dataclass(frozen=True, slots=True)
class SourceRate:
    """How often the articles of a source use one dimension's wording, and how sure that is."""

    source: str
    """Or the publisher, where articles are put together by that."""
    period: str
    """`2025-02` or `2025`; empty for all time, and for articles without a date."""
    dimension: str
    articles: int
    """Those that count: with words, and one for each family of copies."""
    copies: int
    """Articles of it that do not count, because another one stands for the same text."""
    words: int
    matches: int
    weight: float
    pooled_rate: float | None
    """All weight per 1,000 of all words; None where there are no words."""
    mean_rate: float | None
    """The mean of the rates of the articles."""
    low: float | None
    high: float | None
    interval: Interval
    """Of the pooled rate. `none` for fewer than five articles."""
    narrator_rate: float | None
    """The pooled rate in what the narrator says; None where voice is not measured."""
    characters: int
    """How many of the articles are counted in characters, not words."""
    leverage: Leverage | None
    """None where no one or two articles hold much of the matches."""
    sample: Sample = field(compare=False, repr=False)

    @property
    def rate_per_1000(self) -> float | None:
        """The pooled rate, which is the one that has the interval."""
        return self.pooled_rate

    @property
    def leverage_share(self) -> float | None:
        """The share of the matches in the one or two articles that hold much of them."""
        return None if self.leverage is None else self.leverage.share

    @property
    def rate_without(self) -> float | None:
        """The pooled rate without these."""
        return None if self.leverage is None else self.leverage.rate_without

    @property
    def leverage_articles(self) -> str | None:
        """Their ids, with a space between."""
        return None if self.leverage is None else " ".join(self.leverage.articles)

    @property
    def is_source(self) -> bool:
        """Whether there are articles enough to speak of a source."""
        return self.articles >= FEWEST_ARTICLES


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
    left_out = np.bincount(key[copies], minlength=len(keys))
    return [SourceRate(*each) for each in zip(*tallied.columns(left_out), strict=True)]


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
    """Where the items of each tally begin, and where the last one's end."""
    items: Places
    """Their places in the figures."""

    def columns(self, copies: Places) -> tuple[Sequence[Any], ...]:
        """The fields of a SourceRate, a sequence for each; `copies` are left out of the tallies."""
        weight = self.figures.weight[self.items]
        words = self.figures.words[self.items].astype(float)
        groups = Groups.of(weight, words, self.bounds)
        matches = self._total(self.figures.matches)
        with np.errstate(divide="ignore", invalid="ignore"):
            means = steady_sums(1000 * weight / words, self.bounds) / groups.articles
            pooled = 1000 * groups.hits / groups.words
        return (
            *self._names(),
            _integers(groups.articles),
            copies.tolist(),
            _integers(groups.words),
            _integers(matches),
            groups.hits.tolist(),
            _known(pooled),
            _known(means),
            *self._intervals(groups, matches, weight),
            self._narrator_rates(),
            _integers(self._total(self.figures.characters)),
            self._leverages(groups, weight),
            [Sample(weight[a:b], words[a:b]) for a, b in pairwise(self.bounds.tolist())],
        )

    def _total(self, column: NDArray[Any]) -> Numbers:
        """What whole numbers add up to in each tally."""
        if not column.any():
            return np.zeros(len(self.keys))
        return self._each(np.add, column[self.items].astype(float))

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

    def _intervals(
        self, groups: Groups, matches: Numbers, weight: Numbers
    ) -> tuple[list[float | None], list[float | None], list[Interval]]:
        """The ends of the intervals of the pooled rates, and which kind each is."""
        low, high = groups.intervals()
        silent = (groups.articles >= FEWEST_ARTICLES) & (matches == 0)
        low[silent], high[silent] = 0.0, groups.silence_bounds(self._held(groups, weight))[silent]
        kind = np.where(silent, "silence", np.where(np.isnan(low), "none", "ratio"))
        return _known(low), _known(high), kind.tolist()

    def _held(self, groups: Groups, weight: Numbers) -> Numbers:
        """Of each tally, the mean weight of the articles that hold its dimension at all; 1 where
        none does."""
        dimension = self.keys % (len(self.figures.dimensions) or 1)
        holding = np.bincount(dimension, self._each(np.add, (weight > 0).astype(float)))
        total = np.bincount(dimension, groups.hits)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(holding > 0, total / holding, 1.0)[dimension]

    def _narrator_rates(self) -> list[float | None]:
        """The pooled rates of what narrators say; None where an article has no voices, or no
        narrator any words."""
        spoken = self._total(self.figures.narrator_words)
        weight = steady_sums(self.figures.narrator_weight[self.items], self.bounds)
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = 1000 * weight / spoken
        rates[(self._total(self.figures.narrator_words < 0) > 0) | (spoken == 0)] = np.nan
        return _known(rates)

    def _leverages(self, groups: Groups, weight: Numbers) -> list[Leverage | None]:
        """Where one article, or else two, hold much; what misses it by a rounding is looked at."""
        heaviest = self._each(np.maximum, weight)
        is_heaviest = weight == np.repeat(heaviest, np.diff(self.bounds))
        second = self._each(np.maximum, np.where(is_heaviest, 0.0, weight))
        second = np.where(self._each(np.add, is_heaviest.astype(float)) > 1, heaviest, second)
        with np.errstate(divide="ignore", invalid="ignore"):
            much = np.zeros(len(self.keys), bool)
            for few, held in ((1, heaviest), (2, heaviest + second)):
                least = np.maximum(_MUCH, 2 * few / groups.articles)
                much |= held / groups.hits * (1 + 1e-9) > least
        found: list[Leverage | None] = [None] * len(self.keys)
        for at in np.flatnonzero(much & (groups.articles >= FEWEST_ARTICLES)).tolist():
            found[at] = self._leverage(self.items[self.bounds[at] : self.bounds[at + 1]])
        return found

    def _leverage(self, items: Places) -> Leverage | None:
        """The article, or else the two, that hold more than a fifth of the weight.

        In a source of few articles every one holds much: it takes twice an equal share as well.
        """
        figures = self.figures
        weight, words = figures.weight[items], figures.words[items]
        second = np.partition(weight, -2)[-2]
        named = [
            (-figures.weight[each], figures.ids[figures.article[each]], int(figures.words[each]))
            for each in items[weight >= second]
        ]
        heaviest = sorted(named)[:2]
        for few in (heaviest[:1], heaviest):
            held = -math.fsum(each[0] for each in few)
            share = held / math.fsum(weight)
            if share > max(_MUCH, 2 * len(few) / len(items)):
                rest = math.fsum((*weight, *(each[0] for each in few)))
                others = int(words.sum()) - sum(each[2] for each in few)
                ids = tuple(each[1] for each in few)
                return Leverage(ids, share, rate_per_1000(rest, others))
        return None


def _integers(values: Numbers) -> list[int]:
    return [int(each) for each in values.tolist()]


def _known(values: Numbers) -> list[float | None]:
    """The values; None for what is not a number."""
    return [None if each != each else each for each in values.tolist()]
