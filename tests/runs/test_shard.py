"""`score_shard`: a file of articles to a file of ratings, and nothing else in or out."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from framing.articles import File, Options, read, take
from framing.errors import FramingError, LexiconError, ReadError, UsageError
from framing.library import Library
from framing.matching import Scanner
from framing.model import Rating
from framing.places import bundled
from framing.runs import score_shard
from framing.runs.rescoring import at_hand
from framing.runs.shard import lexicons_of, read_ratings
from tests.command import Run
from tests.runs.test_worker_processes import content, corpus

RISK = bundled("lexicons") / "risk.toml"


@pytest.fixture
def shard(home: Path) -> Path:
    return corpus(home / "part-1.jsonl", 300, url="https://example.org/ä", meta="ünlike")


def in_set_order(path: Path) -> list[Rating]:
    """Ratings with their entries sorted."""
    found = read_ratings(path)
    return [replace(each, entries=tuple(sorted(each.entries))) for each in found]


def test_ratings_come_back_as_the_scanner_made_them(shard: Path, home: Path) -> None:
    out = score_shard(shard, home / "out.jsonl", [RISK])
    assert out == home / "out.jsonl"
    articles = [take(draft) for draft in read(File(str(shard), shard), Options())]
    assert list(read_ratings(out)) == list(Scanner(lexicons_of([RISK])).rate(articles))


def test_a_file_and_its_canonical_text_are_the_same_lexicon(shard: Path, home: Path) -> None:
    (risk,) = lexicons_of([RISK])
    one = score_shard(shard, home / "1.jsonl", [RISK])
    two = score_shard(str(shard), str(home / "2.jsonl"), [risk.canonical()])
    assert in_set_order(one) == in_set_order(two)


def test_threads_and_processes_write_the_same_bytes(shard: Path, home: Path) -> None:
    score_shard(shard, home / "serial.jsonl", [RISK])
    expected = (home / "serial.jsonl").read_bytes()
    with ThreadPoolExecutor(4) as threads:
        outs = [home / f"thread-{number}.jsonl" for number in range(8)]
        list(threads.map(lambda out: score_shard(shard, out, [RISK]), outs))
    assert {out.read_bytes() for out in outs} == {expected}
    program = (
        "import sys, pathlib; from framing.runs.shard import score_shard as s; s(sys.argv[1], "
    )
    program += "sys.argv[2], [pathlib.Path(sys.argv[3])])"
    program += "; assert not [m for m in sys.modules if m.startswith('framing.library')]"
    apart = [sys.executable, "-c", program, shard, home / "process.jsonl", RISK]
    subprocess.run(apart, check=True, env={"PYTHONPATH": ":".join(sys.path), "HOME": "/nowhere"})
    assert (home / "process.jsonl").read_bytes() == expected


def test_the_dates_of_a_shard_have_one_order(home: Path) -> None:
    path = home / "part.jsonl"
    rows = [
        {"text": f"The pier {day} is new.", "date": day} for day in ("03/04/2025", "04/13/2025")
    ]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = read_ratings(score_shard(path, home / "out.jsonl", [RISK]))
    assert [each.article.published for each in found] == ["2025-03-04", "2025-04-13"]


def test_ratings_make_the_library_that_an_import_makes(
    framing: Run, shard: Path, home: Path
) -> None:
    framing("import", shard, "--db", home / "1.db")
    choice = at_hand()
    out = score_shard(shard, home / "out.jsonl", [each.canonical() for each in choice.lexicons])
    with Library(home / "2.db", create=True) as library:
        run = library.runs.begin("import", choice.lexicons, choice.options)
        assert library.runs.add(run, str(shard), list(read_ratings(out))) == 300
        library.runs.finish(run)
    assert content(home / "1.db") == content(home / "2.db")


def test_a_fault_leaves_no_file(shard: Path, home: Path) -> None:
    with shard.open("a", encoding="utf-8") as file:
        file.write("[]\n")
    before = sorted(home.iterdir())
    with pytest.raises(ReadError, match=r"part-1\.jsonl:301: "):
        score_shard(shard, home / "out.jsonl", [RISK])
    assert sorted(home.iterdir()) == before
    with pytest.raises(FramingError, match="cannot be written"):
        score_shard(RISK.parent / "risk.toml", home / "nowhere" / "out.jsonl", [RISK])
    with pytest.raises(LexiconError):
        score_shard(shard, home / "out.jsonl", [home / "none.toml"])
    with pytest.raises(UsageError, match="a path is given as a Path"):
        score_shard(shard, home / "out.jsonl", [str(RISK)])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda lines: lines[1:],  # no head
        lambda lines: ["[1]\n", *lines[1:]],
        lambda lines: [
            lines[0].replace('"scorer_version": "', '"scorer_version": "0.'),
            *lines[1:],
        ],
        lambda lines: [lines[0], lines[1][:-9] + "\n"],  # cut short
        lambda lines: [lines[0], "{}\n"],
        lambda lines: [lines[0], "3\n"],
        lambda lines: [lines[0], json.dumps(json.loads(lines[1]) | {"scores": [{}]}) + "\n"],
        lambda lines: [lines[0], "\udcff\n"],  # no UTF-8
    ],
)
def test_a_damaged_file_of_ratings_is_refused(spoil, shard: Path, home: Path) -> None:
    out = score_shard(shard, home / "out.jsonl", [RISK])
    lines = spoil(out.read_text("utf-8").splitlines(keepends=True))
    out.write_bytes("".join(lines).encode("utf-8", "surrogateescape"))
    with pytest.raises(ReadError, match=r"out\.jsonl"):
        list(read_ratings(out))
    with pytest.raises(ReadError, match="cannot be read"):
        list(read_ratings(home / "none.jsonl"))
