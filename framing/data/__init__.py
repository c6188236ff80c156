"""The word lists and rules that the program itself needs, as plain data files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a bundled list, one a line; lines that open with `#` are remarks."""
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and line[0] != "#")


@cache
def entry_precision() -> dict[str, dict[str, tuple[int, int]]]:
    """How often entries of the bundled lexicons were right, by dimension and entry: in how many of
    the coded sentences where it fired, and of how many. Empty where no figures are shipped."""
    path = Path(__file__).parent / "entry_precision.toml"
    if not path.exists():
        return {}
    return {
        dimension: {entry: (right, fired) for entry, (right, fired) in counts.items()}
        for dimension, counts in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }
