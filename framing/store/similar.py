"""Sketches of articles, and the families of copies that were found among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from framing.model import Sketch
from framing.store.connection import Connection

if TYPE_CHECKING:
    from sqlite_utils import Database


def changes(db: Connection) -> int:
    """How often articles were added, removed, or cut another way."""
    found = db.row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'changes'")
    return int(found[0]) if found else 0


def are_current(db: Connection) -> bool:
    """Whether the families were grouped after the last change."""
    found = db.row("SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'families'")
    return found is not None and int(found[0]) == changes(db)


def unsketched(db: Connection) -> list[str]:
    """Ids of the articles that have no sketch."""
    found = db.rows(
        "SELECT a.id FROM articles a WHERE NOT EXISTS"
        " (SELECT 1 FROM sketches s WHERE s.article = a.seq) ORDER BY a.id"
    )
    return [article_id for (article_id,) in found]


def keep_sketches(db: Database, kept: Mapping[str, Sketch]) -> None:
    """Store sketches by the id of their article; one that was removed meanwhile is passed over."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO sketches (article, digest, shingles)"
        " SELECT seq, ?, ? FROM articles WHERE id = ?",
        [(*each, article_id) for article_id, each in kept.items()],
    )


def sketches(db: Connection) -> dict[str, Sketch]:
    """All sketches by the id of their article, in the order of the ids."""
    found = db.rows(
        "SELECT a.id, s.digest, s.shingles FROM sketches s"
        " CROSS JOIN articles a ON a.seq = s.article"
    )
    return {article_id: Sketch(*kept) for article_id, *kept in sorted(found)}


def keep_families(db: Database, families: Iterable[Sequence[str]], seen: int) -> None:
    """Replace the families by these, given as ids, as those after so many changes."""
    numbered = [
        (number, article_id) for number, family in enumerate(families, 1) for article_id in family
    ]
    db.execute("DELETE FROM families")
    db.conn.executemany(
        "INSERT INTO families (article, family) SELECT seq, ? FROM articles WHERE id = ?", numbered
    )
    db.execute("INSERT OR REPLACE INTO meta VALUES ('families', ?)", (str(seen),))


def families(db: Connection) -> dict[str, str]:
    """The articles that have copies, each with the one that stands for its family."""
    found = db.rows(
        "SELECT a.id, first_value(a.id) OVER w, count(*) OVER (PARTITION BY f.family)"
        " FROM families f CROSS JOIN articles a ON a.seq = f.article"
        " WINDOW w AS (PARTITION BY f.family ORDER BY a.published = '', a.published, a.seq)"
        " ORDER BY f.family, a.published = '', a.published, a.seq"
    )
    return {article_id: first for article_id, first, members in found if members > 1}
