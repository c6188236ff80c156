"""Owns the base of widgets that paint their own lines: parts in, cells out."""

from __future__ import annotations

from typing import Any, Self

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tui.content import strip
from tui.text_style import Line


class LineWidget(Widget):
    """A widget that gives its lines for a width; it is as high as it has lines."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "LineWidget { height: auto; width: 1fr; }"

    def __init__(self, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._made: tuple[int, list[Line]] | None = None

    def lines(self, width: int) -> list[Line]:
        """What to show in `width` cells."""
        raise NotImplementedError

    def refresh(self, *regions: Any, **how: Any) -> Self:
        """Have the lines made anew."""
        self._made = None
        return super().refresh(*regions, **how)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of lines at this width."""
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        """One line as cells; the lines are made once for all of them."""
        width = self.size.width
        if self._made is None or self._made[0] != width:
            self._made = width, self.lines(width)
        lines = self._made[1]
        line = lines[y] if y < len(lines) else ()
        return strip(line, width, self.rich_style, self.app.theme)
