"""Dictionaries of Yoshikoder (.ykd) and Lexicoder 2 (.lcd): XML of nested categories and patterns.

A category is a `cnode`, a pattern a `pnode`. The outermost category is the dictionary itself. A
document type definition is refused: with it a few lines could stand for gigabytes, or for files of
this machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from framing.lexicons.formats.checks import field_text, quoted
from framing.lexicons.formats.import_report import ImportedLexicon
from framing.lexicons.formats.nested_categories import MOST_VALUES, Branch, nested
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.term_collector import Category, Collector
from framing.lexicons.lexicon import Lexicon
from framing.limits import CONFIG_DEPTH

_INSIDE = {"": ("dictionary",), "dictionary": ("cnode",), "cnode": ("cnode", "pnode")}
"""What may stand in what; everything else is skipped."""
_READ = frozenset(("name", "desc", "color", "style", "patternengine"))
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)
_NO_XML = re.compile("[\ufffe\uffff]")


def read_ykd(text: str, file: str) -> ImportedLexicon:
    """The lexicon of a decoded Yoshikoder dictionary that the user calls `file`.

    Raises LexiconError with the line where it is no such dictionary.
    """
    collector = Collector(file)
    root = _Reader(collector).read(text)
    if len(root.parts) == 1:
        root = root.parts[0]
        collector.title = _checked(root.name, root.line, collector)
        if root.terms:
            category = collector.open(root.name, root.line)
            _add_terms(root, collector, category)
    _add_parts(root, collector, None)
    return collector.taken()


@dataclass(slots=True)
class _Element:
    """A `cnode`, or `dictionary` around them all."""

    name: str = ""
    description: str = ""
    line: int = 1
    terms: list[tuple[str, int]] = field(default_factory=list)
    parts: list[_Element] = field(default_factory=list)


def _add_parts(element: _Element, collector: Collector, parent: Category | None) -> None:
    for part in element.parts:
        category = collector.open(part.name, part.line, parent)
        category.description = category.description or _checked(
            part.description, part.line, collector
        )
        _add_terms(part, collector, category)
        _add_parts(part, collector, category)


def _add_terms(element: _Element, collector: Collector, category: Category) -> None:
    for term, line in element.terms:
        collector.add(term, line, {category: 1.0})


def _checked(text: str, line: int, collector: Collector) -> str:
    with collector.place(line):
        return field_text(text.strip())


class _Reader:
    """One pass over a file; `names` are those of the elements that are open."""

    def __init__(self, collector: Collector) -> None:
        self.collector = collector
        self.names = [""]
        self.elements = [_Element()]
        self.size = 0
        # The text is decoded already, whatever its declaration says.
        self.parser = expat.ParserCreate("utf-8")
        self.parser.StartDoctypeDeclHandler = self.refuse_doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text

    def read(self, text: str) -> _Element:
        try:
            # In one piece: fed in pieces, the parser would begin a long token anew with each.
            self.parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            place = FilePlace(self.collector.file, error.lineno, error.offset + 1)
            raise place.error(f"not valid XML: {expat.ErrorString(error.code)}") from error
        return self.elements[0]

    @property
    def line(self) -> int:
        return int(self.parser.CurrentLineNumber)

    def refuse_doctype(self, *_args: object) -> None:
        what = "a document type definition, which a dictionary does not need"
        raise self.collector.error(what, self.line, "delete <!DOCTYPE …>")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self.names) > CONFIG_DEPTH + 2:
            what = f"elements are nested more than {CONFIG_DEPTH + 2} deep"
            raise self.collector.error(what, self.line)
        known = name in _INSIDE.get(self.names[-1], ())
        if known:
            self.take(name, attributes)
        elif len(self.names) == 1:
            raise self.collector.error(f"no Yoshikoder dictionary: <{name[:40]}>", self.line)
        elif self.names[-1] in _INSIDE:
            self.collector.skip(f"<{name}>", "no part of a dictionary", self.line)
        self.names.append(name if known else "?")

    def take(self, name: str, attributes: Mapping[str, str]) -> None:
        self.size += 1
        if self.size > MOST_VALUES:
            raise self.collector.error(f"more than {MOST_VALUES:,} elements", self.line)
        for key, value in attributes.items():
            if key not in _READ:
                self.collector.skip(f"{key} = {value}", "the attribute is not read", self.line)
        if name == "dictionary":
            engine = attributes.get("patternengine", "substring")
            if engine != "substring":
                what = f"the patterns are of another kind: patternengine is {quoted(engine)}"
                raise self.collector.error(what, self.line, "only “substring” can be read")
            return
        if "name" not in attributes:
            raise self.collector.error(f"the <{name}> has no name", self.line)
        if name == "pnode":
            self.elements[-1].terms.append((attributes["name"], self.line))
        else:
            element = _Element(attributes["name"], attributes.get("desc", ""), self.line)
            self.elements[-1].parts.append(element)
            self.elements.append(element)

    def end(self, _name: str) -> None:
        if self.names.pop() == "cnode":
            self.elements.pop()

    def text(self, text: str) -> None:
        if text.strip() and "?" not in self.names:
            self.collector.skip(text, "text outside of a pattern", self.line)


def write_ykd(lexicon: Lexicon) -> str:
    """The file's text. Raises LexiconError for a text that no XML may hold."""
    branches = nested(lexicon)
    title = lexicon.title or lexicon.name
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<dictionary style="050805" patternengine="substring">',
        *_category(title, Branch(parts=branches), 1),
        "</dictionary>\n",
    )
    text = "\n".join(lines)
    if _NO_XML.search(text):
        what = "the title or a description holds U+FFFE or U+FFFF, which no XML may"
        raise FilePlace(lexicon.path).error(what)
    return text


def _category(name: str, branch: Branch, depth: int) -> Iterator[str]:
    space = "\t" * depth
    yield f"{space}<cnode name={_quoted(name)} desc={_quoted(branch.description)}>"
    for term in branch.terms:
        yield f"{space}\t<pnode name={_quoted(term.pattern)}/>"
    for part, inside in branch.parts.items():
        yield from _category(part, inside, depth + 1)
    yield f"{space}</cnode>"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
