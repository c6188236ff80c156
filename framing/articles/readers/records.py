"""From the row of a table to a draft: which column is which field, and what is left for meta."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

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


META = "meta."
"""What a field of the article's meta begins with, where it is named beside article fields."""
_NULLS = frozenset(("NaN", "nan", "NAN", "NaT", "null", "NULL", "None", "<NA>"))
"""What programs write for nothing."""


def is_null(value: str) -> bool:
    """Whether a cell of metadata says nothing: it is blank, or a program's word for nothing."""
    return not value or value.isspace() or (len(value) < 7 and value.strip() in _NULLS)


def check_map(mapping: Mapping[str, str]) -> None:
    """Raise UsageError for a `--map` that names neither an article field nor one of the meta."""
    for field in mapping:
        if field not in FIELDS and not (field.startswith(META) and field != META):
            valid = f"{_list(FIELDS)}, {META}NAME"
            raise UsageError(f"--map: no field is called “{field}”", hint=f"valid: {valid}")


def assign(
    names: Sequence[str], mapping: Mapping[str, str], file: str, line: int
) -> Mapping[str, str]:
    """The name that holds each field, for the names of a header or of an object's keys.

    Raises RowError where the text, or a column that the user named, is missing.
    """
    found = _found(tuple(names), tuple(mapping.items()))
    for field in ("text", *mapping):
        if field not in found:
            wanted = (mapping[field],) if field in mapping else FIELDS[field]
            raise RowError(
                f"nothing is called {' or '.join(wanted)}; there are: {_list(names)}",
                file=file,
                line=line,
                hint=_hint(field, names),
            )
    return found


def _hint(field: str, names: Sequence[str]) -> str:
    """What to do where nothing is called as a field: a table without texts that names files says
    of other files who published them."""
    if field == "text" and any(name.strip().casefold() == "file" for name in names):
        return "where it tells of the files of articles, say --manifest FILE; else --map text=NAME"
    return f"say --map {field}=NAME"


@lru_cache(maxsize=1)  # the rows of a file mostly have the same names
def _found(names: tuple[str, ...], mapping: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The name that holds each field, for those fields that one holds."""
    by_folded = {name.strip().casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field, usual in (FIELDS | {field: (name,) for field, name in mapping}).items():
        for name in usual:
            if (folded := name.strip().casefold()) in by_folded:
                found[field] = by_folded[folded]
                break
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
    own, meta = _parted(record, fields)
    fields_given = options.metadata() | own
    return Draft(text, file.name, line=line, meta=meta, columns=fields, **fields_given)


def own_fields(
    values: Mapping[str, str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The article fields among named values, and the rest; a null is nothing said."""
    found = _found(tuple(values), tuple(mapping.items()))
    return _parted(values, {field: name for field, name in found.items() if field != "text"})


def _parted(
    record: Mapping[str, str], fields: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The article fields of a record and its meta, given which name holds which field."""
    used = set(fields.values())
    held = {name: value for name, value in record.items() if not is_null(value)}
    meta = {name: value for name, value in held.items() if name not in used}
    own: dict[str, str] = {}
    for field, name in fields.items():
        if name in held and field in METADATA:
            own[field] = held[name].strip()
        elif name in held and field != "text":
            meta[field.removeprefix(META)] = held[name]
    return own, meta


def _list(names: Sequence[str] | Mapping[str, object]) -> str:
    shown = [name if len(name) <= 30 else f"{name[:29]}…" for name in list(names)[:12]]
    return ", ".join(shown) + (", …" if len(names) > 12 else "")
