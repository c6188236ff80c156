"""Files of scores in a library: stored as shards found them, and not scored again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyarrow import parquet

import framing as package
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.library import Library
from framing.runs.rescoring import refresh
from framing.shards import ShardOptions, footer, score_shard
from framing.statistics.rates import SCORER_VERSION
from tests.command import Run
from tests.runs.test_worker_processes import content, corpus
from tests.shards.shard_world import ENDINGS, RISK, scanner

TABLES = ("articles", "scores", "entry_counts")


@pytest.fixture
def part(home: Path) -> Path:
    return corpus(home / "part-1.jsonl", 120, published="2024-05-02", desk="ünlike")


def same_scores(one: Path, other: Path) -> bool:
    """Whether two libraries hold the same articles and scores."""
    first, second = content(one), content(other)
    return all(first[name] == second[name] for name in TABLES)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_library_is_the_one_that_an_import_makes(
    ending: str, framing: Run, part: Path, home: Path
) -> None:
    score_shard(part, home / f"scores{ending}", scanner(), ShardOptions(run="spring"))
    framing("import", part, "--db", home / "1.db")
    done = framing("import", home / f"scores{ending}", "--db", home / "2.db")
    assert (done.code, done.out) == (0, "")
    assert "120 added" in done.err
    assert "1 file: 1 scores" in done.err
    assert same_scores(home / "1.db", home / "2.db")
    with Library(home / "2.db") as library:
        (run,) = library.runs.read()
        assert run.options["scored_by"] == "spring"
        assert run.options["named"] == [each.name for each in scanner().lexicons]
        assert (run.kind, run.articles, run.finished != "") == ("import", 120, True)
        assert refresh(library) == 0
    assert "0 " in framing("score", "--db", home / "2.db").err


def test_python_adds_files_of_scores_too(part: Path, home: Path) -> None:
    score_shard(part, home / "scores.parquet", [RISK])
    with package.Library(home / "1.db", create=True) as library:
        seen = library.add(home / "scores.parquet", dry_run=True)
        done = library.add(home / "scores.parquet")
        assert (seen.read, seen.added, done.read, done.added) == (120, 120, 120, 120)
        assert seen.sources == done.sources
        assert library.add(home / "scores.parquet").present == 120
        assert [each.name for each in library.lexicons.current()] == ["risk"]


def test_shards_of_a_run_are_one_run(part: Path, home: Path) -> None:
    other = corpus(home / "part-2.jsonl", 150)
    for number, path in enumerate((part, other)):
        score_shard(path, home / f"{number}.parquet", [RISK])
    with package.Library(home / "1.db", create=True) as library:
        library.add(home / "0.parquet", home / "1.parquet")
        (run,) = library.runs.read()
        assert run.articles == 150  # the shorter file is the beginning of the other
        assert len(library.runs.imports()) == 2


def test_articles_beside_scores_are_scored_by_their_lexicons(part: Path, home: Path) -> None:
    score_shard(part, home / "scores.parquet", [RISK])
    other = corpus(home / "part-2.jsonl", 130, language="en")
    with package.Library(home / "1.db", create=True) as library:
        library.add(other, home / "scores.parquet")
        assert [len(each.lexicons) for each in library.runs.read()] == [1, 1]
        assert refresh(library) == 0


def test_scores_by_other_lexicons_than_the_librarys_are_refused(
    framing: Run, part: Path, home: Path
) -> None:
    framing("import", corpus(home / "part-2.jsonl", 10), "--db", home / "1.db")
    before = content(home / "1.db")
    score_shard(part, home / "risk.parquet", [RISK])
    for words in (("--dry-run",), ()):
        done = framing("import", home / "risk.parquet", "--db", home / "1.db", *words)
        assert done.code == 1
        assert "other lexicons than those of the library" in done.err
    assert content(home / "1.db") == before
    score_shard(part, home / "all.parquet", scanner())
    assert framing("import", home / "all.parquet", "--db", home / "1.db").code == 0
    with Library(home / "1.db") as library:
        assert library.articles.count() == 130 - 10
        assert "named" not in library.runs.read()[-1].options
        assert refresh(library) == 0


def rewritten(path: Path, **about: object) -> None:
    """Have the footer of a file of scores say other things."""
    found = parquet.read_table(path)
    told = json.loads(found.schema.metadata[b"framing"]) | about
    parquet.write_table(found.replace_schema_metadata({"framing": json.dumps(told)}), path)


@pytest.mark.parametrize(
    ("about", "what"),
    [
        ({"scorer_version": SCORER_VERSION + "0"}, "another version of framing made the scores"),
        ({"schema": 3}, "another version of framing made the scores"),
        ({"cleaning_version": CLEANING_VERSION + "0"}, "other rules than today's"),
        ({"lexicons": ["{}"]}, "lexicon"),
        ({"lexicons": []}, "dimensions"),
        ({"lexicons": 3}, "not told whole"),
    ],
)
def test_scores_of_another_make_are_refused_by_one_line(
    about: dict[str, object], what: str, framing: Run, part: Path, home: Path
) -> None:
    path = home / "scores.parquet"
    score_shard(part, path, [RISK])
    rewritten(path, **about)
    done = framing("import", path, "--db", home / "1.db")
    (line,) = [each for each in done.err.splitlines() if each.startswith("error: ")]
    assert done.code == 1
    assert "scores.parquet: " in line or "scores.parquet:1: " in line
    assert what in line
    with Library(home / "1.db") as library:
        assert library.articles.count() == 0


def test_scores_without_texts_are_refused_by_one_line(framing: Run, part: Path, home: Path) -> None:
    score_shard(part, home / "scores.parquet", [RISK], ShardOptions(texts=False))
    done = framing("import", home / "scores.parquet", "--db", home / "1.db")
    assert (done.code, "written without texts" in done.err) == (1, True)


def test_scores_are_articles_of_their_format_where_that_is_said(
    framing: Run, part: Path, home: Path
) -> None:
    score_shard(part, home / "scores.jsonl", [RISK])
    assert footer(home / "scores.jsonl").options == {"texts": True}
    done = framing("import", home / "scores.jsonl", "--format", "text", "--db", home / "1.db")
    assert "1 added" in done.err
