"""The statements that change articles and scores; their caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from framing.library import rows
from framing.library.plain_texts import is_plain
from framing.library.rows import Key
from framing.library.stored_forms import now, plain
from framing.model import Rated
from framing.visible import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

    from framing.lexicons import Lexicon

_OF_SCORES = ("voice_scores", "entry_counts", "scores")
"""The tables whose rows begin with the key of a score."""

_COPIED = (
    ("entry_counts", rows.ENTRY_COUNTS),
    ("voice_scores", rows.VOICE_SCORES),
    ("scores", rows.SCORES),
)
"""The same with their columns, the scores themselves last."""

Numbered = Sequence[tuple[int, Rated]]
"""Profiles with the numbers of their articles."""

_ROWS = 1000
"""Articles in one statement; SQLite takes 32,766 values in one."""


def activate(db: Database, lexicons: Sequence[Lexicon]) -> list[str]:
    """Make exactly these lexicons the active ones, keep their text; return their fingerprints."""
    db.execute("UPDATE lexicons SET active = 0 WHERE active")
    return [_activate(db, lexicon, position) for position, lexicon in enumerate(lexicons)]


def _activate(db: Database, lexicon: Lexicon, position: int) -> str:
    """Keep the lexicon's text, mark it active, and return its fingerprint."""
    fingerprint = lexicon.fingerprint
    db.execute(
        "INSERT INTO lexicons"
        " (fingerprint, name, title, version, dimensions, active, position, canonical)"
        " VALUES (?, ?, ?, ?, ?, 1, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET"
        " dimensions = excluded.dimensions, active = 1, position = excluded.position",
        (
            fingerprint,
            lexicon.name,
            lexicon.title,
            lexicon.version,
            plain([[each.name, each.title] for each in lexicon.dimensions]),
            position,
            lexicon.canonical(),
        ),
    )
    return fingerprint


_OF_ARTICLES = (
    ("codes", "article"),
    ("sample_units", "article"),
    ("entry_counts", "article"),
    ("voice_scores", "article"),
    ("voice_words", "article"),
    ("scores", "article"),
    ("articles", "seq"),
)
"""What an article has rows in, by the column that holds its number, the article itself last."""


def delete_articles(db: Database, numbers: Iterable[int]) -> None:
    """Take away articles with all that was measured in them and said of them."""
    keys = [(number,) for number in numbers]
    for table, column in _OF_ARTICLES:
        db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", keys)


def forget_scores(db: Database, article_id: str) -> None:
    """Take away what today's scorer found in an article, so that it is scored again."""
    for table in _OF_SCORES:
        db.execute(
            f"DELETE FROM {table} WHERE article = (SELECT seq FROM articles WHERE id = ?)"
            " AND scorer_version = (SELECT value FROM meta WHERE key = 'scorer_version')",
            (article_id,),
        )


def article_numbers(db: Database, ids: Sequence[str]) -> dict[str, int]:
    """The numbers of those of the articles that the library has, by their ids."""
    sql = "SELECT id, seq FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (plain(list(ids)),)).fetchall())


def titles(db: Database, ids: Sequence[str]) -> dict[str, str]:
    """The titles of those of the articles that the library has, by their ids."""
    sql = "SELECT id, title FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (plain(list(ids)),)).fetchall())


def next_number(db: Database) -> int:
    """The number of the next article."""
    return 1 + int(db.execute("SELECT coalesce(max(seq), 0) FROM articles").fetchone()[0])


def record_import(db: Database, run: int, origin: str, added: int, present: int) -> int:
    """Add to what a run took from a file; return the number of that import."""
    found = db.execute(
        "INSERT INTO imports (run, origin, time, added, present) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (run, origin) DO UPDATE SET"
        " added = added + excluded.added, present = present + excluded.present RETURNING seq",
        (run, visible(origin), now(), added, present),
    )
    return int(found.fetchall()[0][0])


def count(db: Database, run: int, articles: int, scores: int) -> None:
    """Add to the numbers of articles and scores that a run wrote."""
    db.execute(
        "UPDATE runs SET articles = articles + ?, scores = scores + ? WHERE seq = ?",
        (articles, scores, run),
    )


def insert_articles(db: Database, values: Sequence[rows.Row]) -> None:
    """Many articles in one statement: a statement with a trigger makes the full-text index write
    out what it has gathered, and doing that for each article takes twice the time."""
    for chunk in _chunks(values):
        marks = ", ".join([_marks(rows.ARTICLES)] * len(chunk))
        sql = f"INSERT INTO articles ({rows.ARTICLES}) VALUES {marks}"
        db.conn.execute(sql, list(chain.from_iterable(chunk)))


