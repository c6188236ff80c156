"""What a web page says of its article as JSON-LD (schema.org): title, date, authors, publisher."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from framing.articles.readers.page_tokens import unescape

_CHARACTERS = 500_000
"""A longer script is not read."""
_STEPS = 500
"""So many things of a script, and of all scripts, are looked at."""
_PUBLISHED = re.compile(r'"datePublished"\s{0,9}:\s{0,9}"([^"]{4,60})"')
_ARTICLES = ("article", "posting", "report")
"""How the types of things end that are an article."""


def article_data(scripts: Iterable[str]) -> dict[str, str]:
    """What the first thing says that is an article and dated, else the first that is an article.

    The keys are `title`, `published` (as it is written), `author` and `publisher`, those only that
    are there.
    """
    nodes = (node for script in scripts for node in _nodes(_parsed(script)))
    found = [_fields(node) for node in islice(nodes, _STEPS) if _is_article(node)]
    return next((each for each in found if "published" in each), found[0] if found else {})


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


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type", "")
    named = types if isinstance(types, list) else [types]
    return any(str(each).lower().endswith(_ARTICLES) for each in named)


def _fields(node: dict[str, Any]) -> dict[str, str]:
    author = node.get("author") or node.get("creator")
    names = [_name(each) for each in (author if isinstance(author, list) else [author])]
    found = {
        "title": _text(node.get("headline")),
        "published": _text(node.get("datePublished")) or _text(node.get("dateCreated")),
        "author": ", ".join(name for name in names if name and "://" not in name),
        "publisher": _name(node.get("publisher")),
    }
    return {name: value for name, value in found.items() if value}


def _name(thing: Any) -> str:
    return _text(thing.get("name")) if isinstance(thing, dict) else _text(thing)


def _text(value: Any) -> str:
    """A string on one line, its character references resolved; empty for anything else."""
    return " ".join(unescape(value).split()) if isinstance(value, str) else ""
