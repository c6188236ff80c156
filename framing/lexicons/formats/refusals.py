"""How a lexicon file is refused: one error that says where, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import LexiconError


@dataclass(frozen=True, slots=True)
class FilePlace:
    """A place in a lexicon file; as a context it makes the ValueError of a check point there."""

    file: str
    """As the user would name it."""
    line: int = 0
    """From 1; 0 for the file as a whole."""
    column: int = 0
    """From 1; 0 for the line as a whole."""

    def error(self, what: str, hint: str = "") -> LexiconError:
        """The error that points here."""
        return LexiconError(what, hint=hint, file=self.file, line=self.line, column=self.column)

    def twice(self, what: str, first: int) -> LexiconError:
        """The error for something that stands in the line `first` already."""
        return self.error(f"{what} stands twice", f"it stands in line {first} too")

    def __enter__(self) -> None:
        """Begin to check."""

    def __exit__(self, _kind: object, error: object, _trace: object) -> None:
        """Raises LexiconError for a ValueError."""
        if isinstance(error, ValueError):
            raise self.error(str(error)) from error
