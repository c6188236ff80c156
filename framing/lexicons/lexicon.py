"""The lexicon and its parts as frozen values, its canonical text, and the fingerprint of that text.

The canonical text holds what a score can depend on and what a reader is shown beside it: names,
titles, descriptions, versions, patterns with their weights, rules and groups. Notes, comments,
examples, line numbers, the path and the order of lines are not in it, so an edit of those leaves
the fingerprint, and with it every stored score, as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from framing import limits
from framing.errors import LexiconError
from framing.model import LexiconVersion

Negated = Literal["drop", "count"]


@dataclass(frozen=True, slots=True)
class Term:
    """A pattern and what a match of it weighs: an entry, an exclusion or a member of a group."""

    pattern: str
    """In normal form C, with single spaces."""
    weight: float = 1.0
    note: str = ""
    line: int = 0
    """Its line in the file, from 1; 0 where it came from no file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A proximity rule: one hit of each group within so many words of one sentence."""

    name: str
    groups: tuple[str, ...]
    within: int = 10
    """Counted words from the first hit to the last, both included."""
    ordered: bool = False
    weight: float = 1.0
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that is measured: the wordings that count for it."""

    name: str
    title: str = ""
    description: str = ""
    negated: Negated = "count"
    """Whether the rate counts a negated match."""
    terms: tuple[Term, ...] = ()
    exclude: tuple[Term, ...] = ()
    """Patterns that compete for words like terms, and hold those they win without counting."""
    near: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the dimensions that match in it, no more and no fewer."""

    text: str
    match: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Dimensions that are published, versioned and switched on or off together."""

    name: str
    title: str = ""
    version: str = ""
    language: str = ""
    license: str = ""
    source: str = ""
    """Where the terms come from."""
    dimensions: tuple[Dimension, ...] = ()
    groups: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """Named lists for the proximity rules; they score nothing by themselves."""
    examples: tuple[Example, ...] = ()
    path: str = ""
    """The file it was read from, as the user would name it."""
    _fingerprint: str = field(default="", init=False, repr=False, compare=False)

    def canonical(self) -> str:
        """The canonical text: one line of JSON, keys and entries sorted."""
        content = {name: getattr(self, name) for name in _TEXTS} | {
            "dimensions": [_plain(each) for each in sorted(self.dimensions, key=_name)],
            "groups": {name: _patterns(members) for name, members in self.groups.items()},
        }
        return json.dumps(
            content, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )

    @classmethod
    def from_canonical(cls, text: str) -> Lexicon:
        """The lexicon of a canonical text: it scores the same and has the same fingerprint.

        Raises LexiconError for text that is none.
        """
        try:
            content = json.loads(text)
            texts: dict[str, Any] = {name: str(content[name]) for name in _TEXTS}
            found = cls(
                **texts,
                dimensions=tuple(_dimension(each) for each in content["dimensions"]),
                groups={name: _terms_of(each) for name, each in content["groups"].items()},
            )
            _refuse_unsound(found)
            return found
        except _DAMAGES as error:
            raise LexiconError(
                "a stored lexicon is damaged", hint="score the articles again"
            ) from error

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the canonical text, 64 hex digits; computed once."""
        if not self._fingerprint:
            made = hashlib.sha256(self.canonical().encode()).hexdigest()
            object.__setattr__(self, "_fingerprint", made)
        return self._fingerprint

    @property
    def reference(self) -> LexiconVersion:
        """What a score keeps of its lexicon."""
        return LexiconVersion(self.name, self.version, self.fingerprint)

    def entry_line(self, dimension: str, entry: str) -> int:
        """The line of a dimension's term or rule in the file; 0 where it has none."""
        for each in self.dimensions:
            if each.name == dimension:
                lines = {term.pattern: term.line for term in each.terms}
                return ({rule.name: rule.line for rule in each.near} | lines).get(entry, 0)
        return 0


_DAMAGES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What anybody's text may raise where a canonical text is wanted."""


def _refuse_unsound(lexicon: Lexicon) -> None:
    """Raise ValueError for what no lexicon file may hold: a stored text may be anybody's."""
    lexicon.canonical().encode()
    for dimension in lexicon.dimensions:
        weights = [term.weight for term in dimension.terms]
        weights += [rule.weight for rule in dimension.near]
        if not all(0 <= weight <= limits.LARGEST_WEIGHT for weight in weights):
            raise ValueError("a weight is out of range")
        for rule in dimension.near:
            known = all(group in lexicon.groups for group in rule.groups)
            few = 2 <= len(rule.groups) <= limits.RULE_GROUPS
            if not (known and few and 1 <= rule.within <= limits.WITHIN_WORDS):
                raise ValueError("a rule is out of range")


_TEXTS = ("name", "title", "version", "language", "license", "source")


def _name(part: Dimension | Rule) -> str:
    return part.name


def _patterns(entries: tuple[Term, ...]) -> list[str]:
    return sorted(entry.pattern for entry in entries)


def _terms_of(patterns: Any) -> tuple[Term, ...]:
    return tuple(Term(str(pattern)) for pattern in patterns)


def _plain(dimension: Dimension) -> dict[str, object]:
    return {
        "name": dimension.name,
        "title": dimension.title,
        "description": dimension.description,
        "negated": dimension.negated,
        "terms": sorted([term.pattern, float(term.weight)] for term in dimension.terms),
        "exclude": _patterns(dimension.exclude),
        "near": [_plain_rule(rule) for rule in sorted(dimension.near, key=_name)],
    }


def _plain_rule(rule: Rule) -> dict[str, object]:
    return {
        "name": rule.name,
        # Without an order the rule asks the same whichever group is named first.
        "groups": list(rule.groups if rule.ordered else sorted(rule.groups)),
        "within": rule.within,
        "ordered": rule.ordered,
        "weight": float(rule.weight),
    }


def _dimension(plain: Any) -> Dimension:
    negated: Negated = "drop" if plain["negated"] == "drop" else "count"
    return Dimension(
        name=str(plain["name"]),
        title=str(plain["title"]),
        description=str(plain["description"]),
        negated=negated,
        terms=tuple(Term(str(pattern), float(weight)) for pattern, weight in plain["terms"]),
        exclude=_terms_of(plain["exclude"]),
        near=tuple(_rule(each) for each in plain["near"]),
    )


def _rule(plain: Any) -> Rule:
    return Rule(
        name=str(plain["name"]),
        groups=tuple(str(group) for group in plain["groups"]),
        within=int(plain["within"]),
        ordered=bool(plain["ordered"]),
        weight=float(plain["weight"]),
    )
