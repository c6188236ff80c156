"""How files become shards: all of every file once, in pieces of about one size."""

from __future__ import annotations

import gzip
import os
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from framing.cluster.pieces import Piece
from framing.cluster.plans import plan
from framing.errors import ReadError, UsageError
from tests.cluster.lake_world import news, rows


def pieces(*paths: Path, size: int) -> list[Piece]:
    return [piece for shard in plan(map(str, paths), size) for piece in shard.pieces]


def joined(found: list[Piece]) -> tuple[int, int]:
    """Where pieces begin and end that follow one another without a gap."""
    assert all(one.stop == other.start for one, other in pairwise(found))
    return found[0].start, found[-1].stop


def test_json_lines_are_cut_at_line_ends(tmp_path: Path) -> None:
    path = news(tmp_path / "news.jsonl", 100)
    content = path.read_bytes()
    found = pieces(path, size=3_000)
    assert joined(found) == (0, len(content))
    assert len(found) > 3
    for each in found:
        assert each.unit == "bytes"
        assert content[: each.stop].endswith(b"\n")


def test_a_file_of_one_shard_is_left_whole(tmp_path: Path) -> None:
    (piece,) = pieces(news(tmp_path / "news.jsonl", 10), size=1_000_000)
    assert (piece.unit, piece.start, piece.stop) == ("file", 0, 0)


def test_wide_characters_are_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "wide.jsonl"
    path.write_text(news(tmp_path / "n.jsonl", 50).read_text(encoding="utf-8"), encoding="utf-16")
    assert [each.unit for each in pieces(path, size=1_000)] == ["file"]


def test_packed_files_and_tables_of_text_are_not_cut(tmp_path: Path) -> None:
    packed = tmp_path / "news.jsonl.gz"
    packed.write_bytes(gzip.compress(news(tmp_path / "n.jsonl", 50).read_bytes()))
    table = tmp_path / "news.csv"
    table.write_text("text\n" + "A risk.\n" * 1_000, encoding="utf-8")
    assert [each.unit for each in pieces(packed, table, size=500)] == ["file", "file"]


@pytest.mark.parametrize("group", [7, 40, 300])
def test_parquet_files_are_cut_by_rows_whatever_their_groups(tmp_path: Path, group: int) -> None:
    path = tmp_path / "news.parquet"
    pq.write_table(pa.Table.from_pylist(rows(300, 1)), path, row_group_size=group)
    found = pieces(path, size=10_000)
    assert {each.unit for each in found} == {"rows"}
    assert joined(found) == (0, 300)
    sizes = [each.stop - each.start for each in found]
    assert len(sizes) > 2 and max(sizes) < 200


def test_a_broken_parquet_file_is_left_to_its_worker(tmp_path: Path) -> None:
    path = tmp_path / "news.parquet"
    path.write_bytes(b"PAR1" + bytes(5_000))
    assert [each.unit for each in pieces(path, size=1_000)] == ["file"]


def test_small_files_are_put_together_in_their_order(tmp_path: Path) -> None:
    paths = [news(tmp_path / f"{number}.jsonl", 3, number) for number in range(9)]
    shards = plan([str(tmp_path)], sum(path.stat().st_size for path in paths[:4]) + 200)
    assert [len(each.pieces) for each in shards] == [4, 4, 1]
    assert [piece.file for each in shards for piece in each.pieces] == list(map(str, paths))


def test_names_are_the_same_until_a_file_changes(tmp_path: Path) -> None:
    one, other = (news(tmp_path / f"{number}.jsonl", 30, number) for number in range(2))
    before = plan([str(one), str(other)], 2_000)
    assert plan([str(one), str(other)], 2_000) == before
    os.utime(other, ns=(1, 1))
    after = plan([str(one), str(other)], 2_000)
    same = [mine.name == yours.name for mine, yours in zip(before, after, strict=True)]
    assert same == [each.pieces[0].file == str(one) for each in before]


def test_what_cannot_be_planned_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="standard input cannot be read by several"):
        plan(["-"])
    with pytest.raises(ReadError, match=r"absent\.jsonl: cannot be read: No such file"):
        plan([str(tmp_path / "absent.jsonl")])
    with pytest.raises(ReadError, match="holds no files of articles"):
        plan([str(tmp_path)])


def test_where_nobody_says_a_size_much_is_cut_into_many_shards(tmp_path: Path) -> None:
    line = b'{"text": "' + b"A risk. " * 125 + b'"}\n'
    for number in range(40):
        (tmp_path / f"{number:02}.jsonl").write_bytes(line * (1 << 10))
    assert len(plan([str(tmp_path)])) == 5  # of 8 MiB
