"""Owns the line below the lexicons: a sentence to try, a term to add, a path, as it was asked."""

from __future__ import annotations

from textual.timer import Timer
from textual.widgets import Input

from framing.visible import visible_line
from tui.messages.lexicons import LineEntered, SentenceTyped

_TYPING_PAUSE = 0.1
"""Seconds."""


class AskLine(Input):
    """One line without a box; what is typed is told when typing pauses, and at Enter."""

    DEFAULT_CSS = "AskLine { height: 1; border: none; padding: 0; }"

    def __init__(self) -> None:
        super().__init__(compact=True)
        self._pause: Timer | None = None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is typed when typing pauses."""
        event.stop()
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(
            _TYPING_PAUSE, lambda: self.post_message(SentenceTyped(self.value))
        )

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Tell what was typed."""
        event.stop()
        self.post_message(LineEntered(self.value))

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)
