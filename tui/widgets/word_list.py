"""Owns the lists of distinctive words and of the places where one of them stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui import plots
from tui.content import cell_count, fit, tail
from tui.group_words import p_text
from tui.messages.sources import ContextOpened, WordChosen
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line
from tui.widgets.cursor_list import CursorList

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction, DistinctiveWord
    from framing.comparing.kwic import KwicLine

_NUMBER = 7
_P = 8


class _Paged(CursorList):
    """A list that keeps its cursor in sight and moves it by pages."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "move(-8)", "Page up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
    ]

    def begin(self, count: int) -> None:
        """Begin at the top of another list."""
        self.count = count
        self.virtual_size = Size(self.size.width, count + self.HEADING)
        self.set_reactive(CursorList.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(self.scrollable_content_region.height - self.HEADING, 1)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False)


class WordList(_Paged):
    """The words that lean to one side, the furthest first, with how often both sides use them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "contexts", "Places", key_display="enter", tooltip="Where the word stands")
    ]

    def __init__(self, side: int) -> None:
        """`side` is 0 for A, 1 for B."""
        super().__init__()
        self._side = side
        self._found: Distinction | None = None
        self._words: Sequence[DistinctiveWord] = ()

    def show(self, found: Distinction) -> None:
        """Show the words of a comparison."""
        own = [each for each in found.words if each.adjusted_p is None or each.differs]
        to_a = [each for each in own if each.z > 0]
        self._words = to_a if self._side == 0 else [each for each in reversed(own) if each.z < 0]
        self._found = found
        self.empty = (((_nothing(found), MUTED),),)
        self.begin(len(self._words))

    def heading(self) -> Line:
        """The titles of the columns."""
        if not self._words:
            return ()
        width = self.scrollable_content_region.width
        here, there = "AB" if self._side == 0 else "BA"
        figures = f"in {here}".rjust(_NUMBER) + f"in {there}".rjust(_NUMBER) + "p".rjust(_P)
        room = width - len(figures)
        unit = "  per 1,000 words"
        if len(unit) > room:
            unit = "  per 1,000"
        return ((fit(unit, room), MUTED), (figures, MUTED))

    def line(self, number: int, width: int) -> Line:
        """A word with its rates on both sides."""
        word, found = self._words[number], self._found
        assert found is not None
        rates = [
            plots.number(1000 * used.count / share.words).rjust(_NUMBER)
            for used, share in ((word.a, found.a), (word.b, found.b))
        ]
        own, other = rates if self._side == 0 else rates[::-1]
        pointer = "▌ " if number == self.cursor else "  "
        room = max(width - 2 - 2 * _NUMBER - _P, 1)
        return (
            (pointer, ACCENT),
            (fit(word.word, room), PLAIN),
            (own, PLAIN),
            (other + p_text(word.adjusted_p).rjust(_P), MUTED),
        )

    def action_contexts(self) -> None:
        """Ask where the word under the cursor stands."""
        if self._words:
            self.post_message(WordChosen(self._words[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Ask it of the clicked word."""
        if self.clicked(event):
            self.action_contexts()


def _nothing(found: Distinction) -> str:
    if not found.a.words or not found.b.words:
        return "The two have no words to compare."
    if not found.words:
        return "No word stands often enough in both together."
    if found.words[0].adjusted_p is None:
        return "No word leans to this side."
    return "None differs: no adjusted p below .05."


class ContextList(_Paged):
    """The places of a word; Enter reads one in its article."""

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "read", "Read", key_display="enter", tooltip="Read it in its article")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[KwicLine] = ()

    def show(self, lines: Sequence[KwicLine]) -> None:
        """Show other places."""
        self._lines = lines
        self.empty = ((("It stands in no article that is left.", MUTED),),)
        self.begin(len(lines))

    def line(self, number: int, width: int) -> Line:
        """A place between the words around it."""
        found = self._lines[number]
        pointer = "▌ " if number == self.cursor else "  "
        source = min(max(width // 6, 8), 20)
        left = max((width - 2 - source - 1) * 2 // 5, 1)
        parts: Line = (
            (pointer, ACCENT),
            (fit(found.source, source), MUTED),
            (" ", PLAIN),
            (tail(found.left, left), PLAIN),
            (found.text, BOLD),
        )
        return (*parts, (fit(found.right, width - cell_count(parts)), PLAIN))

    def action_read(self) -> None:
        """Ask to read the place under the cursor."""
        if self._lines:
            self.post_message(ContextOpened(self._lines[self.cursor]))

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked place, and read it at a double click."""
        if self.clicked(event) and event.chain > 1:
            self.action_read()
