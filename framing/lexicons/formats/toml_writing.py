"""A lexicon as the text of a TOML file: what is read back scores the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from framing.lexicons.lexicon import Dimension, Example, Lexicon, Rule, Term

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TEXTS = ("name", "title", "version", "language", "license", "source")


def write_toml(lexicon: Lexicon) -> str:
    """The file's text: notes and examples are in it, comments are not."""
    return "\n".join(_lines(lexicon)) + "\n"


def _lines(lexicon: Lexicon) -> Iterator[str]:
    for key in _TEXTS:
        yield f"{key} = {_quoted(getattr(lexicon, key))}"
    for dimension in lexicon.dimensions:
        yield from _dimension(dimension)
    if lexicon.groups:
        yield from ("", "[groups]")
    for name, members in lexicon.groups.items():
        yield from _list(_key(name), (_quoted(each.pattern) for each in members))
    for example in lexicon.examples:
        yield from _example(example)


def _dimension(dimension: Dimension) -> Iterator[str]:
    yield from ("", f"[dimensions.{_key(dimension.name)}]")
    for key in ("title", "description", "negated"):
        yield f"{key} = {_quoted(getattr(dimension, key))}"
    yield from _list("terms", map(_term, dimension.terms))
    yield from _list("exclude", (_quoted(each.pattern) for each in dimension.exclude))
    yield from _list("near", map(_rule, dimension.near))


def _term(entry: Term) -> str:
    pattern, note = _quoted(entry.pattern), _quoted(entry.note)
    if entry.weight == 1 and not entry.note:
        return pattern
    return f"{{ pattern = {pattern}, weight = {float(entry.weight)!r}, note = {note} }}"


def _rule(rule: Rule) -> str:
    groups = ", ".join(map(_quoted, rule.groups))
    return (
        f"{{ name = {_quoted(rule.name)}, groups = [{groups}], within = {rule.within}, "
        f"ordered = {str(rule.ordered).lower()}, weight = {float(rule.weight)!r}, "
        f"note = {_quoted(rule.note)} }}"
    )


def _example(example: Example) -> Iterator[str]:
    yield from ("", "[[examples]]", f"text = {_quoted(example.text)}")
    yield f"match = [{', '.join(map(_quoted, example.match))}]"


def _list(key: str, items: Iterable[str]) -> Iterator[str]:
    """A list with one item a line; nothing for an empty one."""
    lines = [f"    {item}," for item in items]
    if lines:
        yield from (f"{key} = [", *lines, "]")


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _quoted(name)


def _quoted(text: str) -> str:
    """A TOML basic string; JSON's escapes are all TOML's too, and TOML wants one for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
