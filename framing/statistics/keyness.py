"""Distinctive words of one side against another: log-odds with an informative Dirichlet prior."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PRIOR_WORDS = 500.0
"""a₀: how many words of the background each side is given before its own are counted."""

Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Keyness:
    """How far each word leans to the first side; one item a word."""

    log_odds: Numbers
    """δ: above 0 the first side uses the word more, natural logarithm."""
    variance: Numbers
    z: Numbers
    """δ / √variance."""


def log_odds(
    first: Counts, second: Counts, words: tuple[int, int], prior: Numbers, prior_words: float
) -> Keyness:
    """The log-odds of each word between two sides (Monroe, Colaresi & Quinn 2008).

    δ = ln[(y₁+a)/(n₁+a₀−y₁−a)] − ln[(y₂+a)/(n₂+a₀−y₂−a)], var ≈ 1/(y₁+a) + 1/(y₂+a), with the
    counts y of a word, the words n of a side, a of `prior` and a₀ of `prior_words`. Where both
    sides consist of one and the same word, δ is no number. 30 in 1000 against 10 in 800 with
    a₀ = 10 and a = 10·40/1800: δ .8810, var .1309, z 2.4350.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (
            np.log(counts + prior) - np.log((size - counts) + (prior_words - prior))
            for counts, size in zip((first, second), words, strict=True)
        )
        delta = one - other
    variance = 1 / (first + prior) + 1 / (second + prior)
    return Keyness(delta, variance, delta / np.sqrt(variance))


def by_articles(
    sums: tuple[Numbers, Numbers], squares: tuple[Numbers, Numbers], articles: tuple[int, int]
) -> Numbers:
    """Two-sided p of each word by Welch's t (1947) on its rates in the articles of both sides.

    `sums` and `squares` are, by side, Σ and Σ² of the word's rate over the articles, of which
    there are `articles`, two or more a side; those without the word have rate 0. The words of one
    article are not independent of each other, so the article is the unit.
    """
    from scipy.special import stdtr

    means = [own / size for own, size in zip(sums, articles, strict=True)]
    parts = [
        np.maximum(square - size * mean**2, 0) / (size - 1) / size
        for square, mean, size in zip(squares, means, articles, strict=True)
    ]
    error = parts[0] + parts[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = np.abs(means[0] - means[1])
        t = apart / np.sqrt(error)
        degrees = error**2 / sum(
            part**2 / (size - 1) for part, size in zip(parts, articles, strict=True)
        )
        p: Numbers = 2 * stdtr(degrees, -t)
    # Where nothing varies from article to article, a rounded-off difference is none.
    p[error == 0] = 0.0
    p[apart <= 1e-12 * (means[0] + means[1])] = 1.0
    return p
