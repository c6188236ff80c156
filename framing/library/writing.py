"""Every change of a library; each function runs inside one transaction that its caller holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING

from framing import version
from framing.lexicons import Lexicon
from framing.library import rows
from framing.library.rows import Key, plain
from framing.model import Rated
from framing.visible import visible

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_SCORES = ("voice_scores", "entry_counts", "scores")
"""The tables whose rows begin with the key of a score."""

Numbered = Sequence[tuple[int, Rated]]
"""Profiles with the numbers of their articles."""

_ROWS = 1000
"""Articles in one statement; SQLite takes 32,766 values in one."""


def begin_run(
    db: Database,
    kind: str,
    lexicons: Sequence[Lexicon],
    options: Mapping[str, object],
    scorer_version: str,
) -> int:
    """Record a run, make its lexicons the active ones, and return the run's number."""
    db.execute("UPDATE lexicons SET active = 0 WHERE active")
    fingerprints = [_activate(db, lexicon, position) for position, lexicon in enumerate(lexicons)]
    db.execute("INSERT OR REPLACE INTO meta VALUES ('scorer_version', ?)", (scorer_version,))
    runs = db.table("runs")
    runs.insert(
        {
            "kind": kind,
            "started": _now(),
            "lexicons": plain(fingerprints),
            "options": plain(dict(options)),
            "scorer_version": scorer_version,
            "framing_version": version(),
        }
    )
    return int(runs.last_rowid or 0)


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


def finish_run(db: Database, run: int) -> None:
    """Record that a run came to its end."""
    db.table("runs").update(run, {"finished": _now()})


def add(db: Database, run: int, found: Sequence[tuple[str, Sequence[Rated]]]) -> int:
    """Store the articles that the library lacks, with their scores; return how many they were.

    `found` holds the profiles by the file that they come from; an article that stands in several
    is that of the first.
    """
    known = set(_numbers(db, [each.article.id for _, profiles in found for each in profiles]))
    first = 1 + db.execute("SELECT coalesce(max(seq), 0) FROM articles").fetchone()[0]
    numbered: list[tuple[int, Rated]] = []
    articles: list[rows.Row] = []
    for origin, profiles in found:
        fresh = list(enumerate(_unknown(profiles, known), first + len(numbered)))
        batch = _record_import(db, run, origin, len(fresh), len(profiles) - len(fresh))
        articles += [rows.article_row(number, batch, profile) for number, profile in fresh]
        numbered += fresh
    _insert_articles(db, articles)
    written = _insert_scores(db, run, numbered)
    _count(db, run, len(numbered), written)
    return len(numbered)


def rescore(db: Database, run: int, profiles: Sequence[Rated]) -> None:
    """Store the scores of articles that the library has, in place of those of the same key.

    What was counted apart from dimensions and the excluded spans are brought up to date as well.
    Articles that were removed meanwhile are passed over.
    """
    numbers = _numbers(db, [profile.article.id for profile in profiles])
    numbered = [(numbers[each.article.id], each) for each in profiles if each.article.id in numbers]
    _update_articles(db, numbered)
    _delete_scores(db, run, numbered)
    _count(db, run, 0, _insert_scores(db, run, numbered))


def remove(db: Database, ids: Sequence[str]) -> int:
    """Remove articles with all that was measured in them; return how many there were."""
    numbers = [(number,) for number in _numbers(db, ids).values()]
    for table, column in _OF_ARTICLES:
        db.conn.executemany(f"DELETE FROM {table} WHERE {column} = ?", numbers)
    return len(numbers)


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


def forget(db: Database, article_id: str) -> None:
    """Take away what today's scorer found in an article, so that it is scored again."""
    for table in _OF_SCORES:
        db.execute(
            f"DELETE FROM {table} WHERE article = (SELECT seq FROM articles WHERE id = ?)"
            " AND scorer_version = (SELECT value FROM meta WHERE key = 'scorer_version')",
            (article_id,),
        )


def _unknown(profiles: Sequence[Rated], known: set[str]) -> Iterator[Rated]:
    """The profiles whose article is not known; from then on it is."""
    for profile in profiles:
        if profile.article.id not in known:
            known.add(profile.article.id)
            yield profile


def _numbers(db: Database, ids: Sequence[str]) -> dict[str, int]:
    sql = "SELECT id, seq FROM articles WHERE id IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (plain(list(ids)),)).fetchall())


def _record_import(db: Database, run: int, origin: str, added: int, present: int) -> int:
    found = db.execute(
        "INSERT INTO imports (run, origin, time, added, present) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (run, origin) DO UPDATE SET"
        " added = added + excluded.added, present = present + excluded.present RETURNING seq",
        (run, visible(origin), _now(), added, present),
    )
    return int(found.fetchall()[0][0])


def _count(db: Database, run: int, articles: int, scores: int) -> None:
    db.execute(
        "UPDATE runs SET articles = articles + ?, scores = scores + ? WHERE seq = ?",
        (articles, scores, run),
    )


def _insert_articles(db: Database, values: Sequence[rows.Row]) -> None:
    """Many articles in one statement: a statement with a trigger makes the full-text index write
    out what it has gathered, and doing that for each article takes twice the time."""
    for chunk in _chunks(values):
        marks = ", ".join([_marks(rows.ARTICLES)] * len(chunk))
        sql = f"INSERT INTO articles ({rows.ARTICLES}) VALUES {marks}"
        db.conn.execute(sql, list(chain.from_iterable(chunk)))


def _chunks(values: Sequence[rows.Row]) -> Iterator[Sequence[rows.Row]]:
    for begin in range(0, len(values), _ROWS):
        yield values[begin : begin + _ROWS]


def _insert(db: Database, table: str, columns: str, values: Sequence[rows.Row]) -> None:
    """Plain `executemany`: five to six times as fast as `insert_all` for such rows."""
    db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES {_marks(columns)}", values)


def _marks(columns: str) -> str:
    """The place holders of one row."""
    return f"({', '.join('?' * (columns.count(',') + 1))})"


def _insert_scores(db: Database, run: int, numbered: Numbered) -> int:
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


def _delete_scores(db: Database, run: int, numbered: Numbered) -> None:
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


def _update_articles(db: Database, numbered: Numbered) -> None:
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


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
