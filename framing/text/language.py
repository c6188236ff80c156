"""What the core is told of characters and listed words, as texts are read by it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from framing import data
from framing.core.library import Language
from framing.data import word_list
from framing.text import characters as ch

_FUNCTION_WORD, _ABBREVIATION, _THAT, _TO = 1 << 0, 1 << 1, 1 << 2, 1 << 8
_OF_VOICE = {"when": 1 << 3, "onward": 1 << 4, "naming": 1 << 5, "apposing": 1 << 6}
_OF_VOICE |= {"fillers": 1 << 7}
"""What the rules of an attribution ask, from `data/attribution.toml`; bits as in `core.h`."""


def _lists() -> dict[str, int]:
    """Every listed word with the lists it stands in."""
    path = Path(data.__file__).with_name("attribution.toml")
    voice = tomllib.loads(path.read_text(encoding="utf-8"))
    found: dict[str, int] = {}
    for bit, words in (
        (_FUNCTION_WORD, word_list("function_words")),
        (_ABBREVIATION, word_list("abbreviations")),
        (_THAT, ("that",)),
        (_TO, ("to",)),
        *((bit, voice[name]) for name, bit in _OF_VOICE.items()),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


@cache
def language(*, wildcards: bool = False) -> Language:
    """The language of texts; with `wildcards`, `*` and `?` are letters, as patterns are read."""
    return Language(ch.FLAGS, ch.FOLDED, _lists(), wildcards=wildcards)
