"""Documents of several formats on the command line: by the pipe, compared, and what is said."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from tests.articles.documents import docx, epub, paragraph, pdf, zipped
from tests.command import Run

WORDS = "The government will support the harbour with subsidies, and that is a risk."


def test_a_document_comes_by_the_pipe(
    framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = io.BytesIO(docx(paragraph(WORDS)))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(content))
    done = framing("import", "-", "--format", "docx", "--db", home / "a.db")
    assert (done.code, "1 added" in done.err) == (0, True)


def test_documents_of_two_formats_are_compared(framing: Run, home: Path) -> None:
    (home / "a.docx").write_bytes(docx(paragraph(WORDS)))
    (home / "b.pdf").write_bytes(pdf(WORDS.replace(" with", "\nwith")))
    done = framing("compare", home / "a.docx", home / "b.pdf", "--json")
    assert done.code == 0
    assert done.err == ""


def test_files_of_an_archive_are_taken_or_refused_one_by_one(framing: Run, home: Path) -> None:
    parts = {"a.txt": WORDS, "b.txt": b"caf\xe9", "c.epub": epub({"x": f"<p>{WORDS}</p>", "y": ""})}
    (home / "a.zip").write_bytes(zipped({**parts, "d.png": "x"}))
    done = framing("import", home / "a.zip", "--db", home / "a.db")
    assert done.code == 1
    assert "a.zip/b.txt:1: the byte 0xe9 is not UTF-8" in done.err
    assert "a.zip/c.epub: 1 of 2 parts of the book hold no article" in done.err
    assert "1 other file in the folders skipped" in done.err
    assert "1 added, 1 already there" in done.err or "2 added" in done.err


@pytest.mark.parametrize(
    ("name", "hint"),
    [("a.doc", ".docx"), ("a.pages", ".pdf"), ("a.png", ".txt"), ("a.ods", ".csv")],
)
def test_a_known_kind_that_is_not_read_says_what_to_do(
    framing: Run, home: Path, name: str, hint: str
) -> None:
    (home / name).write_bytes(b"\xd0\xcf\x11\xe0\0\0")
    done = framing("import", home / name, "--db", home / "a.db")
    assert done.code == 1
    assert "no article format has the suffix" in done.err
    assert f"as {hint})" in done.err
