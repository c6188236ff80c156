"""The tables of human coding: what was drawn, what coders said, how far they agree, and where
they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.export.article_tables import ARTICLE_ID, DIMENSION
from framing.export.columns import Column, cells_of, integer, known, number, text
from framing.export.table import Ids, Scope, Table
from framing.export.table_data import Columns, Row, row_of

if TYPE_CHECKING:
    from framing.library import Code, Library, Role, Sample, SampleUnit

_AGREEMENT = "method.md#agreement"
_DISAGREEMENTS = "validity.md#disagreements"
_SAMPLES = "validity.md#your-own-codes"
_SAMPLE = text("sample", "the sample it was drawn in", "8 hex digits", section=_SAMPLES)
_UNIT_ID = text("unit", "its id, which tells nothing of where it is from")
_PLACE = (
    text("article", ARTICLE_ID.meaning, name="article_id", section=ARTICLE_ID.section),
    integer("start", "where it begins in the stored text", "characters from 0"),
    integer("end", "where it ends, exclusive", "characters from 0"),
)
_UNIT = (
    text("id", _UNIT_ID.meaning, name="unit"),
    *_PLACE,
    known("dimension", "of a match; empty for a sentence, which is coded in all dimensions"),
    text("stratum", "what it was drawn from", section="method.md#weighted-figures"),
    number("weight", "units of the library that it stands for", "units",
           section="method.md#weighted-figures"),
    text("text", "what the coder was shown"),
)  # fmt: skip
_UNIT_CELLS, _PLACE_CELLS = cells_of(_UNIT), cells_of(_PLACE)


def _drawn(library: Library, ids: Ids) -> Iterator[tuple[Sample, Sequence[SampleUnit]]]:
    """The samples of the library, each with its units that are in the articles."""
    chosen = None if ids is None else frozenset(ids)
    for sample in library.codes.samples():
        yield sample, [each for each in sample.units if chosen is None or each.article in chosen]


def _unit_rows(library: Library, scope: Scope) -> Iterator[Row]:
    for sample, units in _drawn(library, scope.ids):
        for unit in units:
            yield {"sample": sample.id, "kind": sample.kind} | row_of(_UNIT_CELLS, unit)


_CODE = (
    text("dimension", DIMENSION.meaning),
    text("coder", "who coded"),
    text("role", "coder, or adjudicator, who resolves disagreements and is no coder"),
    integer("value", "0, or the degree to which the dimension is there", "code"),
)
_CODE_CELLS = cells_of(_CODE)


def _said(library: Library) -> Mapping[str, Sequence[Code]]:
    """The codes of each unit, by dimension and coder."""
    by_unit: defaultdict[str, list[Code]] = defaultdict(list)
    for code in library.codes.read():
        by_unit[code.unit].append(code)
    return by_unit


def _code_rows(library: Library, scope: Scope) -> Iterator[Row]:
    said = _said(library)
    for sample, units in _drawn(library, scope.ids):
        for unit in units:
            names = {"sample": sample.id, "unit": unit.id, "article_id": unit.article}
            yield from (names | row_of(_CODE_CELLS, code) for code in said.get(unit.id, ()))


def _agreement_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """Alpha of all coders of a dimension, then kappa of each two of them."""
    from framing.statistics.agreement import Coding, agreement

    said = _said(library)
    for sample, units in _drawn(library, scope.ids):
        for dimension in sample.dimensions:
            codings = [
                Coding(code.coder, code.unit, float(code.value))
                for unit in units
                for code in said.get(unit.id, ())
                if code.dimension == dimension and code.role == "coder"
            ]
            if not codings:
                continue
            found = agreement(codings)
            names = {"sample": sample.id, "dimension": dimension}
            yield names | row_of(_ALPHA, found)
            yield from (names | row_of(_KAPPA, pair) for pair in found.pairs)


_ALPHA: Columns = {
    "measure": lambda _: "alpha",
    "coders": lambda found: list(found.coders),
    "units": attrgetter("units"),
    "value": attrgetter("alpha"),
    "low": attrgetter("alpha_low"),
    "high": attrgetter("alpha_high"),
    "reason": lambda found: found.reason or None,
}
_KAPPA: Columns = {
    "measure": lambda _: "kappa",
    "coders": lambda pair: [pair.a, pair.b],
    "units": attrgetter("units"),
    "same": attrgetter("same"),
    "value": attrgetter("kappa"),
    "reason": lambda pair: "no variation, or no unit in common" if pair.kappa is None else None,
}


_MEASURE = (
    Column("measure", "text", "alpha (Krippendorff, nominal) of all coders, kappa (Cohen) of two",
           section=_AGREEMENT),
    Column("coders", "texts", "whose codes they are", section=_AGREEMENT),
    Column("units", "integer", "units that two or more of them coded", "units", _AGREEMENT),
    Column("same", "integer", "of two coders: units to which both gave one code", "units",
           _AGREEMENT),
    Column("value", "number", "of the measure; empty where it is not defined", "up to 1",
           _AGREEMENT),
    Column("low", "number", "lower end of the interval of alpha", "up to 1", _AGREEMENT),
    Column("high", "number", "upper end", "up to 1", _AGREEMENT),
    Column("reason", "text", "why it is not defined", section=_AGREEMENT),
)  # fmt: skip


def _disagreement_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """What coders coded differently, a row for each unit and dimension."""
    said = _said(library)
    for sample, units in _drawn(library, scope.ids):
        for unit in units:
            by_dimension: dict[str, list[Code]] = {}
            for code in said.get(unit.id, ()):
                by_dimension.setdefault(code.dimension, []).append(code)
            for dimension, codes in by_dimension.items():
                if len({code.value for code in codes if code.role == "coder"}) > 1:
                    yield {
                        "sample": sample.id,
                        "unit": unit.id,
                        **row_of(_PLACE_CELLS, unit),
                        "dimension": dimension,
                        "codes": _texts(codes, "coder"),
                        "adjudications": _texts(codes, "adjudicator"),
                        "text": unit.text,
                    }


def _texts(codes: Sequence[Code], role: Role) -> list[str]:
    return [f"{code.coder}: {code.value}" for code in codes if code.role == role]


UNITS = Table(
    "units",
    "a unit drawn for coding",
    (_SAMPLE, text("kind", "sentence or match", section=_SAMPLES), *_UNIT),
    _unit_rows,
)
CODES = Table(
    "codes",
    "what one coder or adjudicator said of a unit in a dimension",
    (_SAMPLE, _UNIT_ID, ARTICLE_ID, *_CODE),
    _code_rows,
)
AGREEMENT = Table(
    "agreement",
    "a dimension of a sample, for all coders and for each two",
    (_SAMPLE, DIMENSION, *_MEASURE),
    _agreement_rows,
)
DISAGREEMENTS = Table(
    "disagreements",
    "a unit and dimension that coders coded differently",
    (
        _SAMPLE,
        _UNIT_ID,
        *_PLACE,
        DIMENSION,
        Column("codes", "texts", "which coder said what", section=_AGREEMENT),
        Column("adjudications", "texts", "what adjudicators said", section=_DISAGREEMENTS),
        text("text", "what the coders were shown"),
    ),
    _disagreement_rows,
)
