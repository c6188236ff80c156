"""The entry hash: one number for all entry counts, however the articles are split and ordered."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from framing.shards import read_scores, score_shard, score_table
from framing.shards.entry_hashes import as_hex, combined, entry_hash
from tests.runs.test_worker_processes import corpus
from tests.shards.shard_world import scanner, table


def test_it_is_the_sum_of_the_hashes_of_lines(home: Path) -> None:
    path = corpus(home / "part.jsonl", 40)
    tally = score_shard(path, home / "out.parquet", scanner())
    lines = [
        f"{rating.article.id}\t{each.dimension}\t{each.entry}\t{each.matches}"
        f"\t{each.negated_matches}"
        for rating in read_scores(home / "out.parquet")
        for each in rating.entries
    ]
    assert len(lines) > 40
    numbers = [int(sha256(line.encode()).hexdigest(), 16) for line in lines]
    assert tally.entry_hash == f"{sum(numbers) % 2**256:064x}"


def test_parts_in_any_order_add_up_to_the_whole() -> None:
    whole = score_table(table(), scanner())
    parts = [whole.slice(2, 1), whole.slice(0, 1), whole.slice(1, 1)]
    assert combined(as_hex(entry_hash(each)) for each in parts) == as_hex(entry_hash(whole))
    assert entry_hash(whole.slice(0, 0)) == 0
