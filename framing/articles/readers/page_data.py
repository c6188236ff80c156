"""What a web page says of its article as JSON-LD (schema.org): title, date, authors, publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from framing.articles.readers.page_tokens import unescape

_DECODER = json.JSONDecoder(strict=False)
_CHARACTERS = 500_000
"""A longer script is not read."""
_STEPS = 500
"""So many things of a script, and of all scripts, are looked at."""
_NAMES = 20
"""So many of a list of names are looked at."""
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)")
"""What programs put before the JSON of a script, to hide it from old browsers."""
_TOO_MANY = re.compile(r",(?=\s{0,200}[}\]])")
"""A comma behind which nothing follows."""
_STRING = r'"((?:[^"\\]|\\.){1,300})"'
_COLON = r"\s{0,9}:\s{0,9}"
_NAMED = (
    rf"""{_COLON}[\[{{\s]{{0,40}}(?:"@type"{_COLON}"\w{{1,30}}"\s{{0,9}},\s{{0,40}})?"""
    rf"""(?:"name"{_COLON})?"""
)
_SAID = {
    "datePublished": re.compile(f'"datePublished"{_COLON}{_STRING}'),
    "dateCreated": re.compile(f'"dateCreated"{_COLON}{_STRING}'),
    "author": re.compile(f'"author"{_NAMED}{_STRING}'),
    "publisher": re.compile(f'"publisher"{_NAMED}{_STRING}'),
}
"""How a script that is no JSON may still say each field."""
_ARTICLES = ("article", "posting", "report")
"""How the types of things end that are an article."""
_PAGES = ("webpage",)
"""Those that may speak of the article where no thing is one."""


def article_data(scripts: Iterable[str]) -> dict[str, str]:
    """What the first thing says that is an article and dated, else the first that is an article.

    The keys are `title`, `published` (as it is written), `author` and `publisher`, those only that
    are there.
    """
    all_nodes = (node for script in scripts for node in _nodes(_parsed(script)))
    nodes = [*islice(all_nodes, _STEPS)]
    named = {str(node["@id"]): node for node in nodes if "name" in node and "@id" in node}
    for types in (_ARTICLES, _PAGES):
        found = [_fields(node, named) for node in nodes if _is_one(node, types)]
        if found:
            return next((each for each in found if "published" in each), found[0])
    return {}


def _parsed(script: str) -> Any:
    """A script as JSON; of one that is none the fields that can be told."""
    script = _WRAPPING.sub("", script.strip()).lstrip()
    if len(script) > _CHARACTERS:
        return None
    for mended in (script, _TOO_MANY.sub("", script), _TOO_MANY.sub("", unescape(script))):
        try:
            return _DECODER.raw_decode(mended)[0]
        except (ValueError, RecursionError):
            continue
    found = {field: each.search(script) for field, each in _SAID.items()}
    told = {field: match[1] for field, match in found.items() if match}
    said = {field: _unquoted(each) for field, each in told.items() if each[0] != "@"}
    return {"@type": "Article", **said} if said else None


def _unquoted(text: str) -> str:
    """A string of JSON without its quotation marks, its escapes resolved."""
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """The things of a script, those in lists and graphs too, and what a page is mainly of."""
    waiting = [value]
    for _ in range(_STEPS):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting += value[:_STEPS][::-1]
        elif isinstance(value, dict):
            yield value
            waiting += [
                value[key] for key in ("mainEntity", "mainEntityOfPage", "@graph") if key in value
            ]


def _is_one(node: dict[str, Any], endings: tuple[str, ...]) -> bool:
    types = node.get("@type", "")
    named = types if isinstance(types, list) else [types]
    return any(str(each).lower().endswith(endings) for each in named)


def _fields(node: dict[str, Any], named: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    """What a thing says; `named` are the things of the page that it may refer to."""
    author = node.get("author") or node.get("creator")
    names = [_name(each, named) for each in (author if isinstance(author, list) else [author])]
    found = {
        "title": _text(node.get("headline")),
        "published": _value(node.get("datePublished")) or _value(node.get("dateCreated")),
        "author": ", ".join(name for name in names if name and "://" not in name),
        "publisher": _name(node.get("publisher"), named),
    }
    return {name: value for name, value in found.items() if value}


def _name(thing: Any, named: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(thing, list):
        return next(filter(None, (_name(each, named) for each in thing[:_NAMES])), "")
    if not isinstance(thing, dict):
        return _text(thing)
    return _value(thing.get("name")) or _text(named.get(str(thing.get("@id")), {}).get("name"))


def _value(thing: Any) -> str:
    """A date or name as it is written, alone, first of a list, or with its type."""
    if isinstance(thing, list):
        return _value(thing[0]) if thing and not isinstance(thing[0], list) else ""
    return _text(thing.get("@value")) if isinstance(thing, dict) else _text(thing)


def _text(value: Any) -> str:
    """A string on one line, its character references resolved; empty for anything else."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
