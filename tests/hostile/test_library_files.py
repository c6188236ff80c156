"""Eighty libraries from strangers and accidents, for the commands that read and write one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from framing.library import Library
from tests.command import Done, Run
from tests.hostile.library_files import FILES, Stranger
from tests.hostile.outcome import errors_of, is_clean
from tests.library.test_strangers import TEXT

READING = (
    ("articles",),
    ("articles", "--json"),
    ("show", "ID"),
    ("kwic", "danger"),
    ("runs",),
    ("set", "list"),
    ("lexicon", "list"),
    ("copies",),
    ("export", "articles"),
    ("export", "scores", "--format", "json"),
    ("export", "provenance"),
    ("export", "trend"),
    ("report",),
    ("sources",),
    ("sources", "--by", "year", "--trend", "month"),
    ("stories",),
)
WRITING = (
    ("edit", "ID", "author=Ann"),
    ("import", "new.txt"),
)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The sound library and the id of its article, once they are made."""
    return {}


@pytest.fixture
def sound(framing: Run, home: Path, made: dict[str, bytes]) -> Path:
    folder = home / "in"
    folder.mkdir()
    path = folder / "l.db"
    (home / "new.txt").write_text("Something else, of some risk.", encoding="utf-8")
    if not made:
        (home / "a.txt").write_text(TEXT, encoding="utf-8")
        assert framing("import", home / "a.txt", "--source", "D", "--db", path).code == 0
        assert framing("sources", "--db", path).code == 0
        with Library(path) as library:
            (article,) = library.articles.ids()
        made["library"], made["id"] = path.read_bytes(), article.encode()
    path.write_bytes(made["library"])
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir() if each.is_file()}


@pytest.mark.parametrize("stranger", FILES.values(), ids=FILES)
def test_nothing_of_it_runs_and_all_is_told(
    framing: Run, home: Path, sound: Path, made: dict[str, bytes], stranger: Stranger
) -> None:
    stranger.make(sound)
    before = contents(sound.parent)

    def tried(words: tuple[str, ...]) -> Done:
        known = {"ID": made["id"].decode(), "new.txt": str(home / "new.txt")}
        done = framing(*(known.get(word, word) for word in words), "--db", sound)
        is_clean(done)
        assert len(errors_of(done)) == (done.code != 0)
        return done

    is_clean(doctor := framing("doctor", "--db", sound))
    assert doctor.code == bool(stranger.doctor), doctor.out
    assert stranger.doctor in doctor.out
    codes = {words: tried(words).code for words in READING}
    assert set(codes.values()) <= stranger.reads | {1}, codes
    if stranger.untouched:
        assert contents(sound.parent) == before
    codes = {words: tried(words).code for words in WRITING}
    assert set(codes.values()) <= stranger.writes | {1}, codes
    if stranger.untouched:
        assert contents(sound.parent) == before


def test_one_that_another_program_holds(
    framing: Run, home: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("framing.library.connection._LOCK_WAIT", 0.05)
    with closing(sqlite3.connect(sound, isolation_level=None)) as raw:
        raw.execute("BEGIN IMMEDIATE")
        assert framing("articles", "--db", sound).code == 0
        is_clean(done := framing("import", home / "new.txt", "--db", sound))
    assert done.code == 3
    assert "another program is using the library" in errors_of(done)[0]


def test_one_that_cannot_be_written_is_read(
    framing: Run, home: Path, sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is for anybody but root, who may write all."""
    monkeypatch.setattr("framing.library.opening._writable", lambda _: False)
    before = sound.read_bytes()
    is_clean(read := framing("articles", "--db", sound))
    assert read.code == 0
    assert read.err.count("cannot be written") == 1
    is_clean(done := framing("import", home / "new.txt", "--db", sound))
    assert done.code == 3
    assert "read-only" in errors_of(done)[0]
    assert sound.read_bytes() == before
