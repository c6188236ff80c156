"""Lexicons as a shard is given them: values, files, or canonical texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from framing.errors import UsageError
from framing.lexicons import Lexicon, read_lexicon
from framing.lexicons.installed import together


def lexicons_of(given: Sequence[Lexicon | Path | str]) -> tuple[Lexicon, ...]:
    """Lexicons, those of files and those of canonical texts, as they can score side by side.

    Raises LexiconError for one that cannot be read, or two that share a name or dimension.
    """
    return together(map(_lexicon, given))


def _lexicon(given: Lexicon | Path | str) -> Lexicon:
    if isinstance(given, Lexicon):
        return given
    if isinstance(given, Path):
        return read_lexicon(given)
    if not given.startswith("{"):
        raise UsageError("this is no canonical text of a lexicon", hint="a path is given as a Path")
    return Lexicon.from_canonical(given)
