"""Owns what is typed into a filter: rules joined by AND, in words too, and how they go on.

    filter = part { " AND " part }        part = a rule of `--where`, set=NAME, or words

Words are looked for as `framing.library` does, the last one as a beginning too; with quotes, `-`,
`*` or OR they are a text query of `--where`. Pure: no widget, no library is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from framing.library import Selection as Rules
from framing.library.rules import fields_of

AND = " AND "
_AND = re.compile(r"\s+AND(?:\s+|$)")
_JOINED = re.compile(r"\s+(?:AND|OR)\s+")
_SET = re.compile(r"\s*set\s*=\s*(.*?)\s*", re.DOTALL)
_SEARCH = re.compile(r'"|(?:^|\s)-\w|\w\*(?:\s|$)|\sOR\s')
_BEGUN = re.compile(r"\s*(\w+)\s*(?:!=|!~|<=|>=|=|~|<|>)\s*(.*)", re.DOTALL | re.ASCII)
_ID_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Filter:
    """What a filter asks: words to be found, and rules that all have to hold."""

    words: str
    rules: Rules


def read_filter(typed: str) -> Filter:
    """The filter that was typed; whether its rules can be is found out when they are asked."""
    words: list[str] = []
    where: list[str] = []
    sets: list[str] = []
    for part in filter(str.strip, _AND.split(typed)):
        if named := _SET.fullmatch(part):
            sets.append(named[1])
        elif fields_of(part) or _SEARCH.search(part):
            where.append(part.strip())
        else:
            words.append(part)
    return Filter(" ".join(words), Rules(tuple(where), tuple(sets)))


def as_rules(typed: str) -> Rules:
    """The same as rules alone, as a set keeps them."""
    found = read_filter(typed)
    words = found.words if found.words.endswith(" ") or not found.words else f"{found.words}*"
    where = (*found.rules.where, words.strip()) if words.strip() else found.rules.where
    return Rules(where, found.rules.sets)


# In words

_DATES = {
    "=": "of {}",
    "!=": "not of {}",
    ">=": "from {} on",
    "<=": "until {}",
    ">": "after {}",
    "<": "before {}",
}
_TEXTS = {"=": "{} {}", "!=": "{} not {}", "~": "{} with “{}”", "!~": "{} without “{}”"}
_EMPTY = {"=": "without {}", "!=": "with {}"}


def filter_in_words(typed: str) -> str:
    """`source CGTN, from 2025 on, in set pilot, “subsid”`; empty for no filter."""
    found = read_filter(typed)
    said = [
        " or ".join(_field(*each) for each in fields_of(rule)) or f"“{rule}”"
        for rule in found.rules.where
    ]
    said += [f"in set {name}" for name in found.rules.sets]
    return ", ".join([*said, *([f"“{found.words.strip()}”"] if found.words.strip() else [])])


def _field(name: str, sign: str, value: str) -> str:
    value = value.strip()
    called = "date" if name == "published" else name
    if not value and sign in _EMPTY:
        return _EMPTY[sign].format("copies" if name == "family" else called)
    if name == "family" and sign == "=":
        return f"copies of {value[:_ID_SHOWN]}"
    if name == "published" and sign in _DATES:
        return _DATES[sign].format(value)
    return _TEXTS.get(sign, f"{{}} {sign} {{}}").format(called, value)


# How it can go on


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on."""

    shown: str
    note: str
    typed: str
    """The whole filter with it."""


_STARTS = {
    "source": ("source=", "who published"),
    "published": ("published>=", "by date, as 2025 or 2025-02-09"),
    "set": ("set=", "a set kept under a name"),
    "words": ("words>=", "by length"),
    "title": ("title~", "a title that holds…"),
    "author": ("author~", "an author that holds…"),
    "publisher": ("publisher=", "where it was found"),
    "language": ("language=", "as en"),
    "story": ("story=", "the articles on one event"),
    "family": ("family!=", "those that have copies"),
    "url": ("url~", "an address that holds…"),
    "meta": ("meta.", "a field of your own, as meta.desk=Sport"),
}


def field_begun(typed: str) -> str:
    """The field whose value is being typed; empty where none is."""
    begun = _BEGUN.fullmatch(_last(typed)[1])
    return begun[1] if begun else ""


def suggestions(
    typed: str, fields: Iterable[str], values: Sequence[tuple[str, int]]
) -> list[Suggestion]:
    """How the last part can go on: by one of the fields, or one of the values of the field begun.

    `values` come with the number of their articles.
    """
    before, last = _last(typed)
    if begun := _BEGUN.fullmatch(last):
        return _values(before + last[: begun.start(2)], begun[2], values)
    sought = last.strip().casefold()
    known = {name.partition(".")[0] for name in fields}
    return [
        Suggestion(start, note, before + start)
        for name, (start, note) in _STARTS.items()
        if name in known and name.startswith(sought)
    ]


def _values(before: str, begun: str, values: Sequence[tuple[str, int]]) -> list[Suggestion]:
    """The values that hold what is typed, those that begin so first."""
    sought = begun.casefold()
    held = [each for each in values if each[0] and sought in each[0].casefold()]
    if [value for value, _ in held] == [begun]:
        return []
    held.sort(key=lambda each: not each[0].casefold().startswith(sought))
    return [Suggestion(value, f"{count:,}", before + value) for value, count in held]


def _last(typed: str) -> tuple[str, str]:
    """What stands up to the last AND or OR, and what follows it."""
    joined = list(_JOINED.finditer(typed))
    at = joined[-1].end() if joined else 0
    return typed[:at], typed[at:]
