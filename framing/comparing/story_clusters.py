"""Which articles tell of one event: near in their words, near in time, around a central one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.comparing.word_bags import BUCKET_BITS, opened, size_of
from framing.text import Offsets

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

THRESHOLD = 0.2
"""Cosine of an article with the central one of its story, or more, on the same day."""
DAILY = 0.05
"""So much more is asked for each day between them: what a topic's articles share lasts longer than
an event."""
UNDATED_THRESHOLD = 0.4
"""The same where one of the two has no date: then the words must say alone that it is one event."""
WINDOW_DAYS = 3
"""Days between an article and the central one, or fewer."""
COMMON_SHARE = 0.05
"""A word that a larger share of the articles hold says little about an event and is left out."""
_COMMON = 100
"""In small libraries: so many articles may hold a word."""
_BLOCK = 128
"""Articles that are compared with the others at a time."""

NEVER = -1
"""The day of an article without a date."""


@dataclass(frozen=True, slots=True)
class Told:
    """An article as far as it matters here."""

    day: int
    """Number of the day it was published; `NEVER` where that is not known."""
    bag: bytes


Near = dict[int, dict[int, float]]
"""By the place of an article, those that it may be central to, with their cosines."""


def events(told: Sequence[Told]) -> list[dict[int, float]]:
    """The events that two or more articles tell of: their places, each with its cosine with the
    central article, which comes first with 1.

    The article with the largest sum of cosines becomes central, then the one with the largest
    among those that are near no central one yet; each other joins the central one it is nearest
    to (star clustering: Aslam, Pelekhov & Rus 2004). An article without a date is never central
    to one that has a date. Of equal ones the earlier in the list comes first.
    """
    if not any(each.bag for each in told):
        return []
    days = np.array([each.day for each in told], dtype=np.int64)
    near: Near = {}
    strength = np.zeros(len(told))
    for a, b, similarity in _pairs(_vectors(told), days):
        strength[[a, b]] += similarity
        for one, other in ((a, b), (b, a)):
            if days[one] != NEVER or days[other] == NEVER:
                near.setdefault(one, {})[other] = similarity
    order = np.lexsort((-strength, days == NEVER)).tolist()
    return _stars(_centres([place for place in order if place in near], near), near)


def _vectors(told: Sequence[Told]) -> csr_matrix:
    """The TF-IDF vector of each article, of length 1: 1 + ln tf, without common words."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfTransformer

    words, counts = opened(b"".join(each.bag for each in told))
    holding = np.bincount(words, minlength=1 << BUCKET_BITS)
    kept = (holding <= max(_COMMON, COMMON_SHARE * len(told)))[words]
    edges = np.cumsum([0, *(size_of(each.bag) for each in told)])
    edges = np.concatenate(([0], np.cumsum(kept)))[edges]
    shape = len(told), 1 << BUCKET_BITS
    return TfidfTransformer(sublinear_tf=True).fit_transform(
        csr_matrix((counts[kept], words[kept], edges), shape=shape)
    )


def _pairs(vectors: csr_matrix, days: Offsets) -> Iterator[tuple[int, int, float]]:
    """The pairs that are near enough in words and days."""
    order = np.argsort(days, kind="stable")
    vectors, days = vectors[order], days[order]
    for start in range(0, len(days), _BLOCK):
        stop = min(start + _BLOCK, len(days))
        undated = days[start] == NEVER
        last = (
            len(days) if undated else np.searchsorted(days, days[stop - 1] + WINDOW_DAYS, "right")
        )
        found = (vectors[start:stop] @ vectors[start:last].T).tocoo()
        a, b = found.row + start, found.col + start
        unknown = days[a] == NEVER
        apart = days[b] - days[a]
        fits = found.data >= np.where(unknown, UNDATED_THRESHOLD, THRESHOLD + DAILY * apart)
        fits &= (b > a) & (unknown | (apart <= WINDOW_DAYS))
        for one, other, similarity in zip(a[fits], b[fits], found.data[fits], strict=True):
            yield int(order[one]), int(order[other]), round(float(similarity), 9)


def _centres(order: Sequence[int], near: Near) -> list[int]:
    """The central articles: in this order, those that no central one before is near to."""
    covered: set[int] = set()
    central = []
    for place in order:
        if place not in covered:
            central.append(place)
            covered.update(near[place])
    return central


def _stars(central: Sequence[int], near: Near) -> list[dict[int, float]]:
    """Each central article with those that are nearer to it than to any other central one."""
    stars: dict[int, dict[int, float]] = {centre: {centre: 1.0} for centre in central}
    nearest: dict[int, tuple[float, int]] = {}
    for centre in central:
        for place, similarity in near[centre].items():
            if place not in stars and similarity > nearest.get(place, (0.0, 0))[0]:
                nearest[place] = similarity, centre
    for place, (similarity, centre) in sorted(nearest.items(), key=lambda each: -each[1][0]):
        stars[centre][place] = similarity
    return [star for star in stars.values() if len(star) > 1]
