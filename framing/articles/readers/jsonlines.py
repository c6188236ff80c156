"""JSON Lines and JSON: an object an article, read more strictly than the json module does."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from json.decoder import WHITESPACE  # type: ignore[attr-defined]  # not in the stubs
from typing import Any

from framing.articles.readers.base import (
    BadRow,
    File,
    LeftOutError,
    Options,
    Row,
    RowError,
    drafts_of,
)
from framing.articles.readers.field_names import FIELDS, fold
from framing.articles.readers.json_values import (
    as_text,
    field_text,
    is_whole,
    kind,
    spread,
    wrapped,
)
from framing.articles.readers.opening import Rows, read_text
from framing.articles.readers.records import Records, assign, list_names
from framing.errors import ReadError
from framing.model import Draft

_MOST_DIGITS = 1000


def read_json_lines(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a JSON Lines file, one a line; streamed, whatever the size of the file.

    Raises ReadError for a file without any object.
    """
    with Rows(file, options, newline="\n") as rows:
        yield from _articles(_parsed(rows, file, bad_row), file, options, bad_row)


def read_json(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a JSON file: a list of objects, objects one after another, or such a list
    in an object, as news APIs answer.

    Raises ReadError where the file is no JSON or holds no object.
    """
    yield from _articles(_values(read_text(file, options), file), file, options, bad_row)


def _articles(
    values: Iterable[tuple[int, Any]], file: File, options: Options, bad_row: BadRow
) -> Iterator[Draft]:
    """The articles of values with their lines. Raises ReadError where there are none."""
    records = Records(file, options)
    yield from drafts_of(
        _some(_opened(values, file, options, bad_row), file),
        lambda line, value: _article(value, file, line, options, records),
        bad_row,
    )
    records.tell(bad_row)


def _opened(
    values: Iterable[tuple[int, Any]], file: File, options: Options, bad_row: BadRow
) -> Iterator[tuple[int, Any]]:
    """The values, those that hold a list of articles opened; says what stood beside these."""
    beside: dict[str, str] = {}
    for line, value in values:
        found = wrapped(value, options.map.get("text", ""))
        if not found:
            yield line, value
            continue
        beside |= dict.fromkeys(found.beside, found.path)
        for row in found.rows:
            yield line, row
    if beside:
        path, names = next(iter(beside.values())), list_names(list(beside))
        what = f"the articles are in {path}; left out beside them: {names}"
        bad_row(LeftOutError(what, file=file.name))


def _some(rows: Iterable[tuple[int, Row]], file: File) -> Iterator[tuple[int, Row]]:
    """The rows. Raises ReadError where there are none."""
    empty = True
    for row in rows:
        empty = False
        yield row
    if empty:
        raise ReadError("the file holds no objects", file=file.name)


def _lines(rows: Rows, bad_row: BadRow) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    while True:
        try:
            line = next(rows)
        except StopIteration:
            return
        except RowError as error:
            bad_row(error)
        else:
            if line.strip():
                yield rows.line, line


def _parsed(rows: Rows, file: File, bad_row: BadRow) -> Iterator[tuple[int, Any]]:
    """The values of the lines; those that are no JSON are passed over."""
    for line, text in _lines(rows, bad_row):
        try:
            value = _parse(text, file, line)
        except RowError as error:
            bad_row(error)
        else:
            yield line, value


def _parse(text: str, file: File, line: int) -> Any:
    """The value of one line. Raises RowError where it is no JSON."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        what, column = f"this is no JSON: {error.msg}", error.colno
    except ValueError as error:
        what, column = str(error), 0
    except RecursionError:
        what, column = "lists or objects are nested too deeply", 0
    raise RowError(what, file=file.name, line=line, column=column, hint="mend the line")


def _values(text: str, file: File) -> Iterator[tuple[int, Any]]:
    """The values of a JSON text with the line where each begins."""
    at = _skip(text, 0)
    in_list = text[at] == "["
    at = _skip(text, at + in_list)
    line, counted = 1, 0
    while at < len(text) and text[at] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            what = f"this is no JSON: {error.msg}"
            raise ReadError(what, file=file.name, line=error.lineno, column=error.colno) from error
        except ValueError as error:
            raise ReadError(str(error), file=file.name, line=line) from error
        except RecursionError as error:
            what = "lists or objects are nested too deeply"
            raise ReadError(what, file=file.name, line=line) from error
        yield line, value
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
    if (at < len(text)) != in_list or _skip(text, at + 1) < len(text):
        line += text.count("\n", counted, at)
        raise ReadError("the list is not closed, or text follows it", file=file.name, line=line)


def _skip(text: str, at: int) -> int:
    end: int = WHITESPACE.match(text, at).end()
    return end


def _article(value: Any, file: File, line: int, options: Options, records: Records) -> Draft:
    """The article that an object holds. Raises RowError where it holds none."""
    if not isinstance(value, dict):
        what = f"{kind(value)} stands where an object is wanted"
        raise RowError(what, file=file.name, line=line)
    value = value if "text" in options.map else spread(value)
    value = _with_inner(value, options.map.values()) if options.map else value
    record, fields = _flat(value, options, file, line)
    found = records.draft(record, fields, line)
    names = [name for field in FIELDS for name in fields.get(field, ())]
    rich = {name: value[name] for name in names if isinstance(value[name], (dict, list))}
    kept = {
        name: as_text(each)
        for name, each in rich.items()
        if name in found.meta or not is_whole(each)
    }
    return replace(found, meta={**found.meta, **kept}) if kept else found


def _flat(
    value: dict[str, Any], options: Options, file: File, line: int
) -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """The values of an object as text, and the names that may hold each field.

    A name whose value fits no field stays for the meta. Raises RowError where it is one that the
    user named, that of a field itself, or the only one for the text.
    """
    record = {name: as_text(each) for name, each in value.items()}
    fields: dict[str, tuple[str, ...]] = {}
    for field, names in assign(list(value), options.map, file.name, line).items():
        if field not in FIELDS:
            fields[field] = names
            continue
        said = {name: field_text(field, value[name]) for name in names}
        fitting = {name: text for name, text in said.items() if text is not None}
        wanted = not fitting and (field == "text" or field in options.map)
        strict = fold(names[0]) == field and isinstance(value[names[0]], (dict, list, bool))
        if names[0] not in fitting and (wanted or strict):
            raise RowError(f"{names[0]} is {_unfit(value[names[0]])}", file=file.name, line=line)
        record |= fitting
        fields[field] = tuple(fitting)
    return record, fields


def _unfit(value: Any) -> str:
    """What a value is that its field cannot hold."""
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        return "a list of other things than texts"
    return f"{kind(value)}, not a text"


def _with_inner(value: dict[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """An object with what lies in the objects within it, for paths of keys with dots between.

    A key that is written like a path comes first; null has null within.
    """
    found = dict(value)
    for path in paths:
        inner: Any = value
        for key in path.split("."):
            if inner is not None:
                inner = inner.get(key, _ABSENT) if isinstance(inner, dict) else _ABSENT
        if inner is not _ABSENT:
            found.setdefault(path, inner)
    return found


_ABSENT = object()


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key “{twice[:40]}” stands twice in one object")
    return found


def _whole_number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"the number {text[:20]}… is too long")
    return int(text)


def _number(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"the number {text[:40]} is too large")
    return value


def _constant(name: str) -> None:
    """Nothing for NaN, which Python and R write for a missing value."""
    if name != "NaN":
        raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_whole_number,
    parse_float=_number,
    parse_constant=_constant,
)
