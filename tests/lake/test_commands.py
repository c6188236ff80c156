"""The commands of `framing lake`, as a shell sees them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Run
from tests.lake.world import alike

Made = tuple[Path, Path]


@pytest.mark.parametrize(
    ("command", "of_library", "options"),
    [
        (["sources"], ["sources"], []),
        (["sources"], ["sources"], ["--by", "author,year"]),
        (["sources"], ["sources"], ["--dimension", "risk"]),
        (["trend", "--over", "year"], ["sources", "--trend", "year"], []),
        (["trend"], ["sources", "--trend"], ["--where", "published>2020"]),
        (["articles"], ["articles"], ["--sort", "risk", "--limit", "9"]),
    ],
)
def test_json_is_that_of_a_library(
    made: Made, framing: Run, command: list[str], of_library: list[str], options: list[str]
) -> None:
    folder, file = made
    found = framing("lake", *command, folder, *options, "--json")
    asked = framing(*of_library, *options, "--db", file, "--json")
    assert (found.code, asked.code) == (0, 0)
    assert alike(found.rows, asked.rows)


def test_what_is_printed_is_what_a_library_prints(made: Made, framing: Run) -> None:
    folder, file = made
    rates, _, _ = framing("sources", "--db", file).out.partition("\nmatches per 1,000")
    assert framing("lake", "sources", folder).out.startswith(rates)
    listed = framing("articles", "--limit", 20, "--db", file)
    assert framing("lake", "articles", folder, "--limit", 20).out == listed.out


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["sources", "--dimension", "hope"], 1, "there is no dimension “hope” (there are"),
        (["sources", "--by", "set"], 2, "a lake has no sets to group by"),
        (["sources", "--where", "set=x"], 2, "there is no field “set”"),
        (["sources", "--where", "words<0"], 1, "none of 240 articles is selected"),
        (["sources", "--memory", "much"], 2, "“much” is no size of memory"),
        (["trend", "--where", "published="], 1, "no article has a date"),
        (["articles", "--sort", "mood"], 1, "there is no order “mood”"),
    ],
)
def test_what_cannot_be_is_one_line(
    made: Made, framing: Run, arguments: list[str], code: int, line: str
) -> None:
    done = framing("lake", arguments[0], made[0], *arguments[1:])
    assert (done.code, done.out) == (code, "")
    errors = [each for each in done.err.splitlines() if each.startswith("error: ")]
    assert len(errors) == 1
    assert line in errors[0]


def test_what_is_no_lake_is_one_line(tmp_path: Path, framing: Run) -> None:
    done = framing("lake", "sources", tmp_path / "nowhere")
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "this is no lake" in done.err
