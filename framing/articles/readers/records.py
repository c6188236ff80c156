"""From the row of a table to a draft: which column is which field, and what is left for meta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from framing.articles.readers.base import METADATA, File, Options, RowError
from framing.errors import UsageError
from framing.model import Draft

FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "source": ("source",),
    "publisher": ("publisher",),
    "published": ("published", "date"),
    "url": ("url",),
    "author": ("author",),
    "language": ("language",),
}
"""Article field to the names its column may have, compared without case; the first found wins."""


def check_map(mapping: Mapping[str, str]) -> None:
    """Raise UsageError for a `--map` that names no article field."""
    for field in mapping:
        if field not in FIELDS:
            raise UsageError(f"--map: no field is called “{field}”", hint=f"valid: {_list(FIELDS)}")


def assign(
    names: Sequence[str], mapping: Mapping[str, str], file: str, line: int
) -> dict[str, str]:
    """The name that holds each field, for the names of a header or of an object's keys.

    Raises RowError where the text, or a column that the user named, is missing.
    """
    by_folded = {name.strip().casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, usual in FIELDS.items():
        wanted = (mapping[field],) if field in mapping else usual
        name = next((each for each in wanted if each.strip().casefold() in by_folded), None)
        if name is not None:
            found[field] = by_folded[name.strip().casefold()]
        elif field in mapping or field == "text":
            raise RowError(
                f"nothing is called {' or '.join(wanted)}; there are: {_list(names)}",
                file=file,
                line=line,
                hint=f"say --map {field}=NAME",
            )
    return found


def draft(
    record: Mapping[str, str], fields: Mapping[str, str], file: File, line: int, options: Options
) -> Draft:
    """The article of a row, given which name holds which field.

    Raises RowError for a row without text.
    """
    text = record[fields["text"]]
    if not text.strip():
        raise RowError("the row has no text", file=file.name, line=line)
    own = {field: record[fields[field]].strip() for field in METADATA if field in fields}
    used = set(fields.values())
    return Draft(
        text=text,
        origin=file.name,
        line=line,
        meta={name: value for name, value in record.items() if value and name not in used},
        **(options.metadata() | {field: value for field, value in own.items() if value}),
    )


def own_fields(values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The article fields among named values, and the rest; empty values are nothing said."""
    by_folded = {name.strip().casefold(): name for name in reversed(list(values))}
    names = {
        field: by_folded[usual]
        for field in METADATA
        for usual in reversed(FIELDS[field])
        if usual in by_folded
    }
    fields = {field: values[name].strip() for field, name in names.items()}
    rest = {name: value for name, value in values.items() if name not in names.values() and value}
    return {field: value for field, value in fields.items() if value}, rest


def _list(names: Sequence[str] | Mapping[str, object]) -> str:
    shown = [name if len(name) <= 30 else f"{name[:29]}…" for name in list(names)[:12]]
    return ", ".join(shown) + (", …" if len(names) > 12 else "")
