"""Rates a text given as a string: the shortest way from words to scores."""

from __future__ import annotations

from collections.abc import Sequence

from framing.articles import take
from framing.lexicons import Lexicon, active
from framing.matching.scanner import Scanner
from framing.model import Draft, Profile

_MOST_KEPT = 8


def score(text: str, lexicons: Sequence[Lexicon] | None = None) -> Profile:
    """The profile of a text in the dimensions of `lexicons`, or of the active ones.

    Lexicons are compiled once: the same ones given again cost the scan only. Raises ReadError for
    a text without content, LexiconError where an active lexicon is broken.
    """
    article = take(Draft(text=text, origin="text"))
    return _scanner(active() if lexicons is None else tuple(lexicons)).scan([article])[0]


_kept: dict[tuple[int, ...], tuple[tuple[Lexicon, ...], Scanner]] = {}
"""Scanners used last, by the identity of their lexicons, which are held so that it stays theirs."""


def _scanner(lexicons: tuple[Lexicon, ...]) -> Scanner:
    key = tuple(map(id, lexicons))
    kept = _kept.get(key)
    if kept is None:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        kept = _kept[key] = lexicons, Scanner(lexicons)
    return kept[1]
