"""Adds up the hits of a batch, by article and by article and dimension, in arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.hits import Hits
from framing.model import Article, Interval
from framing.statistics.quantiles import t_quantile
from framing.statistics.rates import FEWEST_SENTENCES, relative_error, silence_bound
from framing.text import Mask, Offsets, Tokens, segment

Floats = NDArray[np.float64]

INTERVALS: tuple[Interval, ...] = ("none", "silence", "ratio")


@dataclass(frozen=True, slots=True)
class ArticleFigures:
    """What the articles of a batch hold; every array has one item an article."""

    words: Offsets
    """Counted words."""
    excluded_words: Offsets
    sentences: Offsets
    words_squared: Floats
    """Sum over its sentences of their words, squared."""
    unspaced: Mask
    """Whether over half of the words are characters of scripts without spaces."""
    first_sentence: Offsets
    """Number of its first sentence in the batch."""


@dataclass(frozen=True, slots=True)
class CellFigures:
    """The scores of a batch; every array has a row an article and a column a dimension."""

    matches: Offsets
    weight: Floats
    rate_per_1000: Floats
    """NaN where there are no words."""
    low: Floats
    """NaN where there is none; so is `high`."""
    high: Floats
    interval: NDArray[np.uint8]
    """Index into `INTERVALS`."""
    hits_squared: Floats
    hits_words: Floats
    covered_words: Offsets
    negated_matches: Offsets


@dataclass(frozen=True, slots=True)
class _Sums:
    """`model.Sums` of many scores."""

    sentences: Floats
    hits: Floats
    hits_squared: Floats
    hits_words: Floats
    words_squared: Floats

    def of(self, chosen: Mask) -> _Sums:
        """Those of the chosen cells."""
        return _Sums(
            self.sentences[chosen],
            self.hits[chosen],
            self.hits_squared[chosen],
            self.hits_words[chosen],
            self.words_squared[chosen],
        )


@dataclass(frozen=True, slots=True)
class EntryFigures:
    """How often each entry was found in each article, by article; one item for each pair."""

    opens: Offsets
    """Where the items of each article begin, and the number of all."""
    entry: Offsets
    """Number of the entry in `CompiledLexicons.names`."""
    matches: Offsets
    weight: Floats
    negated_matches: Offsets


def of_articles(tokens: Tokens, articles: Sequence[Article]) -> ArticleFigures:
    """What each article of a batch holds."""
    words = np.diff(tokens.opens)
    bounds = np.searchsorted(tokens.sentence_opens, tokens.opens)
    sentences = np.diff(bounds)
    sizes = np.diff(tokens.sentence_opens, append=len(tokens)).astype(float)
    squares = np.concatenate(([0.0], np.cumsum(sizes**2)))
    units = np.zeros(len(articles), dtype=np.int64)
    if tokens.has_units:
        units = np.bincount(tokens.article[tokens.unit], minlength=len(articles))
    return ArticleFigures(
        words,
        _excluded_words(articles),
        sentences,
        squares[bounds[1:]] - squares[bounds[:-1]],
        2 * units > words,
        bounds[:-1],
    )


def of_cells(
    tokens: Tokens, hits: Hits, dimensions: int, articles: ArticleFigures, owners: Offsets
) -> CellFigures:
    """The score of each article in each dimension; `owners` holds the article of each hit."""
    shape = len(articles.words), dimensions
    cells = shape[0] * dimensions
    cell = owners * dimensions + hits.dimension
    counted = np.flatnonzero(hits.counted)
    own, weights = cell[counted], hits.weight[counted]
    matches = np.bincount(own, minlength=cells).reshape(shape)
    weight = np.bincount(own, weights=weights, minlength=cells).astype(float).reshape(shape)
    covered = np.bincount(own, weights=hits.words[counted], minlength=cells)
    squared, crossed = _over_sentences(tokens, hits, counted, cell, cells)
    words = np.broadcast_to(articles.words[:, None], shape).astype(float)
    sums = _Sums(
        np.broadcast_to(articles.sentences[:, None], shape).astype(float),
        weight,
        squared.reshape(shape),
        crossed.reshape(shape),
        np.broadcast_to(articles.words_squared[:, None], shape),
    )
    low, high, kind = _intervals(matches, words, sums)
    return CellFigures(
        matches=matches,
        weight=weight,
        rate_per_1000=np.divide(1000 * weight, words, out=np.full(shape, np.nan), where=words > 0),
        low=low,
        high=high,
        interval=kind,
        hits_squared=sums.hits_squared,
        hits_words=sums.hits_words,
        covered_words=covered.astype(np.int64).reshape(shape),
        negated_matches=np.bincount(cell[hits.negated], minlength=cells).reshape(shape),
    )


def _intervals(
    matches: Offsets, words: Floats, sums: _Sums
) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """`scoring.interval_of` for many scores: low, high and kind."""
    low, high = np.full(matches.shape, np.nan), np.full(matches.shape, np.nan)
    kind = np.zeros(matches.shape, dtype=np.uint8)
    silent = (words > 0) & (matches == 0)
    low[silent], high[silent], kind[silent] = 0.0, silence_bound(words[silent]), 1
    # A weight may be so small that nothing is left of it when it is divided.
    shares = np.divide(sums.hits, words, out=np.zeros_like(words), where=words > 0)
    sure = (shares > 0) & (sums.sentences >= FEWEST_SENTENCES)
    own, own_words = sums.of(sure), words[sure]
    sizes, which = np.unique(own.sentences, return_inverse=True)
    quantiles = np.array([t_quantile(int(size) - 1) for size in sizes.tolist()], dtype=float)
    spread = np.exp(quantiles[which] * relative_error(own_words, own))
    rate = 1000 * own.hits / own_words
    low[sure], high[sure], kind[sure] = rate / spread, rate * spread, 2
    return low, high, kind


def _over_sentences(
    tokens: Tokens, hits: Hits, counted: Offsets, cell: Offsets, cells: int
) -> tuple[Floats, Floats]:
    """By cell: the squared weights of its sentences, and their weights times their words."""
    opens = tokens.sentence_opens
    sentence = tokens.sentence[hits.first[counted]]
    place = hits.dimension[counted] * len(opens) + sentence
    order = np.argsort(place, kind="stable")  # terms come in this order already
    place, counted, sentence = place[order], counted[order], sentence[order]
    begins = np.flatnonzero(np.diff(place, prepend=-1) != 0)
    if not len(begins):
        return np.zeros(cells), np.zeros(cells)
    weight = np.add.reduceat(hits.weight[counted], begins)
    sizes = np.diff(opens, append=len(tokens))[sentence[begins]]
    target = cell[counted[begins]]
    return (
        np.bincount(target, weights=weight**2, minlength=cells).astype(float),
        np.bincount(target, weights=weight * sizes, minlength=cells).astype(float),
    )


def of_entries(hits: Hits, compiled: CompiledLexicons, owners: Offsets, size: int) -> EntryFigures:
    """How often each entry was found in each of `size` articles."""
    names = len(compiled.names)
    packed = (owners * names + hits.entry) << 2 | hits.counted.astype(int) << 1 | hits.negated
    packed = np.sort(packed)
    key = packed >> 2
    begins = np.flatnonzero(np.diff(key, prepend=-1) != 0)
    key = key[begins]
    entry = key % max(1, names)
    matches = _sums(packed >> 1 & 1, begins)
    return EntryFigures(
        np.searchsorted(key, np.arange(size + 1) * names),
        entry,
        matches,
        matches * compiled.weights[entry],
        _sums(packed & 1, begins),
    )


def _sums(values: Offsets, begins: Offsets) -> Offsets:
    return np.add.reduceat(values, begins) if len(begins) else begins


def _excluded_words(articles: Sequence[Article]) -> Offsets:
    """Words that stand in excluded spans, by article."""
    pieces = [
        (number, article.text[cut.start : cut.end])
        for number, article in enumerate(articles)
        for cut in article.excluded
    ]
    found = np.zeros(len(articles), dtype=np.int64)
    if pieces:
        words = np.diff(segment([piece for _, piece in pieces]).opens)
        np.add.at(found, [number for number, _ in pieces], words)
    return found
