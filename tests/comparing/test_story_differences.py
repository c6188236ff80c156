"""Sources within the stories that both told: which articles count, and what is adjusted over."""

from __future__ import annotations

import random

import pytest

from framing.comparing.story_differences import StoryDifference, story_differences
from framing.library import ArticleFigures
from framing.statistics.multiple_comparisons import benjamini_hochberg


def told(source: str, hits: list[int], dimension: str = "risk") -> list[ArticleFigures]:
    """An article of 400 words of each story, which is called by its number."""
    return [
        ArticleFigures(source, f"{source}{n}", "", "words", dimension, 400, each, float(each))
        for n, each in enumerate(hits)
    ]


STORIES = {f"{source}{n}": n for source in "ABC" for n in range(7)}
A, B = told("A", [4, 6, 3, 7, 5, 8, 4]), told("B", [1, 3, 1, 2, 2, 3, 2])


def only(figures: list[ArticleFigures], families: dict[str, str] | None = None) -> StoryDifference:
    (found,) = story_differences(figures, families or {}, STORIES)
    return found


def test_what_both_told() -> None:
    found = only([*A, *B, *told("C", [9] * 4)])
    assert (found.dimension, found.a, found.b) == ("risk", "A", "B")
    assert (found.stories, found.articles_a, found.articles_b) == (7, 7, 7)
    assert found.ratio.ratio == pytest.approx(37 / 14)
    assert found.is_flagged
    assert found.adjusted_p == found.ratio.p


def test_articles_of_no_story_and_without_words_do_not_count() -> None:
    alone = told("A", [90])[0]._replace(article_id="elsewhere")
    empty = told("A", [0])[0]._replace(article_id="A0", words=0)
    assert only([*A[1:], alone, empty, *B]).stories == 6


def test_several_articles_of_a_story_are_put_together() -> None:
    second = told("B", [5])[0]._replace(article_id="B1")
    found = only([*A, *B, second])
    assert (found.stories, found.articles_b) == (7, 8)


def test_a_copy_counts_for_the_source_that_had_it_first() -> None:
    found = only([*A, *B], {"A0": "A0", "B0": "A0"})
    assert (found.stories, found.articles_a, found.articles_b) == (6, 6, 6)


def test_fewer_than_five_stories_in_common_are_not_compared() -> None:
    assert story_differences([*A, *B[:4]], {}, STORIES) == []


def test_p_is_adjusted_over_all_and_in_any_order() -> None:
    third = told("C", [5, 5, 4, 4, 6, 7, 5])
    other = [each._replace(dimension="aid") for each in (*A, *third)]
    silent = [each._replace(dimension="aid", matches=0, weight=0.0) for each in B]
    figures = [*A, *B, *third, *other, *silent]
    found = story_differences(figures, {}, STORIES)
    assert [(each.dimension, each.a, each.b) for each in found] == [
        (dimension, *pair) for dimension in ("aid", "risk") for pair in ("AB", "AC", "BC")
    ]
    p = [each.ratio.p for each in found]
    assert [each.adjusted_p for each in found] == pytest.approx(
        benjamini_hochberg([each for each in p if each is not None])
    )
    random.Random(3).shuffle(figures)
    assert story_differences(figures, {}, STORIES) == found
