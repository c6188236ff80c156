"""The pairs of articles that may be copies, kept by the digests of their sketches.

What was compared stays compared: `compared` says up to which article. A comparison reads in one
snapshot and writes afterwards, unless another was written in between. It leaves word of the texts
that it changed, for their families to be grouped anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from framing.library.connection import Connection

_CHUNK = 4096
"""Sketches that are read at a time."""


_SIZE = "(SELECT length(shingles) / 4 FROM sketches WHERE digest = p.{} LIMIT 1)"
_PAIRS = (
    f"SELECT p.one, p.other, p.shared, {_SIZE.format('one')}, {_SIZE.format('other')}"
    " FROM copy_pairs p"
)


class SketchRow(NamedTuple):
    """The sketch of an article, by the article's number."""

    article: int
    digest: bytes
    shingles: bytes


class CopyPair(NamedTuple):
    """Two texts, by their digests, how many sampled shingles they share, and how many each has."""

    one: bytes
    other: bytes
    shared: int
    one_size: int
    other_size: int


@dataclass(frozen=True, slots=True)
class Compared:
    """How far the comparison of a library's articles is."""

    up_to: int
    """The number of the last article of which all pairs are known; 0 where all are to be found."""
    ready: int
    """The number of the last article up to which all have a sketch."""
    pairings: int
    lost: int


@dataclass(frozen=True, slots=True)
class Ungrouped:
    """Whose families have to be grouped anew."""

    texts: frozenset[bytes] | None
    """By digest, with all that pairs connect them with; None for all."""
    pairings: int


