"""The lexicon file that `framing lexicon new` writes: it can be used as it stands."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from framing.lexicons import read_lexicon
from tests.command import Run


@pytest.fixture(autouse=True)
def folder(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(home)
    return home


@pytest.mark.parametrize("name", ["delays", "My-terms_2", "9", "NAME"])
def test_what_is_written_passes_the_check_without_a_warning(framing: Run, name: str) -> None:
    assert framing("lexicon", "new", name).code == 0
    done = framing("lexicon", "check", f"{name}.toml")
    assert (done.code, done.err) == (0, "")
    assert f"{name} 0.1: 4 of 4 examples hold" in done.out


def test_it_can_be_added_at_once(framing: Run) -> None:
    framing("lexicon", "new", "delays")
    assert framing("lexicon", "add", "delays.toml").code == 0
    assert "delays" in framing("lexicon", "list").out


def test_it_shows_every_part_of_the_language(framing: Run, folder: Path) -> None:
    framing("lexicon", "new", "delays")
    (dimension,) = read_lexicon(folder / "delays.toml").dimensions
    assert dimension.terms and dimension.exclude and dimension.near
    assert any(term.weight != 1 and term.note for term in dimension.terms)
    assert any("*" in term.pattern for term in dimension.terms)
    assert any(term.needs and term.unless and term.kind for term in dimension.terms)


def test_a_file_that_is_there_is_kept(framing: Run, folder: Path) -> None:
    (folder / "delays.toml").write_text("mine")
    done = framing("lexicon", "new", "delays")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "exists already" in done.err and "--force" in done.err
    assert (folder / "delays.toml").read_text() == "mine"
    assert framing("lexicon", "new", "delays", "--force").code == 0
    assert (folder / "delays.toml").read_text() != "mine"


def test_it_is_written_where_one_asks_for_it(framing: Run, folder: Path) -> None:
    assert framing("lexicon", "new", "delays", "-o", "other.toml").code == 0
    assert read_lexicon(folder / "other.toml").name == "delays"
    assert not stat.S_IXUSR & (folder / "other.toml").stat().st_mode


@pytest.mark.parametrize("name", ["", "a b", "../x", 'x"', "é", "x" * 65, "\x1b[2J"])
def test_a_name_that_no_lexicon_may_have_is_refused(framing: Run, folder: Path, name: str) -> None:
    done = framing("lexicon", "new", name)
    assert (done.code, done.err.count("\n"), "\x1b" in done.err) == (2, 1, False)
    assert not list(folder.glob("*.toml"))


def test_another_ending_or_folder_is_refused(framing: Run) -> None:
    assert framing("lexicon", "new", "delays", "-o", "delays.csv").code == 2
    done = framing("lexicon", "new", "delays", "-o", "nowhere/delays.toml")
    assert (done.code, done.err.count("\n")) == (1, 1)
