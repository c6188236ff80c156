"""The test of two groups of one size for many pairs of them at once: whether p is below a level.

It says what `group_ratios.group_ratio` says of every pair, by arrays: a simulation asks it some ten
thousand times.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from framing.statistics.group_ratios import MOST_PERMUTED, satterthwaite, t_p
from framing.statistics.groups import Groups, Numbers, Places
from framing.statistics.label_permutations import (
    ALIKE,
    BLOCKS,
    DRAWS,
    ENOUGH,
    drawn_labellings,
    every_labelling,
    studentised,
)

Answers = NDArray[np.bool_]

_MOST_CELLS = 2_000_000
"""Statistics that are held at once."""


def are_told_apart(hits: Numbers, words: Numbers, alpha: float) -> Answers:
    """Whether p of two groups is below `alpha`, for a pair in each row.

    The first half of a row are the articles of one group, the second half those of the other, five
    or more of each. A pair in which both are silent is never told apart.
    """
    half = hits.shape[1] // 2
    silent = np.stack([~hits[:, :half].any(axis=1), ~hits[:, half:].any(axis=1)])
    told = np.zeros(len(hits), dtype=bool)
    permuted = ~silent.all(axis=0)
    if 2 * half > MOST_PERMUTED:
        by_t = ~silent.any(axis=0)
        told[by_t] = _t_below(hits[by_t], words[by_t], alpha)
        permuted &= ~by_t
    rows = np.flatnonzero(permuted)
    for few in np.array_split(rows, math.ceil(len(rows) * BLOCKS[-1] / _MOST_CELLS) or 1):
        told[few] = _permutation_below(hits[few], words[few], alpha)
    return told


def _t_below(hits: Numbers, words: Numbers, alpha: float) -> Answers:
    """By Student's t on the logarithm of the ratio, as `group_ratio` of large groups."""
    size = 2 * len(hits)
    side = np.repeat(np.arange(size), hits.shape[1] // 2)
    groups = Groups.of(hits.ravel(), words.ravel(), side, size)
    rate, error, degrees = (
        each.reshape(-1, 2).T for each in (groups.rate, groups.error, groups.degrees)
    )
    p = t_p(np.log(rate[0] / rate[1]), np.hypot(*error), satterthwaite(error, degrees))
    return np.asarray(p < alpha)


def _permutation_below(hits: Numbers, words: Numbers, alpha: float) -> Answers:
    """By permuted labels, as `permutation_p`: the same labellings, and as many as settle it."""
    facts = np.stack([hits, words, hits * hits, hits * words, words * words]).transpose(0, 2, 1)
    size = facts.shape[1]
    half = size // 2
    every = facts.sum(axis=1)
    one = facts[:, :half].sum(axis=1)
    observed = studentised(one, every, half, half) * ALIKE
    reached = np.zeros(len(hits))
    exact = math.comb(size, half) <= DRAWS
    enough = alpha * math.comb(size, half) if exact else min(ENOUGH, alpha * (DRAWS + 1) - 1)
    open_ = np.arange(len(hits))
    for chosen in _labels(size, half, alpha):
        labels = np.zeros((chosen.shape[1], size))
        np.put_along_axis(labels, chosen.T, 1.0, axis=1)
        sums = labels @ facts[:, :, open_]
        found = studentised(sums, every[:, None, open_], half, half)
        reached[open_] += (found >= observed[open_]).sum(axis=0)
        open_ = open_[reached[open_] < enough]
    return reached < enough


def _labels(size: int, half: int, alpha: float) -> Iterator[Places]:
    """Blocks of labellings, a column each: every one, or the draws that settle p below `alpha`.

    Where p is not below, 100 of them reach the observed difference before 100/alpha are drawn.
    """
    if math.comb(size, half) <= DRAWS:
        yield every_labelling(size, half)
        return
    left = min(DRAWS, math.floor(ENOUGH / alpha))
    for block in range(len(BLOCKS)):
        if left > 0:
            yield drawn_labellings(half, half, block)[:, :left]
        left -= BLOCKS[block]
