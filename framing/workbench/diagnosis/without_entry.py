"""What a dimension matches without one of its entries, by scanning again where that can differ.

Entries that stand in none of the sentences where another's absence is looked at are left out
together with it, each group as a dimension of its own in one lexicon. So a batch is scanned once
more, and not once an entry. Only what stands in the sentences to be looked at takes part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from framing.lexicons import Dimension, Lexicon
from framing.matching import Scanner
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.model import Profile, Span
from framing.workbench.diagnosis.contested_words import EntrySentences, groups_apart
from framing.workbench.diagnosis.scanned_batch import Batch

Marks = Counter[tuple[str, tuple[Span, ...]]]
"""The counted matches of a sentence: entry and own spans of each."""

_PATTERNS_AT_ONCE = 50_000
"""Patterns of one lexicon of variants, so that a hostile text costs time and no large memory."""


@dataclass(frozen=True, slots=True)
class Absence:
    """One sentence with and without one entry."""

    entry: int
    """Number in `CompiledLexicons.names`."""
    before: Marks
    after: Marks


def absences(
    batch: Batch, lexicon: Lexicon, compiled: CompiledLexicons, place: int, found: EntrySentences
) -> Iterator[Absence]:
    """Each sentence where an entry of a dimension is contested, scanned without that entry."""
    groups = groups_apart(found)
    variants = [_variant(lexicon, compiled, place, found, group) for group in groups]
    sizes = [len(each.terms) + len(each.exclude) for each in variants]
    for low, high in _portions(sizes):
        yield from _compare(batch, lexicon, place, groups[low:high], variants[low:high])


def _compare(
    batch: Batch,
    lexicon: Lexicon,
    place: int,
    groups: Sequence[Mapping[int, int]],
    variants: Sequence[Dimension],
) -> Iterator[Absence]:
    """The sentences of each group, as they are and as its variant has them."""
    numbered = [replace(each, name=str(number)) for number, each in enumerate(variants)]
    scanner = Scanner([replace(lexicon, dimensions=tuple(numbered))])
    sentences = [sentence for group in groups for sentence in group]
    touched = np.unique(batch.owner[sentences]).tolist()
    own = lexicon.dimensions[place].name
    before = _marks(batch, touched, (batch.profiles[each] for each in touched), {own})
    again = scanner.scan([batch.articles[each] for each in touched])
    after = _marks(batch, touched, again, {each.name for each in numbered})
    for variant, group in zip(numbered, groups, strict=True):
        for sentence, entry in group.items():
            yield Absence(entry, before[own, sentence], after[variant.name, sentence])


def _marks(
    batch: Batch, numbers: Iterable[int], profiles: Iterable[Profile], dimensions: set[str]
) -> dict[tuple[str, int], Marks]:
    """The counted matches of articles of the batch, by dimension and sentence of the batch."""
    marks: dict[tuple[str, int], Marks] = defaultdict(Counter)
    for number, profile in zip(numbers, profiles, strict=True):
        opens = int(batch.opens[number])
        for match in profile.matches:
            if match.counted and match.dimension in dimensions:
                key = match.dimension, opens + match.sentence
                marks[key][match.entry, match.own] += 1
    return marks


def _variant(
    lexicon: Lexicon,
    compiled: CompiledLexicons,
    place: int,
    found: EntrySentences,
    group: Mapping[int, int],
) -> Dimension:
    """The dimension without the entries of a group, with what stands in the group's sentences."""
    there = np.isin(found.sentence, np.fromiter(group, dtype=np.int64))
    standing = set(found.entry[there].tolist()) - set(group.values())
    names = {compiled.names[number] for number in standing}
    whole = lexicon.dimensions[place]
    return replace(
        whole,
        terms=tuple(term for term in whole.terms if term.pattern in names),
        exclude=tuple(term for term in whole.exclude if term.pattern in names),
        near=tuple(rule for rule in whole.near if rule.name in names),
    )


def _portions(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Cut a list into runs whose sizes add up to no more than one lexicon should hold."""
    begin = total = 0
    for index, size in enumerate(sizes):
        if total + size > _PATTERNS_AT_ONCE and index > begin:
            yield begin, index
            begin, total = index, 0
        total += size
    if begin < len(sizes):
        yield begin, len(sizes)
