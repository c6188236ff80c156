"""What `framing import` says of files before it takes them, and of what it did."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import Done, Run

TABLE = (
    "Body,Headline,Outlet,date,section,page\n"
    "The harbour lends money to the firm.,Harbour lends,The Daily,03/04/2025,Economy,1\n"
    "The bridge is late.,Bridge late,Gazette,13/04/2025,Local,2\n"
    "The bridge is late.,Bridge late,Gazette,13/04/2025,Local,2\n"
    "The mill is for sale.,,Gazette,soon,,3\n"
    ",No text,Gazette,,,\n"
)
MAPPED = ("--map", "text=Body", "--map", "source=Outlet", "--skip-bad-rows")


@pytest.fixture
def table(home: Path) -> Path:
    path = home / "t.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def said(text: str) -> dict[str, str]:
    """What a summary says, by its label."""
    return {line[:16].strip(): line[16:] for line in text.splitlines()}


def summary(done: Done) -> dict[str, Any]:
    """The summary of a `--json` answer, whether it was tried or done."""
    (row,) = done.rows
    return {name: value for name, value in row.items() if name != "dry"}


def test_a_dry_run_tells_what_a_file_holds(framing: Run, table: Path, home: Path) -> None:
    done = framing("import", table, *MAPPED, "--dry-run", "--db", home / "a.db")
    assert done.code == 0
    assert said(done.out) == {
        "read": "4 articles in 1 file: 1 csv",
        "text": "from Body 4",
        "title": "3 of 4 from Headline",
        "source": "all from Outlet: Gazette 3, The Daily 1",
        "published": "3 of 4 from date: 2025-04-03 to 2025-04-13, day first",
        "kept as meta": "page 4, section 3",
        "new": "3, 1 twice in the files",
        "without date": "1 of them",
        "without title": "1 of them",
    }
    assert done.err.splitlines() == [
        f"warning: {table}:5: published: “soon” is no date; it is left empty (write 2025-01-29)",
        f"warning: {table}:6: the row has no text",
        f"3 would be added, 1 already there ({home / 'a.db'})",
    ]


def test_a_dry_run_makes_no_library(framing: Run, table: Path, home: Path) -> None:
    before = sorted(home.rglob("*"))
    framing("import", table, *MAPPED, "--dry-run", "--db", home / "deep" / "a.db")
    framing("import", table, *MAPPED, "--dry-run")
    assert sorted(home.rglob("*")) == before


def test_a_dry_run_leaves_a_library_as_it_is(framing: Run, table: Path, home: Path) -> None:
    db, more = home / "a.db", home / "more.txt"
    framing("import", table, *MAPPED, "--db", db)
    more.write_text("A pier has a new roof.", encoding="utf-8")
    before = hashlib.sha256(db.read_bytes()).digest()
    done = framing("import", table, more, *MAPPED, "--dry-run", "--db", db)
    assert f"1 would be added, 4 already there ({db})" in done.err
    assert said(done.out)["new"] == "1, 3 there already, 1 twice in the files"
    assert hashlib.sha256(db.read_bytes()).digest() == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_is_tried_is_what_is_done(framing: Run, table: Path, home: Path, jobs: int) -> None:
    rows = [{"text": f"Firm {n} fears a crisis.", "source": f"S{n % 3}"} for n in range(1_200)]
    rows += [{**rows[0], "source": "Other"}, rows[1]]
    lines = home / "rows.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (home / "page.html").write_text("<h1>Rain</h1><p>It rained.</p>", encoding="utf-8")
    (home / "none.doc").write_bytes(b"\xd0\xcf")
    files = (table, lines, home / "page.html", home / "none.doc")
    asked = ("import", *files, *MAPPED[4:], "--db", home / "a.db", "--jobs", jobs, "--json")
    tried = framing(*asked, "--dry-run")
    done = framing(*asked)
    assert summary(tried) == summary(done)
    assert (tried.code, done.code) == (1, 1)
    found = summary(done)
    assert (found["read"], found["added"], found["twice"], found["copies"]) == (1_207, 1_205, 2, 1)
    assert [(Path(each["name"]).name, each["articles"]) for each in found["files"]] == [
        *(("t.csv", 4), ("rows.jsonl", 1_202), ("page.html", 1), ("none.doc", 0)),
    ]


def test_the_same_is_said_after_an_import(framing: Run, table: Path, home: Path) -> None:
    tried = framing("import", table, *MAPPED, "--dry-run", "--db", home / "a.db")
    done = framing("import", table, *MAPPED, "--db", home / "a.db")
    assert done.out == ""
    assert tried.out in done.err
    assert done.err.endswith(f"\n3 added, 1 already there ({home / 'a.db'})\n")


def test_a_thousand_bad_rows_are_one_line(framing: Run, home: Path) -> None:
    path = home / "t.csv"
    bad = "".join(f"a,b,{number}\n" for number in range(1_000))
    path.write_text(f"text,source\nIt rained.,A\n{bad}", encoding="utf-8")
    asked = ("import", path, "--skip-bad-rows", "--db", home / "a.db")
    done = framing(*asked)
    assert done.code == 0
    assert done.err.splitlines()[:2] == [
        f"warning: {path}:3: the row has 3 fields and the header 2; 999 more like it",
        "--show-all names each of them",
    ]
    every = framing(*asked, "--show-all").err.splitlines()
    assert sum(line.startswith("warning: ") for line in every) == 1_000
    assert every[999].startswith(f"warning: {path}:1002: ")


def test_a_dry_run_tells_what_bad_rows_keep_from_being_taken(
    framing: Run, table: Path, home: Path
) -> None:
    with table.open("a", encoding="utf-8") as stream:
        stream.write("A row,of two\n" * 5)
    done = framing("import", table, "--dry-run", "--db", home / "a.db")
    assert done.code == 1
    assert done.err.splitlines() == [
        f"warning: {table}:6: the row has no text",
        f"warning: {table}:7: the row has 2 fields and the header 6; 4 more like it",
        f"error: {table}:6: the row has no text",
        "--show-all names each of them",
        "--skip-bad-rows takes the good rows of such a file: 4 articles",
        f"0 would be added, 0 already there ({home / 'a.db'})",
    ]
    assert "takes the good rows of such a file\n" in framing("import", table).err


def test_a_table_without_texts_has_no_good_rows(framing: Run, home: Path) -> None:
    path = home / "t.csv"
    path.write_text("when,what\n1,2\n", encoding="utf-8")
    done = framing("import", path, "--dry-run", "--db", home / "a.db")
    assert done.code == 1
    assert "--skip-bad-rows" not in done.err


def test_many_refused_files_are_one_line(framing: Run, home: Path) -> None:
    files = [home / f"{number}.doc" for number in range(30)]
    for file in files:
        file.write_bytes(b"\xd0\xcf")
    done = framing("import", *files, "--db", home / "a.db")
    assert done.code == 1
    errors = [line for line in done.err.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].startswith(f"error: {files[0]}: no article format has the suffix “.doc”")
    assert errors[0].endswith("; 29 more like it")
    ten = framing("import", *files[:10], "--db", home / "a.db")
    assert ten.err.count("error: ") == 10


def test_the_summary_of_a_wild_folder_fits_a_screen(framing: Run, home: Path) -> None:
    folder = home / "wild"
    folder.mkdir()
    for number in range(40):
        (folder / f"{number}.txt").write_text(f"Firm {number} rose.\n", encoding="utf-8")
        (folder / f"{number}.csv").write_text(
            f"text,date,{'x' * 300}{number}\nFirm {number} fell.,soon,y\n,,\n", encoding="utf-8"
        )
        (folder / f"{number}.json").write_text("[1]", encoding="utf-8")
        (folder / f"{number}.html").write_text("<p></p>", encoding="utf-8")
        (folder / f"{number}.odt").write_bytes(b"PK")
    done = framing("import", folder, "--skip-bad-rows", "--db", home / "a.db")
    lines = done.err.splitlines()
    assert len(lines) <= 22
    assert lines[-1] == f"80 added, 0 already there ({home / 'a.db'})"
    table = lines[[line.startswith("read ") for line in lines].index(True) : -1]
    assert max(map(len, table)) <= 80


def test_hostile_names_stay_visible_and_on_their_line(framing: Run, home: Path) -> None:
    path = home / "t.csv"
    path.write_text(
        'text,source,"a\x1b[2J\nb"\nIt rained.,"Red\x1b[31m\n",\u202ex\n', encoding="utf-8"
    )
    done = framing("import", path, "--dry-run", "--db", home / "a.db")
    assert "\x1b" not in done.out + done.err
    assert said(done.out)["kept as meta"] == "a\\x1b[2J b 1"
    assert said(done.out)["source"] == "all: Red\\x1b[31m 1"


def test_files_of_one_import_are_listed_with_their_articles(framing: Run, home: Path) -> None:
    (home / "a.txt").write_text("It rained.", encoding="utf-8")
    (home / "b.jsonl").write_text('{"text": "One."}\n{"text": "Two."}\n', encoding="utf-8")
    done = framing("import", home / "a.txt", home / "b.jsonl", "--dry-run", "--db", home / "a.db")
    read, *files = done.out.splitlines()[:3]
    assert read == "read            3 articles in 2 files: 1 text, 1 jsonl"
    assert [line.split("/")[-1] for line in files] == ["a.txt  1", "b.jsonl  2"]


def test_a_manifest_and_passed_over_files_are_told(framing: Run, home: Path) -> None:
    folder = home / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("It rained.", encoding="utf-8")
    (folder / "a.png").write_bytes(b"\x89PNG")
    (folder / "manifest.csv").write_text("file,source\na.txt,A\nb.txt,B\n", encoding="utf-8")
    manifest = folder / "manifest.csv"
    done = framing("import", folder, "--manifest", manifest, "--dry-run", "--db", home / "a.db")
    assert done.err.splitlines()[:2] == [
        "warning: 1 other file in the folders skipped",
        f"warning: {manifest}:3: no given file is “b.txt” in the manifest's folder",
    ]
    assert said(done.out)["source"] == "all: A 1"


def test_articles_by_language_and_length(home: Path, framing: Run) -> None:
    rows = [
        "text,language",
        "The harbour is late.,en",
        "Der Hafen,de",
        "Ship,English",
        "港が遅い,ja",
    ]
    path = home / "t.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    done = framing("import", path, "--only-language", "en", "--min-words", "4", "--json")
    assert summary(done)["added"] == 1
    assert "t.csv: 2 articles in other languages than en left out" in done.err
    assert "t.csv: 1 article of fewer than 4 words left out" in done.err
    done = framing("import", path, "--only-language", "ja", "--min-words", "4", "--json")
    assert summary(done)["added"] == 1
    wrong = framing("import", path, "--only-language", "English")
    assert wrong.code == 2
    assert "“English” is no code of a language (write its two letters, as en)" in wrong.err
