"""Edits the text of a lexicon file in place: a term more, another version; all else is kept."""

from __future__ import annotations

import json
import re

from framing.errors import LexiconError
from framing.lexicons.formats.checks import quoted
from framing.lexicons.formats.source_text import Source
from framing.lexicons.formats.toml_positions import Path, Positions, find_positions

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'')
_WORDS = ("title", "description", "definition")
_NUMBER = re.compile(r"(.*?)(\d+)")


def with_term(text: str, dimension: str, pattern: str) -> tuple[str, int]:
    """The text with one term more, first in the dimension's list, and the line it stands in.

    Raises LexiconError where the dimension is not found in the text.
    """
    found = _positions(text)
    item = json.dumps(pattern, ensure_ascii=False)
    path = ("dimensions", dimension)
    if (terms := found.values.get((*path, "terms"))) is not None:
        at, added = terms + 1, f"\n  {item}," if _opens_lines(text, terms) else f"{item}, "
    elif (header := found.keys.get(path)) is not None and _is_header(text, header):
        at, added = _below_words(found, path, header), f"terms = [\n  {item},\n]\n"
        if not text[:at].endswith("\n"):
            added = "\n" + added
    else:
        what = f"the dimension {quoted(dimension)} is not found"
        raise LexiconError(what, hint="write the term into the text")
    line = text.count("\n", 0, at) + 1 + added[: added.find(item)].count("\n")
    return text[:at] + added + text[at:], line


def _is_header(text: str, at: int) -> bool:
    """Whether a key stands in the header of a table, and below it keys of that table."""
    return text[text.rfind("\n", 0, at) + 1 : at].lstrip().startswith("[")


def _below_words(found: Positions, path: Path, header: int) -> int:
    """Where a list may begin in a table: below what is said of it, above its other keys."""
    text, own = found.source.text, {(*path, name) for name in _WORDS}
    below = (at for key, at in found.keys.items() if at > header and key not in own)
    first = min(below, default=None)
    if first is None:
        return len(text)
    at = text.rfind("\n", 0, first) + 1
    while (above := text.rfind("\n", 0, at - 1) + 1) < at and _is_comment(text[above:at]):
        at = above  # What is said of the next key stays above it.
    return at


def _is_comment(line: str) -> bool:
    return line.startswith("#") and '"""' not in line and "'''" not in line


def _opens_lines(text: str, at: int) -> bool:
    """Whether the items of a list stand on lines of their own."""
    rest = text[at + 1 : _line_end(text, at)].split("#")[0]
    return not rest.strip()


def with_version(text: str, version: str) -> str:
    """The text with another version. Raises LexiconError for a text without a name."""
    found = _positions(text)
    said = json.dumps(version, ensure_ascii=False)
    if (at := found.values.get(("version",))) is not None:
        old = _STRING.match(text, at)
        return text[:at] + said + text[old.end() if old else at :]
    if (at := found.values.get(("name",))) is None:
        raise LexiconError("the lexicon has no name", hint='write name = "…" at its top')
    end = _line_end(text, at)
    return f"{text[:end]}\nversion = {said}{text[end:]}"


def next_version(version: str) -> str:
    """The version after this one: its last number counted on, `1.9` to `1.10`."""
    last = _NUMBER.fullmatch(version)
    return f"{last[1]}{int(last[2]) + 1}" if last else f"{version}.1".lstrip(".")


def _positions(text: str) -> Positions:
    return find_positions(Source.of("", text))


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
