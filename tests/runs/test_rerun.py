"""Where a score comes from: exports say it, and what they say gives the same scores again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from framing.errors import ReadError
from framing.export import export_provenance
from framing.lexicons import Dimension, Lexicon, Term
from framing.library import Library
from framing.matching import Scanner
from framing.model import Article, Exclusion
from framing.runs.rerun import read_provenance, scores_again
from framing.statistics.rates import SCORER_VERSION
from tests.command import Run

AID = Lexicon(
    "aid",
    version="1.0",
    dimensions=(Dimension("aid", negated="drop", terms=(Term("aid", 1.5), Term("grant*"))),),
)
LATER = Lexicon("aid", version="2.0", dimensions=(Dimension("aid", terms=(Term("nothing"),)),))
RISK = Lexicon("risk", dimensions=(Dimension("risk", terms=(Term("risk*"),)),))
TEXT = "Accept all cookies.\n\nAid came, no aid went. Grants are a risk."
CUT = (Exclusion(0, 19, "cookie banner"),)
ARTICLES = (
    Article("0a" * 8, TEXT, "The Daily", title="Aid=", published="2025-02-09", excluded=CUT),
    Article("0b" * 8, "Nothing here.", "Courier"),
    Article("0c" * 8, "…", "Courier"),
)


def stored(path: Path, lexicons: tuple[Lexicon, ...], *articles: Article) -> Path:
    """A library of some articles, scored by some lexicons."""
    with Library(path, create=True) as library:
        run = library.runs.begin("score", lexicons, {"named": ["x"], "files": ["/home/me/a.txt"]})
        ratings = Scanner(lexicons).rate(articles)
        library.runs.add(run, "a.txt", ratings)
        library.runs.rescore(run, ratings)
        library.runs.finish(run)
    return path


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return stored(tmp_path / "framing.db", (AID, RISK), *ARTICLES)


@pytest.fixture
def provenance(db: Path, tmp_path: Path) -> Path:
    path = tmp_path / "provenance.json"
    with Library(db) as library:
        export_provenance(library, path)
    return path


def rows_of(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(out.splitlines()))


class TestExports:
    def test_scores_say_what_they_were_made_of(self, framing: Run, db: Path) -> None:
        rows = rows_of(framing("export", "scores", "--db", db).out)
        first = rows[0]
        assert first["text_sha256"] == sha256(TEXT.encode()).hexdigest()
        assert first["excluded_sha256"] == sha256(b"[[0,19]]").hexdigest()
        assert rows[2]["excluded_sha256"] == sha256(b"[]").hexdigest()
        assert first["lexicon_fingerprint"] == AID.fingerprint
        assert (first["scorer_version"], first["run"]) == (SCORER_VERSION, "1")

    def test_the_document_holds_all_but_the_texts(self, provenance: Path) -> None:
        held = json.loads(provenance.read_text(encoding="utf-8"))
        assert (held["schema"], held["kind"]) == (1, "provenance")
        assert [each["fingerprint"] for each in held["lexicons"]] == [
            AID.fingerprint,
            RISK.fingerprint,
        ]
        (run,) = held["runs"]
        assert run["options"] == {"named": ["x"]}  # and no names of files
        assert run["lexicons"] == [AID.fingerprint, RISK.fingerprint]
        assert held["rows"][0]["excluded"] == [[0, 19, "cookie banner"]]
        assert held["rows"][0]["runs"] == {AID.fingerprint: 1, RISK.fingerprint: 1}
        assert "cookies" not in json.dumps(held["rows"])

    def test_it_has_one_form(self, framing: Run, db: Path) -> None:
        for other in (("--format", "csv"), ("--wide",)):
            done = framing("export", "provenance", *other, "--db", db)
            assert (done.code, done.out) == (2, "")
        assert json.loads(framing("export", "provenance", "--db", db).out)["kind"] == "provenance"


class TestRerun:
    def test_the_same_bytes(self, framing: Run, db: Path, provenance: Path, tmp_path: Path) -> None:
        exported = framing("export", "scores", "--db", db).out
        assert framing("rerun", provenance, "--db", db).out == exported
        assert framing("rerun", provenance, "--db", db, "-o", tmp_path / "again.csv").code == 0
        assert (tmp_path / "again.csv").read_text(encoding="utf-8") == exported

    def test_whatever_the_library_is_scored_by_now(
        self, framing: Run, db: Path, provenance: Path
    ) -> None:
        before = framing("export", "scores", "--db", db).out
        stored(db, (LATER,), *ARTICLES)
        assert framing("export", "scores", "--db", db).out != before
        assert framing("rerun", provenance, "--db", db).out == before

    def test_from_the_texts_alone(
        self, framing: Run, db: Path, provenance: Path, tmp_path: Path
    ) -> None:
        """Another library: other lexicons, other metadata, nothing excluded, more articles."""
        plain = [Article(each.id, each.text) for each in ARTICLES]
        texts = stored(tmp_path / "t.db", (LATER,), *plain, Article("0d" * 8, "More aid."))
        again = framing("rerun", provenance, "--json", "--db", texts).rows
        known = framing("export", "scores", "--format", "json", "--db", db).rows
        assert again == known

    def test_only_what_was_scored(self, tmp_path: Path) -> None:
        """One lexicon scored all articles, another only the first: so does the re-run."""
        db = stored(tmp_path / "framing.db", (AID,), *ARTICLES)
        stored(db, (AID, RISK), ARTICLES[0])
        path = tmp_path / "p.json"
        with Library(db) as library:
            export_provenance(library, path)
            again = list(scores_again(read_provenance(path), library))
            assert again == list(library.scores.read())
        assert [each.run for each in again] == [2, 2, 1, 1]

    def test_nothing_is_stored(self, framing: Run, db: Path, provenance: Path) -> None:
        framing("rerun", provenance, "--db", db)
        with Library(db) as library:
            assert len(library.runs.read()) == 1

    def test_an_empty_library(self, framing: Run, tmp_path: Path) -> None:
        db, path = stored(tmp_path / "e.db", (AID,)), tmp_path / "p.json"
        with Library(db) as library:
            export_provenance(library, path)
        assert rows_of(framing("rerun", path, "--db", db).out) == []

    def test_another_scorer_is_said(
        self, framing: Run, db: Path, provenance: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        changed(provenance, lambda held: held.update(scorer_version="0"))
        done = framing("rerun", provenance, "--db", db)
        assert done.code == 0
        assert "made by scorer 0" in done.err


def changed(path: Path, change: Callable[[Any], object]) -> None:
    held = json.loads(path.read_text(encoding="utf-8"))
    change(held)
    path.write_text(json.dumps(held), encoding="utf-8")


class TestRefusals:
    def test_a_text_that_is_not_there(self, framing: Run, provenance: Path, tmp_path: Path) -> None:
        texts = stored(tmp_path / "t.db", (AID,), ARTICLES[1])
        done = framing("rerun", provenance, "--db", texts)
        assert (done.code, done.out) == (1, "")
        assert "lacks 2 of 3 articles: 0a0a" in done.err

    def test_another_text(self, framing: Run, provenance: Path, tmp_path: Path) -> None:
        other = Article(ARTICLES[0].id, "Another text of the same article.")
        texts = stored(tmp_path / "t.db", (AID,), other, *ARTICLES[1:])
        done = framing("rerun", provenance, "--db", texts, "-o", tmp_path / "out.csv")
        assert done.code == 1
        assert "another text of the article 0a0a" in done.err
        assert not (tmp_path / "out.csv").exists()

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda held: held.update(kind="scores"), "no provenance"),
            (lambda held: held.pop("lexicons"), "no provenance"),
            (lambda held: held.update(rows=[1]), "no provenance"),
            (lambda held: held.update(rows={"a": 1}), "no provenance"),
            (lambda held: held["rows"][0].update(runs=[1]), "no provenance"),
            (lambda held: held["rows"][0].update(excluded=[[5, 2, "x"]]), "no provenance"),
            (lambda held: held["rows"][0].update(excluded=[[0.5, 2, "x"]]), "no provenance"),
            (lambda held: held["rows"][0].update(excluded=[]), "not those of their hash"),
            (
                lambda held: held["lexicons"][0]["canonical"].update(version="9"),
                "“aid” is not the one of its fingerprint",
            ),
            (lambda held: held["lexicons"][0].update(canonical=None), "no provenance"),
        ],
    )
    def test_a_document_that_was_altered(
        self, provenance: Path, change: Callable[[Any], object], said: str
    ) -> None:
        changed(provenance, change)
        with pytest.raises(ReadError, match=said) as failed:
            read_provenance(provenance)
        assert failed.value.file == str(provenance)

    @pytest.mark.parametrize("content", ["{", "[" * 100_000, "NaN", "[]", "{}", "\x00", "é"])
    def test_what_is_no_document(self, tmp_path: Path, content: str) -> None:
        path = tmp_path / "x.json"
        path.write_bytes(content.encode("latin-1"))
        with pytest.raises(ReadError):
            read_provenance(path)

    def test_no_such_file(self, framing: Run, tmp_path: Path) -> None:
        done = framing("rerun", tmp_path / "none.json")
        assert done.code == 1
        assert done.err.count("\n") == 1


def test_spans_that_run_into_each_other_are_taken_as_one(tmp_path: Path) -> None:
    """Whoever wrote the document: n and the scores stay what counting by hand gives."""
    path = tmp_path / "p.json"
    overlapping = (Exclusion(0, 8, "a"), Exclusion(4, 14, "b"), Exclusion(4, 6, "c"))
    article = Article("0a" * 8, "one two three aid four", excluded=overlapping)
    db = stored(tmp_path / "f.db", (AID,), article)
    with Library(db) as library:
        export_provenance(library, path)
        (found,) = scores_again(read_provenance(path), library)
    assert (found.score.words, found.score.matches) == (2, 1)
