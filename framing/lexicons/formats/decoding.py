"""From the bytes of a lexicon file to its text: by its mark, its declaration or a given name.

Nothing is guessed: what is neither marked nor declared is UTF-8 or refused.
"""

from __future__ import annotations

import codecs
import re

from framing.errors import LexiconError
from framing.lexicons.formats.refusals import FilePlace

ENCODINGS = frozenset(
    (
        *("ascii", "us-ascii", "latin-1", "latin1", "macintosh", "mac-roman", "koi8-r", "koi8-u"),
        *("utf-8", "utf-16", "utf-16le", "utf-16be", "utf-32", "utf-32le", "utf-32be"),
        *("shift-jis", "euc-jp", "euc-kr", "gb2312", "gbk", "gb18030", "big5"),
        *(f"iso-8859-{part}" for part in range(1, 17) if part != 12),
        *(f"{name}125{part}" for part in range(9) for name in ("cp", "windows-")),
    )
)
"""The encodings that a file may declare and a user may name."""

_MARKS = (
    # The mark of UTF-16 opens that of UTF-32, so the longer ones come first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,99}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_LINE_ENDS = re.compile(r"\r+\n?")
_HINT = "save the file as UTF-8"
_FOREIGN_HINT = f"{_HINT}, or name its encoding: framing lexicon convert --encoding NAME"


def always_utf8(_content: bytes) -> str:
    """UTF-8: the encoding of a format that allows no other."""
    return "utf-8"


def by_mark(content: bytes) -> str:
    """The encoding that a byte order mark tells; UTF-8 where there is none."""
    return next((name for mark, name in _MARKS if content.startswith(mark)), "utf-8")


def by_declaration(content: bytes) -> str:
    """The encoding that a byte order mark or else an XML declaration tells; else UTF-8."""
    declared = _DECLARED.match(content)
    return declared[1].decode() if declared else by_mark(content)


def decoded(file: str, content: bytes, encoding: str, *, foreign: bool) -> str:
    """The text of a file, without byte order mark.

    Raises LexiconError for an empty or binary file, an unknown encoding, and at the line where
    the bytes are not of the encoding. `foreign` only says which remedy is offered.
    """
    hint = _FOREIGN_HINT if foreign else _HINT
    if not content:
        raise FilePlace(file).error("the file is empty")
    name = encoding.lower().replace("_", "-")
    if name not in ENCODINGS:
        raise FilePlace(file).error(f"no encoding is called “{encoding}”", _FOREIGN_HINT)
    if not name.startswith(("utf-16", "utf-32")) and b"\0" in content:
        before = content[: content.index(b"\0")].decode("latin-1")
        raise _at(file, before, "a NUL byte: this is no text in UTF-8", hint)
    try:
        text = content.decode("utf-8-sig" if name == "utf-8" else name)
    except UnicodeDecodeError as error:
        # A decoder that skips the mark counts from behind it.
        start = error.start + len(content) - len(error.object)
        before = content[:start].decode(name, "ignore")
        raise _at(file, before, f"not {encoding.upper()}", hint) from error
    if "\0" in text:
        before = text[: text.index("\0")]
        raise _at(file, before, "the text holds the character U+0000, which no text may", hint)
    return text.removeprefix("\ufeff")


def with_plain_line_ends(text: str) -> str:
    """The text with `\\n` line ends: from `\\r\\n`, `\\r` alone, and `\\r\\r\\n`."""
    if "\r" not in text:
        return text
    return _LINE_ENDS.sub(_plain_line_ends, text)


def _plain_line_ends(found: re.Match[str]) -> str:
    return "\n" if found[0].endswith("\n") else "\n" * len(found[0])


def _at(file: str, before: str, what: str, hint: str) -> LexiconError:
    line = with_plain_line_ends(before).count("\n") + 1
    return FilePlace(file, line).error(what, hint)
