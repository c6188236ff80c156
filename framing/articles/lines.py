"""The lines of a text with what cleaning and intake ask of them: words, ends, prose, headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

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
SENTENCE_ENDS = frozenset(".!?…。！？")
_ENDS = SENTENCE_ENDS | frozenset(":,;：，；")

_LONG = 250
"""Characters of a line that is too long for a heading, so that a rough count will do."""
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
        self.text = lines.texts[index]
        self.end = self.start + len(self.text)
        self.last = lines.lasts[index]
        """The last character before closing quotes and brackets; empty where there is none."""
        self.paragraph = lines.firsts[index]
        """The paragraph it belongs to, as the number of its first line."""

    @property
    def opens(self) -> bool:
        """Whether it can begin a paragraph, and is not the wrapped rest of the line before."""
        return self.paragraph == self._index or self._lines[self._index - 1].words <= _FEW

    @property
    def prose(self) -> bool:
        """Whether its paragraph is running text."""
        return self._lines.prose(self._index)

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
    """The lines of a text that are not blank, column by column.

    Most lines are running text that needs no more than a look at its ends. So a `Line` is made,
    and what it is asked for is found, when it is asked.
    """

    def __init__(
        self, texts: list[str], starts: list[int], lasts: list[str], firsts: list[int]
    ) -> None:
        self.texts = texts
        self.starts = starts
        self.lasts = lasts
        self.firsts = firsts
        """The number of the first line of the paragraph that a line belongs to, by line."""
        self._words: dict[int, int] = {}
        self._prose: dict[int, bool] = {}

    def __len__(self) -> int:
        """How many there are."""
        return len(self.texts)

    def __getitem__(self, index: int) -> Line:
        """A line by its number from 0."""
        return Line(self, index)

    def __iter__(self) -> Iterator[Line]:
        """Each line, when it is asked for."""
        return map(self.__getitem__, range(len(self.texts)))

    def between(self, first: int, past: int) -> list[Line]:
        """Those of the lines `[first, past)` that there are."""
        return list(map(self.__getitem__, range(first, min(past, len(self.texts)))))

    def words(self, index: int) -> int:
        """Roughly the counted words of a line."""
        found = self._words.get(index)
        if found is None:
            found = self._words[index] = count_words(self.texts[index])
        return found

    def past(self, index: int) -> int:
        """Where the paragraph of a line ends."""
        return bisect_right(self.firsts, self.firsts[index])

    def prose(self, index: int) -> bool:
        """Whether the paragraph of a line is running text."""
        first = self.firsts[index]
        found = self._prose.get(first)
        if found is None:
            found = self._prose[first] = self._is_prose(first, self.past(first))
        return found

    def _is_prose(self, first: int, past: int) -> bool:
        """Whether a paragraph is running text: fifteen words and closed, or long lines of words."""
        closed = self.lasts[past - 1] in SENTENCE_ENDS
        if past == first + 1:  # as most are: length and spaces tell
            text = self.texts[first]
            least = 15 if closed else 25
            if len(text) >= 15 * least:
                return True
            spaces = text.count(" ")
            if spaces > least or (2 * spaces < least and text.isascii()):
                return spaces > least
        total = sum(map(self.words, range(first, past)))
        return total >= 15 if closed else total >= 25 and total >= 8 * (past - first)

    def below(self, title: str, gap: int) -> Lines:
        """These lines with a title above them, so many characters before the text."""
        return Lines(
            [title, *self.texts],
            [-len(title) - gap, *self.starts],
            [_last(title), *self.lasts],
            [0, *(first + 1 for first in self.firsts)],
        )


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


def split_lines(text: str) -> Lines:
    """The lines of a text that are not blank, in runs that one paragraph was wrapped into.

    The break between two lines ends a paragraph after a sentence's end, after a blank line, and
    where the line was not wrapped: the first word of the following line would still have fitted.
    """
    raw = text.split("\n")
    stripped = list(map(str.strip, raw))
    texts = list(filter(None, stripped))
    starts, firsts = list[int](), list[int]()
    lasts = [each[-1] if each[-1] not in _CLOSERS else _last(each) for each in texts]
    at, offset, after_blank = 0, 0, True
    for line, content in zip(raw, stripped, strict=True):
        if content:
            begins = after_blank or lasts[at - 1] in SENTENCE_ENDS
            begins = begins or _had_room(texts[at - 1], content)
            firsts.append(at if begins else firsts[-1])
            starts.append(offset if content is line else offset + line.index(content[0]))
            at += 1
        after_blank = not content
        offset += len(line) + 1
    return Lines(texts, starts, lasts, firsts)


def _last(text: str) -> str:
    """The last character before closing quotes and brackets; empty where there is none."""
    return text[-1] if text[-1] not in _CLOSERS else text.rstrip(_CLOSERS)[-1:]


def _had_room(text: str, following: str) -> bool:
    """Whether the first word of the following line would have fitted into a line."""
    return len(text) + 1 + len(following.split(maxsplit=1)[0]) <= len(following)
