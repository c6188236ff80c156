"""What voice asks of a batch: its words and marks, what each mark touches, and where parts begin.

Places are bytes of the batch's buffer; words are numbers in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.text import Mask, Offsets, Tokens
from framing.text import characters as ch
from framing.text.byte_keys import MASKS, WIDTH, Keys, key_of, view_of
from framing.text.offsets import among

SPACE_BEFORE, SPACE_AFTER, WORD_BEFORE, WORD_AFTER = 1, 2, 4, 8
"""Bits of `Page.mark_sides`; the edges of a text and of excluded text are white space."""

LIMIT = 0x10000
"""No mark that is asked for has a higher code point; tables of marks have so many items."""

_BESIDE = ((SPACE_BEFORE, WORD_BEFORE), (SPACE_AFTER, WORD_AFTER))
_ASCII = 0x80
_TOUCHED = np.zeros((2, 1 << 8), dtype=np.uint8)
"""What a byte before a mark, or after it, means for `Page.mark_sides`; 0 for those beyond ASCII."""
for _side, (_space, _word) in zip(_TOUCHED, _BESIDE, strict=True):
    _side[:_ASCII][ch.FLAGS[:_ASCII] & ch.SPACE != 0] = _space
    _side[:_ASCII][ch.FLAGS[:_ASCII] & ch.WORD != 0] = _word
    _side[0] = _space

_CLAUSE = np.zeros(LIMIT, dtype=bool)
_CLAUSE[[ord(mark) for mark in ",;:!?()\u2026\u2014\u2015，；：（）、"]] = True


class Listed:
    """A list of words that those of a batch are compared with."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        heads = {key_of(word.encode()[:WIDTH]) for word in self.words}
        self.heads: Keys = np.array(sorted(heads), dtype=np.uint64)
        """The first eight bytes of each, sorted."""


