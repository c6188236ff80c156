"""Owns the plots: figures in, lines of cells out; each also as plain text for pipes and ears.

Everything here is pure: no widget, no theme, no arrays. Figures are rates per 1,000 words unless a
name says otherwise; None is no figure and is never drawn as zero.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from tui.content import fit, shown_line
from tui.text_style import MUTED, PLAIN, Line, Part, TextStyle, text_style

_ACROSS = " ▏▎▍▌▋▊▉█"
_UP = " ▁▂▃▄▅▆▇█"
_HALVES_ACROSS = " ▌▐█"
_HALVES_DOWN = " ▀▄█"
_POINT, _OTHER, _MANY = "●", "○", "◎"
_BEYOND = "▸"
"""What lies beyond the upper end of an axis."""
_BRAILLE = 0x2800
# Bits of the dots of a braille cell, by (column, row).
_DOTS = {
    (0, 0): 0x01, (0, 1): 0x02, (0, 2): 0x04, (0, 3): 0x40,
    (1, 0): 0x08, (1, 1): 0x10, (1, 2): 0x20, (1, 3): 0x80,
}  # fmt: skip
_CURSOR = text_style("", "reverse")


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: the figures at its two ends, and how many cells lie between and under them."""

    low: float
    high: float
    width: int

    def cell(self, value: float, per_cell: int = 1) -> int:
        """The cell of a figure, or a part of one where a cell has several; beyond is the edge."""
        last = self.width * per_cell - 1
        if self.high <= self.low or last < 1:
            return 0
        share = (value - self.low) / (self.high - self.low)
        return round(min(max(share, 0.0), 1.0) * last)

    def holds(self, value: float) -> bool:
        """Whether a figure lies on the axis."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with the ends of its interval; of a silence the lower end is 0."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """A named place of a scatter: two estimates."""

    name: str
    x: Estimate
    y: Estimate
    style: TextStyle = PLAIN


@dataclass(frozen=True, slots=True)
class Series:
    """A row of figures, one a month or another period; None where there is none."""

    name: str
    values: Sequence[float | None]
    style: TextStyle = PLAIN


def number(value: float | None) -> str:
    """A rate with one decimal; zero, and no figure, is a dash."""
    return f"{value:.1f}" if value else "–"


# Rows over one axis


def interval_row(estimate: Estimate, scale: Scale, style: TextStyle) -> Line:
    """`   ├────●──────┤   ` in the width of the scale; an arrow where it goes on beyond."""
    low, high = (scale.cell(end) for end in (estimate.low, estimate.high))
    cells = [" "] * low + ["─"] * (high - low + 1) + [" "] * (scale.width - high - 1)
    cells[low] = "├" if scale.holds(estimate.low) else "◂"
    cells[high] = "┤" if scale.holds(estimate.high) else _BEYOND
    cells[scale.cell(estimate.value)] = _POINT if scale.holds(estimate.value) else _BEYOND
    return (("".join(cells), style),)


def silence_row(bound: float, scale: Scale, style: TextStyle) -> Line:
    """`○┄┄┄┄┄┤   `: nothing was found, and this is how much there may be all the same."""
    high = scale.cell(bound)
    cells = [_OTHER] + ["┄"] * high + [" "] * (scale.width - high - 1)
    if high:
        cells[high] = "┤" if scale.holds(bound) else _BEYOND
    return (("".join(cells), style),)


def interval_text(estimate: Estimate) -> str:
    """`27.7 [17.8–43.0]`."""
    return f"{estimate.value:.1f} [{estimate.low:.1f}–{estimate.high:.1f}]"


def dots_row(values: Iterable[float], scale: Scale, style: TextStyle = MUTED) -> Line:
    """`  ○   ○ ○    ◎`: a ring for each figure, a double one for several in one cell; an
    arrow at the edge, where one lies beyond."""
    figures = list(values)
    counts = Counter(map(scale.cell, figures))
    cells = [" " if not (n := counts[at]) else _OTHER if n == 1 else _MANY for at in _cells(scale)]
    if cells and max(figures, default=0.0) > scale.high > scale.low:
        cells[-1] = _BEYOND
    return (("".join(cells), style),)


def distribution_row(values: Sequence[float], scale: Scale, style: TextStyle = MUTED) -> Line:
    """`▁▃█▅▂▁  ▁`: how many figures, the lowest first, fall into each cell; the fullest is a whole
    block. Any figure shows, however full others are.
    """
    # Looked for and not counted: this is drawn at every step through 100,000 articles.
    ends = [bisect_right(values, at, key=scale.cell) for at in _cells(scale)]
    counts = [end - before for before, end in pairwise([0, *ends])]
    return (("".join(_heights(counts)), style),)


def distribution_text(values: Sequence[float], steps: int, high: float) -> str:
    """`0–10: 5  10–20: 8`: how many figures fall into equal steps from 0 to `high`."""
    scale = Scale(0.0, high, steps)
    counts = Counter(min(int(steps * value / high) if high else 0, steps - 1) for value in values)
    edge = high / steps
    return "  ".join(f"{at * edge:g}–{(at + 1) * edge:g}: {counts[at]}" for at in _cells(scale))


def axis_row(scale: Scale, unit: str = "") -> Line:
    """`0                 43.0 unit`: the figures at the ends of the axis."""
    right = f"{scale.high:.1f} {unit}".rstrip()
    left = f"{scale.low:g}"
    return ((left + right.rjust(max(scale.width - len(left), 0)), MUTED),)


def _cells(scale: Scale) -> range:
    return range(scale.width)


def _heights(figures: Sequence[float]) -> list[str]:
    """Figures as blocks from the ground up, the highest eight eighths; none above zero is lost."""
    top = max(figures, default=0)
    return [_UP[max(round(8 * each / top), 1)] if each > 0 else " " for each in figures]


# Bars and strips


def bar(value: float, highest: float, width: int) -> str:
    """A bar of `width` cells in steps of an eighth; any figure above zero shows."""
    eighths = round(8 * width * min(value / highest, 1.0)) if highest > 0 else 0
    eighths = max(eighths, 1) if value > 0 else 0
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_ACROSS[rest] if rest else "")).ljust(width)


def barcode(places: Iterable[float], width: int) -> str:
    """Places from 0 to 1 as strokes across `width` cells, two to a cell."""
    return _halves(places, width, _HALVES_ACROSS)


def strip(places: Iterable[float], height: int) -> str:
    """The same from the top down: one character a line, for beside a scrollbar."""
    return _halves(places, height, _HALVES_DOWN)


def barcode_text(places: Iterable[float]) -> str:
    """`at 3 %, 14 %, 88 %`."""
    found = ", ".join(f"{100 * place:.0f} %" for place in sorted(places))
    return f"at {found}" if found else "nowhere"


def _halves(places: Iterable[float], size: int, signs: str) -> str:
    scale = Scale(0.0, 1.0, size)
    bits = [0] * size
    for place in places:
        at, half = divmod(scale.cell(place, 2), 2)
        if at < size:
            bits[at] |= 1 << half
    return "".join(signs[each] for each in bits)


# Scatter


def scatter(points: Sequence[Point], x: Scale, y: Scale) -> list[Line]:
    """Points with their intervals as crosses and their names beside them, the highest on top.

    `y.width` is the height in lines. A name without room beside its point is left out.
    """
    cells: list[list[Part]] = [[(" ", PLAIN)] * x.width for _ in range(y.width)]
    for point in points:
        if any(each.low < each.high for each in (point.x, point.y)):
            _draw_cross(cells, point, x, y)
    centres = [_centre(each, x, y) for each in points]
    for (column, line), point in zip(centres, points, strict=True):
        is_there = x.holds(point.x.value) and y.holds(point.y.value)
        cells[line][column] = (_POINT if is_there else _BEYOND, point.style)
    taken = set(centres)
    for centre, point in zip(centres, points, strict=True):
        _write_name(cells, centre, point, taken)
    return [_joined(line) for line in cells]


def scatter_text(points: Sequence[Point], x: str, y: str) -> list[str]:
    """A line for each point: its name and both estimates, under the names of the axes."""
    rows = [(each.name, interval_text(each.x), interval_text(each.y)) for each in points]
    table = [("", x, y), *((shown_line(name), *figures) for name, *figures in rows)]
    widths = [max(cell_len(row[at]) for row in table) for at in range(3)]
    return [
        "  ".join(
            text + " " * (width - cell_len(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in table
    ]


def _draw_cross(cells: list[list[Part]], point: Point, x: Scale, y: Scale) -> None:
    """Both intervals in dots of braille, which meet in the cell of the point."""
    bottom = 4 * y.width - 1
    across = range(x.cell(point.x.low, 2), x.cell(point.x.high, 2) + 1)
    up = range(bottom - y.cell(point.y.high, 4), bottom - y.cell(point.y.low, 4) + 1)
    column, line = _centre(point, x, y)
    for left, top in [(at, 4 * line + 1) for at in across] + [(2 * column, at) for at in up]:
        row = cells[top // 4]
        known = row[left // 2][0]
        bits = ord(known) - _BRAILLE if known != " " else 0
        row[left // 2] = (chr(_BRAILLE | bits | _DOTS[left % 2, top % 4]), point.style)


def _centre(point: Point, x: Scale, y: Scale) -> tuple[int, int]:
    """Column and line of a point."""
    return x.cell(point.x.value), y.width - 1 - y.cell(point.y.value)


def _write_name(
    cells: list[list[Part]], at: tuple[int, int], point: Point, taken: set[tuple[int, int]]
) -> None:
    """The name beside the point, where nothing is drawn if there is such a place."""
    column, line = at
    name = shown_line(point.name)
    size = cell_len(name)
    places = [(column + 2, line), (column + 1, line - 1), (column + 1, line + 1)]
    places += [(column - 1 - size, line), (column - size, line - 1), (column - size, line + 1)]
    free = [each for each in places if _is_free(each, size, cells, taken)]
    if not free or not size:
        return
    start, row = min(free, key=lambda each: _ink(cells[each[1]][each[0] : each[0] + size]))
    taken.update((cell, row) for cell in range(start, start + size))
    cells[row][start : start + size] = [(name, point.style), *[("", PLAIN)] * (size - 1)]


def _is_free(
    place: tuple[int, int], size: int, cells: list[list[Part]], taken: set[tuple[int, int]]
) -> bool:
    start, row = place
    inside = 0 <= row < len(cells) and start >= 0 and start + size <= len(cells[row])
    return inside and not any((cell, row) in taken for cell in range(start, start + size))


def _ink(cells: Iterable[Part]) -> int:
    return sum(text != " " for text, _ in cells)


def _joined(cells: Iterable[Part]) -> Line:
    """The cells of a line, those of one style as one part."""
    parts: list[Part] = []
    for text, style in cells:
        if parts and (parts[-1][1] == style or not text.strip()):
            parts[-1] = (parts[-1][0] + text, parts[-1][1])
        else:
            parts.append((text, style))
    return tuple(parts)


# Trends


def trend_row(series: Series, width: int, highest: float, cursor: int | None = None) -> Line:
    """`▁▃█ ▂`: a block for each period up to `highest`; `·` where there is no figure.

    Of more periods than cells the last are shown. `cursor` is the number of the one to light.
    """
    first = max(len(series.values) - width, 0)
    parts: list[Part] = []
    for at, value in enumerate(series.values[first:], first):
        style = series.style if value is not None else MUTED
        parts.append((height(value, highest), _CURSOR if at == cursor else style))
    return _joined(parts)


def height(value: float | None, highest: float) -> str:
    """One block as high as a figure among those up to `highest`; `·` where there is none."""
    if value is None:
        return "·"
    if value <= 0 or highest <= 0:
        return _UP[0]
    return _UP[max(round(8 * min(value / highest, 1.0)), 1)]


def small_multiples(
    series: Sequence[Series], width: int, columns: int = 1, cursor: int | None = None
) -> list[Line]:
    """Each series under its name and the figure its scale ends with, all over one scale.

    They stand in so many columns with two cells between them.
    """
    room = max((width - 2 * (columns - 1)) // columns, 1)
    highest = max((v for each in series for v in each.values if v is not None), default=0.0)
    lines: list[Line] = []
    for first in range(0, len(series), columns):
        row = series[first : first + columns]
        heads = [_heading(each, room, highest) for each in row]
        plots = [_padded(trend_row(each, room, highest, cursor), room) for each in row]
        lines += [_beside(heads), _beside(plots)]
    return lines


def _heading(series: Series, width: int, highest: float) -> Line:
    end = f" {number(highest)}"
    return ((fit(series.name, max(width - len(end), 0)), series.style), (end, MUTED))


def _padded(line: Line, width: int) -> Line:
    return (*line, (" " * (width - sum(cell_len(text) for text, _ in line)), PLAIN))


def _beside(lines: Sequence[Line]) -> Line:
    parts = [part for line in lines for part in (*line, ("  ", PLAIN))]
    return tuple(parts[:-1])


def trend_text(series: Series, periods: Sequence[str]) -> str:
    """`name: 2025-01 3.4, 2025-02 –`."""
    pairs = zip(periods, series.values, strict=True)
    return f"{shown_line(series.name)}: " + ", ".join(f"{at} {number(v)}" for at, v in pairs)


def share_below(values: Sequence[float], value: float) -> float:
    """The share of figures, the lowest first, that are lower than one; equal ones count half.

    So an article in the middle of its like stands at a half, whatever else is equal to it.
    """
    if not values:
        return 0.5
    return (bisect_left(values, value) + bisect_right(values, value)) / 2 / len(values)
