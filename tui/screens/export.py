"""Owns the question what to export, how, and into which file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from framing.export import EXPORTERS
from framing.places import is_there
from tui.content import content
from tui.questions.export import REPORT, target
from tui.source import Export
from tui.text_style import MUTED, PLAIN, Part, text_style
from tui.widgets.choice import Choice
from tui.widgets.path_line import PathLine

_WARNING = text_style("warning")
_TABLES = ("scores", "matches", "terms", "articles", "sources")
_NOTHING_MORE = Export("", "", "")


class ExportScreen(ModalScreen[Export | None]):
    """Over the screen whose content is exported; gives the answer, or None."""

    DEFAULT_CSS = """
    ExportScreen { align: center middle; background: $background 60%; }
    ExportScreen > Vertical {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", key_display="esc"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Back", show=False),
        Binding("enter", "write", "Write", show=False),
    ]

    def __init__(
        self,
        what: str,
        tables: Sequence[str] = _TABLES,
        like: Export = _NOTHING_MORE,
        *,
        reports: bool,
    ) -> None:
        """`what` says what is exported: `the 2 articles shown`; `like` has what tables of groups
        are made by; `reports` offers a report of the same."""
        super().__init__()
        self._what = what
        self._tables = (*tables, REPORT) if reports else tables
        self._like = like
        self._suggested = ""
        self._refused = ""
        """The path that is written over only if it is asked for once more."""

    def compose(self) -> ComposeResult:
        """Two choices and a path."""
        with Vertical() as frame:
            frame.border_title = content([(("Export", PLAIN),)])
            frame.border_subtitle = content([(("↑↓ ←→ choose  enter writes  esc cancels", PLAIN),)])
            yield Static(content([((self._what, MUTED),)]))
            yield Choice("What", self._tables)
            yield Choice("Format", list(EXPORTERS))
            yield PathLine(compact=True)
            yield Static(id="place")

    def on_mount(self) -> None:
        """What is exported is asked first; enter takes what stands there."""
        self._suggest_path()
        self.query(Choice).first().focus()

    @on(Choice.Changed)
    def _suggest_path(self) -> None:
        """Suggest a path that says table and format, unless another was typed."""
        table, format_ = self._chosen
        self.query(Choice).last().display = table != REPORT
        line = self.query_one(PathLine)
        if line.value in ("", self._suggested):
            suffix = ".html" if table == REPORT else EXPORTERS[format_].suffix
            self._suggested = f"framing-{table}{suffix}"
            line.value = self._suggested

    @property
    def _chosen(self) -> tuple[str, str]:
        table, format_ = (choice.value for choice in self.query(Choice))
        return table, format_

    @on(Input.Changed)
    def _show_place(self) -> None:
        """Say in which folder the file will be."""
        path = self.query_one(PathLine).value.strip()
        self._say((f"in {target(path).parent}" if path else "a name for the file", MUTED))

    def _say(self, part: Part) -> None:
        self.query_one("#place", Static).update(content([(part,)]))

    def on_input_submitted(self) -> None:
        """Enter in the path writes."""
        self.action_write()

    def action_write(self) -> None:
        """Give the answer; keys that come fast must not be ahead of the path."""
        self._suggest_path()
        table, format_ = self._chosen
        path = self.query_one(PathLine).value.strip()
        exists = bool(path) and is_there(target(path))
        if exists and path != self._refused:
            self._refused = path
            self._say(("That file exists: enter again writes over it.", _WARNING))
        else:
            answer = replace(self._like, table=table, format=format_, path=path, replace=exists)
            self.dismiss(answer if path else None)
