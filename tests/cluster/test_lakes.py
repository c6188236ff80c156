"""A lake holds the scores of its files, each article once, and a run goes on where it stopped."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing import limits
from framing.articles import Options
from framing.cluster import Shard, begin, finish, read_manifest, score_files
from framing.cluster.engines import Outcome, Work, serial
from framing.cluster.scoring import LakeSummary
from framing.errors import FramingError, UsageError
from framing.lexicons import Lexicon, read_lexicon
from framing.places import bundled
from framing.shards import ShardOptions, read_scores
from tests.cluster.lake_world import (
    by_id,
    content,
    entry_sum,
    lexicons,
    manifest,
    news,
    outputs,
    ratings,
    rows,
    stored,
    summary,
)

Score = Callable[..., LakeSummary]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def score(lake: Path) -> Score:
    """Score files into the lake, in shards of 4 kB where nothing else is said."""

    def run(
        *paths: Path, size: int = 4_000, by: Sequence[Lexicon] = (), texts: bool = True, **said: str
    ) -> LakeSummary:
        options = ShardOptions(reading=Options(**said), texts=texts)
        named = by or lexicons()
        return score_files(map(str, paths), lake, named, options, serial, shard_bytes=size)

    return run


def test_a_lake_holds_the_scores_that_the_files_have(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    paths = [news(tmp_path / f"{number}.jsonl", 40, number) for number in range(3)]
    done = score(*paths)
    expected = ratings(paths)
    found = [each for file in outputs(lake) for each in read_scores(lake / file)]
    assert by_id(found) == expected
    assert len(found) == 120
    assert done.scored == len(manifest(lake)["shards"]) > 3
    assert manifest(lake)["entry_hash"] == entry_sum(expected.values())
    assert (manifest(lake)["articles"], manifest(lake)["complete"]) == (120, True)


def test_a_date_that_needs_the_others_is_not_read_by_the_rows_beside_it(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = tmp_path / "news.jsonl"
    days = ["04/13/2025", *["03/04/2025"] * 59]
    lines = (json.dumps({"text": f"Pier {n}.", "date": day}) for n, day in enumerate(days))
    path.write_text("\n".join(lines), encoding="utf-8")
    score(path, size=100_000)
    assert {row["published"] for row in stored(lake)} == {"2025-04-13", "2025-03-04"}
    apart = tmp_path / "apart"
    options = ShardOptions(reading=Options(date_order="mdy"))
    score_files([str(path)], apart, lexicons(), options, serial, shard_bytes=500)
    assert len(_shards(apart)) > 2
    assert {row["published"] for row in stored(apart)} == {"2025-04-13", "2025-03-04"}
    done = score_files(
        [str(path)], tmp_path / "no", lexicons(), ShardOptions(), serial, shard_bytes=500
    )
    assert {row["published"] for row in stored(tmp_path / "no")} == {"2025-04-13", ""}
    assert done.notices[0].startswith(f"{path}:2: ")
    assert "could be two days and left empty" in done.notices[0]
    assert "say --date-order" in done.notices[0]
    told = sum(int(line.split(": ")[1].split()[0]) for line in done.notices)
    assert told == 59


def test_articles_lie_by_year_and_those_without_a_date_apart(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    score(news(tmp_path / "news.jsonl", 60))
    years = {row["year"] for row in stored(lake)}
    assert years == {"year=2019", "year=2021", "year=2024", "year=unknown"}
    for row in stored(lake):
        assert row["year"] == f"year={row['published'][:4] or 'unknown'}"


def test_the_split_changes_no_score(tmp_path: Path, score: Score) -> None:
    path = news(tmp_path / "news.jsonl", 100)
    sums = set()
    for size in (1_000, 7_777, 1_000_000):
        folder = tmp_path / f"by-{size}"
        score_files([str(path)], folder, lexicons(), ShardOptions(), serial, shard_bytes=size)
        sums.add((manifest(folder)["entry_hash"], len(stored(folder))))
    assert sums == {(entry_sum(ratings([path]).values()), 100)}


def test_packed_files_tables_and_pages_make_one_lake(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    packed = news(folder / "a.jsonl", 20, 1).read_bytes()
    (folder / "a.jsonl").rename(folder / "b.jsonl")
    (folder / "c.jsonl.gz").write_bytes(gzip.compress(packed.replace(b"Item 1.", b"Item 2.")))
    pq.write_table(pa.Table.from_pylist(rows(200, 3)), folder / "d.parquet", row_group_size=30)
    (folder / "e.txt").write_text("The risk of a bubble.\n", encoding="utf-8")
    score(folder)
    assert len(stored(lake)) == 20 + 20 + 200 + 1
    assert any(piece["unit"] == "rows" for each in _shards(lake) for piece in each["pieces"])


def test_a_lake_is_scored_again_by_other_lexicons(tmp_path: Path, lake: Path, score: Score) -> None:
    paths = [news(tmp_path / f"{number}.jsonl", 40, number) for number in range(2)]
    score(*paths)
    again, anew = tmp_path / "again", tmp_path / "anew"
    other = [read_lexicon(bundled("lexicons") / "competitiveness.toml")]
    score_files([str(lake)], again, other, ShardOptions(), serial)
    score_files(map(str, paths), anew, other, ShardOptions(), serial)
    assert summary(again) == summary(anew)
    assert summary(again) != summary(lake)


def test_a_manifest_of_a_stranger_names_no_files_elsewhere(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    score(news(tmp_path / "news.jsonl", 60))
    secret = tmp_path / "secret.parquet"
    told = manifest(lake)
    (lake / told["shards"][0]["outputs"][0]["file"]).rename(secret)
    told["shards"][0]["outputs"][0]["file"] = "../secret.parquet"
    (lake / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    score_files([str(lake)], tmp_path / "again", lexicons(), ShardOptions(), serial)
    assert "secret" not in (tmp_path / "again" / "manifest.json").read_text(encoding="utf-8")


def test_an_article_counts_once_in_its_first_shard(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    one, other = (news(tmp_path / f"{number}.jsonl", 30, number) for number in range(2))
    again = tmp_path / "again.jsonl"
    lines = one.read_bytes().splitlines(keepends=True)
    again.write_bytes(lines[3] + lines[3] + other.read_bytes() + lines[20])
    score(one, again, size=100_000)
    assert [each["duplicates"] for each in _shards(lake)] == [3]
    score_files(
        [str(one), str(again)],
        tmp_path / "many",
        lexicons(),
        ShardOptions(),
        serial,
        shard_bytes=3_000,
    )
    apart = tmp_path / "many"
    header, *listed = (apart / "duplicates.csv").read_text(encoding="utf-8").splitlines()
    assert header == "file,id"
    left_out = {tuple(line.split(",")) for line in listed}
    assert len(left_out) == len(listed) == manifest(apart)["duplicates"]
    assert len(left_out) + sum(each["duplicates"] for each in _shards(apart)) == 3
    kept = [
        row["id"]
        for file in outputs(apart)
        for row in stored(apart, [file])
        if (file, row["id"]) not in left_out
    ]
    assert sorted(kept) == sorted(ratings([one, other]))
    in_one = {each["file"] for each in _outputs_of(apart, one)}
    assert left_out and not any(file in in_one for file, _ in left_out)


def test_without_texts_only_the_scores_go_out(tmp_path: Path, lake: Path, score: Score) -> None:
    score(news(tmp_path / "news.jsonl", 10), texts=False)
    assert {row["text"] for row in stored(lake)} == {None}
    assert sum(row["words"] for row in stored(lake)) > 0


def test_the_same_call_again_does_nothing(tmp_path: Path, lake: Path, score: Score) -> None:
    path = news(tmp_path / "news.jsonl", 60)
    first = score(path)
    before = content(lake)
    again = score(path)
    assert (again.scored, again.before) == (0, first.scored)
    assert again.manifest == first.manifest
    assert content(lake) == before


def test_what_is_missing_or_cut_short_is_scored_again(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = news(tmp_path / "news.jsonl", 60)
    score(path)
    before, told = content(lake), manifest(lake)
    gone, cut = told["shards"][1]["outputs"][0]["file"], told["shards"][3]["outputs"][0]["file"]
    (lake / gone).unlink()
    (lake / cut).write_bytes(before[cut][:-9])
    assert score(path).scored == 2
    assert content(lake) == before
    assert manifest(lake) == told


def test_a_stopped_run_goes_on(tmp_path: Path, lake: Path, score: Score) -> None:
    path = news(tmp_path / "news.jsonl", 60)
    run = begin([str(path)], lake, lexicons(), ShardOptions(), 4_000)
    for shard in run.left[:3]:
        run.work(shard)
    assert not finish(lake).complete
    assert manifest(lake)["articles"] == len(stored(lake)) < 60
    (lake / outputs(lake)[0]).unlink()
    done = score(path)
    assert (done.before, done.scored) == (2, len(run.shards) - 2)
    assert len(stored(lake)) == 60
    assert manifest(lake)["entry_hash"] == entry_sum(ratings([path]).values())


def test_what_killed_workers_left_is_gone_in_the_end(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = news(tmp_path / "news.jsonl", 60)
    run = begin([str(path)], lake, lexicons(), ShardOptions(), 4_000)
    run.work(run.left[0])
    left = lake / "year=2019" / ".framing-0123.part"
    left.write_bytes(b"PAR1")
    score(path)
    assert {each.name for each in lake.iterdir() if not each.name.startswith("year=")} == {
        "lexicons",
        "manifest.json",
    }
    assert not left.exists()


@pytest.mark.parametrize("change", ["rows", "time"])
def test_a_file_that_changed_is_refused(
    tmp_path: Path, lake: Path, score: Score, change: str
) -> None:
    path = news(tmp_path / "news.jsonl", 60)
    score(path)
    before = content(lake)
    if change == "rows":
        news(path, 61)
    else:
        os.utime(path, ns=(5, 5))
    with pytest.raises(FramingError, match=r"news.jsonl: the file changed .*into a new folder"):
        score(path)
    assert content(lake) == before


def test_other_files_lexicons_options_and_versions_are_refused(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = news(tmp_path / "news.jsonl", 20)
    score(path)
    with pytest.raises(FramingError, match="lake: holds the scores of other files"):
        score(path, news(tmp_path / "more.jsonl", 5))
    with pytest.raises(FramingError, match="lake: holds the scores of other files, or of these in"):
        score(path, size=100_000)
    with pytest.raises(FramingError, match="lake: holds a run of another name"):
        score(path, by=[read_lexicon(bundled("lexicons") / "competitiveness.toml")])
    with pytest.raises(FramingError, match="lake: holds scores that were made with other options"):
        score(path, date_order="dmy")
    told = manifest(lake)
    (lake / "manifest.json").write_text(json.dumps(told | {"scorer_version": "0"}))
    with pytest.raises(FramingError, match="lake: holds scores of another version of framing"):
        score(path)


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, lake: Path, score: Score) -> None:
    path = news(tmp_path / "news.jsonl", 5)
    lake.mkdir()
    (lake / "thesis.txt").write_text("mine")
    with pytest.raises(FramingError, match="lake: holds something that is no lake"):
        score(path)
    assert [each.name for each in lake.iterdir()] == ["thesis.txt"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"kind": "lake"}', '{"kind": "lake", "schema": 1, "shards": 7}']
)
def test_a_damaged_manifest_is_told_in_a_line(
    tmp_path: Path, lake: Path, score: Score, text: str
) -> None:
    path = news(tmp_path / "news.jsonl", 5)
    score(path)
    (lake / "manifest.json").write_text(text)
    with pytest.raises(FramingError, match=r"manifest.json: .*score into a new folder"):
        score(path)
    with pytest.raises(FramingError):
        read_manifest(lake)


def test_a_lake_within_its_articles_is_refused(tmp_path: Path, score: Score) -> None:
    news(tmp_path / "news.jsonl", 5)
    with pytest.raises(UsageError, match="lies within the articles"):
        score(tmp_path)


def test_a_bad_row_refuses_its_piece_and_names_its_line(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    good, bad = (news(tmp_path / f"{name}.jsonl", 60, seed) for name, seed in (("a", 1), ("b", 2)))
    lines = bad.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[50] = '{"text": \n'
    bad.write_text("".join(lines), encoding="utf-8")
    (refused,) = score(good, bad).refused
    assert refused.startswith(f"{bad}:51:")
    states = {each["state"] for each in _shards(lake)}
    assert states == {"done", "refused"}
    assert "Item 2.50" not in str(stored(lake))
    assert "Item 2.0:" in str(stored(lake))
    done = score(good, bad, skip_bad_rows=True)
    assert (done.scored, done.refused) == (1, ())
    assert len(stored(lake)) == 119
    assert sum(each["bad_rows"] for each in _shards(lake)) == 1
    assert done.notices[0].startswith(f"{bad}:51:")


def test_of_files_in_one_shard_only_the_bad_one_is_refused(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    paths = [news(tmp_path / f"{number}.jsonl", 5, number) for number in range(3)]
    with paths[1].open("a", encoding="utf-8") as stream:
        stream.write("no JSON\n")
    (refused,) = score(*paths, size=100_000).refused
    assert refused.startswith(f"{paths[1]}:6:")
    assert {row["text"][:7] for row in stored(lake)} == {"Item 0.", "Item 2."}
    assert manifest(lake)["entry_hash"] == entry_sum(ratings([paths[0], paths[2]]).values())


def test_of_small_files_only_the_one_that_cannot_be_scanned_is_refused(
    tmp_path: Path, lake: Path, score: Score, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "COUNTED_MATCHES", 3)
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in (("a", "A risk."), ("b", "A risk. " * 9), ("c", "The risk.")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (refused,) = score(folder).refused
    assert refused.startswith(f"{folder / 'b.txt'}: article ")
    assert "matches" in refused
    assert {row["text"].strip() for row in stored(lake)} == {"A risk.", "The risk."}


def test_a_file_that_goes_while_the_run_is_at_work_is_refused(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    one, other = (news(tmp_path / f"{number}.jsonl", 5, number) for number in range(2))
    run = begin([str(one), str(other)], lake, lexicons(), ShardOptions(), 2_000)
    other.unlink()
    receipts = [run.work(shard) for shard in run.left]
    assert [each.state for each in receipts] == ["done", "refused"]
    assert "cannot be read: No such file" in receipts[1].refused[0]


@pytest.mark.parametrize("written", [0, 1, 2, 4, 8, 12])
def test_no_room_is_told_in_a_line_and_the_rest_is_done_later(
    tmp_path: Path, lake: Path, score: Score, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    path = news(tmp_path / "news.jsonl", 24)
    room = iter([True] * written)

    def fsync(_: int) -> None:
        if not next(room, False):
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(FramingError, match=r"cannot be written: No space left on device"):
            score(path)
    assert not [*lake.rglob("*.part")]
    score(path)
    assert summary(lake)[:3] == (24, 0, entry_sum(ratings([path]).values()))
    assert len(stored(lake)) == 24


def test_a_lexicon_that_was_changed_in_the_lake_is_not_used(tmp_path: Path, lake: Path) -> None:
    path = news(tmp_path / "news.jsonl", 5)
    run = begin([str(path)], lake, lexicons(), ShardOptions())
    other = read_lexicon(bundled("lexicons") / "competitiveness.toml")
    (own,) = (lake / "lexicons").iterdir()
    own.write_text(other.canonical(), encoding="utf-8")
    with pytest.raises(FramingError, match="another lexicon than its name says"):
        run.work(run.left[0])


def test_two_runs_in_one_folder_are_one_after_the_other(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = news(tmp_path / "news.jsonl", 20)
    waiting: list[str] = []

    @contextmanager
    def slow(work: Work, shards: Sequence[Shard]) -> Iterator[Iterator[Outcome]]:
        """Work during which somebody else comes."""
        with serial(work, shards) as outcomes:
            before = content(lake)
            with pytest.raises(FramingError) as refused:
                score(path)
            waiting.append(str(refused.value))
            assert content(lake) == before
            yield outcomes

    run = [str(path)], lake, lexicons(), ShardOptions(), slow
    assert score_files(*run, shard_bytes=4_000).manifest.complete
    assert waiting == [
        f"{lake}: another run is at work in this folder (wait for its end, then do it again)"
    ]
    assert score(path).scored == 0
    assert ".lock" not in content(lake)


def test_a_lock_that_a_killed_run_left_keeps_nobody_out(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    lake.mkdir()
    (lake / ".lock").touch()
    assert score(news(tmp_path / "news.jsonl", 5)).manifest.complete
    assert not (lake / ".lock").exists()


def test_a_lock_that_leads_elsewhere_is_refused(tmp_path: Path, lake: Path, score: Score) -> None:
    lake.mkdir()
    (lake / ".lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FramingError, match="cannot be written"):
        score(news(tmp_path / "news.jsonl", 5))
    assert not (tmp_path / "elsewhere").exists()


def test_nothing_stays_of_a_folder_that_was_not_begun(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    with pytest.raises(FramingError, match="No such file"):
        score(tmp_path / "nothing.jsonl")
    assert not lake.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda told, _: told["shards"][0].update(articles="many"),
        lambda told, _: told["shards"][0].update(articles=-1),
        lambda told, output: output.update(articles=2**62),
        lambda told, _: told["shards"][0].update(name="../../victim", state="open"),
        lambda told, _: told["shards"][0].update(entry_hash="-0x1"),
        lambda told, _: told["shards"][0].update(notices=[7]),
        lambda told, output: told["shards"][0]["outputs"].append(output),
        lambda told, output: output.update(file=7),
        lambda told, output: output.update(bytes=None),
        lambda told, _: told["shards"][0]["pieces"][0].update(file=["x"]),
        lambda told, _: told.update(duplicates=-5),
        lambda told, _: told.update(duplicates=1e308),
        lambda told, _: told.update(complete=1),
        lambda told, _: told.update(run=None),
    ],
)
def test_a_manifest_of_other_values_is_refused_whole(
    tmp_path: Path,
    lake: Path,
    score: Score,
    change: Callable[[dict[str, Any], dict[str, Any]], object],
) -> None:
    path, victim = news(tmp_path / "news.jsonl", 20), tmp_path / "victim.json"
    score(path)
    victim.write_text("mine")
    told = manifest(lake)
    change(told, told["shards"][0]["outputs"][0])
    (lake / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(FramingError, match=r"manifest.json: the manifest is damaged"):
        score(path)
    assert victim.read_text() == "mine"


@pytest.mark.parametrize(
    "receipt", ["[" * 100_000, "{}", '{"outputs": [{"file": 7, "articles": 1, "bytes": 1}]}', ""]
)
def test_a_damaged_receipt_is_passed_over_and_its_shard_scored_again(
    tmp_path: Path, lake: Path, score: Score, receipt: str
) -> None:
    path = news(tmp_path / "news.jsonl", 20)
    run = begin([str(path)], lake, lexicons(), ShardOptions(), 4_000)
    receipts = lake / "shards"
    receipts.mkdir()
    (receipts / f"{run.left[0].name}.json").write_text(receipt, encoding="utf-8")
    os.mkfifo(receipts / "pipe.json")
    assert score(path).scored == len(run.shards)
    assert len(stored(lake)) == 20


def test_a_pipe_in_place_of_a_small_file_is_not_waited_for(
    tmp_path: Path, lake: Path, score: Score
) -> None:
    path = news(tmp_path / "news.jsonl", 5)
    run = begin([str(path)], lake, lexicons(), ShardOptions())
    (lexicon,) = (lake / "lexicons").iterdir()
    for pipe in (lexicon, lake / "manifest.json"):
        pipe.unlink()
        os.mkfifo(pipe)
    with pytest.raises(FramingError, match=r"json: this is a named pipe .every worker must see"):
        run.work(run.left[0])
    with pytest.raises(FramingError, match=r"manifest.json: this is a named pipe"):
        score(path)


def _shards(lake: Path) -> list[dict]:
    return list(manifest(lake)["shards"])


def _outputs_of(lake: Path, path: Path) -> list[dict]:
    """The outputs of the shards that hold nothing but pieces of a file."""
    return [
        output
        for shard in _shards(lake)
        if {piece["file"] for piece in shard["pieces"]} == {str(path)}
        for output in shard["outputs"]
    ]
