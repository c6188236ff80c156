"""Owns the style of a piece of text, independent of a theme: names of colours, attributes."""

from __future__ import annotations

from dataclasses import dataclass

Attributes = frozenset[str]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A colour, a background and attributes; a theme says what the colours are."""

    colour: str = ""
    """Name of a colour of the themes (`mark-1`, `muted`); empty for the text's own."""
    background: str = ""
    """Name of a colour to put behind; empty for the widget's own."""
    attributes: Attributes = frozenset()
    """Words of `bold dim italic underline underline2 reverse strike`."""
    woven: tuple[Attributes, ...] = ()
    """Where marks share a text: the attributes of each, which its characters take in turn, beside
    `attributes`, which all have."""


Part = tuple[str, TextStyle]
"""A piece of one line; its text may be anything that a file held."""
Line = tuple[Part, ...]
StyledSpan = tuple[int, int, TextStyle]
"""Half-open, with the style of the text between its ends."""


def text_style(colour: str = "", *attributes: str, background: str = "") -> TextStyle:
    """A style in one short call."""
    return TextStyle(colour, background, frozenset(attributes))


PLAIN = TextStyle()
BOLD = text_style("", "bold")
MUTED = text_style("muted")
ACCENT = text_style("accent", "bold")
WARNING = text_style("warning")
