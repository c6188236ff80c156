"""A lexicon file's text, and the line and column where something stands in it."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from framing.errors import LexiconError
from framing.limits import LEXICON_LINE_CHARACTERS

_COMMENT = re.compile(r"\s*(?:;++|#++)(?:\s|$)")


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


def numbered_lines(file: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold more than white space, with their numbers, without space at the end.

    Raises LexiconError for a line over the cap.
    """
    for number, line in enumerate(io.StringIO(text), 1):
        if len(line) > LEXICON_LINE_CHARACTERS:
            what = f"the line is longer than {LEXICON_LINE_CHARACTERS} characters"
            raise LexiconError(what, file=file, line=number)
        if kept := line.rstrip():
            yield number, kept


def is_comment(line: str) -> bool:
    """Whether a line of a word list or table is a remark; `#word` and `;)` are terms."""
    return bool(_COMMENT.match(line))
