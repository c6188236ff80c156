"""Front matter: `key: value` lines between two `---` lines at the head of a file.

A small and strict part of YAML: every value is text, with or without quotation marks; indented
and `- ` lines continue the key above.
"""

from __future__ import annotations

import re

from framing.errors import ReadError

_KEY = re.compile(r"\w[\w .-]{0,63}")
_FENCES = ("---", "...")
_BLOCKS = ("|", ">", "|-", ">-")


def split_front_matter(lines: list[str], file: str) -> tuple[dict[str, str], list[str]]:
    """The values of the front matter, and the lines after it; no values where there is none.

    Raises ReadError, with the line, for front matter that is malformed or never closed.
    """
    if len(lines) < 2 or lines[0].rstrip() != "---" or not _is_entry(lines[1]):
        return {}, lines
    values: dict[str, str] = {}
    key = ""
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in _FENCES:
            return values, lines[number:]
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if key and line[0] in " \t-":
            item = _unquoted(line.strip().removeprefix("- ").strip(), file, number)
            values[key] = f"{values[key]}, {item}" if values[key] else item
            continue
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon or not _KEY.fullmatch(key):
            raise _malformed("front matter has lines of the form “key: value”", file, number)
        if key in values:
            raise _malformed(f"the key “{key}” stands twice", file, number)
        value = value.strip()
        values[key] = "" if value in _BLOCKS else _unquoted(value, file, number)
    raise _malformed("the front matter is never closed", file, 1)


def _is_entry(line: str) -> bool:
    key, colon, value = line.partition(":")
    entry = bool(colon and _KEY.fullmatch(key.strip()) and value[:1] in ("", " ", "\t"))
    return entry or line.rstrip() in _FENCES or line.startswith("#")


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
