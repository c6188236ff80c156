"""Owns the pane that shows one article: how it scrolls, what is pointed at and selected."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from framing.model import Profile, Span
from tui.article_text import ArticleText
from tui.content import strip
from tui.dimension_styles import DimensionStyles
from tui.highlight import MarkMode
from tui.messages.compare import MatchChosen
from tui.reading_position import MatchPlace, match_at
from tui.text_style import ACCENT, Part, TextStyle

_GUTTER = 1
_AIR = 1
_STRIP = 1
"""Cells at the right that show where the marks of the whole text are."""


class ArticlePane(ScrollView, can_focus=True):
    """One article's text, painted line by line as it scrolls by."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"article-pane--selection"}
    DEFAULT_CSS = """
    ArticlePane {
        height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1;
        & > .article-pane--selection { background: $primary 40%; }
        &:nocolor > .article-pane--selection { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "Top", show=False),
        Binding("end", "edge(1)", "End", show=False),
        Binding("up", "line(-1)", "Up", show=False),
        Binding("down", "line(1)", "Down", show=False),
    ]

    def __init__(self, number: int, profile: Profile, styles: DimensionStyles) -> None:
        super().__init__()
        self.number = number
        self.profile = profile
        self.current: int | None = None
        self._strip: Sequence[tuple[str, str]] = ()
        self._names: Collection[str] = tuple(styles)
        self._text = ArticleText(profile, styles)
        self._anchor = 0
        """Where the reader was when lines were broken last: breaking them again leads back."""

    def restyle(self, names: Collection[str], mark_mode: MarkMode) -> None:
        """Show the marks of other dimensions, or in another mode; the place is kept."""
        self._names = names
        self._strip = ()
        top = self.top
        if self._text.restyle(names, mark_mode):
            self._lay_out(top)
        self.refresh()

    def show_profile(self, profile: Profile, styles: DimensionStyles) -> None:
        """Show another article, from its beginning."""
        self.profile, self.current = profile, None
        self._text = ArticleText(profile, styles)
        self._text.wrap(self.scrollable_content_region.width - _GUTTER - _AIR - _STRIP)
        self._lay_out(0)
        self.refresh()

    def fold(self, folded: bool) -> None:
        """Fold the lines that are not counted, or show them; the place is kept."""
        top = self.top
        self._text.fold(folded)
        self._lay_out(top)
        self.refresh()

    def show_current(self, match: int | None) -> None:
        """Make a match the current one, and bring it into sight if there is one."""
        self.current = match
        if match is not None and self._text.lines:
            line = self._text.line_of(self.profile.matches[match].start)
            top, height = self.scroll_offset.y, self.scrollable_content_region.height
            if not top <= line < top + max(height - 1, 1):
                self.scroll_to(y=max(line - height // 3, 0), animate=False)
        self.refresh()

    @property
    def top(self) -> int:
        """The stored offset of the first line in sight, or the one in it that was asked for."""
        line = self.scroll_offset.y
        if self._text.lines and self._text.line_of(self._anchor) == line:
            return self._anchor
        return self._text.start_of(line)

    def on_resize(self) -> None:
        """Break the lines anew where the width changed; the place is kept."""
        top = self.top
        if self._text.wrap(self.scrollable_content_region.width - _GUTTER - _AIR - _STRIP):
            self._lay_out(top)
        if self.current is not None:
            self.show_current(self.current)

    def _lay_out(self, top: int) -> None:
        self._anchor = top
        self._strip = ()
        self.virtual_size = Size(self.size.width, len(self._text.lines))
        self.scroll_to(y=self._text.line_of(top), animate=False)

    def render_line(self, y: int) -> Strip:
        """A gutter that points at the current match, and a line of text."""
        width, base, theme = self.scrollable_content_region.width, self.rich_style, self.app.theme
        number = self.scroll_offset.y + y
        place = strip([self._strip_part(y)], _STRIP, base, theme)
        if number >= len(self._text.lines):
            return Strip.join([strip((), width - _STRIP, base, theme), place])
        pointer = "▶" if self._points_at(number) else " "
        gutter = strip([(pointer, ACCENT)], _GUTTER, base, theme)
        room = width - _GUTTER - _STRIP
        line = strip(self._text.pieces_of(number, self.current), room, base, theme)
        return Strip.join([gutter, self._selected(line, number).apply_offsets(0, number), place])

    def _strip_part(self, y: int) -> Part:
        """What stands in the strip beside a line of the pane; what is in sight is lit."""
        height = max(self.scrollable_content_region.height, 1)
        if len(self._strip) != height:
            self._strip = self._text.strip(height)
        lines, top = max(len(self._text.lines), 1), self.scroll_offset.y
        lit = lines > height and top * height // lines <= y <= (top + height - 1) * height // lines
        sign, colour = self._strip[y] if y < height else (" ", "")
        return sign, TextStyle(colour, "panel" if lit else "")

    def _points_at(self, line: int) -> bool:
        if self.current is None:
            return False
        return self._text.line_of(self.profile.matches[self.current].start) == line

    # Selecting with the mouse

    def _selected(self, line: Strip, number: int) -> Strip:
        selection = self.text_selection
        span = selection.get_span(number) if selection else None
        if span is None:
            return line
        start = line.index_to_cell_position(span[0])
        end = line.cell_length if span[1] < 0 else line.index_to_cell_position(span[1])
        style = self.get_component_rich_style("article-pane--selection", partial=True)
        before, inside, after = line.crop(0, start), line.crop(start, end), line.crop(end)
        return Strip.join([before, inside.apply_style(style), after])

    @property
    def selected(self) -> Span | None:
        """The selected span of the stored text, if anything is selected."""
        selection, text = self.text_selection, self._text
        if selection is None or not text.lines:
            return None
        start = text.offset_of(*reversed(selection.start)) if selection.start else 0
        last = len(self.profile.article.text)
        return start, text.offset_of(*reversed(selection.end)) if selection.end else last

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it is shown, lines as they are broken."""
        text = "\n".join(map(self._text.text_of, range(len(self._text.lines))))
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002
        """Paint the selection."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Ask why the clicked mark is one; in the strip, go to that part of the text."""
        height, lines = self.scrollable_content_region.height, len(self._text.lines)
        if event.x == self.scrollable_content_region.width - _STRIP:
            line = event.y * (lines - 1) // max(height - 1, 1)
            self.scroll_to(y=line - height // 2, animate=False)
            return
        number = self.scroll_offset.y + event.y
        if self.text_selection is not None or number >= len(self._text.lines):
            return
        offset = self._text.offset_at(number, event.x - _GUTTER)
        match = None if offset is None else match_at(self.profile, offset, self._names)
        if match is not None:
            self.post_message(MatchChosen(MatchPlace(self.number, match), explain=True))

    # Scrolling; Textual's own actions are animated, and reading is not helped by that

    def action_line(self, by: int) -> None:
        """Scroll by a line."""
        self.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by what is in sight, less a line."""
        self.scroll_relative(y=by * max(self.size.height - 1, 1), animate=False)

    def action_edge(self, end: int) -> None:
        """Scroll to the top or to the end."""
        self.scroll_to(y=len(self._text.lines) if end else 0, animate=False)
