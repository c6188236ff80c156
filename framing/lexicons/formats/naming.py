"""What a lexicon and its parts are called where a foreign file does not tell or tells too much."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from framing.lexicons.formats.checks import same_name
from framing.limits import NAME_CHARACTERS

SEPARATOR = "/"
"""Between the names of nested categories in a dimension's name."""
VERSION, LANGUAGE, LICENSE = "1.0", "und", "unknown"
"""What a lexicon is said to have whose file does not tell; `und` is ISO 639 for undetermined."""


def name_of(file: str) -> str:
    """The name of a lexicon whose file tells none: the file's, as far as a name may have it."""
    letters = unicodedata.normalize("NFKD", Path(file).stem).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_-]+", "_", letters).strip("_")
    return name[:NAME_CHARACTERS] or "lexicon"


def printable(text: str) -> str:
    """A file's name as text of one line, with `_` for what has no form in print."""
    return "".join(letter if letter.isprintable() else "_" for letter in text).strip()


def dimension_names(categories: Sequence[str]) -> list[str]:
    """The names of the dimensions that categories become: their own, or the end of a long one."""
    taken = {same_name(name) for name in categories if len(name) <= NAME_CHARACTERS}
    names: list[str] = []
    for name in categories:
        if len(name) > NAME_CHARACTERS:
            name = next(each for each in _short_names(name) if same_name(each) not in taken)
            taken.add(same_name(name))
        names.append(name)
    return names


def _short_names(name: str) -> Iterator[str]:
    for number in count(1):
        mark = "…" if number == 1 else f"{number}…"
        yield mark + name[len(mark) - NAME_CHARACTERS :].lstrip()
