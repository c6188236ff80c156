"""p of many pairs of groups, by permuting which articles belong to which group.

A labelling chooses as many articles of both groups as the smaller one has. It is drawn in parts
that pairs share: how many of the chosen are the smaller group's own (hypergeometric), and a random
order of the articles of either group, of which so many are taken from the front. What the first
articles of an order add up to is found once for a group; then a labelling of a pair costs two
look-ups, however many articles it chooses.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from framing.statistics.groups import Sample
from framing.statistics.steady_sums import Numbers, Places

BLOCKS = (249, 250, 500, *9 * (1000,))
"""Draws that are made at once, as long as they are needed."""
DRAWS = sum(BLOCKS)
"""Labellings at most; where there are no more, every one is tried."""
ENOUGH = 100
"""As many draws that reach the observed difference settle p (Besag & Clifford 1991)."""
ALIKE = 1 - 1e-9
"""What misses the observed difference by a rounding reaches it."""
_AT_ONCE = 1 << 15
"""Labellings that are looked at together: what is made of them stays near the processor."""
_KEPT = 1 << 20
"""Sums of beginnings that are held together, of five kinds."""
_SMALL, _LARGE = 0, 1
"""Which group an order is of: two of one size are ordered otherwise."""


def permutation_p_values(samples: Sequence[Sample], a: Places, b: Places) -> Numbers:
    """Two-sided p that the articles of both groups of a pair are of one kind, of many pairs.

    The statistic is |r_A − r_B| / √(SE_A² + SE_B²) (Janssen 1997: studentised, it holds for
    unequal spreads as well). Every labelling is tried where there are 9,999 or fewer; else as many
    are drawn, or as it takes until 100 of them reach the observed difference. The draws depend on
    the two sizes alone, so the same articles always give the same p, in whatever order they come
    and whatever else is compared.
    """
    used, places = np.unique(np.concatenate([a, b]), return_inverse=True)
    a, b = places[: len(a)], places[len(a) :]
    world = _World([samples[each] for each in used.tolist()])
    swapped = world.sizes[a] > world.sizes[b]
    small, large = np.where(swapped, b, a), np.where(swapped, a, b)
    p = np.full(len(a), np.nan)
    drawn = np.ones(len(a), bool)
    sizes = np.stack([world.sizes[small], world.sizes[large]])
    for few, many in np.unique(sizes, axis=1).T.tolist():
        if math.comb(few + many, few) <= DRAWS:
            pairs = np.flatnonzero((sizes == [[few], [many]]).all(axis=0))
            p[pairs] = _exact(world, few, small[pairs], large[pairs])
            drawn[pairs] = False
    if drawn.any():
        p[drawn] = _Drawing(world, small[drawn], large[drawn]).p_values()
    return p


class _World:
    """The groups: their sizes, and what is added up of their articles (h, n, h², h·n, n²)."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.sizes = np.array([len(each.words) for each in samples])
        self.facts = [_facts(each) for each in samples]
        self.sums = np.array([each.sum(axis=1) for each in self.facts]).T

    def observed(self, small: Places, large: Places) -> Numbers:
        """The statistic of each pair as it is, less a rounding."""
        own = self.sums[:, small]
        together = own + self.sums[:, large]
        return ALIKE * studentised(own, together, self.sizes[small], self.sizes[large])


def _facts(sample: Sample) -> Numbers:
    """What is added up of the articles of a group, sorted by words and hits."""
    order = np.lexsort((sample.hits, sample.words))
    hits, words = sample.hits[order], sample.words[order]
    return np.stack([hits, words, hits**2, hits * words, words**2])


def studentised(one: Numbers, together: Numbers, few: Places | int, many: Places | int) -> Numbers:
    """The statistic of labellings, given the sums of those chosen and of all articles.

    SE² is the ratio estimator's, A/(A−1) · Σ(h − r·n)² / (Σn)², from these.
    """
    rate, square = _rate_and_square(one, few)
    other, other_square = _rate_and_square(together - one, many)
    apart = np.abs(rate - other)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(apart > 0, apart / np.sqrt(square + other_square), 0.0)


def _rate_and_square(sums: Numbers, articles: Places | int) -> tuple[Numbers, Numbers]:
    """r and its SE² of many samples at once."""
    hits, words, hits_squared, hits_words, words_squared = sums
    rate = hits / words
    spread = hits_squared - rate * (2 * hits_words - rate * words_squared)
    return rate, np.maximum(spread, 0) * (articles / (articles - 1)) / (words * words)


def _exact(world: _World, few: int, small: Places, large: Places) -> Numbers:
    """p of pairs of two sizes from all labellings."""
    many = int(world.sizes[large[0]])
    chosen = _labellings(few + many, few)
    observed = world.observed(small, large)
    p = np.empty(len(small))
    for at, (one, other) in enumerate(zip(small.tolist(), large.tolist(), strict=True)):
        facts = np.concatenate([world.facts[one], world.facts[other]], axis=1)
        together = facts.sum(axis=1)[:, None]
        found = studentised(facts @ chosen, together, few, many)
        p[at] = (found >= observed[at]).mean()
    return p


@lru_cache(maxsize=8)
def _labellings(size: int, first: int) -> Numbers:
    """Every way to choose `first` of `size` articles: a column each, 1 for what is chosen."""
    places = every_labelling(size, first)
    chosen = np.zeros((size, places.shape[1]))
    np.put_along_axis(chosen, places, 1.0, axis=0)
    return chosen


@lru_cache(maxsize=8)
def every_labelling(size: int, first: int) -> Places:
    """Every way to give `first` of `size` articles the label of the first group, one a column."""
    return np.ascontiguousarray(np.array(list(combinations(range(size), first))).T)


