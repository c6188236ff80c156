"""Rates of sources: the articles of each put together, with intervals from article to article.

Copies of one text are one article: the one that stands for its family counts, for the source that
it is of. Articles without words count nowhere. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from framing.model import Interval
from framing.statistics import rate_per_1000
from framing.statistics.groups import (
    Sample,
    group_interval,
    group_silence_bound,
)
from framing.statistics.rates import FEWEST_ARTICLES

if TYPE_CHECKING:
    from framing.library import ArticleFigures

_NO_FAMILIES: Mapping[str, str] = {}

Period = Literal["month", "year"]
_WRITTEN: Mapping[Period, int] = {"month": len("2025-02"), "year": len("2025")}
"""Characters of a date that name the period."""

_MUCH = 0.2
"""Of a group's matches, in one or two articles."""


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


@dataclass(slots=True)
class _Tally:
    """What was gathered of one source, period and dimension."""

    articles: list[tuple[int, float, str]] = field(default_factory=list)
    """Words, weight and id of each."""
    matches: int = 0
    copies: int = 0
    characters: int = 0
    narrator_words: int = 0
    narrator_hits: list[float] = field(default_factory=list)
    unvoiced: int = 0
    """Articles in which voice is not measured."""

    def add(self, each: ArticleFigures) -> None:
        self.articles.append((each.words, each.weight, each.article_id))
        self.matches += each.matches
        self.characters += each.unit == "characters"
        if each.narrator_words is None or each.narrator_weight is None:
            self.unvoiced += 1
        else:
            self.narrator_words += each.narrator_words
            self.narrator_hits.append(each.narrator_weight)


def chosen_figures(
    figures: Iterable[ArticleFigures], ids: Collection[str] | None
) -> Iterable[ArticleFigures]:
    """Those of the figures that are of the articles; all for None."""
    if ids is None:
        return figures
    chosen = frozenset(ids)
    return (each for each in figures if each.article_id in chosen)


def source_rates(
    figures: Iterable[ArticleFigures],
    families: Mapping[str, str] = _NO_FAMILIES,
    *,
    over: Period | None = None,
) -> list[SourceRate]:
    """The rates of every source, by source, period and dimension; of all time where `over` is None.

    `families` gives for each article that has copies the one that stands for all of them. What
    comes out is the same in whatever order the figures come in.
    """
    tallies: dict[tuple[str, str, str], _Tally] = {}
    written = _WRITTEN[over] if over else 0
    for each in figures:
        key = each.group, each.published[:written], each.dimension
        tally = tallies.setdefault(key, _Tally())
        if families.get(each.article_id, each.article_id) != each.article_id:
            tally.copies += 1
        elif each.words:
            tally.add(each)
    held = _held(tallies)
    return [
        _rate(key, tally, held[key[2]])
        for key, tally in sorted(tallies.items(), key=lambda item: item[0])
    ]


def _held(tallies: Mapping[tuple[str, str, str], _Tally]) -> dict[str, float]:
    """Weight in an article that holds a dimension at all, its mean; 1 where none does."""
    weights: dict[str, list[float]] = {}
    for (_, _, dimension), tally in tallies.items():
        own = weights.setdefault(dimension, [])
        own += (weight for _, weight, _ in tally.articles if weight)
    return {name: math.fsum(own) / len(own) if own else 1.0 for name, own in weights.items()}


def _rate(key: tuple[str, str, str], tally: _Tally, held: float) -> SourceRate:
    source, period, dimension = key
    articles = sorted(tally.articles)  # so that no order shows in the last digit
    sample = Sample(
        np.array([weight for _, weight, _ in articles]),
        np.array([words for words, _, _ in articles], dtype=float),
    )
    words = sum(own for own, _, _ in articles)
    weight = math.fsum(own for _, own, _ in articles)
    low, high, interval = _interval(tally.matches, sample, held)
    return SourceRate(
        source=source,
        period=period,
        dimension=dimension,
        articles=len(articles),
        copies=tally.copies,
        words=words,
        matches=tally.matches,
        weight=weight,
        pooled_rate=rate_per_1000(weight, words),
        mean_rate=_mean(articles),
        low=low,
        high=high,
        interval=interval,
        narrator_rate=_narrator_rate(tally),
        characters=tally.characters,
        leverage=_leverage(articles, words, weight),
        sample=sample,
    )


def _interval(
    matches: int, sample: Sample, held: float
) -> tuple[float | None, float | None, Interval]:
    """The interval of the pooled rate, and which kind it is."""
    if len(sample.words) < FEWEST_ARTICLES:
        return None, None, "none"
    if not matches:
        bound = group_silence_bound(len(sample.words), float(sample.words.sum()), held)
        return 0.0, bound, "silence"
    ends = group_interval(sample)
    return (*ends, "ratio") if ends else (None, None, "none")


def _leverage(
    articles: Sequence[tuple[int, float, str]], words: int, weight: float
) -> Leverage | None:
    """The article, or else the two, that hold more than a fifth of the weight.

    In a source of few articles every one holds much: it takes twice an equal share as well.
    """
    if len(articles) < FEWEST_ARTICLES or not weight:
        return None
    heaviest = sorted(articles, key=lambda each: (-each[1], each[2]))[:2]
    for few in (heaviest[:1], heaviest):
        share = math.fsum(each[1] for each in few) / weight
        if share > max(_MUCH, 2 * len(few) / len(articles)):
            others = words - sum(each[0] for each in few)
            rest = math.fsum((weight, *(-each[1] for each in few)))
            ids = tuple(each[2] for each in few)
            return Leverage(ids, share, rate_per_1000(rest, others))
    return None


def _mean(articles: Sequence[tuple[int, float, str]]) -> float | None:
    if not articles:
        return None
    return math.fsum(1000 * weight / words for words, weight, _ in articles) / len(articles)


def _narrator_rate(tally: _Tally) -> float | None:
    if tally.unvoiced:
        return None
    return rate_per_1000(math.fsum(tally.narrator_hits), tally.narrator_words)
