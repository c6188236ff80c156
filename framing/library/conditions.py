"""What `--where` says of an article, read into SQL whose every value is a parameter.

    condition  = part { " OR " part }            part = field operator value, or a text query
    operator   = "=" | "!=" | "~" (holds) | "!~" | "<" | "<=" | ">" | ">="
    text query = word, prefix*, "a quoted phrase", -without; all of them have to be so

Where the parts name fields, OR is between them; else the whole is one text query, and OR stands
between its groups of words. Texts compare without the case of ASCII letters; a date compares as far
as it is written, so `published<=2020-01` has all of January. Nothing that is typed is SQL or the
syntax of a search engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from framing.errors import UsageError

_TEXTS = ("source", "publisher", "title", "author", "language", "url", "unit", "id")
_NUMBERS = ("words", "sentences")
_STORY = "(SELECT g.story FROM stories g WHERE g.article = a.seq)"
_FAMILY = (
    "a.seq {}IN (SELECT k.article FROM families k WHERE k.family IN (SELECT g.family"
    " FROM families g JOIN articles h ON h.seq = g.article WHERE h.id = ? COLLATE NOCASE))"
)
_COPIES = (
    "a.seq {}IN (SELECT k.article FROM families k WHERE k.family IN"
    " (SELECT family FROM families GROUP BY family HAVING count(*) > 1))"
)
FIELDS = ("published", *_TEXTS, *_NUMBERS, "story", "family", "meta.NAME")
"""What a condition may name."""

_PART = re.compile(
    r"\s*(\w+(?:\.[^=!~<>]*[^=!~<>\s])?)\s*(!=|!~|<=|>=|=|~|<|>)(.*)", re.DOTALL | re.ASCII
)
_OR = re.compile(r"\s+OR\s+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?(\*?)|([^\s"]+))')
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_ORDERS = frozenset({"<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles are meant: those for which everything given here holds."""

    where: tuple[str, ...] = ()
    """Conditions as `condition` reads them."""
    sets: tuple[str, ...] = ()
    """Names of sets that hold the article."""
    ids: tuple[str, ...] | None = None
    """Ids, in any order; None for no such list."""

    def __bool__(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.where or self.sets or self.ids is not None)


EVERY = Selection()
"""Every article."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition on `articles a`, as SQL with a place for each parameter."""

    sql: str
    parameters: tuple[object, ...] = ()


def condition(written: str) -> Condition:
    """The condition that a user wrote.

    Raises UsageError for a field, an operator or a value that cannot be, and for an empty one.
    """
    written = written.encode(errors="replace").decode()
    parts = _OR.split(written.strip())
    named = fields_of(written)
    if len(named) == len(parts):
        return _any([_field(*each) for each in named])
    if named:
        hint = "give them as two options: --where source=… --where 'trade OR tariff'"
        raise UsageError(f"“{written}” mixes fields and words", hint=hint)
    groups = [_words(part) for part in parts]
    if not all(groups):
        raise UsageError(f"“{written}” holds no word to look for", hint="as --where 'trade OR tax'")
    return _any([group for group in groups if group])


def fields_of(written: str) -> list[tuple[str, str, str]]:
    """Field, operator and value of each part of a condition that names a field."""
    parts = _OR.split(written.strip())
    return [(found[1], found[2], found[3]) for part in parts if (found := _PART.fullmatch(part))]


def _any(found: list[Condition]) -> Condition:
    """One of them holds."""
    parameters = tuple(each for one in found for each in one.parameters)
    return Condition(f"({' OR '.join(one.sql for one in found)})", parameters)


