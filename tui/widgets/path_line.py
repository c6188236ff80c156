"""Owns the line into which a path or a word is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from framing.visible import visible_line
from tui.path_completion import complete_path


class PathLine(Input):
    """One line without a box."""

    DEFAULT_CSS = "PathLine { height: 1; border: none; padding: 0; }"

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)


class TextPasted(Message):
    """Several lines were pasted where one is typed: they are a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class CompletingPathLine(PathLine):
    """A path that tab completes; a text that is pasted here is told of and not typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", show=False),
    ]

    class Completed(Message):
        """The names that what is typed may mean."""

        def __init__(self, names: Sequence[str]) -> None:
            super().__init__()
            self.names = names

    def action_complete(self) -> None:
        """Type on as far as all names agree; where nothing is left to type, go on."""
        typed, names = complete_path(self.value)
        if typed == self.value and len(names) < 2:
            self.screen.focus_next()
            return
        self.value = typed
        self.cursor_position = len(typed)
        self.post_message(self.Completed(names))

    def _on_paste(self, event: events.Paste) -> None:
        if len(event.text.strip().splitlines()) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(TextPasted(event.text))
