"""The words and phrases of YAML in one line: plain, quoted, and the marks around them.

Every one is text; what would be anything else in YAML is refused with the reason.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

from framing.lexicons.formats.checks import quoted

_SINGLE = re.compile(r"'((?:[^']++|'')*+)'")
_DOUBLE = re.compile(r'"((?:[^"\\]++|\\.)*+)"')
_PLAIN = re.compile(r"(?:[^\s:#]++|:(?=\S)|(?<=\S)#|\s++(?![\s#:]|$))*+")
_PLAIN_IN_LIST = re.compile(
    r"(?:[^\s:#,\[\]{}]++|:(?=[^\s,\[\]{}])|(?<=\S)#|\s++(?![\s#:,\[\]{}]|$))*+"
)
SPACE = re.compile(r"\s*")
END = re.compile(r"\s*(?:(?<=\s)#.*)?$")
COLON = re.compile(r"\s*:(?=\s|$)\s*")
DASH = re.compile(r"-(?:\s+|$)")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED = dict(
    zip(
        '0abtnvfre "/\\\tN_LP',
        '\0\a\b\t\n\v\f\r\x1b "/\\\t\x85\xa0\u2028\u2029',
        strict=True,
    )
)
_REFUSED = {
    "&": "an anchor",
    "*": "an alias",
    "!": "a tag",
    "|": "a block text",
    ">": "a block text",
    "%": "a directive",
    "@": "a reserved mark",
    "`": "a reserved mark",
    "{": "a mapping in braces",
    "?": "a complex key",
}


def read_scalar(text: str, at: int, *, in_list: bool) -> tuple[str, int]:
    """The word or phrase that begins at an offset of a line, quoted or plain, and where it ends.

    `in_list` says that it stands in square brackets, where a comma ends it. Raises ValueError
    for what begins as something else of YAML, and for a quote that is not closed in the line.
    """
    mark = text[at]
    if mark in _QUOTES:
        pattern, meaning = _QUOTES[mark]
        if found := pattern.match(text, at):
            return meaning(found[1]), found.end()
        raise ValueError("a quote is opened in this line and not closed")
    if mark in _REFUSED:
        what = f"{quoted(text[at:])} begins as {_REFUSED[mark]} of YAML, which is refused"
        raise ValueError(f"{what}: put a word into quotes")
    found = (_PLAIN_IN_LIST if in_list else _PLAIN).match(text, at)
    if not found or not found[0].strip():
        raise ValueError(f"a word is wanted, not {quoted(text[at:])}")
    return found[0].strip(), found.end()


def _single(text: str) -> str:
    return text.replace("''", "'")


def _double(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found[4]:
        character = _ESCAPED.get(found[4])
    else:
        code = int(found[1] or found[2] or found[3], 16)
        character = chr(code) if code <= sys.maxunicode else None
    if character is None:
        raise ValueError(f"{quoted(found[0])} stands for no character")
    return character


_QUOTES: dict[str, tuple[re.Pattern[str], Callable[[str], str]]] = {
    "'": (_SINGLE, _single),
    '"': (_DOUBLE, _double),
}
