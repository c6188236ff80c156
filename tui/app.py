"""Owns the app: its screens, its themes and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from framing.errors import FramingError
from tui.crash_report import crash_line
from tui.messages import Completed, Failed, OpenRequested
from tui.screens import SCREENS, offered
from tui.session import Session
from tui.source import Source
from tui.themes import install_themes

if TYPE_CHECKING:
    from textual.command import Provider

_DIGITS = range(1, 10)
_HELP = "Keys, marks, scores"
_NOTICES = "Show again what was told once"
_GO = "Go to a screen"
_LEAVE = "Leave the program"


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
    CSS = """
    Toast { padding: 0 1; margin: 0; }
    ToastRack { margin-bottom: 2; }
    CommandPalette { align: center middle; background: $background 60%; }
    CommandPalette > Vertical { margin: 0; width: 76; max-width: 100%; border: round $accent; }
    """
    COMMANDS: ClassVar[set[Any]] = {_action_commands, _article_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "screen.help", "Help", key_display="?", tooltip=_HELP),
        Binding("q", "quit", "Quit", tooltip=_LEAVE),
        Binding("ctrl+q", "quit", "Quit", False, tooltip=_LEAVE, priority=True),
        Binding("c", "copy_failure", "Copy error", False, tooltip="Copy what went wrong last"),
        Binding("exclamation_mark", "notices", "Notices", False, "!", tooltip=_NOTICES),
        *(Binding(f"f{n}", f"go_to({n})", "", False, tooltip=_GO, system=True) for n in _DIGITS),
        *(
            Binding(f"{n}", f"go_by_digit({n})", "", False, tooltip=_GO, system=True)
            for n in _DIGITS
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
        """`remember` stores the choice of a theme; notice and warnings are told at the start."""
        if opened:
            self.DEFAULT_MODE = "compare"  # type: ignore[misc]
        super().__init__(source, opened, [said for said in (notice, *warnings) if said])
        self._remember = remember
        install_themes(self, theme)

    def on_mount(self) -> None:
        """Tell what is to be told, and keep a theme that is chosen from now on."""
        for notice in self.notices:
            self.show_notice(notice)
        self.theme_changed_signal.subscribe(self, self._keep_theme)

    def on_unmount(self) -> None:
        """Leave no job behind."""
        self.jobs.close()

    def _keep_theme(self, theme: Theme) -> None:
        try:
            if self._remember:
                self._remember(theme.name)
        except FramingError as error:
            self.post_message(Failed(error))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something now."""
        if action in ("go_to", "go_by_digit"):
            goes = action == "go_to" or getattr(self.screen, "DIGITS_GO", False)
            return goes and int(str(parameters[0])) <= len(offered(self.source))
        if action == "notices":
            return bool(self.notices)
        return bool(self.failure) if action == "copy_failure" else True

    def action_go_to(self, number: int) -> None:
        """Go to the screen of a digit."""
        self.go_to(offered(self.source)[number - 1][0])

    def action_go_by_digit(self, number: int) -> None:
        """The same by the digit alone, where digits mean screens."""
        self.action_go_to(number)

    def action_notices(self) -> None:
        """Show again what was told once."""
        self.clear_notifications()
        for notice in self.notices:
            self.show_notice(notice)

    def show_report(self, said: object) -> None:
        """Show what an import would do or did, until it is left."""
        # Wanted after an import; the first screen does without.
        from tui.questions.changes import ImportReport
        from tui.screens.import_report import ImportReportScreen

        if isinstance(said, ImportReport):
            self.push_screen(ImportReportScreen(said))

    def on_open_requested(self, message: OpenRequested) -> None:
        """Read what a list names."""
        if message.ids:
            self.open_articles(message.ids)

    def on_completed(self, message: Completed) -> None:
        """Say what was done."""
        self.show_toast(message.text)

    def on_failed(self, message: Failed) -> None:
        """Say what went wrong and what to do."""
        self.fail(message.error)

    def action_copy_failure(self) -> None:
        """Copy what went wrong last."""
        self.copy_to_clipboard(self.failure)
        self.show_toast("Copied through the terminal (OSC 52).")

    def action_help_quit(self) -> None:
        """Say how the program is left; Ctrl-C does not, because it copies where one types."""
        self.show_toast("q leaves the program.")

    async def action_quit(self) -> None:
        """Leave; where lexicons are edited and not saved, only when it is asked for again."""
        unsaved, self.unsaved = self.unsaved, frozenset()
        if unsaved:
            names = ", ".join(sorted(unsaved))
            self.show_toast(f"Not saved: {names}. q again leaves without it.")
        else:
            self.exit()

    def _fatal_error(self) -> None:
        """Leave with one line where Textual would print a traceback with everybody's texts."""
        assert self._exception is not None
        self._exit_renderables.append(crash_line(self._exception))
        self._close_messages_no_wait()
