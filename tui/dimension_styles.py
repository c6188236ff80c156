"""Owns the styles that tell dimensions apart: a colour, an attribute and a symbol for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from framing.comparing.marked_text import SYMBOLS
from tui.source import DimensionInfo
from tui.text_style import Attributes, TextStyle


@dataclass(frozen=True, slots=True)
class DimensionStyle:
    """What the marks of one dimension look like, with colours, without, and as plain text."""

    colour: str
    attributes: Attributes
    symbol: str
    ground: str = ""
    """Name of a colour behind its marks, where it has one."""

    @property
    def text_style(self) -> TextStyle:
        """The style of its text, in colour."""
        return TextStyle(self.colour, self.ground, self.attributes)


DimensionStyles = Mapping[str, DimensionStyle]
"""By the name of the dimension, in the order of the legend."""


def _style(number: int, attributes: str, *, ground: bool = False) -> DimensionStyle:
    return DimensionStyle(
        f"mark-{number}",
        frozenset(attributes.split()),
        SYMBOLS[number - 1],
        f"background-{number}" if ground else "",
    )


# The attributes alone tell the styles apart, so that NO_COLOR loses nothing. None is `reverse`,
# which says "current", `strike`, which says "negated", or `dim`, which says "quoted".
DIMENSION_STYLES = (
    _style(1, "underline"),
    _style(2, "bold"),
    _style(3, "bold underline", ground=True),
    _style(4, "italic"),
    _style(5, "bold italic"),
    _style(6, "italic underline"),
    _style(7, "bold italic underline"),
    _style(8, "underline2"),
    _style(9, "bold underline2"),
)

FIRST_DIMENSIONS = ("state_support", "competitiveness", "risk")
"""Dimensions that keep the first styles and digits whatever else is scored."""


def style_at(position: int) -> DimensionStyle:
    """The style of the dimension at a position of the legend.

    After the last they repeat, with the round as a number behind the symbol.
    """
    round_, place = divmod(position, len(DIMENSION_STYLES))
    style = DIMENSION_STYLES[place]
    return replace(style, symbol=f"{style.symbol}{round_ + 1}") if round_ else style


def legend_order(dimensions: Sequence[DimensionInfo]) -> tuple[DimensionInfo, ...]:
    """The dimensions as the legend lists them: the bundled three first, then as given."""
    places = {name: place for place, name in enumerate(FIRST_DIMENSIONS)}
    return tuple(sorted(dimensions, key=lambda info: places.get(info.name, len(FIRST_DIMENSIONS))))


def dimension_styles(dimensions: Sequence[DimensionInfo]) -> DimensionStyles:
    """The style of each dimension by name, in the order given."""
    return {info.name: style_at(place) for place, info in enumerate(dimensions)}
