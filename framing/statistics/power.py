"""How many articles it takes to tell two groups apart: power, simulated from articles at hand.

Both groups are drawn from one population of real articles, so they vary as such articles do. In one
of them every match stands with the chance 1/ratio (binomial thinning), which makes the ratio true
and keeps how articles differ: a mixed Poisson count that is thinned is one of the lower rate
(Grandell 1997). Formulas and how it was checked: docs/method.md, "Power".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.statistics.classification import Measure, share
from framing.statistics.group_ratios import group_ratios
from framing.statistics.groups import Sample
from framing.statistics.rates import FEWEST_ARTICLES
from framing.statistics.steady_sums import Numbers

FEWEST = 20
"""Articles of a population at least: fewer do not show how such articles vary."""
MOST = 5 * 2**10
"""Articles of a group at most; what takes more is said to."""

_CELLS = 500_000
"""Articles that are drawn at once."""
_CLOSE = 0.05
"""The search ends where the next smaller size that was tried is so close, as a share."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Articles that groups are drawn from, in one dimension; an item each, all with words."""

    matches: NDArray[np.int64]
    hits: Numbers
    """Summed weights of the matches."""
    words: Numbers

    @property
    def rate_per_1000(self) -> float:
        """All weight per 1,000 of all words."""
        return float(1000 * self.hits.sum() / self.words.sum())


@dataclass(frozen=True, slots=True)
class Design:
    """What a simulated study looks for, and how often it is simulated."""

    ratio: float
    """Of the two pooled rates; above 0. One below 1 is the same as its inverse."""
    alpha: float
    """A study finds a difference where p is below this."""
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Power:
    """How often studies of one size find a difference."""

    articles: int
    """Of each of the two groups."""
    power: Measure
    """Share of the studies with p < alpha where the ratio is there, with its Wilson interval."""
    false_positives: Measure
    """The same where it is not: both groups as they were drawn."""


def simulated(population: Population, articles: int, design: Design) -> Power:
    """The power of two groups of so many articles, drawn with replacement.

    The draws depend on the seed and the size alone. Raises ValueError below five articles.
    """
    if articles < FEWEST_ARTICLES:
        raise ValueError(f"groups of {articles} articles are not compared")
    draw = np.random.default_rng([design.seed, articles])
    kept = min(design.ratio, 1 / design.ratio)
    found = false = 0
    for studies in _blocks(design.draws, max(_CELLS // articles, 1)):
        chosen = draw.integers(0, len(population.words), (studies, 2 * articles))
        words, hits = population.words[chosen], population.hits[chosen]
        false += _told_apart(hits, words, design.alpha)
        matches = population.matches[chosen[:, articles:]]
        hits[:, articles:] *= draw.binomial(matches, kept) / np.maximum(matches, 1)
        found += _told_apart(hits, words, design.alpha)
    return Power(articles, share(found, design.draws), share(false, design.draws))


def _told_apart(hits: Numbers, words: Numbers, alpha: float) -> int:
    """In how many studies p is below `alpha`; the halves of a row are the groups of a study."""
    half = hits.shape[1] // 2
    samples = list(map(Sample, hits.reshape(-1, half), words.reshape(-1, half)))
    first = np.arange(0, len(samples), 2)
    return int((group_ratios(samples, first, first + 1).p < alpha).sum())


def search(population: Population, target: float, design: Design) -> list[Power]:
    """Powers by size, the smallest that reaches the target among them unless `MOST` does not.

    Sizes double from five until one reaches it; between that and the one before the gap is halved
    until it is one article or a twentieth.
    """
    low, high = 0, FEWEST_ARTICLES
    tried = {high: simulated(population, high, design)}
    while not reaches(tried[high], target) and high < MOST:
        low, high = high, 2 * high
        tried[high] = simulated(population, high, design)
    while low and reaches(tried[high], target) and high - low > max(1, _CLOSE * high):
        middle = (low + high) // 2
        tried[middle] = simulated(population, middle, design)
        low, high = (low, middle) if reaches(tried[middle], target) else (middle, high)
    return [tried[size] for size in sorted(tried)]


def needed(powers: Sequence[Power], target: float) -> Power | None:
    """The smallest size that reaches the target; None where none does."""
    return next((each for each in powers if reaches(each, target)), None)


def reaches(found: Power, target: float) -> bool:
    """Whether studies of this size find the ratio often enough."""
    return (found.power.value or 0.0) >= target


def _blocks(draws: int, most: int) -> Iterator[int]:
    for first in range(0, draws, most):
        yield min(most, draws - first)
