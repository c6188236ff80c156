"""An article's text with its matches marked by symbols, for places without colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from framing.model import Profile

SYMBOLS = "_~!*+=#^%"
"""One for each dimension, in their order; after the last they repeat."""


NOT_COUNTED = "¬"
"""Stands before a negated match that the rate leaves out."""


def symbols_of(dimensions: Sequence[str]) -> Mapping[str, str]:
    """The symbol of each dimension."""
    return {name: SYMBOLS[place % len(SYMBOLS)] for place, name in enumerate(dimensions)}


def marked(profile: Profile) -> str:
    """The text with a dimension's symbol on both sides of each match, `⟦…⟧` around excluded text.

    A match that does not count has `¬` behind its first symbol. Where matches of several
    dimensions meet, the longer one stands outside.
    """
    text = profile.article.text
    signs = symbols_of([score.dimension for score in profile.scores])
    openers: dict[int, list[tuple[int, str]]] = {}
    closers: dict[int, list[tuple[int, str]]] = {}
    for start, end, sign_open, sign_close in _marks(profile, signs):
        openers.setdefault(start, []).append((-end, sign_open))
        closers.setdefault(end, []).append((-start, sign_close))
    pieces = []
    before = 0
    for place in sorted(openers.keys() | closers.keys()):
        pieces.append(text[before:place])
        pieces.extend(sign for _, sign in sorted(closers.get(place, ())))
        pieces.extend(sign for _, sign in sorted(openers.get(place, ())))
        before = place
    return "".join((*pieces, text[before:]))


def _marks(profile: Profile, signs: Mapping[str, str]) -> Iterable[tuple[int, int, str, str]]:
    for cut in profile.article.excluded:
        yield cut.start, cut.end, "⟦", "⟧"
    for match in profile.matches:
        sign = signs[match.dimension]
        opener = sign if match.counted else sign + NOT_COUNTED
        for start, end in match.own:
            yield start, end, opener, sign
