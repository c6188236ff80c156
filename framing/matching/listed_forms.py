"""The forms that negate and those that attribute speech, as the program's own data lists them."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import product
from pathlib import Path

from framing import data


@cache
def _lists(name: str) -> dict[str, tuple[str, ...]]:
    path = Path(data.__file__).with_name(f"{name}.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    return {kind: tuple(words) for kind, words in found.items()}


NEGATORS = ("plain", "verbs", "hindering", "nouns", "clausal")
"""Kinds of negators, as numbered in `search.h`."""


def negating(kind: str) -> tuple[str, ...]:
    """The listed forms of a kind of negators, or `exempt`."""
    lists = _lists("negation")
    if kind != "exempt":
        return lists[kind]
    nouns = product(lists["nouns_before"], lists["noun_verbs"])
    denials = product(lists["deny"], lists["allegations"])
    denials_of = product(lists["deny"], lists["of_them"], lists["allegations"])
    phrases = (*nouns, *denials, *denials_of)
    return (*lists["exempt"], *map(" ".join, phrases))


ATTRIBUTIONS = ("speaking", "telling", "according", "saying", "quoting")
"""Kinds of forms that attribute speech, as numbered in `voice.h`."""


def attributing(kind: str) -> tuple[str, ...]:
    """The listed forms of one of `ATTRIBUTIONS`, or `exempt`."""
    lists = _lists("attribution")
    if kind != "exempt":
        return lists[kind]
    passive = product(lists["passive"], lists["participles"])
    nouns = product(lists["determiners"], lists["nouns"])
    refused = product(lists["refusals"], lists["bases"])
    return (*lists["exempt"], *(" ".join(form) for form in (*passive, *nouns, *refused)))
