"""Owns the words for figures on the screen: rates, intervals, orders and units."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from framing.model import Interval, Match, Profile
from tui.source import Order


class Figures(Protocol):
    """What a score and a row of the library have in common."""

    @property
    def rate_per_1000(self) -> float | None:
        """Weight per 1,000 words."""

    @property
    def low(self) -> float | None:
        """Lower end of the interval."""

    @property
    def high(self) -> float | None:
        """Upper end of the interval, or the bound of a zero."""

    @property
    def interval(self) -> Interval:
        """Which kind of interval it is."""


def rate(value: float | None) -> str:
    """A rate per 1,000 with one decimal, or `no score`."""
    return "no score" if value is None else f"{value:.1f}"


def rate_with_interval(figures: Figures) -> str:
    """`2.1 [1.0–4.2]`, `0.0 (≤ 3.1)`, `2.1` without interval, or `no score`."""
    low, high = figures.low, figures.high
    said = rate(figures.rate_per_1000)
    if figures.interval == "ratio" and low is not None and high is not None:
        return f"{said} [{low:.1f}–{high:.1f}]"
    if figures.interval == "silence" and high is not None:
        return f"{said} (≤ {high:.1f})"
    return said


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


def plural(number: int, what: str) -> str:
    """`1 article`, `2 articles`, `12,345 articles`."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
