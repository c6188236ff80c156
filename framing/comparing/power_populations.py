"""The articles that a simulated study draws from, by group and dimension.

As in rates of sources, copies of one text are one article and articles without words count nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from framing.statistics.power import Population

if TYPE_CHECKING:
    from framing.library import ArticleFigures


class Key(NamedTuple):
    """What a population is of."""

    group: str
    dimension: str


def populations(
    figures: Iterable[ArticleFigures], families: Mapping[str, str]
) -> dict[Key, Population]:
    """The population of every group and dimension, whatever order the figures come in.

    `families` gives for each article that has copies the one that stands for all of them.
    """
    found: dict[Key, list[tuple[str, int, float, int]]] = {}
    for each in figures:
        if each.words and families.get(each.article_id, each.article_id) == each.article_id:
            article = each.article_id, each.matches, each.weight, each.words
            found.setdefault(Key(each.group, each.dimension), []).append(article)
    return {key: _population(articles) for key, articles in found.items()}


def _population(articles: list[tuple[str, int, float, int]]) -> Population:
    _, matches, hits, words = zip(*sorted(articles), strict=True)
    return Population(np.array(matches), np.array(hits), np.array(words, dtype=float))
