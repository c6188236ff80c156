"""Whether lexicons fit codes equally well in all groups of articles: precision and recall by group.

A lexicon that errs differently for two sources invents a difference between them. A group is what
the file of codes says of the unit in a column of that name, else the field of its article in the
library. Formulas: `statistics.clustered_shares`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from framing.coding.unit_matches import MatchedUnit
from framing.coding.validation import DimensionFit, Strata, unit_weights
from framing.lexicons.formats.checks import same_name
from framing.library.grouping import CROSS
from framing.statistics.classification import UNDEFINED, Measure
from framing.statistics.clustered_shares import Parts, clustered_share, equal_shares_p

if TYPE_CHECKING:
    from framing.coding import Validation
    from framing.coding.code_files import CodedUnit
    from framing.library import Library

GroupsOf = Callable[["CodedUnit"], Sequence[str]]
"""The groups of a unit: one, but where it is of several sets or of none."""


@dataclass(frozen=True, slots=True)
class GroupFit:
    """One dimension against the codes of one group."""

    group: str
    articles: int
    """Those of its coded units."""
    n: int
    """Units coded."""
    positives: int
    hits: int
    right: int
    precision: Measure
    """As that of the dimension, with an interval from article to article; none below five
    articles with hits."""
    recall: Measure
    """In the same way, of articles with units coded 1."""


@dataclass(frozen=True, slots=True)
class GroupValidity:
    """One dimension against the codes of every group."""

    dimension: str
    groups: tuple[GroupFit, ...]
    """By name."""
    equal_precision_p: float | None
    """p that all groups of five articles or more have one precision; None where there are not two,
    or where an article is in several groups."""
    equal_recall_p: float | None


def file_groups(units: Sequence[CodedUnit], by: str) -> GroupsOf | None:
    """The groups that a file of codes gives its units in columns; None where it lacks one."""
    names = [same_name(field.strip()) for field in by.split(",")]
    if not all(any(name in unit.about for unit in units) for name in names):
        return None
    return lambda unit: [CROSS.join(unit.about.get(name, "") for name in names)]


def library_groups(units: Sequence[CodedUnit], library: Library, by: str) -> GroupsOf:
    """The groups of the articles in which units stand. Raises as `framing.library.grouping`."""
    groups: dict[str, list[str]] = defaultdict(list)
    for group, article in library.articles.grouped(by, sorted(set(map(_article, units)))):
        groups[article].append(group)
    return lambda unit: groups[_article(unit)]


def group_validity(
    validation: Validation, groups_of: GroupsOf, design: Mapping[str, Strata] | None = None
) -> tuple[GroupValidity, ...]:
    """Precision and recall of every dimension by group, and whether they are the same.

    `design` is that of the validation. A unit without a group counts in none.
    """
    return tuple(
        _validity(fit, groups_of, None if design is None else design[fit.dimension])
        for fit in validation.dimensions
    )


def _article(unit: CodedUnit) -> str:
    """The article of a unit; a text that names none is one of its own."""
    return unit.place.article if unit.place else unit.within or f"line {unit.line}"


_Weighed = tuple[MatchedUnit, float]


def _validity(fit: DimensionFit, groups_of: GroupsOf, strata: Strata | None) -> GroupValidity:
    weights = [1.0] * fit.n if strata is None else unit_weights(fit.matched, strata)
    by_group: dict[str, list[_Weighed]] = defaultdict(list)
    apart = True
    for each, weight in zip(fit.matched, weights, strict=True):
        own = groups_of(each.unit)
        apart = apart and len(own) < 2
        for group in own:
            by_group[group].append((each, weight))
    named = sorted(by_group.items())
    hits = [_parts(units, "hit", "coded") for _, units in named]
    coded = [_parts(units, "coded", "hit") for _, units in named]
    fits = (
        _group_fit(*of, _share(fit.precision, of_hits), _share(fit.recall, of_coded))
        for of, of_hits, of_coded in zip(named, hits, coded, strict=True)
    )
    return GroupValidity(
        fit.dimension,
        tuple(fits),
        _equal_p(fit.precision, hits) if apart else None,
        _equal_p(fit.recall, coded) if apart else None,
    )


def _group_fit(
    group: str, units: Sequence[_Weighed], precision: Measure, recall: Measure
) -> GroupFit:
    return GroupFit(
        group=group,
        articles=len({_article(each.unit) for each, _ in units}),
        n=len(units),
        positives=sum(each.coded for each, _ in units),
        hits=sum(each.hit for each, _ in units),
        right=sum(each.coded and each.hit for each, _ in units),
        precision=precision,
        recall=recall,
    )


def _parts(units: Sequence[_Weighed], of: str, right: str) -> Parts:
    """By article, how many of its units that are one thing are the other as well."""
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for each, weight in units:
        if getattr(each, of):
            own = sums[_article(each.unit)]
            own[0] += weight * getattr(each, right)
            own[1] += weight
            own[2] += weight**2
    return Parts(*np.array([sums[name] for name in sorted(sums)]).reshape(-1, 3).T)


def _share(whole: Measure, parts: Parts) -> Measure:
    """The share of a group; not defined where that of the dimension is not."""
    return UNDEFINED if whole.value is None else clustered_share(parts)


def _equal_p(whole: Measure, groups: Sequence[Parts]) -> float | None:
    return None if whole.value is None else equal_shares_p(groups)