def insert_plain(db: Database, numbered: Numbered) -> None:
    """Note which of some articles the full-text index can be asked of."""
    plain_ones = [
        (number,)
        for number, each in numbered
        if is_plain(each.article.text, [(cut.start, cut.end) for cut in each.article.excluded])
    ]
    db.conn.executemany("INSERT OR IGNORE INTO plain_articles VALUES (?)", plain_ones)


def _chunks(values: Sequence[rows.Row]) -> Iterator[Sequence[rows.Row]]:
    for begin in range(0, len(values), _ROWS):
        yield values[begin : begin + _ROWS]


def _insert(db: Database, table: str, columns: str, values: Sequence[rows.Row]) -> None:
    """Plain `executemany`: five to six times as fast as `insert_all` for such rows."""
    db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES {_marks(columns)}", values)


def _marks(columns: str) -> str:
    """The place holders of one row."""
    return f"({', '.join('?' * (columns.count(',') + 1))})"


def insert_scores(db: Database, run: int, numbered: Numbered) -> int:
    """Store scores, entry counts and what voices say; return how many scores."""
    keys = _keys(db, run, numbered)
    pairs = list(zip(numbered, keys, strict=True))
    scores = [
        rows.score_row(key, run, score)
        for (_, profile), of_article in pairs
        for key, score in zip(of_article, profile.scores, strict=True)
    ]
    counts = [
        row for (_, profile), of_article in pairs for row in rows.entry_rows(of_article, profile)
    ]
    said = [
        row
        for (_, profile), of_article in pairs
        for row in rows.voice_score_rows(of_article, profile)
    ]
    words = [row for number, profile in numbered for row in rows.voice_word_rows(number, profile)]
    _insert(db, "scores", rows.SCORES, scores)
    _insert(db, "entry_counts", rows.ENTRY_COUNTS, counts)
    _insert(db, "voice_scores", rows.VOICE_SCORES, said)
    _insert(db, "voice_words", rows.VOICE_WORDS, words)
    return len(scores)


def copy_scores(
    db: Database, run: int, fingerprints: tuple[str, str], numbers: Sequence[int]
) -> int:
    """Give articles by the second of two lexicons the scores that today's scorer has by the first.

    Return how many scores there are now that were not.
    """
    number = "(SELECT seq FROM lexicons WHERE fingerprint = {})"
    new = {"lexicon": number.format("?2"), "run": "?3"}
    copied = 0
    for table, columns in _COPIED:
        names = columns.split(", ")
        found = db.conn.execute(
            f"INSERT OR IGNORE INTO {table} ({columns})"
            f" SELECT {', '.join(new.get(name, f's.{name}') for name in names)}"
            f" FROM json_each(?4) page CROSS JOIN {table} s ON s.article = page.value"
            f" AND s.lexicon = {number.format('?1')}"
            " AND s.scorer_version = (SELECT scorer_version FROM runs WHERE seq = ?3)",
            (*fingerprints, run, plain(list(numbers))),
        )
        copied = found.rowcount
    return copied


def delete_scores(db: Database, run: int, numbered: Numbered) -> None:
    """Make room for scores of the same keys."""
    keys = [key for of_article in _keys(db, run, numbered) for key in of_article]
    articles = [(number,) for number, _ in numbered]
    db.conn.executemany("DELETE FROM voice_words WHERE article = ?", articles)
    for table in _OF_SCORES:
        db.conn.executemany(
            f"DELETE FROM {table} WHERE article = ? AND lexicon = ? AND dimension = ?"
            " AND scorer_version = ?",
            keys,
        )


def _keys(db: Database, run: int, numbered: Numbered) -> list[list[Key]]:
    """The keys of the scores of each profile, in the order of its scores."""
    sql = "SELECT scorer_version FROM runs WHERE seq = ?"
    scorer_version = db.execute(sql, (run,)).fetchone()[0]
    lexicons = dict(db.execute("SELECT fingerprint, seq FROM lexicons").fetchall())
    return [
        [
            (number, lexicons[each.lexicon.fingerprint], each.dimension, scorer_version)
            for each in profile.scores
        ]
        for number, profile in numbered
    ]


def update_articles(db: Database, numbered: Numbered) -> None:
    """Write what changed only: a row is written whole, with its text."""
    new = [
        (each.words, each.excluded_words, each.sentences, each.unit, rows.excluded(each.article))
        for _, each in numbered
    ]
    names = "(words, excluded_words, sentences, unit, excluded)"
    marks = "(?, ?, ?, ?, ?)"
    sql = f"UPDATE articles SET {names} = {marks} WHERE seq = ? AND {names} <> {marks}"
    changed = [(*each, number, *each) for each, (number, _) in zip(new, numbered, strict=True)]
    db.conn.executemany(sql, changed)
