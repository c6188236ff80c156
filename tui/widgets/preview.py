"""Owns the preview beside the list: one article's figures without its text."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from textual.timer import Timer

from tui import wording
from tui.dimension_styles import DimensionStyles
from tui.messages import SummaryNeeded
from tui.source import Row, Summary
from tui.text_style import BOLD, MUTED, PLAIN, Line
from tui.widgets.line_panel import LinePanel

_TOP_ENTRIES = 6
_CURSOR_PAUSE = 0.06
"""Seconds."""


class Preview(LinePanel):
    """Title, source, date, words, rates with intervals and the most frequent entries."""

    DEFAULT_CSS = "Preview { width: 46; padding: 0 1; border-left: vkey $panel; }"

    def __init__(self) -> None:
        super().__init__()
        self.row: Row | None = None
        self._pause: Timer | None = None

    def follow(self, row: Row | None) -> None:
        """Ask for another article when the cursor rests on it, if the preview is shown."""
        self.row = row
        if self._pause:
            self._pause.stop()
        if row is not None and self.display:
            self._pause = self.set_timer(_CURSOR_PAUSE, partial(self._ask, row))

    def _ask(self, row: Row) -> None:
        self.post_message(SummaryNeeded(row))

    def show_summary(
        self, summary: Summary, titles: Mapping[str, str], styles: DimensionStyles
    ) -> None:
        """Show an article, unless another is wanted by now."""
        if self.row is not None and self.row.id == summary.row.id:
            self.show(preview_lines(summary, titles, styles))


def preview_lines(
    summary: Summary, titles: Mapping[str, str], styles: DimensionStyles
) -> list[Line]:
    """The lines of the preview."""
    row = summary.row
    excluded = f", {summary.excluded_words:,} excluded" if summary.excluded_words else ""
    lines: list[Line] = [
        ((row.label, BOLD),),
        ((row.source, PLAIN), (f"  {row.published or 'no date'}", MUTED)),
        ((wording.plural(row.words, "word") + excluded, MUTED),),
    ]
    for name in (name for name in titles if name in row.rates):
        lines += [(), ((titles[name], styles[name].text_style),)]
        lines.append(((wording.rate_with_interval(row.rates[name]), PLAIN),))
        entries = summary.top.get(name, ())[:_TOP_ENTRIES]
        if entries:
            lines.append(((", ".join(f"{entry} {n}" for entry, n in entries), MUTED),))
    return lines
