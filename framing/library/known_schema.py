"""What a library's schema has to be: all that its migrations make, and nothing else that can act.

A file may come from a stranger, and what SQLite keeps in a schema runs by itself: triggers at a
write, views and expressions of an index where they are read. So a library is written only where
its schema is the one that the migrations make of an empty file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from framing.errors import LibraryError
from framing.library.migrations import MIGRATIONS, SCHEMA

_COMMENT = re.compile("--[^\n]*")
_DRESS = re.compile(r'[\s"\[\]`]+')
_SHADOWS = re.compile("articles_fts_(data|idx|docsize|config|content)")
"""Tables that FTS5 makes for itself, in words that differ between versions of SQLite."""
OBJECTS = (
    "SELECT CASE WHEN sql LIKE 'CREATE VIRTUAL%' THEN 'virtual table' ELSE type END, name, sql"
    " FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
"""What `strange` is to be given: kind, name and text of all that is in a schema."""

Objects = dict[tuple[str, str], str]
"""By kind and name what made it, written in one way."""


def strange(schema: int, objects: Iterable[tuple[str, str, str]]) -> list[str]:
    """What a library has beside or in place of its own schema, or lacks of it, each in words.

    `schema` is the number that the file gives itself. A plain table of another name is let be:
    nothing reads it.
    """
    wanted = _made_by(schema)
    found = _objects(objects)
    more = {key for key in found.keys() - wanted.keys() if key[0] != "table"}
    other = {key for key in found.keys() & wanted.keys() if found[key] != wanted[key]}
    told = [
        ("is not framing's", more),
        ("is not as framing makes it", other),
        ("is missing", wanted.keys() - found.keys()),
    ]
    return [f"the {kind} {name} {what}" for what, keys in told for kind, name in sorted(keys)]


def refuse_newer(path: Path, schema: int) -> None:
    """Raise LibraryError for a number of a schema that only a newer program makes."""
    if schema > SCHEMA:
        what = f"was written by a newer framing (schema {schema}, this one knows {SCHEMA})"
        raise LibraryError(what, hint="update framing", file=str(path))


@lru_cache
def _made_by(schema: int) -> Objects:
    """What the first migrations make."""
    from framing.library.sqlite_utils_class import database_class

    memory = database_class()(memory=True, execute_plugins=False)
    with closing(memory.conn):
        for change in MIGRATIONS[: max(0, schema)]:
            change(memory)
        return _objects(memory.execute(OBJECTS).fetchall())


def _objects(rows: Iterable[tuple[str, str, str]]) -> Objects:
    return {
        (kind, name): _DRESS.sub("", _COMMENT.sub("", sql)).lower()
        for kind, name, sql in rows
        if not (kind == "table" and _SHADOWS.fullmatch(name))
    }
