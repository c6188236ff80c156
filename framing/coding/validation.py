"""Lexicons against human codes: how often they find what coders found, and where they do not.

The unit is a coded text, or a place in an article. It is a hit of a dimension when at least one
match stands in it that the rate counts: under `negated = "drop"` a negated match makes no hit.

Units of a stratified sample are weighted by what they stand for, so that the figures are those of
the library and not of the sample. In a sample of matches every unit is a hit: it has a precision,
and recall, F1 and AUC are not defined.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from framing.coding.code_files import CodedUnit
from framing.coding.neighbourhoods import NeighbourhoodFit, neighbourhood_fit
from framing.coding.unit_matches import By, MatchedUnit, match_units
from framing.errors import UsageError
from framing.lexicons import Lexicon
from framing.model import Article, LexiconVersion, Match
from framing.statistics.classification import (
    UNDEFINED,
    Measure,
    Weights,
    auc,
    f1,
    recall_and_f1,
    share,
    weighted_share,
)

Kind = Literal["missed", "wrong"]
Strata = Mapping[str, float]
"""Stratum to the units of the library that its drawn units stand for together."""


@dataclass(frozen=True, slots=True)
class EntryFit:
    """How often one entry fires where coders saw the dimension."""

    entry: str
    fired: int
    """Units in which a counted match of it stands; several in one unit are one."""
    right: int
    """Those of them that are coded 1."""
    precision: Measure
    """right / fired, weighted in a sample; of texts that are all coded alike not defined."""


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
    """right / hits, weighted in a sample; needs a hit. Texts need both codes, else it would be 0
    or 1 in any case."""
    recall: Measure
    """right / positives."""
    f1: Measure
    auc: Measure
    entries: tuple[EntryFit, ...]
    """Those that fired, the most often wrong first."""
    matched: tuple[MatchedUnit, ...]
    """The coded units in the order they were given."""
    stands_for: float | None = None
    """Units of the library that those of a sample stand for; None where each is itself only."""
    uncovered: float = 0.0
    """Units of the library in strata of which none is coded, and which the figures leave out."""
    neighbourhood: NeighbourhoodFit | None = None
    """What the rest of the articles tells, where it was asked for."""


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
    unit: CodedUnit
    matches: tuple[Match, ...]
    """What fired; in a missed unit only matches that do not count."""
    fired: tuple[str, ...]
    """Their words."""
    neighbourhood: float | None
    """Rate of the dimension in the rest of its article."""


def validate(
    codes: Sequence[CodedUnit],
    lexicons: Sequence[Lexicon],
    by: By = "matches",
    *,
    articles: Iterable[Article] = (),
    design: Mapping[str, Strata] | None = None,
    context: bool = False,
) -> Validation:
    """How well the lexicons fit the codes, in every dimension that has any.

    `articles` are those in which units that are places stand; `design` has the strata of each
    dimension, where the units are a sample; `context` asks for the fit with neighbourhood rates.
    Raises UsageError where no unit has a code for a
    dimension of the lexicons, and where two dimensions have one name.
    """
    owners: dict[str, LexiconVersion] = {}
    for lexicon in lexicons:
        for dimension in lexicon.dimensions:
            if dimension.name in owners:
                raise UsageError(f"two lexicons have the dimension “{dimension.name}”")
            owners[dimension.name] = lexicon.reference
    matched = match_units(codes, lexicons, by, articles)
    fits = [
        _fit_of_sample(name, owner, matched[name], design[name])
        if design is not None
        else _fit(name, owner, matched[name])
        for name, owner in owners.items()
        if name in matched
    ]
    if context:
        fits = [_with_neighbourhood(fit, design) for fit in fits]
    if not fits:
        raise UsageError("nothing is coded", hint=f"dimensions: {', '.join(owners)}")
    return Validation(by, len(codes), tuple(fits))


def mistakes(validation: Validation) -> Iterator[Mistake]:
    """Every unit where lexicon and coder differ: by dimension the missed ones, then the wrong."""
    for fit in validation.dimensions:
        for kind in ("missed", "wrong"):
            for matched in fit.matched:
                if (matched.coded, matched.hit) == _MISTAKES[kind]:
                    yield Mistake(
                        fit.dimension,
                        kind,
                        matched.unit,
                        matched.matches,
                        matched.fired,
                        matched.neighbourhood,
                    )


_MISTAKES: dict[Kind, tuple[bool, bool]] = {"missed": (True, False), "wrong": (False, True)}
"""Coded 1 and a hit, by kind."""


def _fit(dimension: str, lexicon: LexiconVersion, matched: tuple[MatchedUnit, ...]) -> DimensionFit:
    coded = [each.coded for each in matched]
    found = [each.hit for each in matched]
    right = sum(one and other for one, other in zip(coded, found, strict=True))
    varies = len(set(coded)) > 1
    scored = [(each.coded, each.score) for each in matched if each.score is not None]
    return DimensionFit(
        dimension=dimension,
        lexicon=lexicon,
        n=len(matched),
        positives=sum(coded),
        hits=sum(found),
        right=right,
        precision=share(right, sum(found)) if varies else UNDEFINED,
        recall=share(right, sum(coded)),
        f1=f1(coded, found),
        auc=auc([each for each, _ in scored], [each for _, each in scored]),
        entries=_entries(matched, [1.0] * len(matched), defined=varies),
        matched=matched,
    )


def _fit_of_sample(
    dimension: str, lexicon: LexiconVersion, matched: tuple[MatchedUnit, ...], strata: Strata
) -> DimensionFit:
    coded = [each.coded for each in matched]
    found = [each.hit for each in matched]
    weights = unit_weights(matched, strata)
    of_hits = [row for row in zip(coded, weights, found, strict=True) if row[2]]
    recall, harmonic, area = UNDEFINED, UNDEFINED, UNDEFINED
    if not any(each.unit.place and each.unit.place.match for each in matched):
        recall, harmonic = recall_and_f1(coded, found, weights)
        area = _area(matched, weights)
    covered = {each.unit.stratum for each in matched}
    return DimensionFit(
        dimension=dimension,
        lexicon=lexicon,
        n=len(matched),
        positives=sum(coded),
        hits=len(of_hits),
        right=sum(row[0] for row in of_hits),
        precision=weighted_share([row[0] for row in of_hits], [row[1] for row in of_hits]),
        recall=recall,
        f1=harmonic,
        auc=area,
        entries=_entries(matched, weights, defined=True),
        matched=matched,
        stands_for=sum(strata[name] for name in covered),
        uncovered=sum(size for name, size in strata.items() if name not in covered),
    )


def _with_neighbourhood(fit: DimensionFit, design: Mapping[str, Strata] | None) -> DimensionFit:
    weights = None if design is None else unit_weights(fit.matched, design[fit.dimension])
    return replace(fit, neighbourhood=neighbourhood_fit(fit.matched, weights))


def unit_weights(matched: Sequence[MatchedUnit], strata: Strata) -> list[float]:
    """What each coded unit stands for: those of a stratum share what was drawn for all of it."""
    coded = Counter(each.unit.stratum for each in matched)
    return [strata[each.unit.stratum] / coded[each.unit.stratum] for each in matched]


def _area(matched: Sequence[MatchedUnit], weights: Sequence[float]) -> Measure:
    rows = [
        (each.coded, each.score, weight, each.unit.stratum)
        for each, weight in zip(matched, weights, strict=True)
        if each.score is not None
    ]
    design = Weights([row[2] for row in rows], [row[3] for row in rows])
    return auc([row[0] for row in rows], [row[1] for row in rows], design)


def _entries(
    matched: Sequence[MatchedUnit], weights: Sequence[float], *, defined: bool
) -> tuple[EntryFit, ...]:
    fired: dict[str, list[tuple[bool, float]]] = defaultdict(list)
    for each, weight in zip(matched, weights, strict=True):
        for entry in {match.entry for match in each.matches if match.counted}:
            fired[entry].append((each.coded, weight))
    fits = [
        EntryFit(
            entry=entry,
            fired=len(units),
            right=sum(coded for coded, _ in units),
            precision=weighted_share([coded for coded, _ in units], [each for _, each in units])
            if defined
            else UNDEFINED,
        )
        for entry, units in fired.items()
    ]
    return tuple(sorted(fits, key=lambda fit: (fit.right - fit.fired, -fit.fired, fit.entry)))
