"""`score_shard`: a file of articles to a file of scores, and nothing else in or out."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyarrow import csv, parquet

from framing.articles import Options
from framing.errors import FramingError, LexiconError, ReadError, UsageError
from framing.shards import (
    ShardOptions,
    footer,
    lexicons_of,
    read_scores,
    score_shard,
)
from tests.runs.test_worker_processes import corpus
from tests.shards.shard_world import ENDINGS, RISK, ROWS, rated, scanner, table


@pytest.fixture
def shard(home: Path) -> Path:
    return corpus(home / "part-1.jsonl", 300, url="https://example.org/ä", meta="ünlike")


@pytest.fixture
def dressed(home: Path) -> Path:
    """Articles with all that scores keep: cuts, voices, negation, meta, a lone mark."""
    path = home / "dressed.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return path


@pytest.mark.parametrize("ending", ENDINGS)
def test_scores_come_back_as_the_scanner_made_them(ending: str, dressed: Path, home: Path) -> None:
    expected = rated(dressed)
    assert any(each.article.excluded for each in expected)
    assert any(each.unbalanced for each in expected)
    assert any(score.tallies for each in expected for score in each.scores)
    out = home / f"out{ending}"
    assert score_shard(dressed, out, scanner()).articles == len(ROWS)
    assert list(read_scores(out)) == expected


@pytest.mark.parametrize("ending", [".parquet", ".jsonl.gz", ".csv"])
def test_whatever_holds_the_articles_their_scores_are_the_same(
    ending: str, shard: Path, home: Path
) -> None:
    other = home / f"part{ending}"
    rows = tuple(json.loads(line) for line in shard.read_text("utf-8").splitlines())
    if ending == ".jsonl.gz":
        other.write_bytes(gzip.compress(shard.read_bytes()))
    else:
        write = parquet.write_table if ending == ".parquet" else csv.write_csv
        write(table(rows), other)
    one = score_shard(shard, home / "1.parquet", [RISK])
    two = score_shard(other, home / "2.parquet", [RISK])
    assert one.entry_hash == two.entry_hash
    assert parquet.read_table(home / "1.parquet") == parquet.read_table(home / "2.parquet")


def test_a_lexicon_its_file_and_its_canonical_text_are_the_same(shard: Path, home: Path) -> None:
    (risk,) = lexicons_of([RISK])
    given = (risk, RISK, risk.canonical())
    tallies = [score_shard(shard, home / f"{n}.jsonl", [each]) for n, each in enumerate(given)]
    assert tallies[0] == tallies[1] == tallies[2]
    assert len({footer(home / f"{n}.jsonl").run for n in range(3)}) == 1


@pytest.mark.parametrize("ending", ENDINGS)
def test_threads_and_processes_write_the_same_bytes(ending: str, shard: Path, home: Path) -> None:
    score_shard(shard, home / f"serial{ending}", [RISK])
    expected = (home / f"serial{ending}").read_bytes()
    with ThreadPoolExecutor(4) as threads:
        outs = [home / f"thread-{number}{ending}" for number in range(4)]
        list(threads.map(lambda out: score_shard(shard, out, [RISK]), outs))
    assert {out.read_bytes() for out in outs} == {expected}
    program = "import sys, pathlib; from framing.shards import score_shard as s; s(sys.argv[1], "
    program += "sys.argv[2], [pathlib.Path(sys.argv[3])])"
    program += "; assert not [m for m in sys.modules if m.startswith('framing.library')]"
    apart = [sys.executable, "-c", program, shard, home / f"process{ending}", RISK]
    subprocess.run(apart, check=True, env={"PYTHONPATH": ":".join(sys.path), "HOME": "/nowhere"})
    assert (home / f"process{ending}").read_bytes() == expected


@pytest.mark.parametrize("ending", [".jsonl", ".parquet"])
@pytest.mark.parametrize("skip", [False, True])
def test_the_dates_of_a_shard_have_one_order(ending: str, skip: bool, home: Path) -> None:
    days = ("03/04/2025", "2025-01-02", "04/13/2025", "")
    rows = tuple({"text": f"The pier {day} is new.", "date": day} for day in days)
    path = home / f"part{ending}"
    if ending == ".parquet":
        parquet.write_table(table(rows), path)
    else:
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    options = ShardOptions(Options(skip_bad_rows=skip))
    score_shard(path, home / "out.jsonl", [RISK], options)
    found = [each.article.published for each in read_scores(home / "out.jsonl")]
    assert found == ["2025-03-04", "2025-01-02", "2025-04-13", ""]


def test_a_row_that_is_left_out_tells_no_order_of_dates(home: Path) -> None:
    rows = ({"text": "The pier is new.", "date": "03/04/2025"}, {"text": "", "date": "04/13/2025"})
    parquet.write_table(table(rows), home / "part.parquet")
    options = ShardOptions(Options(skip_bad_rows=True))
    score_shard(home / "part.parquet", home / "out.parquet", [RISK], options)
    (found,) = read_scores(home / "out.parquet")
    assert (found.article.published, found.article.meta) == ("", {"published": "03/04/2025"})


def test_bad_rows_are_left_out_and_counted_where_that_is_wanted(shard: Path, home: Path) -> None:
    with shard.open("a", encoding="utf-8") as file:
        file.write('[]\n{"text": ""}\n')
    before = sorted(home.iterdir())
    with pytest.raises(ReadError, match=r"part-1\.jsonl:301: "):
        score_shard(shard, home / "out.parquet", [RISK])
    assert sorted(home.iterdir()) == before
    options = ShardOptions(Options(skip_bad_rows=True))
    tally = score_shard(shard, home / "out.parquet", [RISK], options)
    assert (tally.articles, tally.bad_rows) == (300, 2)
    assert any("part-1.jsonl:302" in line for line in tally.notices)


def test_columns_are_found_by_their_map(home: Path) -> None:
    path = home / "named.parquet"
    parquet.write_table(table(({"Volltext": "The risk grows.", "Blatt": "A", "Seite": 3},)), path)
    options = ShardOptions(Options(map={"text": "Volltext", "source": "Blatt"}))
    score_shard(path, home / "out.parquet", [RISK], options)
    (found,) = read_scores(home / "out.parquet")
    assert (found.article.source, found.article.meta) == ("A", {"Seite": "3"})
    assert [score.matches for score in found.scores] == [1]


def test_rows_of_a_parquet_file_are_a_shard(home: Path) -> None:
    path = home / "all.parquet"
    rows = tuple({"text": f"Risk number {number} grows."} for number in range(50))
    parquet.write_table(table(rows), path, row_group_size=8)
    whole = score_shard(path, home / "whole.parquet", [RISK])
    found, hashes = [], 0
    for number, span in enumerate(((0, 5), (5, 30), (30, 99))):
        out = home / f"part-{number}.parquet"
        hashes += int(score_shard(path, out, [RISK], ShardOptions(rows=span)).entry_hash, 16)
        found += read_scores(out)
    assert found == list(read_scores(home / "whole.parquet"))
    assert f"{hashes % 2**256:064x}" == whole.entry_hash
    with pytest.raises(UsageError, match="Parquet"):
        (home / "rows.jsonl").write_text('{"text": "Risk."}\n')
        score_shard(home / "rows.jsonl", home / "x.parquet", [RISK], ShardOptions(rows=(0, 1)))


def test_the_footer_tells_what_made_the_scores(shard: Path, home: Path) -> None:
    options = ShardOptions(Options(source="Daily"), run="spring")
    for ending in ENDINGS:
        score_shard(shard, home / f"out{ending}", [RISK], options)
        found = footer(home / f"out{ending}")
        assert found.run == "spring"
        assert found.parsed("out") == lexicons_of([lexicons_of([RISK])[0].canonical()])
        assert found.options == {"texts": True, "source": "Daily"}


def test_a_fault_leaves_no_file(shard: Path, home: Path) -> None:
    corpus(home / "part-2.jsonl", 1)
    before = sorted(home.iterdir())
    with pytest.raises(FramingError, match="cannot be written"):
        score_shard(shard, home / "nowhere" / "out.jsonl", [RISK])
    with pytest.raises(LexiconError):
        score_shard(shard, home / "out.jsonl", [home / "none.toml"])
    with pytest.raises(UsageError, match="a path is given as a Path"):
        score_shard(shard, home / "out.jsonl", [str(RISK)])
    with pytest.raises(UsageError, match=r"known: \.parquet"):
        score_shard(shard, home / "out.csv", [RISK])
    with pytest.raises(ReadError, match="not one file"):
        score_shard(home, home / "out.jsonl", [RISK])
    assert sorted(home.iterdir()) == before
