"""What coders said of the units of a sample: how far they agree, and what most of them say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.coding.code_files import CodedUnit, UnitPlace
from framing.coding.unit_places import articles_of
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
    """By dimension, in the order of the sample, for those that were coded."""
    units: tuple[CodedUnit, ...]
    """Units with what most coders say, 1 for any code above 0; those without a code are left
    out."""
    ties: Mapping[str, int]
    """By dimension, the units of which as many coders say 1 as 0: they have no code."""
    design: Mapping[str, Mapping[str, float]]
    """By dimension, its strata, each with the units of the library that its units stand for."""


def coded_sample(sample: Sample, codes: Iterable[Code], level: Level = "nominal") -> CodedSample:
    """The codes of a sample's units put together."""
    by_unit: dict[str, dict[str, list[Code]]] = defaultdict(lambda: defaultdict(list))
    for code in codes:
        if code.dimension in sample.dimensions:
            by_unit[code.unit][code.dimension].append(code)
    ties: Counter[str] = Counter()
    units = []
    for each in sample.units:
        said = {name: _majority(given) for name, given in by_unit[each.id].items()}
        ties.update(name for name, verdict in said.items() if verdict is None)
        verdicts = {name: verdict for name, verdict in said.items() if verdict is not None}
        if verdicts:
            units.append(_unit(each, verdicts))
    return CodedSample(
        sample, _agreements(sample, by_unit, level), tuple(units), ties, _design(sample)
    )


def validate_sample(
    found: CodedSample,
    library: Library,
    lexicons: Sequence[Lexicon],
    by: By = "matches",
    *,
    context: bool = False,
) -> Validation | None:
    """The lexicons against what most coders say; None where they have none of its dimensions."""
    from framing.coding.validation import validate

    known = {dimension.name for lexicon in lexicons for dimension in lexicon.dimensions}
    if not any(known & unit.codes.keys() for unit in found.units):
        return None
    articles = articles_of(found.units, library)
    return validate(
        found.units, lexicons, by, articles=articles, design=found.design, context=context
    )


def _majority(codes: Iterable[Code]) -> bool | None:
    """What most say; None for a tie."""
    votes = [code.value > 0 for code in codes]
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
    sample: Sample, by_unit: Mapping[str, Mapping[str, Iterable[Code]]], level: Level
) -> dict[str, Agreement]:
    codings: dict[str, list[Coding]] = {name: [] for name in sample.dimensions}
    for drawn in sample.units:
        for name, given in by_unit[drawn.id].items():
            codings[name] += (Coding(each.coder, each.unit, float(each.value)) for each in given)
    return {name: agreement(found, level) for name, found in codings.items() if found}
