"""Owns the preview of one article: what it is, without its text or its figures."""

from __future__ import annotations

from tui import wording
from tui.source import Row, Summary
from tui.text_style import BOLD, MUTED, PLAIN, Line
from tui.widgets.line_panel import LinePanel


class Preview(LinePanel):
    """Title, source, date and words of the article under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None

    def show_row(self, row: Row | None) -> None:
        """Show another article, or none."""
        self._row = row
        self.show(preview_lines(row) if row else ())

    def show_summary(self, summary: Summary) -> None:
        """Say more of the article, unless another is shown by now."""
        if self._row is not None and self._row.id == summary.row.id:
            self.show(preview_lines(summary.row, summary.excluded_words))


def preview_lines(row: Row, excluded_words: int = 0) -> list[Line]:
    """The lines of the preview."""
    excluded = f", {excluded_words:,} not counted" if excluded_words else ""
    return [
        ((row.label, BOLD),),
        (),
        ((row.source, PLAIN), (f"  {row.published or 'no date'}", MUTED)),
        ((wording.plural(row.words, row.unit[:-1]) + excluded, MUTED),),
    ]
