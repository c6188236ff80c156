"""What `framing report` writes, where, and what it refuses."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.command import Run
from tests.report.conftest import Study, article
from tests.report.pages import Page, check
from tests.report.test_study_page import FEW


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two articles as files."""
    found = [tmp_path / name for name in ("one.txt", "two.txt")]
    for path, text in zip(found, ("The risk grows.", "We hope for help."), strict=True):
        path.write_text(text, encoding="utf-8")
    return found


class TestArticles:
    def test_files_need_no_library(self, framing: Run, files: list[Path], tmp_path: Path) -> None:
        target = tmp_path / "pair.html"
        done = framing("report", *files, "-o", target)
        assert (done.code, done.out, done.err) == (0, "", f"{target} written\n")
        check(Page.of(target))

    def test_ids_are_of_the_library(self, framing: Run, study: Study, tmp_path: Path) -> None:
        db, target = study(FEW), tmp_path / "pair.html"
        ids = [row["article_id"] for row in framing("articles", "--json", "--db", db).rows[:2]]
        assert framing("report", *ids, "--db", db, "-o", target).code == 0
        assert all(each in Page.of(target).text() for each in ids)

    def test_in_a_pipe_the_page_is_standard_output(self, framing: Run, files: list[Path]) -> None:
        done = framing("report", *files)
        assert (done.code, done.err) == (0, "")
        check(Page(done.out))

    def test_one_article_is_no_comparison(self, framing: Run, files: list[Path]) -> None:
        done = framing("report", files[0])
        assert done.code == 2
        assert done.err.startswith("error: a report takes two to four articles, not 1")

    def test_articles_and_a_selection_are_refused(self, framing: Run, files: list[Path]) -> None:
        done = framing("report", *files, "--where", "words>1")
        assert done.code == 2
        assert "of articles or of a selection, not both" in done.err


class TestTarget:
    def test_a_terminal_is_refused(
        self, framing: Run, files: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        done = framing("report", *files)
        assert (done.code, done.out) == (2, "")
        assert done.err == "error: a page is nothing for a terminal (-o report.html)\n"

    def test_a_file_that_exists_is_kept(
        self, framing: Run, files: list[Path], tmp_path: Path
    ) -> None:
        target = tmp_path / "kept.html"
        target.write_text("mine", encoding="utf-8")
        done = framing("report", *files, "-o", target)
        assert done.code == 1
        assert "exists already (--force overwrites it)" in done.err
        assert target.read_text(encoding="utf-8") == "mine"
        assert framing("report", *files, "-o", target, "--force").code == 0
        check(Page.of(target))

    def test_nothing_is_left_where_it_fails(self, framing: Run, tmp_path: Path) -> None:
        assert framing("report", "abcd", "ef01", "-o", tmp_path / "x.html").code == 3
        assert list(tmp_path.glob("*.html")) == []
        assert list(tmp_path.glob(".framing-*")) == []


class TestStudy:
    def test_an_empty_library_is_said(self, framing: Run, study: Study) -> None:
        db = study(FEW)
        ids = [row["article_id"] for row in framing("articles", "--json", "--db", db).rows]
        framing("remove", *ids, "--yes", "--db", db)
        done = framing("report", "--db", db)
        assert done.code == 1
        assert "the library is empty" in done.err

    def test_nothing_selected_is_said(self, framing: Run, study: Study) -> None:
        done = framing("report", "--where", "words>5000", "--db", study(FEW))
        assert done.code == 1
        assert "none of 9 articles is selected" in done.err

    def test_other_groups(self, framing: Run, study: Study, tmp_path: Path) -> None:
        rows = [article("Paper A", n, ["risk"], publisher=f"House {n % 2}") for n in range(10)]
        target = tmp_path / "by.html"
        assert framing("report", "--by", "publisher", "--db", study(rows), "-o", target).code == 0
        names = [row[0] for row in Page.of(target).table("Risk by publisher")[1:]]
        assert names == ["House 0", "House 1"]
