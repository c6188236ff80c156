"""Owns what an import would find, and what it did: lines that lead to their articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from framing.runs.summary_lines import SummaryLine, notice_lines, summary_lines
from framing.visible import visible_line
from framing.wording import plural
from tui.content import content, fit
from tui.questions.changes import ChangeQuestions, ImportReport
from tui.text_style import ACCENT, MUTED, PLAIN, WARNING, Line
from tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from tui.session import Session

_LABEL = 16
_ROOM = 4
"""Lines of the screen that are not the list's: the frame, and the header with its line."""
_WIDTH = 78
_EDGES = 6
"""Cells beside the words of a line: frame, air, pointer, scrollbar."""


class ReportLines(PagedList):
    """What is said of an import, and below it what was told on the way."""

    HEADING = 0
    DEFAULT_CSS = "ReportLines { height: auto; }"

    def __init__(self, said: Sequence[SummaryLine], told: Sequence[str]) -> None:
        super().__init__()
        self._said, self._told = said, told
        self._rows: list[SummaryLine | str] = []

    def on_mount(self) -> None:
        """Have as many rows as there is to say; what was told is broken into lines that fit."""
        size = self.app.size
        width = max(min(size.width, _WIDTH) - _EDGES, 1)
        told = [part for line in self._told for part in wrap(visible_line(line), width)]
        self._rows = [*self._said, *([""] if self._said and told else []), *told]
        self.styles.height = min(len(self._rows), max(size.height - _ROOM, 1))
        self.fill(len(self._rows), 0)

    @property
    def rule(self) -> str:
        """The rule that lists the articles of the row under the cursor; empty where none does."""
        row = self._rows[self.cursor] if self._rows else ""
        return row.rule if isinstance(row, SummaryLine) else ""

    def line(self, number: int, width: int) -> Line:
        """A row."""
        row = self._rows[number]
        pointer = ("▌" if number == self.cursor else " ", ACCENT)
        if isinstance(row, str):
            return (pointer, (fit(row, width - 1), WARNING))
        text = fit(row.text, max(width - _LABEL - 1, 0))
        style = ACCENT if row.rule else PLAIN
        return (pointer, (fit(row.label, _LABEL), MUTED), (text, style))


class ImportReportScreen(ModalScreen[None]):
    """Over any screen: before an import, which enter begins, or after it."""

    DEFAULT_CSS = """
    ImportReportScreen { align: center middle; background: $background 60%; }
    ImportReportScreen > Vertical {
        width: 78; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", key_display="esc"),
        Binding("enter", "go", "Go", show=False),
        Binding("s", "skip_bad_rows", "Skip bad rows", show=False),
    ]

    def __init__(self, report: ImportReport) -> None:
        super().__init__()
        self._report = report

    def compose(self) -> ComposeResult:
        """One list."""
        summary = self._report.summary
        self._lines = ReportLines(summary_lines(summary), notice_lines(summary))
        with Vertical(self._lines) as frame:
            frame.border_title = content([((_title(self._report), PLAIN),)])
            frame.border_subtitle = content([((_keys(self._report), PLAIN),)])
        return iter(())

    def on_mount(self) -> None:
        """The arrows move at once."""
        self._lines.focus()

    def on_click(self, event: events.Click) -> None:
        """Go to a row; a second click does what enter does there."""
        here = self._lines.cursor
        if (
            event.widget is self._lines
            and self._lines.clicked(event)
            and self._lines.cursor == here
        ):
            self.action_go()

    def action_go(self) -> None:
        """Begin the import, or list the articles of a row."""
        session, report = cast("Session", self.app), self._report
        rule = self._lines.rule
        self.dismiss()
        if report.summary.dry and report.summary.read:
            if isinstance(session.source, ChangeQuestions):
                session.start_job(session.source.importing(report.asked))
        elif rule and not report.summary.dry:
            session.filter_text = rule
            session.go_to("library")

    def action_skip_bad_rows(self) -> None:
        """Look again, and pass over the bad rows."""
        source = cast("Session", self.app).source
        if _has_bad_rows(self._report) and isinstance(source, ChangeQuestions):
            self.dismiss()
            asked = replace(self._report.asked, skip_bad_rows=True)
            cast("Session", self.app).start_job(source.previewing(asked))


def _has_bad_rows(report: ImportReport) -> bool:
    return report.summary.dry and bool(report.summary.takeable)


def _title(report: ImportReport) -> str:
    summary = report.summary
    if not summary.dry:
        return f"Imported: {summary.added:,} added, {summary.present:,} already there"
    return f"To import: {summary.added:,} new, {summary.present:,} already there"


def _keys(report: ImportReport) -> str:
    summary = report.summary
    if summary.dry:
        offers = ["enter imports"] * bool(summary.read)
        rows = f"s skips bad rows: {plural(summary.takeable, 'article')}"
        offers += [rows] * _has_bad_rows(report)
        return "  ".join([*offers, "esc cancels"])
    leads = summary.undated or summary.unsourced or summary.untitled
    return "enter lists the articles of a line  esc closes" if leads else "esc closes"
