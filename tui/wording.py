"""Owns the words of the app for what a match adds and how a list is sorted."""

from __future__ import annotations

from collections.abc import Mapping

from framing.model import Match, Profile
from framing.wording import plural, rate_with_interval
from tui.source import Order

__all__ = ["contribution", "order_in_words", "plural", "rate_with_interval"]


def contribution(match: Match, profile: Profile) -> str:
    """What the match adds to the rate of its dimension."""
    if not match.counted:
        return "adds nothing: this dimension drops negated matches"
    if not profile.words:
        return "adds nothing: the article has no words"
    return f"adds {1000 * match.weight / profile.words:+.2f} per 1,000 {profile.unit}"


def order_in_words(order: Order, titles: Mapping[str, str]) -> str:
    """`sorted by state support, highest first`."""
    if order.dimension:
        way = "highest first" if order.descending else "lowest first"
        return f"sorted by {titles.get(order.dimension, order.dimension).lower()}, {way}"
    if order.key == "words":
        return f"sorted by words, {'longest' if order.descending else 'shortest'} first"
    return f"sorted by {order.key}, {'Z to A' if order.descending else 'A to Z'}"
