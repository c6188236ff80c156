"""Owns the help: keys by where they work, how to read the marks, what a score does not mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from tui import keys
from tui.content import content
from tui.dimension_styles import style_at
from tui.keys import Place
from tui.text_style import ACCENT, MUTED, PLAIN, Line, text_style
from tui.widgets.line_panel import wrap_line

_READING: tuple[Line, ...] = (
    (("HOW TO READ THE MARKS", ACCENT),),
    (
        ("first dimension", style_at(0).text_style),
        ("   ", PLAIN),
        ("second", style_at(1).text_style),
        ("   ", PLAIN),
        ("third", style_at(2).text_style),
    ),
    (
        ("struck through", text_style("", "strike")),
        (" negated   ", PLAIN),
        ("reversed", text_style("", "reverse")),
        (" current", PLAIN),
    ),
    (("dimmed", text_style("", "dim")), (" quoted, or boilerplate that is not counted", PLAIN)),
    (("Where dimensions overlap the letters take the looks of each in turn.", PLAIN),),
    (
        ("≈.62", MUTED),
        (" linked passage   ", PLAIN),
        ("┃", MUTED),
        (" only here   ", PLAIN),
        ("┊", MUTED),
        (" perhaps also there", PLAIN),
    ),
    (),
    (("WHAT A SCORE IS", ACCENT),),
    (("Weighted matches per 1,000 words, with a 95 % interval in brackets.", PLAIN),),
    (("0.0 (≤ 3.1) is silence: none found, and what could still be there.", PLAIN),),
    (),
    (("WHAT A SCORE DOES NOT MEAN", ACCENT),),
    (("It counts wording. It does not say whether a claim is true, or what", PLAIN),),
    (("an author intended. One article says nothing about its source; a short", PLAIN),),
    (("text has a wide interval. Irony is not seen; w tells what was.", PLAIN),),
)
_WIDTH = 72
"""Cells of a line, in a frame of four more."""
_PLACES: Mapping[Place, str] = {
    "part": "IN THIS PART",
    "screen": "ON THIS SCREEN",
    "app": "EVERYWHERE",
}
_MOUSE: tuple[Line, ...] = (
    (("MOUSE", ACCENT),),
    (("click a mark: why   click a header: sort   drag: select, then y", PLAIN),),
    (("Most terminals select by themselves while shift is held.", MUTED),),
)


class HelpScreen(ModalScreen[None]):
    """Over the screen it explains; any of `? q esc` closes it."""

    DEFAULT_CSS = """
    HelpScreen { align: center middle; background: $background 60%; }
    HelpScreen > VerticalScroll {
        width: 76; max-width: 100%; height: auto; max-height: 100%;
        border: round $accent; padding: 0 1; background: $background;
        scrollbar-size-vertical: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q", "dismiss", "Close", key_display="esc"),
    ]

    def __init__(self, explained: Screen[Any], explanation: Sequence[Line] = ()) -> None:
        """`explanation` is what the screen says of itself; it comes first."""
        super().__init__()
        self._explanation = explanation
        self._about = str(explained.title or "")
        self._keys = keys.described_keys(explained)
        focused = explained.focused
        self._part = (focused.HELP or "") if focused is not None else ""

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll() as frame:
            frame.border_title = content([((f"Help: {self._about}", PLAIN),)])
            frame.border_subtitle = content([(("esc closes", PLAIN),)])
            yield Static(content([*self._explanation, *help_lines(self._keys, self._part)]))

    def on_mount(self) -> None:
        """The arrows scroll at once."""
        self.query_one(VerticalScroll).focus()


def help_lines(keys: Mapping[Place, Sequence[tuple[str, str]]], part: str) -> list[Line]:
    """All lines of the help: the keys by where they work; `part` is what is said of the part that
    has the keys."""
    lines: list[Line] = []
    for place, heading in _PLACES.items():
        said = part if place == "part" else ""
        if keys[place] or said:
            told = [((said, PLAIN),)] if said else []
            listed = [((key.rjust(10), ACCENT), (f"  {what}", PLAIN)) for key, what in keys[place]]
            lines += [((heading, ACCENT),), *told, *listed, ()]
    broken = [piece for line in lines for piece in wrap_line(line, _WIDTH)]
    return [*broken, *_READING, (), *_MOUSE]
