"""Articles added from Python: the same summary as the command's."""

from __future__ import annotations

from pathlib import Path

import pytest

import framing
from framing.errors import ReadError, UsageError
from tests.command import Run


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "t.csv"
    path.write_text("Body,source\nFirms fear a crisis.,A\nIt rained.,\n,B\n", encoding="utf-8")
    return path


def test_files_are_tried_and_added(framing: Run, table: Path, home: Path) -> None:
    asked = {"map": {"text": "Body"}, "skip_bad_rows": True, "publisher": "Archive"}
    with opened(home / "a.db") as library:
        tried = library.add(table, dry_run=True, **asked)
        assert (tried.added, library.articles.count()) == (2, 0)
        assert tried.columns == {"text": {"Body": 2}, "source": {"source": 1}}
        done = library.add(table, **asked)
        assert (done.added, done.unsourced, done.counted("row")) == (2, 1, 1)
        assert library.articles.count() == 2
        assert library.add(str(table), **asked).present == 2
    shown = framing("articles", "--db", home / "a.db", "--json").rows
    assert {row["publisher"] for row in shown} == {"Archive"}


def test_a_manifest_speaks_of_its_files(home: Path) -> None:
    (home / "a.txt").write_text("It rained.", encoding="utf-8")
    manifest = home / "m.csv"
    manifest.write_text("file,source,date\na.txt,The Daily,2025-02-03\n", encoding="utf-8")
    with opened(home / "a.db") as library:
        done = library.add(home / "a.txt", manifest=manifest)
    assert done.sources == {"The Daily": 1}
    assert done.first_day == done.last_day == "2025-02-03"


def test_what_cannot_be_is_raised_or_told(table: Path, home: Path) -> None:
    with opened(home / "a.db") as library:
        with pytest.raises(UsageError, match="no format is called"):
            library.add(table, format="abc")
        with pytest.raises(ReadError):
            library.add(table, manifest=home / "none.csv")
        done = library.add(home / "none.txt")
        assert (done.read, done.refused) == (0, 1)
        assert done.notices[-1].lines[0].startswith(str(home / "none.txt"))


def opened(path: Path) -> framing.Library:
    return framing.Library(path, create=True)
