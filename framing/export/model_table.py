"""The table for models of counts: an article and dimension a row, with all that may explain it.

A regression reads it as it is: `matches` is the count, `offset` the exposure, and every field that
articles have is a column. Articles without a counted word have no exposure and are in no row.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.export.table_data import Columns, Row, columns, known, row_of
from framing.library import Selection

if TYPE_CHECKING:
    from framing.library import Library, StoredArticle

_BATCH = 500
_COUNT = columns(article_id="article.id") | columns(
    *("score.dimension", "score.matches", "score.weight", "score.rate_per_1000")
)
_ARTICLE: Columns = (
    columns("words")
    | {"offset": lambda stored: math.log(stored.words)}
    | known("article.source", "article.publisher", "article.published")
    | {
        "year": lambda stored: _number(stored.article.published[:4]),
        "month": lambda stored: stored.article.published[:7] or None,
    }
    | known("article.language", "article.author")
    | columns("unit")
)
_GROUPS = ("family", "counted_in_groups", "story", "sets")
MODEL_COLUMNS = (*_COUNT, *_ARTICLE, *_GROUPS)
"""The columns that are always there."""

_Groups = Callable[[str], Row]
"""The groups that an article is in, by its id."""


def model_rows(library: Library, ids: Sequence[str] | None) -> Iterator[Row]:
    """The rows of some articles, all for None, by article and dimension.

    Families and stories are as of their last update.
    """
    names = library.articles.meta_names(ids)
    groups = _groups(library)
    articles = (each for each in library.articles.read(ids) if each.words)
    while batch := list(islice(articles, _BATCH)):
        scores = library.scores.read([each.article.id for each in batch])
        by_article = {
            article_id: list(own) for article_id, own in groupby(scores, attrgetter("article.id"))
        }
        for each in batch:
            about = row_of(_ARTICLE, each) | groups(each.article.id) | _meta(each, names)
            for stored in by_article.get(each.article.id, ()):
                yield row_of(_COUNT, stored) | about


def without_words(library: Library, ids: Sequence[str] | None) -> int:
    """How many of some articles, of all for None, are left out for want of a counted word."""
    empty = library.sets.select(Selection(where=("words=0",)))
    return len(empty if ids is None else set(empty).intersection(ids))


def _groups(library: Library) -> _Groups:
    families = library.similar.families()
    stories = {each: number for number, told in library.similar.stories().items() for each in told}
    sets = _sets(library)

    def groups(article_id: str) -> Row:
        family = families.get(article_id)
        counted = int(family in (None, article_id))
        story = stories.get(article_id)
        return dict(zip(_GROUPS, (family, counted, story, sets.get(article_id, [])), strict=True))

    return groups


def _sets(library: Library) -> Mapping[str, list[str]]:
    """The names of the sets of each article that is in one, sorted."""
    found: dict[str, list[str]] = {}
    for each in library.sets.all():
        for article_id in library.sets.select(Selection(sets=(each.name,))):
            found.setdefault(article_id, []).append(each.name)
    return found


def _meta(stored: StoredArticle, names: Sequence[str]) -> Row:
    return {f"meta.{name}": stored.article.meta.get(name) or None for name in names}


def _number(digits: str) -> int | None:
    return int(digits) if digits.isdecimal() else None
