"""The lines of a text as plain Python tells of them: the oracle of what the core tells."""

from __future__ import annotations

import re
from array import array

from framing.articles.lines import Lines, utf_8

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_][^\W_]*")
TAIL = re.compile(r"[^\W_]['’](?:s|t|re|ve|ll|d|m)\b", re.IGNORECASE)
CLOSERS = "\"'’”»)]}"
SENTENCE_ENDS = (*".!?…。！？",)
LONG, HEADING = 250, 6


def plain_words(text: str) -> int:
    """Words, each character of a script without spaces one; ’s and its kind none."""
    spaced, unspaced = UNSPACED.subn(" ", text)
    if len(text) > LONG:
        return len(spaced.split()) + unspaced
    return len(WORD.findall(spaced)) - len(TAIL.findall(spaced)) + unspaced


def plain_last(text: str) -> str:
    return text.rstrip(CLOSERS)[-1:]


class PlainLines(Lines):
    """Every column by itself, line by line."""

    def __init__(self, text: str, title: str = "") -> None:
        self.encoded = utf_8(text)
        self._text, self._title, self._titled = text, title, int(title != "")
        starts, texts, firsts, offset, after_blank = [-len(title) - 2], [title], [0], 0, True
        if not title:
            starts, texts, firsts = [], [], []
        for raw in text.split("\n"):
            if line := raw.strip():
                begins = after_blank or plain_last(texts[-1]) in SENTENCE_ENDS
                begins = begins or len(texts[-1]) + 1 + len(line.split()[0]) <= len(line)
                firsts.append(len(texts) if begins else firsts[-1])
                starts.append(offset + len(raw) - len(raw.lstrip()))
                texts.append(line)
            after_blank = not line
            offset += len(raw) + 1
        paragraphs = [[at for at, of in enumerate(firsts) if of == first] for first in firsts]
        ends = [start + len(line) for start, line in zip(starts, texts, strict=True)]
        lasts = [ord(plain_last(line) or "\0") for line in texts]
        words = list(map(plain_words, texts))
        prose = [plain_prose([texts[at] for at in own]) for own in paragraphs]
        columns = (starts, ends, lasts, firsts, words, prose, [0] * len(texts))
        self._put([array("q", column) for column in columns])


def plain_prose(lines: list[str]) -> bool:
    """Whether a paragraph is running text: fifteen words and closed, or long lines of words. Of a
    line by itself that is long or has many spaces or few, these tell."""
    closed = plain_last(lines[-1]) in SENTENCE_ENDS
    least, spaces = 15 if closed else 25, lines[0].count(" ")
    if len(lines) == 1 and len(lines[0]) >= 15 * least:
        return True
    if len(lines) == 1 and (spaces > least or (2 * spaces < least and lines[0].isascii())):
        return spaces > least
    words = sum(map(plain_words, lines))
    return words >= least and (closed or words >= 8 * len(lines))
