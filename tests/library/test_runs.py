"""Runs and lexicons: which scores are current, which are stale, and the old ones that stay."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import framing
from framing.errors import NotFoundError
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.model import Exclusion
from framing.statistics.rates import SCORER_VERSION
from tests.library_world import BOTH, RISK, STATE, profile

NEWER = replace(
    STATE, dimensions=(Dimension("support", "State support", terms=(Term("aid"), Term("fund*"))),)
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "framing.db", create=True) as opened:
        run = opened.runs.begin("import", BOTH, {"files": ["a.txt"], "jobs": 2})
        opened.runs.add(run, "a.txt", [ONE, TWO])
        opened.runs.finish(run)
        yield opened


ONE = profile("Aid one.", {"support": {"aid": 2, "subsid*": 1}, "risk": {"bubble": 1}}, words=50)
TWO = profile("Two.", {"support": {"aid": 1}}, source="Courier")


def rated(library: Library, run: int | None = None) -> list[tuple[str, int]]:
    found = library.scores.read([ONE.article.id], run)
    return [(each.score.dimension, each.score.matches) for each in found]


class TestRuns:
    def test_what_is_recorded(self, library: Library) -> None:
        (run,) = library.runs.read()
        assert (run.id, run.kind, run.articles, run.scores) == (1, "import", 2, 6)
        assert run.lexicons == (STATE.reference, RISK.reference)
        assert run.options == {"files": ["a.txt"], "jobs": 2}
        assert (run.scorer_version, run.framing_version) == (SCORER_VERSION, framing.version())
        assert run.started[:2] == "20"
        assert run.started <= run.finished

    def test_a_run_that_was_stopped_has_no_end(self, library: Library) -> None:
        library.runs.begin("score", BOTH, {})
        assert library.runs.read()[-1].finished == ""

    def test_no_such_run(self, library: Library) -> None:
        with pytest.raises(NotFoundError, match="no run 7"):
            library.scores.read(run=7)


class TestLexicons:
    def test_the_library_keeps_their_text(self, library: Library) -> None:
        kept = library.lexicons.current()
        assert [each.fingerprint for each in kept] == [STATE.fingerprint, RISK.fingerprint]
        assert [each.canonical() for each in kept] == [STATE.canonical(), RISK.canonical()]

    def test_a_run_makes_its_lexicons_the_active_ones(self, library: Library) -> None:
        library.runs.begin("score", (RISK,), {})
        assert [each.name for each in library.lexicons.current()] == ["risk"]
        assert [each.name for each in library.lexicons.dimensions()] == ["risk"]
        assert rated(library) == [("risk", 1)]
        assert list(library.articles.listing("one")[0].rates) == ["risk"]
        library.runs.begin("score", (RISK, STATE), {})
        assert rated(library) == [("distance", 0), ("risk", 1), ("support", 3)]
        assert [each.name for each in library.lexicons.dimensions()] == [
            "risk",
            "support",
            "distance",
        ]


class TestStale:
    def test_nothing_after_an_import(self, library: Library) -> None:
        assert library.scores.stale(BOTH) == []
        assert library.scores.stale(()) == []

    def test_everything_for_an_unknown_lexicon(self, library: Library) -> None:
        assert library.scores.stale((STATE, NEWER)) == sorted([ONE.article.id, TWO.article.id])

    def test_everything_for_a_newer_scorer(
        self, library: Library, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("framing.statistics.rates.SCORER_VERSION", "next")
        assert len(library.scores.stale(BOTH)) == 2
        run = library.runs.begin("score", BOTH, {})
        assert rated(library) == []
        library.runs.rescore(run, [ONE])
        assert library.scores.stale(BOTH) == [TWO.article.id]
        assert library.health().stale == 1

    def test_what_a_lexicon_has_not_scored_yet(self, library: Library) -> None:
        run = library.runs.begin("import", (STATE,), {})
        library.runs.add(run, "b.txt", [profile("New.", lexicons=(STATE,))])
        (new,) = set(library.scores.stale(BOTH))
        assert library.articles.one(new).text == "New."
        assert library.scores.stale((STATE,)) == []


class TestRescoring:
    def test_new_scores_are_current_and_old_ones_stay(self, library: Library) -> None:
        run = library.runs.begin("score", (NEWER, RISK), {})
        lexicons = (NEWER, RISK)
        library.runs.rescore(
            run, [profile("Aid one.", {"support": {"fund*": 4}}, lexicons=lexicons)]
        )
        assert rated(library) == [("risk", 0), ("support", 4)]
        assert [each.tally.entry for each in library.scores.entry_counts([ONE.article.id])] == [
            "fund*"
        ]
        assert rated(library, run=1) == [("distance", 0), ("risk", 0), ("support", 3)]
        old = library.scores.entry_counts([ONE.article.id], run=1)
        assert [each.tally[1:3] for each in old] == [("aid", 2), ("subsid*", 1)]
        assert library.runs.read()[-1].scores == 2

    def test_the_same_key_is_replaced(self, library: Library) -> None:
        run = library.runs.begin("score", BOTH, {})
        library.runs.rescore(run, [profile("Aid one.", {"support": {"aid": 1}}, words=50)])
        assert rated(library) == [("distance", 0), ("risk", 0), ("support", 1)]
        counts = library.scores.entry_counts([ONE.article.id])
        assert [each.tally[1:3] for each in counts] == [("aid", 1)]

    def test_counts_of_the_article_follow(self, library: Library) -> None:
        run = library.runs.begin("score", BOTH, {})
        cleaned = profile("Aid one.", words=49, excluded=(Exclusion(0, 3, "banner"),))
        library.runs.rescore(run, [cleaned])
        stored = next(library.articles.read([ONE.article.id]))
        assert (stored.words, stored.article) == (49, cleaned.article)
        assert library.articles.count("aid") == 1

    def test_an_article_that_was_removed_meanwhile(self, library: Library) -> None:
        run = library.runs.begin("score", BOTH, {})
        library.articles.remove([ONE.article.id])
        library.runs.rescore(run, [ONE, TWO])
        assert {each.article.id for each in library.scores.read()} == {TWO.article.id}

    def test_scores_can_be_written_while_articles_are_read(self, library: Library) -> None:
        run = library.runs.begin("score", BOTH, {})
        for stored in library.articles.read():
            library.runs.rescore(run, [ONE if stored.article == ONE.article else TWO])
        assert library.scores.stale(BOTH) == []


class TestReading:
    def test_by_id_whatever_was_asked_first(self, library: Library) -> None:
        ids = sorted([ONE.article.id, TWO.article.id])
        asked = [ids[1], ids[0], ids[1], "0" * 16]
        assert [each.article.id for each in library.articles.read(asked)] == ids
        assert [each.article.id for each in library.scores.read(asked)] == [ids[0]] * 3 + [
            ids[1]
        ] * 3
        assert list(library.articles.read([])) == list(library.scores.read([])) == []

    def test_a_snapshot_sees_one_moment(self, library: Library, tmp_path: Path) -> None:
        with library.snapshot():
            assert library.articles.count() == 2
            with Library(tmp_path / "framing.db") as other:
                run = other.runs.begin("import", BOTH, {})
                other.runs.add(run, "b.txt", [profile("Three.")])
            assert library.articles.count() == len(list(library.articles.read())) == 2
        assert library.articles.count() == 3

    def test_more_articles_than_one_query_takes(self, library: Library) -> None:
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(run, "b.jsonl", [profile(f"Text {n}.") for n in range(1203)])
        ids = [each.article.id for each in library.articles.read()]
        assert len(ids) == 1205
        assert ids == sorted(ids)
        assert len(list(library.scores.read())) == 3 * 1205


def rows(path: Path, sql: str) -> list[dict[str, Any]]:
    """Rows as any SQL tool sees them."""
    raw = sqlite3.connect(path)
    raw.row_factory = sqlite3.Row
    found = [dict(row) for row in raw.execute(sql)]
    raw.close()
    return found


class TestViews:
    def test_article_scores(self, library: Library, tmp_path: Path) -> None:
        sql = "SELECT * FROM article_scores WHERE dimension = 'support' ORDER BY source"
        first, second = rows(tmp_path / "framing.db", sql)
        assert list(first) == [
            "article_id", "source", "publisher", "title", "published", "url", "author",
            "language", "dimension", "matches", "weight", "words", "rate_per_1000", "low", "high",
            "interval", "lexicon", "lexicon_version",
        ]  # fmt: skip
        assert (first["article_id"], first["source"]) == (TWO.article.id, "Courier")
        assert (second["matches"], second["weight"], second["rate_per_1000"]) == (3, 2.5, 50.0)
        assert (second["lexicon"], second["lexicon_version"]) == ("state", "1.0")

    def test_source_scores(self, library: Library, tmp_path: Path) -> None:
        """2.5 in 50 words and 1 in 100: pooled 3.5 in 150, mean of 50 and 10."""
        run = library.runs.begin("import", BOTH, {})
        library.runs.add(
            run, "b.txt", [profile("Three.", {"support": {"aid": 1}}), profile("", words=0)]
        )
        sql = "SELECT * FROM source_scores WHERE dimension = 'support' AND source = 'The Daily'"
        assert rows(tmp_path / "framing.db", sql) == [
            {
                "source": "The Daily",
                "dimension": "support",
                "articles": 3,
                "words": 150,
                "matches": 4,
                "pooled_rate": 1000 * 3.5 / 150,
                "mean_rate": 30.0,
            }
        ]

    def test_term_counts(self, library: Library, tmp_path: Path) -> None:
        sql = "SELECT * FROM term_counts ORDER BY dimension, entry"
        assert [tuple(row.values()) for row in rows(tmp_path / "framing.db", sql)] == [
            ("risk", "bubble", 1, 1, 1.0),
            ("support", "aid", 2, 3, 3.0),
            ("support", "subsid*", 1, 1, 0.5),
        ]

    def test_current_scores_only(self, library: Library, tmp_path: Path) -> None:
        library.runs.begin("score", (NEWER,), {})
        for view in ("article_scores", "source_scores", "term_counts"):
            assert rows(tmp_path / "framing.db", f"SELECT * FROM {view}") == []

    def test_the_tables_explain_themselves(self, library: Library, tmp_path: Path) -> None:
        (lexicon, _) = rows(tmp_path / "framing.db", "SELECT * FROM lexicons ORDER BY seq")
        assert json.loads(lexicon["dimensions"]) == [
            ["support", "State support"],
            ["distance", ""],
        ]
        assert (lexicon["name"], lexicon["active"]) == ("state", 1)
        raw = sqlite3.connect(tmp_path / "framing.db")
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        raw.close()


def test_dimensions_that_differ_in_case_only_are_kept_apart(tmp_path: Path) -> None:
    lexicon = Lexicon("cases", dimensions=(Dimension("Fear"), Dimension("fear")))
    made = profile("X.", {"Fear": {"a": 2}, "fear": {"a": 1}}, lexicons=(lexicon,))
    with Library(tmp_path / "framing.db", create=True) as library:
        library.runs.add(library.runs.begin("import", (lexicon,), {}), "a.txt", [made])
        assert {
            name: rate.matches for name, rate in library.articles.listing()[0].rates.items()
        } == {
            "Fear": 2,
            "fear": 1,
        }
        assert len(library.articles.listing(sort="dimension:Fear")) == 1
