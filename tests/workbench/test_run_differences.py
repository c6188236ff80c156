"""What moved between two scorings: how many articles, by how much, and because of which entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import NotFoundError
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.library import DimensionChange, Library
from framing.matching import Scanner
from framing.model import Article
from framing.workbench.run_differences import (
    Scoring,
    dimension_changes,
    last_two,
    lexicon_changes,
    of_lexicons,
    of_run,
)
from tests.command import Run
from tests.laws import examples

OLD = Lexicon(
    "aid",
    version="1.0",
    dimensions=(
        Dimension("aid", terms=(Term("support*"), Term("grant", 0.5)), exclude=(Term("x ray"),)),
    ),
)
NEW = replace(
    OLD,
    version="1.1",
    dimensions=(
        Dimension("aid", terms=(Term("support"), Term("grant", 2.0), Term("state support"))),
    ),
)
OTHER = Lexicon("other", version="1.0", dimensions=(Dimension("risk", terms=(Term("risk"),)),))
TEXTS = (
    "Supports and support came here. A grant too.",  # 8 words: 2.5, then 3
    "State support is no risk at all.",  # 7 words: 1 by another entry, the same rate
    "Supports.",  # 1 word: 1, then 0
    "…",
)


def stored(tmp_path: Path, *lexicons: tuple[Lexicon, ...], texts: tuple[str, ...] = TEXTS) -> Path:
    """A library of the texts, scored in one run after the other."""
    path = tmp_path / "framing.db"
    articles = [Article(f"{n:016x}", text, "The Daily") for n, text in enumerate(texts)]
    with Library(path, create=True) as library:
        for each in lexicons:
            run = library.runs.begin("score", each, {})
            ratings = Scanner(each).rate(articles)
            library.runs.add(run, "a.txt", ratings)
            library.runs.rescore(run, ratings)
            library.runs.finish(run)
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(stored(tmp_path, (OLD, OTHER), (NEW, OTHER))) as opened:
        yield opened


def only(library: Library, before: Scoring, after: Scoring) -> DimensionChange:
    (changed,) = dimension_changes(library, before, after)
    return changed


class TestRuns:
    def test_what_moved(self, library: Library) -> None:
        found = only(library, of_run(library, 1), of_run(library, 2))
        assert found.dimension == "aid"
        totals = found.totals
        assert (totals.before, totals.after, totals.shared) == (4, 4, 4)
        assert (totals.moved, totals.up, totals.down, totals.unrated) == (2, 1, 1, 0)
        # 1000·(3 − 2.5)/8 = +62.5 and 1000·(0 − 1)/1 = −1000, over the three that have words
        assert totals.mean_change == pytest.approx((62.5 - 1000) / 3)

    def test_because_of_which_entries(self, library: Library) -> None:
        found = only(library, of_run(library, 1), of_run(library, 2))
        furthest, other = found.articles
        assert furthest.article_id == f"{2:016x}"
        assert (furthest.before.rate_per_1000, furthest.before.interval) == (1000.0, "none")
        assert (furthest.after.rate_per_1000, furthest.after.interval) == (0.0, "silence")
        assert furthest.after.high == pytest.approx(950.0)  # 1000·(1 − 0.05^(1/1))
        assert [(each.entry, each.change) for each in furthest.entries] == [("support*", -1000.0)]
        assert {each.entry: each.change for each in other.entries} == pytest.approx(
            {"support*": -250.0, "grant": 187.5, "support": 125.0}
        )
        assert {each.entry: each.change for each in found.entries} == pytest.approx(
            {"support*": -1250 / 3, "grant": 187.5 / 3, "support": 125 / 3}
        )

    def test_not_more_than_asked(self, library: Library) -> None:
        (found,) = dimension_changes(library, of_run(library, 1), of_run(library, 2), limit=1)
        assert len(found.articles) == 1
        assert found.totals.moved == 2

    def test_the_last_two_that_differ(self, library: Library) -> None:
        library.runs.begin("score", (NEW, OTHER), {})
        library.runs.begin("score", (OTHER, NEW), {})
        before, after = last_two(library)
        assert (before.label[:5], after.label[:5]) == ("run 1", "run 4")

    def test_a_run_against_itself(self, library: Library) -> None:
        assert list(dimension_changes(library, of_run(library, 2), of_run(library, 2))) == []

    def test_no_such_run(self, library: Library) -> None:
        with pytest.raises(NotFoundError, match="no run 9"):
            of_run(library, 9)

    def test_one_way_of_scoring_only(self, tmp_path: Path) -> None:
        path = stored(tmp_path, (OLD,), (OLD,))
        with Library(path) as library, pytest.raises(NotFoundError, match="same lexicons"):
            last_two(library)

    def test_runs_that_share_no_dimension(self, tmp_path: Path) -> None:
        path = stored(tmp_path, (OLD,), (OTHER,))
        with Library(path) as library, pytest.raises(NotFoundError, match="share no dimension"):
            list(dimension_changes(library, of_run(library, 1), of_run(library, 2)))

    def test_runs_that_share_no_article(self, tmp_path: Path) -> None:
        with Library(stored(tmp_path, (OLD,))) as library:
            run = library.runs.begin("score", (NEW,), {})
            library.runs.finish(run)
            with pytest.raises(NotFoundError, match="no article was scored in both"):
                list(dimension_changes(library, of_run(library, 1), of_run(library, 2)))

    def test_articles_that_one_of_them_lacks(self, tmp_path: Path) -> None:
        with Library(stored(tmp_path, (OLD,))) as library:
            run = library.runs.begin("score", (NEW,), {})
            library.runs.rescore(run, Scanner([NEW]).rate([next(library.articles.read()).article]))
            totals = only(library, of_run(library, 1), of_run(library, 2)).totals
            assert (totals.before, totals.after, totals.shared, totals.moved) == (4, 1, 1, 1)

    def test_another_scorer(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        """The same lexicon, but a program that counts in another way."""
        monkeypatch.setattr("framing.statistics.rates.SCORER_VERSION", "next")
        articles = [each.article for each in library.articles.read()]
        run = library.runs.begin("score", (NEW, OTHER), {})
        ratings = Scanner((NEW, OTHER)).rate(articles)
        shorter = tuple(
            replace(each, words=7, rate_per_1000=1000 * each.weight / 7)
            for each in ratings[0].scores
        )
        first = replace(ratings[0], scores=shorter)
        library.runs.rescore(run, [first, *ratings[1:]])
        found = {each.dimension: each for each in dimension_changes(library, *last_two(library))}
        assert found["aid"].totals.moved == 1
        assert found["risk"].totals.moved == 0
        (moved,) = found["aid"].articles
        assert sum(each.change for each in moved.entries) == pytest.approx(moved.change, abs=1e-9)


class TestLexicons:
    def test_by_name_and_version(self, library: Library) -> None:
        before, after = of_lexicons(library, "aid@1.0", "aid@1.1")
        assert only(library, before, after).totals.moved == 2
        assert before.label == f"aid 1.0 ({OLD.fingerprint[:8]})"

    def test_by_fingerprint(self, library: Library) -> None:
        sides = of_lexicons(library, OLD.fingerprint[:12], NEW.fingerprint.upper())
        assert only(library, *sides).totals.moved == 2

    @pytest.mark.parametrize(
        ("named", "said"),
        [("aid", "several versions"), ("aid@3", "no scores"), ("zzzz", "no scores"), ("", "no sc")],
    )
    def test_what_names_no_version(self, library: Library, named: str, said: str) -> None:
        with pytest.raises(NotFoundError, match=said) as failed:
            of_lexicons(library, named, "aid@1.0")
        assert "aid@1.0" in failed.value.hint

    def test_what_a_lexicon_gained_and_lost(self) -> None:
        found = [(each.what, each.name) for each in lexicon_changes(OLD, NEW, "aid")]
        assert found == [
            ("term added", "state support"),
            ("term added", "support"),
            ("term removed", "support*"),
            ("term changed", "grant"),
            ("exclusion removed", "x ray"),
        ]

    def test_rules_and_the_groups_they_name(self) -> None:
        def ruled(*members: str, within: int, negated: str) -> Lexicon:
            dimension = Dimension("d", negated=negated, near=(Rule("r", ("g", "h"), within),))
            groups = {"g": tuple(map(Term, members)), "h": (Term("aid"),), "i": (Term("no"),)}
            return Lexicon("l", dimensions=(dimension,), groups=groups)

        before = ruled("state", within=5, negated="count")
        after = replace(ruled("city", within=9, negated="drop"))
        after = replace(after, groups={**after.groups, "i": ()})
        assert [(each.what, each.name) for each in lexicon_changes(before, after, "d")] == [
            ("rule changed", "r"),
            ("group member added", "g: city"),
            ("group member removed", "g: state"),
            ("negated matches", "count → drop"),
        ]


WORDS = ("support", "supports", "grant", "state", "state support", "no", "the", "x ray", ".")
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


@examples(40)
@given(st.lists(texts, min_size=1, max_size=6, unique=True))
def test_entries_add_up_to_every_change(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("changed")
    with Library(stored(folder, (OLD,), (NEW,), texts=tuple(texts))) as library:
        sides = of_run(library, 1), of_run(library, 2)
        found = only(library, *sides)
        old, new = (
            {each.article.id: each.score.rate_per_1000 for each in library.scores.read(run=run)}
            for run in (1, 2)
        )
    changes = [new[name] - rate for name, rate in old.items() if rate is not None]
    moved = {each.article_id: each for each in found.articles}
    assert set(moved) == {
        name for name, rate in old.items() if rate is not None and abs(new[name] - rate) > 1e-9
    }
    for each in moved.values():
        assert sum(part.change for part in each.entries) == pytest.approx(each.change, abs=1e-9)
    if changes:
        mean = sum(changes) / len(changes)
        assert found.totals.mean_change == pytest.approx(mean, abs=1e-9)
        assert sum(part.change for part in found.entries) == pytest.approx(mean, abs=1e-9)
    else:
        assert found.totals.mean_change is None


class TestCommand:
    """`framing diff`."""

    @pytest.fixture
    def db(self, tmp_path: Path) -> Path:
        return stored(tmp_path, (OLD, OTHER), (NEW, OTHER))

    def test_two_runs(self, framing: Run, db: Path) -> None:
        done = framing("diff", 1, 2, "--db", db)
        assert done.code == 0
        assert "same scores: risk" in done.out
        assert "4 articles scored by both; 2 moved (1 up, 1 down)" in done.out
        assert re.search(r"1000\.0 → 0\.0 \(≤ 950\.0\) +-1000\.00 +support\* -1000\.00", done.out)
        assert "term removed: support*" in done.out

    def test_as_json(self, framing: Run, db: Path) -> None:
        done = framing("diff", "--lexicon", "aid@1.0", "aid@1.1", "--json", "--db", db)
        (row,) = done.rows
        assert json.loads(done.out)["kind"] == "diff"
        assert (row["articles"], row["moved"], row["up"], row["down"]) == (4, 2, 1, 1)
        assert row["before"]["lexicon_fingerprint"] == OLD.fingerprint
        assert len(row["furthest"]) == 2
        assert {"what": "term changed", "name": "grant"} in row["lexicon_changes"]

    def test_the_articles_alone(self, framing: Run, db: Path) -> None:
        rows = framing("diff", "1", "2", "--articles", "--json", "--db", db).rows
        assert [row["change"] for row in rows] == pytest.approx([-1000, 62.5])
        assert "support*" in framing("diff", 1, 2, "--articles", "--db", db).out
        assert (
            len(framing("diff", 1, 2, "--articles", "--limit", 1, "--json", "--db", db).rows) == 1
        )

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (("1",), 2, "two runs, not 1"),
            (("1", "2", "3"), 2, "two runs, not 3"),
            (("--lexicon",), 2, "two lexicon versions"),
            (("one", "2"), 2, "no number of a run"),
            (("1", "9" * 30), 2, "no number of a run"),
            (("1", "9"), 1, "no run 9"),
            (("--lexicon", "aid@1.0", "other"), 1, "share no dimension"),
        ],
    )
    def test_what_cannot_be_compared(
        self, framing: Run, db: Path, arguments: tuple[str, ...], code: int, said: str
    ) -> None:
        done = framing("diff", *arguments, "--db", db)
        assert (done.code, done.out) == (code, "")
        assert said in done.err and done.err.count("\n") == 1

    def test_the_same_twice(self, framing: Run, db: Path) -> None:
        done = framing("diff", 2, 2, "--db", db)
        assert done.code == 0
        assert "nothing to compare: the same lexicon and scorer made what both scored" in done.out
        assert framing("diff", 2, 2, "--json", "--db", db).rows == []

    def test_after_an_edit_without_numbers(self, framing: Run, tmp_path: Path) -> None:
        """A lexicon is edited in its folder; `framing diff` scores anew and tells what moved."""
        path, text = tmp_path / "jobs.toml", tmp_path / "a.txt"
        path.write_text(_JOBS, encoding="utf-8")
        text.write_text("Jobs are safe. Hiring goes on here.\n", encoding="utf-8")
        db = tmp_path / "l.db"
        assert framing("import", text, "--db", db).code == 0
        assert framing("lexicon", "add", path, "--db", db).code == 0
        kept = next((tmp_path / "config").rglob("jobs.toml"))
        kept.write_text(
            _JOBS.replace('terms = ["jobs"]', 'terms = ["jobs", "hiring"]'), encoding="utf-8"
        )
        done = framing("diff", "--db", db)
        assert done.code == 0
        assert "1 article scored anew" in done.err
        assert "term added: hiring" in done.out
        assert "1 moved (1 up, 0 down)" in done.out


_JOBS = """\
name = "jobs"
title = "Jobs"
version = "1.0"
language = "en"
license = "CC0-1.0"
source = "made for a test"

[dimensions.jobs]
title = "Jobs"
description = "Words of work."
terms = ["jobs"]

[[examples]]
text = "Jobs."
match = ["jobs"]
"""
