"""What `--where` says of an article, read and checked; whoever holds articles looks them up by it.

    rule       = part { " OR " part }            part = field operator value, or a text query
    operator   = "=" | "!=" | "~" (holds) | "!~" | "<" | "<=" | ">" | ">="
    text query = word, prefix*, "a quoted phrase", -without; all of them have to be so

Where the parts name fields, OR is between them; else the whole is one text query, and OR stands
between its groups of words. Texts compare without the case of ASCII letters; a date compares as far
as it is written, so `published<=2020-01` has all of January.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.errors import UsageError

TEXTS = ("source", "publisher", "title", "author", "language", "url", "unit", "id")
"""Fields that are compared as texts; `meta.NAME` is too, unless it is ordered."""
NUMBERS = ("words", "sentences")
"""Fields that are numbers."""
META = "meta."
"""What the name of a field of the user's own begins with."""
FIELDS = ("published", *TEXTS, *NUMBERS, "story", "family", f"{META}NAME")
"""What a rule may name."""

_PART = re.compile(
    r"\s*(\w+(?:\.[^=!~<>]*[^=!~<>\s])?)\s*(!=|!~|<=|>=|=|~|<|>)(.*)", re.DOTALL | re.ASCII
)
_OR = re.compile(r"\s+OR\s+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?(\*?)|([^\s"]+))')
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ORDERS = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Comparison:
    """A field, an operator that applies to it, and a value that it can have."""

    field: str
    """One of `FIELDS`, or `meta.` and a name."""
    sign: str
    value: str
    """As it is written; a date has 0, 4, 7 or 10 characters."""
    number: float | None = None
    """The value, where numbers are compared."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the text, each with `*` behind it where it is a beginning."""

    wanted: tuple[str, ...]
    """All of them stand there."""
    unwanted: tuple[str, ...]
    """None of them does."""


Part = Comparison | Words


def parts_of(written: str) -> tuple[Part, ...]:
    """The parts of a rule, one of which has to hold.

    Raises UsageError for a field, an operator or a value that cannot be, and for an empty rule.
    """
    written = written.encode(errors="replace").decode()
    parts = _OR.split(written.strip())
    named = fields_of(written)
    if len(named) == len(parts):
        return tuple(_comparison(*each) for each in named)
    if named:
        hint = "give them as two options: --where source=… --where 'trade OR tariff'"
        raise UsageError(f"“{written}” mixes fields and words", hint=hint)
    groups = [_words(part) for part in parts]
    if not all(each.wanted or each.unwanted for each in groups):
        raise UsageError(f"“{written}” holds no word to look for", hint="as --where 'trade OR tax'")
    return tuple(groups)


def fields_of(written: str) -> list[tuple[str, str, str]]:
    """Field, operator and value of each part of a rule that names a field."""
    parts = _OR.split(written.strip())
    return [(found[1], found[2], found[3]) for part in parts if (found := _PART.fullmatch(part))]


def _comparison(name: str, sign: str, written: str) -> Comparison:
    value = written.strip()
    found = Comparison(name, sign, value)
    if name == "published":
        return _date(found)
    if name == "story" and sign == "=" and not value:
        return found
    if name in NUMBERS or name == "story":
        return _number(found)
    if name == "family":
        return _family(found)
    if name.startswith(META) and sign in _ORDERS:
        return Comparison(name, sign, value, _as_number("a field of meta", value))
    if name in TEXTS or name.startswith(META):
        return _text(found)
    raise UsageError(
        f"there is no field “{name}” to select by",
        hint=f"a field of your own is {META}{name}; else use one of {', '.join(FIELDS)},"
        " or words of the text in quotes",
    )


def _date(found: Comparison) -> Comparison:
    empty = found.sign in ("=", "!=") and not found.value
    if not empty and ("~" in found.sign or not _DATE.fullmatch(found.value)):
        raise UsageError(
            f"“published{found.sign}{found.value}” has no date",
            hint="as published>=2020-01, published=2020",
        )
    return found


def _number(found: Comparison) -> Comparison:
    name = found.field
    if "~" in found.sign:
        hint = f"as {name}>=100"
        raise UsageError(f"{name} is a number: {found.sign} does not apply", hint=hint)
    return Comparison(name, found.sign, found.value, _as_number(name, found.value))


def _family(found: Comparison) -> Comparison:
    if found.sign not in ("=", "!="):
        hint = "as family=ID, with the id of any of the copies"
        raise UsageError(f"family is one of copies: {found.sign} does not apply", hint=hint)
    return found


def _text(found: Comparison) -> Comparison:
    if found.sign in _ORDERS:
        raise UsageError(
            f"{found.field} is a text: {found.sign} does not apply",
            hint=f"as {found.field}={found.value or 'X'}",
        )
    return found


def _as_number(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise UsageError(f"{name} is compared with a number, not with “{value}”") from None


def _words(written: str) -> Words:
    """A group of words, all of which have to be so; those without a letter are none."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, prefix, word in _TERM.findall(written.replace("\0", " ")):
        term = word or phrase + prefix
        if any(map(str.isalnum, term)):
            (unwanted if minus else wanted).append(term)
    return Words(tuple(wanted), tuple(unwanted))
