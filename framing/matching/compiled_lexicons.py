"""All lexicons compiled: every pattern in the contest it belongs to, searched in one pass.

A contest holds the terms and exclusions of one dimension, the members of one group, the listed
negators, or the forms that attribute speech; one more finds the word that opens a clause. No
contest takes words from another.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.errors import LexiconError
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.lexicons.patterns import Pattern, parse_pattern
from framing.matching.leftmost_longest import winners
from framing.matching.negation import TURN, phrases
from framing.matching.pattern_search import Candidates, Finder
from framing.matching.voice import Verbs, attributing
from framing.model import LexiconVersion
from framing.text import Mask, Offsets, Tokens


@dataclass(frozen=True, slots=True)
class CompiledDimension:
    """One dimension with the lexicon it comes from and its rules in order of name."""

    dimension: Dimension
    version: LexiconVersion
    rules: tuple[tuple[Rule, tuple[int, ...]], ...]
    """Each rule with the contests of its groups."""

    @property
    def drops(self) -> bool:
        """Whether negated matches do not count."""
        return self.dimension.negated == "drop"


@dataclass(frozen=True, slots=True)
class Won:
    """The patterns that won their words in a batch, by contest and then by place."""

    contest: Offsets
    entry: Offsets
    """Index into `CompiledLexicons.entries`."""
    first: Offsets
    last: Offsets
    silent: Mask
    """Exclusions: they hold their words without counting."""

    def of(self, chosen: Mask) -> Won:
        """The chosen ones."""
        return Won(
            self.contest[chosen],
            self.entry[chosen],
            self.first[chosen],
            self.last[chosen],
            self.silent[chosen],
        )


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
        self._silent: list[bool] = []
        dimensions = [each for lexicon in lexicons for each in lexicon.dimensions]
        for contest, dimension in enumerate(dimensions):
            self._put(contest, dimension.exclude, silent=True)
            self._put(contest, dimension.terms)
        self.negators = len(dimensions)
        self._put(self.negators, map(Term, phrases("exempt")), silent=True)
        self._put(self.negators, map(Term, phrases("negators")))
        self._reversing_from = len(self.entries)
        self._put(self.negators, map(Term, phrases("reversing")))
        self._reversing_to = len(self.entries)
        self.turns = self.negators + 1
        self._put(self.turns, [Term(TURN)])
        self.verbs = self.turns + 1
        self._put(self.verbs, map(Term, attributing("exempt")), silent=True)
        self._verbs_from = []
        for kind in ("speaking", "telling", "according"):
            self._verbs_from.append(len(self.entries))
            self._put(self.verbs, map(Term, attributing(kind)))
        self.groups = self.verbs + 1
        """The first contest of a group; those of the first lexicon come first, in its order."""
        self.dimensions: tuple[CompiledDimension, ...] = tuple(self._with_groups(lexicons))
        rules = [rule.name for contest in self.dimensions for rule, _ in contest.rules]
        self.names = [entry.pattern for entry in self.entries] + rules
        """The name of every entry, then of every rule, dimension by dimension."""
        weights = [entry.weight for entry in self.entries]
        weights += [rule.weight for contest in self.dimensions for rule, _ in contest.rules]
        self.weights = np.array(weights, dtype=float)
        """The weight of every entry, then of every rule."""
        self.homes = self._homes()
        """The dimension of every name; empty where it is of none."""
        self._compile([_parsed(entry) for entry in self.entries])

    def _put(self, contest: int, entries: Iterable[Term], *, silent: bool = False) -> None:
        for entry in entries:
            self.entries.append(entry)
            self._contest.append(contest)
            self._silent.append(silent)

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
                yield CompiledDimension(dimension, version, tuple(tied))

    def _homes(self) -> list[str]:
        names = [contest.dimension.name for contest in self.dimensions]
        homes = [names[contest] if contest < len(names) else "" for contest in self._contest]
        return homes + [
            contest.dimension.name for contest in self.dimensions for _ in contest.rules
        ]

    def _compile(self, patterns: Sequence[Pattern]) -> None:
        self._finder = Finder(patterns)
        self.contest_of = np.array(self._contest, dtype=np.int64)
        """The contest of every entry."""
        self._silents = np.array(self._silent, dtype=bool)
        order = sorted(
            range(len(patterns)),
            key=lambda index: (
                not self._silent[index],
                -patterns[index].literals,
                patterns[index].wildcards,
                self.entries[index].pattern,
            ),
        )
        self._by_rank = np.array(order, dtype=np.int64)
        self._rank = np.empty(len(order), dtype=np.int64)
        self._rank[order] = np.arange(len(order))

    def find(self, tokens: Tokens) -> Candidates:
        """Every place of a batch where a pattern stands, before any has won; in no set order."""
        found = self._finder.find(tokens)
        reversing = np.flatnonzero(
            (found.pattern >= self._reversing_from) & (found.pattern < self._reversing_to)
        )
        held = reversing[tokens.before_hyphen(found.last[reversing])]
        if not len(held):
            return found
        columns = found.pattern, found.first, found.last
        return Candidates(*(np.delete(each, held) for each in columns))

    def award(self, found: Candidates) -> Won:
        """The candidates that win their words."""
        pattern, first, last = found.pattern, found.first, found.last
        won = winners(self.contest_of[pattern], first, last, self._rank[pattern])
        pattern = self._by_rank[won.rank]
        return Won(won.contest, pattern, won.first, won.last, self._silents[pattern])

    def match(self, tokens: Tokens) -> Won:
        """The patterns that win their words in a batch."""
        return self.award(self.find(tokens))

    def speech(self, won: Won) -> Verbs:
        """The forms that attribute speech, by place."""
        found = won.of((won.contest == self.verbs) & ~won.silent)
        kind = np.searchsorted(self._verbs_from, found.entry, side="right") - 1
        return Verbs(found.first, found.last, kind)
