"""What a value of JSON says as a field of an article, and where in an object its articles lie."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from framing.articles.readers.field_names import CONTAINERS, FIELDS, NAMES, WRAPPERS, fold

_KINDS = {dict: "an object", list: "a list", bool: "true or false", type(None): "null"}
_TEXTS = frozenset(map(fold, FIELDS["text"]))
_NAMES = tuple(map(fold, NAMES))
_BODY = frozenset(("summary", "sections", "rendered", "protected"))
"""What an object that is the text may hold beside its words."""
_DEEPEST = 4
"""Objects around the list of articles, and lists around a paragraph."""


class Wrapped(NamedTuple):
    """The articles that an object holds."""

    path: str
    """The keys that lead to them, with dots between."""
    rows: list[Any]
    beside: tuple[str, ...]
    """The other keys of the objects on the way."""


def kind(value: Any) -> str:
    """What a value is, in words."""
    return _KINDS.get(type(value), "a number" if isinstance(value, (int, float)) else "a text")


def as_text(value: Any) -> str:
    """A value as text; anything else than a text as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def field_text(field: str, value: Any) -> str | None:
    """What a value says as an article field; None where it is nothing that the field can hold.

    An object says its name, a list what it holds with commas between, a number no author; the text
    may be an object of paragraphs, which stand in their order.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if field == "text":
        return _body(value) if isinstance(value, dict) else None
    if isinstance(value, list):
        names = [_name(each) for each in value]
        return None if None in names else ", ".join(filter(None, names))
    if isinstance(value, dict):
        return _name(value)
    return None if isinstance(value, bool) or field == "author" else as_text(value)


def is_whole(value: Any) -> bool:
    """Whether what `field_text` makes of a value is all that the value says."""
    if isinstance(value, list):
        return all(map(is_whole, value))
    if isinstance(value, dict) and _BODY.issuperset(value):
        return True
    return not isinstance(value, dict) or list(filter(None, value.values())) in ([], [_name(value)])


def _name(value: Any) -> str | None:
    """What an object in the place of a name is called; None where nothing says it."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict):
        return None
    held = {
        fold(key): each or "" for key, each in value.items() if not each or isinstance(each, str)
    }
    names = [held[name] for name in _NAMES if name in held]
    return next(filter(None, names), "" if names else None)


def _body(value: Mapping[str, Any]) -> str | None:
    """The text of an object: what is rendered of it, or its paragraphs; None where it has none."""
    if isinstance(value.get("rendered"), str):
        return str(value["rendered"])
    if isinstance(value.get("sections"), list):
        return "\n\n".join(_paragraphs([value.get("summary"), value["sections"]], _DEEPEST))
    return None


def _paragraphs(value: Any, deepest: int) -> Iterator[str]:
    """The texts in lists and sections, in their order."""
    if isinstance(value, str) and value.strip():
        yield value
    elif isinstance(value, list) and deepest:
        for each in value:
            yield from _paragraphs(each, deepest - 1)
    elif isinstance(value, dict) and deepest:
        yield from _paragraphs([value.get("headline"), value.get("paragraphs")], deepest)


def spread(value: dict[str, Any]) -> dict[str, Any]:
    """An object with what its containers hold as keys of its own, with a dot between."""
    if any(fold(key) in _TEXTS and field_text("text", each) for key, each in value.items()):
        return value
    found: dict[str, Any] = {}
    for key, each in value.items():
        if isinstance(each, dict) and each and key.casefold() in CONTAINERS:
            found |= {f"{key}.{inner}": held for inner, held in each.items()}
        else:
            found[key] = each
    return found


def wrapped(value: Any, text: str = "") -> Wrapped | None:
    """The articles that an object holds which is none itself; None where it is one, or unknown.

    `text` is what the user says that the text is called.
    """
    if not isinstance(value, dict) or (text and text.partition(".")[0] in value):
        return None
    return _wrapped(value, _DEEPEST)


def _wrapped(value: dict[str, Any], deepest: int) -> Wrapped | None:
    if any(fold(key) in _TEXTS and field_text("text", each) for key, each in value.items()):
        return None
    for key, each in value.items():
        if fold(key) not in WRAPPERS:
            continue
        beside = tuple(other for other in value if other != key)
        if isinstance(each, list) and (not each or isinstance(each[0], dict)):
            return Wrapped(key, each, beside)
        if deepest and isinstance(each, dict) and (inner := _wrapped(each, deepest - 1)):
            names = tuple(f"{key}.{name}" for name in inner.beside)
            return Wrapped(f"{key}.{inner.path}", inner.rows, beside + names)
    return _by_source(value)


def _by_source(value: dict[str, Any]) -> Wrapped | None:
    """The articles of an object that has a list of them for each source."""
    lists = [each for each in value.values() if isinstance(each, list) and each]
    if not lists or len(lists) < len(value) or not all(_are_articles(each) for each in lists):
        return None
    rows = [{"source": name, **row} for name, each in value.items() for row in each]
    return Wrapped(", ".join(value), rows, ())


def _are_articles(rows: list[Any]) -> bool:
    return all(isinstance(row, dict) and not _TEXTS.isdisjoint(map(fold, row)) for row in rows)
