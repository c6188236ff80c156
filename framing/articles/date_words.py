"""The words of dates in many languages, and a date's text folded so that they can be looked up."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

import framing.data

LETTERS = r"[^\W\d_]+"
"""A word of a date."""


@dataclass(frozen=True, slots=True)
class DateWords:
    """What words mean in a date; all are folded, and several words stand with a space between."""

    months: Mapping[str, int]
    beside: frozenset[str]
    """Weekdays, articles, time zones and the like, which say nothing of the day."""
    units: Mapping[str, str]
    """Words behind a figure to what it is: `Y`, `M` or `D`."""
    announced: Mapping[str, str]
    """Words before a figure to what it is."""
    eras: Mapping[str, int]
    """Eras to the year before their first."""


@cache
def date_words() -> DateWords:
    """The words of `framing/data/date_words.toml`."""
    path = Path(framing.data.__file__).parent / "date_words.toml"
    held = tomllib.loads(path.read_text(encoding="utf-8"))
    months = {language: _numbered(named) for language, named in held["months"].items()}
    units = held["units"]
    return DateWords(
        months=dict(chain.from_iterable(each.items() for each in months.values())),
        beside=frozenset(
            chain(*map(_names, (*held["weekdays"].values(), *held["beside"].values())))
        ),
        units={name: key[0].upper() for key in _FIGURES for name in _names(units[key])},
        announced={
            name: key[0].upper() for key in _FIGURES for name in _names(units[f"before_{key}"])
        },
        eras={fold(name): year for name, year in held["eras"].items()},
    )


def _numbered(named: Sequence[str]) -> dict[str, int]:
    """The names of twelve months to their numbers."""
    return {name: number for number, names in enumerate(named, 1) for name in _names(names)}


_FIGURES = ("year", "month", "day")


def _names(listed: str) -> Iterator[str]:
    for name in listed.split(","):
        if folded := " ".join(re.findall(LETTERS, fold(name))):
            yield folded


def fold(text: str) -> str:
    """A text as dates are read: without case, marks on letters, and marks that cannot be seen;
    compatible characters unified, every digit 0 to 9, one space for any."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        kept = (each for each in text if unicodedata.category(each) not in ("Mn", "Cf"))
        text = unicodedata.normalize("NFC", "".join(map(_plain, kept)))
    return " ".join(text.casefold().split())


def _plain(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return _LETTERS.get(character, character)


_LETTERS = {"ı": "i", "ـ": ""}
"""The dotless letter of Turkish capitals, and the stroke that only stretches Arabic words."""
