"""What a dimension matches without one of its entries, by scanning again where that can differ.

Entries that stand in none of the sentences where another's absence is looked at are left out
together with it, each group as a dimension of its own in one lexicon. So a batch is scanned once
more, and not once an entry. Only what stands in the sentences to be looked at takes part.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from framing import limits
from framing.errors import FramingError
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


Portion = list[tuple[Mapping[int, int], Dimension]]
"""Groups of entries, as `groups_apart` gives them, with the dimension without each."""


def absences(
    batch: Batch, lexicon: Lexicon, compiled: CompiledLexicons, place: int, found: EntrySentences
) -> Iterator[Absence]:
    """Each sentence where an entry of a dimension is contested, scanned without that entry.

    Raises FramingError where nobody could wait until all is scanned again.
    """
    whole = lexicon.dimensions[place]
    groups = groups_apart(found)
    variants = (_variant(whole, compiled, found, group) for group in groups)
    left = limits.SHOWN_MATCHES
    for portion in _portions(zip(groups, variants, strict=True)):
        again = _scanned(batch, lexicon, portion)
        left -= sum(len(profile.matches) for profile in again.values())
        if left < 0:
            raise FramingError(
                f"the entries of “{whole.name}” compete for more words than a diagnosis looks at"
            )
        yield from _compare(batch, whole.name, portion, again)


def _portions(variants: Iterable[tuple[Mapping[int, int], Dimension]]) -> Iterator[Portion]:
    """Runs of variants with no more patterns than one lexicon should hold."""
    portion: Portion = []
    total = 0
    for group, variant in variants:
        size = len(variant.terms) + len(variant.exclude)
        if portion and total + size > _PATTERNS_AT_ONCE:
            yield portion
            portion, total = [], 0
        portion.append((group, variant))
        total += size
    if portion:
        yield portion


def _scanned(batch: Batch, lexicon: Lexicon, portion: Portion) -> dict[int, Profile]:
    """The articles that hold the sentences of the groups, by their numbers in the batch; each
    variant is the dimension that its place names."""
    sentences = [sentence for group, _ in portion for sentence in group]
    touched = np.unique(batch.owner[sentences]).tolist()
    numbered = (replace(variant, name=str(place)) for place, (_, variant) in enumerate(portion))
    scanner = Scanner([replace(lexicon, dimensions=tuple(numbered))], voices=False)
    profiles = scanner.scan([batch.articles[number] for number in touched])
    return dict(zip(touched, profiles, strict=True))


def _compare(
    batch: Batch, own: str, portion: Portion, again: Mapping[int, Profile]
) -> Iterator[Absence]:
    """The sentences of each group, as they are and as its variant has them."""
    before = _marks(batch, {number: batch.profiles[number] for number in again}, {own})
    after = _marks(batch, again, set(map(str, range(len(portion)))))
    for place, (group, _) in enumerate(portion):
        for sentence, entry in group.items():
            yield Absence(entry, before[own, sentence], after[str(place), sentence])


def _marks(
    batch: Batch, profiles: Mapping[int, Profile], dimensions: Collection[str]
) -> dict[tuple[str, int], Marks]:
    """The counted matches of articles of the batch, by dimension and sentence of the batch."""
    marks: dict[tuple[str, int], Marks] = defaultdict(Counter)
    for number, profile in profiles.items():
        opens = int(batch.opens[number])
        for match in profile.matches:
            if match.counted and match.dimension in dimensions:
                key = match.dimension, opens + match.sentence
                marks[key][match.entry, match.own] += 1
    return marks


def _variant(
    whole: Dimension, compiled: CompiledLexicons, found: EntrySentences, group: Mapping[int, int]
) -> Dimension:
    """The dimension without the entries of a group, with what stands in the group's sentences."""
    there = np.isin(found.sentence, np.fromiter(group, dtype=np.int64))
    standing = set(found.entry[there].tolist()) - set(group.values())
    names = {compiled.names[number] for number in standing}
    return replace(
        whole,
        terms=tuple(term for term in whole.terms if term.pattern in names),
        exclude=tuple(term for term in whole.exclude if term.pattern in names),
        near=tuple(rule for rule in whole.near if rule.name in names),
    )
