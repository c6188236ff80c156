"""Owns how a stretch of text looks, said without a theme: a colour's name and attributes."""

from __future__ import annotations

from dataclasses import dataclass

Attributes = frozenset[str]


@dataclass(frozen=True, slots=True)
class Ink:
    """A colour, a ground and attributes; a theme says what the colours are."""

    colour: str = ""
    """Name of a colour of the themes (`mark-1`, `muted`); empty for the text's own."""
    ground: str = ""
    """Name of a colour to put behind; empty for the widget's own."""
    attributes: Attributes = frozenset()
    """Words of `bold dim italic underline underline2 reverse strike`."""


Part = tuple[str, Ink]
"""A piece of one line; its text may be anything that a file held."""
Line = tuple[Part, ...]


def ink(colour: str = "", *attributes: str, ground: str = "") -> Ink:
    """An ink in one short call."""
    return Ink(colour, ground, frozenset(attributes))


PLAIN = Ink()
BOLD = ink("", "bold")
MUTED = ink("muted")
ACCENT = ink("accent", "bold")
