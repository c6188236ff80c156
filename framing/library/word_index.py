"""Which articles can hold a pattern at all, asked of the full-text index.

What it gives is more than what a pattern matches, never less: an article whose text is not plain
(`plain_texts`) is always among it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from framing.data import word_list
from framing.lexicons.patterns import Pattern, PatternWord, parse_pattern
from framing.library.connection import Connection
from framing.library.index_ends import is_whole

_MOST_PATTERNS = 200
"""Of more patterns the index is not asked: reading the articles takes no longer."""
_RUN = re.compile("[a-z0-9]{2,}")


def holding(db: Connection, patterns: Sequence[str]) -> list[str] | None:
    """Ids of the articles in which one of the patterns may stand, by id; None: it may in any.

    Raises ValueError for what is no pattern.
    """
    queries = [_query(parse_pattern(each)) for each in patterns]
    if len(queries) > _MOST_PATTERNS or not all(queries) or not is_whole(db):
        return None
    found = db.rows(
        "SELECT id FROM articles INDEXED BY articles_brief"
        " WHERE seq NOT IN (SELECT article FROM plain_articles)"
    )
    for query in queries:
        found += db.rows(
            "SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.seq = f.rowid"
            " WHERE articles_fts MATCH ?",
            (query,),
        )
    return sorted({article_id for (article_id,) in found})


def words_beginning(db: Connection, letters: str) -> list[tuple[str, int]]:
    """The words of the index that begin with some letters, each with how many articles have it."""
    db.rows(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.index_words"
        " USING fts5vocab('main', 'articles_fts', 'row')"
    )
    end = letters[:-1] + chr(ord(letters[-1]) + 1)
    sql = "SELECT term, doc FROM temp.index_words WHERE term >= ? AND term < ?"
    return [(term, documents) for term, documents in db.rows(sql, (letters, end))]


def _query(pattern: Pattern) -> str:
    """What the index is asked; empty where it cannot be."""
    runs = [run for word in pattern.words if (run := _beginning(word))]
    return "{text} : (" + " AND ".join(f'"{run}" *' for run in runs) + ")" if runs else ""


def _beginning(word: PatternWord) -> str:
    """Plain letters with which each match of a word begins, in the index too; empty for none.

    A function word may be the second half of a word that lost its line break (supportThe), of
    which the index knows the first half only.
    """
    found = _RUN.match(word.text)
    run = found[0] if found else ""
    return "" if any(each.startswith(run) for each in _function_words()) else run


@cache
def _function_words() -> tuple[str, ...]:
    return tuple(word_list("function_words"))