class _Drawing:
    """Pairs of a smaller and a larger group of which labellings are drawn."""

    def __init__(self, world: _World, small: Places, large: Places) -> None:
        self.world, self.small, self.large = world, small, large
        self.few, self.many = world.sizes[small], world.sizes[large]
        self.together = world.sums[:, small] + world.sums[:, large]
        self.observed = world.observed(small, large)

    def p_values(self) -> Numbers:
        """p of each pair, from draws in blocks as long as they are needed."""
        p, beyond, drawn = np.empty(len(self.small)), np.zeros(len(self.small), np.int64), 0
        left = np.arange(len(self.small))
        for block, draws in enumerate(BLOCKS):
            settled = np.zeros(len(self.small), bool)
            for pairs, reached in self._reached(left, block):
                counts = beyond[pairs, None] + reached.cumsum(axis=1)
                beyond[pairs] = counts[:, -1]
                enough = counts[:, -1] >= ENOUGH
                done = pairs[enough]
                last = (counts[enough] >= ENOUGH).argmax(axis=1)
                p[done] = ENOUGH / (drawn + last + 1)
                settled[done] = True
            left, drawn = left[~settled[left]], drawn + draws
            if not len(left):
                break
        p[left] = (beyond[left] + 1) / (DRAWS + 1)
        return p

    def _reached(self, left: Places, block: int) -> Iterator[tuple[Places, NDArray[np.bool_]]]:
        """Some pairs, and which draws of a block reach what was observed in each of them."""
        sizes, which = np.unique(
            np.stack([self.few[left], self.many[left]]), axis=1, return_inverse=True
        )
        own = np.stack([_own_part(*each, block) for each in sizes.T.tolist()])
        draws = np.arange(BLOCKS[block])
        step = max(_AT_ONCE // len(draws), 1)
        for smalls, near in _pages(self.small[left], own.max(axis=1)[which], len(draws)):
            first = _Beginnings(self.world, smalls, _SMALL, block)
            for larges, far in _pages(self.large[left[near]], self.few[left[near]], len(draws)):
                rest = _Beginnings(self.world, larges, _LARGE, block)
                for at in (near[far[each : each + step]] for each in range(0, len(far), step)):
                    pairs, taken = left[at], own[which[at]]
                    chosen = first.of(self.small[pairs], taken)
                    chosen += rest.of(self.large[pairs], self.few[pairs, None] - taken)
                    found = studentised(
                        chosen,
                        self.together[:, pairs, None],
                        self.few[pairs, None],
                        self.many[pairs, None],
                    )
                    yield pairs, found >= self.observed[pairs, None]


class _Beginnings:
    """What the first articles of some groups add up to, in each draw of a block."""

    def __init__(self, world: _World, most: dict[int, int], role: int, block: int) -> None:
        """Of so many articles of each group at most."""
        self.draws = BLOCKS[block]
        self.groups = np.array(list(most))
        lengths = np.array(list(most.values())) + 1
        self.starts = (lengths.cumsum() - lengths) * self.draws
        self.sums = np.zeros((5, int(lengths.sum()) * self.draws))
        for group, start, length in zip(most, self.starts.tolist(), lengths.tolist(), strict=True):
            facts = world.facts[group]
            order = _order(facts.shape[1], length - 1, role, block)
            own = self.sums[:, start : start + length * self.draws].reshape(5, length, -1)
            for at, chosen in enumerate(order):
                np.add(own[:, at], facts.take(chosen, axis=1), out=own[:, at + 1])

    def of(self, groups: Places, taken: Places) -> Numbers:
        """The sums (h, n, h², h·n, n²) of so many articles of each group (a row) and draw."""
        start = self.starts[np.searchsorted(self.groups, groups)]
        places = taken * self.draws + (start[:, None] + np.arange(self.draws))
        found: Numbers = self.sums.take(places, axis=1)
        return found


def _pages(groups: Places, most: Places, draws: int) -> Iterator[tuple[dict[int, int], Places]]:
    """So many groups at once as can be kept, each with the most articles that a draw asks of it,
    and the places where they stand."""
    distinct, which = np.unique(groups, return_inverse=True)
    needed = np.zeros(len(distinct), np.int64)
    np.maximum.at(needed, which, most)
    page = np.cumsum(draws * (needed + 1)) // _KEPT
    for each in np.unique(page):
        own = page == each
        yield (
            dict(zip(distinct[own].tolist(), needed[own].tolist(), strict=True)),
            np.flatnonzero(own[which]),
        )


@lru_cache(maxsize=4096)
def _own_part(few: int, many: int, block: int) -> Places:
    """How many of the chosen are of the smaller group, in each draw of a block."""
    from scipy.special import gammaln

    own = np.arange(few + 1)
    ways = gammaln(own + 1) + 2 * gammaln(few - own + 1) + gammaln(many - few + own + 1)
    share = np.exp(ways.min() - ways)
    bounds = share.cumsum() / share.sum()
    drawn = np.random.default_rng([few, many, block]).random(BLOCKS[block])
    return np.minimum(np.searchsorted(bounds, drawn, side="right"), few)


@lru_cache(maxsize=512)
def _order(size: int, most: int, role: int, block: int) -> Places:
    """The first `most` of `size` articles in a random order: a row for each place of the order, a
    column for each draw of a block. (Fisher & Yates, of which only what moved is written down.)"""
    draw, draws = np.random.default_rng([size, role, block]), BLOCKS[block]
    moved = np.zeros((draws, size), np.int32)
    row = np.arange(draws)
    order = np.empty((most, draws), np.int64)
    for at in range(most):
        other = draw.integers(at, size, draws)
        order[at] = other + moved[row, other]
        moved[row, other] = at + moved[row, at] - other
    return order
