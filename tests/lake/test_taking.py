"""A part of a lake becomes a library whose scores are those of an import, without a scan."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.library import Library, Selection
from framing.matching import Scanner
from tests.command import Run
from tests.lake.world import lake_of, lexicons, news, rows

RULES = ("published>=2021", "source~daily")


def test_a_part_has_the_scores_of_an_import(
    made: tuple[Path, Path], framing: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = made
    part = tmp_path / "part.db"
    rules = [word for rule in RULES for word in ("--where", rule)]

    def no_scan(*_: object) -> None:
        raise AssertionError("an article was scanned")

    monkeypatch.setattr(Scanner, "rate", no_scan)
    done = framing("lake", "take", folder, *rules, "--db", part)
    assert done.code == 0, done.err
    for command in (["score"], ["articles"], ["sources"]):
        shown = framing(*command, "--db", part)
        assert (shown.code, "scored anew" in shown.err) == (0, False), shown.err
    with Library(part) as taken, Library(file, read_only=True) as whole:
        ids = whole.sets.select(Selection(RULES))
        assert taken.articles.ids() == ids != []
        for one, other in zip(taken.scores.read(), whole.scores.read(ids), strict=True):
            assert (one.article, one.score) == (other.article, other.score)
        assert list(taken.articles.read()) == list(whole.articles.read(ids))
        assert list(taken.scores.entry_counts()) == list(whole.scores.entry_counts(ids))
        assert list(taken.scores.voice_words()) == list(whole.scores.voice_words(ids))
        run = taken.runs.read()[0]
        assert run.kind == "import"
        assert run.options["scored_by"]


def test_more_is_added_and_what_is_there_stays(
    made: tuple[Path, Path], framing: Run, tmp_path: Path
) -> None:
    part = tmp_path / "part.db"
    framing("lake", "take", made[0], "--where", "published=2021-01", "--db", part)
    done = framing("lake", "take", made[0], "--where", "published=2021", "--db", part, "--json")
    (told,) = done.rows
    with Library(part) as taken, Library(made[1], read_only=True) as whole:
        assert told["added"] + told["present"] == taken.articles.count()
        assert taken.articles.ids() == whole.sets.select(Selection(("published=2021",)))
        assert 0 < told["present"] < told["added"] + told["present"]


def test_an_article_in_two_shards_is_taken_from_the_first(tmp_path: Path, framing: Run) -> None:
    own = rows(12)
    again = [each | {"published": "2024-02-29", "author": "Again"} for each in own]
    files = [news(tmp_path / "a.jsonl", own), news(tmp_path / "b.jsonl", again)]
    folder = lake_of(tmp_path / "lake", files, parts=2)
    assert framing("lake", "take", folder, "--db", tmp_path / "part.db").code == 0
    with Library(tmp_path / "part.db") as taken:
        assert taken.articles.count() == 12
        found = {each.article.id: each.article.author for each in taken.articles.read()}
    assert "Again" not in found.values()


def test_a_lake_without_texts_is_not_taken(tmp_path: Path, framing: Run) -> None:
    folder = lake_of(tmp_path / "lake", [news(tmp_path / "a.jsonl", rows(8))], texts=False)
    done = framing("lake", "take", folder, "--db", tmp_path / "part.db")
    assert done.code == 1
    assert "the scores were written without texts" in done.err


def test_a_library_by_other_lexicons_takes_nothing(
    made: tuple[Path, Path], framing: Run, tmp_path: Path
) -> None:
    part = tmp_path / "part.db"
    framing("import", news(tmp_path / "a.jsonl", rows(3, 9)), "--db", part)
    framing("score", "--lexicon", lexicons()[0].name, "--db", part)
    done = framing("lake", "take", made[0], "--where", "published=2019", "--db", part)
    assert done.code == 1
    assert "other lexicons than those of the library" in done.err
    with Library(part) as library:
        assert library.articles.count() == 3
