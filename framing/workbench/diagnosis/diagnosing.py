"""Diagnoses a lexicon: scans articles batch by batch and puts the sums together."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from framing.articles.batches import batches
from framing.coding import Validation
from framing.coding.validation import EntryFit
from framing.lexicons import Dimension, Lexicon, Rule, Term
from framing.matching import Scanner
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.model import Article
from framing.statistics import rate_per_1000
from framing.workbench.diagnosis.contested_words import entry_sentences, rule_numbers
from framing.workbench.diagnosis.context_effects import ContextEffects
from framing.workbench.diagnosis.entry_sums import EntrySums, Key
from framing.workbench.diagnosis.report import (
    Diagnosis,
    DimensionReport,
    EntryReport,
    Kind,
    MemberReport,
    OtherEntry,
    SharedWords,
    SubKind,
    Wording,
)
from framing.workbench.diagnosis.scanned_batch import read_batch
from framing.workbench.diagnosis.without_entry import absences

Item = TypeVar("Item", str, Key)

MOST_CAUGHT = 50
"""Wordings of an entry that a report keeps; how many more there are it says in a number."""

_MOST_ARTICLES = 100_000
"""Articles looked at in one go; larger batches scan fewer lexicons of variants."""


def diagnose(
    lexicon: Lexicon,
    articles: Iterable[Article],
    *,
    beside: Sequence[Lexicon] = (),
    validation: Validation | None = None,
    progress: Callable[[int], None] | None = None,
) -> Diagnosis:
    """What every entry of a lexicon does in the articles.

    `beside` are the lexicons whose dimensions its words are compared with, `validation` is the
    lexicon against human codes. `progress` is called with the number of articles done since the
    last call.
    Raises LexiconError for a pattern that is none.
    """
    whole = [lexicon, *beside]
    scanner = Scanner(whole, voices=False)
    compiled = scanner.compiled
    sums, contexts = EntrySums(lexicon, compiled), ContextEffects(lexicon)
    for group in batches(articles, _MOST_ARTICLES):
        batch = read_batch(group, scanner)
        standing = [
            entry_sentences(batch.tokens, compiled, batch.found, batch.won, place)
            for place in range(len(lexicon.dimensions))
        ]
        sums.add(batch, standing)
        contexts.add(batch)
        for place, found in enumerate(standing):
            if found.contested.any():
                for absence in absences(batch, lexicon, compiled, place, found):
                    sums.add_absence(absence)
        if progress:
            progress(len(group))
    return _Report(lexicon, compiled, sums, contexts, validation).whole()


class _Report:
    """The sums as frozen values."""

    def __init__(
        self,
        lexicon: Lexicon,
        compiled: CompiledLexicons,
        sums: EntrySums,
        contexts: ContextEffects,
        validation: Validation | None,
    ) -> None:
        self._lexicon = lexicon
        self._compiled = compiled
        self._sums = sums
        self._contexts = contexts
        self._fits = _fits(validation)
        self._coded = validation.units if validation else 0
        self._dimensions = {each.name: self._dimension(each) for each in lexicon.dimensions}

    def whole(self) -> Diagnosis:
        """The diagnosis."""
        return Diagnosis(
            lexicon=self._lexicon.reference,
            articles=self._sums.articles,
            words=self._sums.words,
            dimensions=tuple(self._dimensions.values()),
            entries=tuple(self._entries()),
            members=tuple(self._members()),
            coded=self._coded,
        )

    def _dimension(self, dimension: Dimension) -> DimensionReport:
        name, sums = dimension.name, self._sums
        weights = _weights(dimension)
        counts = [(entry, sums.matches[name, entry]) for entry in weights]
        return DimensionReport(
            dimension=name,
            matches=sum(matches for _, matches in counts),
            weight=_weigh(counts, weights),
            words=sums.words,
            covered_words=sums.covered[name],
            articles=sums.fired[name],
            kinds=tuple(_kinds(dimension, counts)),
        )

    def _entries(self) -> Iterator[EntryReport]:
        """The entries with their numbers in `CompiledLexicons.names`: exclusions first."""
        every_rule = rule_numbers(self._compiled)
        for place, dimension in enumerate(self._lexicon.dimensions):
            numbers = np.flatnonzero(self._compiled.contest_of == place).tolist()
            exclude = list(zip(numbers, dimension.exclude, strict=False))
            for number, term in zip(numbers[len(exclude) :], dimension.terms, strict=True):
                yield self._entry(dimension, "term", number, term)
            rules = sorted(dimension.near, key=lambda rule: rule.name)
            for number, rule in zip(every_rule[place], rules, strict=True):
                yield self._entry(dimension, "near", number, rule)
            for number, entry in exclude:
                yield self._entry(dimension, "exclude", number, replace(entry, weight=0.0))

    def _entry(
        self, dimension: Dimension, kind: Kind, number: int, entry: Term | Rule
    ) -> EntryReport:
        sums, key = self._sums, (dimension.name, self._compiled.names[number])
        whole, silent = self._dimensions[dimension.name], kind == "exclude"
        matches, caught, gains = sums.matches[key], sums.caught[key], self._gains(number)
        weight = entry.weight
        lost = matches * weight - _weigh(gains, _weights(dimension))
        return EntryReport(
            dimension=dimension.name,
            entry=key[1],
            kind=kind,
            line=entry.line,
            sub_kind=entry.kind,
            weight=weight,
            found=int(sums.found[number]),
            won=int(sums.won[number]) if silent else matches + sums.uncounted[key],
            matches=matches,
            negated_matches=sums.negated[key],
            articles=int(sums.reach[number]) if silent else sums.reached[key],
            share=matches * weight / whole.weight if whole.weight and not silent else None,
            lost=lost,
            rate_without=rate_per_1000(max(0.0, whole.weight - lost), whole.words),
            decisive=matches > 0 or number in sums.decisive,
            gains=gains,
            hidden_by=self._hidden_by(number),
            caught=tuple(Wording(*each) for each in _most(caught)[:MOST_CAUGHT]),
            wordings=len(caught),
            shared=self._shared(key),
            context=self._contexts.of(key),
            fit=self._fits.get(key),
        )

    def _gains(self, number: int) -> tuple[OtherEntry, ...]:
        own = self._compiled.names[number]
        changed = [
            OtherEntry(entry, places)
            for entry, places in self._sums.gains[number].items()
            if places and entry != own
        ]
        return tuple(sorted(changed, key=lambda each: (-abs(each.places), each.entry)))

    def _hidden_by(self, number: int) -> tuple[OtherEntry, ...]:
        names = self._compiled.names
        winners = {names[winner]: n for winner, n in self._sums.hidden[number].items()}
        return tuple(OtherEntry(*each) for each in _most(winners))

    def _shared(self, key: Key) -> tuple[SharedWords, ...]:
        same = self._sums.same[key]
        return tuple(
            SharedWords(*other, places, same[other])
            for other, places in _most(self._sums.shared[key])
        )

    def _members(self) -> Iterator[MemberReport]:
        compiled, sums = self._compiled, self._sums
        for place, (group, members) in enumerate(self._lexicon.groups.items()):
            numbers = np.flatnonzero(compiled.contest_of == compiled.groups + place)
            for number, member in zip(numbers.tolist(), members, strict=True):
                found, won = int(sums.found[number]), int(sums.won[number])
                yield MemberReport(group, member.pattern, member.line, found, won)


def _kinds(dimension: Dimension, counts: Iterable[tuple[str, int]]) -> Iterable[SubKind]:
    """What the kinds of its entries bring, where any has one."""
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    entries = dimension.entries
    for name, matches in counts:
        found[entries[name].kind].append((matches, matches * entries[name].weight))
    if set(found) == {""}:
        return ()
    kinds = (
        SubKind(kind, len(parts), sum(n for n, _ in parts), math.fsum(w for _, w in parts))
        for kind, parts in found.items()
    )
    return sorted(kinds, key=lambda each: (-each.weight, -each.matches, each.kind))


def _weights(dimension: Dimension) -> dict[str, float]:
    """What each term and rule of a dimension weighs."""
    return {term.pattern: term.weight for term in dimension.terms} | {
        rule.name: rule.weight for rule in dimension.near
    }


def _weigh(counts: Iterable[tuple[str, int]], weights: Mapping[str, float]) -> float:
    """The sum of weights of so many matches of entries."""
    return math.fsum(matches * weights[entry] for entry, matches in counts)


def _most(counts: Mapping[Item, int]) -> list[tuple[Item, int]]:
    """The most frequent first; equally frequent ones in code point order."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _fits(validation: Validation | None) -> dict[Key, EntryFit]:
    """How each entry that fired fits human codes."""
    dimensions = validation.dimensions if validation else ()
    return {(fit.dimension, each.entry): each for fit in dimensions for each in fit.entries}
