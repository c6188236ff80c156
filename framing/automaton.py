"""Finds every place where any of many patterns stands in a batch: one pass for all of them.

Each pattern is looked for by a literal: the whole of it where a wildcard stands only at its end,
else its longest run of fixed characters. In the stream of a batch a word's first letter is a
capital, so a literal that opens a word is found only where a word opens. What the literal leaves
open is then checked with arrays, or word by word for the few patterns with inner wildcards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from ahocorasick_rs import BytesAhoCorasick

from framing.patterns import Pattern, PatternWord, glob_match
from framing.text import JOINT_NONE, JOINT_SPACE, JOINT_STOP, TAIL_BITS, Mask, Offsets, Tokens


@dataclass(frozen=True, slots=True)
class Candidates:
    """Places where patterns stand, before any of them has won a word."""

    pattern: Offsets
    """Index of the pattern."""
    first: Offsets
    """Index of its first word in the batch."""
    last: Offsets
    """Index of its last word."""


@dataclass(frozen=True, slots=True)
class _Literal:
    """What is searched for one pattern, and how a hit becomes a candidate."""

    texts: tuple[str, ...]
    pattern: int
    word: int
    """Which word of the pattern the literal opens in."""
    simple: bool
    """Whether boundaries are all that is left to check."""
    open_end: bool = False
    """Whether the last word may go on after the literal."""


class Automaton:
    """All patterns of all lexicons, compiled once and searched together."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        literals = [_literal(index, pattern) for index, pattern in enumerate(patterns)]
        owners: dict[bytes, list[int]] = {}
        for index, literal in enumerate(literals):
            for text in literal.texts:
                owners.setdefault(text.encode("utf-8", "surrogatepass"), []).append(index)
        self._search = BytesAhoCorasick(list(owners)) if owners else None
        sizes = [len(group) for group in owners.values()]
        self._owner_from = np.concatenate(([0], np.cumsum(sizes, dtype=np.int64)))
        self._owner = np.fromiter(chain.from_iterable(owners.values()), dtype=np.int64)
        self._word = np.array([literal.word for literal in literals], dtype=np.int64)
        self._simple = np.array([literal.simple for literal in literals], dtype=bool)
        self._open_end = np.array([literal.open_end for literal in literals], dtype=bool)
        self._length = np.array([len(pattern.words) for pattern in patterns], dtype=np.int64)
        words = [word for pattern in patterns for word in pattern.words]
        self._words_from = np.cumsum(self._length) - self._length
        self._texts = [word.text for word in words]
        self._any = np.array([word.shape == "any" for word in words], dtype=bool)
        self._touching = np.array([word.touching for word in words], dtype=bool)
        self._tail = np.array([word.tail for word in words], dtype=np.uint8)

    def find(self, tokens: Tokens) -> Candidates:
        """Every place where a pattern stands, overlapping ones included, in no set order."""
        if self._search is None or not len(tokens):
            nothing = np.zeros(0, dtype=np.int64)
            return Candidates(nothing, nothing, nothing)
        hits = self._search.find_matches_as_indexes(tokens.stream, overlapping=True)
        flat = np.fromiter(chain.from_iterable(hits), dtype=np.int64, count=3 * len(hits))
        literal, begin, end = flat[0::3], flat[1::3], flat[2::3]
        counts = self._owner_from[literal + 1] - self._owner_from[literal]
        places = np.repeat(np.arange(len(literal)), counts)
        offsets = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
        pattern = self._owner[self._owner_from[literal[places]] + offsets]
        begin, end = begin[places], end[places]
        at = np.searchsorted(tokens.stream_start, begin, side="right") - 1
        simple = self._simple[pattern]
        return _join(
            self._simple_ones(tokens, pattern[simple], at[simple], begin[simple], end[simple]),
            self._others(tokens, pattern[~simple], at[~simple]),
        )

    def _simple_ones(
        self, tokens: Tokens, pattern: Offsets, at: Offsets, begin: Offsets, end: Offsets
    ) -> Candidates:
        """Candidates whose literal holds the whole pattern: only its two ends are open."""
        last = at + self._length[pattern] - 1
        good = (tokens.stream_start[at] == begin) & (last < len(tokens))
        pattern, at, end, last = pattern[good], at[good], end[good], last[good]
        word_end = tokens.stream_end[last]
        good = (word_end == end) | (
            self._open_end[pattern] & (tokens.stream_start[last] < end) & (end < word_end)
        )
        stops = np.cumsum(tokens.joint == JOINT_STOP)
        good &= stops[at] == stops[last]
        return Candidates(pattern[good], at[good], last[good])

    def _others(self, tokens: Tokens, pattern: Offsets, at: Offsets) -> Candidates:
        """Candidates that are compared word by word, all of them one word at a time."""
        pairs = np.unique(np.stack((pattern, at - self._word[pattern])), axis=1)
        length = self._length[pairs[0]]
        pairs = pairs[:, (pairs[1] >= 0) & (pairs[1] + length <= len(tokens))]
        for depth in range(int(length.max(initial=0))):
            going_on = self._length[pairs[0]] > depth
            fits = np.ones(len(going_on), dtype=bool)
            words = self._words_from[pairs[0][going_on]] + depth
            fits[going_on] = self._fitting(tokens, words, pairs[1][going_on] + depth, depth)
            pairs = pairs[:, fits]
        return Candidates(pairs[0], pairs[1], pairs[1] + self._length[pairs[0]] - 1)

    def _fitting(self, tokens: Tokens, words: Offsets, places: Offsets, depth: int) -> Mask:
        """Which of these pattern words mean the words of the text at these places."""
        wanted, tails = self._tail[words], tokens.tail[places]
        lowest = (1 << TAIL_BITS) - 1
        fits: Mask = (wanted == 0) | (wanted & lowest == tails & lowest)
        fits &= (wanted >> TAIL_BITS == 0) | (wanted == tails)
        if depth:
            joint = np.where(self._touching[words], JOINT_NONE, JOINT_SPACE)
            fits &= tokens.joint[places] == joint
        open_ones = np.flatnonzero(fits & ~self._any[words])
        fits[open_ones] = self._meant(tokens, words[open_ones], places[open_ones])
        return fits

    def _meant(self, tokens: Tokens, words: Offsets, places: Offsets) -> Mask:
        """The same for wildcards and letters: each pattern word meets each word of a text once."""
        distinct, which = np.unique(places, return_inverse=True)
        known: dict[str, int] = {}
        numbers = [known.setdefault(tokens.word(place), len(known)) for place in distinct.tolist()]
        texts = list(known)
        size = max(1, len(texts))
        meetings, which_one = np.unique(
            words * size + np.array(numbers, dtype=np.int64)[which], return_inverse=True
        )
        answers = [
            glob_match(self._texts[meeting // size], texts[meeting % size])
            for meeting in meetings.tolist()
        ]
        return np.array(answers, dtype=bool)[which_one]


def _join(*parts: Candidates) -> Candidates:
    return Candidates(
        np.concatenate([part.pattern for part in parts]),
        np.concatenate([part.first for part in parts]),
        np.concatenate([part.last for part in parts]),
    )


def _literal(index: int, pattern: Pattern) -> _Literal:
    """How a pattern is looked for."""
    words = pattern.words
    shapes = [word.shape for word in words]
    fixed = all(shape == "literal" for shape in shapes[:-1]) and shapes[-1] in (
        "literal",
        "prefix",
    )
    if fixed and not any(word.tail for word in words):
        open_end = shapes[-1] == "prefix"
        return _Literal((_as_streamed(words),), index, 0, True, open_end)
    word, texts = max(_anchors(words), key=lambda anchor: len(anchor[1][0]))
    return _Literal(texts, index, word, False)


def _anchors(words: Sequence[PatternWord]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Literals any of which a place must hold: the pattern's word it opens in, and its texts."""
    for place, word in enumerate(words):
        if word.shape in ("literal", "prefix"):
            yield place, (_as_streamed((word,)),)
        else:
            chunks = word.text.replace("?", "*").split("*")
            chunk = max(chunks, key=len)
            if chunk:
                yield place, tuple({chunk, _capital(chunk)})


def _as_streamed(words: Sequence[PatternWord]) -> str:
    """The words as they stand in the stream of a batch, up to a wildcard at their end."""
    parts = [_capital(word.text.removesuffix("*")) for word in words]
    gaps = ["" if word.touching else " " for word in words[1:]]
    return parts[0] + "".join(gap + part for gap, part in zip(gaps, parts[1:], strict=True))


def _capital(word: str) -> str:
    """The word with a first letter a-z in upper case."""
    return word[:1].upper() + word[1:] if "a" <= word[:1] <= "z" else word
