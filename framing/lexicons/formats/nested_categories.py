"""Nested categories: the tree that a file writes, and the tree that dimension names spell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from framing.lexicons.formats.checks import quoted, same_name
from framing.lexicons.formats.losses import with_terms
from framing.lexicons.formats.naming import SEPARATOR
from framing.lexicons.formats.term_collector import Category, Collector
from framing.lexicons.lexicon import Lexicon, Term
from framing.limits import LEXICON_ENTRIES

MOST_VALUES = 2 * LEXICON_ENTRIES
"""Values that a tree may hold: its terms, its names, and what is no part of a lexicon."""
DEEPEST = 6
"""Levels that a name is spelt out to when written; what is deeper stays in one name."""
_TERMS, _EXCLUDE = "list", "except_when"
_ENTRIES = frozenset(("terms", "entries", "patterns"))
_ABOUT = frozenset(("name", "title", "version", "language", "license"))
_PHRASE = re.compile(r'\s*"([^"]+)"\s*')
"""How search languages, that of Voyant Tools too, write words in this order."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One word or phrase of a file."""

    text: str
    line: int
    is_text: bool = True
    """Whether the file says that it is text; JSON has numbers too."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Members:
    """Named values, no name twice."""

    members: tuple[tuple[Scalar, Node], ...]
    line: int


Node = Scalar | Items | Members


def is_empty(node: Node) -> bool:
    """Whether a list or a mapping has nothing in it."""
    if isinstance(node, Scalar):
        return False
    return not (node.items if isinstance(node, Items) else node.members)


def refuse_own_layout(tree: Members, collector: Collector) -> None:
    """Raise LexiconError for a tree that is laid out as this program's own lexicons are.

    Read as categories, its name, its title and its settings would be taken for terms.
    """
    names = {name.text.casefold(): value for name, value in tree.members}
    inner = names.get("dimensions")
    parts: Iterable[Node] = ()
    if isinstance(inner, Items):
        parts = inner.items
    elif isinstance(inner, Members):
        parts = (value for _, value in inner.members)
    of_dimensions = any(_has_terms(part) for part in parts)
    if of_dimensions or (_has_terms(tree) and names.keys() & _ABOUT):
        what = "this is laid out as a lexicon of this program, and that is a TOML file"
        hint = 'write it as .toml, see “framing lexicon new”, or as {"category": ["term", …]}'
        raise collector.error(what, tree.line, hint)


def _has_terms(node: Node) -> bool:
    """Whether a mapping holds what dimensions of this program do."""
    return isinstance(node, Members) and any(
        name.text.casefold() in _ENTRIES for name, _ in node.members
    )


def add_categories(tree: Members, collector: Collector, parent: Category | None = None) -> None:
    """Add every member as a category with its terms and the categories in it.

    A member without a name holds terms of its parent. Raises LexiconError for what is neither.
    """
    for name, value in tree.members:
        if not name.text and parent:
            _add(value, collector, parent)
        else:
            _add(value, collector, collector.open(name.text, name.line, parent))


def _add(node: Node, collector: Collector, category: Category) -> None:
    if isinstance(node, Scalar):
        _add_term(node, collector, category)
    elif isinstance(node, Items):
        for item in node.items:
            _add(item, collector, category)
    elif {name.text for name, _ in node.members} <= {_TERMS, _EXCLUDE} and node.members:
        _add_with_exclusions(node, collector, category)
    else:
        add_categories(node, collector, category)


def _add_term(term: Scalar, collector: Collector, category: Category) -> None:
    if not term.is_text:
        raise collector.error(f"a term is text in quotes, not {quoted(term.text)}", term.line)
    phrase = _PHRASE.fullmatch(term.text)
    collector.add(phrase[1] if phrase else term.text, term.line, {category: 1.0})


def _add_with_exclusions(node: Members, collector: Collector, category: Category) -> None:
    """Add the shape `{"list": [terms], "except_when": [exclusions]}`."""
    values = {name.text: value for name, value in node.members}
    if _TERMS in values:
        _add(values[_TERMS], collector, category)
    for item in _scalars(values.get(_EXCLUDE), collector):
        collector.exclude(item.text, item.line, category)


def _scalars(node: Node | None, collector: Collector) -> Iterable[Scalar]:
    items = node.items if isinstance(node, Items) else (node,) if node else ()
    for item in items:
        if not isinstance(item, Scalar) or not item.is_text:
            raise collector.error(f"{_EXCLUDE} needs a list of terms", item.line)
        yield item


@dataclass(slots=True)
class Branch:
    """A category to be written: its terms and the categories in it."""

    terms: tuple[Term, ...] = ()
    description: str = ""
    parts: dict[str, Branch] = field(default_factory=dict)


def nested(lexicon: Lexicon) -> dict[str, Branch]:
    """The categories that the names of a lexicon's dimensions with terms spell.

    Raises LexiconError where no dimension has terms.
    """
    root = Branch()
    spelt: dict[str, str] = {}
    for dimension in with_terms(lexicon):
        at = root
        for part in _parts(dimension.name, spelt):
            at = at.parts.setdefault(part, Branch())
        at.terms, at.description = dimension.terms, dimension.description
    return root.parts


def _parts(name: str, spelt: dict[str, str]) -> list[str]:
    """The names that stand in a dimension's name, if each would be read back as it is.

    `spelt` holds the categories so far by what differs in case only: of "A/x" and "a/y" the
    second stays whole, since no category may stand beside another of the same name.
    """
    parts = name.split(SEPARATOR, DEEPEST)
    paths = list(accumulate(parts, lambda path, part: f"{path}{SEPARATOR}{part}"))
    if not all(part and part == part.strip() for part in parts):
        return [name]
    if any(spelt.get(same_name(path), path) != path for path in paths):
        return [name]
    spelt.update((same_name(path), path) for path in paths)
    return parts


def indented(branches: dict[str, Branch], depth: int = 0) -> Iterator[tuple[int, str, Branch]]:
    """Every category with its depth, each before those in it."""
    for name, branch in branches.items():
        yield depth, name, branch
        yield from indented(branch.parts, depth + 1)
