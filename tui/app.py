"""Owns the app: its screens, its themes and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from framing.errors import FramingError
from framing.visible import visible
from tui.crash_report import crash_line
from tui.messages import Completed, Failed, OpenRequested
from tui.screens import SCREENS
from tui.session import Session
from tui.source import Source
from tui.themes import install_themes

if TYPE_CHECKING:
    from textual.command import Provider


def _action_commands() -> type[Provider]:
    """What the palette finds of keys and themes; loaded when it is first wanted."""
    from tui.palette import ActionCommands

    return ActionCommands


def _article_commands() -> type[Provider]:
    """What the palette finds of articles; loaded when it is first wanted."""
    from tui.palette import ArticleCommands

    return ArticleCommands


class FramingApp(Session):
    """Articles, their scores, and why: the terminal app."""

    TITLE = "framing"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        mode: entry.make for mode, entry in SCREENS.items()
    }
    DEFAULT_MODE = "library"
    CSS = "Toast { padding: 0 1; margin: 0; } ToastRack { margin-bottom: 1; }"
    COMMANDS: ClassVar[set[Any]] = {_action_commands, _article_commands}
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
        """`remember` stores the choice of a theme; `warnings` are shown at the start."""
        if opened:
            self.DEFAULT_MODE = "compare"  # type: ignore[misc]
        super().__init__(source, opened, notice)
        self._remember = remember
        self._warnings = warnings
        self._failure = ""
        install_themes(self, theme)

    def on_mount(self) -> None:
        """Show what was wrong at the start, and keep a theme that is chosen from now on."""
        for warning in self._warnings:
            self.notify(visible(warning), severity="warning", markup=False)
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def _keep_theme(self, theme: Theme) -> None:
        try:
            if self._remember:
                self._remember(theme.name)
        except FramingError as error:
            self.post_message(Failed(error))

    def on_open_requested(self, message: OpenRequested) -> None:
        """Read what the list marked."""
        if message.ids:
            self.open_articles(message.ids)

    def on_completed(self, message: Completed) -> None:
        """Say what was done."""
        self.show_toast(message.text)

    def on_failed(self, message: Failed) -> None:
        """Say what went wrong and what to do."""
        self._failure = visible(str(message.error))
        self.notify(f"{self._failure}  (c copies)", severity="error", timeout=10, markup=False)

    def action_copy_failure(self) -> None:
        """Copy what went wrong last."""
        if self._failure:
            self.copy_to_clipboard(self._failure)
            self.show_toast("Copied through the terminal (OSC 52).")

    def _fatal_error(self) -> None:
        """Leave with one line where Textual would print a traceback with everybody's texts."""
        assert self._exception is not None
        self._exit_renderables.append(crash_line(self._exception))
        self._close_messages_no_wait()
