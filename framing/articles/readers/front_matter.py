"""Front matter: what a file says of itself at its head, before the text.

Between two `---` lines stand `key: value` lines, a small and strict part of YAML: every value is
text, with or without quotation marks; indented and `- ` lines continue the key above, and a list
in brackets is its items. Between two `+++` lines stands TOML. Lines `key:: value` without any
fence are properties, as Logseq has them.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from framing import limits
from framing.errors import ReadError

_KEY = re.compile(r"\w[\w .-]{0,63}")
_FENCES = ("---", "...")
_BLOCKS = ("|", ">", "|-", ">-")
_ITEM = re.compile(r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^,"'][^,]*)\s*(?:,|\Z)""")
_WIKI = re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,500})\]\]")
_COMMENTED = re.compile(r"(\d{4}-\d{2}-\d{2}(?:[T ][\d:.+Z-]{1,40})?)[ \t]+#.*")
"""A day with a comment; behind other values `#` may begin a word, as in titles."""
_MOST_DOTS = 500
"""In a line of TOML, where they may join the parts of a key: to read it takes time with their
square."""
_PROPERTY = re.compile(r"(?:- )?(\w[\w-]{0,63})::(?: (.*))?")


def split_front_matter(lines: list[str], file: str) -> tuple[dict[str, str], list[str]]:
    """The values of the front matter, and the lines after it; no values where there is none.

    Raises ReadError, with the line, for front matter that is malformed or never closed.
    """
    if lines[0].rstrip() == "+++" and any(line.rstrip() == "+++" for line in lines[1:]):
        return _of_toml(lines, file)
    if _PROPERTY.fullmatch(lines[0]):
        return _properties(lines)
    if len(lines) < 2 or lines[0].rstrip() != "---" or not _is_entry(lines[1]):
        return {}, lines
    values: dict[str, str] = {}
    blocks = set[str]()
    key = ""
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in _FENCES:
            return values, lines[number:]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and line[0] in " \t-":
            item = _value(line.strip().removeprefix("- ").strip(), file, number)
            between = " " if key in blocks else ", "
            values[key] = f"{values[key]}{between}{item}" if values[key] else item
            continue
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or not _KEY.fullmatch(key):
            raise _malformed("front matter has lines of the form “key: value”", file, number)
        if key in values:
            raise _malformed(f"the key “{key}” stands twice", file, number)
        value = value.strip()
        blocks |= {key} if value in _BLOCKS else set()
        values[key] = "" if value in _BLOCKS else _value(value, file, number)
    raise _malformed("the front matter is never closed", file, 1)


def _is_entry(line: str) -> bool:
    key, colon, value = line.partition(":")
    entry = bool(colon and _KEY.fullmatch(key.strip()) and value[:1] in ("", " ", "\t"))
    return entry or line.rstrip() in _FENCES or line.startswith("#")


def _value(value: str, file: str, line: int) -> str:
    """A value as text: the items of a list with commas between, a link as what it shows."""
    if value[:1] == "[" and value[-1:] == "]" and value[:2] != "[[":
        items = _ITEM.findall(value[1:-1])
        value = ", ".join(_unquoted(item.strip(), file, line) for item in items)
    else:
        commented = _COMMENTED.fullmatch(value)
        value = commented[1] if commented else _unquoted(value, file, line)
    return _WIKI.sub(r"\1", value)


def _properties(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """The properties at the head of the lines, and the lines after them."""
    values: dict[str, str] = {}
    for number, line in enumerate(lines):
        found = _PROPERTY.fullmatch(line.strip())
        if not found:
            return values, lines[number:]
        value = _WIKI.sub(r"\1", (found[2] or "").strip())
        values[found[1]] = f"{values[found[1]]}, {value}" if found[1] in values else value
    return values, []


def _of_toml(lines: list[str], file: str) -> tuple[dict[str, str], list[str]]:
    """The values of TOML between two `+++` lines, and the lines after it."""
    end = next(number for number, line in enumerate(lines) if number and line.rstrip() == "+++")
    inner = "\n".join(lines[1:end])
    if len(inner) > limits.CONFIG_FILE_BYTES:
        raise _malformed("the front matter is too long", file, 1)
    for number, line in enumerate(lines[1:end], 2):
        key = line.partition("=")[0]
        if (
            len(line) > limits.CONFIG_LINE_CHARACTERS
            or len(key) > limits.CONFIG_KEY_CHARACTERS
            or line.count(".") > _MOST_DOTS
        ):
            raise _malformed("a line or key of the front matter is too long", file, number)
    try:
        found = {key: _said(each) for key, each in tomllib.loads(inner).items()}
    except (ValueError, RecursionError) as error:  # ValueError for a number of 5,000 digits, too
        raise _malformed(f"the front matter is no TOML: {error}", file, 1) from error
    return {key: _WIKI.sub(r"\1", each) for key, each in found.items()}, lines[end + 1 :]


def _said(value: Any) -> str:
    """A value of TOML as text: the items of a list and what is in a table with commas between."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_said(each)}" for key, each in value.items())
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)


def _unquoted(value: str, file: str, line: int) -> str:
    """A value without its quotation marks. Raises ReadError for marks that do not pair."""
    mark = value[:1]
    if mark not in ('"', "'"):
        return value
    inner = value[1:-1]
    if len(value) < 2 or value[-1] != mark:
        raise _malformed("a quotation mark is not closed", file, line)
    if mark == "'":
        return inner.replace("''", "'")
    return re.sub(r'\\(["\\])', r"\1", inner)


def _malformed(what: str, file: str, line: int) -> ReadError:
    return ReadError(what, file=file, line=line, hint="close it with a line of ---, or mend it")
