"""Another program changes a library, or its file, at the worst moment for this one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from framing.articles import Options, find_files
from framing.comparing import copy_families
from framing.errors import LibraryError
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.library import runs as library_runs
from framing.library.connection import Connection
from framing.library.migrations import SCHEMA
from framing.matching import Scanner
from framing.model import Article, Rating
from framing.runs import edit, import_files, rescore
from framing.runs.import_summary import ImportTally
from framing.runs.rescoring import Choice
from tests.library_world import article
from tests.safety.worlds import corpus

RISK = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("danger"),)),))
BY_RISK = Choice((RISK,))


def add(library: Library, *articles: Article, choice: Choice = BY_RISK) -> None:
    run = library.runs.begin("import", choice.lexicons, {})
    library.runs.add(run, "a.txt", list(Scanner(choice.lexicons).rate(articles)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    with Library(path, create=True) as library:
        add(
            library, article("The danger is small.\n\nNobody fears it.", "one"), article("No.", "b")
        )
    return path


def test_a_copy_that_comes_while_others_are_grouped_is_grouped_next(path: Path) -> None:
    copies = [article("Firms fear a crisis.", source) for source in ("one", "other")]

    def meanwhile(_: int) -> Callable[[int], None]:
        with Library(path) as other:
            add(other, *copies)
        return lambda _: None

    with Library(path) as library:
        copy_families.update(library, meanwhile)
        copy_families.update(library)
        assert library.similar.families().keys() == {each.id for each in copies}


def test_a_title_that_is_corrected_while_another_scores_is_scored(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading of the article and the storing of its scores."""
    rate = Scanner.rate
    left = ["The danger is small."]

    def rate_and_edit(self: Scanner, articles: Sequence[Article]) -> Iterator[Rating]:
        found = list(rate(self, articles))
        while left:
            with Library(path) as other:
                edit(other, [one], {"title": left.pop()})
        return iter(found)

    with Library(path) as library:
        one = next(
            each.article.id for each in library.articles.read() if each.article.text != "No."
        )
        monkeypatch.setattr(Scanner, "rate", rate_and_edit)
        rescore(library, BY_RISK, "score", every=True)
        (score,) = (each.score for each in library.scores.read([one]))
        assert score.voices == {"headline": 1, "quote": 0, "reported": 0, "narrator": 0}
        assert library.scores.stale([RISK]) == []


def test_scores_are_not_carried_over_to_an_article_that_took_a_number(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An article goes and another comes between two transactions that carry scores over."""
    after = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("danger"), Term("alarm"))),))
    new = article("An alarm.", "c")
    unchecked = Connection.unchecked
    entered = []

    @contextmanager
    def meanwhile(self: Connection) -> Iterator[None]:
        entered.append(self)
        if len(entered) == 2:
            with Library(path) as other:
                other.articles.remove(ids[1:])
                add(other, new)
        with unchecked(self):
            yield

    monkeypatch.setattr(library_runs, "_CARRIED", 1)
    monkeypatch.setattr(Connection, "unchecked", meanwhile)
    with Library(path) as library:
        ids = [library.articles.ids(source)[0] for source in ("one", "b")]
        run = library.runs.begin("score", [after], {})
        library.runs.carry_over(run, RISK, after, ids)
        assert len(entered) == 2
        assert library.scores.stale([after]) == [new.id]


def replace_by_a_copy(path: Path) -> None:
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


@pytest.mark.parametrize(
    "change", [Path.unlink, lambda path: path.rename(path.with_name("b.db")), replace_by_a_copy]
)
def test_nothing_is_said_to_be_stored_in_a_file_that_is_gone(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    file, path = corpus(tmp_path / "news.jsonl", 2100), tmp_path / "l.db"
    said: list[int] = []

    def take_away(stored: object) -> None:
        said.append(1)
        change(path)

    files = find_files([str(file)], Options()).files
    with Library(path, create=True) as library:
        tally = ImportTally(stored=take_away)
        with pytest.raises(LibraryError, match=r"l\.db: the library was moved, deleted or rep"):
            import_files(library, files, Options(), BY_RISK, tally=tally)
    assert said == [1]


def test_a_library_that_a_newer_program_took_over_is_not_written(path: Path) -> None:
    with Library(path) as library:
        library.articles.remove([])
        with closing(sqlite3.connect(path)) as newer:
            newer.execute("CREATE TABLE later (x)")
            newer.execute(f"PRAGMA user_version = {SCHEMA + 1}")
            newer.commit()
        with pytest.raises(LibraryError, match="newer framing"):
            library.articles.remove(library.articles.ids())
        assert library.articles.count() == 2


def test_a_library_with_two_names_is_read_and_not_written(path: Path) -> None:
    """What one name's log holds would be lost where the file is written by the other name."""
    other = path.with_name("other.db")
    other.hardlink_to(path)
    for name in (path, other):
        with Library(name) as library:
            assert library.read_only
            assert library.articles.count() == 2
            with pytest.raises(LibraryError, match=r"read-only .*hard links, take a copy"):
                library.articles.remove(library.articles.ids())
    other.unlink()
    with Library(path) as library:
        library.articles.remove(library.articles.ids())
        assert library.articles.count() == 0
