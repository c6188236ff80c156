"""Owns what all screens share: the source, the opened articles, the header's line, the notice."""

from __future__ import annotations

import os
from collections.abc import Sequence

from textual.app import App
from textual.reactive import var

from framing.visible import visible
from tui import wording
from tui.source import Sample, Source


class Session(App[int]):
    """The state of a running app and the ways to change it; screens and widgets watch it."""

    opened: var[tuple[str, ...]] = var(())
    """The articles that the compare screen shows."""
    library_line: var[str] = var("")
    """What the header says of the library."""
    notice: var[str] = var("")
    """A sentence that stays in sight."""

    def __init__(self, source: Source, opened: Sequence[str], notice: str) -> None:
        # Without colours everything is said by attributes and the terminal's own colours.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.source = source
        self.set_reactive(Session.opened, tuple(opened))
        self.set_reactive(Session.library_line, source.name)
        self.set_reactive(Session.notice, notice)

    def count_articles(self, articles: int) -> None:
        """Tell the headers how many articles there are."""
        self.library_line = f"{self.source.name}  {wording.plural(articles, 'article')}"

    def change_source(self, sample: Sample) -> None:
        """Look at other articles."""
        self.source.close()
        self.source, self.notice, self.opened = sample.source, sample.notice, ()

    def open_articles(self, ids: Sequence[str]) -> None:
        """Read articles side by side."""
        self.opened = tuple(ids)
        self.switch_mode("compare")

    def show_toast(self, text: str) -> None:
        """Show a toast in the place of others; its text may be anything."""
        self.clear_notifications()
        self.notify(visible(text), markup=False)
