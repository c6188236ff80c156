"""Which strata a sample has, and how many units are drawn from each."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from framing.errors import UsageError
from framing.library import SampleKind
from framing.wording import plural

Key = tuple[str, str]
"""Dimension and entry."""
UNMATCHED: Key = ("", "")
"""Sentences in which nothing counts."""
DEFAULT_SIZE = 200
"""Units of a sample where nobody asks for another number."""

_LEAST = 2
"""Units of a stratum: one alone says nothing about the others."""

Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SampleRequest:
    """What a sample shall be."""

    kind: SampleKind
    dimensions: tuple[str, ...] = ()
    """Those of the library where none is named."""
    size: int | None = None
    """Units in all."""
    per_entry: int | None = None
    """Units of each entry, as far as it has so many."""
    seed: int = 1
    again: bool = False
    """Whether units that were drawn before, for one of the dimensions, may be drawn again."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Units of one kind, of which some are drawn."""

    name: str
    members: tuple[Key, ...]
    size: int
    drawn: int
    """At least 1."""


def plan(
    sizes: Mapping[Key, int], dimensions: Sequence[str], wanted: SampleRequest
) -> list[Stratum]:
    """The strata of a sample, given how many units each entry has.

    With a number for each entry, so many are drawn of each, and of sentences without a match as
    many as of all entries, or what is left of the size. Without one, half of the sample is such
    sentences; the other half is spread evenly over the dimensions, and there over the entries by
    how many units they have, so that what is said of a dimension rests on units of much the same
    weight. Entries too rare for two units share one stratum.

    Raises UsageError for a size that has no room for all strata.
    """
    entries = {key: size for key, size in sizes.items() if key != UNMATCHED and size}
    if wanted.per_entry:
        return _of_each_entry(entries, sizes.get(UNMATCHED, 0), wanted, wanted.per_entry)
    size = wanted.size or DEFAULT_SIZE
    least = _LEAST * (len(dimensions) + (wanted.kind == "sentence"))
    if size < least:
        raise UsageError(f"--size {size} is too small for all strata", hint=f"at least {least}")
    unmatched = min(sizes.get(UNMATCHED, 0), max(size - size // 2, size - sum(entries.values())))
    by_dimension = spread(
        size - unmatched,
        {name: sum(_of(name, entries).values()) for name in dimensions},
    )
    strata = [
        stratum
        for name, room in by_dimension.items()
        for stratum in _of_dimension(name, _of(name, entries), room)
    ]
    return [*strata, *_unmatched(sizes.get(UNMATCHED, 0), unmatched)]


def spread(total: int, sizes: Mapping[Name, int]) -> dict[Name, int]:
    """A total given out to all as evenly as their sizes allow; none gets more than its size."""
    given: dict[Name, int] = {}
    for place, name in enumerate(sorted(sizes, key=lambda name: (sizes[name], str(name)))):
        given[name] = min(sizes[name], total // (len(sizes) - place))
        total -= given[name]
    return {name: given[name] for name in sizes}


def _of_each_entry(
    entries: Mapping[Key, int], unmatched: int, wanted: SampleRequest, each: int
) -> list[Stratum]:
    strata = [Stratum(_name(key), (key,), size, min(each, size)) for key, size in entries.items()]
    drawn = sum(stratum.drawn for stratum in strata)
    room = drawn if wanted.size is None else wanted.size - drawn
    with_unmatched = bool(unmatched) and wanted.kind == "sentence"
    if room < with_unmatched:
        hint = "raise --size" + (", sentences without a match need room" if with_unmatched else "")
        what = f"{each} of each entry are {plural(drawn, 'unit')} of --size {wanted.size}"
        raise UsageError(what, hint=hint)
    return [*strata, *_unmatched(unmatched, min(unmatched, room))]


def _of(dimension: str, entries: Mapping[Key, int]) -> dict[Key, int]:
    return {key: size for key, size in entries.items() if key[0] == dimension}


def _of_dimension(dimension: str, sizes: Mapping[Key, int], room: int) -> list[Stratum]:
    """Strata of the entries of a dimension, the rare ones in one."""
    total = sum(sizes.values())
    rare = {key: size for key, size in sizes.items() if size * room < _LEAST * total}
    own = {key: size for key, size in sizes.items() if key not in rare}
    scarce = sum(rare.values())
    of_rare = min(scarce, room, max(_LEAST, round(room * scarce / total))) if rare else 0
    drawn = proportionally(room - of_rare, own)
    strata = [Stratum(_name(key), (key,), size, drawn[key]) for key, size in own.items()]
    strata.append(Stratum(_name((dimension, "…")), tuple(rare), scarce, of_rare))
    return [stratum for stratum in strata if stratum.drawn]


def proportionally(total: int, sizes: Mapping[Name, int]) -> dict[Name, int]:
    """A total given out to all in proportion to their sizes, in whole units that add up to it.

    What is left after rounding down goes to the largest remainders. The total is no more than
    the sizes together.
    """
    whole = sum(sizes.values())
    given = {name: total * size // whole for name, size in sizes.items()}
    by_rest = sorted(sizes, key=lambda name: (-(total * sizes[name] % whole), str(name)))
    for name in by_rest[: total - sum(given.values())]:
        given[name] += 1
    return given


def _name(key: Key) -> str:
    return f"{key[0]}: {key[1]}"


def _unmatched(size: int, drawn: int) -> list[Stratum]:
    return [Stratum("no match", (UNMATCHED,), size, drawn)] if drawn else []
