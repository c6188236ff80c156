"""What aggregates read is what the scores are, whoever changed them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article

LEXICON = Lexicon(
    "two",
    dimensions=(
        Dimension("fear", terms=(Term("danger"),)),
        Dimension("hope", terms=(Term("hope", 2.0),)),
    ),
)
TEXTS = ("Danger and hope.", "Hope, hope.", "“There is no danger to any of us,” he said.", "Rain.")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "l.db", create=True) as library:
        run = library.runs.begin("import", [LEXICON], {})
        for at, text in enumerate(TEXTS):
            article = Article(f"{at}" * 16, text, source="DG"[at % 2])
            library.runs.add(run, "t", Scanner([LEXICON]).rate([article]))
        library.runs.finish(run)
        yield library


def figures(library: Library) -> dict[tuple[str, str], tuple[int, int, float]]:
    return {
        (each.article_id, each.dimension): (each.words, each.matches, each.weight)
        for each in library.scores.figures("source")
    }


def scores(library: Library) -> dict[tuple[str, str], tuple[int, int, float]]:
    return {
        (each.article.id, each.score.dimension): (
            each.score.words,
            each.score.matches,
            each.score.weight,
        )
        for each in library.scores.read()
    }


def test_they_are_the_scores(library: Library) -> None:
    assert figures(library) == scores(library)
    assert figures(library)["1" * 16, "hope"] == (2, 2, 4.0)


def test_a_removed_article_is_in_none(library: Library) -> None:
    library.articles.remove(["1" * 16])
    assert figures(library) == scores(library)
    library.scores.add_up()
    assert len(figures(library)) == 6
    assert library.health().problems == ()


def test_scores_by_another_version_of_the_lexicon(library: Library) -> None:
    heavier = Lexicon(
        "two", version="2", dimensions=(Dimension("hope", terms=(Term("hope", 9.0),)),)
    )
    run = library.runs.begin("score", [heavier], {})
    found = list(library.articles.read())
    library.runs.rescore(run, Scanner([heavier]).rate([each.article for each in found[:3]]))
    assert figures(library) == scores(library)
    assert len(figures(library)) == 3
    library.runs.rescore(run, Scanner([heavier]).rate([each.article for each in found[3:]]))
    library.runs.finish(run)
    assert figures(library) == scores(library)
    assert len(figures(library)) == 4


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE scores SET weight = 7 WHERE dimension = 'hope'",
        "DELETE FROM scores WHERE article = 2",
        "INSERT OR REPLACE INTO scores SELECT * FROM scores WHERE article = 1",
        "UPDATE scores SET article = article + 2048",
    ],
)
def test_whoever_changes_scores_changes_them(library: Library, change: str) -> None:
    with sqlite3.connect(library.path) as other:
        other.execute("PRAGMA recursive_triggers = ON")
        other.execute(change)
    assert figures(library) == scores(library)


def test_a_false_block_is_found(library: Library) -> None:
    assert library.health().problems == ()
    with sqlite3.connect(library.path) as other:
        other.execute("UPDATE figure_blocks SET items = zeroblob(length(items))")
    assert any("blocks of figures" in each for each in library.health().problems)


def test_a_block_that_is_cut_is_packed_anew(library: Library) -> None:
    with sqlite3.connect(library.path) as other:
        other.execute("UPDATE figure_blocks SET items = substr(items, 2)")
    assert figures(library) == scores(library)


def test_an_article_of_any_number(library: Library) -> None:
    with sqlite3.connect(library.path) as other:
        for at, number in enumerate((2**62, -5, 2**63 - 1, 1023)):
            for table, column in (("scores", "article"), ("articles", "seq")):
                other.execute(
                    f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (number, at + 1)
                )
    assert figures(library) == scores(library)
    library.scores.add_up()
    assert library.scores.disagreeing() == 0


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE scores SET words = 70000, matches = 255 WHERE article = 1",
        "UPDATE scores SET words = 5000000000, matches = 65535, weight = 256.0 WHERE article = 3",
        "UPDATE scores SET weight = 0.3 WHERE article = 2",
        "UPDATE scores SET weight = 3e200 WHERE article = 2",
        "UPDATE scores SET narrator_matches = NULL WHERE article = 2",
        "UPDATE voice_words SET words = 70000 WHERE article = 4; UPDATE scores SET words = words",
    ],
)
def test_numbers_of_any_size(library: Library, change: str) -> None:
    with sqlite3.connect(library.path) as other:
        other.executescript(change)
    library.scores.add_up()
    assert figures(library) == scores(library)
    voiced = {
        (each.article_id, each.dimension): each.narrator_words
        for each in library.scores.figures("source")
    }
    assert voiced == {
        (each.article.id, each.score.dimension): next(
            (words.words for words in words_of[each.article.id] if words.voice == "narrator"), 0
        )
        if each.score.voices
        else None
        for words_of in [dict(library.scores.voice_words())]
        for each in library.scores.read()
    }
    assert library.scores.disagreeing() == 0


@pytest.mark.parametrize("article_id", ["", "f" * 16, "A" * 16, "an id × of another program", "7"])
def test_ids_of_any_kind(library: Library, article_id: str) -> None:
    with sqlite3.connect(library.path) as other:
        other.execute("UPDATE articles SET id = ? WHERE seq = 2", (article_id,))
    for _ in range(2):
        assert figures(library) == scores(library)
        chosen = library.scores.figures("source").chosen({article_id, "2" * 16, "no such"})
        assert {each.article_id for each in chosen} == {article_id, "2" * 16}
        assert len(list(library.scores.figures("source").chosen(["1" * 16]))) == 0
        library.scores.add_up()
    assert library.scores.disagreeing() == 0
