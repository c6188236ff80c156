"""The articles of sources and publishers: who they are, and their figures in every dimension."""

from __future__ import annotations

from collections.abc import Iterator

from framing.library import current_scores
from framing.library.connection import Connection
from framing.library.records import ArticleFigures, SourceKind
from framing.model import VOICES

_NARRATOR = VOICES.index("narrator")
_BATCH = 5000
"""Articles read by one query: some tens of thousands of short rows."""


def groups(db: Connection, by: SourceKind) -> dict[str, int]:
    """The names of all sources or publishers, sorted, with the number of their articles."""
    found = db.rows(f"SELECT {by}, count(*) FROM articles GROUP BY {by} ORDER BY {by}")
    return dict(found)


def ids(db: Connection, source: str | None) -> list[str]:
    """The ids of the articles of a source, of all sources for None, sorted."""
    sql = "SELECT id FROM articles WHERE ?1 IS NULL OR source = ?1 ORDER BY id"
    found = db.rows(sql, (source,))
    return [article_id for (article_id,) in found]


def figures(
    db: Connection, selection: current_scores.Selection, by: SourceKind
) -> Iterator[ArticleFigures]:
    """The scores of a selection, in no set order, with what groups their articles."""
    last = int(db.value("SELECT coalesce(max(seq), 0) FROM articles"))
    sql = (
        f"SELECT a.{by}, a.id, a.published, a.unit, s.dimension, s.words, s.matches, s.weight,"
        " CASE WHEN s.narrator_matches NOT NULL THEN coalesce(w.words, 0) END,"
        " CASE WHEN s.narrator_matches NOT NULL THEN coalesce(v.weight, 0.0) END"
        " FROM articles a CROSS JOIN scores s"
        f" ON s.article = a.seq AND {current_scores.BY_SELECTION}"
        f" LEFT JOIN voice_words w ON w.article = a.seq AND w.voice = {_NARRATOR}"
        " LEFT JOIN voice_scores v ON v.article = a.seq AND v.lexicon = s.lexicon"
        " AND v.dimension = s.dimension AND v.scorer_version = s.scorer_version"
        f" AND v.voice = {_NARRATOR} WHERE a.seq > ? AND a.seq <= ?"
    )
    for first in range(0, last, _BATCH):
        for columns in db.rows(sql, (*selection.parameters, first, first + _BATCH)):
            yield ArticleFigures(*columns)
