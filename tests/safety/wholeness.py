"""What a library has to be after anything that happened to it, and what it holds.

All of it is asked in plain SQL of the file, beside what the program itself says of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from framing.comparing import copy_families
from framing.library import Library

_OF_SCORE = (
    "s.article = t.article AND s.lexicon = t.lexicon AND s.dimension = t.dimension"
    " AND s.scorer_version = t.scorer_version"
)
_HALVES = {
    "articles without scores": "SELECT count(*) FROM articles WHERE seq NOT IN"
    " (SELECT article FROM scores)",
    "articles with scores in some dimensions of a lexicon only": "SELECT count(*) FROM (SELECT 1"
    " FROM scores s JOIN lexicons l ON l.seq = s.lexicon GROUP BY s.article, s.lexicon,"
    " s.scorer_version HAVING count(*) <> json_array_length(l.dimensions))",
    "articles with fewer words by voice than words": "SELECT count(*) FROM articles a WHERE words"
    " <> (SELECT coalesce(sum(w.words), 0) FROM voice_words w WHERE w.article = a.seq)",
    "articles without an import": "SELECT count(*) FROM articles WHERE import NOT IN"
    " (SELECT seq FROM imports)",
    "imports that added fewer articles than there are of them": "SELECT count(*) FROM imports i"
    " WHERE added < (SELECT count(*) FROM articles a WHERE a.import = i.seq)",
    "runs that counted other articles than their imports": "SELECT count(*) FROM runs r WHERE"
    " articles <> (SELECT coalesce(sum(added), 0) FROM imports i WHERE i.run = r.seq)",
    "members of sets that are no articles": "SELECT count(*) FROM set_members WHERE article NOT IN"
    " (SELECT seq FROM articles)",
} | {
    f"scores that are not the sum of their {table}": "SELECT count(*) FROM scores s WHERE matches"
    f" <> (SELECT coalesce(sum(t.matches), 0) FROM {table} t WHERE {_OF_SCORE})"
    for table in ("entry_counts", "voice_scores")
}

_OF_ARTICLE = "JOIN articles a ON a.seq = t.article"
_OF_BOTH = f"{_OF_ARTICLE} JOIN lexicons l ON l.seq = t.lexicon"
_CONTENT = {
    "articles": (
        "SELECT * FROM articles ORDER BY id",
        ("seq", "import"),
    ),
    "origins": (
        "SELECT a.id, i.origin FROM articles a JOIN imports i ON i.seq = a.import ORDER BY a.id",
        (),
    ),
    "scores": (
        f"SELECT a.id, l.fingerprint, t.* FROM scores t {_OF_BOTH}"
        " ORDER BY a.id, l.fingerprint, t.dimension, t.scorer_version",
        ("article", "lexicon", "run"),
    ),
    "entry_counts": (
        f"SELECT a.id, l.fingerprint, t.* FROM entry_counts t {_OF_BOTH}"
        " ORDER BY a.id, l.fingerprint, t.dimension, t.scorer_version, t.entry",
        ("article", "lexicon"),
    ),
    "voice_scores": (
        f"SELECT a.id, l.fingerprint, t.* FROM voice_scores t {_OF_BOTH}"
        " ORDER BY a.id, l.fingerprint, t.dimension, t.scorer_version, t.voice",
        ("article", "lexicon"),
    ),
    "voice_words": (
        f"SELECT a.id, t.* FROM voice_words t {_OF_ARTICLE} ORDER BY a.id, t.voice",
        ("article",),
    ),
    "plain_articles": (f"SELECT a.id FROM plain_articles t {_OF_ARTICLE} ORDER BY a.id", ()),
    "lexicons": ("SELECT * FROM lexicons ORDER BY fingerprint", ("seq",)),
    "imports": ("SELECT origin, sum(added) FROM imports GROUP BY origin HAVING sum(added)", ()),
    "sets": ("SELECT name, conditions, sets, listed FROM sets ORDER BY name", ()),
    "set_members": (
        f"SELECT t.name, a.id FROM set_members t {_OF_ARTICLE} ORDER BY t.name, a.id",
        (),
    ),
    "samples": ("SELECT * FROM samples ORDER BY id", ("seq", "time")),
    "codes": (f"SELECT a.id, t.* FROM codes t {_OF_ARTICLE} ORDER BY 1, 2, 3", ("article", "time")),
    "meta": (
        "SELECT key, value FROM meta"
        " WHERE key IN ('lexicons', 'scorer_version', 'cleaning_version') ORDER BY key",
        (),
    ),
}
"""By table, what it holds, and the columns that are numbers of rows, of runs, or times."""


def damage(path: Path) -> list[str]:
    """What is damaged in a library file of any schema."""
    with closing(sqlite3.connect(path)) as db:
        found = [f"integrity: {text}" for (text,) in db.execute("PRAGMA integrity_check")]
        found = [text for text in found if text != "integrity: ok"]
        found += [f"foreign keys: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        try:  # 1: the index is held against the articles
            db.execute(
                "INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)"
            )
        except sqlite3.DatabaseError as error:
            found.append(f"full-text index: {error}")
    return found


def halves(path: Path) -> list[str]:
    """What is half-written in a library file of today's schema."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("BEGIN")  # all is of one moment
        return [what for what, sql in _HALVES.items() if db.execute(sql).fetchone()[0]]


def problems(path: Path) -> tuple[str, ...]:
    """What the program itself finds wrong with a library, which it brings to today's schema."""
    with Library(path) as library:
        return library.health().problems


def disorder(path: Path) -> list[str]:
    """What is damaged as far as it shows without reading the indexes."""
    with closing(sqlite3.connect(path)) as db:
        return [text for (text,) in db.execute("PRAGMA quick_check") if text != "ok"]


def schema(path: Path) -> int:
    """The number of the schema of a library, 0 where it is not made yet."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def text_hashes(path: Path) -> set[str]:
    """The hashes of the texts of all articles."""
    with closing(sqlite3.connect(path)) as db:
        return {text for (text,) in db.execute("SELECT text_sha256 FROM articles")}


def content(path: Path) -> dict[str, str]:
    """A digest of each table of a library, and of its families of copies, that depends neither on
    times nor on the order and number of runs."""
    with Library(path) as library:
        copy_families.update(library)
        families = library.similar.families()
    with closing(sqlite3.connect(path)) as db:
        found = {name: _digest(_rows(db, *asked)) for name, asked in _CONTENT.items()}
    return found | {"families": _digest(iter(sorted(families.items())))}


def _rows(db: sqlite3.Connection, sql: str, left_out: tuple[str, ...]) -> Iterator[list[object]]:
    cursor = db.execute(sql)
    kept = [at for at, column in enumerate(cursor.description) if column[0] not in left_out]
    return ([row[at] for at in kept] for row in cursor)


def _digest(rows: Iterator[object]) -> str:
    digest = sha256()
    for row in rows:
        digest.update(json.dumps(row, default=repr).encode())
    return digest.hexdigest()[:12]


_COUNTED = frozenset(
    ("runs", "articles", "scores", "figure_blocks", "sketches", "families", "copy_pairs", "meta")
)


def counts(path: Path) -> dict[str, int]:
    """Rows of the tables that an import writes; none where the library is not made yet."""
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema")} & _COUNTED
        return {
            name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in sorted(tables)
        }
