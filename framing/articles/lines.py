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

_LONG = 250
"""Characters of a line that is too long for a heading, so that a rough count will do."""
HEADING_WORDS = 15
"""A heading line has at most so many words."""
FOLDED_WORDS = 120
"""No rule looks at a line of more words, so none is folded."""


class Line(NamedTuple):
    """A line that is not blank, as the half-open span of its text without outer white space."""

    start: int
    end: int
    text: str
    folded: str
    """`fold(text)`; empty for a line of more than `FOLDED_WORDS` words."""
    words: int
    after_blank: bool
    """Whether a blank line, or nothing, stands before it."""
    opens: bool
    """Whether it can begin a paragraph, and is not the wrapped rest of the line before."""
    paragraph: int
    """Number of the paragraph it belongs to, from 0."""
    prose: bool
    """Whether that paragraph is running text."""

    @property
    def ends_sentence(self) -> bool:
        """Whether it is closed by `. ! ? …` or their full-width forms."""
        return ends_with(self.text, ".!?…。！？")

    @property
    def is_heading(self) -> bool:
        """Whether it is short enough for a heading and not closed like a sentence."""
        return 0 < self.words <= HEADING_WORDS and not ends_with(self.text, ".!?…:,;。！？：，；")


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


def _counted(text: str) -> tuple[int, str]:
    """The words of a line, and the line folded where it has few enough."""
    folded = fold(text)
    if len(text) > _LONG and (folded.isascii() or not _UNSPACED.search(folded)):
        words = folded.count(" ") + 1
    else:
        words = count_words(text)
    return words, folded if words <= FOLDED_WORDS else ""


def split_lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, each when it is asked for."""
    for number, paragraph in enumerate(_paragraphs(text)):
        counted = [_counted(raw.text) for raw in paragraph]
        words = [count for count, _ in counted]
        prose = _is_prose(paragraph[-1].text, words)
        for index, raw in enumerate(paragraph):
            yield Line(
                raw.start,
                raw.start + len(raw.text),
                raw.text,
                counted[index][1],
                words[index],
                raw.after_blank,
                index == 0 or words[index - 1] <= 6,
                number,
                prose,
            )


class _Raw(NamedTuple):
    start: int
    text: str
    after_blank: bool


def _paragraphs(text: str) -> Iterator[list[_Raw]]:
    """Runs of lines that one paragraph was wrapped into."""
    paragraph: list[_Raw] = []
    for raw in _raw_lines(text):
        if paragraph and (raw.after_blank or _is_complete(paragraph[-1].text, raw.text)):
            yield paragraph
            paragraph = []
        paragraph.append(raw)
    if paragraph:
        yield paragraph


def _raw_lines(text: str) -> Iterator[_Raw]:
    offset, after_blank = 0, True
    for line in text.split("\n"):
        content = line.strip()
        if content:
            yield _Raw(offset + line.index(content[0]), content, after_blank)
        after_blank = not content
        offset += len(line) + 1


def _is_complete(line: str, following: str) -> bool:
    """Whether the break between two lines ends a paragraph.

    It does after a sentence's end, and where the line was not wrapped: the first word of the
    following line would still have fitted into it.
    """
    if ends_with(line, ".!?…。！？"):
        return True
    first = following.split(maxsplit=1)[0]
    return len(line) + 1 + len(first) <= len(following)


def _is_prose(last: str, words: list[int]) -> bool:
    """Whether a paragraph is running text: fifteen words and closed, or long lines of words."""
    total = sum(words)
    if ends_with(last, ".!?…。！？"):
        return total >= 15
    return total >= 25 and total >= 8 * len(words)
