"""Owns the looks that tell dimensions apart: a colour, an attribute and a symbol for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.comparing.marked_text import SYMBOLS
from tui.source import DimensionInfo
from tui.text_style import Attributes, Ink


@dataclass(frozen=True, slots=True)
class Look:
    """What the marks of one dimension look like, with colours, without, and as plain text."""

    colour: str
    attributes: Attributes
    symbol: str

    @property
    def ink(self) -> Ink:
        """The look as an ink, in colour."""
        return Ink(self.colour, "", self.attributes)


def _look(number: int, attributes: str) -> Look:
    return Look(f"mark-{number}", frozenset(attributes.split()), SYMBOLS[number - 1])


# The attributes alone tell the looks apart, so that NO_COLOR loses nothing.
LOOKS = (
    _look(1, "underline"),
    _look(2, "bold"),
    _look(3, "reverse"),
    _look(4, "italic"),
    _look(5, "bold underline"),
    _look(6, "bold italic"),
    _look(7, "italic underline"),
    _look(8, "bold reverse"),
    _look(9, "italic reverse"),
)

FIRST = ("state_support", "competitiveness", "risk")
"""Dimensions that keep the first looks and digits whatever else is scored."""


def look(position: int) -> Look:
    """The look of the dimension at a position of the legend; after the last they repeat."""
    return LOOKS[position % len(LOOKS)]


def in_order(dimensions: Sequence[DimensionInfo]) -> tuple[DimensionInfo, ...]:
    """The dimensions as the legend lists them: the bundled three first, then as given."""
    places = {name: place for place, name in enumerate(FIRST)}
    return tuple(sorted(dimensions, key=lambda info: places.get(info.name, len(FIRST))))


def looks(dimensions: Sequence[DimensionInfo]) -> dict[str, Look]:
    """The look of each dimension by name, in the order given."""
    return {info.name: look(place) for place, info in enumerate(dimensions)}
