"""Owns whether an article is in a language that lexicons are made for."""

from __future__ import annotations

from collections.abc import Collection

_UNSPACED = {"zh", "ja", "th", "lo", "km", "my"}
"""Languages that are written without spaces between words, whose rates are per character."""


def language(code: str) -> str:
    """The language of a code such as `en-GB`."""
    return code.lower().partition("-")[0]


def is_foreign(said: str, unit: str, languages: Collection[str]) -> bool:
    """Whether an article is said to be, or plainly is, in none of the languages of lexicons.

    A lexicon of no stated language may be for any; `unit` is `words` or `characters`.
    """
    known = {language(each) for each in languages}
    if known & {"", "und"}:
        return False
    if said:
        return language(said) not in known
    return unit == "characters" and not known & _UNSPACED
