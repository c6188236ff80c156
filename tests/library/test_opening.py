"""Opening a library: made, migrated, read where it cannot be written; strangers are left alone."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from framing.errors import LibraryError
from framing.library import Code, Library
from framing.library.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    SCHEMA,
    m010_grouped_anew,
    m013_adjudicators,
    m014_compared_anew,
    m017_grouped_by_piece,
    migrate,
)
from tests.command import Run
from tests.library_world import BOTH, profile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "framing.db"


def fill(path: Path, *texts: str) -> None:
    """Make a library of these texts, or of one."""
    with Library(path, create=True) as library:
        run = library.runs.begin("import", BOTH, {})
        found = [profile(text, {"support": {"aid": 1}}) for text in texts or ("Aid came.",)]
        library.runs.add(run, "a.txt", found)
        library.runs.finish(run)


def refusal(path: Path, **how: bool) -> str:
    """The line that opening the file is refused with."""
    with pytest.raises(LibraryError) as refused:
        Library(path, **how).open()
    assert refused.value.exit_code == 3
    line = str(refused.value)
    assert "\n" not in line
    assert path.name in line
    return line


def files(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


class TestMaking:
    def test_a_library_is_plain_sqlite_in_wal_mode(self, path: Path) -> None:
        fill(path)
        raw = sqlite3.connect(path)
        assert raw.execute("PRAGMA application_id").fetchone() == (0x46524D47,)
        assert raw.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        names = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
        raw.close()
        assert names >= {
            "articles", "scores", "entry_counts", "lexicons", "runs", "imports", "meta",
            "article_scores", "source_scores", "term_counts",
        }  # fmt: skip

    def test_its_folder_is_made(self, tmp_path: Path) -> None:
        fill(tmp_path / "not" / "yet" / "framing.db")

    def test_nothing_is_left_beside_it(self, path: Path) -> None:
        fill(path)
        assert list(files(path.parent)) == [path.name]

    def test_an_empty_file_becomes_one(self, path: Path) -> None:
        path.touch()
        fill(path)

    def test_a_name_that_an_address_would_misread(self, tmp_path: Path) -> None:
        path = tmp_path / "50% off?mode=memory#ü.db"
        fill(path)
        assert path.is_file()

    def test_without_leave_to_make_one_it_says_what_makes_one(self, path: Path) -> None:
        assert "framing import" in refusal(path)
        assert files(path.parent) == {}
        path.touch()
        assert "framing import" in refusal(path)

    def test_every_table_is_strict(self, path: Path) -> None:
        fill(path)
        raw = sqlite3.connect(path)
        loose = raw.execute(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
            " AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        raw.close()
        assert loose == []

    def test_a_first_write_that_was_cut_off_is_begun_again(self, path: Path) -> None:
        """The journal of a file that was empty: whatever stands in the file is taken back."""
        path.write_bytes(bytes(4096))
        journal = bytearray(512)
        journal[:8] = bytes.fromhex("d9d505f920a163d7")
        journal[20:28] = (512).to_bytes(4, "big") + (4096).to_bytes(4, "big")
        (path.parent / "framing.db-journal").write_bytes(journal)
        fill(path)


def text_file(path: Path) -> None:
    path.write_text("not a database, but long enough to be mistaken for one " * 40)


def short_file(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def other_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE t (a)")
    raw.commit()
    raw.close()


def other_wal_database(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("CREATE TABLE articles (id, text)")
    raw.commit()
    raw.close()


def other_application(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA application_id = 42")
    raw.execute(f"PRAGMA user_version = {SCHEMA}")
    raw.commit()
    raw.close()


def newer_library(path: Path) -> None:
    fill(path)
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    raw.close()


STRANGERS = [
    text_file,
    short_file,
    other_database,
    other_wal_database,
    other_application,
    newer_library,
]


class TestStrangers:
    @pytest.mark.parametrize("make", STRANGERS, ids=lambda make: make.__name__)
    @pytest.mark.parametrize("create", [False, True])
    def test_the_file_stays_as_it_is(
        self, path: Path, make: Callable[[Path], None], create: bool
    ) -> None:
        make(path)
        before = files(path.parent)
        refusal(path, create=create)
        assert files(path.parent) == before

    def test_a_newer_one_says_so(self, path: Path) -> None:
        newer_library(path)
        assert "newer" in refusal(path)

    def test_a_folder(self, tmp_path: Path) -> None:
        refusal(tmp_path)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
    def test_a_pipe_is_not_waited_for(self, path: Path) -> None:
        os.mkfifo(path)
        refusal(path, create=True)

    def test_a_path_that_cannot_be(self, path: Path) -> None:
        text_file(path)
        with pytest.raises(LibraryError):
            Library(path / "below a file.db", create=True).open()
        with pytest.raises(LibraryError):
            Library(path.with_name("nul\0.db"), create=True).open()


class TestDamage:
    def test_pages_overwritten(self, path: Path) -> None:
        fill(path)
        damaged = bytearray(path.read_bytes())
        damaged[100:8192] = b"\xff" * 8092
        path.write_bytes(damaged)
        assert "damaged" in refusal(path)

    def test_cut_off(self, path: Path) -> None:
        fill(path)
        path.write_bytes(path.read_bytes()[:4096])
        assert "damaged" in refusal(path)

    def test_a_table_that_is_gone(self, path: Path) -> None:
        fill(path)
        raw = sqlite3.connect(path)
        raw.execute("DROP TABLE entry_counts")
        raw.close()
        assert "entry_counts" in refusal(path)

    def test_text_that_is_no_utf_8(self, path: Path) -> None:
        fill(path)
        raw = sqlite3.connect(path)
        raw.execute("DROP TRIGGER articles_au")
        raw.execute("UPDATE articles SET title = CAST(x'FF41' AS TEXT)")
        raw.commit()
        raw.close()
        with Library(path) as library, pytest.raises(LibraryError, match="damaged"):
            library.articles.listing()

    def test_json_that_is_none(self, path: Path) -> None:
        fill(path)
        raw = sqlite3.connect(path)
        raw.execute("UPDATE articles SET meta = '{'")
        raw.commit()
        raw.close()
        with Library(path) as library, pytest.raises(LibraryError, match="damaged"):
            list(library.articles.read())

    def test_health_names_what_is_wrong(self, path: Path) -> None:
        fill(path)
        with Library(path) as library:
            assert library.health().problems == ()
        raw = sqlite3.connect(path)
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'articles_by_title'"
        page = raw.execute(sql).fetchone()[0]
        raw.close()
        damaged = bytearray(path.read_bytes())
        damaged[4096 * (page - 1) + 4090 : 4096 * page] = b"zzzzzz"
        path.write_bytes(damaged)
        with Library(path) as library:
            assert library.health().problems != ()


class TestHealth:
    def test_figures(self, path: Path) -> None:
        fill(path)
        with Library(path) as library:
            health = library.health()
        assert (health.schema, health.journal_mode, health.read_only) == (SCHEMA, "wal", False)
        assert (health.articles, health.scores, health.stale, health.lexicons) == (1, 3, 0, 2)
        assert health.size >= path.stat().st_size


class TestMigration:
    def test_twice_does_nothing_more(self, path: Path) -> None:
        fill(path)
        before = files(path.parent)
        raw = sqlite3.connect(path, isolation_level=None)
        migrate(Database(raw))
        raw.close()
        assert files(path.parent) == before

    @pytest.mark.parametrize("known", range(1, SCHEMA))
    def test_an_older_library_is_brought_up_to_date(self, path: Path, known: int) -> None:
        older(path, known)
        with Library(path) as library:
            assert library.health().schema == SCHEMA
        fill(path)

    def test_stories_of_an_older_library_are_made_anew(self, path: Path) -> None:
        older(path, MIGRATIONS.index(m010_grouped_anew))
        raw = sqlite3.connect(path)
        raw.execute("INSERT INTO bags VALUES (1, x'00000000')")
        raw.execute("INSERT INTO meta VALUES ('families', '0'), ('stories', '0'), ('changes', '0')")
        raw.commit()
        with Library(path) as library:
            assert not library.similar.are_current("families")
            assert not library.similar.are_current("stories")
        assert raw.execute("SELECT count(*) FROM bags").fetchone() == (0,)
        raw.close()

    def test_copies_of_an_older_library_are_compared_anew(self, path: Path) -> None:
        """It may have kept pairs that others had come between."""
        older(path, MIGRATIONS.index(m017_grouped_by_piece))
        raw = sqlite3.connect(path)
        raw.execute(
            "INSERT INTO meta VALUES ('families', '0'), ('changes', '0'), ('compared', '1')"
        )
        raw.commit()
        raw.close()
        with Library(path) as library:
            assert not library.similar.are_current("families")
            assert library.similar.pairs.compared().up_to == 0

    def test_codes_of_an_older_library_are_those_of_coders(self, path: Path) -> None:
        older(path, MIGRATIONS.index(m013_adjudicators))
        raw = sqlite3.connect(path)
        raw.execute("INSERT INTO codes VALUES ('u1', 1, 0, 9, 'risk', 'Anna', 1, 'a.csv', '')")
        raw.commit()
        raw.close()
        with Library(path) as library:
            assert library.codes.read() == [Code("u1", "risk", "Anna", 1, "coder")]

    def test_words_that_compare_anew_are_looked_for_in_an_older_library(self, path: Path) -> None:
        texts = ("RİSK büyük", "ＲＩＳＫ", "the risk", "no such word")
        fill(path, *texts)
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("INSERT OR IGNORE INTO plain_articles SELECT seq FROM articles")
        m014_compared_anew(Database(raw))
        raw.close()
        with Library(path) as library:
            ids = library.articles.may_hold(["risk"])
            found = [each.article.text for each in library.articles.read(ids)]
        assert sorted(found) == sorted(texts[:3])

    def test_a_failure_leaves_the_older_library_whole(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        older(path, 1)
        raw = sqlite3.connect(path)
        raw.execute("CREATE VIEW term_counts AS SELECT 1")  # in the way of the last migration
        raw.commit()
        before = list(raw.iterdump())
        raw.close()
        refusal(path)
        raw = sqlite3.connect(path)
        assert list(raw.iterdump()) == before
        assert raw.execute("PRAGMA user_version").fetchone() == (1,)
        raw.close()


def older(path: Path, known: int) -> None:
    """A library as an older version left it."""
    raw = sqlite3.connect(path, isolation_level=None)
    for change in MIGRATIONS[:known]:
        change(Database(raw))
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {known}")
    raw.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the system may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_nobody(work: Callable[[], None]) -> None:
    """Do it as a user who may write nothing here; whoever runs the tests."""
    child = os.fork()
    if child:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        return
    code = 1
    try:
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()
        code = 0
    finally:
        os._exit(code)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
class TestReadOnly:
    def test_a_file_that_cannot_be_written_is_read(self, open_folder: Path) -> None:
        path = open_folder / "framing.db"
        fill(path)
        before = files(open_folder)
        path.chmod(0o444)
        open_folder.chmod(0o555)

        def work() -> None:
            with Library(path) as library:
                assert library.read_only
                assert [row.words for row in library.articles.listing("aid")] == [100]
                with pytest.raises(LibraryError, match="read-only"):
                    library.runs.begin("import", BOTH, {})

        as_nobody(work)
        open_folder.chmod(0o755)
        assert files(open_folder) == before

    def test_an_older_one_says_that_it_has_to_be_written_once(self, open_folder: Path) -> None:
        path = open_folder / "framing.db"
        older(path, 2)
        path.chmod(0o444)
        open_folder.chmod(0o555)
        as_nobody(lambda: "older" in refusal(path) or os._exit(1))
        open_folder.chmod(0o755)

    def test_one_that_was_not_closed_is_not_read_by_half(self, open_folder: Path) -> None:
        path = open_folder / "framing.db"
        fill(path)
        raw = sqlite3.connect(path)
        raw.execute("INSERT INTO meta VALUES ('a', 'b')")
        raw.commit()
        log = (open_folder / "framing.db-wal").read_bytes()
        raw.close()
        (open_folder / "framing.db-wal").write_bytes(log)
        path.chmod(0o444)
        open_folder.chmod(0o555)
        as_nobody(lambda: refusal(path) and None)
        open_folder.chmod(0o755)

    def test_one_that_may_not_be_read_at_all(self, open_folder: Path) -> None:
        path = open_folder / "framing.db"
        fill(path)
        path.chmod(0o000)
        as_nobody(lambda: refusal(path) and None)

    def test_asked_for(self, path: Path) -> None:
        fill(path)
        with Library(path, read_only=True) as library:
            assert library.read_only
            assert library.articles.count() == 1
            with pytest.raises(LibraryError, match="read-only"):
                library.articles.remove([])
        assert list(files(path.parent)) == [path.name]


class TestLocks:
    def test_a_library_that_another_program_holds(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        fill(path)
        monkeypatch.setattr("framing.library.connection._LOCK_WAIT", 0.05)
        raw = sqlite3.connect(path, isolation_level=None)
        raw.execute("BEGIN IMMEDIATE")
        with Library(path) as library:
            assert library.articles.count() == 1  # a reader does not wait for a writer
            with pytest.raises(LibraryError, match="another program"):
                library.runs.begin("import", BOTH, {})
            raw.execute("ROLLBACK")
            library.runs.begin("import", BOTH, {})
        raw.close()

    def test_a_closed_library_is_a_mistake_of_the_caller(self, path: Path) -> None:
        with pytest.raises(ValueError, match="not open"):
            Library(path).articles.count()


def test_reading_loads_nothing_heavy(path: Path) -> None:
    """The app's first queries: sqlite3 only."""
    fill(path)
    script = (
        "import sys; from pathlib import Path; from framing.library import Library\n"
        "with Library(Path(sys.argv[1])) as library:\n"
        "    library.articles.listing('aid', 'dimension:support'); list(library.articles.read())\n"
        "    library.lexicons.dimensions(); list(library.scores.read())\n"
        "    library.scores.stale(library.lexicons.current())\n"
        "heavy = {'numpy', 'scipy', 'sklearn', 'nltk', 'sqlite_utils'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


class TestContentOfStrangers:
    """What stands in a library may have been written by anybody: one line, never a traceback."""

    @pytest.mark.parametrize(
        "change",
        [
            "UPDATE articles SET excluded = '[[1,2]]'",
            "UPDATE articles SET excluded = '[[1e300,2,\"x\"]]'",
            "UPDATE articles SET excluded = '5'",
            "UPDATE articles SET meta = '[1,2]'",
            "UPDATE runs SET options = 'null'",
            "UPDATE runs SET lexicons = '5'",
            "UPDATE lexicons SET dimensions = '[[1,2,3]]'",
            "UPDATE lexicons SET canonical = '{}'",
            "UPDATE lexicons SET canonical = replace(canonical, ',1.0]', ',Infinity]')",
        ],
    )
    def test_it_is_damaged(self, framing: Run, tmp_path: Path, change: str) -> None:
        path, article = tmp_path / "l.db", tmp_path / "a.txt"
        article.write_text("A heading\n\nA risk that nobody saw.\n", encoding="utf-8")
        framing("import", article, "--db", path)
        # Named lexicons are taken from the library and not from the files at hand.
        framing("score", "--lexicon", "risk", "--db", path)
        with closing(sqlite3.connect(path)) as db, db:
            (article_id,) = db.execute("SELECT id FROM articles").fetchone()
            db.execute(change)
        codes = set()
        for command in (("show", article_id), ("kwic", "risk"), ("articles",)):
            done = framing(*command, "--db", path)
            codes.add(done.code)
            assert done.err.count("error: ") == (done.code != 0)
        assert codes & {1, 3}
