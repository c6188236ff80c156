"""Owns the question what to export, how, and into which file."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from framing.export import EXPORTERS
from framing.visible import visible_line
from tui.content import content
from tui.source import Export
from tui.text_style import MUTED, PLAIN
from tui.widgets.choice import Choice

_TABLES = ("scores", "matches", "terms", "articles", "sources")


class _FileLine(Input):
    """The path of a file that is not there yet."""

    DEFAULT_CSS = "_FileLine { height: 1; border: none; padding: 0; }"

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)


class ExportScreen(ModalScreen[Export | None]):
    """Over the screen whose content is exported; gives the answer, or None."""

    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen > Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", key_display="esc"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Back", show=False),
        Binding("enter", "write", "Write", show=False),
    ]

    def __init__(self, what: str) -> None:
        """`what` says what is exported: `the 2 articles shown`."""
        super().__init__()
        self._what = what
        self._suggested = ""

    def compose(self) -> ComposeResult:
        """Two choices and a path."""
        with Vertical() as frame:
            frame.border_title = content([(("Export", PLAIN),)])
            frame.border_subtitle = content([(("enter writes  esc cancels", PLAIN),)])
            yield Static(content([((self._what, MUTED),)]))
            yield Choice("Table", _TABLES)
            yield Choice("Format", list(EXPORTERS))
            yield _FileLine(compact=True)

    def on_mount(self) -> None:
        """The path is ready to be changed."""
        self._suggest_path()
        self.query_one(_FileLine).focus()

    @on(Choice.Changed)
    def _suggest_path(self) -> None:
        """Suggest a path that says table and format, unless another was typed."""
        table, format_ = (choice.value for choice in self.query(Choice))
        line = self.query_one(_FileLine)
        if line.value in ("", self._suggested):
            self._suggested = f"framing-{table}{EXPORTERS[format_].suffix}"
            line.value = self._suggested

    def on_input_submitted(self) -> None:
        """Enter in the path writes."""
        self.action_write()

    def action_write(self) -> None:
        """Give the answer."""
        table, format_ = (choice.value for choice in self.query(Choice))
        path = self.query_one(_FileLine).value.strip()
        self.dismiss(Export(table, format_, path) if path else None)
