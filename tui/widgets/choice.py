"""Owns a row of words of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.content import piece_at
from tui.text_style import MUTED, PLAIN, Line, Part, text_style
from tui.widgets.line_widget import LineWidget

_CHOSEN = text_style("", "bold", "reverse")


class Choice(LineWidget, can_focus=True):
    """`Table   scores  matches  terms`: left and right choose."""

    DEFAULT_CSS = """
    Choice { height: 1; }
    Choice:focus { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose(-1)", "Before", show=False),
        Binding("right", "choose(1)", "After", show=False),
    ]

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another word was chosen."""

    def __init__(self, label: str, options: Sequence[str]) -> None:
        super().__init__()
        self._label = label
        self._options = options

    @property
    def value(self) -> str:
        """The chosen word."""
        return self._options[self.chosen]

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002
        """The one line."""
        return [tuple(part for piece in self._pieces() for part in piece)]

    def _pieces(self) -> list[list[Part]]:
        label: list[Part] = [(self._label.ljust(8), MUTED)]
        options: list[list[Part]] = [
            [(f" {option} ", _CHOSEN if place == self.chosen else PLAIN), (" ", PLAIN)]
            for place, option in enumerate(self._options)
        ]
        return [label, *options]

    def watch_chosen(self) -> None:
        """Post it."""
        self.post_message(self.Changed())

    def action_choose(self, by: int) -> None:
        """Choose the next word; after the last comes the first."""
        self.chosen = (self.chosen + by) % len(self._options)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked word."""
        place = piece_at(self._pieces(), event.x)
        if place is not None:
            self.chosen = max(place - 1, 0)
