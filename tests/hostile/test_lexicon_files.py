"""Two hundred and more hostile lexicon files: each is taken as it stands, or one line says where
and why not, and nothing of it is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.lexicons.formats import read_lexicon
from framing.visible import visible_line
from tests.command import Run
from tests.hostile.lexicon_files import CASES
from tests.hostile.outcome import Case, Refuses, Takes, errors_of, is_clean

ANSWERS = (("show", "x"), ("list",), ("list", "--json"), ("show", "x", "--json"))


def files(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob("*") if each.is_file()]


def tried(name: str) -> list[tuple[str, ...]]:
    """The commands of `framing lexicon` that read a file."""
    converted = [] if name.endswith(".toml") else [("convert", name, "y.toml")]
    return [("check", name), *converted, ("add", name)]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_taken_as_it_stands_or_refused(
    framing: Run, home: Path, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(home)
    Path(case.name).write_bytes(case.made)
    for words in tried(case.name):
        is_clean(done := framing("lexicon", *words))
        if isinstance(case.right, Refuses):
            assert (done.code, files(home)) == (case.right.code, [case.name])
            (line,) = errors_of(done)
            assert visible_line(case.right.why)[:120] in line
        else:
            assert done.code == 0, done.err
    if isinstance(case.right, Takes):
        taken = read_lexicon(Path(case.name))
        assert {each.name for each in taken.dimensions} == set(case.right.passages)
        for answer in ANSWERS:
            is_clean(told := framing("lexicon", *answer))
            assert told.code == 0
