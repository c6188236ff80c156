"""What the core adds up of a batch, by article and by article and dimension, and rates from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from framing.core.library import SAID
from framing.model import VOICES, Interval
from framing.statistics.quantiles import t_quantile
from framing.statistics.rates import FEWEST_SENTENCES, relative_error, silence_bound
from framing.text import Mask, Offsets

Floats = NDArray[np.float64]
Sums = Mapping[str, NDArray[Any]]
"""The arrays of `core.library.SUMS` by name; those of cells have a row an article."""

INTERVALS: tuple[Interval, ...] = ("none", "silence", "ratio")


def empty_sums(articles: int, dimensions: int, *, voices: bool) -> Sums:
    """Zeros for the core to add to; without `voices` there is nothing by voice."""
    cells = articles, dimensions
    by_voice = (articles if voices else 0, dimensions, len(VOICES))
    count, real = np.int64, np.float64
    of_articles = ("words", "excluded_words", "sentences", "squares", "units")
    return {
        **{name: np.zeros(articles, count) for name in of_articles},
        **{name: np.zeros(cells, count) for name in ("matches", "covered", "negated")},
        **{name: np.zeros(cells, real) for name in ("weight", "hits_squared", "hits_words")},
        "said": np.zeros((by_voice[0], len(VOICES)), SAID),
        "voice_matches": np.zeros(by_voice, count),
        **{
            name: np.zeros(by_voice, real)
            for name in ("voice_weight", "voice_squared", "voice_words")
        },
        **{
            name: np.zeros(articles + 1, count)
            for name in ("tallies_from", "words_from", "marks_from")
        },
    }


@dataclass(frozen=True, slots=True)
class CellRates:
    """The rates of a batch; every array has a row an article and a column a dimension."""

    rate_per_1000: Floats
    """NaN where there are no words."""
    low: Floats
    """NaN where there is none; so is `high`."""
    high: Floats
    interval: NDArray[np.uint8]
    """Index into `INTERVALS`."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """`model.Sums` of many scores."""

    sentences: Floats
    hits: Floats
    hits_squared: Floats
    hits_words: Floats
    words_squared: Floats


def rates_of(sums: Sums) -> CellRates:
    """The rate of every article in every dimension, with its interval."""
    shape = sums["matches"].shape
    words = np.broadcast_to(sums["words"][:, None], shape).astype(float)
    weight = sums["weight"]
    low, high, kind = _intervals(sums, words)
    return CellRates(
        np.divide(1000 * weight, words, out=np.full(shape, np.nan), where=words > 0),
        low,
        high,
        kind,
    )


def _intervals(sums: Sums, words: Floats) -> tuple[Floats, Floats, NDArray[np.uint8]]:
    """`rates.interval_of` for many scores: low, high and kind."""
    matches: Offsets = sums["matches"]
    low, high = np.full(matches.shape, np.nan), np.full(matches.shape, np.nan)
    kind = np.zeros(matches.shape, dtype=np.uint8)
    silent = (words > 0) & (matches == 0)
    low[silent], high[silent], kind[silent] = 0.0, silence_bound(words[silent]), 1
    # A weight may be so small that nothing is left of it when it is divided.
    shares = np.divide(sums["weight"], words, out=np.zeros_like(words), where=words > 0)
    sure = (shares > 0) & (sums["sentences"][:, None] >= FEWEST_SENTENCES)
    own, own_words = _chosen(sums, sure), words[sure]
    sizes, which = np.unique(own.sentences, return_inverse=True)
    quantiles = np.array([t_quantile(int(size) - 1) for size in sizes.tolist()], dtype=float)
    spread = np.exp(quantiles[which] * relative_error(own_words, own))
    rate = 1000 * own.hits / own_words
    low[sure], high[sure], kind[sure] = rate / spread, rate * spread, 2
    return low, high, kind


def _chosen(sums: Sums, chosen: Mask) -> _Sums:
    """The sums of the chosen cells."""
    article = np.nonzero(chosen)[0]
    return _Sums(
        sums["sentences"][article].astype(float),
        sums["weight"][chosen],
        sums["hits_squared"][chosen],
        sums["hits_words"][chosen],
        sums["squares"][article].astype(float),
    )
