"""Owns the question what articles are to be put together by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.screen import ModalScreen

from framing.errors import FramingError
from framing.wording import plural
from tui.content import fit
from tui.messages import Failed
from tui.messages.sources import GroupingsLoaded
from tui.questions.sources import SourcesQuestions
from tui.text_style import ACCENT, MUTED, PLAIN, Line
from tui.widgets.cursor_list import CursorList
from tui.widgets.frame import Frame

_NAME = 24


class GroupingList(CursorList):
    """The fields, with how many groups each makes."""

    HEADING = 0

    def __init__(self) -> None:
        super().__init__()
        self.found: Sequence[tuple[str, int]] = ()
        self.empty = (((("Reading…"), MUTED),),)

    def show(self, found: Sequence[tuple[str, int]], by: str) -> None:
        """Show the fields, with the cursor on the present one."""
        self.found, self.count = found, len(found)
        self.empty = (((("There is nothing to put together yet."), MUTED),),)
        self.virtual_size = Size(self.size.width, self.count)
        self.cursor = next((at for at, (name, _) in enumerate(found) if name == by), 0)
        self.refresh()

    def watch_cursor(self) -> None:
        """Keep the cursor in sight."""
        height = max(self.scrollable_content_region.height, 1)
        top = self.scroll_offset.y
        if not top <= self.cursor < top + height:
            self.scroll_to(y=max(self.cursor - height // 2, 0), animate=False)

    def line(self, number: int, width: int) -> Line:  # noqa: ARG002 - as wide as its words
        """A field."""
        name, groups = self.found[number]
        pointer = "▌ " if number == self.cursor else "  "
        return ((pointer, ACCENT), (fit(name, _NAME), PLAIN), (plural(groups, "group"), MUTED))


class GroupingScreen(ModalScreen[str | None]):
    """Over the sources screen; gives the field that was chosen, or None."""

    DEFAULT_CSS = """
    GroupingScreen { align: center middle; background: $background 60%; }
    GroupingScreen > Frame {
        width: 52; max-width: 100%; height: 14; max-height: 100%; background: $background;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", key_display="esc"),
        Binding("enter", "choose", "Choose", show=False),
    ]

    def __init__(self, by: str, asked: SourcesQuestions) -> None:
        super().__init__()
        self._by = by
        self._asked = asked

    def compose(self) -> ComposeResult:
        """The list."""
        yield (frame := Frame(GroupingList()))
        frame.title_with((("Put articles together by", PLAIN),), (("enter  esc", MUTED),))

    def on_mount(self) -> None:
        """Ask what there is."""
        self.run_worker(self._load, thread=True)

    def _load(self) -> None:
        try:
            self.post_message(GroupingsLoaded(self._asked.groupings()))
        except FramingError as error:
            self.post_message(Failed(error))

    @on(GroupingsLoaded)
    def _show(self, message: GroupingsLoaded) -> None:
        self.query_one(GroupingList).show(message.found, self._by)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked field."""
        chosen = self.query_one(GroupingList)
        if event.widget is chosen and chosen.clicked(event):
            self.action_choose()

    def action_choose(self) -> None:
        """Give the field under the cursor."""
        chosen = self.query_one(GroupingList)
        if chosen.found:
            self.dismiss(chosen.found[chosen.cursor][0])
