"""How many times the rate of one group is that of another within the stories that both told.

A Poisson regression of hits on the group with an effect for every story and words as offset: the
story effects drop out of it where each story is taken by its total, so only the group's is
estimated (conditional Poisson; Hausman, Hall & Griliches 1984), and only the means need to be right
for that (Wooldridge 1999). What is uncertain is judged by stories, of which each adds one score:
robust to whatever goes on inside a story, as clustered errors are. The test is the score test with
t, and the interval holds the ratios that it does not reject (Boos 1992): with few stories and rare
words an estimate with a clustered error finds differences in .10 to .20 of the cases where there is
none. Measured: docs/method.md, "Within stories".
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from framing.statistics.groups import WIDEST
from framing.statistics.quantiles import t_quantile
from framing.statistics.rate_ratios import NO_RATIO, RateRatio

Numbers = NDArray[np.float64]

FEWEST_STORIES = 5
"""Told by both, with matches: with fewer nothing is said of a difference."""
_STEPS = 400
"""Places between the ratio and the widest one in which an end of the interval is looked for."""
_HALVINGS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Stories:
    """The stories that two groups told; an item each."""

    hits_a: Numbers
    """Summed weights of the matches of A in the story."""
    words_a: Numbers
    """Above 0, as all words."""
    hits_b: Numbers
    words_b: Numbers

    def with_hits(self) -> Stories:
        """Those in which anything matched; the others tell nothing of a ratio."""
        held = self.hits_a + self.hits_b > 0
        return Stories(*(getattr(self, name)[held] for name in self.__slots__))


def story_ratio(stories: Stories) -> RateRatio:
    """The ratio of rates within stories, A over B, with its 95 % interval and two-sided p.

    A story of H hits adds U = h_A − H·π to the score of β = ln ratio, with
    π = e^β·n_A / (e^β·n_A + n_B). The ratio is where ΣU = 0, p is from T = ΣU / SE at β = 0, t with
    S−1 degrees of freedom. SE² is S/(S−1)·Σ(U−Ū)², but not less than what chance alone makes of the
    hits, Σ H·π·(1−π): a few stories may agree by chance. S are the stories with hits; under five of
    them no interval and no p. An end is None where no ratio is too far; where a side is silent
    there is no ratio, only p.
    """
    held = stories.with_hits()
    silent = not (held.hits_a.sum() and held.hits_b.sum())
    ratio = None if silent else math.exp(_estimate(held))
    if len(held.hits_a) < FEWEST_STORIES:
        return NO_RATIO if ratio is None else RateRatio(ratio, None, None, None, "none")
    p = _p(held)
    if ratio is None:
        return RateRatio(None, None, None, p, "stories")
    low, high = (_end(held, math.log(ratio), side) for side in (-1, 1))
    return RateRatio(ratio, low, high, p, "stories")


def _score(stories: Stories, beta: Numbers) -> tuple[Numbers, Numbers]:
    """ΣU and its error, at each beta."""
    # e^β is shared out between both sides, so that neither overflows.
    a = stories.words_a * np.exp(beta / 2)[:, np.newaxis]
    b = stories.words_b * np.exp(-beta / 2)[:, np.newaxis]
    hits, share = stories.hits_a + stories.hits_b, a / (a + b)
    scores = stories.hits_a - hits * share
    size = len(hits)
    by_stories = size * scores.var(axis=1, ddof=1) if size > 1 else np.zeros(len(beta))
    by_chance = (hits * share * (1 - share)).sum(axis=1)
    return scores.sum(axis=1), np.sqrt(np.maximum(by_stories, by_chance))


def _p(stories: Stories) -> float:
    """Two-sided p of a ratio of 1; the error is never 0, since there are hits."""
    from scipy.special import stdtr

    (total,), (error,) = _score(stories, np.zeros(1))
    return float(2 * stdtr(len(stories.hits_a) - 1, -abs(total) / error))


def _estimate(stories: Stories) -> float:
    """ln of the ratio: ΣU falls with it."""
    low, high = -WIDEST, WIDEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        above = _score(stories, np.array([middle]))[0][0] > 0
        low, high = (middle, high) if above else (low, middle)
    return (low + high) / 2


def _end(stories: Stories, beta: float, side: int) -> float | None:
    """The first ratio on one side of the estimate that the test rejects."""
    most = t_quantile(len(stories.hits_a) - 1)
    places = beta + side * np.linspace(0, WIDEST, _STEPS + 1)
    beyond = np.flatnonzero(_rejected(stories, places, most))
    if not len(beyond):
        return None
    inside, outside = places[beyond[0] - 1], places[beyond[0]]
    for _ in range(_HALVINGS):
        middle = (inside + outside) / 2
        rejected = _rejected(stories, np.array([middle]), most)[0]
        inside, outside = (inside, middle) if rejected else (middle, outside)
    return math.exp(outside)


def _rejected(stories: Stories, beta: Numbers, most: float) -> NDArray[np.bool_]:
    totals, errors = _score(stories, beta)
    found: NDArray[np.bool_] = np.abs(totals) > most * errors
    return found
