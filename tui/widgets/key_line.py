"""Owns the bottom line: the keys that matter here, made from the bindings in force."""

from __future__ import annotations

from textual import events
from textual.binding import Binding
from textual.screen import Screen

from tui.content import cell_count, piece_at
from tui.text_style import ACCENT, MUTED, PLAIN, Line, Part
from tui.widgets.line_widget import LineWidget

_MOST_KEYS = 7
_WIDE = 120
"""Cells from which on there are as many keys as fit."""
_PALETTE_WIDTH = 8
"""Cells of the palette's key."""
_LAST_ACTIONS = ("other_pane(1)", "back", "screen.help")
"""What stands at the end, and stays where others go."""


class KeyLine(LineWidget):
    """The keys of the focused part and the screen, at most seven where room is scarce, as many as
    fit elsewhere, and the palette's at the end."""

    DEFAULT_CSS = "KeyLine { height: 1; dock: bottom; background: $panel; }"

    def on_mount(self) -> None:
        """Follow the bindings: another focus has other keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The one line."""
        parts = [part for _, piece in self._fitting(width) for part in piece]
        palette: Line = (("^p", ACCENT), (" All ", MUTED))
        gap = width - cell_count(parts) - cell_count(palette)
        return [(*parts, (" " * gap, PLAIN), *palette) if gap > 0 else tuple(parts)]

    def _fitting(self, width: int) -> list[tuple[Binding, list[Part]]]:
        """The keys from the front that fit; the last one, help, stays when others go."""
        pieces = [(binding, self._piece(binding)) for binding in self._shown(width)]
        room = width - _PALETTE_WIDTH
        while pieces and sum(cell_count(piece) for _, piece in pieces) > room:
            del pieces[-2 if len(pieces) > 1 else -1]
        return pieces

    def _piece(self, binding: Binding) -> list[Part]:
        return [
            (f" {self.app.get_key_display(binding)}", ACCENT),
            (f" {binding.description} ", PLAIN),
        ]

    def _shown(self, width: int) -> list[Binding]:
        bindings: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show and active.enabled:
                bindings.setdefault(active.binding.action, active.binding)
        last = [bindings.pop(action) for action in _LAST_ACTIONS if action in bindings]
        most = len(bindings) if width >= _WIDE else _MOST_KEYS - len(last)
        return [*list(bindings.values())[:most], *last]

    def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        fitting = self._fitting(self.size.width)
        place = piece_at((piece for _, piece in fitting), event.x)
        if place is None:
            self.app.action_command_palette()
        else:
            self.app.simulate_key(fitting[place][0].key)
