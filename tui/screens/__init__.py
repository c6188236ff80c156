"""The screens of the app, one a file; each owns its state and what its keys do.

What is not on the first screen is loaded when it is first wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """A screen by name: its title, and where its class is."""

    title: str
    module: str
    name: str

    def make(self) -> Screen[None]:
        """A new screen of the class."""
        return cast("Screen[None]", getattr(import_module(self.module), self.name)())


SCREENS: dict[str, ScreenEntry] = {
    "library": ScreenEntry("Library", "tui.screens.library", "LibraryScreen"),
    "compare": ScreenEntry("Compare", "tui.screens.compare", "CompareScreen"),
}
"""The modes of the app: to add a screen is a file and an entry here; F1, F2, … follow the order."""
