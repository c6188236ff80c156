"""A lexicon file's text, and the line and column where something stands in it."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from framing.lexicons.formats.refusals import FilePlace
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

    def place(self, offset: int) -> FilePlace:
        """The line and column of an offset."""
        line = self.line(offset)
        return FilePlace(self.file, line, offset - self.starts[line - 1] + 1)


class Cursor:
    """One pass over a source; `at` is the offset it has reached."""

    def __init__(self, source: Source, blank: re.Pattern[str]) -> None:
        """`blank` matches what means nothing, and the empty text too."""
        self.source = source
        self.text = source.text
        self.at = 0
        self._blank = blank

    def blank(self) -> None:
        """Step over what means nothing."""
        found = self._blank.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def take(self, mark: str) -> bool:
        """Step over what means nothing, then over a mark if it comes next."""
        self.blank()
        comes = self.text.startswith(mark, self.at)
        self.at += len(mark) * comes
        return comes


def numbered_lines(file: str, text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold more than white space, with their numbers, without space at the end.

    Raises LexiconError for a line over the cap.
    """
    for number, line in enumerate(io.StringIO(text), 1):
        if len(line) > LEXICON_LINE_CHARACTERS:
            what = f"the line is longer than {LEXICON_LINE_CHARACTERS} characters"
            raise FilePlace(file, number).error(what)
        if kept := line.rstrip():
            yield number, kept


def is_comment(line: str) -> bool:
    """Whether a line of a word list or table is a remark; `#word` and `;)` are terms."""
    return bool(_COMMENT.match(line))
