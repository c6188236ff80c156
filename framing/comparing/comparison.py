"""Two profiles side by side: how their rates differ, how sure that is, and which words make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from framing.comparing.explained_difference import (
    EntryDifference,
    VoiceDifference,
    by_entry,
    by_voice,
)
from framing.errors import NotFoundError
from framing.model import Match, Profile, Score
from framing.statistics import RateRatio, rate_ratio
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.rate_ratios import NO_RATIO


@dataclass(frozen=True, slots=True)
class Difference:
    """One dimension in two articles."""

    dimension: str
    a: Score
    b: Score
    difference: float | None
    """Rate of A minus rate of B, per 1,000 words; None where one has no words, or is counted in
    characters and the other in words."""
    ratio: RateRatio
    adjusted_p: float | None
    """p after Benjamini and Hochberg over every dimension and pair that was compared."""
    entries: tuple[EntryDifference, ...]
    """Largest contribution first; empty where there is no difference to explain."""
    voices: tuple[VoiceDifference, ...] | None
    """In the order of `VOICES`; None where voice is not measured."""
    affirmed_a: int | None
    """Matches in A that are not negated, counted or not; None where negation is not measured."""
    affirmed_b: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles and how they differ in every dimension both were scored on."""

    a: Profile
    b: Profile
    differences: tuple[Difference, ...]


def compare(a: Profile, b: Profile) -> Comparison:
    """Compare two profiles in every dimension they share.

    Raises NotFoundError where they share none.
    """
    return compare_pairs((a, b))[0]


def compare_pairs(profiles: Sequence[Profile]) -> tuple[Comparison, ...]:
    """Compare every two of the profiles; p is adjusted over all dimensions and pairs.

    Raises NotFoundError where two of them share no dimension.
    """
    compared = [Comparison(a, b, tuple(_differences(a, b))) for a, b in combinations(profiles, 2)]
    known = [each.ratio.p for pair in compared for each in pair.differences]
    adjusted = iter(benjamini_hochberg([p for p in known if p is not None]))
    return tuple(
        replace(
            pair,
            differences=tuple(
                each if each.ratio.p is None else replace(each, adjusted_p=next(adjusted))
                for each in pair.differences
            ),
        )
        for pair in compared
    )


def _differences(a: Profile, b: Profile) -> Iterator[Difference]:
    scores_b = {score.dimension: score for score in b.scores}
    pairs = [(one, scores_b[one.dimension]) for one in a.scores if one.dimension in scores_b]
    if not pairs:
        raise NotFoundError("the two articles share no dimension", hint="score both again")
    for one, other in pairs:
        own_a = [match for match in a.matches if match.dimension == one.dimension]
        own_b = [match for match in b.matches if match.dimension == one.dimension]
        found = Difference(
            dimension=one.dimension,
            a=one,
            b=other,
            difference=minus(one.rate_per_1000, other.rate_per_1000),
            ratio=rate_ratio(one, other),
            adjusted_p=None,
            entries=by_entry(own_a, own_b, one.words, other.words),
            voices=by_voice(own_a, own_b, one.words, other.words),
            affirmed_a=_affirmed(own_a),
            affirmed_b=_affirmed(own_b),
        )
        yield found if a.unit == b.unit else _unlike(found)


def _unlike(found: Difference) -> Difference:
    """What is left of a difference between a rate per word and one per character."""
    voices = None if found.voices is None else ()
    return replace(found, difference=None, ratio=NO_RATIO, entries=(), voices=voices)


def _affirmed(matches: Sequence[Match]) -> int | None:
    if any(match.negated is None for match in matches):
        return None
    return sum(not match.negated for match in matches)


def minus(a: float | None, b: float | None) -> float | None:
    """The difference of two rates; None where there is one of them only."""
    return None if a is None or b is None else a - b
