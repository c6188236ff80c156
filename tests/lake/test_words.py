"""Words that tell two groups of a lake apart are those of a library of the same articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.command import Run
from tests.lake.world import alike, lake_of, news, rows

PLACE = ("article_id", "start", "end", "kwic")


def without_places(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: row[name] for name in row if name not in PLACE} for row in found]


@pytest.mark.parametrize(
    "options",
    [
        ["--between", "The Daily", "the daily"],
        ["--between", "The Daily", "Gazette", "--background", "all", "--least", "2"],
        ["--between", "2019", "2021", "--by", "year", "--where", "words>20", "--limit", "5"],
    ],
)
def test_words_are_those_of_a_library(
    made: tuple[Path, Path], framing: Run, options: list[str]
) -> None:
    found = framing("lake", "terms", made[0], *options, "--json")
    asked = framing("terms", *options, "--db", made[1], "--json")
    assert (found.code, asked.code) == (0, 0)
    assert alike(without_places(found.rows), without_places(asked.rows))
    assert all(row["kwic"]["text"].casefold() == row["word"] for row in found.rows)


def test_what_is_printed_says_whose_words(made: tuple[Path, Path], framing: Run) -> None:
    between = ("--between", "The Daily", "Gazette")
    done = framing("lake", "terms", made[0], *between, "--background", "all", "--contexts")
    assert done.code == 0
    assert "A  The Daily: " in done.out
    assert "shared out as in all articles" in done.out
    assert "framing kwic" not in done.out


def test_what_cannot_be_is_one_line(made: tuple[Path, Path], framing: Run, tmp_path: Path) -> None:
    done = framing("lake", "terms", made[0], "--between", "The Daily", "The Dally")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "there is no source “The Dally” (there are “" in done.err
    folder = lake_of(tmp_path / "lake", [news(tmp_path / "a.jsonl", rows(40))], texts=False)
    done = framing("lake", "terms", folder, "--between", "The Daily", "the daily")
    assert (done.code, done.out) == (1, "")
    assert "the lake has no texts" in done.err
