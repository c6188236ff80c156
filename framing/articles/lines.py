"""The lines of a text with what cleaning and intake ask of them: words, ends, prose, headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
_TAIL = re.compile(r"[^\W_]'(?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
_FIGURE = re.compile("[0-9]")
_QUOTES = tuple(zip("’“”‘‚‛„‟«»ʼ", '\'""\'\'\'""""\'', strict=True))
_MARKS = (("’", "'"), *((mark, '"') for mark in "“”‘–—…"), ("\xa0", " "))
"""Common marks beyond ASCII, and marks within it that mean the same to a count of words."""
_ALONE = bytes(code if chr(code).isalnum() else 32 for code in range(128)).ljust(256)
"""ASCII with a space for all that is neither letter nor digit."""
_RUN_ON = re.compile(r"(?<![A-Za-z0-9])[0-9]+(?:([.,])(?=[0-9])|(?=[A-Za-z]))")
"""A number that goes on over a mark (then with it), or one that a word follows at once."""
_CLOSERS = "\"'’”»)]}"
_SENTENCE_ENDS = frozenset(".!?…。！？")
_ENDS = _SENTENCE_ENDS | frozenset(":,;：，；")

_LONG = 250
"""Characters of a line that is too long for a heading, so that a rough count will do."""
HEADING_WORDS = 15
"""A heading line has at most so many words."""
FOLDED_WORDS = 120
"""No rule looks at a line of more words, so none is folded."""


class Line(NamedTuple):
    """A line that is not blank, as the half-open span of its text without outer white space.

    What few lines are asked for is found when it is asked: most lines are running text, and one
    look at their ends is all they need.
    """

    start: int
    end: int
    text: str
    last: str
    """The last character before closing quotes and brackets; empty where there is none."""
    after_blank: bool
    """Whether a blank line, or nothing, stands before it."""
    opens: bool
    """Whether it can begin a paragraph, and is not the wrapped rest of the line before."""
    paragraph: int
    """Number of the paragraph it belongs to, from 0."""
    prose: bool
    """Whether that paragraph is running text."""

    @property
    def words(self) -> int:
        """Roughly the counted words."""
        return count_words(self.text)

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
        return self.last in _SENTENCE_ENDS

    @property
    def is_heading(self) -> bool:
        """Whether it is short enough for a heading and not closed like a sentence."""
        return self.last not in _ENDS and 0 < self.words <= HEADING_WORDS


def fold(text: str) -> str:
    """The text as it is compared: case folded, quotation marks unified, one space for any."""
    folded = _replaced(text, _QUOTES).casefold()
    if "  " in folded or not folded.isprintable():  # of white space, only the space is printable
        return " ".join(folded.split())
    return folded.strip()


def _replaced(text: str, marks: Iterable[tuple[str, str]]) -> str:
    """The text with marks replaced, one character for one: faster than `translate` by far."""
    for mark, other in marks:
        if text.isascii():
            break
        text = text.replace(mark, other)
    return text


def ends_with(text: str, marks: str) -> bool:
    """Whether the last character before closing quotes and brackets is one of `marks`."""
    return text.rstrip(_CLOSERS)[-1:] in tuple(marks)


def count_words(text: str) -> int:
    """Roughly the counted words of a line, without the arrays of the scorer.

    Each character of a script without spaces counts as one; ’s and its kind count nothing. In a
    long line of another script what stands between spaces is counted.
    """
    text, unspaced = _replaced(text, _MARKS), 0
    if not text.isascii():
        text, unspaced = _UNSPACED.subn(" ", text)
    if len(text) > _LONG:
        return len(text.split()) + unspaced
    tails = len(_TAIL.findall(text)) if "'" in text else 0
    return _runs(text) - tails + unspaced


def _runs(text: str) -> int:
    """How often `_WORD` stands in a text; for ASCII in a fraction of its time."""
    if not text.isascii():
        return len(_WORD.findall(text))
    runs = len(text.encode().translate(_ALONE).split())
    if _FIGURE.search(text):
        runs += sum(-1 if mark else 1 for mark in _RUN_ON.findall(text))
    return runs


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, each when it is asked for."""
    for number, paragraph in enumerate(_paragraphs(text)):
        prose = _is_prose(paragraph)
        opens = True
        for start, content, last, after_blank in paragraph:
            end = start + len(content)
            yield Line(start, end, content, last, after_blank, opens, number, prose)
            if len(paragraph) > 1:
                opens = count_words(content) <= 6


_Raw = tuple[int, str, str, bool]
"""Where a line starts, its text, its last character before closing marks, whether a blank line
stands before it."""


def _paragraphs(text: str) -> Iterator[list[_Raw]]:
    """Runs of lines that one paragraph was wrapped into.

    The break between two lines ends a paragraph after a sentence's end, after a blank line, and
    where the line was not wrapped: the first word of the following line would still have fitted.
    """
    paragraph: list[_Raw] = []
    offset, after_blank = 0, True
    for line in text.split("\n"):
        content = line.strip()
        if content:
            if paragraph and (after_blank or _is_complete(paragraph[-1], content)):
                yield paragraph
                paragraph = []
            start = offset if content is line else offset + line.index(content[0])
            last = content[-1]
            if last in _CLOSERS:
                last = content.rstrip(_CLOSERS)[-1:]
            paragraph.append((start, content, last, after_blank))
        after_blank = not content
        offset += len(line) + 1
    if paragraph:
        yield paragraph


def _is_complete(raw: _Raw, following: str) -> bool:
    if raw[2] in _SENTENCE_ENDS:
        return True
    first = following.split(maxsplit=1)[0]
    return len(raw[1]) + 1 + len(first) <= len(following)


def _is_prose(paragraph: list[_Raw]) -> bool:
    """Whether a paragraph is running text: fifteen words and closed, or long lines of words."""
    _, text, last, _ = paragraph[-1]
    closed = last in _SENTENCE_ENDS
    if len(paragraph) == 1:  # as most are: length and spaces tell
        least = 15 if closed else 25
        if len(text) >= 15 * least:
            return True
        spaces = text.count(" ")
        if spaces > least or (2 * spaces < least and text.isascii()):
            return spaces > least
    total = sum(count_words(content) for _, content, _, _ in paragraph)
    return total >= 15 if closed else total >= 25 and total >= 8 * len(paragraph)
