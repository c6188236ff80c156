"""What a user types into a filter, and the selection it stands in, looked up.

The articles found are kept in a temporary table of the connection, so that counting them and
paging through them, in whatever order, searches once.
"""

from __future__ import annotations

from collections.abc import Sequence

from framing.library.conditions import EVERY, Selection
from framing.library.connection import Connection
from framing.library.index_ends import check_whole
from framing.library.sets import selecting

FOUND = "temp.found"
"""The table of the numbers of the articles found last."""


def find(db: Connection, query: str, selection: Selection = EVERY) -> int | None:
    """Fill `FOUND` and return how many articles were found; None where nothing is left out.

    An article is found where it is selected, and where source, publisher, title and text together
    hold every word of the query, compared without case and diacritics; the last one may be the
    beginning of a word. A query without any letter or digit is looked for as it stands in titles
    and sources. Raises UsageError and NotFoundError as a selection does.
    """
    query = query.encode(errors="replace").decode().replace("\0", " ")
    tokens = [token for token in query.split() if any(map(str.isalnum, token))]
    tests: list[tuple[str, tuple[object, ...]]] = []
    if tokens:
        check_whole(db)
        phrases = " ".join('"' + token.replace('"', '""') + '"' for token in tokens)
        unfinished = "" if query[-1].isspace() else "*"
        sql = "a.seq IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
        tests.append((sql, (phrases + unfinished,)))
    elif sought := query.strip():
        tests.append(("(instr(a.title, ?) OR instr(a.source, ?))", (sought, sought)))
    if selection:
        tests.append(selecting(db, selection))
    return _found(db, tests) if tests else None


def _found(db: Connection, tests: Sequence[tuple[str, tuple[object, ...]]]) -> int:
    sql = " AND ".join(test for test, _ in tests)
    parameters = tuple(each for _, own in tests for each in own)
    key = (sql, parameters, db.value("PRAGMA data_version"))
    if db.remembered != key:
        db.rows("CREATE TABLE IF NOT EXISTS temp.found (seq INTEGER PRIMARY KEY)")
        db.rows("DELETE FROM temp.found")
        db.rows(f"INSERT INTO temp.found SELECT a.seq FROM articles a WHERE {sql}", parameters)
        db.remembered = key
    return int(db.value("SELECT count(*) FROM temp.found"))
