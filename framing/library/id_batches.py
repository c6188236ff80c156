"""The ids of articles in batches of a few hundred, for answers too long for one query.

Each batch is a query of its own that is read to its end: no open query stands in the way of a
write. `Library.snapshot()` makes them one consistent whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from framing.library.connection import Connection
from framing.library.stored_forms import as_json

_BATCH = 500


def id_batches(db: Connection, ids: Sequence[str] | None) -> Iterator[str]:
    """The ids in their order, each once, those of all articles for None, as JSON lists."""
    if ids is None:
        found = [article_id for (article_id,) in db.rows("SELECT id FROM articles ORDER BY id")]
    else:
        found = sorted(set(ids))
    for start in range(0, len(found), _BATCH):
        yield as_json(found[start : start + _BATCH])


def by_batches(
    db: Connection, sql: str, ids: Sequence[str] | None, parameters: Sequence[object] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query whose first parameter lists ids, for these articles, all for None."""
    for batch in id_batches(db, ids):
        yield from db.rows(sql, (batch, *parameters))
