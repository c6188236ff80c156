"""One number for all entry counts of a shard, which adds up over shards however they are cut.

It is the sum, modulo 2²⁵⁶, of the SHA-256 of a line for each entry of each article:
`id⇥dimension⇥entry⇥matches⇥negated matches` in UTF-8. So the order of articles and the split into
shards do not matter, and an article that is there twice counts twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from framing.shards.arrow import pa, pc

_MODULUS = 1 << 256


def entry_hash(scores: Any) -> int:
    """The sum of a table of scores or a batch of one."""
    total = 0
    batches = scores.to_batches() if isinstance(scores, pa.Table) else [scores]
    for batch in batches:
        entries = batch.column("entries")
        owners = batch.column("id").take(pc.list_parent_indices(entries))
        counts = entries.flatten()
        columns = [
            pc.struct_field(counts, name).cast(pa.string())
            for name in ("dimension", "entry", "matches", "negated_matches")
        ]
        lines = pc.binary_join_element_wise(owners, *columns, "\t").cast(pa.binary()).to_pylist()
        total += sum(int.from_bytes(sha256(line).digest()) for line in lines)
    return total % _MODULUS


def as_hex(total: int) -> str:
    """A sum as it is written: 64 hex digits."""
    return f"{total % _MODULUS:064x}"


def combined(hashes: Iterable[str]) -> str:
    """The sum of shards as their hex digits give them. Raises ValueError for what is none."""
    return as_hex(sum(int(each, 16) for each in hashes))
