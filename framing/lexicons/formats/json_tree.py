"""JSON as a tree whose values know their lines, which the standard parser does not tell.

Strict where the standard parser is not: a name may not stand twice, NaN and Infinity are no
JSON, and nesting has a cap. It takes time linear in the text.
"""

from __future__ import annotations

import json
import re

from framing.errors import LexiconError
from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.nested_categories import MOST_VALUES, Items, Members, Node, Scalar
from framing.lexicons.formats.source_text import Cursor, Source
from framing.limits import CONFIG_DEPTH

_BLANK = re.compile(r"[ \t\n\r]*+")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?|true|false|null")


def parse_json(source: Source) -> Node:
    """The value that a text holds.

    Raises LexiconError with line and column where it is no JSON.
    """
    parser = _Parser(source)
    value = parser.value(1)
    parser.blank()
    if parser.at < len(source.text):
        raise parser.wrong("the end of the file")
    return value


class _Parser(Cursor):
    """One pass over the text."""

    def __init__(self, source: Source) -> None:
        super().__init__(source, _BLANK)
        self.size = 0

    def value(self, depth: int) -> Node:
        self.blank()
        self.size += 1
        if self.size > MOST_VALUES:
            raise self.error(f"more than {MOST_VALUES:,} values")
        mark = self.text[self.at : self.at + 1]
        if mark in ("{", "["):
            if depth > CONFIG_DEPTH:
                raise self.error(f"nested more than {CONFIG_DEPTH} deep")
            return self.members(depth) if mark == "{" else self.items(depth)
        if mark == '"':
            return self.string()
        line, found = self.line, _NUMBER.match(self.text, self.at)
        if not found:
            raise self.wrong("a value")
        self.at = found.end()
        return Scalar(found[0], line, is_text=False)

    def members(self, depth: int) -> Members:
        line = self.line
        self.at += 1
        found: dict[str, tuple[Scalar, Node]] = {}
        while not self.take("}"):
            if found:
                self.expect(",")
            self.blank()
            if self.text[self.at : self.at + 1] != '"':
                raise self.wrong("a name in quotes")
            at = self.at
            name = self.string()
            if name.text in found:
                raise self.source.place(at).twice(quoted(name.text), found[name.text][0].line)
            self.expect(":")
            found[name.text] = (name, self.value(depth + 1))
        return Members(tuple(found.values()), line)

    def items(self, depth: int) -> Items:
        line = self.line
        self.at += 1
        found: list[Node] = []
        while not self.take("]"):
            if found:
                self.expect(",")
            found.append(self.value(depth + 1))
        return Items(tuple(found), line)

    def string(self) -> Scalar:
        found = _STRING.match(self.text, self.at)
        if not found:
            raise self.error("not valid JSON: a text that is not closed, or no text")
        line, self.at = self.line, found.end()
        return Scalar(json.loads(found[0]), line)

    @property
    def line(self) -> int:
        return self.source.line(self.at)

    def expect(self, mark: str) -> None:
        if not self.take(mark):
            raise self.wrong(quoted(mark))

    def wrong(self, wanted: str) -> LexiconError:
        """The error that says what should stand here."""
        end = "" if self.at < len(self.text) else ", where the file ends"
        return self.error(f"not valid JSON: {wanted} is wanted{end}")

    def error(self, what: str) -> LexiconError:
        return self.source.place(self.at).error(what)
