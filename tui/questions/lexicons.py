"""Owns what the lexicons screen asks: the lexicons at hand, and what an edit of one does.

Not every source is a library: `isinstance(source, LexiconQuestions)` tells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Profile
    from framing.workbench.edit_effects import EditEffect
    from framing.workbench.suggestions import Suggestions
    from tui.jobs import Job

Place = Literal["bundled", "own", "kept", "new"]
"""Came with the program; in the user's folder; only in the library; nowhere yet."""
Counted = Callable[[int, int], object]
"""Told how many articles were read, of how many."""


@dataclass(frozen=True, slots=True)
class LexiconInfo:
    """A lexicon as the list shows it."""

    name: str
    version: str
    place: Place
    used: bool
    """Whether the library is scored by it."""
    on: bool
    """Whether a new library would be."""
    file: str
    """Where it is, or would be saved."""
    text: str = ""
    """Of one that is nowhere yet, or only in the library."""
    error: str = ""
    """Why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A lexicon file as it was and as it is typed, and the filter of the articles to look at."""

    file: str
    before: str
    after: str
    query: str


@dataclass(frozen=True, slots=True)
class Coded:
    """In how many coded sentences an entry fired, and in how many of them rightly."""

    right: int
    fired: int


@dataclass(frozen=True, slots=True)
class Imported:
    """A dictionary of another program as the text of a lexicon file."""

    name: str
    text: str
    said: str
    """How much was taken, merged and skipped."""


@runtime_checkable
class LexiconQuestions(Protocol):
    """What is asked of a library about lexicons."""

    def lexicons(self) -> Sequence[LexiconInfo]:
        """The lexicons at hand: those that came with the program, the user's, the library's."""

    def lexicon_text(self, info: LexiconInfo) -> str:
        """The text of its file. Raises LexiconError where it cannot be read."""

    def edit_effect(
        self, edit: Edit, is_outdated: Callable[[], bool], counted: Counted
    ) -> EditEffect | None:
        """What an edit does; None where nobody wants to know any more, or there is no library.

        Raises LexiconError with line and column where the text is no lexicon.
        """

    def coded_entries(self, lexicon: Lexicon) -> Mapping[tuple[str, str], Coded]:
        """By dimension and name, the entries that fired in coded sentences."""

    def tried(self, edit: Edit, sentence: str) -> Profile:
        """A sentence as the typed lexicon and those used beside it read it. Raises LexiconError."""

    def suggestions(self, edit: Edit, dimension: str) -> Suggestions | None:
        """What a dimension may lack; None where there is no library. Raises LexiconError."""

    def foreign_lexicon(self, path: str) -> Imported:
        """A dictionary file of any format. Raises LexiconError where it cannot be read."""

    def saving(self, edit: Edit) -> Job:
        """The job that keeps the typed text as the user's own, and scores the library by it."""

    def using(self, name: str, *, use: bool) -> Job:
        """The job that makes the library use a lexicon, or use it no longer."""
