"""What was drawn and coded as rows: units, codes, agreement, and the units on which coders differ.

Each function reads the samples that it is given, or all of the library.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from framing.articles.batches import batches
from framing.coding.coded_samples import adjudications, coded_sample, codes_by_unit, verdict
from framing.library import Code, Role, Sample, SampleKind, SampleUnit
from framing.model import Span
from framing.statistics.agreement import Agreement, Level

if TYPE_CHECKING:
    from framing.library import Library


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit that was drawn for coding."""

    sample: Sample
    unit: SampleUnit


@dataclass(frozen=True, slots=True)
class CodeRow:
    """What one coder or adjudicator said of one unit in one dimension."""

    sample: str
    """The id of the sample that the unit was drawn in."""
    unit: SampleUnit
    dimension: str
    coder: str
    role: Role
    value: int


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How far the coders of a sample agree in one dimension."""

    sample: str
    kind: SampleKind
    dimension: str
    agreement: Agreement
    adjudicated: int
    """Units of which an adjudicator has said something."""
    ties: int
    """Units that have no code, because as many say 1 as 0."""


class Said(NamedTuple):
    """What somebody said of a unit."""

    coder: str
    value: int


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """A unit to which coders gave different codes in one dimension."""

    sample: str
    unit: SampleUnit
    dimension: str
    before: str
    """The sentence before that of the unit, on one line; empty where there is none."""
    after: str
    codes: tuple[Said, ...]
    """Of the coders, by their names."""
    adjudications: tuple[Said, ...]
    adjudicated: bool | None
    """What an adjudicator says; None where none has said anything, or as many say 1 as 0."""


def units(library: Library, samples: Sequence[Sample] | None = None) -> Iterator[UnitRow]:
    """All units, in the order of the sheets."""
    for sample in _samples(library, samples):
        for unit in sample.units:
            yield UnitRow(sample, unit)


def codes(library: Library, samples: Sequence[Sample] | None = None) -> Iterator[CodeRow]:
    """All codes, by unit in the order of the sheets, by dimension and coder."""
    stored = library.codes.read()
    for sample in _samples(library, samples):
        for unit, dimension, said in _said(sample, stored):
            for code in said:
                yield CodeRow(sample.id, unit, dimension, code.coder, code.role, code.value)


def agreement(
    library: Library, samples: Sequence[Sample] | None = None, level: Level = "nominal"
) -> Iterator[AgreementRow]:
    """The agreement of the coders by sample and dimension, for those that were coded."""
    stored = library.codes.read()
    for sample in _samples(library, samples):
        found = coded_sample(sample, stored, level)
        for name, each in found.agreement.items():
            yield AgreementRow(
                sample=sample.id,
                kind=sample.kind,
                dimension=name,
                agreement=each,
                adjudicated=found.adjudicated.get(name, 0),
                ties=found.ties.get(name, 0),
            )


def disagreements(
    library: Library, samples: Sequence[Sample] | None = None
) -> Iterator[DisagreementRow]:
    """The units to which coders gave different codes, in the order of the sheets."""
    stored = library.codes.read()
    for sample in _samples(library, samples):
        differing = [
            each
            for each in _said(sample, stored)
            if len({code.value for code in each[2] if code.role == "coder"}) > 1
        ]
        around = surroundings(library, [unit for unit, _, _ in differing])
        for unit, dimension, said in differing:
            adjudicated = adjudications(said)
            yield DisagreementRow(
                *(sample.id, unit, dimension, *around[unit.id]),
                codes=tuple(Said(each.coder, each.value) for each in said if each.role == "coder"),
                adjudications=tuple(Said(each.coder, each.value) for each in adjudicated),
                adjudicated=verdict(adjudicated),
            )


def _samples(library: Library, samples: Sequence[Sample] | None) -> Sequence[Sample]:
    return library.codes.samples() if samples is None else samples


def _said(sample: Sample, codes: Sequence[Code]) -> Iterator[tuple[SampleUnit, str, list[Code]]]:
    """The codes of each unit and dimension."""
    given = codes_by_unit(sample, codes)
    for unit in sample.units:
        for dimension, said in given[unit.id].items():
            yield unit, dimension, said


def surroundings(
    library: Library, units: Sequence[SampleUnit], reach: int = 1
) -> dict[str, tuple[str, str]]:
    """The sentences before and after that of each unit, `reach` of them, by the unit's id.

    Each side is on one line, and empty where the article begins or ends.
    """
    from framing.text.sentence_spans import sentences  # arrays, wanted only where coders look

    by_article: dict[str, list[SampleUnit]] = defaultdict(list)
    for unit in units:
        by_article[unit.article].append(unit)
    around = {}
    for batch in batches(found.article for found in library.articles.read(list(by_article))):
        for article, spans in zip(batch, sentences(batch), strict=True):
            for unit in by_article[article.id]:
                around[unit.id] = _neighbours(article.text, spans, unit, reach)
    return around


def sentence_at(spans: Sequence[Span], offset: int) -> int:
    """The number of the sentence in which a place of the text lies."""
    return bisect_right([start for start, _ in spans], offset) - 1


def _neighbours(text: str, spans: Sequence[Span], unit: SampleUnit, reach: int) -> tuple[str, str]:
    own = sentence_at(spans, unit.start)
    before, after = (
        " ".join(" ".join(text[start:end].split()) for start, end in beside)
        for beside in (spans[max(own - reach, 0) : max(own, 0)], spans[own + 1 : own + 1 + reach])
    )
    return before, after
