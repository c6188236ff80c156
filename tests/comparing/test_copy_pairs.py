"""Pairs of texts that share enough: the same whether compared at once or as they come."""

from __future__ import annotations

import tracemalloc
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from framing.comparing.copy_pairs import CONTAINMENT, FEWEST, NEIGHBOURS, all_pairs, new_pairs
from framing.library.copy_pairs import SketchRow
from tests.laws import examples

TEXTS = st.lists(
    st.tuples(st.integers(1, 30), st.sets(st.integers(0, 24), max_size=12)), min_size=1, max_size=30
)
"""A number for its digest, and its shingles; of so few that many texts hold each."""


def rows(texts: Iterable[tuple[int, set[int]]]) -> list[SketchRow]:
    """Texts of one digest have one set of shingles: the first."""
    held: dict[int, set[int]] = {}
    return [
        SketchRow(
            article,
            (digest * 7919 % 2**64).to_bytes(8, "little"),
            np.array(sorted(held.setdefault(digest, shingles)), "<u4").tobytes(),
        )
        for article, (digest, shingles) in enumerate(texts, 1)
    ]


def by_hand(found: Sequence[SketchRow]) -> dict[tuple[bytes, bytes], int]:
    """For each shingle a list of who holds it; who stands near in it shares it."""
    sketches = {each.digest: set(np.frombuffer(each.shingles, "<u4").tolist()) for each in found}
    long = sorted(
        (digest for digest, held in sketches.items() if len(held) >= FEWEST),
        key=lambda digest: int.from_bytes(digest, "little"),
    )
    shared: Counter[tuple[bytes, bytes]] = Counter()
    for shingle in {each for held in sketches.values() for each in held}:
        holders = [digest for digest in long if shingle in sketches[digest]]
        for at, one in enumerate(holders):
            shared.update((one, other) for other in holders[at + 1 : at + 1 + NEIGHBOURS])
    return {
        (one, other): count
        for (one, other), count in shared.items()
        if count >= CONTAINMENT * min(len(sketches[one]), len(sketches[other]))
    }


def all_at_once(*chunks: Sequence[SketchRow]) -> dict[tuple[bytes, bytes], int]:
    return {(one, other): shared for one, other, shared in all_pairs(lambda: chunks)}


@examples(300)
@given(TEXTS)
def test_all_pairs_are_those_found_by_hand(texts: list[tuple[int, set[int]]]) -> None:
    found = rows(texts)
    assert all_at_once(found[:7], found[7:]) == by_hand(found)


@examples(300)
@given(TEXTS, st.integers(0, 30))
def test_new_texts_change_what_a_comparison_of_all_would(
    texts: list[tuple[int, set[int]]], count: int
) -> None:
    found = rows(texts)
    old, fresh = found[:count], found[count:]
    before = all_at_once(old)
    known = {each.digest for each in old}
    new, fewer = new_pairs([each for each in fresh if each.digest not in known], [old[:5], old[5:]])
    size = {each.digest: len(each.shingles) // 4 for each in found}
    left = {pair: shared - fewer.get(pair, 0) for pair, shared in before.items()}
    kept = {
        (one, other): shared
        for (one, other), shared in left.items()
        if shared >= CONTAINMENT * min(size[one], size[other])
    }
    assert kept | new == by_hand(found)


def test_memory_is_bounded_where_all_texts_hold_the_same() -> None:
    """Each of 8,000 texts shares all its 250 shingles with 8 on each side: 16 million places."""
    shingles = np.arange(250, dtype="<u4").tobytes()
    found = [SketchRow(at, at.to_bytes(8, "little"), shingles) for at in range(1, 8001)]
    tracemalloc.start()
    pairs = Counter(shared for _, _, shared in all_pairs(lambda: [found]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert pairs == {250: 8 * 8000 - sum(range(1, 9))}
    assert most < 80e6
