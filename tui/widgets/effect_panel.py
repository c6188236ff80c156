"""Owns the panel of what an edit does: rows under a cursor, some of which lead somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui.lexicon_rows import PanelRow
from tui.messages.lexicons import RowEntered
from tui.text_style import MUTED, Line
from tui.widgets.cursor_list import CursorList

MakeRows = Callable[[int], Sequence[PanelRow]]
"""The rows for a width."""


class EffectPanel(CursorList):
    """Rates, matches and entries; Enter goes where the row leads."""

    HELP = "What the edit does: rates before and after, then new and lost matches."

    DEFAULT_CSS = """
    EffectPanel { scrollbar-gutter: stable; }
    EffectPanel > .cursor-list--cursor { background: transparent; text-style: none; }
    EffectPanel:focus > .cursor-list--cursor { background: $primary 30%; }
    EffectPanel:nocolor:focus > .cursor-list--cursor { text-style: reverse; }
    """
    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", "Open", key_display="enter", tooltip="Go where the row leads"),
        Binding("pageup", "move(-8)", "Page up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._make: MakeRows = lambda _: ()
        self._rows: Sequence[PanelRow] = ()

    def show(self, make: MakeRows, *, keep: bool = False) -> None:
        """Show other rows, from the top, or from where it was."""
        self._make = make
        at = self.cursor if keep else 0
        self._lay_out()
        self.cursor = at
        if not keep:
            self.scroll_home(animate=False)

    def say(self, text: str) -> None:
        """Say something in its middle where there are no rows."""
        self.empty = (((text, MUTED),),)
        self.show(lambda _: ())

    def on_resize(self) -> None:
        """Make the rows anew."""
        self._lay_out()

    def _lay_out(self) -> None:
        self._rows = self._make(self.scrollable_content_region.width)
        self.count = len(self._rows)
        self.virtual_size = Size(0, self.count)
        self.refresh()

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - rows are made for it
        """A row."""
        return self._rows[number].line

    def watch_cursor(self) -> None:
        """Keep the cursor in sight, and offer Enter where it leads somewhere."""
        top, height = self.scroll_offset.y, max(self.size.height, 1)
        if not top <= self.cursor < top + height:
            above = self.cursor < top
            self.scroll_to(y=self.cursor if above else self.cursor - height + 1, animate=False)
        self.refresh()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where the row leads somewhere."""
        if action == "enter":
            return bool(self._rows) and self._rows[self.cursor].target is not None
        return super().check_action(action, parameters)

    def action_enter(self) -> None:
        """Go where the row under the cursor leads."""
        if self._rows and (target := self._rows[self.cursor].target):
            self.post_message(RowEntered(target))

    def on_click(self, event: events.Click) -> None:
        """Go where the clicked row leads."""
        if self.clicked(event):
            self.action_enter()
