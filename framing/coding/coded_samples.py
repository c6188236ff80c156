"""What coders said of the units of a sample: how far they agree, and which code a unit has then."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.coding.code_files import CodedUnit, UnitPlace
from framing.coding.unit_places import articles_of
from framing.errors import NotFoundError
from framing.library import Code, Sample, SampleUnit
from framing.statistics.agreement import Agreement, Coding, Level, agreement

if TYPE_CHECKING:
    from framing.coding.unit_matches import By
    from framing.coding.validation import Validation
    from framing.lexicons import Lexicon
    from framing.library import Library


@dataclass(frozen=True, slots=True)
class CodedSample:
    """A sample with the codes of its units."""

    sample: Sample
    agreement: Mapping[str, Agreement]
    """By dimension, in the order of the sample, for those that were coded; of the coders alone,
    without adjudicators."""
    units: tuple[CodedUnit, ...]
    """Units with what an adjudicator says, where one does, and else with what most coders say; 1
    for any code above 0. Those without a code are left out."""
    ties: Mapping[str, int]
    """By dimension, the units of which as many say 1 as 0: they have no code."""
    adjudicated: Mapping[str, int]
    """By dimension, the units of which an adjudicator has said something."""
    design: Mapping[str, Mapping[str, float]]
    """By dimension, its strata, each with the units of the library that its units stand for."""


def coded_sample(sample: Sample, codes: Iterable[Code], level: Level = "nominal") -> CodedSample:
    """The codes of a sample's units put together."""
    by_unit = codes_by_unit(sample, codes)
    ties: Counter[str] = Counter()
    adjudicated: Counter[str] = Counter()
    units = []
    for each in sample.units:
        given = by_unit[each.id]
        said = {name: verdict(codes) for name, codes in given.items()}
        ties.update(name for name, verdict in said.items() if verdict is None)
        adjudicated.update(name for name, codes in given.items() if adjudications(codes))
        verdicts = {name: verdict for name, verdict in said.items() if verdict is not None}
        if verdicts:
            units.append(_unit(each, verdicts))
    return CodedSample(
        sample=sample,
        agreement=_agreements(sample, by_unit, level),
        units=tuple(units),
        ties=ties,
        adjudicated=adjudicated,
        design=_design(sample),
    )


def codes_by_unit(sample: Sample, codes: Iterable[Code]) -> Mapping[str, Mapping[str, list[Code]]]:
    """The codes of each of a sample's units by dimension; none where nobody has coded it."""
    by_unit: dict[str, dict[str, list[Code]]] = {unit.id: {} for unit in sample.units}
    for code in codes:
        if code.unit in by_unit and code.dimension in sample.dimensions:
            by_unit[code.unit].setdefault(code.dimension, []).append(code)
    return by_unit


def samples_called(library: Library, name: str) -> list[Sample]:
    """The coded samples whose id begins so, all for an empty name.

    Raises NotFoundError where there is none.
    """
    samples = library.codes.samples(coded=True)
    if not samples:
        hint = "framing code sample draws sheets, framing code import takes them in"
        raise NotFoundError("the library holds no codes", hint=hint)
    found = [each for each in samples if each.id.startswith(name.lower())]
    if not found:
        valid = ", ".join(each.id for each in samples)
        raise NotFoundError(f"no coded sample is called “{name}”", hint=f"use one of {valid}")
    return found


def validate_sample(
    found: CodedSample,
    library: Library,
    lexicons: Sequence[Lexicon],
    by: By = "matches",
    *,
    context: bool = False,
) -> Validation | None:
    """The lexicons against the codes of the units; None where they have none of its dimensions."""
    from framing.coding.validation import validate

    known = {dimension.name for lexicon in lexicons for dimension in lexicon.dimensions}
    if not any(known & unit.codes.keys() for unit in found.units):
        return None
    articles = articles_of(found.units, library)
    return validate(
        found.units, lexicons, by, articles=articles, design=found.design, context=context
    )


def adjudications(codes: Iterable[Code]) -> list[Code]:
    """The codes that adjudicators gave."""
    return [code for code in codes if code.role == "adjudicator"]


def verdict(codes: Sequence[Code]) -> bool | None:
    """What an adjudicator says, and where there is none what most coders say; None for a tie."""
    votes = [code.value > 0 for code in adjudications(codes) or codes]
    ones, zeros = sum(votes), len(votes) - sum(votes)
    return None if ones == zeros else ones > zeros


def _unit(drawn: SampleUnit, verdicts: Mapping[str, bool]) -> CodedUnit:
    place = UnitPlace(drawn.article, drawn.start, drawn.end, drawn.dimension)
    return CodedUnit(drawn.text, verdicts, place=place, name=drawn.id, stratum=drawn.stratum)


def _design(sample: Sample) -> dict[str, dict[str, float]]:
    """Sentences are drawn for all dimensions of the sample, a match for its own."""
    design: dict[str, dict[str, float]] = {name: defaultdict(float) for name in sample.dimensions}
    for unit in sample.units:
        for name in (unit.dimension,) if unit.dimension else sample.dimensions:
            design[name][unit.stratum] += unit.weight
    return design


def _agreements(
    sample: Sample, by_unit: Mapping[str, Mapping[str, Sequence[Code]]], level: Level
) -> dict[str, Agreement]:
    given: dict[str, list[Code]] = {name: [] for name in sample.dimensions}
    for drawn in sample.units:
        for name, codes in by_unit[drawn.id].items():
            given[name] += codes
    return {name: agreement(_codings(codes), level) for name, codes in given.items() if codes}


def _codings(codes: Iterable[Code]) -> Iterator[Coding]:
    """What the coders said; adjudicators are none."""
    return (
        Coding(each.coder, each.unit, float(each.value)) for each in codes if each.role == "coder"
    )
