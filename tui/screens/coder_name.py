"""Owns the question who codes, or adjudicates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from framing.library import Role
from tui.content import content
from tui.text_style import MUTED, PLAIN, Line
from tui.widgets.path_line import PathLine

_WHAT: dict[Role, tuple[str, str]] = {
    "coder": ("Who codes", "The name under which your codes are kept"),
    "adjudicator": ("Who adjudicates", "The name of who resolves: none of the coders"),
}


class CoderScreen(ModalScreen[str]):
    """Over the sheet; gives the name, empty where it was left."""

    DEFAULT_CSS = """
    CoderScreen { align: center middle; background: $background 60%; }
    CoderScreen > Vertical {
        width: 60; max-width: 100%; height: auto;
        border: round $accent; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Cancel", key_display="esc"),
    ]

    def __init__(self, role: Role, suggested: str, known: Sequence[str]) -> None:
        super().__init__()
        self._title, self._what = _WHAT[role]
        self._suggested = suggested
        self._known = known

    def compose(self) -> ComposeResult:
        """A line for the name, above it who is known."""
        with Vertical() as frame:
            frame.border_title = content([((self._title, PLAIN),)])
            frame.border_subtitle = content([(("enter takes it  esc cancels", PLAIN),)])
            lines: list[Line] = [((self._what, MUTED),)]
            if self._known:
                lines.append(((f"known: {', '.join(self._known)}", MUTED),))
            yield Static(content(lines))
            yield PathLine(self._suggested, compact=True)

    def on_mount(self) -> None:
        """The name is ready to be typed over."""
        line = self.query_one(PathLine)
        line.focus()
        line.action_select_all()

    def on_input_submitted(self) -> None:
        """Give the name."""
        self.dismiss(self.query_one(PathLine).value.strip())
