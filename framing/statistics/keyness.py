"""Distinctive words of one side against another: log-odds with an informative Dirichlet prior."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.statistics.multiple_comparisons import benjamini_hochberg

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


def adjusted_p(z: Sequence[float]) -> list[tuple[float, float]]:
    """The two-sided p of each z, and the same after Benjamini and Hochberg over all of them."""
    known = [math.erfc(abs(each) / math.sqrt(2)) for each in z]
    return list(zip(known, benjamini_hochberg(known), strict=True))
