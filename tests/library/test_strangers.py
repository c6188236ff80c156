"""A library that somebody else may have made: what acts in it never runs, what is false is told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from framing.errors import LibraryError
from framing.library import Library
from framing.library.migrations import APPLICATION_ID, MIGRATIONS
from tests.command import Run

TEXT = "“There is danger to us,” he said. Rain fell. So did snow. Danger came. It went again."


@pytest.fixture
def path(framing: Run, tmp_path: Path) -> Path:
    """A library of one article, with two matches of risk."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "l.db"
    assert framing("import", tmp_path / "a.txt", "--source", "D", "--db", path).code == 0
    assert framing("sources", "--db", path).code == 0
    return path


def edit(library: Library, author: str) -> str:
    (article,) = library.articles.ids()
    library.articles.edit(article, {"author": author})
    return library.articles.one(article).author


def alter(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(sql)
        raw.commit()


def rows(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute("SELECT * FROM articles ORDER BY seq").fetchall()


STRANGE = {
    "a trigger": (
        "CREATE TRIGGER evil AFTER UPDATE ON articles BEGIN DELETE FROM scores; END;",
        "trigger evil",
    ),
    "a trigger of our name": (
        "DROP TRIGGER articles_dated; CREATE TRIGGER articles_dated AFTER UPDATE ON articles"
        " BEGIN DELETE FROM scores; END;",
        "trigger articles_dated",
    ),
    "a missing trigger": ("DROP TRIGGER articles_au;", "trigger articles_au is missing"),
    "a view": ("CREATE VIEW peep AS SELECT text FROM articles;", "view peep"),
    "an index": ("CREATE INDEX slow ON articles (hex(text));", "index slow"),
    "a virtual table": ("CREATE VIRTUAL TABLE more USING fts5(a);", "virtual table more"),
    "a table that is otherwise": (
        "ALTER TABLE codes ADD COLUMN more TEXT DEFAULT (hex(randomblob(9)));",
        "table codes",
    ),
}


@pytest.mark.parametrize("sql, name", STRANGE.values(), ids=STRANGE.keys())
class TestSchema:
    def test_nothing_is_written(self, path: Path, sql: str, name: str) -> None:
        alter(path, sql)
        before = rows(path)
        with Library(path) as library, pytest.raises(LibraryError) as refused:
            edit(library, "Ann")
        assert name in str(refused.value)
        assert refused.value.exit_code == 3
        assert rows(path) == before

    def test_doctor_names_it(self, framing: Run, path: Path, sql: str, name: str) -> None:
        alter(path, sql)
        done = framing("doctor", "--db", path)
        assert done.code == 1
        assert name in done.out

    def test_it_can_be_read(self, path: Path, sql: str, name: str) -> None:
        alter(path, sql)
        with Library(path) as library:
            assert [row.rates["risk"].matches for row in library.articles.listing()] == [2]


def test_a_plain_table_of_ones_own_is_let_be(path: Path) -> None:
    alter(path, "CREATE TABLE notes (a TEXT);")
    with Library(path) as library:
        assert edit(library, "Ann") == "Ann"
        assert library.health().problems == ()


def test_what_comes_into_an_open_library_is_seen_before_the_next_write(path: Path) -> None:
    with Library(path) as library:
        edit(library, "Ann")
        alter(path, STRANGE["a trigger"][0])
        with pytest.raises(LibraryError, match="evil"):
            edit(library, "Bo")


def test_an_older_library_is_looked_at_before_it_is_migrated(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for change in MIGRATIONS[:-1]:
            change(Database(raw))
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        raw.execute(f"PRAGMA user_version = {len(MIGRATIONS) - 1}")
    alter(path, STRANGE["a trigger"][0])
    with pytest.raises(LibraryError, match="evil"):
        Library(path).open()


def test_what_has_effects_outside_does_not_run(path: Path) -> None:
    """A view may stand in place of a table that is read; what it calls is refused."""
    alter(
        path,
        "DROP VIEW term_counts; CREATE VIEW term_counts AS SELECT load_extension('/tmp/x.so');",
    )
    with Library(path) as library, pytest.raises(LibraryError):
        library._db.rows("SELECT * FROM term_counts")


FALSE = {
    "an infinite rate": "UPDATE scores SET rate_per_1000 = 9e999",
    "a negative bound": "UPDATE scores SET low = -1.0",
    "negative matches": "UPDATE scores SET matches = -2",
    "an infinite weight": "UPDATE scores SET weight = 9e999; DELETE FROM figure_blocks",
    "negative words": "UPDATE articles SET words = -1",
    "a span past the text": "UPDATE articles SET excluded = '[[0, 999, \"x\"]]'",
    "a span turned round": "UPDATE articles SET excluded = '[[9, 3, \"x\"]]'",
    "a negative count": "UPDATE entry_counts SET matches = -1",
    "an unknown voice": "PRAGMA ignore_check_constraints = ON; UPDATE voice_words SET voice = 9"
    " WHERE voice = 3",
    "another text": "UPDATE articles SET text = text || ' Rain.'",
    "scores of no article": "UPDATE scores SET article = 77",
}


@pytest.mark.parametrize("sql", FALSE.values(), ids=FALSE.keys())
def test_doctor_tells_of_values_that_nothing_writes(framing: Run, path: Path, sql: str) -> None:
    alter(path, sql)
    done = framing("doctor", "--db", path)
    assert done.code == 1
    assert any(word in done.out for word in ("out of range", "outside", "other than", "not in"))


USED = {
    "articles": ("an infinite rate", "a negative bound", "negative matches"),
    "sources": ("negative matches", "an infinite weight"),
    "show ID": ("a span past the text", "a span turned round", "negative words"),
    "kwic danger": ("a span past the text", "a span turned round"),
    "export scores": ("an infinite rate", "negative matches", "an infinite weight"),
    "export terms": ("a negative count",),
}


@pytest.mark.parametrize(
    "command, kind", [(command, kind) for command, kinds in USED.items() for kind in kinds]
)
def test_they_are_refused_where_they_are_used(
    framing: Run, path: Path, command: str, kind: str
) -> None:
    with Library(path) as library:
        (article,) = library.articles.ids()
    alter(path, FALSE[kind])
    done = framing(*command.replace("ID", article).split(), "--db", path)
    assert done.code == 3
    assert "damaged" in done.err
    assert "Traceback" not in done.err
