"""Texts of which the full-text index has the words of plain Latin letters where the core has them.

The index cuts and folds words in its own way (SQLite's `unicode61`). Where a text holds a character
that the two take differently it is not plain, and only the core knows what stands in it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_FREQUENT = frozenset("\u00a0‘’“”–—…•éèáíóúñüöäç")
"""The most frequent characters beyond ASCII, which are all taken alike."""
_ASCII = bytes(range(0x80))
_SEPARATING = ("P", "S", "Z", "Cc", "Cf")
"""Categories of which the index makes no words, by a Unicode that is older than its own: what came
later is unassigned to some of its versions, and a letter then."""


def is_plain(text: str, excluded: Iterable[tuple[int, int]]) -> bool:
    """Whether the index has each word of Latin letters where the core has it.

    `excluded` are spans, in characters. A word may begin where one ends; then the index must see a
    beginning there too.
    """
    for _, end in excluded:
        if text[end : end + 1].isalnum() and not _parts(text[end - 1 : end]):
            return False
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII)
    rare = set(beyond.decode("utf-8", "surrogatepass")) - _FREQUENT
    return not any(map(_is_odd, rare))


def _parts(character: str) -> bool:
    return character.isascii() and not character.isalnum()


@lru_cache(1 << 16)
def _is_odd(character: str) -> bool:
    """Whether the core skips a character, folds it to a plain letter, or lets a word begin after
    it where the index has one word."""
    from framing.text import characters as ch  # arrays, wanted only where something is stored

    flags, folded = int(ch.FLAGS[ord(character)]), int(ch.FOLDED[ord(character)])
    if flags & (ch.ZERO_WIDTH | ch.UNIT) or folded < 0x80:
        return True
    category = unicodedata.ucd_3_2_0.category(character)
    return not flags & ch.WORD and not category.startswith(_SEPARATING)
