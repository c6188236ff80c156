"""Owns the panel of keywords in context: every shown match on a line, in a chosen order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from framing.comparing.kwic import context
from framing.model import Match, Profile
from tui.content import strip, tail
from tui.dimension_styles import Look
from tui.messages import MatchChosen
from tui.reading_position import Place, Reading
from tui.text_style import ACCENT, MUTED, PLAIN, Ink, Line
from tui.widgets.pane_heading import LETTERS

_COMPARED = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One match with its place."""

    place: Place
    profile: Profile

    @property
    def match(self) -> Match:
        """The match itself."""
        return self.profile.matches[self.place.match]

    def around(self, width: int) -> tuple[str, str]:
        """Up to `width` characters to the left and to the right."""
        return context(self.profile.article.text, self.match.start, self.match.end, width)


def _relative_place(row: Row) -> float:
    return row.match.start / max(len(row.profile.article.text), 1)


def _left(row: Row) -> list[str]:
    return row.around(_COMPARED)[0].casefold().split()[::-1]


def _right(row: Row) -> list[str]:
    return row.around(_COMPARED)[1].casefold().split()


SORTS: Mapping[str, Callable[[Row], Any] | None] = {
    "article": None,
    "place": _relative_place,
    "left": _left,
    "right": _right,
}
"""Orders of the lines: reading order, how far into its article, the words before or after."""


class KwicPanel(ScrollView, can_focus=True):
    """The matches as lines; Enter goes to the one under the cursor."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"kwic-panel--cursor"}
    DEFAULT_CSS = """
    KwicPanel {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .kwic-panel--cursor { background: $primary 30%; }
        &:nocolor > .kwic-panel--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "jump", "Go to", key_display="enter", tooltip="Go to this match"),
        Binding("s", "sort", "Sort", tooltip="Sort by article, place, left or right context"),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move(-8)", "Page up", show=False),
        Binding("pagedown", "move(8)", "Page down", show=False),
    ]

    cursor: reactive[int] = reactive(0)

    def __init__(self) -> None:
        super().__init__()
        self.sort = "article"
        self.places: Sequence[Place] = ()
        self._reading = Reading()
        self._number: dict[Place, int] = {}
        self._looks: Mapping[str, Look] = {}

    def show(self, reading: Reading, looks: Mapping[str, Look]) -> None:
        """List other matches."""
        self._reading, self._looks = reading, looks
        self._sort()

    def point_at(self, place: Place | None) -> None:
        """Put the cursor on a match."""
        if place in self._number:
            self.cursor = self._number[place]

    def _sort(self) -> None:
        """Set the matches out anew; reading order is how they come."""
        places = list(self._reading.places)
        if key := SORTS[self.sort]:
            places.sort(key=lambda place: (key(self._row(place)), place))
        self.places = places
        self._number = {place: number for number, place in enumerate(places)}
        self.virtual_size = Size(self.size.width, len(places) + 1)
        self.refresh()

    def _row(self, place: Place) -> Row:
        return Row(place, self._reading.profiles[place.pane])

    def render_line(self, y: int) -> Strip:
        """The heading on top, then the lines from the scroll offset on."""
        width, theme = self.scrollable_content_region.width, self.app.theme
        number = self.scroll_offset.y + y - 1
        if y == 0:
            heading: Line = (("Matches", ACCENT), (f"  sorted by {self.sort} (s)", MUTED))
            return strip(heading, width, self.rich_style, theme)
        if number >= len(self.places):
            nothing: Line = (("No match is shown.", MUTED),) if y == 1 else ()
            return strip(nothing, width, self.rich_style, theme)
        here = number == self.cursor
        base = self.get_component_rich_style("kwic-panel--cursor") if here else self.rich_style
        return strip(self._line(self._row(self.places[number]), width, here), width, base, theme)

    def _line(self, row: Row, width: int, here: bool) -> Line:
        text = " ".join(row.profile.article.text[row.match.start : row.match.end].split())
        side = max((width - 2) * 2 // 5, 1)
        left, right = row.around(width)
        look = self._looks[row.match.dimension].ink
        struck = Ink(look.colour, "", look.attributes | {"strike"}) if row.match.negated else look
        return (
            (LETTERS[row.place.pane] + (">" if here else " "), ACCENT),
            (tail(left, side), PLAIN),
            (text, struck),
            (right, PLAIN),
        )

    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on the list."""
        return max(0, min(cursor, len(self.places) - 1))

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(self.scrollable_content_region.height - 1, 1)
        top = self.scroll_offset.y
        if not top <= self.cursor < top + height:
            self.scroll_to(y=max(self.cursor - height // 2, 0), animate=False)

    def action_move(self, by: int) -> None:
        """Move the cursor by lines."""
        self.cursor += by

    def action_sort(self) -> None:
        """Sort by the next order; the cursor stays on its match."""
        place = self.places[self.cursor] if self.places else None
        names = list(SORTS)
        self.sort = names[(names.index(self.sort) + 1) % len(names)]
        self._sort()
        self.point_at(place)

    def action_jump(self) -> None:
        """Go to the match under the cursor."""
        if self.places:
            self.post_message(MatchChosen(self.places[self.cursor], explain=False))

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked match."""
        number = self.scroll_offset.y + event.y - 1
        if event.y > 0 and number < len(self.places):
            self.cursor = number
            self.action_jump()
