"""Owns what all screens share: header, notice, key line, and work in threads."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen

from framing.errors import FramingError
from tui.messages import Failed, Told
from tui.screens import SCREENS
from tui.source import Export, Selection, Source
from tui.widgets.header import Header, Notice
from tui.widgets.key_line import KeyLine

if TYPE_CHECKING:
    from tui.app import FramingApp

_BLINK = 0.05
"""Seconds."""


class FramingScreen(Screen[None]):
    """A screen between the header and the key line."""

    MODE: ClassVar[str]
    """Its name in the app's table of screens."""

    @property
    def framing(self) -> FramingApp:
        """The app, by its own type."""
        return cast("FramingApp", self.app)

    @property
    def source(self) -> Source:
        """Where the articles are; only threads may ask it."""
        return self.framing.source

    def compose(self) -> ComposeResult:
        """The frame and, inside it, the body."""
        yield Header([(mode, each.title) for mode, each in SCREENS.items()], self.MODE)
        yield from self.body()
        yield KeyLine()

    def on_mount(self) -> None:
        """Follow the app's notice."""
        self.watch(self.app, "notice", self._show_notice)

    def _show_notice(self, text: str) -> None:
        if text:
            self.query(Notice).remove()
            self.mount(Notice(text), after=self.query_one(Header))

    def body(self) -> ComposeResult:
        """What is this screen's own."""
        raise NotImplementedError

    def in_thread(self, group: str, job: Callable[[], Message]) -> None:
        """Run slow work and post the message it returns, or what went wrong.

        A later job of the same group makes an earlier one's result unwanted; handlers compare
        what comes with what they wait for.
        """

        def work() -> None:
            self.post_message(_answer(job))

        self.run_worker(work, thread=True, exclusive=True, group=group)

    def at_once(self, job: Callable[[], Message]) -> None:
        """The same for what the first paint should show: a quick answer is waited for.

        The screen is not blocked for longer than a blink; a slow answer comes as a message.
        """
        asked = ThreadPoolExecutor(1)
        future = asked.submit(_answer, job)
        asked.shutdown(wait=False)
        wait([future], _BLINK)
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

        def write(export: Export) -> Told:
            source.export(selection, export)
            return Told(f"Wrote {export.table} to {export.path}")

        def answer(export: Export | None) -> None:
            if export is not None:
                self.in_thread("export", lambda: write(export))

        self.app.push_screen(ExportScreen(what), answer)


def _answer(job: Callable[[], Message]) -> Message:
    """What a job returns, or what went wrong."""
    try:
        return job()
    except FramingError as error:
        return Failed(error)
