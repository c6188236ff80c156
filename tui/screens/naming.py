"""Owns the question under which name a set of articles is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from framing.wording import plural
from tui.content import content
from tui.text_style import MUTED, PLAIN, WARNING, Part
from tui.widgets.path_line import PathLine

_HELP = "They stay in the set whatever is imported later."


class NameScreen(ModalScreen[str]):
    """Over the list; gives the name, empty where it was left."""

    DEFAULT_CSS = """
    NameScreen { align: center middle; background: $background 60%; }
    NameScreen > Vertical {
        width: 60; max-width: 100%; height: auto;
        border: round $accent; padding: 0 1; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Cancel", key_display="esc"),
    ]

    def __init__(self, what: str, known: Mapping[str, int]) -> None:
        """`what` says which articles; `known` are the sets that there are, with their articles."""
        super().__init__()
        self._what = what
        self._known = known
        self._refused = ""
        """The name that is taken again only if it is asked for once more."""

    def compose(self) -> ComposeResult:
        """What is kept, a line for the name, and what there is to know."""
        with Vertical() as frame:
            frame.border_title = content([(("Keep as a set", PLAIN),)])
            frame.border_subtitle = content([(("enter keeps  esc cancels", PLAIN),)])
            yield Static(content([((self._what, MUTED),)]))
            yield PathLine(placeholder="name", compact=True)
            yield Static(id="note")

    def on_mount(self) -> None:
        """The line is ready to be filled."""
        self._say((_HELP, MUTED))
        self.query_one(PathLine).focus()

    def _say(self, part: Part) -> None:
        self.query_one("#note", Static).update(content([(part,)]))

    def on_input_submitted(self) -> None:
        """Give the name; one that there is already is asked for twice."""
        name = self.query_one(PathLine).value.strip()
        if name in self._known and name != self._refused:
            self._refused = name
            held = plural(self._known[name], "article")
            self._say((f"There is a set “{name}” of {held}: enter again replaces it.", WARNING))
        elif name:
            self.dismiss(name)
