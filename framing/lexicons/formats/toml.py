"""The TOML format of lexicon files, read with the line and column of every mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from framing import limits
from framing.lexicons.formats import checks
from framing.lexicons.formats.checks import LexiconSize, TermList, quoted
from framing.lexicons.formats.source_text import Source
from framing.lexicons.formats.toml_nodes import Node, parse
from framing.lexicons.lexicon import Dimension, Example, Lexicon, Negated, Rule, Scope, Term

_TEXTS = ("title", "version", "language", "license", "source")
_FILE = ("name", *_TEXTS, "dimensions", "groups", "examples")
_DIMENSION = (
    *("title", "description", "definition", "negated"),
    *("terms", "terms_with", "exclude", "near"),
)
_CONTEXT = ("needs", "unless")
_SETTINGS = ("weight", "note", *_CONTEXT, "case", "kind")
_TERM = ("pattern", *_SETTINGS)
_TERMS = ("patterns", *_SETTINGS)
_LISTED = ("pattern", "case", "note")
_RULE = ("name", "groups", "within", "ordered", "scope", *_CONTEXT, "weight", "kind", "note")
_EXAMPLE = ("text", "match")
_Chosen = TypeVar("_Chosen")
_NEGATED: dict[str, Negated] = {"drop": "drop", "count": "count"}
_SCOPES: dict[str, Scope] = {"sentence": "sentence", "clause": "clause"}


def read_toml(text: str, file: str) -> Lexicon:
    """The lexicon of a decoded TOML file that the user calls `file`.

    Raises LexiconError with line and column at the first thing the file may not say.
    """
    root = parse(Source.of(file, text))
    fields = root.fields(_FILE, required=("name", "dimensions"))
    reader = _Reader()
    reader.read_groups(fields.get("groups"))
    dimensions = reader.dimensions(fields["dimensions"])
    name = fields["name"].checked(checks.lexicon_name, fields["name"].text())
    return Lexicon(
        name=name,
        **{key: _text(fields, key) for key in _TEXTS} | {"title": _text(fields, "title", name)},
        dimensions=dimensions,
        groups=reader.groups,
        examples=_examples(fields.get("examples"), {each.name for each in dimensions}),
        path=file,
    )


@dataclass(slots=True)
class _Reader:
    """What is known of the file on the way: the groups, and its size against the caps."""

    size: LexiconSize = field(default_factory=LexiconSize)
    groups: dict[str, tuple[Term, ...]] = field(default_factory=dict)

    def read_groups(self, node: Node | None) -> None:
        for name, member in _named(node, checks.part_name):
            self.groups[name] = self.patterns(member).all()
            if not self.groups[name]:
                raise member.error(f"the group {quoted(name)} is empty")

    def dimensions(self, node: Node) -> tuple[Dimension, ...]:
        found: list[Dimension] = []
        for name, member in _named(node, checks.part_name):
            if len(found) == limits.LEXICON_DIMENSIONS:
                raise member.key_place.error(f"more than {limits.LEXICON_DIMENSIONS} dimensions")
            found.append(self.dimension(name, member))
        if not found:
            raise node.error("the lexicon has no dimensions")
        return tuple(found)

    def dimension(self, name: str, node: Node) -> Dimension:
        fields = node.fields(_DIMENSION)
        terms = self.terms(fields.get("terms"), fields.get("terms_with"))
        rules = self.rules(fields.get("near"), terms)
        if not terms.kept and not rules:
            raise node.error(f"the dimension {quoted(name)} has neither terms nor near rules")
        return Dimension(
            name=name,
            title=_text(fields, "title", name),
            description=_text(fields, "description"),
            definition=_text(fields, "definition"),
            negated=_choice(fields.get("negated"), _NEGATED, "count"),
            terms=terms.all(),
            exclude=self.patterns(fields.get("exclude"), apart=terms).all(),
            near=rules,
        )

    def terms(self, node: Node | None, blocks: Node | None) -> TermList:
        found = TermList(self.size)
        for item in _items(node):
            if isinstance(item.value, str):
                item.checked(found.add, Term(item.value, line=item.line))
            elif isinstance(item.value, dict):
                fields = item.fields(_TERM, required=("pattern",))
                self.add_with(fields, [fields["pattern"]], found)
            else:
                raise item.wrong("patterns in quotes or tables with a pattern")
        for block in _items(blocks):
            fields = block.fields(_TERMS, required=("patterns",))
            self.add_with(fields, fields["patterns"].items(), found)
        return found

    def add_with(self, fields: Mapping[str, Node], patterns: list[Node], found: TermList) -> None:
        """Add patterns that share the settings of a table."""
        settings = self.settings(fields)
        case = fields["case"].truth() if "case" in fields else False
        for node in patterns:
            node.checked(found.add, Term(node.text(), line=node.line, case=case, **settings))

    def settings(self, fields: Mapping[str, Node]) -> dict[str, Any]:
        """What a term and a rule can both say of themselves."""
        needs, unless = (self.context(fields.get(key)) for key in _CONTEXT)
        if both := sorted({*needs} & {*unless}):
            what = f"the group {quoted(both[0])} is both needed and refused"
            raise fields["unless"].error(what)
        kind = fields.get("kind")
        return {
            "weight": _weight(fields),
            "note": _text(fields, "note"),
            "needs": needs,
            "unless": unless,
            "kind": kind.checked(checks.kind_name, kind.text()) if kind else "",
        }

    def context(self, node: Node | None) -> tuple[str, ...]:
        if not node:
            return ()
        names = self.group_names(node)
        if not 1 <= len(names) <= limits.CONTEXT_GROUPS:
            raise node.error(f"{quoted(node.name)} takes 1 to {limits.CONTEXT_GROUPS} groups")
        return names

    def patterns(self, node: Node | None, apart: TermList | None = None) -> TermList:
        """Exclusions, or the members of a group."""
        found = TermList(self.size, apart)
        for item in _items(node):
            if isinstance(item.value, dict):
                fields = item.fields(_LISTED, required=("pattern",))
                pattern, case = fields["pattern"], fields.get("case")
                term = Term(
                    pattern.text(),
                    note=_text(fields, "note"),
                    line=pattern.line,
                    case=case.truth() if case else False,
                )
                pattern.checked(found.add, term)
            else:
                item.checked(found.add, Term(item.text(), line=item.line))
        return found

    def rules(self, node: Node | None, terms: TermList) -> tuple[Rule, ...]:
        patterns = {term.pattern: term.line for term in terms.all()}
        rules: dict[str, Rule] = {}
        for item in _items(node):
            fields = item.fields(_RULE, required=("name", "groups"))
            name = fields["name"].checked(checks.rule_name, fields["name"].text())
            if name in rules or name in patterns:
                line = patterns.get(name) or rules[name].line
                raise fields["name"].error(f"{quoted(name)} names an entry in line {line} too")
            rules[name] = self.rule(name, fields)
            item.checked(LexiconSize.add_rule, self.size)
        return tuple(rules.values())

    def rule(self, name: str, fields: Mapping[str, Node]) -> Rule:
        within, ordered = fields.get("within"), fields.get("ordered")
        default = Rule(name, ())
        return Rule(
            name=name,
            groups=self.rule_groups(fields["groups"]),
            within=within.checked(checks.within, within.number()) if within else default.within,
            ordered=ordered.truth() if ordered else default.ordered,
            line=fields["name"].line,
            scope=_choice(fields.get("scope"), _SCOPES, default.scope),
            **self.settings(fields),
        )

    def rule_groups(self, node: Node) -> tuple[str, ...]:
        names = self.group_names(node)
        if not 2 <= len(names) <= limits.RULE_GROUPS:
            raise node.error(f"a near rule needs 2 to {limits.RULE_GROUPS} groups")
        return names

    def group_names(self, node: Node) -> tuple[str, ...]:
        names: list[str] = []
        for item in node.items():
            name = item.text()
            if name not in self.groups:
                hint = f"valid: {checks.listed(self.groups)}" if self.groups else "add [groups]"
                raise item.error(f"no group is called {quoted(name)}", hint)
            if name in names:
                raise item.error(f"{quoted(node.name)} names the group {quoted(name)} twice")
            names.append(name)
        return tuple(names)


def _named(node: Node | None, check: Callable[[str], str]) -> Iterable[tuple[str, Node]]:
    """The members of a table of free names, none of them twice in another case."""
    seen: dict[str, str] = {}
    for member in node.table().values() if node else ():
        name = member.key_name(check)
        first = seen.setdefault(checks.same_name(name), name)
        if first is not name:
            raise member.key_place.error(
                f"{quoted(name)} and {quoted(first)} are one name: case makes no difference"
            )
        yield name, member


def _items(node: Node | None) -> list[Node]:
    return node.items() if node else []


def _text(fields: Mapping[str, Node], key: str, default: str = "") -> str:
    return fields[key].text() if key in fields else default


def _weight(fields: Mapping[str, Node]) -> float:
    node = fields.get("weight")
    return node.checked(checks.weight, node.number()) if node else 1.0


def _choice(node: Node | None, choices: Mapping[str, _Chosen], default: _Chosen) -> _Chosen:
    if not node:
        return default
    if not isinstance(node.value, str) or node.value not in choices:
        raise node.wrong(" or ".join(f'"{each}"' for each in choices))
    return choices[node.value]


def _examples(node: Node | None, dimensions: set[str]) -> tuple[Example, ...]:
    return tuple(_example(item, dimensions) for item in _items(node))


def _example(node: Node, dimensions: set[str]) -> Example:
    fields = node.fields(_EXAMPLE, required=_EXAMPLE)
    text = fields["text"].text()
    if not text.strip():
        raise fields["text"].error("the example has no text")
    match: list[str] = []
    for item in fields["match"].items():
        match.append(item.text())
        if match[-1] not in dimensions:
            hint = f"valid: {checks.listed(sorted(dimensions))}"
            raise item.error(f"no dimension is called {quoted(match[-1])}", hint)
    return Example(text, tuple(match), fields["text"].line)
