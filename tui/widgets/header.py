"""Owns the top of every screen: the screens as tabs, this library, and the running job."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, cast

from textual import events

from tui import plots
from tui.content import cell_count, fit, piece_at
from tui.jobs import JobProgress
from tui.text_style import ACCENT, MUTED, PLAIN, Line, Part, text_style
from tui.widgets.line_widget import LineWidget

if TYPE_CHECKING:
    from tui.session import Session

Tab = tuple[str, str, str]
"""The mode of a screen, its title, and a shorter one."""

_HERE = text_style("", "bold", "reverse")
_WARNING = text_style("warning", "bold")
_BAR = 8
_LEAST_RIGHT, _LEAST_JOB = 12, 26
"""Cells that the library, or a job, has even where titles have to go for it."""


class _Names(Enum):
    """How the other screens are named; this one always has its title."""

    WHOLE = auto()
    SHORT = auto()
    NONE = auto()


class Header(LineWidget):
    """One line: ` framing  1 Library  2 Compare          seeds.db · 5 !`.

    While a job runs it stands in the library's place: `Export matches ███▌     45 %  esc stops`.
    """

    DEFAULT_CSS = "Header { height: 1; background: $panel; }"

    def __init__(self, tabs: Callable[[], Sequence[Tab]], here: str, prefix: str) -> None:
        """`tabs` are the screens in the order of their digits, `here` is the mode of this one;
        `prefix` stands before the digits: F, or nothing."""
        super().__init__()
        self._tabs = tabs
        self._here = here
        self._prefix = prefix

    @property
    def _session(self) -> Session:
        return cast("Session", self.app)

    def on_mount(self) -> None:
        """Follow the session."""
        for name in ("library_line", "job", "notices", "changes"):
            self.watch(self.app, name, self._changed)

    def _changed(self) -> None:
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The one line."""
        left = [part for piece in self._left(width) for part in piece]
        right = self._right(max(width - cell_count(left) - 1, 0))
        gap = " " * max(width - cell_count(left) - cell_count(right), 0)
        return [(*left, (gap, PLAIN), *right)]

    def _left(self, width: int) -> list[list[Part]]:
        """The program and the screens; as the line gets narrower, names give way."""
        least = _LEAST_RIGHT if self._session.job is None else _LEAST_JOB
        for pieces in self._plans():
            used = sum(cell_count(piece) for piece in pieces)
            if used + least <= width:
                return pieces
        return pieces

    def _plans(self) -> Iterator[list[list[Part]]]:
        yield [[(" framing ", ACCENT)], *self._screens(_Names.WHOLE)]
        for names in _Names:
            yield [[(" ", PLAIN)], *self._screens(names)]

    def _screens(self, names: _Names) -> Iterator[list[Part]]:
        for number, (mode, title, short) in enumerate(self._tabs(), 1):
            here = mode == self._here
            said = {_Names.WHOLE: f" {title}", _Names.SHORT: f" {short}", _Names.NONE: ""}[names]
            name = f" {title}" if here else said
            yield [(f" {self._prefix}{number}{name} ", _HERE if here else MUTED)]

    def _right(self, width: int) -> Line:
        session = self._session
        if session.job is not None:
            return _job_parts(session.job, width)
        kept: Line = ((" !", _WARNING),) if session.notices else ()
        room = width - cell_count(kept) - 1
        said = fit(session.library_line, room).rstrip()
        return ((said, MUTED), *kept, (" ", PLAIN))

    def on_click(self, event: events.Click) -> None:
        """Go to the screen that was clicked; stop the job."""
        pieces = self._left(self.size.width)
        place = piece_at(pieces, event.x)
        if place:
            self._session.go_to(self._tabs()[place - 1][0])
        elif place is None and self._session.job is not None:
            self._session.stop_job()


def _job_parts(job: JobProgress, width: int) -> Line:
    """The job's name, how far it is, and the key that stops it, in at most `width` cells."""
    share = job.share
    stops: Line = (("  esc", ACCENT), (" stops ", MUTED))
    said = "" if share is None else f" {round(100 * share):3} %"
    drawn: Line = () if share is None else ((" " + plots.bar(share, 1.0, _BAR), ACCENT),)
    end: Line = (*drawn, (said, PLAIN), *stops)
    if cell_count(end) + len(job.title) > width:
        end = ((said, PLAIN), *stops)
    title = fit(job.title, max(width - cell_count(end), 0)).rstrip()
    return ((title, PLAIN), *end)
