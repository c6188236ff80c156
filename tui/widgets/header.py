"""Owns the top of every screen: the screens by key, and which library this is."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events

from tui.content import cell_count, fit, piece_at
from tui.layout import wrap
from tui.text_style import ACCENT, MUTED, PLAIN, Line, Part, text_style
from tui.widgets.line_widget import LineWidget

_HERE = text_style("", "bold", "reverse")


class Header(LineWidget):
    """One line: the program, the screens, the library's name and its number of articles."""

    DEFAULT_CSS = "Header { height: 1; background: $panel; }"

    def __init__(self, modes: Sequence[tuple[str, str]], here: str) -> None:
        """`modes` are (mode, title) in the order of their F keys, `here` is this screen's."""
        super().__init__()
        self._modes = modes
        self._here = here
        self._library = ""

    def on_mount(self) -> None:
        """Follow what the session knows of the library."""
        self.watch(self.app, "library_line", self.show_library)

    def show_library(self, library: str) -> None:
        """Show another text at the right end: `seeds.db  5 articles`."""
        self._library = library
        self.refresh()

    def lines(self, width: int) -> list[Line]:
        """The one line."""
        left = [part for piece in self._pieces() for part in piece]
        room = max(width - cell_count(left) - 1, 0)
        return [(*left, (fit(self._library, room, right=True), MUTED), (" ", PLAIN))]

    def _pieces(self) -> list[list[Part]]:
        pieces: list[list[Part]] = [[(" framing ", ACCENT)]]
        for number, (mode, title) in enumerate(self._modes, 1):
            pieces.append([(f" F{number} {title} ", _HERE if mode == self._here else MUTED)])
        return pieces

    def on_click(self, event: events.Click) -> None:
        """Go to the screen that was clicked."""
        if place := piece_at(self._pieces(), event.x):
            self.app.switch_mode(self._modes[place - 1][0])


class Notice(LineWidget):
    """A sentence that has to stay in sight."""

    DEFAULT_CSS = "Notice { background: $panel; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def lines(self, width: int) -> list[Line]:
        """The sentence, over as many lines as it needs."""
        room = width - 2
        return [
            ((" ", PLAIN), (self._text[start:end], text_style("warning")))
            for start, end in wrap(self._text, room)
        ]
