"""Many programs on one library: importers, one that scores anew, and a reader, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.library import Library
from tests.safety import wholeness
from tests.safety.faults import Arguments, Faults
from tests.safety.worlds import LIBRARY, PLACES, corpus, make_older, settle

WHO_WAS_FIRST = ("origins", "imports")
"""What depends on who came first: an article of two files is that of one of them."""


def overlapping(folder: Path, files: int, size: int) -> list[Path]:
    """Files of articles; each has half of its articles in common with the next."""
    lines = corpus(folder / "all.jsonl", size * (files + 1) // 2).read_text("utf-8").splitlines()
    paths = [folder / f"{n}.jsonl" for n in range(files)]
    for n, path in enumerate(paths):
        begin = n * size // 2
        path.write_text("\n".join(lines[begin : begin + size]) + "\n", encoding="utf-8")
    return paths


class Reader:
    """Reads a library again and again, each time as it is at one moment."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.seen: list[int] = []

    def look(self) -> None:
        """Whatever the lexicons are, no article is there by half."""
        assert wholeness.halves(self._path) == []

    def read(self) -> None:
        """The same, and what the program shows is of one moment."""
        self.look()
        with Library(self._path, read_only=True) as library, library.snapshot():
            ids = library.articles.ids()
            scored = [each.article.id for each in library.scores.read()]
            assert sorted(scored) == sorted(2 * ids)  # hope and fear of each
            assert library.articles.count("item") == len(ids)
            self.seen.append(len(ids))


def try_many(faults: Faults, folder: Path, size: int, rescorings: int) -> Reader:
    files = overlapping(folder, 8, size)
    alone, crowd = settle(folder / "alone"), settle(folder / "crowd")
    for file in files:
        faults.run(alone, "import", file, "--db", alone / LIBRARY)
    path = crowd / LIBRARY
    reader = Reader(path)
    commands = [["import", file, "--db", path] for file in files]
    faults.run(crowd, "import", folder / "all.jsonl", "--min-words", "999", "--db", path)
    commands += [["score", "--all", "--db", path]] * rescorings
    for ended in faults.together(crowd, commands, reader.read):
        assert ended.code == 0, ended.err
    found, expected = wholeness.content(path), wholeness.content(alone / LIBRARY)
    assert {name for name in found if found[name] != expected[name]} <= set(WHO_WAS_FIRST)
    assert wholeness.damage(path) + wholeness.halves(path) == []
    assert wholeness.problems(path) == ()
    with Library(path) as library:
        added = sum(each.added for each in library.runs.imports())
        assert added == library.articles.count() == size * 9 // 2
    return reader


def test_eight_importers_beside_a_rescorer_and_a_reader(faults: Faults, tmp_path: Path) -> None:
    try_many(faults, tmp_path, 100, 1)


def try_everything(faults: Faults, folder: Path, size: int) -> None:
    """Whoever comes first, the scores are in the end those that scoring all anew gives."""
    one, other, *_ = overlapping(folder, 2, size)
    lexicon = folder / "places.toml"
    lexicon.write_text(PLACES, encoding="utf-8")
    world = settle(folder / "world")
    path = world / LIBRARY
    faults.run(world, "import", one, "--db", path)
    commands: list[Arguments] = [
        ["import", other],
        ["score", "--all"],
        ["edit", "--where", "source=s1", "title=Hope and fear", "--yes"],
        ["remove", "--where", "source=s2", "--yes"],
        ["score", "--lexicon", lexicon],
        ["import", other, "--progress", "lines"],
        ["set", "new", "mine", "--where", "source=s3"],
    ]
    reader = Reader(path)
    asked = [[*each, "--db", path] for each in commands]
    for ended in faults.together(world, asked, reader.look):
        assert ended.code == 0, ended.err
    assert faults.run(world, "score", "--db", path).code == 0
    stored = wholeness.content(path)
    assert faults.run(world, "score", "--all", "--db", path).code == 0
    assert wholeness.content(path) == stored
    assert wholeness.damage(path) + wholeness.halves(path) == []
    assert wholeness.problems(path) == ()


def test_everything_at_once(faults: Faults, tmp_path: Path) -> None:
    try_everything(faults, tmp_path, 100)


@pytest.mark.slow
def test_everything_at_once_again_and_again(faults: Faults, tmp_path: Path) -> None:
    for number in range(3):
        folder = tmp_path / str(number)
        folder.mkdir()
        try_everything(faults, folder, 1000)


def test_imports_while_an_older_library_is_migrated(faults: Faults, tmp_path: Path) -> None:
    files = overlapping(tmp_path, 3, 60)
    alone, crowd = settle(tmp_path / "alone"), settle(tmp_path / "crowd")
    for world in (alone, crowd):
        faults.run(world, "import", files[0], "--db", world / LIBRARY)
        make_older(world)
    for file in files[1:]:
        faults.run(alone, "import", file, "--db", alone / LIBRARY)
    path = crowd / LIBRARY
    commands: list[Arguments] = [["import", file, "--db", path] for file in files[1:]]
    for ended in faults.together(crowd, [["runs", "--db", path], *commands], lambda: None):
        assert ended.code == 0, ended.err
    found, expected = wholeness.content(path), wholeness.content(alone / LIBRARY)
    assert {name for name in found if found[name] != expected[name]} <= set(WHO_WAS_FIRST)


@pytest.mark.slow
def test_eight_importers_of_several_transactions_each(faults: Faults, tmp_path: Path) -> None:
    reader = try_many(faults, tmp_path, 4000, 3)
    assert len(set(reader.seen)) > 5  # it has been there while articles came
