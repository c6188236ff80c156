"""Owns the pane that shows one article: how it scrolls, what is pointed at and selected."""

from __future__ import annotations

from collections.abc import Sequence
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
from tui.linked_reading import SIGNS, PassageNote
from tui.match_filter import MatchFilter
from tui.messages.compare import MatchChosen, PaneScrolled
from tui.reading_position import MatchPlace, match_at
from tui.text_style import ACCENT, MUTED, PLAIN, Line, Part, TextStyle

_FAINT = TextStyle("frame")
_POINTER = 1
_NOTE = 1
_SIMILARITY = 4
_WIDE = 46
"""Cells of a pane from which its margin has room for similarities."""
_AIR = 1
_STRIP = 1
"""Cells at the right that show where the marks of the whole text are."""
_BESIDE = _STRIP + 1
"""The strip, and what keeps it apart from the scrollbar."""


class ArticlePane(ScrollView, can_focus=True):
    """One article's text, painted line by line as it scrolls by."""

    HELP = (
        "The text. The arrows and PageUp, PageDown read on. The strip beside it shows where "
        "its marks are; a click goes there, a click on a mark says why it is one."
    )

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

    def __init__(
        self, number: int, profile: Profile, styles: DimensionStyles, *, margin: bool
    ) -> None:
        """`margin` leaves room for what is said of passages."""
        super().__init__()
        self.number = number
        self.profile = profile
        self.current: Span | None = None
        self._has_margin = margin
        self._strip: Sequence[tuple[str, str]] = ()
        self._filter = MatchFilter(frozenset(styles))
        self._text = ArticleText(profile, styles)
        self._anchor = 0
        """Where the reader was when lines were broken last: breaking them again leads back."""

    def restyle(self, shown: MatchFilter, mark_mode: MarkMode) -> None:
        """Show the marks of other matches, or in another mode; the place is kept."""
        self._filter = shown
        self._strip = ()
        top = self.top
        if self._text.restyle(shown, mark_mode):
            self._lay_out(top)
        self.refresh()

    def show_profile(self, profile: Profile, styles: DimensionStyles) -> None:
        """Show another article, from its beginning."""
        self.profile, self.current = profile, None
        self._text = ArticleText(profile, styles)
        self._text.wrap(self.scrollable_content_region.width - self._gutter - _AIR - _BESIDE)
        self._lay_out(0)
        self.refresh()

    def fold(self, folded: bool) -> None:
        """Fold the lines that are not counted, or show them; the place is kept."""
        top = self.top
        self._text.fold(folded)
        self._lay_out(top)
        self.refresh()

    def find(self, spans: Sequence[Span]) -> None:
        """Set off what was looked for and found."""
        self._text.find(spans)
        self.refresh()

    def note(self, notes: Sequence[PassageNote]) -> None:
        """Say other things of passages in the margin."""
        self._text.note(notes)
        self.refresh()

    def show_current(self, span: Span | None) -> None:
        """Set a span apart as the current one, and bring it into sight if there is one."""
        self.current = span
        if span is not None:
            self.show_place(span[0])
        self.refresh()

    # Where the reader is

    def row_of(self, offset: int) -> int:
        """The row of the pane in which an offset stands; beyond its edges where out of sight."""
        return self._text.line_of(offset) - self.scroll_offset.y if self._text.lines else 0

    def begin_at(self, offset: int) -> None:
        """Begin to read there once lines are broken."""
        self._anchor = offset

    def put(self, offset: int, row: int) -> None:
        """Scroll until an offset stands in a row, as far as the text goes."""
        self.scroll_to(y=self._text.line_of(offset) - row, animate=False)

    @property
    def share(self) -> float:
        """How far it is scrolled, 0 to 1."""
        return self.scroll_offset.y / self.max_scroll_y if self.max_scroll_y else 0.0

    def scroll_to_share(self, share: float) -> None:
        """Scroll so far."""
        self.scroll_to(y=round(share * self.max_scroll_y), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell that other text is in sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(PaneScrolled(self.number))

    def show_place(self, offset: int) -> None:
        """Bring a place of the stored text into sight, a third down, where it is not."""
        if not self._text.lines:
            self.begin_at(offset)
            return
        line = self._text.line_of(offset)
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        if not top <= line < top + max(height - 1, 1):
            self.put(offset, height // 3)

    @property
    def top(self) -> int:
        """The stored offset of the first line in sight, or the one in it that was asked for."""
        line = self.scroll_offset.y
        if not self._text.lines or self._text.line_of(self._anchor) == line:
            return self._anchor
        return self._text.start_of(line)

    def on_resize(self) -> None:
        """Break the lines anew where the width changed; the place is kept."""
        top = self.top
        width = self.scrollable_content_region.width
        if self._text.wrap(width - self._gutter - _AIR - _BESIDE):
            self._lay_out(top)
        if self.current is not None:
            self.show_current(self.current)

    def _lay_out(self, top: int) -> None:
        self._anchor = top
        self._strip = ()
        self.virtual_size = Size(self.size.width, len(self._text.lines))
        self.scroll_to(y=self._text.line_of(top), animate=False)

    @property
    def _gutter(self) -> int:
        """Cells before the text: the pointer, the similarity and the sign of a passage."""
        if not self._has_margin:
            return _POINTER
        is_wide = self.scrollable_content_region.width >= _WIDE
        return _POINTER + _NOTE + (_SIMILARITY if is_wide else 0)

    def render_line(self, y: int) -> Strip:
        """The margin, which points at the current place, a line of text, and the strip."""
        width, base, theme = self.scrollable_content_region.width, self.rich_style, self.app.theme
        number = self.scroll_offset.y + y
        place = strip([self._strip_part(y)], _BESIDE, base, theme)
        if number >= len(self._text.lines):
            return Strip.join([strip((), width - _BESIDE, base, theme), place])
        gutter = strip(self._margin(number), self._gutter, base, theme)
        room = width - self._gutter - _BESIDE
        line = strip(self._text.pieces_of(number, self.current), room, base, theme)
        return Strip.join([gutter, self._selected(line, number).apply_offsets(0, number), place])

    def _margin(self, line: int) -> Line:
        """`▶≈.62`: the pointer, the similarity of a linked passage, or the sign of another one."""
        pointer: Part = ("▶" if self._points_at(line) else " ", ACCENT)
        note, begins = self._text.note_at(line) or (None, False)
        room = self._gutter - _POINTER
        if note is None or room < _NOTE:
            return (pointer, (" " * room, PLAIN))
        if note.kind != "linked":
            sign = SIGNS[note.kind]
            style = MUTED if note.kind == "only" else _FAINT
            return (pointer, (sign.rjust(room - 1) + " " if room > _NOTE else sign, style))
        if not begins:
            return (pointer, (" " * room, PLAIN))
        said = f"≈{note.similarity:.2f}".replace("0.", ".", 1)[:_SIMILARITY]
        return (pointer, (said.ljust(room) if room > _NOTE else SIGNS["linked"], MUTED))

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
        return self._text.line_of(self.current[0]) == line

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
        if event.x >= self.scrollable_content_region.width - _BESIDE:
            line = event.y * (lines - 1) // max(height - 1, 1)
            self.scroll_to(y=line - height // 2, animate=False)
            return
        number = self.scroll_offset.y + event.y
        if self.text_selection is not None or number >= len(self._text.lines):
            return
        offset = self._text.offset_at(number, event.x - self._gutter)
        match = None if offset is None else match_at(self.profile, offset, self._filter)
        if match is not None:
            self.post_message(MatchChosen(MatchPlace(self.number, match), explain=True))

    def on_mouse_scroll_down(self) -> None:
        """The pane that the wheel turns is the one that is read."""
        self.focus(scroll_visible=False)

    on_mouse_scroll_up = on_mouse_scroll_down

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
