"""Rules of `--where` and `--by` as SQL of DuckDB over the rows of a lake.

They mean what they mean in a library (`framing.library.rules`). Every value is a parameter, and
nothing that is typed becomes SQL. A lake has no families, stories, sets or index of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase, ascii_uppercase

from framing.errors import UsageError
from framing.library.grouping import CROSS, grouped_by
from framing.library.rules import META, NUMBERS, Comparison, Part, Words, parts_of

NO_DATE = "unknown"
"""The year of articles without a date, as the folder of a lake names it."""

_META = "coalesce(map_extract(a.meta, ?)[1], '')"
_NUMBER = r"^\s*([+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?)"
_COLUMNS = {
    **{name: f"coalesce(a.{name}, '')" for name in ("source", "publisher", "author")},
    **{name: f"coalesce(a.{name}, '')" for name in ("language", "unit")},
    "year": "substr(a.published, 1, 4)",
    "month": "substr(a.published, 1, 7)",
}


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression over rows `a` of a lake, with a place for each parameter."""

    text: str
    parameters: tuple[object, ...] = ()


def all_hold(rules: Sequence[str]) -> Sql:
    """That all rules hold. Raises UsageError for one that cannot be read or asked of a lake."""
    found = [_rule(parts_of(each)) for each in rules]
    parameters = tuple(each for one in found for each in one.parameters)
    return Sql(" AND ".join(["true", *(each.text for each in found)]), parameters)


def may_hold(rules: Sequence[str], year: str) -> bool:
    """Whether articles of a year, or of `NO_DATE`, can be among the selected ones."""
    return all(any(_may_hold(part, year) for part in parts_of(each)) for each in rules)


def group(by: str) -> Sql:
    """The name of an article's group. Raises UsageError for what a lake is not grouped by."""
    fields = grouped_by(by)
    if "set" in fields:
        raise UsageError("a lake has no sets to group by", hint=_TAKE)
    names = f" || '{CROSS}' || ".join(_COLUMNS.get(field, _META) for field in fields)
    return Sql(names, tuple(each.removeprefix(META) for each in fields if each not in _COLUMNS))


def folded(text: str) -> str:
    """A text in which the case of ASCII letters, and of no other, is gone."""
    return f"translate({text}, '{ascii_uppercase}', '{ascii_lowercase}')"


_TAKE = "take a part into a library: framing lake take"


def _rule(parts: Iterable[Part]) -> Sql:
    """One of the parts holds."""
    found = [_part(each) for each in parts]
    parameters = tuple(each for one in found for each in one.parameters)
    return Sql(f"({' OR '.join(one.text for one in found)})", parameters)


def _part(part: Part) -> Sql:
    if isinstance(part, Words):
        raise UsageError("a lake has no index of words to look in", hint=_TAKE)
    if part.field in ("story", "family"):
        raise UsageError(f"a lake has no {part.field} to select by", hint=_TAKE)
    if part.field == "published":
        return _date(part)
    if part.field in NUMBERS:
        missing = "true" if part.sign == "!=" else "false"
        return Sql(f"coalesce(a.{part.field} {part.sign} ?, {missing})", (part.number,))
    if part.field.startswith(META):
        return _meta(Sql(_META, (part.field.removeprefix(META),)), part)
    return _text(Sql(f"coalesce(a.{part.field}, '')"), part)


def _date(part: Comparison) -> Sql:
    if not part.value:
        return Sql(f"a.published {part.sign} ''")
    text = f"(a.published > '' AND substr(a.published, 1, {len(part.value)}) {part.sign} ?)"
    return Sql(text, (part.value,))


def _text(column: Sql, part: Comparison) -> Sql:
    own, value = folded(column.text), folded("CAST(? AS VARCHAR)")
    parameters = (*column.parameters, part.value)
    if "~" in part.sign:
        found = f"contains({own}, {value})"
        return Sql(f"NOT {found}" if part.sign == "!~" else found, parameters)
    return Sql(f"{own} {part.sign} {value}", parameters)


def _meta(column: Sql, part: Comparison) -> Sql:
    """A text; where it is ordered, the number that it begins with, and 0 where its digits stand
    further on."""
    if part.number is None:
        return _text(column, part)
    number = f"coalesce(try_cast(regexp_extract({column.text}, '{_NUMBER}', 1) AS DOUBLE), 0)"
    text = f"(regexp_matches({column.text}, '[0-9]') AND {number} {part.sign} ?)"
    return Sql(text, (*column.parameters, *column.parameters, part.number))


def _may_hold(part: Part, year: str) -> bool:
    if not isinstance(part, Comparison) or part.field != "published":
        return True
    if not part.value:
        return (year == NO_DATE) == (part.sign == "=")
    if year == NO_DATE:
        return False
    asked = part.value[:4]
    return {"=": year == asked, "!=": True}.get(
        part.sign, year <= asked if "<" in part.sign else year >= asked
    )
