"""The forms that attribute speech, and the words that the rules of an attribution ask for."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from pathlib import Path

from framing.matching.voice.text_marks import Listed


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    path = Path(__file__).parents[2] / "data" / "attribution.toml"
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: tuple(words) for name, words in found.items()}


def attributing(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind: `speaking`, `telling`, `according` or `exempt`."""
    lists = _lists()
    if kind != "exempt":
        return lists[kind]
    passive = product(lists["passive"], lists["participles"])
    nouns = product(lists["determiners"], lists["nouns"])
    return (*lists["exempt"], *map(" ".join, passive), *map(" ".join, nouns))


@cache
def words_of(name: str) -> Listed:
    """One of the word lists that the rules ask."""
    return Listed(_lists()[name])
