"""A lexicon file's text, and the line and column where something stands in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from framing.errors import LexiconError


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a file with `\\n` line ends, under the name the user gave the file."""

    file: str
    text: str
    starts: tuple[int, ...]
    """The offset where each line begins."""

    @classmethod
    def of(cls, file: str, text: str) -> Source:
        """The source of a decoded text."""
        text = text.replace("\r\n", "\n")
        return cls(file, text, (0, *(found.end() for found in re.finditer("\n", text))))

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self.starts, offset)

    def error(self, what: str, offset: int, hint: str = "") -> LexiconError:
        """The error that points at an offset."""
        line = self.line(offset)
        column = offset - self.starts[line - 1] + 1
        return LexiconError(what, hint=hint, file=self.file, line=line, column=column)
