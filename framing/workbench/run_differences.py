"""What moved between two scorings of a library: which are compared, and what their lexicons lost
and gained.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import hexdigits

from framing.errors import NotFoundError
from framing.lexicons import Dimension, Lexicon, Rule
from framing.library import DimensionChange, Library, Maker, Run
from framing.model import LexiconVersion

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Scoring:
    """One side of a comparison: what it is called, and what made the scores of each dimension."""

    label: str
    makers: Mapping[str, Maker]
    """By dimension, in the order of the lexicons."""


@dataclass(frozen=True, slots=True)
class LexiconChange:
    """One thing that a dimension, or a group of its rules, has in one lexicon version only."""

    what: str
    """`term added`, `group member removed`, `weight changed`, …"""
    name: str


def last_two(library: Library) -> tuple[Scoring, Scoring]:
    """The last run, and before it the last one that scored by other lexicons or another scorer.

    Raises NotFoundError where there is none.
    """
    runs = library.runs.read()
    if runs and (before := differing_before(runs, runs[-1])):
        return of_run(library, before.id), of_run(library, runs[-1].id)
    raise NotFoundError(
        "all runs scored by the same lexicons and the same scorer",
        hint="`framing runs` lists them",
    )


def differing_before(runs: Sequence[Run], run: Run) -> Run | None:
    """The last run before one that scored by other lexicons or another scorer, if there is one."""
    earlier = [each for each in runs if each.id < run.id and _signature(each) != _signature(run)]
    return max(earlier, key=lambda each: each.id, default=None)


def _signature(run: Run) -> tuple[frozenset[str], str]:
    return frozenset(each.fingerprint for each in run.lexicons), run.scorer_version


def of_run(library: Library, number: int) -> Scoring:
    """What a run scored by. Raises NotFoundError for a number that no run has."""
    found = next((run for run in library.runs.read() if run.id == number), None)
    if found is None:
        raise NotFoundError(f"there is no run {number}", hint="`framing runs` lists them")
    label = f"run {found.id} ({found.kind}, {found.started[:16].replace('T', ' ')})"
    return Scoring(label, _makers(library, found.lexicons, found.scorer_version))


def of_lexicons(library: Library, before: str, after: str) -> tuple[Scoring, Scoring]:
    """Two lexicon versions, each `NAME@VERSION`, a name, or the beginning of a fingerprint.

    Their scores are those of the last scorer version that both were used with, else of the last
    of each. Raises NotFoundError for what names no version that made scores, or several.
    """
    versions = [_version(library, before), _version(library, after)]
    scorers = [_scorers(library, version) for version in versions]
    common = [each for each in scorers[0] if each in scorers[1]]
    one, other = (
        Scoring(
            f"{version.name} {version.version} ({version.fingerprint[:8]})",
            _makers(library, [version], (common or own)[0]),
        )
        for version, own in zip(versions, scorers, strict=True)
    )
    return one, other


def _makers(
    library: Library, versions: Sequence[LexiconVersion], scorer_version: str
) -> dict[str, Maker]:
    return {
        dimension.name: Maker(version, scorer_version)
        for version in versions
        for dimension in library.lexicons.one(version.fingerprint).dimensions
    }


def _version(library: Library, named: str) -> LexiconVersion:
    """The one version that a name with or without version, or a fingerprint, means."""
    known = library.lexicons.versions()
    name, _, version = named.partition("@")
    found = [each for each in known if each.name == name and version in ("", each.version)]
    if not found and len(named) >= _SHORTEST_PREFIX and set(named.lower()) <= set(hexdigits):
        found = [each for each in known if each.fingerprint.startswith(named.lower())]
    if len(found) == 1:
        return found[0]
    candidates = ", ".join(
        f"{each.name}@{each.version} ({each.fingerprint[:8]})" for each in found or known
    )
    if found:
        raise NotFoundError(f"“{named}” is several versions", hint=f"name one of {candidates}")
    raise NotFoundError(
        f"no scores were made by a lexicon “{named}”", hint=f"there are: {candidates or 'none'}"
    )


def _scorers(library: Library, version: LexiconVersion) -> list[str]:
    """The scorer versions that a lexicon version was used with, the last one first."""
    runs = (run for run in reversed(library.runs.read()) if version in run.lexicons)
    return list(dict.fromkeys(run.scorer_version for run in runs))


def shared(before: Scoring, after: Scoring) -> list[str]:
    """The dimensions that both have. Raises NotFoundError where there are none."""
    found = [name for name in before.makers if name in after.makers]
    if not found:
        raise NotFoundError(f"{before.label} and {after.label} share no dimension")
    return found


def dimension_changes(
    library: Library,
    before: Scoring,
    after: Scoring,
    limit: int | None = None,
    ids: Sequence[str] | None = None,
) -> Iterator[DimensionChange]:
    """How each shared dimension differs whose lexicon or scorer is another one.

    `ids` are the articles that are meant, all for None; at most `limit` of them are named. Raises
    NotFoundError where no dimension is shared, and where no article was scored by both.
    """
    with library.snapshot():
        found = [
            library.scores.changes(name, before.makers[name], after.makers[name], limit, ids)
            for name in shared(before, after)
            if before.makers[name] != after.makers[name]
        ]
    if found and not any(each.totals.shared for each in found):
        raise NotFoundError(
            f"no article was scored in both {before.label} and {after.label}",
            hint="`framing score` scores all with the lexicons that are on",
        )
    yield from found


def lexicon_changes(before: Lexicon, after: Lexicon, dimension: str) -> list[LexiconChange]:
    """What a dimension gained and lost from one lexicon version to the other."""
    old, new = (_dimension(lexicon, dimension) for lexicon in (before, after))
    found = [
        *_listed("term", _weights(old), _weights(new)),
        *_listed("exclusion", _excluded(old), _excluded(new)),
        *_listed("rule", _rules(old), _rules(new)),
        *_listed("group member", _members(before, old), _members(after, new)),
    ]
    if old.negated != new.negated:
        found.append(LexiconChange("negated matches", f"{old.negated} → {new.negated}"))
    return found


def _dimension(lexicon: Lexicon, name: str) -> Dimension:
    return next(each for each in lexicon.dimensions if each.name == name)


def _weights(dimension: Dimension) -> dict[str, object]:
    return {each.pattern: each.weight for each in dimension.terms}


def _excluded(dimension: Dimension) -> dict[str, object]:
    return {each.pattern: None for each in dimension.exclude}


def _rules(dimension: Dimension) -> dict[str, object]:
    return {each.name: _plain(each) for each in dimension.near}


def _plain(rule: Rule) -> tuple[object, ...]:
    groups = rule.groups if rule.ordered else tuple(sorted(rule.groups))
    return groups, rule.within, rule.ordered, rule.weight


def _members(lexicon: Lexicon, dimension: Dimension) -> dict[str, object]:
    """The patterns of the groups that the dimension's rules name."""
    used = {group for rule in dimension.near for group in rule.groups}
    return {
        f"{group}: {member.pattern}": None
        for group in sorted(used)
        for member in lexicon.groups[group]
    }


def _listed(
    what: str, old: Mapping[str, object], new: Mapping[str, object]
) -> Iterator[LexiconChange]:
    yield from (LexiconChange(f"{what} added", name) for name in sorted(new.keys() - old.keys()))
    yield from (LexiconChange(f"{what} removed", name) for name in sorted(old.keys() - new.keys()))
    for name in sorted(old.keys() & new.keys()):
        if old[name] != new[name]:
            yield LexiconChange(f"{what} changed", name)
