"""Rates of groups from what their articles add up to: pooled and mean, with intervals.

Whoever adds up, arrays of a library or another program over many files, gets the same figures of
the same sums. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from framing.model import Interval
from framing.statistics import rate_per_1000
from framing.statistics.groups import Groups
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers

MUCH = 0.2
"""Of a group's matches, in one or two articles."""


class HeavyArticle(NamedTuple):
    """An article and what it holds of a group's matches."""

    weight: float
    """Summed weights of its matches that the rate counts."""
    id: str
    words: int


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
class PooledRate:
    """How often the articles of a group use one dimension's wording, and how sure that is."""

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


@dataclass(frozen=True, slots=True, eq=False)
class GroupSums:
    """What the articles of groups add up to in a period and dimension; an item for each of these.

    h is the weight of an article's matches and n its words; only articles that count are summed.
    """

    source: Sequence[str]
    period: Sequence[str]
    dimension: Sequence[str]
    articles: Numbers
    copies: Numbers
    """Articles that are not summed, because another one stands for the same text."""
    words: Numbers
    """N = Σn."""
    words_squared: Numbers
    """Σn²."""
    matches: Numbers
    weight: Numbers
    """Σh."""
    moved_squared: Numbers
    """Σ ((h − r·n) / (N − n))², r being Σh / N: `moved_squared` of `framing.statistics.groups`."""
    rates: Numbers
    """Σ 1000·h/n."""
    narrator_weight: Numbers
    narrator_words: Numbers
    unvoiced: Numbers
    """Articles in which voice is not measured."""
    characters: Numbers
    """Articles that are counted in characters, not words."""
    held: Numbers
    """The mean weight of all articles, of whatever group, that hold the dimension; 1 where none
    does."""
    heaviest: Sequence[Sequence[HeavyArticle]]
    """The two articles that hold most, by falling weight and id; they may be left out where they
    hold less than a fifth."""

    def rate_columns(self) -> tuple[Sequence[Any], ...]:
        """The fields of a PooledRate, a sequence for each."""
        groups = Groups.of_sums(
            self.articles, self.weight, self.words, self.words_squared, self.moved_squared
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            means = self.rates / self.articles
            pooled = 1000 * self.weight / self.words
        articles, words = _integers(self.articles), _integers(self.words)
        return (
            self.source,
            self.period,
            self.dimension,
            articles,
            _integers(self.copies),
            words,
            _integers(self.matches),
            self.weight.tolist(),
            _known(pooled),
            _known(means),
            *self._intervals(groups),
            self._narrator_rates(),
            _integers(self.characters),
            list(map(_leverage, self.heaviest, articles, self.weight.tolist(), words)),
        )

    def _intervals(
        self, groups: Groups
    ) -> tuple[list[float | None], list[float | None], list[Interval]]:
        """The ends of the intervals of the pooled rates, and which kind each is."""
        low, high = groups.intervals()
        silent = (groups.articles >= FEWEST_ARTICLES) & (self.matches == 0)
        low[silent], high[silent] = 0.0, groups.silence_bounds(self.held)[silent]
        kind = np.where(silent, "silence", np.where(np.isnan(low), "none", "ratio"))
        return _known(low), _known(high), kind.tolist()

    def _narrator_rates(self) -> list[float | None]:
        """The pooled rates of what narrators say; None where an article has no voices, or no
        narrator any words."""
        with np.errstate(divide="ignore", invalid="ignore"):
            rates = 1000 * self.narrator_weight / self.narrator_words
        rates[(self.unvoiced > 0) | (self.narrator_words == 0)] = np.nan
        return _known(rates)


def _leverage(
    heaviest: Sequence[HeavyArticle], articles: int, weight: float, words: int
) -> Leverage | None:
    """The article, or else the two, that hold more than a fifth of a group's weight.

    In a source of few articles every one holds much: it takes twice an equal share as well.
    """
    if articles < FEWEST_ARTICLES or not weight:
        return None
    for few in filter(None, (heaviest[:1], heaviest[:2])):
        held = sum(each.weight for each in few)
        if held / weight > max(MUCH, 2 * len(few) / articles):
            others = words - sum(each.words for each in few)
            without = rate_per_1000(max(0.0, weight - held), others)
            return Leverage(tuple(each.id for each in few), held / weight, without)
    return None


def pooled_rates(sums: GroupSums) -> list[PooledRate]:
    """The rates of what was added up, an item for each item."""
    return [PooledRate(*each) for each in zip(*sums.rate_columns(), strict=True)]


def _integers(values: Numbers) -> list[int]:
    return [int(each) for each in values.tolist()]


def _known(values: Numbers) -> list[float | None]:
    """The values; None for what is not a number."""
    return [None if each != each else each for each in values.tolist()]
