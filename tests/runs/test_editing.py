"""Correcting an article leaves it scored: the library never lacks a current score in between."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from framing.articles import Options, find_files
from framing.errors import UsageError
from framing.library import Library
from framing.runs import edit, import_files, rescore
from framing.runs.rescoring import at_hand, own, refresh

TEXT = "The danger is small.\n\nNobody fears it. Rain fell. So did snow.\n"


@pytest.fixture
def path(home: Path) -> Path:
    for name in "ab":
        (home / f"{name}.txt").write_text(f"{TEXT}\n{name} more.\n", encoding="utf-8")
    path = home / "l.db"
    with Library(path, create=True) as library:
        files = find_files([str(home / "a.txt"), str(home / "b.txt")], Options()).files
        import_files(library, files, Options(), at_hand())
    return path


def headlines(library: Library, ids: list[str]) -> list[int]:
    return [
        each.score.voices["headline"]
        for each in library.scores.read(ids)
        if each.score.dimension == "risk" and each.score.voices
    ]


def test_another_title_is_scored_in_the_same_moment(path: Path) -> None:
    with Library(path) as library:
        one, other = library.articles.ids()
        assert headlines(library, [one, other]) == [0, 0]
        edit(library, [one], {"title": "The danger is small."})
        assert library.scores.stale(own(library).lexicons) == []
        assert headlines(library, [one, other]) == [1, 0]
        assert [run.kind for run in library.runs.read()] == ["import", "edit"]
        assert refresh(library) == 0


@pytest.mark.parametrize("fields", [{"author": "Ann"}, {"title": ""}])
def test_what_changes_no_score_makes_no_run(path: Path, fields: dict[str, str]) -> None:
    with Library(path) as library:
        edit(library, library.articles.ids(), fields)
        assert [run.kind for run in library.runs.read()] == ["import"]


def test_what_fails_changes_nothing(path: Path) -> None:
    with Library(path) as library:
        one = library.articles.ids()[0]
        with pytest.raises(UsageError):
            edit(library, [one], {"title": "New", "published": "yesterday"})
        assert library.articles.one(one).title == ""
        assert len(library.runs.read()) == 1


def test_a_library_of_another_scorer_is_scored_at_its_next_use(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE runs SET scorer_version = '0'")
        raw.execute("UPDATE meta SET value = '0' WHERE key = 'scorer_version'")
        for table in ("scores", "entry_counts", "voice_scores"):
            raw.execute(f"UPDATE {table} SET scorer_version = '0'")
        raw.commit()
    with Library(path) as library:
        one = library.articles.ids()[0]
        edit(library, [one], {"title": "The danger is small."})
        assert refresh(library) == 2
        assert headlines(library, [one]) == [1]


def test_a_library_keeps_to_the_lexicons_it_was_scored_by(path: Path) -> None:
    with Library(path) as library:
        ids = library.articles.ids()
        rescore(library, own(library), "score", every=True)
        edit(library, ids, {"title": "The danger is small."})
        assert refresh(library) == 0
        assert headlines(library, ids) == [1, 1]
