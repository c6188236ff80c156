"""Owns the base of all screens: header, key line, Esc, export, and work in threads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen

from framing.errors import FramingError
from tui.messages import Failed
from tui.screens import offered
from tui.source import Export, Selection, Source
from tui.text_style import Line
from tui.widgets.header import Header
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tui.jobs import JobProgress
    from tui.session import Session

_FIRST_PAINT_SECONDS = 0.05
"""As long as this the first paint may wait for an answer."""

_AIRY = 40
"""Lines from which there is room for air in frames."""
_BACK = "Close what is open, stop the job, or go back to the list"

Command = tuple[str, str, Callable[[], object]]
"""A name, what it does, and what does it."""


class FramingScreen(Screen[None]):
    """A screen between the header and the key line.

    It shows what the session holds: a screen watches the variables that it shows.
    """

    MODE: ClassVar[str]
    """Its name in the app's table of screens."""
    DEFAULT_CSS = """
    FramingScreen.-wide.-airy {
        .-list { padding: 0 2; }
        .-read { padding: 1 2 0 2; }
    }
    """
    DIGITS_GO: ClassVar[bool] = True
    """Whether a digit goes to a screen here; else only F keys do."""

    VERTICAL_BREAKPOINTS = [(0, "-dense"), (_AIRY, "-airy")]  # noqa: RUF012 - typed by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="esc", tooltip=_BACK),
    ]

    @property
    def session(self) -> Session:
        """What it shares with the other screens."""
        return cast("Session", self.app)

    @property
    def source(self) -> Source:
        """Where the articles are; only threads may ask it."""
        return self.session.source

    def compose(self) -> ComposeResult:
        """The frame and, inside it, the body."""
        yield Header(self._tabs, self.MODE, "" if self.DIGITS_GO else "F")
        yield from self.compose_body()
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the job: its key is offered while it runs."""
        self.watch(self.app, "job", self._follow_job, init=False)

    def _follow_job(self, before: JobProgress | None, after: JobProgress | None) -> None:
        if (before is None) != (after is None):
            self.refresh_bindings()

    def _tabs(self) -> list[tuple[str, str, str]]:
        return [(mode, entry.title, entry.short) for mode, entry in offered(self.source)]

    def compose_body(self) -> ComposeResult:
        """What is this screen's own."""
        raise NotImplementedError

    def commands(self) -> Iterable[Command]:
        """What the palette offers here beside the keys."""
        return ()

    def in_thread(self, group: str, job: Callable[[], Message]) -> None:
        """Ask something in a thread and post the message it returns, or what went wrong.

        A later question of the same group makes an earlier one's result unwanted; handlers
        compare what comes with what they wait for. What takes seconds is a job of the session.
        """

        def work() -> None:
            self.post_message(_message_of(job))

        self.run_worker(work, thread=True, exclusive=True, group=group)

    def in_thread_before_paint(self, job: Callable[[], Message]) -> None:
        """The same for what the first paint should show: a quick answer is waited for.

        A slow answer comes as a message, like those of `in_thread`.
        """
        thread = ThreadPoolExecutor(1, thread_name_prefix="first-paint")
        future = thread.submit(_message_of, job)
        thread.shutdown(wait=False)
        wait([future], _FIRST_PAINT_SECONDS)
        future.add_done_callback(lambda done: self.post_message(done.result()))

    # Esc

    def action_back(self) -> None:
        """Close what is open; else stop the running job; else go back to the list."""
        if close := self.open_part():
            close()
        elif self.session.job is not None:
            self.session.stop_job()
        else:
            self.session.go_to("library")

    def open_part(self) -> Callable[[], None] | None:
        """What closes the part of the screen that was opened last, if one was."""
        return None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Esc only where it does something."""
        if action == "back":
            away = self.MODE != "library"
            return away or self.open_part() is not None or self.session.job is not None
        return super().check_action(action, parameters)

    def explanation(self) -> Sequence[Line]:
        """What its help says before all else: lines."""
        return ()

    def action_help(self) -> None:
        """Explain the screen."""
        # The help is read now and then; the first screen does without.
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self, self.explanation()))

    def ask_export(self, what: str, selection: Selection, *tables: Any) -> None:
        """Ask for table, format and file, and have it written by a job; where it can be made, a
        report stands beside the tables.

        `tables` are as ExportScreen takes them: which are offered, and what they are made by.
        """
        # The writers come with it; the first screen does without.
        from tui.screens.export import ExportScreen

        source = self.source

        def answer(export: Export | None) -> None:
            if export is not None:
                self.session.start_job(source.export(selection, export))

        reports = source.can_report(selection)
        self.app.push_screen(ExportScreen(what, *tables, reports=reports), answer)


def _message_of(job: Callable[[], Message]) -> Message:
    """What a job returns, or what went wrong."""
    try:
        return job()
    except FramingError as error:
        return Failed(error)
