"""Owns the list of runs: what was scored when, and by what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from framing.library import Run
from tui.content import fit
from tui.messages.runs import RunChosen, RunMarked
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line
from tui.widgets.paged_list import PagedList

_COLUMNS = (("Run", 5), ("Started", 17), ("Kind", 9), ("Added", 8), ("Scores", 9))
_RIGHT = ("Added", "Scores")
_MARK = 3


class RunList(PagedList):
    """The last run first; Space marks two."""

    HELP = (
        "The runs: each import and each scoring. Two that are marked are held against each other."
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "mark", "Mark", tooltip="Mark the run, to be held against another"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._runs: Sequence[Run] = ()
        self._pair: tuple[int, ...] = ()
        self._marked: tuple[int, ...] = ()

    def show(self, runs: Sequence[Run]) -> None:
        """List other runs; the cursor stays with its run."""
        here = self.run_at_cursor
        self._runs = runs[::-1]
        ids = [run.id for run in self._runs]
        self.fill(len(runs), ids.index(here.id) if here and here.id in ids else 0)
        self.post_message(RunChosen(self.run_at_cursor))

    def show_pair(self, pair: tuple[int, ...], marked: tuple[int, ...]) -> None:
        """Show which runs are held against each other, and which of them were marked."""
        self._pair, self._marked = pair, marked
        self.refresh()

    @property
    def run_at_cursor(self) -> Run | None:
        """The run under the cursor."""
        return self._runs[self.cursor] if self.cursor < len(self._runs) else None

    def heading(self) -> Line:
        """The titles of the columns."""
        cells = [
            (fit(name, size - 1, right=name in _RIGHT) + " ", MUTED) for name, size in _COLUMNS
        ]
        return ((" " * _MARK, PLAIN), *cells, ("Lexicons", MUTED))

    def line(self, number: int, width: int) -> Line:
        """The row of a run."""
        run = self._runs[number]
        values = [
            str(run.id),
            run.started[:16].replace("T", " "),
            run.kind,
            f"{run.articles:,}" if run.articles else "–",
            f"{run.scores:,}" if run.scores else "–",
        ]
        cells = [
            (fit(value, size - 1, right=name in _RIGHT) + " ", PLAIN)
            for value, (name, size) in zip(values, _COLUMNS, strict=True)
        ]
        used = _MARK + sum(size for _, size in _COLUMNS)
        pointer = "▌" if number == self.cursor else " "
        mark = "A" if run.id in self._pair[:1] else "B" if run.id in self._pair[1:] else " "
        style = ACCENT if run.id in self._marked else MUTED
        lexicons = ", ".join(f"{each.name} {each.version}".rstrip() for each in run.lexicons)
        unfinished = "" if run.finished else "stopped · "
        said = fit(unfinished + lexicons, max(width - used, 0))
        return (
            (pointer, ACCENT),
            (mark + " ", style),
            *cells,
            (said, MUTED if run.finished else BOLD),
        )

    def watch_cursor(self) -> None:
        """Tell which run it is."""
        super().watch_cursor()
        self.post_message(RunChosen(self.run_at_cursor))

    def action_mark(self) -> None:
        """Have the run marked or unmarked."""
        if (run := self.run_at_cursor) is not None:
            self.post_message(RunMarked(run.id))

    def on_click(self, event: events.Click) -> None:
        """Go to a run; in the margin, mark it."""
        if self.clicked(event) and event.x < _MARK:
            self.action_mark()
