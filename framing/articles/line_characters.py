"""What a character is to a line, and how lines are compared: the tables that the core reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

from framing.core.lines import ALNUM, DECIMAL, UNSPACED, WHITE

_QUOTES = tuple(zip("’“”‘‚‛„‟«»ʼ", '\'""\'\'\'""""\'', strict=True))
_KINDS = ((r"\s+", WHITE, 0x3100), (r"[^\W_]+", ALNUM, 0x34000), (r"\d+", DECIMAL, 0x20000))
"""Each kind of characters as a regular expression, and a code behind its last."""
_UNSPACED = (
    *((0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3040, 0x3100), (0x3400, 0xA000)),
)
"""Scripts without spaces, as half-open ranges: each of their characters counts as one word."""
_ALL, _CASED = 0x110000, 0x20000
"""One past the last character, and the last letter with cases."""
_BLOCK = 256


def fold(text: str) -> str:
    """The text as it is compared: case folded, quotation marks unified, one space for any."""
    folded = _folded(text)
    if "  " in folded or not folded.isprintable():  # of white space, only the space is printable
        return " ".join(folded.split())
    return folded.strip()


def _folded(text: str) -> str:
    return replaced(text, _QUOTES).casefold()


def replaced(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """The text with marks replaced, one character for one: faster than `translate` by far."""
    for mark, other in marks:
        if text.isascii():
            break
        text = text.replace(mark, other)
    return text


@cache
def character_tables() -> Mapping[str, Any]:
    """The first fields of `core.lines.TABLES`."""
    kinds = np.zeros(_ALL, np.uint8)
    for pattern, kind, past in _KINDS:
        for run in re.finditer(pattern, _characters(0, past)):
            kinds[run.start() : run.end()] |= kind
    for first, past in _UNSPACED:
        kinds[first:past] |= UNSPACED
    fold_of, folds = np.zeros(_ALL, np.uint16), [0]
    for block in range(0, _CASED, _BLOCK):
        characters = _characters(block, block + _BLOCK)
        if _folded(characters) == characters:
            continue
        for code, character in enumerate(characters, block):
            folded = _folded(character)
            if folded != character:
                written = folded.encode()
                fold_of[code] = len(folds)
                folds.append(int.from_bytes(written, "little") | len(written) << 56)
    return {
        "kinds": kinds,
        "fold_of": fold_of,
        "folds": len(folds),
        "fold": np.array(folds, np.uint64),
    }


def _characters(first: int, past: int) -> str:
    codes = np.arange(first, past, dtype="<u4").tobytes()
    return codes.decode("utf-32-le", "surrogatepass")
