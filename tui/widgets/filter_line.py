"""Owns the line into which a filter is typed, and the menu of how it can go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from framing.visible import visible, visible_line
from tui.content import fit
from tui.filters import Suggestion, field_begun, suggestions
from tui.messages.library import FilterLeft, FilterTyped, ValuesNeeded
from tui.text_style import MUTED, PLAIN, Line, text_style
from tui.widgets.frame import Frame
from tui.widgets.line_widget import LineWidget

_TYPING_PAUSE = 0.12
"""Seconds."""
_MOST = 8
"""Lines of the menu."""
_NAME = 26
_HERE = text_style("", "reverse")
_WRONG = text_style("error")
_HELP: Line = (("words, or rules joined by AND · ↓ tab choose", MUTED),)
_WORDS_HELP: Line = (("words in source, title or text", MUTED),)


class FilterLine(Input):
    """What is typed or pasted here chooses articles; the arrows move in the menu below it."""

    DEFAULT_CSS = "FilterLine { height: 1; border: none; padding: 0; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_or_leave", "List", key_display="enter", tooltip="Go to the list"),
        Binding("tab", "complete", "Complete", tooltip="Complete what is typed"),
        Binding("down", "choose(1)", "Choose", tooltip="Choose in the menu"),
        Binding("up", "choose(-1)", show=False),
        Binding("escape", "screen.clear_filter", "Clear", key_display="esc", tooltip="No filter"),
    ]

    class Chosen(Message):
        """Another line of the menu, by so many further."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Left(Message):
        """The keys are to go to the list, unless a line of the menu is chosen."""

    class Completed(Message):
        """The line of the menu that is chosen, else the first, is to be taken."""

    def validate_value(self, value: str) -> str:
        """What was pasted must not steer the terminal either."""
        return visible_line(value)

    def action_take_or_leave(self) -> None:
        """Take what is chosen, or go to the list."""
        self.post_message(self.Left())

    def action_complete(self) -> None:
        """Take what is chosen, or the first."""
        self.post_message(self.Completed())

    def action_choose(self, by: int) -> None:
        """Choose another line of the menu."""
        self.post_message(self.Chosen(by))


class Menu(LineWidget):
    """How the filter can go on: a line each, floating over the list."""

    DEFAULT_CSS = """
    Menu {
        overlay: screen; constrain: inside; offset: -2 1;
        width: 62; max-width: 100%; max-height: 10;
        border: round $frame; border-subtitle-color: $muted; padding: 0 1;
        background: $background; display: none;
    }
    """

    class Taken(Message):
        """A line was clicked."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self) -> None:
        super().__init__()
        self.offered: Sequence[Suggestion] = ()
        self.chosen = -1
        """The number of the chosen line; -1 for none."""

    def offer(self, offered: Sequence[Suggestion]) -> None:
        """Offer others; none is chosen."""
        self.offered, self.chosen = offered, -1
        self.display = bool(offered)
        self._show()

    def choose(self, by: int) -> None:
        """Choose another line; above the first is none."""
        self.chosen = max(-1, min(self.chosen + by, len(self.offered) - 1))
        self._show()

    def _show(self) -> None:
        more = len(self.offered) - _MOST
        self.border_subtitle = f"{more:,} more: type on" if more > 0 else ""
        self.refresh(layout=True)

    @property
    def _top(self) -> int:
        return max(0, self.chosen - _MOST + 1)

    def lines(self, width: int) -> list[Line]:
        """The lines around the chosen one."""
        name = min(_NAME, width)
        return [
            (
                (fit(each.shown, name), _HERE if number == self.chosen else PLAIN),
                (fit(f"  {each.note}", max(width - name, 0)), MUTED),
            )
            for number, each in enumerate(self.offered)
            if self._top <= number < self._top + _MOST
        ]

    def on_click(self, event: events.Click) -> None:
        """Take the clicked line."""
        if (inside := event.get_content_offset(self)) is not None:
            self.post_message(self.Taken(self._top + inside.y))


class FilterBox(Frame):
    """The filter in its frame: in the lower edge what is wrong with it, or what it may say."""

    DEFAULT_CSS = "FilterBox { height: 3; }"

    def __init__(self, value: str, fields: Sequence[str]) -> None:
        """`fields` are those that rules may name; with none, words alone are looked for."""
        self._line = FilterLine(value, compact=True)
        self._menu = Menu()
        super().__init__(self._line, self._menu)
        self._fields = fields
        self._values: dict[str, Sequence[tuple[str, int]]] = {}
        self._pause: Timer | None = None
        self.say("")

    def focus_line(self) -> None:
        """Give the keys to the line."""
        self._line.focus()

    def say(self, wrong: str) -> None:
        """Say what is wrong with the filter; nothing is."""
        hint = _HELP if self._fields else _WORDS_HELP
        self.title_with((("Filter", PLAIN),), ((visible(wrong), _WRONG),) if wrong else hint)

    def learn(self, field: str, values: Sequence[tuple[str, int]]) -> None:
        """Take the values of a field, to be offered."""
        self._values[field] = values
        self._offer()

    def _offer(self) -> None:
        typed = self._line.value
        field = field_begun(typed)
        if field and field not in self._values:
            self._values[field] = ()
            self.post_message(ValuesNeeded(field))
        offered = suggestions(typed, self._fields, self._values.get(field, ()))
        self._menu.offer(offered if self._fields else ())

    def on_mount(self) -> None:
        """Take the keys, and offer how to begin."""
        self.focus_line()
        self._offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Offer how to go on, and post what is typed when typing pauses.

        A value that is still being chosen is no filter yet: the list would be empty meanwhile.
        """
        event.stop()
        self._offer()
        self._stop()
        if not (field_begun(self._line.value) and self._menu.offered):
            self._pause = self.set_timer(_TYPING_PAUSE, self.post_query)

    def _stop(self) -> None:
        if self._pause:
            self._pause.stop()

    def post_query(self) -> None:
        """Post what is typed."""
        self._stop()
        self.post_message(FilterTyped(self._line.value))

    def on_filter_line_chosen(self, message: FilterLine.Chosen) -> None:
        """Choose in the menu; where it offers nothing, down leads to the list."""
        if self._menu.offered:
            self._menu.choose(message.by)
        elif message.by > 0:
            self._leave()

    def on_filter_line_completed(self) -> None:
        """Take the chosen line, or the first."""
        if self._menu.offered:
            self._take(max(self._menu.chosen, 0))

    def on_filter_line_left(self) -> None:
        """Take the chosen line; without one, give the keys to the list."""
        if self._menu.chosen >= 0:
            self._take(self._menu.chosen)
        else:
            self._leave()

    def on_menu_taken(self, message: Menu.Taken) -> None:
        """Take the clicked line."""
        self._take(message.number)
        self.focus_line()

    def _take(self, number: int) -> None:
        if number < len(self._menu.offered):
            self._line.value = self._menu.offered[number].typed
            self._line.cursor_position = len(self._line.value)

    def _leave(self) -> None:
        self.post_query()
        self._menu.offer(())
        self.post_message(FilterLeft())