class Page:
    """A batch with its marks."""

    def __init__(self, tokens: Tokens, texts: Sequence[str], turns: Offsets) -> None:
        """`turns` are the words that open a clause by themselves."""
        self._tokens = tokens
        self.texts = texts
        self.start: Offsets = tokens.words.start
        """First byte of each word."""
        self.end: Offsets = tokens.words.end
        """One past the last byte of each word, without tails."""
        self.sentences = tokens.sentence_opens
        """First word of each sentence; so are the next two."""
        self.paragraphs = tokens.paragraph_opens
        self.breaks: Offsets = tokens.buffer.marked(ch.BREAK)
        """Sorted places of line breaks."""
        self.edges: Offsets = np.sort(tokens.buffer.edges)
        """Sorted places of both edges of excluded spans."""
        self._read_marks()
        self.clauses = self._clauses(turns)

    def _read_marks(self) -> None:
        buffer = self._tokens.buffer
        flags, places = buffer.mark_flags, buffer.marks
        shown = (flags & ch.SPACE == 0) & (buffer.raw[places] != 0) & (buffer.folded[places] == 0)
        self.marks: Offsets = places[shown]
        """Sorted places of what is neither part of a word nor white space."""
        self.mark_flags: ch.Flags = flags[shown]
        self.mark_codes = np.minimum(buffer.codes(self.marks), LIMIT - 1)
        """The code point of each mark, at most the last one below `LIMIT`."""
        self.mark_words: Offsets = np.searchsorted(self.start, self.marks)
        """The first word after each mark; the number of words where there is none."""
        self._after = self.marks + buffer.sizes(self.marks)
        sides = np.zeros(len(self.marks), dtype=np.uint8)
        pairs = zip((self.marks - 1, self._after), _TOUCHED, _BESIDE, strict=True)
        for at, touched, (space, word) in pairs:
            beside = buffer.raw[at]
            sides |= touched[beside]
            wide = np.flatnonzero(beside >= _ASCII)
            flags = buffer.flags(at[wide])
            sides[wide[flags & ch.SPACE != 0]] |= space
            sides[wide[flags & ch.WORD != 0]] |= word
        self.mark_sides: NDArray[np.uint8] = sides
        """What each mark touches: SPACE and WORD bits."""

    def _clauses(self, turns: Offsets) -> Offsets:
        """The first word of each clause; the full stop of an abbreviation ends none."""
        dash = (self.mark_flags & ch.HYPHEN != 0) & (self.mark_sides & SPACE_BEFORE != 0)
        ends = self.mark_words[_CLAUSE[self.mark_codes] | dash]
        opens = np.zeros(len(self) + 1, dtype=bool)
        for words in (ends, turns, self.sentences):
            opens[words] = True
        return np.flatnonzero(opens[:-1])

    def __len__(self) -> int:
        """Number of counted words."""
        return len(self.start)

    def article(self, words: Offsets) -> Offsets:
        """Number of the text that each word stands in."""
        return np.searchsorted(self._tokens.opens[:-1], words, side="right") - 1

    def paragraph(self, words: Offsets) -> Offsets:
        """Number of the paragraph of each word."""
        return np.searchsorted(self.paragraphs, words, side="right") - 1

    def bounds(self, opens: Offsets, words: Offsets) -> tuple[Offsets, Offsets]:
        """The first word, and one past the last, of what each word stands in."""
        number = np.searchsorted(opens, words, side="right")
        return opens[number - 1], np.append(opens, len(self))[number]

    def sentence(self, word: int) -> int:
        """The first word of a word's sentence."""
        return int(self.sentences[np.searchsorted(self.sentences, word, side="right") - 1])

    def word(self, index: int) -> str:
        """One word, folded; empty past the last one."""
        return self._tokens.word(index) if index < len(self) else ""

    def listed(self, words: Offsets, wanted: Listed) -> Mask:
        """Which of these words stand in a list."""
        own = self._tokens.words
        size = own.size[words]
        keys = self._view[own.at[words]] & MASKS[np.minimum(size, WIDTH)]
        found = among(keys, wanted.heads)
        for place in np.flatnonzero(found & (size >= WIDTH)).tolist():
            found[place] = self.word(int(words[place])) in wanted.words
        return found

    def ends_with(self, words: Offsets, letters: str) -> Mask:
        """Which of these words end with a few ASCII letters."""
        own, size = self._tokens.words, len(letters)
        keys = self._view[own.at[words] + own.size[words] - size] & MASKS[size]
        ends: Mask = (keys == key_of(letters.encode())) & (own.size[words] >= size)
        return ends

    @cached_property
    def _view(self) -> Keys:
        return view_of(self._tokens.words.folded)

    def letters(self, words: Offsets, places: range) -> NDArray[np.uint8]:
        """Folded bytes of words, a row a word: from its beginning, or for places below 0 from its
        end; whatever stands there, where the word is shorter."""
        own = self._tokens.words
        from_ = own.at[words] if places.start >= 0 else own.at[words] + own.size[words]
        found: NDArray[np.uint8] = own.folded[from_[:, None] + np.array(places)]
        return found

    def touching(self, marks: Offsets) -> Mask:
        """Which of these marks, by number, begin right behind the mark before."""
        before = np.maximum(marks - 1, 0)
        touching: Mask = (marks > 0) & (self._after[before] == self.marks[marks])
        return touching

    def places(self, article: int, span: tuple[int, int]) -> tuple[int, int]:
        """Where a span of characters of an article stands."""
        text, opens = self.texts[article], int(self._tokens.buffer.opens[article])
        first, last = (
            len(text[:at].encode("utf-8", "surrogatepass")) if not text[:at].isascii() else at
            for at in span
        )
        return opens + first, opens + last

    def characters(self, places: Offsets) -> tuple[Offsets, Offsets]:
        """The article of each place, and its characters before the place."""
        buffer = self._tokens.buffer
        article = np.searchsorted(buffer.opens, places, side="right") - 1
        return article, buffer.characters(places) - self._tokens.base[article]

    def written(self, first: int, stop: int) -> str:
        """The text of words as it is written, white space as one space."""
        buffer = self._tokens.buffer
        piece = buffer.raw[self.start[first] : self.end[stop - 1]].tobytes()
        return " ".join(piece.decode("utf-8", "surrogatepass").split())
