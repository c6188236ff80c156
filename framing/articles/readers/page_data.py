"""What a web page says of its article as JSON-LD (schema.org): title, date, authors, publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from framing.articles.readers.page_tokens import unescape

_CHARACTERS = 500_000
"""A longer script is not read."""
_STEPS = 500
"""So many things of a script, and of all scripts, are looked at."""
_NAMES = 20
"""So many of a list of names are looked at."""
_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
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
    """A script as JSON; of one that is none its date, if it is written as JSON would have it."""
    script = script.strip()
    if len(script) > _CHARACTERS:
        return None
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        found = _PUBLISHED.search(script)
        return {"@type": "Article", "datePublished": found[1]} if found else None


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
            waiting += [value[key] for key in ("mainEntity", "@graph") if key in value]


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
        "published": _text(node.get("datePublished")) or _text(node.get("dateCreated")),
        "author": ", ".join(name for name in names if name and "://" not in name),
        "publisher": _name(node.get("publisher"), named),
    }
    return {name: value for name, value in found.items() if value}


def _name(thing: Any, named: Mapping[str, dict[str, Any]]) -> str:
    if isinstance(thing, list):
        return next(filter(None, (_name(each, named) for each in thing[:_NAMES])), "")
    if not isinstance(thing, dict):
        return _text(thing)
    return _text(thing.get("name")) or _text(named.get(str(thing.get("@id")), {}).get("name"))


def _text(value: Any) -> str:
    """A string on one line, its character references resolved; empty for anything else."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
