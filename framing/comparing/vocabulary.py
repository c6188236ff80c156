"""Every word of some articles, counted side by side: how often, in how many articles, and where.

Articles are read in batches, so that what is kept grows with the different words only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from framing.comparing.shingles import word_hashes
from framing.model import Article
from framing.text import Tokens, segment

Counts = NDArray[np.int64]
Rates = NDArray[np.float64]


class WordPlace(NamedTuple):
    """Where a word stands."""

    article: str
    start: int
    end: int


@dataclass(slots=True)
class Side:
    """What one group of articles holds; the arrays have an item for each known word."""

    articles: int = 0
    """Articles with words."""
    words: int = 0
    """Counted words of all of them."""
    counts: Counts = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    spread: Counts = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    """In how many articles each word stands."""
    rates: Rates = field(default_factory=lambda: np.zeros(0))
    """Sum over the articles of each word's rate, its occurrences per word of the article."""
    rates_squared: Rates = field(default_factory=lambda: np.zeros(0))
    first: list[WordPlace | None] = field(default_factory=list)
    """Where each word stands first."""


class Vocabulary:
    """The words of several sides by one common number, in the order they were met."""

    def __init__(self, sides: int) -> None:
        self.spelled: list[str] = []
        """Each word as it is compared: folded, an initialism without its last stop."""
        self.sides = [Side() for _ in range(sides)]
        self._numbers: dict[int, int] = {}

    def count(self, side: int, articles: Sequence[Article]) -> None:
        """Add the counted words of some articles to a side; excluded spans hold none."""
        spans = [[(cut.start, cut.end) for cut in each.excluded] for each in articles]
        tokens = segment([each.text for each in articles], spans)
        own = self.sides[side]
        own.articles += int(np.count_nonzero(np.diff(tokens.opens)))
        own.words += len(tokens)
        if len(tokens):
            self._add(own, tokens, articles)

    def _add(self, own: Side, tokens: Tokens, articles: Sequence[Article]) -> None:
        keys = word_hashes(tokens)
        order = np.argsort(keys, kind="stable")  # so the articles of a word come in their order
        keys = keys[order]
        opens = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
        # A word of an article that is not the one of the same word before it.
        article = tokens.article[order]
        fresh = np.append(True, article[1:] != article[:-1])
        fresh[opens] = True
        numbers = np.array(
            self._numbered(tokens, keys[opens].tolist(), order[opens].tolist()), dtype=np.int64
        )
        self._fit(own)
        own.counts[numbers] += np.diff(opens, append=len(keys))
        runs = np.flatnonzero(fresh)  # a word in an article
        rates = np.diff(runs, append=len(keys)) / np.diff(tokens.opens)[article[runs]]
        first = np.searchsorted(runs, opens)
        own.spread[numbers] += np.diff(first, append=len(runs))
        own.rates[numbers] += np.add.reduceat(rates, first)
        own.rates_squared[numbers] += np.add.reduceat(rates**2, first)
        self._place(own, tokens, articles, numbers, order[opens])

    def _numbered(self, tokens: Tokens, keys: Iterable[int], places: Iterable[int]) -> list[int]:
        """The numbers of words; one that is new gets the next."""
        known, found = self._numbers, []
        for key, place in zip(keys, places, strict=True):
            number = known.setdefault(key, len(known))
            if number == len(self.spelled):
                self.spelled.append(tokens.word(place))
            found.append(number)
        return found

    def _fit(self, own: Side) -> None:
        more = len(self.spelled) - len(own.counts)
        own.counts = np.append(own.counts, np.zeros(more, dtype=np.int64))
        own.spread = np.append(own.spread, np.zeros(more, dtype=np.int64))
        own.rates = np.append(own.rates, np.zeros(more))
        own.rates_squared = np.append(own.rates_squared, np.zeros(more))
        own.first += [None] * more

    def _place(
        self,
        own: Side,
        tokens: Tokens,
        articles: Sequence[Article],
        numbers: Counts,
        places: Counts,
    ) -> None:
        """Keep where words stand that the side did not have."""
        article = tokens.article[places]
        starts = tokens.start[places] - tokens.base[article]
        ends = tokens.end[places] - tokens.base[article]
        columns = (each.tolist() for each in (numbers, article, starts, ends))
        for number, which, start, end in zip(*columns, strict=True):
            if own.first[number] is None:
                own.first[number] = WordPlace(articles[which].id, start, end)

    def close(self) -> None:
        """Give the arrays of all sides an item for every word."""
        for side in self.sides:
            self._fit(side)
