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
        yield from _list(_key(name), map(_listed, members))
    for example in lexicon.examples:
        yield from _example(example)


def _dimension(dimension: Dimension) -> Iterator[str]:
    yield from ("", f"[dimensions.{_key(dimension.name)}]")
    for key in ("title", "description"):
        yield f"{key} = {_quoted(getattr(dimension, key))}"
    yield from _text("definition", dimension.definition)
    yield f"negated = {_quoted(dimension.negated)}"
    yield from _list("terms", map(_term, dimension.terms))
    yield from _list("exclude", map(_listed, dimension.exclude))
    yield from _list("near", map(_rule, dimension.near))


def _term(entry: Term) -> str:
    settings = [
        *_weight(entry),
        *_context(entry),
        *(["case = true"] if entry.case else []),
        *_text("kind", entry.kind),
        *_text("note", entry.note),
    ]
    pattern = _quoted(entry.pattern)
    return _table([f"pattern = {pattern}", *settings]) if settings else pattern


def _listed(entry: Term) -> str:
    """An exclusion or the member of a group."""
    pattern = _quoted(entry.pattern)
    settings = [*(["case = true"] if entry.case else []), *_text("note", entry.note)]
    return _table([f"pattern = {pattern}", *settings]) if settings else pattern


def _rule(rule: Rule) -> str:
    return _table(
        [
            f"name = {_quoted(rule.name)}",
            f"groups = {_names(rule.groups)}",
            f"within = {rule.within}",
            *(["ordered = true"] if rule.ordered else []),
            *([f"scope = {_quoted(rule.scope)}"] if rule.scope != "sentence" else []),
            *_weight(rule),
            *_context(rule),
            *_text("kind", rule.kind),
            *_text("note", rule.note),
        ]
    )


def _table(pairs: Iterable[str]) -> str:
    return f"{{ {', '.join(pairs)} }}"


def _weight(entry: Term | Rule) -> list[str]:
    return [] if entry.weight == 1 else [f"weight = {float(entry.weight)!r}"]


def _context(entry: Term | Rule) -> list[str]:
    lists = {"needs": entry.needs, "unless": entry.unless}
    return [f"{key} = {_names(groups)}" for key, groups in lists.items() if groups]


def _text(key: str, text: str) -> list[str]:
    return [f"{key} = {_quoted(text)}"] if text else []


def _names(groups: Iterable[str]) -> str:
    return f"[{', '.join(map(_quoted, groups))}]"


def _example(example: Example) -> Iterator[str]:
    yield from ("", "[[examples]]", f"text = {_quoted(example.text)}")
    yield f"match = {_names(example.match)}"


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
