"""Owns the words of the app for what a match adds and how a list is sorted."""

from __future__ import annotations

from collections.abc import Mapping

from framing.model import Match, Profile
from framing.wording import VOICE_NAMES, absent_voices, plural, rate_with_interval
from tui.source import Order

__all__ = [
    "ARTICLE_LETTERS",
    "VOICE_NAMES",
    "by_voice",
    "contribution",
    "order_in_words",
    "plural",
    "rate_with_interval",
]

ARTICLE_LETTERS = "ABCD"
"""Names of the articles that are compared, in their order."""


def contribution(match: Match, profile: Profile) -> str:
    """What the match adds to the rate of its dimension."""
    if not match.counted:
        return "adds nothing: this dimension drops negated matches"
    if not profile.words:
        return "adds nothing: the article has no words"
    return f"adds {1000 * match.weight / profile.words:+.2f} per 1,000 {profile.unit}"


def by_voice(dimension: str, profile: Profile) -> str:
    """`narrator 2.1 [1.0–4.2] in 558 words; quoted …`, and what the article does not hold."""
    from framing.statistics.rates import (
        voice_scores,  # arrays are loaded by then: a match was found
    )

    if not profile.voices:
        return ""
    (score,) = [each for each in profile.scores if each.dimension == dimension]
    known = {each.voice: each for each in voice_scores(score, profile.voices)}
    rates = [
        f"{name} {rate_with_interval(known[voice])} in {known[voice].words:,} {profile.unit}"
        for voice, name in VOICE_NAMES.items()
        if voice in known
    ]
    return "; ".join((*rates, *absent_voices(profile.voices)))


def order_in_words(order: Order, titles: Mapping[str, str]) -> str:
    """`by state support, highest first`."""
    if order.dimension:
        way = "highest first" if order.descending else "lowest first"
        return f"by {titles.get(order.dimension, order.dimension).lower()}, {way}"
    if order.key == "words":
        return f"by words, {'longest' if order.descending else 'shortest'} first"
    if order.key == "published":
        return f"by date, {'latest' if order.descending else 'earliest'} first"
    return f"by {order.key}, {'Z to A' if order.descending else 'A to Z'}"
