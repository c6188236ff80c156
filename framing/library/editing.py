"""The metadata that a user may correct, and how a new value is checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from framing.errors import NotFoundError, UsageError
from framing.library.stored_forms import plain

FIELDS = ("source", "publisher", "title", "published", "url", "author", "language")
"""The fields of an article that can be edited, beside `meta.NAME`."""

_META = "meta."
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def new_values(fields: Mapping[str, str], meta: Mapping[str, str]) -> dict[str, str]:
    """The columns to write, by name; an empty `meta.NAME` takes the name out of the meta."""
    columns = {name: value for name, value in fields.items() if not name.startswith(_META)}
    extra = dict(meta) | {
        name.removeprefix(_META): value for name, value in fields.items() if name.startswith(_META)
    }
    columns["meta"] = plain({name: value for name, value in extra.items() if value})
    return columns


def check(fields: Mapping[str, str]) -> None:
    """Raise NotFoundError for a name that is no field, UsageError for a value it cannot hold."""
    for name, value in fields.items():
        if name not in FIELDS and (not name.startswith(_META) or name == _META):
            valid = ", ".join([*FIELDS, f"{_META}NAME"])
            raise NotFoundError(f"there is no field {name!r}", hint=f"use one of {valid}")
        if not (name + value).isprintable() and _lone_surrogate(name + value):
            raise UsageError(f"the new {name} is not valid text")
    if not fields.get("source", "?"):
        raise UsageError("an article needs a source")
    if value := fields.get("published", ""):
        _check_date(value)


def _lone_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def _check_date(value: str) -> None:
    found = _DATE.fullmatch(value)
    if found:
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            found = None
    if not found:
        raise UsageError(f"{value!r} is no date", hint="write YYYY, YYYY-MM or YYYY-MM-DD")
