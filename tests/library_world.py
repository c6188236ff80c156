"""A small world for the tests of the library: a lexicon and profiles with counts set by hand."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from framing.lexicons import Dimension, Lexicon, Term
from framing.model import Article, Match, Profile, Score, Sums

STATE = Lexicon(
    "state",
    title="The state",
    version="1.0",
    dimensions=(
        Dimension("support", "State support", terms=(Term("aid"), Term("subsid*", 0.5))),
        Dimension("distance", terms=(Term("refus*"),)),
    ),
)
RISK = Lexicon("risk", version="2.1", dimensions=(Dimension("risk", terms=(Term("bubble"),)),))
BOTH = (STATE, RISK)
_WEIGHTS = {"subsid*": 0.5}


def article(text: str, source: str = "The Daily", **known: Any) -> Article:
    """An article with the id that its source and text have."""
    named = sha256(f"{source}\0{text}".encode(errors="surrogatepass")).hexdigest()
    return Article(named[:16], text, source, **known)


def profile(
    text: str,
    counts: Mapping[str, Mapping[str, int]] | None = None,
    *,
    words: int = 100,
    source: str = "The Daily",
    lexicons: tuple[Lexicon, ...] = BOTH,
    **known: Any,
) -> Profile:
    """A profile with so many matches by dimension and entry."""
    counted = counts or {}
    scores = []
    matches: list[Match] = []
    for lexicon in lexicons:
        for dimension in lexicon.dimensions:
            found = matches_of(dimension.name, counted.get(dimension.name, {}))
            matches += found
            scores.append(score_of(dimension.name, found, words, lexicon))
    made = article(text, source, **known)
    return Profile(made, words, 3, 7, "words", tuple(scores), tuple(matches))


def matches_of(dimension: str, counts: Mapping[str, int]) -> list[Match]:
    """Matches of one character each, one after the other."""
    entries = [entry for entry, count in counts.items() for _ in range(count)]
    return [
        Match(dimension, entry, "term", n, n + 1, _WEIGHTS.get(entry, 1.0), 0, 1, negated=False)
        for n, entry in enumerate(entries)
    ]


def score_of(dimension: str, matches: list[Match], words: int, lexicon: Lexicon) -> Score:
    """The score of the matches, with bounds that are easy to tell from the rate."""
    weight = sum(match.weight for match in matches)
    rate = 1000 * weight / words if words else None
    return Score(
        dimension=dimension,
        matches=len(matches),
        weight=weight,
        words=words,
        rate_per_1000=rate,
        low=None if rate is None else rate / 2,
        high=None if rate is None else rate * 2,
        interval="none" if rate is None else "ratio",
        sums=Sums(7, weight, weight, weight * 10, words * 10.0),
        covered_words=len(matches),
        lexicon=lexicon.reference,
        negated_matches=0,
        voices={"headline": 0, "quote": 0, "reported": 0, "narrator": len(matches)},
    )
