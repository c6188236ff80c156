"""A hundred and more hostile files of articles: what they hold is taken whole, or one line says why
not; the library stays sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.library import Library
from tests.command import Run
from tests.hostile.article_files import CASES
from tests.hostile.outcome import Case, Refuses, errors_of, is_clean

BEFORE = "A text from before, of no risk."
ANSWERS = (
    ("articles",),
    ("sources",),
    ("kwic", "harbour"),
    ("export", "articles"),
    ("export", "scores", "--format", "json"),
)
"""Commands that tell of what was taken."""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The library that every case begins with, once it is made."""
    return {}


@pytest.fixture
def library(framing: Run, tmp_path: Path, made: dict[str, bytes]) -> Path:
    """A library of one article."""
    path = tmp_path / "l.db"
    if made:
        path.write_bytes(made["library"])
        return path
    article = tmp_path / "before.txt"
    article.write_text(BEFORE, encoding="utf-8")
    assert framing("import", article, "--db", path).code == 0
    made["library"] = path.read_bytes()
    return path


def held(library: Path) -> list[str]:
    """The texts of a library in the order in which they came, without the one from before."""
    with Library(library) as opened:
        order = sorted(opened.articles.read(), key=lambda each: each.article.id)
        texts = [each.article.text for each in order]
    texts.remove(BEFORE)
    return texts


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_taken_whole_or_refused(
    framing: Run, library: Path, tmp_path: Path, case: Case
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / case.name).write_bytes(case.made)
    done = framing("import", folder / case.name, *case.options, "--db", library)
    is_clean(done)
    texts = held(library)
    if isinstance(case.right, Refuses):
        assert (done.code, texts) == (case.right.code, [])
        assert len(errors_of(done)) == 1
        assert case.right.why in errors_of(done)[0]
    else:
        assert done.code == case.right.code, done.err
        assert len(texts) == len(case.right.passages)
        for passage in case.right.passages:
            assert [text for text in texts if passage in text], passage
        assert case.right.told in done.err
        for answer in ANSWERS:
            told = framing(*answer, "--db", library)
            assert told.code == 0, told.err
            is_clean(told)
    is_clean(sound := framing("doctor", "--db", library))
    assert sound.code == 0, sound.out
    assert [each.name for each in folder.iterdir()] == [case.name]
