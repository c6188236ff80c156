"""Nested scope: what stands inside a longer entry of another dimension does not count.

Each dimension is given as exclusions those entries of the others that have more words than one of
its own entries and can hold it. An exclusion competes like a term, so where the longer entry
stands it takes the words. This is what quanteda calls `nested_scope = "dictionary"`, for text in
which no other entry overlaps the beginning of the longer one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from framing.lexicons.lexicon import Dimension, Lexicon, Term
from framing.lexicons.patterns import Pattern, PatternWord, parse_pattern

Entry = tuple[Term, Pattern]


def with_nested_scope(lexicon: Lexicon) -> Lexicon:
    """The lexicon with the longer entries of other dimensions as exclusions of each.

    Entries that ask for a context exclude nothing, since an exclusion has none.
    """
    entries = {
        each.name: [(term, parse_pattern(term.pattern)) for term in each.terms]
        for each in lexicon.dimensions
    }
    longer = [
        (name, entry)
        for name, some in entries.items()
        for entry in some
        if len(entry[1].words) > 1 and not (entry[0].needs or entry[0].unless)
    ]
    dimensions = tuple(
        _excluding(each, entries[each.name], [entry for name, entry in longer if name != each.name])
        for each in lexicon.dimensions
    )
    return replace(lexicon, dimensions=dimensions)


def _excluding(
    dimension: Dimension, entries: Sequence[Entry], others: Sequence[Entry]
) -> Dimension:
    own = _Inside.of([pattern for _, pattern in entries])
    known = {pattern for _, pattern in entries}
    known |= {parse_pattern(each.pattern) for each in dimension.exclude}
    added: list[Term] = []
    for term, pattern in others:
        if pattern not in known and own.stands_in(pattern):
            known.add(pattern)
            added.append(Term(term.pattern, line=term.line, case=term.case))
    return replace(dimension, exclude=(*dimension.exclude, *added))


@dataclass(frozen=True, slots=True)
class _Inside:
    """The patterns of a dimension, found by their first words."""

    literals: dict[str, list[Pattern]]
    prefixes: dict[str, list[Pattern]]
    """By what stands before the `*`."""
    others: list[Pattern]
    """Those that begin with another wildcard."""
    ordered: tuple[list[str], list[str]]
    """The words of `literals` and of `prefixes` in order, for those that begin in a certain way."""

    @classmethod
    def of(cls, patterns: Sequence[Pattern]) -> _Inside:
        found = cls({}, {}, [], ([], []))
        for each in patterns:
            first = each.words[0]
            if first.shape == "literal":
                found.literals.setdefault(first.text, []).append(each)
            elif first.shape == "prefix":
                found.prefixes.setdefault(first.text[:-1], []).append(each)
            else:
                found.others.append(each)
        found.ordered[0].extend(sorted(found.literals))
        found.ordered[1].extend(sorted(found.prefixes))
        return found

    def stands_in(self, longer: Pattern) -> bool:
        """Whether a match of the longer pattern can hold one of a pattern with fewer words."""
        return any(
            len(each.words) < len(longer.words)
            and len(each.words) <= len(longer.words) - at
            and all(map(_can_be_same, each.words, longer.words[at:]))
            for at, word in enumerate(longer.words)
            for each in self._beginning(word)
        )

    def _beginning(self, word: PatternWord) -> Iterator[Pattern]:
        yield from self.others
        head = word.text.partition("*")[0].partition("?")[0]
        for size in range(len(head)):
            yield from self.prefixes.get(head[:size], ())
        if word.shape == "literal":
            yield from self.prefixes.get(head, ())
            yield from self.literals.get(head, ())
            return
        for ordered, patterns in zip(self.ordered, (self.literals, self.prefixes), strict=True):
            at = bisect_left(ordered, head)
            while at < len(ordered) and ordered[at].startswith(head):
                yield from patterns[ordered[at]]
                at += 1


def _can_be_same(one: PatternWord, other: PatternWord) -> bool:
    """Whether some word matches both; of two with inner wildcards it is taken to be so."""
    if one.tail and other.tail and one.tail != other.tail:
        return False
    if not one.wildcards or not other.wildcards:
        # Words have no brackets, the one mark that fnmatch reads beside the wildcards.
        return fnmatchcase(one.text, other.text) or fnmatchcase(other.text, one.text)
    heads = [word.text.partition("*")[0].partition("?")[0] for word in (one, other)]
    return heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])
