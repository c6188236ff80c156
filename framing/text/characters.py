"""What every character is to us: one table of flags and one of simple case folding.

The tables cover all of Unicode, are built once when the module is loaded and never change
after, so that threads and processes see the same words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]
Flags = NDArray[np.uint16]

WORD = 1 << 0
"""Letters, marks, decimal digits and letter numbers: what words are made of."""
DIGIT = 1 << 1
UPPER = 1 << 2
LOWER = 1 << 3
LETTER = 1 << 4
ATTACHED = 1 << 5
"""Marks, voiced marks of half width and zero-width characters: they belong to the character
before."""
UNIT = 1 << 6
"""Letters of scripts without spaces: each is counted by itself."""
SPACE = 1 << 7
BREAK = 1 << 8
HYPHEN = 1 << 9
APOSTROPHE = 1 << 10
ZERO_WIDTH = 1 << 11
"""Skipped where words are compared; with `WORD`, still what a word is made of."""
STOP = 1 << 12
"""`. ! ? …`: ends a sentence where more of it speaks for that."""
FULL_STOP = 1 << 13
"""`。！？`: always ends a sentence."""
OPENER = 1 << 14
CLOSER = 1 << 15

_ZERO_WIDTH_CHARACTERS = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ARABIC_SIGNS = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
"""The tatweel, and the signs of vowels that a text may have or not."""
_SKIPPED = dict.fromkeys(map(ord, _ZERO_WIDTH_CHARACTERS + _ARABIC_SIGNS))

_LISTED: tuple[tuple[int, str], ...] = (
    (BREAK | SPACE, "\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    (SPACE, "\t\r\x1f"),
    (HYPHEN, "-\u2010\u2011\u2012\u2013"),
    (APOSTROPHE, "'\u2019"),
    (ZERO_WIDTH | ATTACHED, _ZERO_WIDTH_CHARACTERS),
    (ZERO_WIDTH, _ARABIC_SIGNS),
    (ATTACHED, "\uff9e\uff9f"),
    (STOP, ".!?\u2026"),
    (FULL_STOP, "\u3002\uff01\uff1f\uff61"),
    (OPENER | CLOSER, "\"'"),
)

_BY_CATEGORY: dict[str, int] = {
    "Lu": WORD | LETTER | UPPER,
    "Lt": WORD | LETTER | UPPER,
    "Ll": WORD | LETTER | LOWER,
    "Lm": WORD | LETTER,
    "Lo": WORD | LETTER,
    "Mn": WORD | ATTACHED,
    "Mc": WORD | ATTACHED,
    "Me": WORD | ATTACHED,
    "Nd": WORD | DIGIT,
    "Nl": WORD,
    "Zs": SPACE,
    "Ps": OPENER,
    "Pe": CLOSER,
    "Pi": OPENER | CLOSER,
    "Pf": OPENER | CLOSER,
}

# Scripts written without spaces between words: Han and Kana, then Thai, Lao, Myanmar, Khmer.
_UNSPACED: tuple[tuple[int, int], ...] = (
    (0x3005, 0x3007),
    (0x3021, 0x3029),
    (0x3031, 0x3035),
    (0x3038, 0x303C),
    (0x3041, 0x30FF),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9D),
    (0x1AFF0, 0x1B16F),
    (0x20000, 0x33FFF),
    (0x0E01, 0x0EDF),
    (0x1000, 0x109F),
    (0x1780, 0x17DC),
    (0xA9E0, 0xA9FE),
    (0xAA60, 0xAA7F),
)

# Letters without case and codes without characters, and nothing else: Han and Hangul.
_LETTERS_ALONE: tuple[range, ...] = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xAC00, 0xD7A4),
    range(0x20000, 0x34000),
)
# All others with letters, marks, digits or spaces.
_MIXED: tuple[range, ...] = (
    range(0x3400),
    range(0x4DC0, 0x4E00),
    range(0xA000, 0xAC00),
    range(0xD7A4, 0xD800),
    range(0xF900, 0x20000),
    range(0xE0100, 0xE01F0),
)
_ALL = 0x110000
_BLOCK = 256
"""Codes that are asked at once whether they are letters."""


def _text(codes: range) -> str:
    return np.arange(codes.start, codes.stop, dtype="<u4").tobytes().decode("utf-32-le")


def _flag_table() -> Flags:
    table = np.zeros(_ALL, dtype=np.uint16)
    flags_of = defaultdict(int, _BY_CATEGORY).__getitem__
    for codes in _MIXED:
        categories = map(unicodedata.category, _text(codes))
        table[codes.start : codes.stop] = list(map(flags_of, categories))
    for codes in _LETTERS_ALONE:
        for start in range(codes.start, codes.stop, _BLOCK):
            text = _text(range(start, min(start + _BLOCK, codes.stop)))
            letters = True if text.isalpha() else list(map(str.isalpha, text))
            table[start : start + len(text)] = np.multiply(letters, WORD | LETTER)
    for first, last in _UNSPACED:
        part = table[first : last + 1]
        part[(part & (LETTER | WORD) != 0) & (part & (ATTACHED | DIGIT) == 0)] |= UNIT
    for flags, characters in _LISTED:
        for character in characters:
            table[ord(character)] |= flags
    return table


_HALF_KANA = {code: ord(unicodedata.normalize("NFKC", chr(code))) for code in range(0xFF66, 0xFFA0)}
"""The ordinary forms of half-width kana; of their voiced marks those that join the kana before."""
_ONE_FORM = _HALF_KANA | {
    **{code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF41, 0xFF5B))},
    **{code: code - 0xFEE0 + 0x20 for code in range(0xFF21, 0xFF3B)},
    ord("İ"): ord("i"),
    0x05F3: ord("'"),
    0x05F4: ord('"'),
}
"""What compares as another character: other widths, the dotted I, geresh and gershayim."""


def simple_fold(character: str) -> str:
    """The simple case folding of one character: always one character (Unicode, C and S)."""
    folded = character.casefold()
    if len(folded) == 1:
        return folded
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _fold_table() -> Codes:
    table = np.arange(_ALL, dtype=np.uint32)
    cased: Iterable[int] = np.flatnonzero(FLAGS & (UPPER | LOWER | ATTACHED)).tolist()
    for code in (*cased, *range(0x2160, 0x2180), *range(0x24B6, 0x24EA)):
        folded = simple_fold(chr(code))
        if ord(folded) != code:
            table[code] = ord(folded)
    for code, other in _ONE_FORM.items():
        table[code] = other
    return table


FLAGS = _flag_table()
FOLDED = _fold_table()


def codes_of(text: str) -> Codes:
    """The code points of a text, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def fold(text: str) -> str:
    """The text in simple case folding and ordinary widths; its length does not change."""
    return FOLDED[codes_of(text)].tobytes().decode("utf-32-le", "surrogatepass")


_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")


def bare(word: str) -> str:
    """A word in its own case without what is skipped, its kana one character with their voiced
    marks; a word of nothing else stays."""
    kept = word.translate(_SKIPPED) or word
    return _VOICED.sub(
        lambda kana: unicodedata.normalize("NFC", kana[0]), kept.translate(_HALF_KANA)
    )
