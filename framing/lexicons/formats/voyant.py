"""JSON dictionaries: categories as Voyant Tools keeps them, `{"categories": {name: [terms]}}`.

The outer object may be missing, categories may be nested, and a category may be
`{"list": [terms], "except_when": [exclusions]}`.
"""

from __future__ import annotations

import json

from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.json_tree import parse_json
from framing.lexicons.formats.losses import with_terms
from framing.lexicons.formats.nested_categories import (
    Members,
    add_categories,
    is_empty,
    refuse_own_layout,
)
from framing.lexicons.formats.source_text import Source
from framing.lexicons.formats.term_collector import Collector
from framing.lexicons.lexicon import Lexicon

_CATEGORIES = "categories"


def read_json(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded JSON dictionary that the user calls `file`.

    Raises LexiconError with the place where it is none.
    """
    collector = Collector(file)
    root = parse_json(Source.of(file, text))
    if not isinstance(root, Members):
        raise collector.error("a dictionary is an object of categories", root.line)
    refuse_own_layout(root, collector)
    values = {name.text: value for name, value in root.members}
    inner = values.get(_CATEGORIES)
    if isinstance(inner, Members):
        for name, value in root.members:
            if name.text != _CATEGORIES and not is_empty(value):
                collector.skip(name.text, "no part of a lexicon", name.line)
        root = inner
    add_categories(root, collector)
    return collector.taken()


def write_json(lexicon: Lexicon) -> str:
    """The file's text: an object that Voyant Tools reads as its categories."""
    categories = {each.name: [term.pattern for term in each.terms] for each in with_terms(lexicon)}
    content = {_CATEGORIES: categories, "features": {}}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
