"""Owns what stands at the end of a sheet: how far its coders agree, as interval rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tui import plots
from tui.content import cell_count, fit
from tui.dimension_styles import DimensionStyles
from tui.plots import Estimate, Scale
from tui.text_style import BOLD, MUTED, PLAIN, Line, TextStyle
from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from framing.coding.coding_rows import AgreementRow
    from framing.statistics.agreement import Agreement

_TITLE = 24
_FIGURES = 20


@dataclass(frozen=True, slots=True)
class CodingResult:
    """What is told of a sheet."""

    said: Sequence[Line]
    """What stands above: whose sheet is done, what can be done next."""
    titles: Mapping[str, str] = field(default_factory=dict)
    styles: DimensionStyles = field(default_factory=dict)
    rows: Sequence[AgreementRow] | None = None
    """None until they were added up."""


class AgreementPanel(LineWidget):
    """Krippendorff's alpha of each dimension over one axis, and the pairs of coders."""

    def __init__(self) -> None:
        super().__init__()
        self._result = CodingResult(())

    def show(self, result: CodingResult) -> None:
        """Tell of another sheet, or more of it."""
        self._result = result
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:
        """What is told, in this width."""
        result = self._result
        lines: list[Line] = [(), *result.said, ()]
        if result.rows is None:
            return [*lines, (("Adding up the agreement…", MUTED),)]
        return [*lines, *agreement_lines(result, width)]


def agreement_lines(result: CodingResult, width: int) -> list[Line]:
    """A row a dimension with its interval over a common axis, then what each two coders share."""
    rows = result.rows or ()
    title = min(_TITLE, width // 3)
    low = min([0.0, *(row.agreement.alpha_low or row.agreement.alpha or 0.0 for row in rows)])
    scale = Scale(low, 1.0, max(width - title - _FIGURES, 8))
    lines: list[Line] = [
        (("Agreement", BOLD), ("  Krippendorff's α with its 95 % interval, 1 is perfect", MUTED)),
        (),
    ]
    for row in rows:
        name, found = row.dimension, row.agreement
        style = result.styles[name].text_style if name in result.styles else PLAIN
        heading = (fit(result.titles.get(name, name), title - 1) + " ", style)
        lines.append((heading, *_alpha(found, scale, TextStyle(style.colour))))
    if any(row.agreement.alpha is not None for row in rows):
        lines.append(((" " * (title + _FIGURES), PLAIN), *plots.axis_row(scale)))
    for row in rows:
        lines += _pairs(result.titles.get(row.dimension, row.dimension), row.agreement)
    return lines


def _alpha(found: Agreement, scale: Scale, style: TextStyle) -> Line:
    if found.alpha is None:
        return ((f"–  {found.reason}", MUTED),)
    low = found.alpha if found.alpha_low is None else found.alpha_low
    high = found.alpha if found.alpha_high is None else found.alpha_high
    figures = f"{found.alpha:.2f} [{low:.2f}–{high:.2f}]"
    row = plots.interval_row(Estimate(found.alpha, low, high), scale, style)
    return ((figures.ljust(_FIGURES), PLAIN), *row)


def _pairs(title: str, found: Agreement) -> list[Line]:
    names = [f"{pair.a} · {pair.b}" for pair in found.pairs]
    longest = max((cell_count([(name, PLAIN)]) for name in names), default=0)
    lines: list[Line] = []
    for name, pair in zip(names, found.pairs, strict=True):
        kappa = "–" if pair.kappa is None else f"{pair.kappa:.2f}"
        same = f"{pair.same:,} of {pair.units:,} the same"
        figures: Line = ((f"{same:>24}", MUTED), ("   κ ", MUTED), (f"{kappa:>5}", PLAIN))
        lines.append(((fit(name, longest), PLAIN), *figures))
    return [(), ((title, MUTED),), *lines] if lines else []
