"""All lexicons compiled: every pattern in the contest it belongs to, as arrays for the core.

A contest holds the terms and exclusions of one dimension, the members of one group, the listed
negators, or the forms that attribute speech. No contest takes words from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.core.library import CompiledTables
from framing.errors import LexiconError
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.patterns import Pattern, parse_pattern
from framing.matching.listed_forms import ATTRIBUTIONS, NEGATORS, attributing, negating
from framing.matching.pattern_tables import pattern_tables, written_tables
from framing.model import LexiconVersion
from framing.text.language import language

_SILENT, _EXACT, _KIND_SHIFT = 1, 2, 4
"""Bits of what the core is told of a pattern, and where the kind of a listed form begins."""


@dataclass(frozen=True, slots=True)
class CompiledDimension:
    """One dimension with the lexicon it comes from and its rules in order of name."""

    dimension: Dimension
    version: LexiconVersion
    rules: tuple[tuple[Rule, tuple[int, ...]], ...]
    """Each rule with the contests of its groups."""
    groups: Mapping[str, int]
    """The contest of each group of its lexicon."""


def _parsed(entry: Term) -> Pattern:
    try:
        return parse_pattern(entry.pattern)
    except ValueError as error:
        raise LexiconError(f"“{entry.pattern}”: {error}", line=entry.line) from error


class CompiledLexicons:
    """The compiled lexicons; they never change after they are made.

    Raises LexiconError for a pattern that is none.
    """

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self.entries: list[Term] = []
        self._contest: list[int] = []
        self._what: list[int] = []
        dimensions = [each for lexicon in lexicons for each in lexicon.dimensions]
        for contest, dimension in enumerate(dimensions):
            self._put(contest, dimension.exclude, _SILENT)
            self._put(contest, dimension.terms)
        self._put_listed(len(dimensions))
        self.groups = len(dimensions) + 2
        """The first contest of a group; those of the first lexicon come first, in its order."""
        self.dimensions: tuple[CompiledDimension, ...] = tuple(self._with_groups(lexicons))
        rules = [rule for contest in self.dimensions for rule, _ in contest.rules]
        self.names = [entry.pattern for entry in self.entries] + [rule.name for rule in rules]
        """The name of every entry, then of every rule, dimension by dimension."""
        weights = [entry.weight for entry in self.entries] + [rule.weight for rule in rules]
        self.weights = np.array(weights, dtype=float)
        """The weight of every entry, then of every rule."""
        self.homes = self._homes()
        """The dimension of every name; empty where it is of none."""
        self.contest_of = np.array(self._contest, dtype=np.int64)
        """The contest of every entry."""
        tables = self._tables([_parsed(entry) for entry in self.entries])
        self.tables = CompiledTables(language(), tables)

    def _put(self, contest: int, entries: Iterable[Term], what: int = 0) -> None:
        for entry in entries:
            self.entries.append(entry)
            self._contest.append(contest)
            self._what.append(what | (_EXACT if entry.case else 0))

    def _put_listed(self, negators: int) -> None:
        """The forms that the program itself lists, in two contests from `negators` on."""
        self._put(negators, map(Term, negating("exempt")), _SILENT)
        for kind, name in enumerate(NEGATORS):
            self._put(negators, map(Term, negating(name)), kind << _KIND_SHIFT)
        self._put(negators + 1, map(Term, attributing("exempt")), _SILENT)
        for kind, name in enumerate(ATTRIBUTIONS):
            self._put(negators + 1, map(Term, attributing(name)), kind << _KIND_SHIFT)

    def _with_groups(self, lexicons: Sequence[Lexicon]) -> Iterable[CompiledDimension]:
        """Lay out the groups of each lexicon, and tie its rules to their contests."""
        free = self.groups
        for lexicon in lexicons:
            version = lexicon.reference
            contests = {name: free + place for place, name in enumerate(lexicon.groups)}
            free += len(contests)
            for name, members in lexicon.groups.items():
                self._put(contests[name], members)
            for dimension in lexicon.dimensions:
                rules = sorted(dimension.near, key=lambda rule: rule.name)
                tied = ((rule, tuple(contests[group] for group in rule.groups)) for rule in rules)
                yield CompiledDimension(dimension, version, tuple(tied), contests)
        self._contests = free

    def _homes(self) -> list[str]:
        names = [contest.dimension.name for contest in self.dimensions]
        homes = [names[contest] if contest < len(names) else "" for contest in self._contest]
        return homes + [
            contest.dimension.name for contest in self.dimensions for _ in contest.rules
        ]

    def _tables(self, patterns: Sequence[Pattern]) -> dict[str, object]:
        return {
            **pattern_tables(patterns),
            **written_tables(patterns, [each.pattern * each.case for each in self.entries]),
            "pattern_contest": self._contest,
            "pattern_rank": self._ranks(patterns),
            "pattern_what": self._what,
            "names": len(self.names),
            "name_weight": self.weights,
            "contests": self._contests,
            "dimensions": len(self.dimensions),
            "dimension_drops": [each.dimension.negated == "drop" for each in self.dimensions],
            **self._rule_tables(),
            **self._context_tables(),
        }

    def _context_tables(self) -> dict[str, object]:
        """What each name needs and refuses; only terms and rules do."""
        home = dict(enumerate(self.dimensions))
        pairs: list[tuple[Term | Rule, Mapping[str, int]]] = [
            (entry, home[contest].groups if contest in home else {})
            for entry, contest in zip(self.entries, self._contest, strict=True)
        ]
        pairs += [(rule, each.groups) for each in self.dimensions for rule, _ in each.rules]
        needs = [[groups[name] for name in entry.needs] for entry, groups in pairs]
        unless = [[groups[name] for name in entry.unless] for entry, groups in pairs]
        return {
            "needs_from": np.cumsum([0, *map(len, needs)]),
            "needs": [group for own in needs for group in own],
            "unless_from": np.cumsum([0, *map(len, unless)]),
            "unless": [group for own in unless for group in own],
        }

    def _ranks(self, patterns: Sequence[Pattern]) -> list[int]:
        """Who wins at equal place and length: exclusions, then more literal characters, then fewer
        wildcards, then exact case, then the order of code points."""
        order = sorted(
            range(len(patterns)),
            key=lambda index: (
                not self._what[index] & _SILENT,
                -patterns[index].literals,
                patterns[index].wildcards,
                not self.entries[index].case,
                self.entries[index].pattern,
            ),
        )
        ranks = [0] * len(order)
        for rank, index in enumerate(order):
            ranks[index] = rank
        return ranks

    def _rule_tables(self) -> dict[str, object]:
        rules = [
            (place, rule, groups)
            for place, contest in enumerate(self.dimensions)
            for rule, groups in contest.rules
        ]
        return {
            "rules": len(rules),
            "rule_dimension": [place for place, _, _ in rules],
            "rule_within": [rule.within for _, rule, _ in rules],
            "rule_ordered": [rule.ordered for _, rule, _ in rules],
            "rule_from": np.cumsum([0, *(len(groups) for _, _, groups in rules)]),
            "rule_group": [group for _, _, groups in rules for group in groups],
            "rule_in_clause": [rule.scope == "clause" for _, rule, _ in rules],
        }
