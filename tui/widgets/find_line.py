"""Owns the line into which is typed what is looked for in the texts."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input

from framing.visible import visible_line
from tui.messages.compare import TextLookedFor


class FindLine(Input):
    """What is typed here is looked for at once; Enter goes to the first place."""

    DEFAULT_CSS = "FindLine { height: 1; border: none; padding: 0 1; display: none; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.end_search", "Clear", key_display="esc", tooltip="Stop looking"),
        Binding("enter", "done", "First", key_display="enter", tooltip="Go to the first place"),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="words in the texts", compact=True)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Have it looked for."""
        event.stop()
        if self.has_focus:
            self.post_message(TextLookedFor(self.value, done=False))

    def action_done(self) -> None:
        """Go to the first place."""
        self.post_message(TextLookedFor(self.value, done=True))

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)
