"""Sums of the current scores by source, and of entry counts, for the views of the library file.

They are made and go with the figures of their block (`figure_blocks`): a trigger of the schema
takes them away with it. The views add up the sums of all blocks, and the scores themselves where a
block has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.library import current_scores
from framing.library.article_blocks import bounds
from framing.library.connection import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database

_KEY = "s.lexicon, s.dimension, s.scorer_version"
_BY = "GROUP BY s.lexicon, s.dimension"
_OF_BLOCK = f"s.article = a.seq AND {current_scores.BY_SELECTION} WHERE a.seq BETWEEN ? AND ?"
_SUMS = {
    "source_sums": (
        f"SELECT ?, {_KEY}, a.source, count(*), sum(s.words), sum(s.matches), sum(s.weight),"
        " count(s.rate_per_1000), total(s.rate_per_1000),"
        " count(*) FILTER (WHERE s.rate_per_1000 = 0)"
        f" FROM articles a CROSS JOIN scores s ON {_OF_BLOCK} {_BY}, a.source"
    ),
    "entry_sums": (
        f"SELECT ?, {_KEY}, s.entry, count(nullif(s.matches, 0)), sum(s.matches), sum(s.weight)"
        f" FROM articles a CROSS JOIN entry_counts s ON {_OF_BLOCK} {_BY}, s.entry"
    ),
}
"""What a row of each table is, in a block; all scores of it are of one scorer version."""
_KEYED = 5
"""Columns of the key of either: block, lexicon, dimension, scorer version, source or entry."""
_ALIKE = 1e-9
"""Versions of SQLite round sums otherwise."""


def keep(db: Connection, writer: Database, block: int) -> None:
    """Add up a block of the current scores, and keep it."""
    for table, sql in _SUMS.items():
        writer.execute(
            f"DELETE FROM {table} AS s WHERE s.block = ? AND {current_scores.BY_SELECTION}",
            (block, *current_scores.current(db).parameters),
        )
        writer.execute(f"INSERT INTO {table} {sql}", _parameters(db, block))


def silent_by_source(
    db: Connection, lexicon: int, dimension: str, scorer_version: str
) -> list[tuple[str, int]]:
    """How many articles of each source have the rate 0 in a dimension, by source without case.

    What has no sums yet is not counted.
    """
    return db.rows(
        "SELECT source, sum(silent) FROM source_sums WHERE lexicon = ? AND dimension = ?"
        " AND scorer_version = ? GROUP BY source COLLATE NOCASE ORDER BY source COLLATE NOCASE",
        (lexicon, dimension, scorer_version),
    )


def is_sound(db: Connection, block: int) -> bool:
    """Whether the sums of a block are what they are sums of."""
    for table, sql in _SUMS.items():
        kept = db.rows(
            f"SELECT * FROM {table} s WHERE s.block = ? AND {current_scores.BY_SELECTION}",
            (block, *current_scores.current(db).parameters),
        )
        own = {row[:_KEYED]: row[_KEYED:] for row in db.rows(sql, _parameters(db, block))}
        found = {row[:_KEYED]: row[_KEYED:] for row in kept}
        if own.keys() != found.keys() or not all(_alike(own[key], found[key]) for key in own):
            return False
    return True


def _parameters(db: Connection, block: int) -> tuple[object, ...]:
    return (block, *current_scores.current(db).parameters, *bounds(block))


def _alike(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return all(abs(a - b) <= _ALIKE * abs(a) for a, b in zip(one, other, strict=True))
