"""Owns the app: its screens, its themes and the keys that work everywhere."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.theme import Theme

from framing.errors import FramingError
from framing.visible import visible
from tui import wording
from tui.messages import Failed, OpenRequested, Told
from tui.screens import SCREENS, action_commands, article_commands
from tui.source import Sample, Source
from tui.starting import crash_note, run_on_library, run_on_profiles
from tui.themes import install

__all__ = ["FramingApp", "run_on_library", "run_on_profiles"]


class FramingApp(App[int]):
    """Articles, their scores, and why: the terminal app."""

    TITLE = "framing"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        mode: entry.make for mode, entry in SCREENS.items()
    }
    DEFAULT_MODE = "library"
    CSS = "Toast { padding: 0 1; margin: 0; } ToastRack { margin-bottom: 1; }"
    COMMANDS: ClassVar[set[Any]] = {action_commands, article_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "question_mark", "screen.help", "Help", key_display="?", tooltip="Keys, marks, scores"
        ),
        Binding("q", "quit", "Quit", tooltip="Leave the program"),
        Binding("c", "copy_failure", "Copy error", False, tooltip="Copy what went wrong last"),
        *(
            Binding(
                f"f{n}",
                f"switch_mode({mode!r})",
                screen.title,
                False,
                tooltip=f"Go to {screen.title}",
            )
            for n, (mode, screen) in enumerate(SCREENS.items(), 1)
        ),
    ]

    opened: var[tuple[str, ...]] = var(())
    """The articles that the compare screen shows."""
    library_line: var[str] = var("")
    """What the header says of the library."""
    notice: var[str] = var("")
    """A sentence that stays in sight."""

    def __init__(
        self,
        source: Source,
        *,
        opened: Sequence[str] = (),
        notice: str = "",
        theme: str = "",
        remember: Callable[[str], None] | None = None,
        warnings: Sequence[str] = (),
    ) -> None:
        """`remember` stores the choice of a theme; `warnings` are told at the start."""
        if opened:
            self.DEFAULT_MODE = "compare"  # type: ignore[misc]
        # Without colours everything is said by attributes and the terminal's own colours.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.source = source
        self.set_reactive(FramingApp.opened, tuple(opened))
        self.set_reactive(FramingApp.library_line, source.name)
        self.set_reactive(FramingApp.notice, notice)
        self._remember = remember
        self._warnings = warnings
        self._failure = ""
        install(self, theme)

    def on_mount(self) -> None:
        """Say what was wrong at the start, and keep a theme that is chosen from now on."""
        for warning in self._warnings:
            self.tell(warning, warning=True)
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def _keep_theme(self, theme: Theme) -> None:
        try:
            if self._remember:
                self._remember(theme.name)
        except FramingError as error:
            self.post_message(Failed(error))

    def count_articles(self, articles: int) -> None:
        """Tell the headers how many articles there are."""
        self.library_line = f"{self.source.name}  {wording.plural(articles, 'article')}"

    def change_source(self, sample: Sample) -> None:
        """Look at other articles."""
        self.source.close()
        self.source, self.notice, self.opened = sample.source, sample.notice, ()

    def tell(self, text: str, *, warning: bool = False) -> None:
        """Show a toast, in the place of others unless it warns; its text may be anything."""
        if not warning:
            self.clear_notifications()
        self.notify(visible(text), severity="warning" if warning else "information", markup=False)

    def open_articles(self, ids: Sequence[str]) -> None:
        """Read articles side by side."""
        self.opened = tuple(ids)
        self.switch_mode("compare")

    def on_open_requested(self, message: OpenRequested) -> None:
        """Read what the list marked."""
        if message.ids:
            self.open_articles(message.ids)

    def on_told(self, message: Told) -> None:
        """Say what was done."""
        self.tell(message.text, warning=message.warning)

    def on_failed(self, message: Failed) -> None:
        """Say what went wrong and what to do."""
        self._failure = visible(str(message.error))
        self.notify(f"{self._failure}  (c copies)", severity="error", timeout=10, markup=False)

    def action_copy_failure(self) -> None:
        """Copy what went wrong last."""
        if self._failure:
            self.copy_to_clipboard(self._failure)
            self.tell("Copied through the terminal (OSC 52).")

    def _fatal_error(self) -> None:
        """Leave with one line where Textual would print a traceback with everybody's texts."""
        assert self._exception is not None
        self._exit_renderables.append(crash_note(self._exception))
        self._close_messages_no_wait()
