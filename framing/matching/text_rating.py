"""Rates a text given as a string: the shortest way from words to scores."""

from __future__ import annotations

from collections.abc import Sequence

from framing.articles import take
from framing.lexicons import Lexicon, active
from framing.matching.scanner import Scanner
from framing.model import Draft, Profile


def score(text: str, lexicons: Sequence[Lexicon] | None = None) -> Profile:
    """The profile of a text in the dimensions of `lexicons`, or of the active ones.

    Raises ReadError for a text without content, LexiconError where an active lexicon is broken.
    """
    article = take(Draft(text=text, origin="text"))
    return Scanner(active() if lexicons is None else lexicons).scan([article])[0]
