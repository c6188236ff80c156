"""How lexicons fit codes, as tables and as rows of JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from framing.commands.output import note, print_table
from framing.visible import visible_line, write_line

if TYPE_CHECKING:
    from framing.coding.validation import DimensionFit, Mistake, Validation
    from framing.statistics.classification import Measure

_MOST_ENTRIES = 10
_MEASURES = ("precision", "recall", "f1", "auc")
_KINDS = {"missed": "missed (coded 1, no hit)", "wrong": "wrong (a hit, coded 0)"}


def print_fits(result: Validation, mistakes: Sequence[Mistake]) -> None:
    """Print the figures of every dimension, its entries, and the units that differ."""
    _print_figures(result)
    for fit in result.dimensions:
        _print_entries(fit)
    for mistake in mistakes:
        _print_mistake(mistake)


def _print_figures(result: Validation) -> None:
    print_table(
        ("dimension", "coded", "coded 1", "hits", "right", *_MEASURES),
        [
            (
                fit.dimension,
                fit.n,
                fit.positives,
                fit.hits,
                fit.right,
                *(_shown(getattr(fit, name)) for name in _MEASURES),
            )
            for fit in result.dimensions
        ],
    )
    note(f"auc by {result.by}; intervals are 95 %")
    for fit in result.dimensions:
        if fit.stands_for is not None:
            note(_scope(fit))


def _scope(fit: DimensionFit) -> str:
    """Of what the figures of a sample are."""
    said = f"{fit.dimension}: precision to auc are of {fit.stands_for:,.0f} units of the library"
    if not fit.uncovered:
        return said
    return f"{said}; {fit.uncovered:,.0f} more are of strata without a code, and left out"


def _print_entries(fit: DimensionFit) -> None:
    """The entries that were wrong most often; the rest is told in a number."""
    if not fit.entries:
        return
    write_line(f"\n{fit.dimension}: entries, the most often wrong first")
    print_table(
        ("entry", "fired", "right", "precision"),
        [
            (each.entry, each.fired, each.right, _shown(each.precision))
            for each in fit.entries[:_MOST_ENTRIES]
        ],
    )
    more = len(fit.entries) - _MOST_ENTRIES
    if more > 0:
        write_line(f"… and {more} more; --json has all")


def _print_mistake(mistake: Mistake) -> None:
    unit = mistake.unit
    fired = ", ".join(
        f"{words} [{match.entry}]{'' if match.counted else ', negated'}"
        for words, match in zip(mistake.fired, mistake.matches, strict=True)
    )
    where = unit.name or unit.line
    write_line(visible_line(f"{where}: {mistake.dimension}: {_KINDS[mistake.kind]}"))
    write_line(visible_line(f"  {unit.text}"))
    write_line(visible_line(f"  {fired or 'nothing fires'}"))


def _shown(measure: Measure) -> str:
    if measure.value is None:
        return "not defined"
    if measure.low is None or measure.high is None:
        return f"{measure.value:.2f}"
    return f"{measure.value:.2f} [{measure.low:.2f}–{measure.high:.2f}]"


def rows_of(result: Validation, mistakes: Sequence[Mistake] | None) -> Iterator[dict[str, object]]:
    """One row a dimension; with the units that differ where they are given."""
    for fit in result.dimensions:
        row: dict[str, object] = {
            "dimension": fit.dimension,
            "lexicon": fit.lexicon.name,
            "lexicon_version": fit.lexicon.version,
            "lexicon_fingerprint": fit.lexicon.fingerprint,
            "by": result.by,
            "coded": fit.n,
            "positives": fit.positives,
            "hits": fit.hits,
            "right": fit.right,
        }
        for name in _MEASURES:
            row |= _cells(name, getattr(fit, name))
        if fit.stands_for is not None:
            row |= {"stands_for": fit.stands_for, "uncovered": fit.uncovered}
        row["entries"] = [
            {"entry": each.entry, "fired": each.fired, "right": each.right}
            | _cells("precision", each.precision)
            for each in fit.entries
        ]
        if mistakes is not None:
            own = (each for each in mistakes if each.dimension == fit.dimension)
            row["errors"] = [_mistake_row(each) for each in own]
        yield row


def _cells(name: str, measure: Measure) -> dict[str, object]:
    return {name: measure.value, f"{name}_low": measure.low, f"{name}_high": measure.high}


def _mistake_row(mistake: Mistake) -> dict[str, object]:
    unit = mistake.unit
    row: dict[str, object] = {"kind": mistake.kind, "line": unit.line or None, "text": unit.text}
    if unit.place:
        place = unit.place
        row |= {"article_id": place.article, "start": place.start, "end": place.end}
    if unit.name:
        row["unit"] = unit.name
    row["fired"] = [
        {
            "entry": match.entry,
            "start": match.start,
            "end": match.end,
            "text": words,
            "counted": int(match.counted),
        }
        for words, match in zip(mistake.fired, mistake.matches, strict=True)
    ]
    return row
