"""What a library keeps of voices: words by voice, and what of each score a voice says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Rating
from framing.runs.rescoring import refresh

AID = Lexicon(
    "aid",
    version="1",
    dimensions=(Dimension("aid", terms=(Term("aid", 0.5),)), Dimension("risk")),
)
TEXT = "No aid here\n\nAid came. “We will ask for aid and more aid.” Aid left this May."


def rated(text: str, article_id: str = "0a00000000000001", title: str = "") -> Rating:
    return Scanner([AID]).rate([Article(article_id, text, title=title)])[0]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "l.db", create=True) as opened:
        yield opened


def add(library: Library, *ratings: Rating) -> None:
    library.runs.add(library.runs.begin("import", (AID,), {}), "a", ratings)


def test_what_goes_in_comes_out(library: Library) -> None:
    one, two = rated(TEXT), rated("Nothing came.", "0b00000000000002")
    add(library, one, two)
    assert dict(library.scores.voice_words()) == {
        one.article.id: one.voices,
        two.article.id: two.voices,
    }
    assert [each.score for each in library.scores.read()] == [*one.scores, *two.scores]
    assert [tally.voice for tally in one.scores[0].tallies] == ["headline", "quote", "narrator"]


def test_scoring_again_replaces_and_removing_takes_away(library: Library) -> None:
    one = rated(TEXT)
    add(library, one, rated("“Aid,” they wrote.", "0b00000000000002"))
    library.runs.rescore(library.runs.begin("score", (AID,), {}), [one])
    assert next(library.scores.voice_words([one.article.id]))[1] == one.voices
    assert library.articles.remove([one.article.id]) == 1
    assert [article_id for article_id, _ in library.scores.voice_words()] == ["0b00000000000002"]
    assert count(library, "voice_scores") == 1


def test_another_title_makes_the_article_stale(library: Library) -> None:
    text = "Aid came.\n\nNobody knew of it."
    add(library, rated(text))
    library.articles.edit("0a00000000000001", {"title": "Aid came.", "author": "Ann"})
    assert library.scores.stale((AID,)) == ["0a00000000000001"]
    library.runs.rescore(
        library.runs.begin("score", (AID,), {}),
        Scanner([AID]).rate([library.articles.one("0a00000000000001")]),
    )
    (score, _) = library.scores.read()
    assert score.score.voices == {"headline": 1, "quote": 0, "reported": 0, "narrator": 0}
    library.articles.edit("0a00000000000001", {"title": "Aid came.", "author": "Ben"})
    assert library.scores.stale((AID,)) == []


def test_the_view_has_a_rate_for_each_voice_that_says_something(library: Library) -> None:
    one = rated(TEXT)
    add(library, one)
    sql = (
        "SELECT voice, matches, weight, words, rate_per_1000 FROM voice_rates"
        " WHERE dimension = 'aid' ORDER BY voice"
    )
    assert rows(library, sql) == [
        ("headline", 1, 0.5, 3, 1000 * 0.5 / 3),
        ("narrator", 2, 1.0, 6, 1000 * 1.0 / 6),
        ("quote", 2, 1.0, 8, 1000 * 1.0 / 8),
    ]


def test_a_library_from_before_is_scored_by_voice(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scores of an earlier scorer are stale, so the next look at the library makes new ones."""
    monkeypatch.setattr("framing.statistics.rates.SCORER_VERSION", "1")
    add(library, rated("Aid came.\n\n“We will ask for state subsidies,” they wrote."))
    monkeypatch.undo()
    with sqlite3.connect(library.path) as raw:
        raw.execute("DELETE FROM voice_words")
        raw.execute("DELETE FROM voice_scores")
    raw.close()
    assert refresh(library) == 1
    ((_, said),) = library.scores.voice_words()
    assert {each.voice for each in said} == {"quote", "narrator"}


def count(library: Library, table: str) -> int:
    ((number,),) = rows(library, f"SELECT count(*) FROM {table}")
    return int(number)


def rows(library: Library, sql: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(library.path)
    try:
        return raw.execute(sql).fetchall()
    finally:
        raw.close()
