"""A parsed TOML value together with its place, read as the type that the format asks for.

Every refusal points at the value, or at the key where the key is what is wrong.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeVar

from framing.errors import LexiconError
from framing.lexicons.formats.checks import field_text, quoted
from framing.lexicons.formats.refusals import FilePlace
from framing.lexicons.formats.source_text import Source
from framing.lexicons.formats.toml_positions import Path, Positions, find_positions

_Given = TypeVar("_Given")
_Kept = TypeVar("_Kept")

_KINDS: dict[type, str] = {dict: "a table", list: "a list"}
_AT = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.DOTALL)
_LONGEST_SHOWN = 60
_LARGEST_INTEGER = 2**63


@dataclass(frozen=True, slots=True)
class Node:
    """One value of a TOML file."""

    value: object
    path: Path
    positions: Positions

    @property
    def name(self) -> str:
        """The key it stands under, or the key of the list it stands in."""
        return next((part for part in reversed(self.path) if isinstance(part, str)), "the file")

    @property
    def line(self) -> int:
        """The line where it begins, from 1."""
        return self.positions.source.line(self.positions.values.get(self.path, 0))

    @property
    def place(self) -> FilePlace:
        """Where the value begins."""
        return self.positions.source.place(self.positions.values.get(self.path, 0))

    @property
    def key_place(self) -> FilePlace:
        """Where the key begins."""
        return self.positions.source.place(self.positions.keys.get(self.path, 0))

    def error(self, what: str, hint: str = "") -> LexiconError:
        """The error that points at the value."""
        return self.place.error(what, hint)

    def checked(self, check: Callable[[_Given], _Kept], given: _Given) -> _Kept:
        """What a check makes of something that this node says; its ValueError points here."""
        with self.place:
            return check(given)

    def key_name(self, check: Callable[[str], str]) -> str:
        """What a check makes of the key; its ValueError points at the key."""
        with self.key_place:
            return check(str(self.path[-1]))

    def text(self) -> str:
        """The value as text in normal form C."""
        if not isinstance(self.value, str):
            raise self.wrong("text in quotes")
        return self.checked(field_text, self.value)

    def number(self) -> int | float:
        """The value as a number."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise self.wrong("a number")
        if isinstance(self.value, int) and abs(self.value) > _LARGEST_INTEGER:
            raise self.wrong("a number of at most 64 bits")
        return self.value

    def truth(self) -> bool:
        """The value as true or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def items(self) -> list[Node]:
        """The items of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        return [
            Node(item, (*self.path, index), self.positions) for index, item in enumerate(self.value)
        ]

    def table(self) -> dict[str, Node]:
        """The values of a table whose keys are free names."""
        if not isinstance(self.value, dict):
            raise self.wrong("a table")
        return {
            str(key): Node(value, (*self.path, str(key)), self.positions)
            for key, value in self.value.items()
        }

    def fields(self, valid: Sequence[str], required: Sequence[str] = ()) -> dict[str, Node]:
        """The values of a table that may hold only the valid keys and lacks none required."""
        found = self.table()
        for key, node in found.items():
            if key not in valid:
                close = get_close_matches(key.lower(), valid, 1)
                guess = f"; did you mean “{close[0]}”?" if close else ""
                what = f"unknown key {quoted(key)}{guess}"
                raise node.key_place.error(what, f"valid: {', '.join(valid)}")
        for key in required:
            if key not in found:
                raise self.error(f"“{key}” is missing")
        return found

    def wrong(self, wanted: str) -> LexiconError:
        """The error that says what the value is and what it should be."""
        return self.error(f"{quoted(self.name)} needs {wanted}, not {shown(self.value)}")


def shown(value: object) -> str:
    """A value as the file may have written it, short enough for a message."""
    if type(value) in _KINDS:
        return _KINDS[type(value)]
    if isinstance(value, int) and abs(value) > _LARGEST_INTEGER:
        return "a larger one"
    plain = isinstance(value, (str, bool, float))
    text = json.dumps(value, ensure_ascii=False) if plain else str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def parse(source: Source) -> Node:
    """The whole file as one table.

    Raises LexiconError where it is no TOML.
    """
    positions = find_positions(source)
    try:
        return Node(tomllib.loads(source.text), (), positions)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(source, str(error)) from error
    except ValueError as error:
        # Python's int() refuses thousands of digits; the parser does not say where they stand.
        raise FilePlace(source.file).error("a number has too many digits") from error


def _syntax_error(source: Source, message: str) -> LexiconError:
    """The parser's message with its place taken out of the sentence."""
    found = _AT.fullmatch(message)
    if not found:
        what = message.removesuffix(" (at end of document)")
        return source.place(len(source.text)).error(f"not valid TOML: {what}")
    what, line, column = found.groups()
    return FilePlace(source.file, int(line), int(column)).error(f"not valid TOML: {what}")
