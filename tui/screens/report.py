"""Owns what a job has to tell in more than a line: a box that stays until it is left."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.content import content
from tui.text_style import PLAIN


class ReportScreen(ModalScreen[None]):
    """Over any screen."""

    DEFAULT_CSS = """
    ReportScreen { align: center middle; background: $background 60%; }
    ReportScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; padding: 0 1; background: $background;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q", "dismiss", "Close", key_display="esc"),
    ]

    def __init__(self, title: str, said: str) -> None:
        super().__init__()
        self._about, self._said = title, said

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll() as frame:
            frame.border_title = content([((self._about, PLAIN),)])
            frame.border_subtitle = content([(("enter closes", PLAIN),)])
            yield Static(content([((line, PLAIN),) for line in self._said.splitlines()]))

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(VerticalScroll).focus()
