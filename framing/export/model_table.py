"""The table for models of counts: an article and dimension a row, with all that may explain it.

A regression reads it as it is: `matches` is the count, `offset` the exposure, and every field that
articles have is a column. Articles without a counted word have no exposure and are in no row.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.export.article_tables import (
    ARTICLE_ID,
    BELONGING,
    DIMENSION,
    MATCHES,
    META,
    PER_1000,
    RATE,
    WORDS,
    meta_columns_of,
)
from framing.export.columns import Column, cells_of, integer, known, number, text
from framing.export.table import Scope, Table
from framing.export.table_data import Row, row_of
from framing.library import Memberships, Selection

if TYPE_CHECKING:
    from framing.library import Library, StoredArticle

_BATCH = 500
_COUNT = (
    text("article.id", ARTICLE_ID.meaning, name="article_id", section=ARTICLE_ID.section),
    text("score.dimension", DIMENSION.meaning),
    integer("score.matches", "matches that the rate counts: the count of a model", MATCHES),
    number("score.weight", "sum of their weights", "weight"),
    number("score.rate_per_1000", RATE.meaning, PER_1000, section=RATE.section),
)
_ARTICLE = (
    integer("words", "n, the denominator", WORDS, section="manual.md#words"),
    Column("offset", "number", "natural logarithm of words: the exposure where the link is a"
           " logarithm", cell=lambda stored: math.log(stored.words)),
    known("article.source", "who published the article"),
    known("article.publisher", "where it was found, if elsewhere"),
    known("article.published", "day of publication", "ISO date"),
    Column("year", "integer", "year of publication", cell=lambda stored: _year(stored)),
    Column("month", "text", "month of publication, 2025-02",
           cell=lambda stored: stored.article.published[:7] or None),
    known("article.language", "its language, as it was given"),
    known("article.author", "who wrote it"),
)  # fmt: skip
_COUNT_CELLS, _ARTICLE_CELLS, _BELONGING_CELLS = map(cells_of, (_COUNT, _ARTICLE, BELONGING))


def without_words(library: Library, ids: Sequence[str] | None) -> int:
    """How many of some articles, of all for None, are left out for want of a counted word."""
    empty = library.sets.select(Selection(where=("words=0",)))
    return len(empty if ids is None else set(empty).intersection(ids))


def _rows(library: Library, scope: Scope) -> Iterator[Row]:
    """By article and dimension."""
    names = library.articles.meta_names(scope.ids)
    member = Memberships(library, scope.ids).of
    articles = (each for each in library.articles.read(scope.ids) if each.words)
    while batch := list(islice(articles, _BATCH)):
        scores = library.scores.read([each.article.id for each in batch])
        by_article = {
            article_id: list(own) for article_id, own in groupby(scores, attrgetter("article.id"))
        }
        for each in batch:
            of = each.article
            belonging = of.id, each.words, each.unit, member(of.id)
            about = (
                row_of(_ARTICLE_CELLS, each)
                | row_of(_BELONGING_CELLS, belonging)
                | {f"meta.{name}": of.meta.get(name) or None for name in names}
            )
            for stored in by_article.get(of.id, ()):
                yield row_of(_COUNT_CELLS, stored) | about


def _year(stored: StoredArticle) -> int | None:
    digits = stored.article.published[:4]
    return int(digits) if digits.isdecimal() else None


MODEL = Table(
    "model",
    "an article with words and a dimension, for regressions",
    (*_COUNT, *_ARTICLE, *BELONGING),
    _rows,
    meta_columns_of,
    (META,),
)
