"""Owns the panel of keywords in context: every shown match on a line, in a chosen order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from framing.comparing.kwic import line_of
from framing.model import Match, Profile
from tui import wording
from tui.content import cell_count, fit, tail
from tui.dimension_styles import DimensionStyles
from tui.messages.compare import MatchChosen, MatchesSorted
from tui.reading_position import MatchPlace, ReadingPosition
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.cursor_list import CursorList

_COMPARED_CHARACTERS = 40


def _relative_place(profile: Profile, match: Match) -> float:
    return match.start / max(len(profile.article.text), 1)


def _left(profile: Profile, match: Match) -> list[str]:
    return line_of(profile, match, _COMPARED_CHARACTERS).left.casefold().split()[::-1]


def _right(profile: Profile, match: Match) -> list[str]:
    return line_of(profile, match, _COMPARED_CHARACTERS).right.casefold().split()


def _entry(_profile: Profile, match: Match) -> str:
    return match.entry.casefold()


SORTS: Mapping[str, Callable[[Profile, Match], Any] | None] = {
    "article": None,
    "place": _relative_place,
    "left": _left,
    "right": _right,
    "entry": _entry,
}
"""Orders of the lines: reading order, how far into its article, the words before or after, the
entry."""


class KwicPanel(CursorList):
    """The matches as lines; the text goes along with the cursor, Enter goes there."""

    HELP = "Every match with the words around it; the text goes along with the cursor."

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", "Go to", key_display="enter", tooltip="Go to this match"),
        Binding("s", "sort", "Sort", tooltip="By article, place, words left or right, entry"),
        Binding("pageup", "move(-8)", "Page up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.sort = "article"
        self.places: Sequence[MatchPlace] = ()
        self._reading = ReadingPosition()
        self._number: dict[MatchPlace, int] = {}
        self._dimension_styles: DimensionStyles = {}

    def show(self, reading: ReadingPosition, styles: DimensionStyles) -> None:
        """List other matches."""
        self._reading, self._dimension_styles = reading, styles
        self._sort()

    def say(self, text: str) -> None:
        """Say something where there are no matches."""
        self.empty = (((text, MUTED),),)
        self.refresh()

    def show_current(self, place: MatchPlace | None) -> None:
        """Put the cursor on a match."""
        if place in self._number:
            self.cursor = self._number[place]

    def _sort(self) -> None:
        """Set the matches out anew; reading order is how they come."""
        places = list(self._reading.places)
        if key := SORTS[self.sort]:
            places.sort(key=lambda place: (key(*self._found(place)), place))
        self.places, self.count = places, len(places)
        self._number = {place: number for number, place in enumerate(places)}
        self.virtual_size = Size(self.size.width, self.count)
        self.refresh()

    def _found(self, place: MatchPlace) -> tuple[Profile, Match]:
        return self._reading.profiles[place.pane], self._reading.match(place)

    def line(self, number: int, width: int) -> Line:
        """A match between the words around it."""
        place = self.places[number]
        line = line_of(*self._found(place), width)
        style = self._dimension_styles[line.match.dimension].text_style
        if line.match.negated:
            style = replace(style, attributes=style.attributes | {"strike"})
        parts: Line = (
            (wording.ARTICLE_LETTERS[place.pane] + (">" if number == self.cursor else " "), ACCENT),
            (tail(line.left, max((width - 2) * 2 // 5, 1)), PLAIN),
            (line.text, style),
        )
        return (*parts, (fit(line.right, width - cell_count(parts)), PLAIN))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if not top <= self.cursor < top + height:
            self.scroll_to(y=max(self.cursor - height // 2, 0), animate=False)

    def action_sort(self) -> None:
        """Sort by the next order; the cursor stays on its match."""
        place = self.places[self.cursor] if self.places else None
        names = list(SORTS)
        self.sort = names[(names.index(self.sort) + 1) % len(names)]
        self._sort()
        self.show_current(place)
        self.post_message(MatchesSorted(self.sort))

    def action_move(self, by: int) -> None:
        """Move the cursor, and the text with it."""
        super().action_move(by)
        self._choose()

    def _choose(self, *, leave: bool = False) -> None:
        if self.places:
            self.post_message(MatchChosen(self.places[self.cursor], leave=leave))

    def action_jump(self) -> None:
        """Go to the match under the cursor, and leave the list for the text."""
        self._choose(leave=True)

    def on_click(self, event: events.Click) -> None:
        """Show the clicked match in its text."""
        if self.clicked(event):
            self._choose()
