"""JSON Lines and JSON: an object an article, read more strictly than the json module does."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from json.decoder import WHITESPACE  # type: ignore[attr-defined]  # not in the stubs
from typing import Any

from framing.articles.readers.base import BadRow, File, Options, Row, RowError, drafts_of
from framing.articles.readers.opening import Rows, read_text
from framing.articles.readers.records import FIELDS, assign, draft
from framing.errors import ReadError
from framing.model import Draft

_MOST_DIGITS = 1000
_KINDS = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}


def read_json_lines(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a JSON Lines file, one a line; streamed, whatever the size of the file.

    Raises ReadError for a file without any object.
    """
    with Rows(file, options, newline="\n") as rows:
        yield from drafts_of(
            _some(_lines(rows, bad_row), file),
            lambda line, text: _article(_parse(text, file, line), file, line, options),
            bad_row,
        )


def read_json(file: File, options: Options, bad_row: BadRow) -> Iterator[Draft]:
    """The articles of a JSON file: a list of objects, or objects one after another.

    Raises ReadError where the file is no JSON or holds no object.
    """
    yield from drafts_of(
        _some(_values(read_text(file, options), file), file),
        lambda line, value: _article(value, file, line, options),
        bad_row,
    )


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


def _article(value: Any, file: File, line: int, options: Options) -> Draft:
    """The article that an object holds. Raises RowError where it holds none."""
    if not isinstance(value, dict):
        what = f"{_kind(value)} stands where an object is wanted"
        raise RowError(what, file=file.name, line=line)
    value = _with_inner(value, options.map.values()) if options.map else value
    fields = assign(list(value), options.map, file.name, line)
    record = {name: _as_text(each) for name, each in value.items()}
    for field, name in fields.items():
        if field not in FIELDS:
            continue
        if problem := _unfit(field, value[name]):
            raise RowError(f"{name} is {problem}", file=file.name, line=line)
        if isinstance(value[name], list):
            record[name] = ", ".join(value[name])
    return draft(record, fields, file, line, options)


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


def _unfit(field: str, value: Any) -> str:
    """What an article field's value is, where it is nothing that the field can hold."""
    if value is None or isinstance(value, str):
        return ""
    if field == "text" or isinstance(value, (dict, bool)):
        return f"{_kind(value)}, not a text"
    if isinstance(value, list) and not all(isinstance(each, str) for each in value):
        return "a list of other things than texts"
    return ""


def _kind(value: Any) -> str:
    return _KINDS.get(type(value), "a number" if isinstance(value, (int, float)) else "a text")


def _as_text(value: Any) -> str:
    """A value as text; anything else than a text as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


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
