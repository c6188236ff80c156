"""Two profiles side by side: how their rates differ, how sure that is, and which words make it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, Protocol

from framing.errors import NotFoundError
from framing.explained import EntryDifference, VoiceDifference, by_entry, by_voice
from framing.model import Match, Profile, Score, Sums
from framing.scoring import FEWEST_SENTENCES, relative_error


class Counted(Protocol):
    """What a score of an article and a rate of a source have in common."""

    @property
    def words(self) -> int:
        """Counted words."""

    @property
    def matches(self) -> int:
        """Matches that the rate counts."""

    @property
    def weight(self) -> float:
        """Sum of their weights."""

    @property
    def sums(self) -> Sums:
        """Over the sentences of an article, or the articles of a source."""


Method = Literal["ratio", "binomial", "none"]

_Z = 1.959963984540054
"""The two-sided 95 % quantile of the normal distribution."""


@dataclass(frozen=True, slots=True)
class RateRatio:
    """How many times the one rate is the other, with its 95 % interval."""

    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    method: Method
    """`ratio`: from the intervals of both; `binomial`: from counts; `none`: nothing to divide."""

    @property
    def is_distinguishable(self) -> bool:
        """Whether the interval leaves out 1."""
        return self.low is not None and self.high is not None and not self.low <= 1 <= self.high


NO_RATIO = RateRatio(None, None, None, None, "none")


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


def rate_ratio(a: Counted, b: Counted) -> RateRatio:
    """The ratio of two rates with its 95 % interval and two-sided p.

    SE² of its logarithm is (SE_A/r_A)² + (SE_B/r_B)² where both have five sentences (a source:
    five articles) and hits, and one of them varies at all; else the binomial form on unweighted
    counts.
    """
    if not a.words or not b.words or not (a.matches or b.matches):
        return NO_RATIO
    if has_error(a) and has_error(b):
        ratio = (a.weight / a.words) / (b.weight / b.words)
        error = math.hypot(relative_error(a.words, a.sums), relative_error(b.words, b.sums))
        if error:
            return _with_interval(ratio, error, "ratio")
    return binomial_ratio(a.matches, a.words, b.matches, b.words)


def has_error(counted: Counted) -> bool:
    """Whether its sums say how far its rate may be off: five parts or more, and hits.

    It needs words.
    """
    return counted.weight / counted.words > 0 and counted.sums.sentences >= FEWEST_SENTENCES


def binomial_ratio(count_a: int, words_a: int, count_b: int, words_b: int) -> RateRatio:
    """The ratio of two proportions: SE² = (1−p₁)/(n₁p₁) + (1−p₂)/(n₂p₂).

    Where a count is zero, 0.5 is added to both counts and 1 to both totals.
    32 in 1200 against 10 in 900 is 2.400 [1.186, 4.856].
    """
    extra = 0.0 if count_a and count_b else 0.5
    hits_a, hits_b = count_a + extra, count_b + extra
    total_a, total_b = words_a + 2 * extra, words_b + 2 * extra
    share_a, share_b = hits_a / total_a, hits_b / total_b
    error = math.sqrt((1 - share_a) / hits_a + (1 - share_b) / hits_b)
    return _with_interval(share_a / share_b, error, "binomial")


def _with_interval(ratio: float, error: float, method: Method) -> RateRatio:
    spread = math.exp(_Z * error)
    distance = abs(math.log(ratio))
    p = math.erfc(distance / error / math.sqrt(2)) if error else float(distance == 0)
    return RateRatio(ratio, ratio / spread, ratio * spread, p, method)


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """The adjusted p values, in the order given (Benjamini & Hochberg 1995)."""
    count = len(p_values)
    order = sorted(range(count), key=p_values.__getitem__, reverse=True)
    adjusted = [0.0] * count
    smallest = 1.0
    for place, index in enumerate(order):
        smallest = min(smallest, p_values[index] * count / (count - place))
        adjusted[index] = smallest
    return adjusted
