"""Owns the question what to draw for coders: unit, size and dimensions, with who codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from framing.library import SampleKind
from tui.dimension_styles import DimensionStyles
from tui.messages.coding import DimensionClicked
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, Part, TextStyle
from tui.widgets.choice import Choice
from tui.widgets.line_widget import LineWidget

_UNITS: Mapping[str, SampleKind] = {"sentences": "sentence", "single matches": "match"}
_SIZES = ("50", "100", "200", "400")
_USUAL = 2
_LABEL = 8


class DimensionChoice(LineWidget):
    """`Asked  ● 1 Risk`, a line a dimension: digits and clicks switch them."""

    def __init__(self) -> None:
        super().__init__()
        self._titles: Mapping[str, str] = {}
        self._styles: DimensionStyles = {}
        self._on: frozenset[str] = frozenset()

    def show(self, titles: Mapping[str, str], styles: DimensionStyles, on: frozenset[str]) -> None:
        """Show which dimensions are on."""
        self._titles, self._styles, self._on = titles, styles, on
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002
        """A line a dimension."""
        return [self._line(number, name) for number, name in enumerate(self._titles)]

    def _line(self, number: int, name: str) -> Line:
        style = self._styles[name].text_style
        on = name in self._on
        mark: Part = ("● ", TextStyle(style.colour)) if on else ("○ ", MUTED)
        label = ("" if number else "Asked").ljust(_LABEL)
        title: Part = (self._titles[name], style if on else MUTED)
        return ((label + " ", MUTED), mark, (f"{number + 1} ", ACCENT), title)

    def on_click(self, event: events.Click) -> None:
        """Switch the dimension of a line."""
        if event.y < len(self._titles):
            self.post_message(DimensionClicked(list(self._titles)[event.y]))


class _Told(LineWidget):
    """Lines that are told."""

    def __init__(self) -> None:
        super().__init__()
        self._said: list[Line] = []

    def say(self, *said: Line) -> None:
        self._said = list(said)
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Line]:  # noqa: ARG002
        return self._said


class DrawPanel(Vertical):
    """Who codes, and what is drawn; Enter draws it."""

    DEFAULT_CSS = """
    DrawPanel {
        align: center middle;
        & > Vertical { width: 60; max-width: 100%; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "draw", "Draw", key_display="enter", tooltip="Draw these, and begin"),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Back", show=False),
    ]

    class Drawn(Message):
        """This is to be drawn."""

        def __init__(self, kind: SampleKind, size: int) -> None:
            super().__init__()
            self.kind = kind
            self.size = size

    def compose(self) -> ComposeResult:
        """The name, two choices and the dimensions."""
        with Vertical():
            yield _Told()
            yield Choice("Unit", list(_UNITS))
            size = Choice("Size", _SIZES)
            size.set_reactive(Choice.chosen, _USUAL)
            yield size
            yield DimensionChoice()
            told = _Told()
            told.id = "below"
            yield told

    def show(
        self,
        coder: str,
        titles: Mapping[str, str],
        styles: DimensionStyles,
        on: frozenset[str],
    ) -> None:
        """Show who codes and which dimensions are asked."""
        name: Line = (("Coder".ljust(_LABEL) + " ", MUTED), (f"{coder}", BOLD), ("   w", ACCENT))
        self.query_one(_Told).say((*name, (" changes", MUTED)), ())
        self.query_one(DimensionChoice).show(titles, styles, on)
        self._say_what()

    @on(Choice.Changed)
    def _say_what(self) -> None:
        kind, size = self._chosen()
        what = "sentences, half without a match" if kind == "sentence" else "matches"
        said = f" draws {size} {what}, and begins"
        self.query_one("#below", _Told).say((), (("enter", ACCENT), (said, PLAIN)))

    def _chosen(self) -> tuple[SampleKind, int]:
        unit, size = self.query(Choice)
        return _UNITS[unit.value], int(size.value)

    def focus_size(self) -> None:
        """The arrows choose at once."""
        self.query(Choice).last().focus()

    def action_draw(self) -> None:
        """Have it drawn."""
        self.post_message(self.Drawn(*self._chosen()))
