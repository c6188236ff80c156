"""Whether the values of a library are such as the program writes: in range, and of their text.

A library may have been written by anybody, and SQLite keeps any number. All of it is looked
through for `framing doctor`; what is read for use is looked at as it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from framing.articles.hashes import text_sha256
from framing.errors import LibraryError
from framing.library.connection import Connection
from framing.library.index_ends import is_whole
from framing.wording import plural

_FINITE = "BETWEEN 0 AND 1e300"
_SPAN = (
    "span_start >= 0 AND span_end > span_start AND span_end <="
    " (SELECT length(a.text) FROM articles a WHERE a.seq = article)"
)
_MEASURED = ("weight", "hits", "hits_squared", "hits_words", "words_squared")
_MAY_LACK = (
    *("rate_per_1000", "low", "high", "negated_matches", "headline_matches"),
    *("quoted_matches", "reported_matches", "narrator_matches"),
)


def _is_json(column: str, kind: str) -> str:
    """The condition that a column holds JSON of a kind; that of no JSON cannot be asked."""
    return f"CASE WHEN json_valid({column}) THEN json_type({column}) = '{kind}' END"


_DATE = (
    "published = '' OR"
    " published IS substr(date(substr(published || '-01-01', 1, 10)), 1, length(published))"
)
"""That an article's date is a day, a month or a year."""
_SOUND = {
    "articles": "words >= 0 AND excluded_words >= 0 AND sentences >= 0"
    f" AND unit IN ('words', 'characters') AND ({_DATE})"
    f" AND {_is_json('meta', 'object')}",
    "runs": f"{_is_json('options', 'object')} AND {_is_json('lexicons', 'array')}",
    "lexicons": f"{_is_json('dimensions', 'array')} AND {_is_json('canonical', 'object')}",
    "sets": f"{_is_json('conditions', 'array')} AND {_is_json('sets', 'array')}",
    "scores": "matches >= 0 AND words >= 0 AND sentences >= 0 AND covered_words >= 0"
    " AND interval IN ('ratio', 'silence', 'none')"
    + "".join(f" AND {name} {_FINITE}" for name in _MEASURED)
    + "".join(f" AND coalesce({name} {_FINITE}, 1)" for name in _MAY_LACK),
    "entry_counts": f"matches >= 0 AND weight {_FINITE} AND coalesce(negated_matches >= 0, 1)",
    "voice_words": "voice BETWEEN 0 AND 3 AND words >= 0 AND sentences >= 0",
    "voice_scores": f"voice BETWEEN 0 AND 3 AND matches >= 0 AND weight {_FINITE}"
    f" AND hits_squared {_FINITE} AND hits_words {_FINITE}",
    "sample_units": f"weight {_FINITE} AND {_SPAN}",
    "codes": f"value >= 0 AND role IN ('coder', 'adjudicator') AND {_SPAN}",
}
"""What holds of every row of a table."""

_SPANS_OUTSIDE = """
SELECT count(*) FROM articles a WHERE NOT json_valid(a.excluded) OR EXISTS (
  SELECT 1 FROM json_each(a.excluded) s WHERE NOT coalesce(
    json_extract(s.value, '$[0]') >= 0
    AND json_extract(s.value, '$[1]') > json_extract(s.value, '$[0]')
    AND json_extract(s.value, '$[1]') <= length(a.text)
    AND json_type(s.value, '$[2]') = 'text', 0))
"""


def problems(db: Connection) -> Iterator[str]:
    """What is wrong with a library, each in words; reads all of it."""
    for (found,) in db.rows("PRAGMA integrity_check(20)"):
        if found != "ok":
            yield found
    yield from db.strange()
    for table, sound in _SOUND.items():
        if count := db.value(f"SELECT count(*) FROM {table} WHERE NOT coalesce({sound}, 0)"):
            yield f"{plural(count, 'row')} of {table} out of range"
    if count := db.value(_SPANS_OUTSIDE):
        yield f"{plural(count, 'article')} with excluded spans outside the text"
    yield from _word_index(db)
    if count := _altered(db):
        yield f"{plural(count, 'text')} other than when it was imported"
    if count := len(db.rows("PRAGMA foreign_key_check")):
        yield f"{plural(count, 'row')} of what is not in the library"


def _word_index(db: Connection) -> Iterator[str]:
    """What is wrong with the full-text index; whether it holds just the words of the articles can
    be asked only where the file can be written, which FTS5 wants."""
    try:
        if not is_whole(db):
            yield "the index of words lacks articles"
        elif not db.read_only:
            db.rows("INSERT INTO articles_fts (articles_fts, rank) VALUES ('integrity-check', 1)")
        if not all(_is_found(db, *each) for each in db.rows(_TRIED)):
            yield "the index of words does not find words of the articles"
    except LibraryError as error:
        yield f"the index of words: {error.what}"


_TRIED = "SELECT seq, text FROM articles WHERE seq % (SELECT 1 + max(seq) / 64 FROM articles) = 0"
"""Some of the articles, from all over the library."""
_WORD = re.compile(r"(?<!\S)[A-Za-z]{2,}(?!\S)")
"""A word that is one to every reader of texts."""


def _is_found(db: Connection, number: int, text: str) -> bool:
    """Whether the index finds an article by its last word in the order of letters, to which lists
    of pages lead that the index's own check does not look at."""
    word = max(_WORD.findall(text), key=str.lower, default="")
    sql = "SELECT EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?)"
    return not word or bool(db.value(sql, (f'"{word}"', number)))


def _altered(db: Connection) -> int:
    """How many articles have another text than their hash says."""
    numbers = [seq for (seq,) in db.rows("SELECT seq FROM articles")]
    found = (
        db.row("SELECT text, text_sha256 FROM articles WHERE seq = ?", (seq,)) for seq in numbers
    )
    return sum(row is not None and text_sha256(row[0]) != row[1] for row in found)
