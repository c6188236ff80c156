"""The word lists and rules that the program itself needs, as plain data files."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a bundled list, one a line; lines that open with `#` are remarks."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")
