"""The screens of the app, one a file; each owns its state and what its keys do.

What is not on the first screen is loaded when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.source import Source


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen: its title, where its class is, and what a source must know to fill it."""

    title: str
    short: str
    """Its title where the header has no room for whole ones."""
    module: str
    name: str
    asks: str
    """A question of `tui.questions`; where a source does not know it the screen is not offered."""

    def make(self) -> Screen[None]:
        """A new screen of the class."""
        return cast("Screen[None]", getattr(import_module(self.module), self.name)())


SCREENS: Mapping[str, ScreenEntry] = {
    "library": ScreenEntry("Library", "Lib", "tui.screens.library", "LibraryScreen", "rows"),
    "compare": ScreenEntry("Compare", "Comp", "tui.screens.compare", "CompareScreen", "profile"),
    "sources": ScreenEntry("Sources", "Src", "tui.screens.sources", "SourcesScreen", "group_rates"),
    "lexicons": ScreenEntry(
        "Lexicons", "Lex", "tui.screens.lexicons", "LexiconsScreen", "edit_effect"
    ),
    "coding": ScreenEntry("Coding", "Code", "tui.screens.coding", "CodingScreen", "coding"),
    "runs": ScreenEntry("Runs", "Runs", "tui.screens.runs", "RunsScreen", "runs"),
}
"""The modes of the app, in the order of their digits and F keys.

To add a screen is a file and an entry here: tabs, keys, help and palette follow."""


def offered(source: Source) -> list[tuple[str, ScreenEntry]]:
    """The screens that a source can fill, by mode, in their order."""
    return [(mode, entry) for mode, entry in SCREENS.items() if hasattr(source, entry.asks)]