def _field(name: str, sign: str, written: str) -> Condition:
    value = written.strip()
    if name == "published":
        return _date(sign, value)
    if name in _NUMBERS or name == "story":
        return _number(name, sign, value)
    if name.startswith("meta."):
        column = "coalesce((SELECT m.value FROM json_each(a.meta) m WHERE m.key = ?), '')"
        return _meta(Condition(column, (name[5:],)), sign, value)
    if name == "family":
        return _family(sign, value)
    if name in _TEXTS:
        return _text(Condition(f"coalesce(a.{name}, '')"), name, sign, value)
    raise UsageError(
        f"there is no field “{name}” to select by",
        hint=f"a field of your own is meta.{name}; else use one of {', '.join(FIELDS)},"
        " or words of the text in quotes",
    )


def _text(column: Condition, name: str, sign: str, value: str) -> Condition:
    if sign in _ORDERS:
        raise UsageError(
            f"{name} is a text: {sign} does not apply", hint=f"as {name}={value or 'X'}"
        )
    of = (*column.parameters, value)
    if "~" in sign:
        found = f"instr(lower({column.sql}), lower(?))"
        return Condition(f"NOT {found}" if sign == "!~" else found, of)
    return Condition(f"{column.sql} {sign} ? COLLATE NOCASE", of)


def _meta(column: Condition, sign: str, value: str) -> Condition:
    """A text; where it is ordered, a number, and what is none is left out."""
    if sign not in _ORDERS:
        return _text(column, "meta", sign, value)
    number = _as_number("a field of meta", value)
    is_number = f"{column.sql} GLOB '*[0-9]*' AND"
    cast = f"CAST({column.sql} AS REAL) {sign} ?"
    return Condition(f"({is_number} {cast})", (*column.parameters, *column.parameters, number))


def _date(sign: str, value: str) -> Condition:
    if sign in ("=", "!=") and not value:
        return Condition(f"a.published {sign} ''")
    if "~" in sign or not _DATE.fullmatch(value):
        raise UsageError(
            f"“published{sign}{value}” has no date", hint="as published>=2020-01, published=2020"
        )
    return Condition(
        f"(a.published > '' AND substr(a.published, 1, ?) {sign} ?)", (len(value), value)
    )


def _family(sign: str, value: str) -> Condition:
    """The copies of an article, itself too; of no id, the articles without copies."""
    if sign not in ("=", "!="):
        hint = "as family=ID, with the id of any of the copies"
        raise UsageError(f"family is one of copies: {sign} does not apply", hint=hint)
    if not value:
        return Condition(_COPIES.format("NOT " if sign == "=" else ""))
    return Condition(_FAMILY.format("NOT " if sign == "!=" else ""), (value,))


def _number(name: str, sign: str, value: str) -> Condition:
    if "~" in sign:
        raise UsageError(f"{name} is a number: {sign} does not apply", hint=f"as {name}>=100")
    column = _STORY if name == "story" else f"a.{name}"
    if name == "story" and sign == "=" and not value:
        return Condition(f"{column} IS NULL")
    return Condition(
        f"coalesce({column} {sign} ?, {int(sign == '!=')})", (_as_number(name, value),)
    )


def _as_number(name: str, value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise UsageError(f"{name} is compared with a number, not with “{value}”") from None


def _words(written: str) -> Condition | None:
    """A group of words, all of which have to be so; None where none of them has a letter."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, prefix, word in _TERM.findall(written.replace("\0", " ")):
        term = word or phrase + prefix
        if any(map(str.isalnum, term)):
            (unwanted if minus else wanted).append(_quoted(term))
    if not wanted and not unwanted:
        return None
    search = "a.seq {}IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    found = [Condition(search.format(""), (" AND ".join(wanted),))] if wanted else []
    if unwanted:
        found.append(Condition(search.format("NOT "), (" OR ".join(unwanted),)))
    parameters = tuple(each for one in found for each in one.parameters)
    return Condition(f"({' AND '.join(one.sql for one in found)})", parameters)


def _quoted(term: str) -> str:
    """A term as a string of the search engine, in which nothing is syntax."""
    text = term.removesuffix("*").encode(errors="replace").decode()
    return '"' + text.replace('"', '""') + '"' + ("*" if term.endswith("*") else "")
