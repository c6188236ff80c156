"""What a new version of a lexicon has other than the one before, as far as it changes scores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from framing.lexicons.lexicon import Dimension, Lexicon, Rule, Term

Part = TypeVar("Part", Term, Rule)


@dataclass(frozen=True, slots=True)
class Change:
    """Patterns and rules that one of two versions lacks, or has otherwise."""

    patterns: tuple[str, ...]
    """Of terms, exclusions and members of groups, sorted."""
    rules: tuple[tuple[Rule, Mapping[str, tuple[Term, ...]]], ...]
    """Each with the groups of its version."""

    def finders(self) -> tuple[Lexicon, ...]:
        """Lexicons that match in each text in which the two versions can find different things.

        Where no changed pattern stands, each contest of dimensions and groups has the candidates
        it had; where no changed rule finds its groups, it had nothing to add or lose.
        """
        words = Dimension("patterns", terms=tuple(map(Term, self.patterns)))
        finders = [
            Lexicon("rule", dimensions=(Dimension("rule", near=(rule,)),), groups=groups)
            for rule, groups in self.rules
        ]
        return (Lexicon("patterns", dimensions=(words,)), *finders)

    def needed(self) -> tuple[str, ...]:
        """Patterns of which one stands in each such text: of each rule the smallest group's."""
        groups = [min((own[name] for name in rule.groups), key=len) for rule, own in self.rules]
        members = {term.pattern for group in groups for term in group}
        return tuple(sorted({*self.patterns, *members}))


def change(before: Lexicon, after: Lexicon) -> Change | None:
    """The change from one version to the next; None where it reaches every score.

    That is where dimensions came, went, or take negated matches another way.
    """
    # In the canonical text stands all that a score depends on, and little else.
    old, new = (Lexicon.from_canonical(each.canonical()) for each in (before, after))
    pairs = list(zip(old.dimensions, new.dimensions, strict=False))
    if len(old.dimensions) != len(new.dimensions) or any(_rest(a) != _rest(b) for a, b in pairs):
        return None
    names = old.groups.keys() | new.groups.keys()
    lists = [
        *((a.terms, b.terms) for a, b in pairs),
        *((a.exclude, b.exclude) for a, b in pairs),
        *((old.groups.get(name, ()), new.groups.get(name, ())) for name in names),
    ]
    patterns = {term.pattern for a, b in lists for term in (*_missing(a, b), *_missing(b, a))}
    rules = [
        *((rule, old.groups) for a, b in pairs for rule in _missing(a.near, b.near)),
        *((rule, new.groups) for a, b in pairs for rule in _missing(b.near, a.near)),
    ]
    return Change(tuple(sorted(patterns)), tuple(rules))


def _rest(dimension: Dimension) -> Dimension:
    """What is left of a dimension without entries and without what only readers are told."""
    bare = replace(dimension, title="", description="", definition="")
    return replace(bare, terms=(), exclude=(), near=())


def _missing(parts: Iterable[Part], others: Iterable[Part]) -> Collection[Part]:
    """The parts that the others lack."""
    return (Counter(parts) - Counter(others)).keys()
