"""The index of dictionaries that others publish: what each measures and how it gets in here.

It holds no entry of any of them; the file beside the other data says where each lies.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_LANGUAGES = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "he": "hebrew",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "zh": "chinese",
}


@dataclass(frozen=True, slots=True)
class PublicLexicon:
    """A published dictionary."""

    name: str
    measures: str
    topics: tuple[str, ...]
    languages: tuple[str, ...]
    """Codes of ISO 639-1."""
    url: str
    layout: str
    convert: str
    """The command that converts it, or begins one of your own where there is no file."""
    terms: str = ""
    """The conditions of use as they are stated; empty where that was not looked up."""
    entries: int = 0
    """Terms of all categories; 0 where that was not looked up."""
    categories: int = 0
    """As `entries`."""
    checked: datetime.date | None = None
    """The day on which it was looked up; None where it was not."""

    def has(self, word: str) -> bool:
        """Whether a word in small letters is in its name or topics, or is one of its languages.

        A word that is the code of a language is nothing else.
        """
        if word in _LANGUAGES:
            return word in self.languages
        texts = (self.name, self.measures, *self.topics)
        spoken = {_LANGUAGES.get(code) for code in self.languages}
        return word in spoken or any(word in text.casefold() for text in texts)


def public_lexicons(text: str = "") -> tuple[PublicLexicon, ...]:
    """Those that have every word of a text in their names, topics or languages; else all."""
    words = text.casefold().split()
    return tuple(each for each in _all() if all(each.has(word) for word in words))


@cache
def _all() -> tuple[PublicLexicon, ...]:
    path = Path(__file__).parents[1] / "data" / "public_lexicons.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["lexicons"]
    lists = ("topics", "languages")
    return tuple(
        PublicLexicon(**(row | {name: tuple(row[name]) for name in lists})) for row in rows
    )
