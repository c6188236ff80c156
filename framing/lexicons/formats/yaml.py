"""YAML dictionaries as quanteda reads and writes them: nested names with lists of terms."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.nested_categories import (
    Branch,
    Members,
    add_categories,
    nested,
    refuse_own_layout,
)
from framing.lexicons.formats.term_collector import Collector
from framing.lexicons.formats.yaml_tree import parse_yaml
from framing.lexicons.lexicon import Lexicon


def read_yaml(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded YAML dictionary that the user calls `file`.

    Raises LexiconError with the line where it is none.
    """
    collector = Collector(file)
    root = parse_yaml(file, text)
    if not isinstance(root, Members):
        raise collector.error("a dictionary begins with a category’s name and a colon", root.line)
    refuse_own_layout(root, collector)
    add_categories(root, collector)
    return collector.taken()


def write_yaml(lexicon: Lexicon) -> str:
    """The file's text, every word in quotes so that none of them is a number or a truth value."""
    return "".join(f"{line}\n" for line in _members(nested(lexicon), ""))


def _members(branches: Mapping[str, Branch], space: str) -> Iterator[str]:
    for name, branch in branches.items():
        yield f"{space}{_quoted(name)}:"
        if not branch.terms:
            yield from _members(branch.parts, space + "  ")
            continue
        for term in branch.terms:
            yield f"{space}  - {_quoted(term.pattern)}"
        for part, inside in branch.parts.items():
            # A list of terms can hold a category only as a mapping of one name.
            first, *others = _members({part: inside}, space + "    ")
            yield f"{space}  - {first.lstrip()}"
            yield from others


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
