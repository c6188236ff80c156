"""The difference of two rates as an exact sum: over the entries of a dimension, over voices."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from framing.model import Match, Voice

Kind = TypeVar("Kind", bound=Hashable)

VOICES: tuple[Voice, ...] = ("headline", "quote", "reported", "narrator")


@dataclass(frozen=True, slots=True)
class EntryDifference:
    """What one entry adds to the difference of two rates."""

    entry: str
    matches_a: int
    matches_b: int
    contribution: float
    """Per 1,000 words; all of a dimension's add up to its difference."""


@dataclass(frozen=True, slots=True)
class VoiceDifference:
    """What the matches of one voice add to the difference of two rates."""

    voice: Voice
    matches_a: int
    matches_b: int
    contribution: float
    """Per 1,000 words of the whole article; all of a dimension's add up to its difference."""


@dataclass(frozen=True, slots=True)
class KindRates:
    """The matches of one kind of entries in two texts."""

    kind: str
    """As the lexicon calls it; empty for entries without one."""
    matches_a: int
    matches_b: int
    rate_a: float
    """Weighted matches of the kind per 1,000 words of the whole article."""
    rate_b: float


def by_entry(
    a: Sequence[Match], b: Sequence[Match], words_a: int, words_b: int
) -> tuple[EntryDifference, ...]:
    """The difference as a sum over entries: 1000 · (w_A/n_A − w_B/n_B) for each."""
    if not words_a or not words_b:
        return ()
    parts = _parts(a, b, words_a, words_b, lambda match: match.entry)
    rows = [EntryDifference(entry, *part) for entry, part in parts.items()]
    return tuple(sorted(rows, key=lambda row: (-abs(row.contribution), row.entry)))


def by_voice(
    a: Sequence[Match], b: Sequence[Match], words_a: int, words_b: int
) -> tuple[VoiceDifference, ...] | None:
    """The difference as a sum over the voices of its matches, made like that over entries."""
    if any(match.voice is None for match in (*a, *b)):
        return None
    if not words_a or not words_b:
        return ()
    parts = _parts(a, b, words_a, words_b, lambda match: match.voice)
    return tuple(VoiceDifference(each, *parts[each]) for each in VOICES if each in parts)


def by_kind(
    a: Sequence[Match], b: Sequence[Match], words_a: int, words_b: int, kinds: Mapping[str, str]
) -> tuple[KindRates, ...]:
    """The counted matches by the kind of their entry, by name; none where no entry has a kind.

    `kinds` has the kind of every entry.
    """
    if not words_a or not words_b or not any(kinds.values()):
        return ()
    counts_a, weights_a = _add_up(a, lambda match: kinds[match.entry])
    counts_b, weights_b = _add_up(b, lambda match: kinds[match.entry])
    return tuple(
        KindRates(
            each,
            counts_a[each],
            counts_b[each],
            1000 * weights_a[each] / words_a,
            1000 * weights_b[each] / words_b,
        )
        for each in sorted({*kinds.values(), *counts_a, *counts_b})
    )


Part = tuple[int, int, float]
"""Counted matches in A and in B, and what they add to the difference per 1,000 words."""


def _parts(
    a: Sequence[Match],
    b: Sequence[Match],
    words_a: int,
    words_b: int,
    kind: Callable[[Match], Kind],
) -> dict[Kind, Part]:
    """The counted matches of both texts added up by kind."""
    counts_a, weights_a = _add_up(a, kind)
    counts_b, weights_b = _add_up(b, kind)
    return {
        each: (
            counts_a[each],
            counts_b[each],
            1000 * (weights_a[each] / words_a - weights_b[each] / words_b),
        )
        for each in counts_a | counts_b
    }


def _add_up(
    matches: Sequence[Match], kind: Callable[[Match], Kind]
) -> tuple[Counter[Kind], defaultdict[Kind, float]]:
    counts: Counter[Kind] = Counter()
    weights: defaultdict[Kind, float] = defaultdict(float)
    for match in matches:
        if match.counted:
            counts[kind(match)] += 1
            weights[kind(match)] += match.weight
    return counts, weights
