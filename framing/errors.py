"""What can go wrong for a user: one base error with file, line and remedy, and its few kinds."""

from __future__ import annotations

from framing.visible import visible_line

_LONGEST = 300 - len("warning: ")
_LEAST = 80
"""Characters that a file, what is wrong and what to do each have room for."""


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
        """`FILE:LINE:COLUMN: what is wrong (what to do)` on one visible line.

        It has at most 300 characters with `error: ` or `warning: ` before it: where it would be
        longer, a long file loses its beginning, then what is wrong its end, then what to do.
        """
        parts = [visible_line(each) for each in (self.file, self.what, self.hint)]
        for number, shortened in enumerate((_end_of, _beginning_of, _beginning_of)):
            over = len(self._line(*parts)) - _LONGEST
            most = max(_LEAST, len(parts[number]) - over)
            if over > 0 and len(parts[number]) > most:
                parts[number] = shortened(parts[number], most)
        return self._line(*parts)

    def _line(self, file: str, what: str, hint: str) -> str:
        place = ":".join(str(part) for part in (file, self.line, self.column) if part)
        return (f"{place}: " if place else "") + what + (f" ({hint})" if hint else "")


def _beginning_of(text: str, most: int) -> str:
    return f"{text[: most - 1]}…"


def _end_of(text: str, most: int) -> str:
    return f"…{text[1 - most :]}"


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
