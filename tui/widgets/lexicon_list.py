"""Owns the list of lexicons: which the library uses, which are edited, which cannot be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size

from tui.content import fit
from tui.messages.lexicons import LexiconChosen
from tui.questions.lexicons import LexiconInfo
from tui.text_style import ACCENT, BOLD, MUTED, PLAIN, Line, TextStyle, text_style
from tui.widgets.cursor_list import CursorList

_ERROR = text_style("error", "bold")


class LexiconList(CursorList):
    """A line each: its name, its version, and a sign of what it is to the library."""

    HELP = "The lexicons. ● is used by this library. A star is an edit that is not saved."

    HEADING = 0
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "Edit", key_display="enter", tooltip="Edit the text"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lexicons: Sequence[LexiconInfo] = ()
        self._edited: Collection[str] = ()

    @property
    def chosen(self) -> LexiconInfo | None:
        """The lexicon under the cursor."""
        return self._lexicons[self.cursor] if self._lexicons else None

    def show(self, lexicons: Sequence[LexiconInfo], name: str) -> None:
        """Show other lexicons, the cursor on one of them."""
        self._lexicons, self.count = lexicons, len(lexicons)
        names = [each.name for each in lexicons]
        self.cursor = names.index(name) if name in names else 0
        self.virtual_size = Size(0, self.count)
        self.refresh()

    def show_edited(self, names: Collection[str]) -> None:
        """Mark those with edits that are not saved."""
        self._edited = names
        self.refresh()

    def line(self, number: int, width: int) -> Line:
        """`risk          1.2 ●`."""
        info = self._lexicons[number]
        sign, style = self._state(info)
        version_width = max(len(each.version) for each in self._lexicons)
        sign_width = max(len(self._state(each)[0]) for each in self._lexicons) + 1
        name = BOLD if number == self.cursor else PLAIN if info.used else MUTED
        edited = "*" if info.name in self._edited else " "
        return (
            ("▌" if number == self.cursor else " ", ACCENT),
            (fit(info.name, max(width - version_width - sign_width - 2, 1)), name),
            (edited, ACCENT),
            (fit(info.version, version_width, right=True), MUTED),
            (fit(sign, sign_width, right=True), style),
        )

    def _state(self, info: LexiconInfo) -> tuple[str, TextStyle]:
        if info.error:
            return "!", _ERROR
        if info.place == "new":
            return "new", ACCENT
        return ("●", ACCENT) if info.used else ("off", MUTED)

    def watch_cursor(self) -> None:
        """Show the text of the lexicon under the cursor."""
        self.scroll_to(y=max(self.cursor - self.size.height + 1, 0), animate=False)
        self.refresh()
        self._post(edit=False)

    def _post(self, *, edit: bool) -> None:
        if self.chosen:
            self.post_message(LexiconChosen(self.chosen.name, edit))

    def action_edit(self) -> None:
        """Give the keys to the text."""
        self._post(edit=True)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked lexicon."""
        self.clicked(event)