class CopyPairs:
    """The pairs of an open library, and its sketches by number."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def compared(self) -> Compared:
        """How far it is; nothing is compared where a sketch was lost since all were.

        Where none was lost, all that was compared has its sketch, and is not looked through.
        """
        found = dict(
            self._db.rows(
                "SELECT key, CAST(value AS INTEGER) FROM meta"
                " WHERE key IN ('compared', 'pairings', 'lost_sketches', 'lost_at')"
            )
        )
        lost = found.get("lost_sketches", 0)
        known = found.get("compared", 0) if lost == found.get("lost_at", 0) else 0
        ready = self._db.value(
            "SELECT coalesce((SELECT min(a.seq) - 1 FROM articles a WHERE a.seq > ? AND NOT EXISTS"
            " (SELECT 1 FROM sketches s WHERE s.article = a.seq)),"
            " (SELECT max(seq) FROM articles), 0)",
            (known,),
        )
        return Compared(min(known, ready), ready, found.get("pairings", 0), lost)

    def sketches(self, after: int, up_to: int) -> Iterator[list[SketchRow]]:
        """The sound sketches of articles with a number in a range, in chunks, by number."""
        while after < up_to:
            found = self._db.rows(
                "SELECT article, digest, shingles FROM sketches WHERE article > ?"
                " AND article <= ? AND length(digest) IN (0, 8) AND length(shingles) % 4 = 0"
                " ORDER BY article LIMIT ?",
                (after, up_to, _CHUNK),
            )
            if not found:
                return
            after = found[-1][0]
            yield list(map(SketchRow._make, found))

    def make_room(self) -> None:
        """Give back the memory that SQLite keeps pages in, which an import has filled."""
        self._db.rows("PRAGMA shrink_memory")

    def pairs(self) -> Iterator[CopyPair]:
        """All pairs whose two texts the library has, by digest, read a few at a time."""
        sql = f"{_PAIRS} WHERE (p.one, p.other) > (?, ?) ORDER BY p.one, p.other LIMIT ?"
        found = self._db.rows(sql, (b"", b"", _CHUNK))
        while found:
            yield from (CopyPair(*row) for row in found if row[3] and row[4])
            found = self._db.rows(sql, (*found[-1][:2], _CHUNK))

    def pairs_of(self, texts: Iterable[bytes]) -> Iterator[CopyPair]:
        """Those of which the first text is one of some, in the same order."""
        sql = f"{_PAIRS} WHERE p.one = ? ORDER BY p.other"
        for digest in sorted(texts):
            found = self._db.rows(sql, (digest,))
            yield from (CopyPair(*row) for row in found if row[3] and row[4])

    def ungrouped(self) -> Ungrouped:
        """The texts that comparisons changed since families were grouped, and all that pairs
        connect them with."""
        pairings, grouped = self._db.rows(
            "SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM meta WHERE key = 'pairings'"
            " UNION ALL SELECT count(*) FROM meta WHERE key = 'families'"
        )
        if not grouped[0]:
            return Ungrouped(None, pairings[0])
        sql = (
            "SELECT other FROM copy_pairs WHERE one = ?1"
            " UNION ALL SELECT one FROM copy_pairs WHERE other = ?1"
        )
        found = {digest for (digest,) in self._db.rows("SELECT digest FROM ungrouped")}
        waiting = list(found)
        while waiting:
            near = {digest for (digest,) in self._db.rows(sql, (waiting.pop(),))} - found
            found |= near
            waiting += near
        return Ungrouped(frozenset(found), pairings[0])

    def shared(self, pairs: Iterable[tuple[bytes, bytes]]) -> dict[tuple[bytes, bytes], int]:
        """What each of some pairs shares, of those that are kept."""
        sql = "SELECT shared FROM copy_pairs WHERE one = ? AND other = ?"
        found = {pair: self._db.row(sql, pair) for pair in pairs}
        return {pair: row[0] for pair, row in found.items() if row}

    def shingles(self, digest: bytes) -> bytes:
        """The shingles of a text that the library has; empty where it has it no longer."""
        found = self._db.row("SELECT shingles FROM sketches WHERE digest = ? LIMIT 1", (digest,))
        return found[0] if found else b""

    def repeated(self) -> list[bytes]:
        """The digests of texts that several articles have."""
        found = self._db.rows(
            "SELECT digest FROM sketches WHERE digest <> x'' GROUP BY digest HAVING count(*) > 1"
        )
        return [digest for (digest,) in found]

    def is_held(self, digest: bytes, up_to: int) -> bool:
        """Whether an article up to that number has a text."""
        sql = "SELECT 1 FROM sketches WHERE digest = ? AND article <= ? LIMIT 1"
        return self._db.row(sql, (digest, up_to)) is not None

    def holders(self, digest: bytes) -> list[int]:
        """The articles that have a text, by number."""
        sql = "SELECT article FROM sketches WHERE digest = ? ORDER BY article"
        return [number for (number,) in self._db.rows(sql, (digest,))]

    def keep(
        self,
        before: Compared,
        found: Iterable[tuple[bytes, bytes, int]],
        changed: Iterable[bytes] | None,
    ) -> bool:
        """Store what pairs share, which texts have other pairs or articles now, and that the
        comparison is done; False where another came before it. With None for the texts all were
        compared with all: nothing else is kept then, and all are ungrouped."""
        with self._db.transaction() as db:
            now = self.compared()
            if now.pairings != before.pairings or now.up_to != before.up_to:
                return False
            if changed is None:
                db.execute("DELETE FROM copy_pairs")
                db.execute("DELETE FROM meta WHERE key = 'families'")
            db.conn.executemany("INSERT OR REPLACE INTO copy_pairs VALUES (?, ?, ?)", found)
            texts = ((digest,) for digest in changed or ())
            db.conn.executemany("INSERT OR IGNORE INTO ungrouped VALUES (?)", texts)
            db.conn.executemany(
                "INSERT OR REPLACE INTO meta VALUES (?, ?)",
                [
                    ("compared", str(before.ready)),
                    ("pairings", str(before.pairings + 1)),
                    *([("lost_at", str(before.lost))] if changed is None else []),
                ],
            )
            return True
