"""Lexicons against human codes: how often they find what coders found, and where they do not.

The unit is a coded text. It is a hit of a dimension when at least one match stands in it that the
rate counts: under `negated = "drop"` a negated match makes no hit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from framing.codes import Unit
from framing.errors import UsageError
from framing.lexicon import Lexicon
from framing.measures import UNDEFINED, Measure, auc, f1, share
from framing.model import Article, LexiconVersion, Match, Score
from framing.scan import Scanner

By = Literal["matches", "rate"]
"""What AUC orders the units by: the number of counted matches, or the rate per 1,000 words."""
Kind = Literal["missed", "wrong"]


@dataclass(frozen=True, slots=True)
class Judged:
    """One coded unit and what the lexicon found in it."""

    unit: Unit
    coded: bool
    matches: tuple[Match, ...]
    """All of the dimension, in the order of the text, with those that do not count."""
    score: float | None
    """What AUC orders by; None for a rate of a unit without words, which AUC leaves out."""

    @property
    def hit(self) -> bool:
        """Whether a match that counts stands in the unit."""
        return any(match.counted for match in self.matches)


@dataclass(frozen=True, slots=True)
class EntryFit:
    """How often one entry fires where coders saw the dimension."""

    entry: str
    fired: int
    """Units in which a counted match of it stands; several in one unit are one."""
    right: int
    """Those of them that are coded 1."""
    precision: Measure
    """right / fired; not defined where all units of the dimension are coded alike."""


@dataclass(frozen=True, slots=True)
class DimensionFit:
    """One dimension against its codes; `None` figures are not defined."""

    dimension: str
    lexicon: LexiconVersion
    n: int
    """Units coded for it."""
    positives: int
    """Those coded 1."""
    hits: int
    """Those with a counted match."""
    right: int
    """Hits that are coded 1."""
    precision: Measure
    """right / hits; needs a hit, and units of both codes, else it would be 0 or 1 in any case."""
    recall: Measure
    """right / positives."""
    f1: Measure
    auc: Measure
    entries: tuple[EntryFit, ...]
    """Those that fired, the most often wrong first."""
    judged: tuple[Judged, ...]
    """The coded units in the order they were given."""


@dataclass(frozen=True, slots=True)
class Validation:
    """Lexicons against the codes of one set of units."""

    by: By
    units: int
    dimensions: tuple[DimensionFit, ...]
    """Those that were coded, in the order of the lexicons."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A unit where lexicon and coder differ."""

    dimension: str
    kind: Kind
    """`missed`: coded 1 and no hit; `wrong`: a hit and coded 0."""
    unit: Unit
    matches: tuple[Match, ...]
    """What fired; in a missed unit only matches that do not count."""


def validate(codes: Sequence[Unit], lexicons: Sequence[Lexicon], by: By = "matches") -> Validation:
    """How well the lexicons fit the codes, in every dimension that has any.

    Raises UsageError where no unit has a code for a dimension of the lexicons, and where two
    dimensions have one name.
    """
    owners: dict[str, LexiconVersion] = {}
    for lexicon in lexicons:
        for dimension in lexicon.dimensions:
            if dimension.name in owners:
                raise UsageError(f"two lexicons have the dimension “{dimension.name}”")
            owners[dimension.name] = lexicon.reference
    judged = _judge(codes, lexicons, by)
    fits = [_fit(name, owner, judged[name]) for name, owner in owners.items() if name in judged]
    if not fits:
        raise UsageError("nothing is coded", hint=f"dimensions: {', '.join(owners)}")
    return Validation(by, len(codes), tuple(fits))


def errors(validation: Validation) -> Iterator[Mistake]:
    """Every unit where lexicon and coder differ: by dimension the missed ones, then the wrong."""
    for fit in validation.dimensions:
        for judged in fit.judged:
            if judged.coded and not judged.hit:
                yield Mistake(fit.dimension, "missed", judged.unit, judged.matches)
        for judged in fit.judged:
            if judged.hit and not judged.coded:
                yield Mistake(fit.dimension, "wrong", judged.unit, judged.matches)


def _judge(
    codes: Sequence[Unit], lexicons: Sequence[Lexicon], by: By
) -> dict[str, tuple[Judged, ...]]:
    """By dimension, the units that are coded for it."""
    # A unit is scored as it stands: the coder read all of it, and it is no page to clean.
    profiles = Scanner(lexicons).scan([Article(id="", text=unit.text) for unit in codes])
    judged: dict[str, list[Judged]] = {}
    for unit, profile in zip(codes, profiles, strict=True):
        for score in profile.scores:
            name = score.dimension
            if name in unit.codes:
                matches = tuple(match for match in profile.matches if match.dimension == name)
                found = Judged(unit, unit.codes[name], matches, _SCORES[by](score))
                judged.setdefault(name, []).append(found)
    return {name: tuple(found) for name, found in judged.items()}


def _matches(score: Score) -> float | None:
    return float(score.matches)


def _rate(score: Score) -> float | None:
    return score.rate_per_1000


_SCORES = {"matches": _matches, "rate": _rate}


def _fit(dimension: str, lexicon: LexiconVersion, judged: tuple[Judged, ...]) -> DimensionFit:
    coded = [each.coded for each in judged]
    found = [each.hit for each in judged]
    right = sum(one and other for one, other in zip(coded, found, strict=True))
    varies = len(set(coded)) > 1
    scored = [(each.coded, each.score) for each in judged if each.score is not None]
    return DimensionFit(
        dimension=dimension,
        lexicon=lexicon,
        n=len(judged),
        positives=sum(coded),
        hits=sum(found),
        right=right,
        precision=share(right, sum(found)) if varies else UNDEFINED,
        recall=share(right, sum(coded)),
        f1=f1(coded, found),
        auc=auc([each for each, _ in scored], [each for _, each in scored]),
        entries=_entries(judged, varies),
        judged=judged,
    )


def _entries(judged: Sequence[Judged], varies: bool) -> tuple[EntryFit, ...]:
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for each in judged:
        entries = {match.entry for match in each.matches if match.counted}
        fired.update(entries)
        if each.coded:
            right.update(entries)
    fits = [
        EntryFit(entry, times, right[entry], share(right[entry], times) if varies else UNDEFINED)
        for entry, times in fired.items()
    ]
    return tuple(sorted(fits, key=lambda fit: (fit.right - fit.fired, -fit.fired, fit.entry)))
