"""The forms that negate and those that attribute speech, as the program's own data lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from pathlib import Path

from framing import data

TURN = "but"
"""The word that opens a clause by itself."""


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    path = Path(data.__file__).with_name(f"{name}.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: tuple(words) for kind, words in found.items()}


def negating(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `negators`, `reversing` or `exempt`."""
    return _lists("negation")[kind]


def attributing(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `speaking`, `telling`, `according` or `exempt`."""
    lists = _lists("attribution")
    if kind != "exempt":
        return lists[kind]
    passive = product(lists["passive"], lists["participles"])
    nouns = product(lists["determiners"], lists["nouns"])
    return (*lists["exempt"], *map(" ".join, passive), *map(" ".join, nouns))
