"""What a library takes as its path, and how it shows itself: in one line, and in a notebook."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import framing
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from tests.library_world import BOTH, profile


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "l.db"
    with Library(path, create=True) as library:
        library.runs.add(library.runs.begin("import", BOTH, {}), "a.txt", [profile("Aid.")])
    return path


def test_the_path_may_be_a_string(path: Path) -> None:
    with framing.Library(str(path)) as library:
        assert (library.path, library.articles.count()) == (path, 1)


def test_in_one_line(path: Path) -> None:
    library = Library(path)
    assert repr(library) == f"<Library {path}, closed>"
    with library:
        assert repr(library) == f"<Library {path}, 1 article>"
    assert repr(library) == f"<Library {path}, closed>"
    with Library(path, read_only=True) as library:
        assert repr(library) == f"<Library {path}, 1 article, read-only>"


def test_a_path_steers_nothing() -> None:
    assert repr(Library("\x1b[2J.db")) == r"<Library \x1b[2J.db, closed>"


def test_in_a_notebook(path: Path) -> None:
    with Library(path) as library:
        html = library._repr_html_()
    assert f"<caption>{path}, 1 article</caption>" in html
    assert "<td>support</td><td>State support</td><td>state</td>" in html
    assert f"<caption>{path}, closed</caption>" in library._repr_html_()


def test_no_text_is_markup_in_a_notebook(path: Path) -> None:
    hostile = Lexicon("risk", dimensions=(Dimension("risk", "<b>\x1b&", terms=(Term("a"),)),))
    with Library(path) as library:
        library.runs.begin("score", (hostile,), {})
        assert r"<td>&lt;b&gt;\x1b&amp;</td>" in library._repr_html_()


def test_another_thread_may_look_at_it(path: Path) -> None:
    with Library(path) as library, ThreadPoolExecutor(1) as thread:
        assert thread.submit(repr, library).result() == f"<Library {path}, open>"
