"""The entries of a lexicon that are most often wrong: by the codes of a library, else by figures of
our own that travel with the bundled lexicons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from framing import places
from framing.data import entry_precision
from framing.lexicons import Dimension, Lexicon
from framing.statistics.classification import Measure, share

if TYPE_CHECKING:
    from framing.library import Library

MOST = 3
"""Entries of a dimension that are named."""


@dataclass(frozen=True, slots=True)
class WrongEntry:
    """An entry that fired where coders did not see the dimension."""

    entry: str
    right: int
    """Coded sentences or matches in which it fired that are coded 1."""
    fired: int
    precision: Measure
    """right / fired with its Wilson interval; not weighted."""


@dataclass(frozen=True, slots=True)
class WrongEntries:
    """Those of one dimension, the most often wrong first."""

    by: Literal["library", "shipped"]
    """Whose codes: the library's, or those that the bundled lexicons were measured with."""
    entries: tuple[WrongEntry, ...]


def wrong_entries(lexicon: Lexicon, library: Library | None) -> dict[str, WrongEntries]:
    """By dimension, the entries that were wrong most often; without codes a dimension is not there.

    Codes of the library come first. The shipped figures are of the bundled lexicons only.
    """
    return {
        dimension: WrongEntries(coded.by, worst(coded.entries))
        for dimension, coded in coded_entries(lexicon, library).items()
    }


def coded_entries(lexicon: Lexicon, library: Library | None) -> dict[str, WrongEntries]:
    """The same with all entries that fired in coded units, right ones too, in no order."""
    found = dict(_shipped(lexicon)) if _is_bundled(lexicon) else {}
    if library is not None:
        found |= _by_codes(lexicon, library)
    return found


def _by_codes(lexicon: Lexicon, library: Library) -> dict[str, WrongEntries]:
    from framing.coding.coded_samples import coded_sample
    from framing.coding.unit_places import articles_of
    from framing.coding.validation import validate

    codes = library.codes.read()
    samples = (coded_sample(drawn, codes) for drawn in library.codes.samples(coded=True))
    units = list({unit.name: unit for sample in samples for unit in sample.units}.values())
    names = {each.name for each in lexicon.dimensions}
    if not any(names & unit.codes.keys() for unit in units):
        return {}
    fits = validate(units, [lexicon], articles=articles_of(units, library)).dimensions
    return {
        fit.dimension: WrongEntries(
            "library",
            tuple(map(_coded, ((each.entry, each.right, each.fired) for each in fit.entries))),
        )
        for fit in fits
    }


def _is_bundled(lexicon: Lexicon) -> bool:
    return bool(lexicon.path) and Path(lexicon.path).parent == places.bundled("lexicons")


def _shipped(lexicon: Lexicon) -> Iterable[tuple[str, WrongEntries]]:
    figures = entry_precision()
    for dimension in lexicon.dimensions:
        if own := figures.get(dimension.name):
            entries = _names(dimension)
            counts = ((entry, *own[entry]) for entry in own if entry in entries)
            yield dimension.name, WrongEntries("shipped", tuple(map(_coded, counts)))


def _names(dimension: Dimension) -> set[str]:
    return {each.pattern for each in dimension.terms} | {each.name for each in dimension.near}


def _coded(counts: tuple[str, int, int]) -> WrongEntry:
    entry, right, fired = counts
    return WrongEntry(entry, right, fired, share(right, fired))


def worst(entries: Iterable[WrongEntry]) -> tuple[WrongEntry, ...]:
    """Those that were wrong most often, the most often first."""
    wrong = [each for each in entries if each.right < each.fired]
    wrong.sort(key=lambda each: (each.right - each.fired, -each.fired, each.entry))
    return tuple(wrong[:MOST])
