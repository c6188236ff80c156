"""Library files from strangers and accidents, made from a sound one, and what is right of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.articles_made import BIDI, EVERY_BYTE, WORSE
from tests.library.test_opening import STRANGERS
from tests.library.test_strangers import FALSE, STRANGE, alter

Make = Callable[[Path], None]
"""Alters the sound library that lies at a path."""


@dataclass(frozen=True)
class Stranger:
    """A library that somebody else may have made, and what becomes of it."""

    make: Make
    reads: frozenset[int] = frozenset({0})
    """How commands that only read may end."""
    writes: frozenset[int] = frozenset({0})
    """How commands that write may end."""
    doctor: str = ""
    """What `doctor` names; nothing where it finds all sound."""
    untouched: bool = False
    """Whether no byte of the file and of its folder may change."""


SOUND = frozenset({0})
REFUSED = frozenset({3})
EITHER = frozenset({0, 3})


def _sql(text: str) -> Make:
    return lambda path: alter(path, text)


def _bytes(change: Callable[[bytearray], object]) -> Make:
    def make(path: Path) -> None:
        content = bytearray(path.read_bytes())
        change(content)
        path.write_bytes(content)

    return make


def _anew(make: Make) -> Make:
    """Made where nothing is."""

    def anew(path: Path) -> None:
        path.unlink()
        make(path)

    return anew


def _beside(suffix: str, content: bytes) -> Make:
    return lambda path: path.with_name(path.name + suffix).write_bytes(content) and None


def _root(table: str, part: slice, content: bytes) -> Make:
    """Overwrites a part of the first page of a table or index."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            (size,) = raw.execute("PRAGMA page_size").fetchone()
            sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
            (page,) = raw.execute(sql, (table,)).fetchone()
        whole = bytearray(path.read_bytes())
        begin = size * (page - 1)
        whole[begin + part.start : begin + part.stop] = content
        path.write_bytes(whole)

    return make


def _log_left_behind(path: Path) -> None:
    """A title that was committed into the write-ahead log, and never into the file."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_autocheckpoint = 0")
        raw.execute("INSERT INTO meta VALUES ('left', 'behind')")
        raw.commit()
        kept = {end: path.with_name(path.name + end).read_bytes() for end in ("", "-wal")}
    for end, content in kept.items():
        path.with_name(path.name + end).write_bytes(content)


def _copied(*pragmas: str) -> Make:
    """The same rows in a file of another build."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA journal_mode = DELETE")
            for pragma in pragmas:
                raw.execute(pragma)
            raw.execute("VACUUM")

    return make


STRANGERS_FILES = {
    f"a stranger: {make.__name__}": Stranger(
        _anew(make), REFUSED, REFUSED, "framing", untouched=True
    )
    for make in STRANGERS
} | {
    "zeros": Stranger(
        _anew(lambda path: path.write_bytes(bytes(10_000)) and None),
        REFUSED,
        REFUSED,
        "is not a library",
        untouched=True,
    ),
    "every byte": Stranger(
        _anew(lambda path: path.write_bytes(EVERY_BYTE) and None),
        REFUSED,
        REFUSED,
        "is not a library",
        untouched=True,
    ),
    "our number and nothing else": Stranger(
        _sql("PRAGMA user_version = 2147483647"), REFUSED, REFUSED, "newer", untouched=True
    ),
    "a negative schema": Stranger(
        _sql("PRAGMA user_version = -1"), REFUSED, REFUSED, "newer", untouched=True
    ),
    "schema 0 with tables": Stranger(
        _sql("PRAGMA user_version = 0"),
        REFUSED,
        REFUSED,
        "the index articles_brief",
        untouched=False,
    ),
}

