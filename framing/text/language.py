"""What the core is told of characters and listed words, as texts are read by it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from framing import data
from framing.core.library import Language
from framing.data import word_list
from framing.text import characters as ch

_FUNCTION_WORD, _ABBREVIATION, _THAT = 1 << 0, 1 << 1, 1 << 2
_STATE, _NUMBERED = 1 << 8, 1 << 19
_OF_VOICE = {"when": 1 << 3, "onward": 1 << 4, "naming": 1 << 5, "apposing": 1 << 6}
_OF_VOICE |= {
    "fillers": 1 << 7,
    "finite": 1 << 28,
    "relative": 1 << 29,
    "nouns_too": 1 << 12,
    "past": 1 << 31,
}
"""What the rules of an attribution ask, from `data/attribution.toml`; bits as in `core.h`."""
_OF_NEGATION = {"turns": 1 << 10, "joining": 1 << 11, "subjects": 1 << 13, "negating": 1 << 14}
_OF_NEGATION |= {"only": 1 << 15, "barriers": 1 << 16, "no_object": 1 << 17, "shields": 1 << 18}
_OF_NEGATION |= {"determiners": 1 << 20, "aims": 1 << 21, "aiming": 1 << 22, "deeds": 1 << 23}
_OF_NEGATION |= {"definite": 1 << 24, "being": 1 << 25, "prepositions": 1 << 26}
_OF_NEGATION |= {"pronouns": 1 << 27}
"""The same for negation, from `data/negation.toml`."""


def _data(name: str) -> dict[str, list[str]]:
    path = Path(data.__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _lists() -> dict[str, int]:
    """Every listed word with the lists it stands in."""
    voice, negation = _data("attribution"), _data("negation")
    found: dict[str, int] = {}
    for bit, words in (
        (_FUNCTION_WORD, word_list("function_words")),
        (_ABBREVIATION, word_list("abbreviations")),
        (_THAT, ("that",)),
        (_STATE, word_list("state_abbreviations")),
        (_NUMBERED, word_list("number_abbreviations")),
        *((bit, voice[name]) for name, bit in _OF_VOICE.items()),
        *((bit, negation[name]) for name, bit in _OF_NEGATION.items()),
    ):
        for word in words:
            found[word] = found.get(word, 0) | bit
    return found


@cache
def language(*, wildcards: bool = False) -> Language:
    """The language of texts; with `wildcards`, `*` and `?` are letters, as patterns are read."""
    return Language(ch.FLAGS, ch.FOLDED, _lists(), wildcards=wildcards)
