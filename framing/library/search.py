"""What a user types into a filter, looked up; it is never search syntax.

The articles found are kept in a temporary table of the connection, so that counting them and
paging through them, in whatever order, searches once.
"""

from __future__ import annotations

from framing.library.connection import Connection

FOUND = "temp.found"
"""The table of the numbers of the articles found last."""


def find(db: Connection, query: str) -> int | None:
    """Fill `FOUND` and return how many articles were found; None for an empty query.

    An article is found where source, publisher, title and text together hold every word of the
    query, compared without case and diacritics; the last one may be the beginning of a word. A
    query without any letter or digit is looked for as it stands in titles and sources.
    """
    query = query.encode(errors="replace").decode().replace("\0", " ")
    tokens = [token for token in query.split() if any(map(str.isalnum, token))]
    if tokens:
        phrases = " ".join('"' + token.replace('"', '""') + '"' for token in tokens)
        unfinished = "" if query[-1].isspace() else "*"
        sql = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?"
        return _found(db, sql, phrases + unfinished)
    if sought := query.strip():
        sql = (
            "SELECT seq FROM articles INDEXED BY articles_brief"
            " WHERE instr(title, ?1) OR instr(source, ?1)"
        )
        return _found(db, sql, sought)
    return None


def _found(db: Connection, sql: str, sought: str) -> int:
    key = (sql, sought, db.value("PRAGMA data_version"))
    if db.remembered != key:
        db.rows("CREATE TABLE IF NOT EXISTS temp.found (seq INTEGER PRIMARY KEY)")
        db.rows("DELETE FROM temp.found")
        db.rows(f"INSERT INTO temp.found {sql}", (sought,))
        db.remembered = key
    return int(db.value("SELECT count(*) FROM temp.found"))