DAMAGED = {
    "half of it": Stranger(
        _bytes(lambda c: c.__delitem__(slice(len(c) // 2, None))), EITHER, REFUSED, "damaged"
    ),
    "its first page": Stranger(
        _bytes(lambda c: c.__delitem__(slice(4096, None))), REFUSED, REFUSED, "damaged"
    ),
    "its last byte": Stranger(_bytes(lambda c: c.__delitem__(slice(-1, None)))),
    "a header of another page size": Stranger(
        _bytes(lambda c: c.__setitem__(slice(16, 18), b"\x02\x00")), REFUSED, REFUSED, "damaged"
    ),
    "a schema of junk": Stranger(
        _bytes(lambda c: c.__setitem__(slice(100, 900), b"\xff" * 800)), REFUSED, REFUSED, "damaged"
    ),
    "articles of junk": Stranger(
        _root("articles", slice(0, 40), b"\xff" * 40), EITHER, REFUSED, "damaged"
    ),
    "articles in a circle": Stranger(
        _root("articles", slice(0, 1), b"\x05"), EITHER, REFUSED, "damaged"
    ),
    "scores of junk": Stranger(
        _root("scores", slice(0, 40), b"\x0d" * 40), EITHER, REFUSED, "damaged"
    ),
    "an index of junk": Stranger(
        _root("articles_by_title", slice(4080, 4096), b"z" * 16),
        EITHER,
        EITHER,
        "articles_by_title",
    ),
    "words of junk": Stranger(
        _sql("UPDATE articles_fts_data SET block = zeroblob(length(block)) WHERE id > 10"),
        EITHER,
        EITHER,
        "the index of words",
    ),
    "words that are gone": Stranger(
        _sql("DELETE FROM articles_fts_data"), EITHER, EITHER, "the index of words"
    ),
    "words that were emptied": Stranger(
        _sql("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')"),
        EITHER,
        EITHER,
        "the index of words lacks articles",
    ),
    "words of another text": Stranger(
        _sql(
            "INSERT INTO articles_fts (articles_fts, rowid, source, publisher, title, text)"
            " SELECT 'delete', seq, source, publisher, title, text FROM articles;"
            "INSERT INTO articles_fts (rowid, source, publisher, title, text)"
            " SELECT seq, source, publisher, title, 'another' FROM articles"
        ),
        EITHER,
        EITHER,
        "the index of words",
    ),
    "no text": Stranger(
        _sql("DROP TRIGGER articles_au; UPDATE articles SET title = CAST(x'EDA080' AS TEXT)"),
        EITHER,
        REFUSED,
        "articles_au",
    ),
}

LOGS = {
    "a log left behind": Stranger(_log_left_behind),
    "a log of junk": Stranger(_beside("-wal", EVERY_BYTE * 9)),
    "an index of a log of junk": Stranger(_beside("-shm", EVERY_BYTE * 16)),
    "a journal of junk": Stranger(_beside("-journal", EVERY_BYTE)),
    "an empty journal": Stranger(_beside("-journal", b"\0" * 512)),
    "the mark of a journal": Stranger(
        _beside("-journal", bytes.fromhex("d9d505f920a163d7") + b"\xff" * 504), EITHER, EITHER, ""
    ),
}

ENDLESS = "WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t) SELECT x FROM t"
SCHEMAS = {
    **{name: Stranger(_sql(sql), EITHER, REFUSED, named) for name, (sql, named) in STRANGE.items()},
    "a view without end": Stranger(
        _sql(f"DROP VIEW term_counts; CREATE VIEW term_counts AS {ENDLESS}"),
        EITHER,
        REFUSED,
        "view term_counts",
    ),
    "a view without end for articles": Stranger(
        _sql(f"ALTER TABLE articles RENAME TO a2; CREATE VIEW articles AS {ENDLESS}"),
        REFUSED,
        REFUSED,
        "damaged",
    ),
    "a column that is computed": Stranger(
        _sql(
            "ALTER TABLE articles ADD COLUMN more TEXT"
            " GENERATED ALWAYS AS (hex(zeroblob(length(text) * 1000))) VIRTUAL"
        ),
        EITHER,
        REFUSED,
        "table articles",
    ),
    "a trigger on what is looked up": Stranger(
        _sql("CREATE TRIGGER x BEFORE INSERT ON meta BEGIN DELETE FROM articles; END"),
        EITHER,
        REFUSED,
        "trigger x",
    ),
    "a trigger on a view": Stranger(
        _sql(
            "CREATE VIEW v AS SELECT 1 AS a;"
            " CREATE TRIGGER x INSTEAD OF INSERT ON v BEGIN DELETE FROM articles; END"
        ),
        EITHER,
        REFUSED,
        "trigger x",
    ),
    "a name that steers": Stranger(
        _sql(f'CREATE VIEW "v\x1b[2J{BIDI}" AS SELECT 1'), EITHER, REFUSED, "view v\\x1b[2J\\u202e"
    ),
    "statistics that mislead": Stranger(
        _sql("ANALYZE; UPDATE sqlite_stat1 SET stat = '-1 x 99999999999999999999'")
    ),
    "a table of one's own": Stranger(_sql("CREATE TABLE notes (a TEXT)")),
    "another search engine": Stranger(
        _sql("CREATE VIRTUAL TABLE m USING rtree(id, a, b)"), EITHER, REFUSED, "virtual table m"
    ),
    "a check that fails": Stranger(
        _sql("CREATE UNIQUE INDEX one ON articles (substr(text, 1, 0))"),
        EITHER,
        REFUSED,
        "index one",
    ),
}

_TEXT = "DROP TRIGGER articles_au; UPDATE articles SET "
VALUES = {
    **{name: Stranger(_sql(sql), EITHER, EITHER, "of") for name, sql in FALSE.items()},
    "an id that steers": Stranger(
        _sql(f"UPDATE articles SET id = 'x{WORSE.replace(chr(39), '')}'"), EITHER, EITHER, ""
    ),
    "a source that steers": Stranger(
        _sql(f"UPDATE articles SET source = '{WORSE}'"), EITHER, EITHER, ""
    ),
    "fields that steer": Stranger(
        _sql(
            f"UPDATE articles SET title = '{WORSE}', author = '{WORSE}', url = '{WORSE}',"
            f" publisher = '{WORSE}', language = '{WORSE}'"
        ),
        EITHER,
        EITHER,
        "",
    ),
    "a date that is none": Stranger(
        _sql("UPDATE articles SET published = '9999-99-99'"), EITHER, EITHER, "1 row of articles"
    ),
    "a date that steers": Stranger(
        _sql(f"UPDATE articles SET published = '{WORSE}'"), EITHER, EITHER, "1 row of articles"
    ),
    "a NUL in a title": Stranger(
        _sql("UPDATE articles SET title = 'a' || char(0) || 'b'"), EITHER, EITHER, ""
    ),
    "meta that nests": Stranger(
        _sql(f"UPDATE articles SET meta = '{'[' * 50_000}'"), EITHER, EITHER, "1 row of articles"
    ),
    "meta of NaN": Stranger(
        _sql('UPDATE articles SET meta = \'{"a": NaN, "a": 1e999}\''),
        EITHER,
        EITHER,
        "1 row of articles",
    ),
    "meta that steers": Stranger(
        _sql('UPDATE articles SET meta = \'{"\\u001b[2J": "\\u202e\\ud800"}\''), EITHER, EITHER, ""
    ),
    "spans that are none": Stranger(
        _sql("UPDATE articles SET excluded = '[[1,2]]'"), EITHER, EITHER, "spans outside"
    ),
    "spans past all numbers": Stranger(
        _sql("UPDATE articles SET excluded = '[[1e300,2,\"x\"]]'"), EITHER, EITHER, "spans outside"
    ),
    "options that are none": Stranger(
        _sql("UPDATE runs SET options = 'null'"), EITHER, EITHER, "1 row of runs"
    ),
    "options that steer": Stranger(
        _sql('UPDATE runs SET options = \'{"files": ["\\u001b[2J"]}\''), EITHER, EITHER, ""
    ),
    "lexicons that are none": Stranger(
        _sql("UPDATE lexicons SET canonical = '{}'"), EITHER, EITHER, ""
    ),
    "a lexicon of endless weights": Stranger(
        _sql("UPDATE lexicons SET canonical = replace(canonical, ',1.0]', ',Infinity]')"),
        EITHER,
        EITHER,
        "of lexicons out of range",
    ),
    "dimensions that are none": Stranger(
        _sql("UPDATE lexicons SET dimensions = '[[1,2,3]]'"), EITHER, EITHER, "damaged"
    ),
    "numbers as large as can be": Stranger(
        _sql(
            "UPDATE scores SET matches = 9223372036854775807, words = 9223372036854775807;"
            " DELETE FROM figure_blocks"
        ),
        EITHER,
        EITHER,
        "",
    ),
    "blocks of junk": Stranger(
        _sql("UPDATE figure_blocks SET items = zeroblob(7)"),
        EITHER,
        EITHER,
        "blocks of figures or sums are not what the scores are",
    ),
    "a set whose rule is none": Stranger(
        _sql(f"INSERT INTO sets VALUES ('x{WORSE}', '[5, {{}}]', '{{', 1, 'when')"),
        EITHER,
        EITHER,
        "1 row of sets",
    ),
    "changes past all numbers": Stranger(
        _sql("UPDATE meta SET value = '99999999999999999999999'"), EITHER, EITHER, ""
    ),
}

BUILDS = {
    "pages of 512 bytes": Stranger(_copied("PRAGMA page_size = 512")),
    "pages of 64 KiB": Stranger(_copied("PRAGMA page_size = 65536")),
    "vacuumed as it goes": Stranger(_copied("PRAGMA auto_vacuum = FULL")),
    "a journal that is deleted": Stranger(_copied()),
}

FILES: dict[str, Stranger] = {**STRANGERS_FILES, **DAMAGED, **LOGS, **SCHEMAS, **VALUES, **BUILDS}
"""By what is wrong with the library."""
