"""Owns the question which files to import."""

from __future__ import annotations

import shlex
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.content import content
from tui.questions.export import target
from tui.text_style import MUTED, PLAIN
from tui.widgets.path_line import PathLine

_WHAT = "Texts, Markdown, HTML, CSV or JSON, or folders of them; ~ is your home"


class ImportScreen(ModalScreen[tuple[str, ...]]):
    """Over the list; gives the paths, none where it was left."""

    DEFAULT_CSS = """
    ImportScreen { align: center middle; background: $background 60%; }
    ImportScreen > Vertical {
        width: 76; max-width: 100%; height: auto;
        border: round $accent; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(())", "Cancel", key_display="esc"),
    ]

    def compose(self) -> ComposeResult:
        """A line for paths."""
        with Vertical() as frame:
            frame.border_title = content([(("Import", PLAIN),)])
            frame.border_subtitle = content([(("enter imports  esc cancels", PLAIN),)])
            yield Static(content([((_WHAT, MUTED),)]))
            yield PathLine(compact=True)

    def on_mount(self) -> None:
        """The line is ready to be filled."""
        self.query_one(PathLine).focus()

    def on_input_submitted(self) -> None:
        """Give the paths; quotes hold those together that have blanks."""
        typed = self.query_one(PathLine).value
        try:
            paths = shlex.split(typed)
        except ValueError:  # a quote that is not closed belongs to the name
            paths = [typed.strip()]
        self.dismiss(tuple(str(target(path)) for path in paths if path))
