"""A library's scores stay those of the lexicons at hand, whatever happens in between."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from framing.articles import Options, find_files
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.errors import LexiconError
from framing.lexicons import installed
from framing.library import Library, StoredScore
from framing.runs import ImportTally, import_files, rescore
from framing.runs.rescoring import (
    at_hand,
    keeps_to_named,
    named,
    own,
    refresh,
    use_also,
    use_no_longer,
)
from framing.workbench import adding
from tests.older_library import older_library

MINE = """\
name = "mine"
[dimensions.mine]
terms = ["firm*"]
"""


@pytest.fixture
def files(home: Path) -> list[str]:
    for name in "ab":
        text = f"Paper {name}\n\nThe firms of {name} fear a crisis.\n"
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
    return [str(home / "a.txt"), str(home / "b.txt")]


@pytest.fixture
def mine(home: Path) -> Path:
    path = home / "mine.toml"
    path.write_text(MINE, encoding="utf-8")
    return path


def fill(path: Path, files: list[str], progress: object = None) -> None:
    with Library(path, create=True) as library:
        found = find_files(files, Options()).files
        import_files(library, found, Options(), at_hand(), tally=ImportTally(progress=progress))  # type: ignore[arg-type]


def dimensions(path: Path) -> list[set[str]]:
    with Library(path) as library:
        return [set(row.rates) for row in library.articles.listing()]


BUNDLED = {"state_support", "competitiveness", "risk"}


def test_nothing_to_do_is_nothing_done(home: Path, files: list[str]) -> None:
    path = home / "l.db"
    fill(path, files)
    with Library(path) as library:
        runs = len(library.runs.read())
        assert refresh(library) == 0
        assert len(library.runs.read()) == runs


def test_what_older_rules_cleaned_is_cleaned_and_scored_anew(home: Path, files: list[str]) -> None:
    path = home / "l.db"
    (home / "a.txt").write_text("Paper a\n\nA crisis.\n\nRead more: a crisis\n", encoding="utf-8")
    fill(path, files)
    with Library(path) as library:
        asked = {each.article.id: each.score.matches for each in library.scores.read()}
        assert library.runs.cleaning_version() == CLEANING_VERSION
    db = sqlite3.connect(path)
    db.execute("UPDATE articles SET excluded = '[]'")
    db.execute("DELETE FROM meta WHERE key = 'cleaning_version'")
    db.commit()
    db.close()
    with Library(path) as library:
        assert library.runs.cleaning_version() == "1"
        assert refresh(library) == 2
        assert library.runs.cleaning_version() == CLEANING_VERSION
        assert {each.article.id: each.score.matches for each in library.scores.read()} == asked
        rules = [cut.rule for each in library.articles.read() for cut in each.article.excluded]
        assert rules == ["related links"]
        assert refresh(library) == 0


def test_a_library_uses_a_new_lexicon_when_it_is_told(
    home: Path, files: list[str], mine: Path
) -> None:
    path, fresh = home / "l.db", home / "fresh.db"
    fill(path, files)
    adding.add(mine, replace=False)
    with Library(path) as library:
        runs = len(library.runs.read())
        assert refresh(library) == 0
        assert len(library.runs.read()) == runs
        assert dimensions(path) == [BUNDLED] * 2
        assert use_also(library, installed.find("mine"), replace=False) == []
        assert refresh(library) == 2
    assert dimensions(path) == [BUNDLED | {"mine"}] * 2
    fill(fresh, files)
    assert dimensions(fresh) == [BUNDLED | {"mine"}] * 2


def test_what_was_removed_is_used_as_the_library_has_it(
    home: Path, files: list[str], mine: Path
) -> None:
    path = home / "l.db"
    adding.add(mine, replace=False)
    fill(path, files)
    installed.remove("mine")
    installed.set_on("risk", False)
    (home / "c.txt").write_text("Paper c\n\nA firm.\n", encoding="utf-8")
    with Library(path) as library:
        assert refresh(library) == 0
        found = find_files([*files, str(home / "c.txt")], Options()).files
        import_files(library, found, Options(), own(library))
    assert dimensions(path) == [BUNDLED | {"mine"}] * 3


def test_a_library_of_before_uses_what_it_was_scored_by(home: Path, files: list[str]) -> None:
    path = home / "l.db"
    fill(path, files)
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM meta WHERE key = 'lexicons'")
    path = older_library(home / "older.db", path, 10)
    with Library(path) as library:
        assert set(library.lexicons.used() or ()) == BUNDLED


def test_what_shares_a_dimension_is_used_where_it_takes_the_others_place(
    home: Path, files: list[str], mine: Path
) -> None:
    path = home / "l.db"
    fill(path, files)
    mine.write_text(MINE.replace("dimensions.mine", "dimensions.risk"), encoding="utf-8")
    lexicon = adding.add(mine, replace=True)
    with Library(path) as library:
        assert [each.name for each in use_also(library, lexicon, replace=False)] == ["risk"]
        assert set(library.lexicons.used() or ()) == BUNDLED
        use_also(library, lexicon, replace=True)
        assert set(library.lexicons.used() or ()) == (BUNDLED - {"risk"}) | {"mine"}
        use_no_longer(library, "mine")
        assert set(library.lexicons.used() or ()) == BUNDLED - {"risk"}


def test_a_changed_lexicon_is_scored_anew_alone(home: Path, files: list[str], mine: Path) -> None:
    path = home / "l.db"
    adding.add(mine, replace=False)
    fill(path, files)
    mine.write_text(MINE.replace('"firm*"', '"firm*", "crisis"'), encoding="utf-8")
    adding.add(mine, replace=True)
    with Library(path) as library:
        (before,) = {each.run for each in library.scores.read()}
        assert refresh(library) == 2
        runs = {(each.score.dimension, each.run == before) for each in library.scores.read()}
        assert {each.score.matches for each in library.scores.read() if _is_mine(each)} == {2}
    assert runs == {(name, True) for name in BUNDLED} | {("mine", False)}


def _is_mine(stored: StoredScore) -> bool:
    return stored.score.dimension == "mine"


def test_an_import_that_began_before_the_lexicons_changed(home: Path, mine: Path) -> None:
    path = home / "l.db"
    many = home / "many.jsonl"
    many.write_text("".join(f'{{"text": "Firm {n} fears."}}\n' for n in range(1500)), "utf-8")
    calls = []

    def meanwhile(done: int) -> None:
        calls.append(done)
        if len(calls) == 1:  # after the first batch another process adds a lexicon and rescores
            adding.add(mine, replace=False)
            with Library(path) as other:
                use_also(other, installed.find("mine"), replace=False)
                refresh(other)

    fill(path, [str(many)], meanwhile)
    assert len(calls) > 1
    with Library(path) as library:
        refresh(library)
        assert library.scores.stale(installed.active()) == []
    assert dimensions(path) == [BUNDLED | {"mine"}] * 1500


def test_named_lexicons_must_stand_side_by_side(home: Path, mine: Path) -> None:
    risk = installed.find("risk")
    assert named([risk, risk], ["risk", "risk"]).lexicons == (risk,)
    mine.write_text(MINE.replace("dimensions.mine", "dimensions.risk"), encoding="utf-8")
    with pytest.raises(LexiconError, match="risk"):
        named([risk, installed.find(str(mine))], ["risk", str(mine)])


def test_a_choice_by_name_that_was_cut_short_is_completed(home: Path, files: list[str]) -> None:
    path = home / "l.db"
    fill(path, files)
    with Library(path) as library:
        choice = named([installed.find("risk")], ["risk"])
        library.runs.begin("score", choice.lexicons, choice.options)  # and then it is killed
        assert keeps_to_named(library)
        assert refresh(library) == 0  # risk was scored before
        assert rescore(library, at_hand(), "score") == 0
    mine = home / "mine.toml"
    mine.write_text(MINE, encoding="utf-8")
    with Library(path) as library:
        choice = named([installed.find(str(mine))], ["mine"])
        library.runs.begin("score", choice.lexicons, choice.options)
        assert refresh(library) == 2
        assert keeps_to_named(library)
    assert dimensions(path) == [{"mine"}] * 2
