"""Owns the scatter of groups: two dimensions, a point with a cross for each group."""

from __future__ import annotations

from collections.abc import Sequence

from tui import plots
from tui.content import fit, shown_line
from tui.dimension_styles import DimensionStyles
from tui.group_rows import GroupRow, axis_ends, point_of
from tui.plots import Point, Scale
from tui.source import DimensionInfo
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.line_widget import LineWidget
from tui.widgets.middle_lines import in_middle

_MARGIN = 6
"""Cells of the figures beside the vertical axis."""
_CROSSED = 12
"""So many points have crosses and names; of more only the one under the cursor and the marked."""
_TWO = "Two dimensions have to be shown: F2 shows and hides them."
_AXES = 4
"""Lines of the titles, the horizontal axis and its figures."""


class GroupScatter(LineWidget):
    """The groups by two dimensions; the one under the cursor in the accent colour."""

    DEFAULT_CSS = "GroupScatter { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[GroupRow] = ()
        self._axes: tuple[DimensionInfo, DimensionInfo] | None = None
        self._styles: DimensionStyles = {}
        self._named: tuple[str, ...] = ()

    def show(
        self,
        rows: Sequence[GroupRow],
        axes: tuple[DimensionInfo, DimensionInfo] | None,
        styles: DimensionStyles,
        named: tuple[str, ...],
    ) -> None:
        """Show groups by two dimensions; `named` are the one under the cursor and the marked."""
        self._rows, self._axes, self._styles, self._named = rows, axes, styles, named
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The titles, the points between two axes, and the figures of the horizontal one."""
        if self._axes is None and self._rows:
            return in_middle([((_TWO, MUTED),)], width, self.size.height)
        if self._axes is None or width < 2 * _MARGIN or self.size.height < 2 * _AXES:
            return []
        x_info, y_info = self._axes
        large = [row for row in self._rows if row.is_source] or self._rows
        ends = axis_ends(large)
        x = Scale(0.0, ends.get(x_info.name, 0.0), width - _MARGIN - 1)
        y = Scale(0.0, ends.get(y_info.name, 0.0), self.size.height - _AXES)
        body = plots.scatter(self._points(large), x, y)
        top, bottom = f"{y.high:.1f}".rjust(_MARGIN - 1), "0".rjust(_MARGIN - 1)
        sides = [top, *[" " * (_MARGIN - 1)] * (len(body) - 2), bottom]
        rows: list[Line] = [
            ((side, MUTED), ("│", MUTED), *line) for side, line in zip(sides, body, strict=True)
        ]
        margin = (" " * _MARGIN, PLAIN)
        return [
            self._title("y", y_info, width - 2),
            *rows,
            ((" " * (_MARGIN - 1) + "└" + "─" * x.width, MUTED),),
            (margin, *plots.axis_row(x)),
            (margin, *self._title("x", x_info, width - _MARGIN - 2)),
        ]

    def _title(self, key: str, info: DimensionInfo, width: int) -> Line:
        style = self._styles[info.name].text_style
        return ((f"{key} ", ACCENT), (fit(info.title, width).rstrip(), style))

    def _points(self, rows: Sequence[GroupRow]) -> list[Point]:
        """The points, those that are named last, so that they lie on top."""
        assert self._axes is not None
        many = len(rows) > _CROSSED
        found: list[Point] = []
        for row in sorted(rows, key=lambda row: row.name in self._named):
            x, y = (point_of(row, info.name) for info in self._axes)
            if x is None or y is None:
                continue
            style = ACCENT if row.name in self._named else MUTED if many else PLAIN
            if many and row.name not in self._named:
                x, y = (plots.Estimate(each.value, each.value, each.value) for each in (x, y))
                found.append(Point("", x, y, style))
            else:
                found.append(Point(shown_line(row.label), x, y, style))
        return found
