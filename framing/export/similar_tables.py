"""The tables of articles that belong together: families of copies, and stories."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.export.article_tables import ARTICLE_ID, WORDS
from framing.export.columns import Column, cells_of, integer, known
from framing.export.table import Ids, Scope, Table
from framing.export.table_data import Row, row_of

if TYPE_CHECKING:
    from framing.library import Library
    from framing.library import Row as ArticleRow

_COPIES = "method.md#copies"
_STORIES = "method.md#stories-and-passages"
_NAMES = (
    ARTICLE_ID,
    known("source", "who published the article"),
    known("title", "its title"),
    known("published", "day of publication", "ISO date"),
    integer("words", "counted words outside excluded spans", WORDS),
)
_CELLS = cells_of(_NAMES[1:])


def _of(row: ArticleRow) -> Row:
    return {"article_id": row.id} | row_of(_CELLS, row)


def _copy_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """The members of each family that has one of the articles, the one that stands for it first."""
    members: dict[str, list[str]] = {}
    for article_id, first in library.similar.families().items():
        members.setdefault(first, []).append(article_id)
    for first in sorted(members):
        if _has_any(members[first], scope.ids):
            yield from _family_rows(library, first, members[first])


def _has_any(members: Collection[str], ids: Ids) -> bool:
    return ids is None or not frozenset(ids).isdisjoint(members)


def _family_rows(library: Library, first: str, members: Sequence[str]) -> Iterator[Row]:
    from framing.comparing.copies import containment

    sketches = library.similar.sketches(members)
    for row in library.articles.rows(members):
        known = first in sketches and row.id in sketches  # a broken sketch is none
        shared = containment(sketches[first], sketches[row.id]) if known else None
        yield {"family": first} | _of(row) | {"shared": shared}


def _story_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """The members of every story that has one of the articles, the central article first."""
    family_of = library.similar.families()
    for number, told in library.similar.stories().items():
        if _has_any(told, scope.ids):
            yield from _told_rows(library, number, told, family_of)


def _told_rows(
    library: Library, number: int, told: Mapping[str, float], family_of: Mapping[str, str]
) -> Iterator[Row]:
    for row in library.articles.rows(list(told)):
        first = family_of.get(row.id, row.id)
        copy_of = None if first == row.id else first
        yield {"story": number} | _of(row) | {"similarity": told[row.id], "copy_of": copy_of}


COPIES = Table(
    "copies",
    "an article of a family of copies",
    (
        Column("family", "text", "id of the article that stands for it", section=_COPIES),
        *_NAMES,
        Column(
            "shared",
            "number",
            "estimated share of the shorter text that stands in the longer, of it and that article",
            "0 to 1",
            _COPIES,
        ),
    ),
    _copy_rows,
)
STORIES = Table(
    "stories",
    "an article of a story",
    (
        Column("story", "integer", "number of the story", section=_STORIES),
        *_NAMES,
        Column("similarity", "number", "cosine with the central article", "0 to 1", _STORIES),
        Column("copy_of", "text", "id of the article that stands for its copies, if another one",
               section=_COPIES),
    ),
    _story_rows,
)  # fmt: skip
