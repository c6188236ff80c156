"""Figures in words: rates, intervals and numbers of things, the same wherever they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

VOICE_NAMES = {
    "narrator": "narrator",
    "quote": "quoted",
    "reported": "reported",
    "headline": "headline",
}
"""How voices are called, in the order in which they are shown."""

_SILENT = {"quote": "no quotation of five words or more", "reported": "no reported speech"}


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
    def interval(self) -> str:
        """Which kind of interval it is: `ratio`, `silence` or `none`."""


class Voiced(Protocol):
    """What a voice says, however it is counted."""

    @property
    def voice(self) -> str:
        """Whose words they are."""


def rate(value: float | None) -> str:
    """A rate per 1,000 with one decimal, or `no score`."""
    return "no score" if value is None else f"{value:.1f}"


def interval(figures: Figures) -> str:
    """`[1.0–4.2]`, `(≤ 3.1)` for the bound of a zero, or nothing."""
    low, high = figures.low, figures.high
    if figures.interval == "ratio" and low is not None and high is not None:
        return f"[{low:.1f}–{high:.1f}]"
    if figures.interval == "silence" and high is not None:
        return f"(≤ {high:.1f})"
    return ""


def rate_with_interval(figures: Figures) -> str:
    """`2.1 [1.0–4.2]`, `0.0 (≤ 3.1)`, `2.1` without interval, or `no score`."""
    return f"{rate(figures.rate_per_1000)} {interval(figures)}".rstrip()


def plural(number: int, what: str, several: str = "") -> str:
    """`1 article`, `2 articles`, `12,345 articles`; `several` where it takes more than an s."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"


def absent_voices(voices: Sequence[Voiced]) -> list[str]:
    """What an article does not hold: quotations, reported speech; nothing where not measured."""
    held = {each.voice for each in voices}
    return [said for voice, said in _SILENT.items() if held and voice not in held]
