"""Owns the base of all screens: header, notice, key line, and work in threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from framing.errors import FramingError
from tui.messages import Completed, Failed
from tui.screens import SCREENS
from tui.source import Export, Selection, Source
from tui.widgets.header import Header, Notice
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tui.session import Session

_FIRST_PAINT_SECONDS = 0.05
"""As long as this the first paint may wait for an answer."""


class FramingScreen(Screen[None]):
    """A screen between the header and the key line."""

    MODE: ClassVar[str]
    """Its name in the app's table of screens."""

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
        yield Header([(mode, each.title) for mode, each in SCREENS.items()], self.MODE)
        yield from self.compose_body()
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the session's notice."""
        self.watch(self.app, "notice", self._show_notice)

    def _show_notice(self, text: str) -> None:
        if text:
            self.query(Notice).remove()
            self.mount(Notice(text), after=self.query_one(Header))

    def compose_body(self) -> ComposeResult:
        """What is this screen's own."""
        raise NotImplementedError

    def in_thread(self, group: str, job: Callable[[], Message]) -> None:
        """Run slow work and post the message it returns, or what went wrong.

        A later job of the same group makes an earlier one's result unwanted; handlers compare
        what comes with what they wait for.
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

    def action_help(self) -> None:
        """Explain the screen."""
        # The help is read now and then; the first screen does without.
        from tui.screens.help import HelpScreen

        self.app.push_screen(HelpScreen(self))

    def ask_export(self, what: str, selection: Selection) -> None:
        """Ask for table, format and file, and write it in a thread."""
        # The writers come with it; the first screen does without.
        from tui.screens.export import ExportScreen

        source = self.source

        def write(export: Export) -> Completed:
            source.export(selection, export)
            return Completed(f"Wrote {export.table} to {export.path}")

        def answer(export: Export | None) -> None:
            if export is not None:
                self.in_thread("export", lambda: write(export))

        self.app.push_screen(ExportScreen(what), answer)


def _message_of(job: Callable[[], Message]) -> Message:
    """What a job returns, or what went wrong."""
    try:
        return job()
    except FramingError as error:
        return Failed(error)
