"""`framing power`, as a user in a shell meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.command import Run

LETTERS = "bcdfghjklmnp"


def texts(source: str, word: str, articles: int) -> list[dict[str, str]]:
    """So many articles, the n-th of which names the word n % 5 times among words of its own."""
    return [
        {
            "source": source,
            "text": " ".join(
                f"The {word if line < n % 5 else 'garden'} is in {own(source, n)}{LETTERS[line]}ia."
                for line in range(10)
            ),
        }
        for n in range(articles)
    ]


def own(source: str, number: int) -> str:
    return f"{source[4:7].lower()}{LETTERS[number // 12]}o{LETTERS[number % 12]}a"


@pytest.fixture
def db(framing: Run, tmp_path: Path) -> Path:
    """Thirty articles of the Daily on danger, twenty of the Gazette, five of the Herald; a copy."""
    daily = texts("The Daily", "danger", 30)
    rows = [*daily, *texts("The Gazette", "danger", 20), *texts("The Herald", "danger", 5)]
    rows.append({**daily[1], "source": "The Gazette"})
    sheet = tmp_path / "rows.jsonl"
    sheet.write_text("".join(json.dumps(each) + "\n" for each in rows), encoding="utf-8")
    assert framing("import", sheet, "--db", tmp_path / "l.db").code == 0
    return tmp_path / "l.db"


QUICK = ("--draws", "100", "--dimension", "risk")


def test_the_table_says_how_many_articles_are_needed(framing: Run, db: Path) -> None:
    done = framing("power", *QUICK, "--ratio", "2", "--db", db)
    assert done.code == 0
    lines = done.out.splitlines()
    assert lines[0] == "risk"
    assert lines[1].startswith("55 articles, ")
    assert lines[2].split()[:4] == ["articles", "a", "side", "power"]
    (starred,) = [line for line in lines[3:] if " * " in line]
    needed = starred.split()[0]
    assert f"* {needed} articles a side find a ratio of 2 in 0.8 of the studies" in lines
    assert max(map(len, lines)) <= 80


def test_json_has_every_size_that_was_tried(framing: Run, db: Path) -> None:
    rows = framing("power", *QUICK, "--ratio", "2", "--json", "--db", db).rows
    (needed,) = [each for each in rows if each["needed"]]
    assert needed["power"] >= 0.8
    assert all(each["power"] < 0.8 for each in rows if each["articles"] < needed["articles"])
    for each in rows:
        assert each["low"] <= each["power"] <= each["high"]
        assert each["false_positives_low"] <= each["false_positives"] < 0.2
        assert (each["dimension"], each["population"], each["ratio"]) == ("risk", 55, 2.0)
    assert framing("power", *QUICK, "--ratio", "2", "--json", "--db", db).rows == rows
    other = framing("power", *QUICK, "--ratio", "2", "--seed", "2", "--json", "--db", db).rows
    assert other != rows


def test_a_group_is_a_population_of_its_own(framing: Run, db: Path) -> None:
    done = framing("power", *QUICK, "--ratio", "2", "--by", "source", "--json", "--db", db)
    assert "1 group of fewer than 20 articles left out" in done.err
    sizes = {(each["by"], each["group"]): each["population"] for each in done.rows}
    assert sizes == {("source", "The Daily"): 30, ("source", "The Gazette"): 20}
    only = framing("power", *QUICK, "--where", "source=The Daily", "--ratio", "2", "--db", db)
    assert "30 articles, " in only.out


def test_too_few_articles_are_refused(framing: Run, db: Path) -> None:
    done = framing("power", *QUICK, "--where", "source=The Herald", "--db", db)
    assert done.code == 1
    assert "5 articles with words do not show how such articles vary (it takes 20" in done.err


def test_where_nothing_matched_there_is_nothing_to_see(framing: Run, db: Path) -> None:
    done = framing("power", "--dimension", "state_support", "--draws", "100", "--db", db)
    assert done.code == 1
    assert "nothing matched in these articles" in done.err
    some = framing("power", "--draws", "100", "--ratio", "2", "--db", db)
    assert some.code == 0
    assert "state_support: nothing matched" in some.err
    assert some.out.startswith("risk\n")


@pytest.mark.parametrize("ratio", ["1", "nan", "inf"])
def test_a_ratio_that_is_no_difference_is_refused(framing: Run, db: Path, ratio: str) -> None:
    done = framing("power", "--ratio", ratio, "--db", db)
    assert (done.code, done.out) == (2, "")
    assert "no difference to look for" in done.err
