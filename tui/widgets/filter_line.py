"""Owns the line into which a filter is typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Input

from framing.visible import visible_line
from tui.messages.library import FilterTyped

_TYPING_PAUSE = 0.12
"""Seconds."""


class FilterLine(Input):
    """What is typed or pasted here is looked for in source, title and text."""

    DEFAULT_CSS = "FilterLine { height: 1; border: none; padding: 0 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "screen.clear_filter", "Clear", key_display="esc", tooltip="No filter"),
        Binding("enter,down", "done", "List", key_display="enter"),
    ]

    def __init__(self, value: str) -> None:
        super().__init__(value, placeholder="words in source, title or text", compact=True)
        self._pause: Timer | None = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post what is typed when typing pauses."""
        event.stop()
        self._stop()
        self._pause = self.set_timer(_TYPING_PAUSE, self.post_query)

    def _stop(self) -> None:
        if self._pause:
            self._pause.stop()

    def post_query(self) -> None:
        """Post what is typed."""
        self._stop()
        self.post_message(FilterTyped(self.value))

    def action_done(self) -> None:
        """Post what is typed, and give the keys to the list."""
        self.post_query()
        self.screen.focus_next()

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)
