"""The lexicon and its parts as frozen values, its canonical text, and the fingerprint of that text.

The canonical text holds what a score can depend on and what a reader is shown beside it: names,
titles, descriptions, versions, patterns with their weights, context and kinds, rules and groups.
Notes, comments, examples, definitions for coders, line numbers, the path and the order of lines
are not in it, so an edit of those leaves the fingerprint, and with it every stored score, as it is.
What an entry does not say is not in it either, so what a lexicon may say can grow and old
fingerprints stay.
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
Scope = Literal["sentence", "clause"]


@dataclass(frozen=True, slots=True)
class Term:
    """A pattern and what a match of it weighs: an entry, an exclusion or a member of a group."""

    pattern: str
    """In normal form C, with single spaces."""
    weight: float = 1.0
    note: str = ""
    line: int = 0
    """Its line in the file, from 1; 0 where it came from no file."""
    needs: tuple[str, ...] = ()
    """Groups that its sentence must hold beside it, every one; a match names them as evidence."""
    unless: tuple[str, ...] = ()
    """Groups of which its clause may hold none beside it."""
    case: bool = False
    """Whether its letters stand in a text as they are written here, capitals and small ones."""
    kind: str = ""
    """The sub-kind that figures can be split by; it changes no match."""


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
    scope: Scope = "sentence"
    """What all its group hits stand in."""
    needs: tuple[str, ...] = ()
    """As of a term; so are the next two."""
    unless: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One thing that is measured: the wordings that count for it."""

    name: str
    title: str = ""
    description: str = ""
    """What a match claims, and what it does not."""
    negated: Negated = "count"
    """Whether the rate counts a negated match."""
    terms: tuple[Term, ...] = ()
    exclude: tuple[Term, ...] = ()
    """Patterns that compete for words like terms, and hold those they win without counting."""
    near: tuple[Rule, ...] = ()
    definition: str = ""
    """What a human coder is to look for, whatever the entries find; no part of the fingerprint."""

    @property
    def entries(self) -> dict[str, Term | Rule]:
        """Its terms and rules by name; made at each call."""
        terms: dict[str, Term | Rule] = {term.pattern: term for term in self.terms}
        return terms | {rule.name: rule for rule in self.near}


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
    """Named lists for rules and context; they score nothing by themselves."""
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
        found = self.entry(dimension, entry)
        return found.line if found else 0

    def entry(self, dimension: str, name: str) -> Term | Rule | None:
        """A dimension's term or rule of that name; None where it has none."""
        for each in self.dimensions:
            if each.name == dimension:
                return each.entries.get(name)
        return None


_DAMAGES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What anybody's text may raise where a canonical text is wanted."""


def _refuse_unsound(lexicon: Lexicon) -> None:
    """Raise ValueError for what no lexicon file may hold: a stored text may be anybody's."""
    lexicon.canonical().encode()
    for dimension in lexicon.dimensions:
        entries: tuple[Term | Rule, ...] = (*dimension.terms, *dimension.near)
        for entry in entries:
            if not 0 <= entry.weight <= limits.LARGEST_WEIGHT:
                raise ValueError("a weight is out of range")
            few = max(len(entry.needs), len(entry.unless)) <= limits.CONTEXT_GROUPS
            if not (few and {*entry.needs, *entry.unless} <= set(lexicon.groups)):
                raise ValueError("a context is out of range")
        for rule in dimension.near:
            known = all(group in lexicon.groups for group in rule.groups)
            few = 2 <= len(rule.groups) <= limits.RULE_GROUPS
            if not (known and few and 1 <= rule.within <= limits.WITHIN_WORDS):
                raise ValueError("a rule is out of range")


_TEXTS = ("name", "title", "version", "language", "license", "source")


def _name(part: Dimension | Rule) -> str:
    return part.name


def _settings(entry: Term | Rule) -> dict[str, object]:
    """What a term and a rule may both say beyond their weight, where they say it."""
    said = {"needs": sorted(entry.needs), "unless": sorted(entry.unless), "kind": entry.kind}
    return {key: value for key, value in said.items() if value}


def _plain_term(term: Term) -> list[object]:
    settings = _settings(term) | ({"case": True} if term.case else {})
    return [term.pattern, float(term.weight), *([settings] if settings else [])]


def _patterns(entries: tuple[Term, ...]) -> list[object]:
    ordered = sorted(entries, key=lambda entry: (entry.pattern, entry.case))
    return [[each.pattern, {"case": True}] if each.case else each.pattern for each in ordered]


def _terms_of(patterns: Any) -> tuple[Term, ...]:
    """Exclusions or the members of a group."""
    pairs = ((each, {}) if isinstance(each, str) else each for each in patterns)
    return tuple(Term(str(pattern), case=said.get("case") is True) for pattern, said in pairs)


def _plain(dimension: Dimension) -> dict[str, object]:
    terms = sorted(dimension.terms, key=lambda term: (term.pattern, float(term.weight)))
    return {
        "name": dimension.name,
        "title": dimension.title,
        "description": dimension.description,
        "negated": dimension.negated,
        "terms": [_plain_term(term) for term in terms],
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
        **({"scope": rule.scope} if rule.scope != "sentence" else {}),
        **_settings(rule),
    }


def _dimension(plain: Any) -> Dimension:
    negated: Negated = "drop" if plain["negated"] == "drop" else "count"
    return Dimension(
        name=str(plain["name"]),
        title=str(plain["title"]),
        description=str(plain["description"]),
        negated=negated,
        terms=tuple(_term(*each) for each in plain["terms"]),
        exclude=_terms_of(plain["exclude"]),
        near=tuple(_rule(each) for each in plain["near"]),
    )


def _term(pattern: Any, weight: Any, settings: Any = None) -> Term:
    said = {} if settings is None else settings
    case = said.get("case") is True
    return Term(str(pattern), float(weight), case=case, **_said(said))


def _rule(plain: Any) -> Rule:
    return Rule(
        name=str(plain["name"]),
        groups=tuple(str(group) for group in plain["groups"]),
        within=int(plain["within"]),
        ordered=bool(plain["ordered"]),
        weight=float(plain["weight"]),
        scope="clause" if plain.get("scope") == "clause" else "sentence",
        **_said(plain),
    )


def _said(settings: Any) -> dict[str, Any]:
    """The settings of a term or a rule that `_settings` wrote."""
    lists = {key: tuple(map(str, settings.get(key, ()))) for key in ("needs", "unless")}
    return {**lists, "kind": str(settings.get("kind", ""))}
