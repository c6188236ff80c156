"""Whether the full-text index has the articles that there are, as far as its end tells."""

from __future__ import annotations

from framing.library.connection import Connection


def is_whole(db: Connection) -> bool:
    """Whether the index ends where the articles end, which costs nothing to ask.

    One that was emptied is sound to SQLite, and nothing would be found by it.
    """
    ends = "SELECT (SELECT max(id) FROM articles_fts_docsize), (SELECT max(seq) FROM articles)"
    return len(set(db.row(ends) or ())) == 1


def check_whole(db: Connection) -> None:
    """Raise LibraryError where the index is not whole."""
    if not is_whole(db):
        raise db.damage("its index of words lacks articles")
