"""What articles are put together by: a field, a part of the date, a set, or two of them crossed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from framing.errors import UsageError
from framing.library.rules import META

Period = Literal["month", "year"]
WRITTEN: Mapping[Period | None, int] = {None: 0, "month": len("2025-02"), "year": len("2025")}
"""Characters of a date that name the period; none for all time."""

CROSS = " × "
"""Between the names of a crossed group."""

_COLUMNS = {
    **{name: f"a.{name}" for name in ("source", "publisher", "author", "language", "unit")},
    "year": "substr(a.published, 1, 4)",
    "month": "substr(a.published, 1, 7)",
}
KINDS = (*_COLUMNS, "set", f"{META}NAME")
"""What articles can be put together by."""

_META = "coalesce((SELECT m.value FROM json_each(a.meta) m WHERE m.key = ?), '')"
_SETS = " CROSS JOIN set_members g ON g.article = a.seq"


@dataclass(frozen=True, slots=True)
class Grouping:
    """A group's name as SQL over `articles a`."""

    name: str
    """Its expression; empty text where an article is in no group."""
    tables: str
    """What has to follow `articles a`; with sets an article has a row for each set it is in."""
    parameters: tuple[str, ...]
    fields: tuple[str, ...]
    """What it was written with, one or two."""


def grouping(by: str) -> Grouping:
    """The grouping that a user wrote. Raises UsageError as `grouped_by`."""
    fields = grouped_by(by)
    return Grouping(
        f" || '{CROSS}' || ".join(map(_name, fields)),
        _SETS if "set" in fields else "",
        tuple(field.removeprefix(META) for field in fields if field.startswith(META)),
        fields,
    )


def grouped_by(by: str) -> tuple[str, ...]:
    """The fields of a grouping that a user wrote: one of `KINDS`, or two with a comma between.

    Raises UsageError for another one.
    """
    fields = tuple(field.strip() for field in by.split(","))
    if by != by.encode(errors="replace").decode():  # SQLite takes no half characters
        raise UsageError(f"“{by}” is no grouping", hint="a name is UTF-8")
    if len(fields) > 2 or len(set(fields)) < len(fields):
        raise UsageError(f"“{by}” is no grouping", hint="two fields at most, as source,year")
    for field in fields:
        if field not in KINDS[:-1] and not field.startswith(META):
            raise UsageError(
                f"articles are not put together by “{field}”",
                hint=f"a field of your own is {META}{field}; else use one of {', '.join(KINDS)}",
            )
    return fields


def _name(field: str) -> str:
    if field == "set":
        return "g.name"
    return _META if field.startswith(META) else _COLUMNS[field]
