"""What `framing import` does with dates and fields, as a user sees it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from framing.runs import importing
from tests.command import Run

FOUR = (
    "text,date,source\n"
    "The harbour lends money.,03/04/2025,A\n"
    "The bridge is late.,05/06/2025,A\n"
    "The mill is for sale.,soon,A\n"
    "The pier has a new roof.,4 mars 2025,A\n"
)


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "t.csv"
    path.write_text(FOUR, encoding="utf-8")
    return path


def days(framing: Run, db: Path) -> list[str]:
    """The dates of a library's articles, sorted; empty for none."""
    return sorted(row["published"] or "" for row in framing("articles", "--db", db, "--json").rows)


def test_what_is_not_certain_stays_empty_and_is_told_once(
    framing: Run, table: Path, home: Path
) -> None:
    done = framing("import", table, "--db", home / "a.db")
    assert done.code == 0
    assert done.err.splitlines()[:2] == [
        f"warning: {table}:4: published: “soon” is no date; it is left empty (write 2025-01-29)",
        f"warning: {table}:2: published: “03/04/2025” could be two days; 2 such dates are left"
        " empty (import again with --date-order dmy, mdy or ymd)",
    ]
    assert days(framing, home / "a.db") == ["", "", "", "2025-03-04"]


def test_importing_again_with_the_order_fills_the_dates_in(
    framing: Run, table: Path, home: Path
) -> None:
    db = home / "a.db"
    framing("import", table, "--db", db)
    done = framing("import", table, "--db", db, "--date-order", "mdy")
    assert "0 added, 4 already there, 2 of them dated now" in done.err
    assert days(framing, db) == ["", "2025-03-04", "2025-03-04", "2025-05-06"]
    assert "of them dated now" not in framing("import", table, "--db", db).err


def test_importing_again_leaves_a_date_that_was_corrected(
    framing: Run, table: Path, home: Path
) -> None:
    db = home / "a.db"
    framing("import", table, "--db", db)
    framing("edit", "--where", "published=", "published=2020-01-01", "--yes", "--db", db)
    framing("import", table, "--db", db, "--date-order", "mdy")
    assert days(framing, db) == ["2020-01-01"] * 3 + ["2025-03-04"]


@pytest.mark.parametrize("kept", [4_000_000, 1])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_last_row_tells_the_order_of_the_first(
    framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch, kept: int, jobs: str
) -> None:
    monkeypatch.setattr(importing, "_KEPT_CHARACTERS", kept)  # 1: the file is read twice
    path = home / "t.jsonl"
    path.write_text(
        '{"text": "The harbour lends.", "date": "03/04/2025"}\n'
        '{"text": "The bridge is late.", "date": "04/13/2025"}\n',
        encoding="utf-8",
    )
    done = framing("import", path, "--jobs", jobs, "--db", home / "a.db")
    assert "warning" not in done.err
    assert days(framing, home / "a.db") == ["2025-03-04", "2025-04-13"]


def test_standard_input_is_a_column_too(
    framing: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = "text,date\nThe harbour lends.,03/04/2025\nThe bridge is late.,13/04/2025\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    framing("import", "-", "--format", "csv", "--db", home / "a.db")
    assert days(framing, home / "a.db") == ["2025-04-03", "2025-04-13"]


def test_an_order_that_is_none_is_refused(framing: Run, table: Path, home: Path) -> None:
    done = framing("import", table, "--db", home / "a.db", "--date-order", "ydm")
    assert done.code == 2
    assert done.err == "error: no order of dates is called “ydm” (valid: dmy, mdy, ymd)\n"


@pytest.mark.parametrize(("order", "code"), [("", 2), ("dmy", 0)])
def test_the_date_of_an_option_must_be_one_day(
    framing: Run, home: Path, order: str, code: int
) -> None:
    path = home / "a.txt"
    path.write_text("The harbour lends.", encoding="utf-8")
    given = ("--published", "03/04/2025", "--date-order", order)
    done = framing("import", path, "--db", home / "a.db", *given)
    assert done.code == code
    assert ("“03/04/2025” is no date, or could be two days" in done.err) == bool(code)
    if not code:
        assert days(framing, home / "a.db") == ["2025-04-03"]


def test_a_manifest_has_one_order_and_its_warning(framing: Run, home: Path) -> None:
    for name in ("a", "b"):
        (home / f"{name}.txt").write_text(f"The harbour {name} lends.", encoding="utf-8")
    sheet = home / "manifest.csv"
    sheet.write_text("file,date\na.txt,03/04/2025\nb.txt,soon\n", encoding="utf-8")
    given = (home / "a.txt", home / "b.txt", "--manifest", sheet)
    done = framing("import", *given, "--db", home / "a.db")
    assert f"{sheet}:2: published: “03/04/2025” could be two days" in done.err
    assert f"{sheet}:3: published: “soon” is no date" in done.err
    framing("import", *given, "--db", home / "a.db", "--date-order", "dmy")
    assert days(framing, home / "a.db") == ["", "2025-04-03"]


def test_a_hostile_date_stays_on_its_line(framing: Run, home: Path) -> None:
    path = home / "t.csv"
    path.write_text('text,date\nThe harbour lends.,"\x1b[2J\nwarning: x"\n', encoding="utf-8")
    done = framing("import", path, "--db", home / "a.db")
    assert "\x1b" not in done.err
    assert "published: “\\x1b[2J warning: x” is no date" in done.err
    assert not any(line.startswith("warning: x") for line in done.err.splitlines())
