"""Sources held against each other within the stories that both told, in every dimension.

Two sources may differ because they tell other stories. What they do with the same ones is the
difference within stories: `statistics.story_ratios`, docs/method.md, "Within stories".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from framing.comparing.source_pairs import FALSE_DISCOVERIES
from framing.statistics import RateRatio
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.story_ratios import FEWEST_STORIES, Stories, story_ratio

if TYPE_CHECKING:
    from framing.library import ArticleFigures, Library


@dataclass(frozen=True, slots=True)
class StoryDifference:
    """One dimension in two sources, within the stories that both told."""

    dimension: str
    a: str
    b: str
    stories: int
    """Those that both told."""
    articles_a: int
    """Its articles in them; copies of one text are one."""
    articles_b: int
    ratio: RateRatio
    """The rate of A over that of B; `none` with fewer than five stories in which anything
    matched."""
    adjusted_p: float | None
    """p after Benjamini and Hochberg over all these differences; None where there is no p."""

    @property
    def is_flagged(self) -> bool:
        """Whether the two rates differ, with all comparisons taken into account."""
        return self.adjusted_p is not None and self.adjusted_p < FALSE_DISCOVERIES


def within_stories(
    library: Library,
    families: Mapping[str, str],
    *,
    by: str = "source",
    ids: Collection[str] | None = None,
) -> list[StoryDifference]:
    """The differences of a library's groups within its stories, as `story_differences`.

    `by` is as `framing.library.grouping` reads it; `ids` are the articles that are meant, all for
    None. Stories are as of the last update of `framing.comparing.stories`.
    """
    stories = library.similar.stories()
    story_of = {each: number for number, told in stories.items() for each in told}
    figures = library.scores.figures(by).chosen(ids).chosen(story_of)  # most are of none
    return story_differences(figures, families, story_of)


@dataclass(slots=True)
class _Told:
    """What one source has of one story in one dimension."""

    hits: list[float] = field(default_factory=list)
    words: int = 0


_ByStory = dict[int, _Told]
_BySource = dict[str, _ByStory]


def story_differences(
    figures: Iterable[ArticleFigures], families: Mapping[str, str], story_of: Mapping[str, int]
) -> list[StoryDifference]:
    """The differences of every two sources that told five stories or more in common, by dimension
    and source.

    `families` gives for each article that has copies the one that stands for all of them, and
    `story_of` the story of each article that is of one. What comes out is the same in whatever
    order the figures come in.
    """
    told: dict[str, _BySource] = defaultdict(lambda: defaultdict(lambda: defaultdict(_Told)))
    for each in figures:
        story = story_of.get(each.article_id)
        is_copy = families.get(each.article_id, each.article_id) != each.article_id
        if story is not None and each.words and not is_copy:
            own = told[each.dimension][each.group][story]
            own.hits.append(each.weight)
            own.words += each.words
    found = [
        _difference(dimension, pair, (sources[pair[0]], sources[pair[1]]), shared)
        for dimension, sources in sorted(told.items())
        for pair, shared in sorted(_shared(sources).items())
    ]
    adjusted = iter(benjamini_hochberg([p for each in found if (p := each.ratio.p) is not None]))
    return [
        each if each.ratio.p is None else replace(each, adjusted_p=next(adjusted)) for each in found
    ]


def _difference(
    dimension: str, pair: tuple[str, str], told: tuple[_ByStory, _ByStory], shared: list[int]
) -> StoryDifference:
    """What two sources make of some stories, p not adjusted yet."""
    a, b = ([side[story] for story in shared] for side in told)
    columns = (
        np.array([cell(each) for each in side], dtype=np.float64)
        for side in (a, b)
        for cell in (_hits, _words)
    )
    return StoryDifference(
        dimension=dimension,
        a=pair[0],
        b=pair[1],
        stories=len(shared),
        articles_a=sum(len(each.hits) for each in a),
        articles_b=sum(len(each.hits) for each in b),
        ratio=story_ratio(Stories(*columns)),
        adjusted_p=None,
    )


def _shared(sources: _BySource) -> dict[tuple[str, str], list[int]]:
    """The stories that two sources told, where they are enough."""
    tellers: dict[int, list[str]] = defaultdict(list)
    for source in sorted(sources):
        for story in sources[source]:
            tellers[story].append(source)
    shared: dict[tuple[str, str], list[int]] = defaultdict(list)
    for story, those in sorted(tellers.items()):
        for pair in combinations(those, 2):
            shared[pair].append(story)
    return {pair: own for pair, own in shared.items() if len(own) >= FEWEST_STORIES}


def _hits(told: _Told) -> float:
    return math.fsum(told.hits)  # so that no order shows in the last digit


def _words(told: _Told) -> float:
    return told.words
