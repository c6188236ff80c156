"""What can go wrong for a user: one base error with file, line and remedy, and its few kinds."""

from __future__ import annotations

_LONGEST = 300


class FramingError(Exception):
    """Something the user can mend; shown as one line, never as a traceback."""

    exit_code = 1

    def __init__(
        self, what: str, *, hint: str = "", file: str = "", line: int = 0, column: int = 0
    ) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.file = file
        self.line = line
        self.column = column

    def __str__(self) -> str:
        """`FILE:LINE:COLUMN: what is wrong (what to do)`, at most 300 characters."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        text = f"{place}: {self.what}" if place else self.what
        hint = f" ({self.hint})" if self.hint else ""
        if len(text) + len(hint) > _LONGEST:
            text = text[: _LONGEST - len(hint) - 1] + "…"
        return text + hint


class ReadError(FramingError):
    """An article file, or a row of one, that cannot be taken as it is."""


class LexiconError(FramingError):
    """A lexicon that says something it may not, or a name that no lexicon has."""


class NotFoundError(FramingError):
    """An id, dimension, format or source that the library does not know."""


class UsageError(FramingError):
    """A command that was asked for something it cannot do."""

    exit_code = 2


class LibraryError(FramingError):
    """A library file that is not ours, damaged, newer, locked, full or read-only."""

    exit_code = 3
