"""Rates of sources: the articles of each put together, with intervals from article to article.

Copies of one text are one article: the one that stands for its family counts, for the source that
it is of. Articles without words count nowhere. Formulas: docs/method.md, "Sources".
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from framing.model import Interval, Sums
from framing.statistics import interval_of, rate_per_1000

if TYPE_CHECKING:
    from framing.library import ArticleFigures

FEWEST_ARTICLES = 3
"""Fewer are read as texts: they get no interval, and are compared with no source."""

_NO_FAMILIES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class SourceRate:
    """How often the articles of a source use one dimension's wording, and how sure that is."""

    source: str
    """Or the publisher, where articles are put together by that."""
    month: str
    """`2025-02`; empty for all months, and for articles without a date."""
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
    """Of the pooled rate. `none` for fewer than three articles where something matched."""
    narrator_rate: float | None
    """The pooled rate in what the narrator says; None where voice is not measured."""
    characters: int
    """How many of the articles are counted in characters, not words."""
    sums: Sums
    """Over articles: `sentences` is their number."""

    @property
    def rate_per_1000(self) -> float | None:
        """The pooled rate, which is the one that has the interval."""
        return self.pooled_rate

    @property
    def is_source(self) -> bool:
        """Whether there are articles enough to speak of a source."""
        return self.articles >= FEWEST_ARTICLES


@dataclass(slots=True)
class _Tally:
    """What was gathered of one source, month and dimension."""

    words: array[int] = field(default_factory=lambda: array("q"))
    hits: array[float] = field(default_factory=lambda: array("d"))
    matches: int = 0
    copies: int = 0
    characters: int = 0
    narrator_words: int = 0
    narrator_hits: array[float] = field(default_factory=lambda: array("d"))
    unvoiced: int = 0
    """Articles in which voice is not measured."""

    def add(self, each: ArticleFigures) -> None:
        self.words.append(each.words)
        self.hits.append(each.weight)
        self.matches += each.matches
        self.characters += each.unit == "characters"
        if each.narrator_words is None or each.narrator_weight is None:
            self.unvoiced += 1
        else:
            self.narrator_words += each.narrator_words
            self.narrator_hits.append(each.narrator_weight)


def source_rates(
    figures: Iterable[ArticleFigures],
    families: Mapping[str, str] = _NO_FAMILIES,
    *,
    monthly: bool = False,
) -> list[SourceRate]:
    """The rates of every source, by source, month and dimension; in all months unless `monthly`.

    `families` gives for each article that has copies the one that stands for all of them. What
    comes out is the same in whatever order the figures come in.
    """
    tallies: dict[tuple[str, str, str], _Tally] = {}
    for each in figures:
        key = each.group, each.published[:7] if monthly else "", each.dimension
        tally = tallies.setdefault(key, _Tally())
        if families.get(each.article_id, each.article_id) != each.article_id:
            tally.copies += 1
        elif each.words:
            tally.add(each)
    return [_rate(*key, tally) for key, tally in sorted(tallies.items(), key=lambda item: item[0])]


def _rate(source: str, month: str, dimension: str, tally: _Tally) -> SourceRate:
    words, sums = sum(tally.words), _sums(tally)
    low, high, interval = interval_of(tally.matches, sums.hits, words, sums, FEWEST_ARTICLES)
    return SourceRate(
        source=source,
        month=month,
        dimension=dimension,
        articles=len(tally.words),
        copies=tally.copies,
        words=words,
        matches=tally.matches,
        weight=sums.hits,
        pooled_rate=rate_per_1000(sums.hits, words),
        mean_rate=_mean(tally),
        low=low,
        high=high,
        interval=interval,
        narrator_rate=_narrator_rate(tally),
        characters=tally.characters,
        sums=sums,
    )


def _sums(tally: _Tally) -> Sums:
    """Sums over articles, exact, so that no order of adding up shows in the last digit."""
    pairs = list(zip(tally.hits, tally.words, strict=True))
    return Sums(
        sentences=len(pairs),
        hits=math.fsum(tally.hits),
        hits_squared=math.fsum(hits * hits for hits in tally.hits),
        hits_words=math.fsum(hits * words for hits, words in pairs),
        words_squared=float(sum(words * words for words in tally.words)),
    )


def _mean(tally: _Tally) -> float | None:
    if not tally.words:
        return None
    pairs = zip(tally.hits, tally.words, strict=True)
    return math.fsum(1000 * hits / words for hits, words in pairs) / len(tally.words)


def _narrator_rate(tally: _Tally) -> float | None:
    if tally.unvoiced:
        return None
    return rate_per_1000(math.fsum(tally.narrator_hits), tally.narrator_words)
