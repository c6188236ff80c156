"""Which lexicons a library uses is its own: what is added for one study changes no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import Run

BUNDLED = ["state_support", "competitiveness", "risk"]


@pytest.fixture
def mine(home: Path) -> Path:
    path = home / "mine.toml"
    path.write_text('name = "mine"\n[dimensions.mine]\nterms = ["harbo*"]\n', encoding="utf-8")
    return path


@pytest.fixture
def other(framing: Run, home: Path) -> Path:
    """The library of another study; the one of the default place is there as well."""
    text = home / "a.txt"
    text.write_text("Paper\n\nThe harbour is a risk.\n", encoding="utf-8")
    path = home / "other.db"
    assert framing("import", text).code == 0
    assert framing("import", text, "--db", path).code == 0
    return path


def used(framing: Run, *options: str | Path) -> list[str]:
    return [row["lexicon"] for row in framing("lexicon", "use", "--json", *options).rows]


def scored(framing: Run, *options: str | Path) -> list[str]:
    rows = framing("export", "scores", "--format", "json", *options).out
    return sorted(name for name in (*BUNDLED, "mine") if f'"{name}"' in rows)


def test_what_is_added_is_used_by_this_library_alone(framing: Run, mine: Path, other: Path) -> None:
    before = framing("export", "scores", "--db", other).out, framing("runs", "--db", other).out
    assert "1 article scored anew" in framing("lexicon", "add", mine).err
    assert used(framing) == [*BUNDLED, "mine"]
    assert used(framing, "--db", other) == BUNDLED
    assert framing("articles", "--db", other).code == 0
    assert framing("score", "--db", other).err.startswith("0 articles scored")
    assert framing("export", "scores", "--db", other).out == before[0]
    assert "mine" not in framing("show", "--db", other, _id(framing, other)).out
    assert "mine" in framing("show", _id(framing, other)).out


def test_where_there_is_no_such_library_nothing_is_kept(
    framing: Run, mine: Path, home: Path
) -> None:
    refused = framing("lexicon", "add", mine, "--db", home / "none.db")
    assert (refused.code, "there is no library" in refused.err) == (3, True)
    assert "mine" not in [row["lexicon"] for row in framing("lexicon", "list", "--json").rows]


def _id(framing: Run, path: Path) -> str:
    return str(framing("articles", "--db", path, "--json").rows[0]["article_id"])


def test_a_new_library_uses_all_that_are_switched_on(framing: Run, mine: Path, home: Path) -> None:
    framing("lexicon", "add", mine)
    framing("lexicon", "off", "risk")
    framing("import", mine.with_suffix(".txt"), "--db", home / "n.db")
    (home / "b.txt").write_text("Paper\n\nThe harbour.\n", encoding="utf-8")
    framing("import", home / "b.txt", "--db", home / "n.db")
    assert used(framing, "--db", home / "n.db") == [*BUNDLED[:2], "mine"]


def test_the_list_is_chosen(framing: Run, mine: Path, other: Path) -> None:
    framing("lexicon", "add", mine)
    assert framing("lexicon", "use", "risk", "mine", "--db", other).code == 0
    assert used(framing, "--db", other) == ["risk", "mine"]
    assert scored(framing, "--db", other) == ["mine", "risk"]
    assert used(framing) == [*BUNDLED, "mine"]
    assert framing("lexicon", "use", "--all", "--db", other).code == 0
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]
    unknown = framing("lexicon", "use", "rsk", "--db", other)
    assert (unknown.code, "did you mean “risk”?" in unknown.err) == (1, True)
    broken = framing("lexicon", "use", "\udcff", "--db", other)
    assert (broken.code, "called “\\udcff”" in broken.err) == (1, True)
    assert "framing lexicon add FILE" in framing("lexicon", "use", mine, "--db", other).err
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]


def test_off_and_removed_for_one_library_are_used_by_the_others(
    framing: Run, mine: Path, other: Path
) -> None:
    framing("lexicon", "add", mine, "--db", other)
    framing("lexicon", "use", "--all")
    framing("lexicon", "off", "risk")
    assert used(framing) == [*BUNDLED[:2], "mine"]
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]
    framing("lexicon", "remove", "mine", "--yes")
    assert used(framing) == BUNDLED[:2]
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]
    assert scored(framing, "--db", other) == sorted([*BUNDLED, "mine"])


def test_a_new_version_under_the_same_name_stays_in_use(
    framing: Run, mine: Path, other: Path
) -> None:
    framing("lexicon", "add", mine, "--db", other)
    mine.write_text(mine.read_text() + 'exclude = ["harbour wall"]\n', encoding="utf-8")
    assert "scored anew" in framing("lexicon", "add", mine, "--replace", "--db", other).err
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]


def test_a_library_that_keeps_to_named_ones_goes_back_to_its_own(
    framing: Run, mine: Path, other: Path
) -> None:
    framing("lexicon", "use", "risk", "competitiveness", "--db", other)
    framing("score", "--lexicon", mine, "--db", other)
    assert scored(framing, "--db", other) == ["mine"]
    framing("score", "--db", other)
    assert scored(framing, "--db", other) == ["competitiveness", "risk"]


def test_what_is_removed_already_is_taken_from_a_library_that_uses_it(
    framing: Run, mine: Path, other: Path
) -> None:
    """Removing it may have been cut short, or was done with another library."""
    framing("lexicon", "add", mine, "--db", other)
    framing("lexicon", "remove", "mine", "--yes")
    assert used(framing, "--db", other) == [*BUNDLED, "mine"]
    done = framing("lexicon", "remove", "mine", "--yes", "--db", other)
    assert (done.code, done.err.splitlines()[0]) == (0, "mine: not used any more")
    assert used(framing, "--db", other) == BUNDLED
    again = framing("lexicon", "remove", "mine", "--yes", "--db", other)
    assert (again.code, "called “mine”" in again.err) == (1, True)
