"""`--db` names the library before the command as well as after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Run


@pytest.fixture
def text(home: Path) -> Path:
    path = home / "harbour.txt"
    path.write_text("Harbour\n\nThe harbour is a risk.\n", encoding="utf-8")
    return path


def test_the_library_can_be_named_before_the_command(framing: Run, text: Path, home: Path) -> None:
    db = home / "study.db"
    assert f"({db})" in framing("--db", db, "import", text).err
    after = framing("sources", "--json", "--db", db)
    assert after.rows
    assert framing("--db", db, "sources", "--json").out == after.out
    assert framing("--db", db, "lexicon", "use").code == 0
    assert framing("sources").code != 0, "the library of the default place is another one"


def test_named_twice_it_must_be_one_library(framing: Run, text: Path, home: Path) -> None:
    db = home / "study.db"
    assert framing("--db", db, "import", text, "--db", db).code == 0
    refused = framing("--db", db, "articles", "--db", home / "other.db")
    assert refused.code == 2
    assert "--db names two libraries" in refused.err
    assert "other.db" in refused.err
