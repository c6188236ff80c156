"""The lines of a text with what cleaning and intake ask of them: words, ends, prose, headings."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from copy import copy
from functools import cache, lru_cache

from framing.articles.line_characters import fold
from framing.articles.line_signs import line_rules
from framing.core.lines import LineRules

_CLOSERS = "\"'’”»)]}"
SENTENCE_ENDS = frozenset(".!?…。！？")
_ENDS = SENTENCE_ENDS | frozenset(":,;：，；")

_COLUMNS = 7
"""Columns of the core's table that tell of a line; the others say where it stands in UTF-8."""
_FEW = 6
"""Words of a line at most after which another may begin a paragraph, though it was not closed."""
HEADING_WORDS = 15
"""A heading line has at most so many words."""
FOLDED_WORDS = 120
"""No rule looks at a line of more words, so none is folded."""


class Line:
    """A line that is not blank, as the half-open span of its text without outer white space."""

    def __init__(self, lines: Lines, index: int) -> None:
        self._lines = lines
        self._index = index
        self.start = lines.starts[index]
        self.end = lines.ends[index]
        self.text = lines.text(index)

    @property
    def last(self) -> str:
        """The last character before closing quotes and brackets; empty where there is none."""
        code = self._lines.lasts[self._index]
        return chr(code) if code else ""

    @property
    def paragraph(self) -> int:
        """The paragraph it belongs to, as the number of its first line."""
        return self._lines.firsts[self._index]

    @property
    def opens(self) -> bool:
        """Whether it can begin a paragraph, and is not the wrapped rest of the line before."""
        return self.paragraph == self._index or self._lines.words(self._index - 1) <= _FEW

    @property
    def prose(self) -> bool:
        """Whether its paragraph is running text."""
        return bool(self._lines.prose[self._index])

    @property
    def words(self) -> int:
        """Roughly the counted words."""
        return self._lines.words(self._index)

    @property
    def folded(self) -> str:
        """`fold(text)`; empty for a line of more than `FOLDED_WORDS` words."""
        return fold(self.text) if self.is_folded else ""

    @property
    def is_folded(self) -> bool:
        """Whether it has few enough words for rules to look at them."""
        return len(self.text) < 2 * FOLDED_WORDS or self.text.count(" ") < FOLDED_WORDS

    @property
    def ends_sentence(self) -> bool:
        """Whether it is closed by `. ! ? …` or their full-width forms."""
        return self.last in SENTENCE_ENDS

    @property
    def is_heading(self) -> bool:
        """Whether it is short enough for a heading and not closed like a sentence."""
        return self.last not in _ENDS and 0 < self.words <= HEADING_WORDS


class Lines:
    """The lines of a text that are not blank, column by column, as the core tells of them.

    The break between two lines ends a paragraph after a sentence's end, after a blank line, and
    where the line was not wrapped: the first word of the following line would still have fitted.
    A title may stand above them as line 0, two characters before the text: its start is negative.
    """

    def __init__(self, text: str, encoded: bytes, title: str, rules: LineRules) -> None:
        """`encoded` is the text in UTF-8; `rules` are those that are asked which lines they may
        take. The title is one line."""
        self.encoded = encoded
        self._text, self._title = text, title
        room = text.count("\n") + 2
        table, count = rules.read(utf_8(title), encoded, room)
        self._titled = int(title != "")
        self._put([table[at * room : at * room + count] for at in range(_COLUMNS)])

    def _put(self, columns: list[array[int]]) -> None:
        self._columns = columns
        self.starts, self.ends, self.lasts, self.firsts = columns[:4]
        self._words, self.prose, self._asked = columns[4:]

    def __len__(self) -> int:
        """How many there are."""
        return len(self.starts)

    def __getitem__(self, index: int) -> Line:
        """A line by its number from 0."""
        return Line(self, index)

    def __iter__(self) -> Iterator[Line]:
        """Each line, when it is asked for."""
        return map(self.__getitem__, range(len(self.starts)))

    def text(self, index: int) -> str:
        """The text of a line."""
        start = self.starts[index]
        return self._text[start : self.ends[index]] if start >= 0 else self._title

    def between(self, first: int, past: int) -> list[Line]:
        """Those of the lines `[first, past)` that there are."""
        return list(map(self.__getitem__, range(first, min(past, len(self.starts)))))

    def words(self, index: int) -> int:
        """Roughly the counted words of a line."""
        found = self._words[index]
        if found < 0:
            found = self._words[index] = count_words(self.text(index))
        return found

    def past(self, index: int) -> int:
        """Where the paragraph of a line ends."""
        return bisect_right(self.firsts, self.firsts[index])

    def of_text(self) -> Iterator[Line]:
        """Each line but the title above, when it is asked for."""
        return map(self.__getitem__, range(self._titled, len(self.starts)))

    def without_title(self) -> Lines:
        """The lines of the text alone."""
        if not self._titled:
            return self
        own = copy(self)
        own._titled = 0
        own._put([column[1:] for column in self._columns])
        own.firsts = array("q", [first - 1 for first in own.firsts])
        return own

    def fitting(self) -> dict[int, list[int]]:
        """The lines that rules may take, by the number of the rule."""
        found: dict[int, list[int]] = {}
        for index, rules in enumerate(self._asked):
            for number in _numbers(rules) if rules else ():
                found.setdefault(number, []).append(index)
        return found


@lru_cache(maxsize=4096)
def _numbers(rules: int) -> tuple[int, ...]:
    """The numbers of a set of rules; few sets are common."""
    return tuple(number for number in range(rules.bit_length()) if rules >> number & 1)


def ends_with(text: str, marks: str) -> bool:
    """Whether the last character before closing quotes and brackets is one of `marks`."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(marks)


def count_words(text: str) -> int:
    """Roughly the counted words of a line, without the arrays of the scorer.

    Each character of a script without spaces counts as one; ’s and its kind count nothing. In a
    long line of another script what stands between spaces is counted.
    """
    return _no_rules().words(utf_8(text))


def utf_8(text: str) -> bytes:
    """The text in UTF-8; halves of surrogate pairs as if they were characters."""
    return text.encode("utf-8", "surrogatepass")


def split_lines(text: str) -> Lines:
    """The lines of a text that no rule is asked of."""
    return Lines(text, utf_8(text), "", _no_rules())


@cache
def _no_rules() -> LineRules:
    return line_rules(())
