"""Finds every place where any of many patterns stands in a batch: one pass for all of them.

Each pattern is looked for by one of its words, the one with the longest letters before a wildcard.
The first bytes of every word of a batch are looked up in a table of those; what the table lets
through is compared in full, eight bytes at a time, then word by word. Everything is done for all
places at once; only patterns with wildcards inside a word ask Python, once for each distinct word.
Patterns without any letter before a wildcard are searched by an Aho–Corasick automaton.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from framing.data import word_list
from framing.lexicons.patterns import Pattern, PatternWord, glob_match
from framing.matching.word_forms import Form, Forms, Index, keys_of
from framing.text import JOINT_NONE, JOINT_SPACE, TAIL_BITS, Mask, Offsets, Tokens
from framing.text.byte_keys import Keys


@dataclass(frozen=True, slots=True)
class Candidates:
    """Places where patterns stand, before any of them has won a word."""

    pattern: Offsets
    """Index of the pattern."""
    first: Offsets
    """Index of its first word in the batch."""
    last: Offsets
    """Index of its last word."""


class Finder:
    """All patterns of all lexicons, compiled once and searched together; it never changes."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._length = np.array([len(pattern.words) for pattern in patterns], dtype=np.int64)
        words = [word for pattern in patterns for word in pattern.words]
        self._words_from = np.cumsum(self._length) - self._length
        self._texts = [word.text for word in words]
        self._touching = np.array([word.touching for word in words], dtype=bool)
        self._tail = np.array([word.tail for word in words], dtype=np.uint8)
        self._glob = np.array([word.shape == "glob" for word in words], dtype=bool)
        anchors = [_anchor(pattern.words) for pattern in patterns]
        self._anchor = np.array([-1 if each is None else each for each in anchors], dtype=np.int64)
        self._forms = Forms([_form(word) for word in words])
        found = [index for index, anchor in enumerate(anchors) if anchor is not None]
        self._index = Index([_form(patterns[at].words[self._anchor[at]]) for at in found], found)
        self._second = np.array([_second(*each) for each in zip(patterns, anchors, strict=True)])
        """One more word of each pattern, where it has one."""
        self._chunks = Chunks(patterns, np.flatnonzero(self._anchor < 0).tolist())
        plain = [_is_plain(pattern) for pattern in patterns]
        self._plain = np.array(plain, dtype=bool)
        """One word, and its form is all of it."""

    def find(self, tokens: Tokens) -> Candidates:
        """Every place where a pattern stands, overlapping ones included, in no set order."""
        if not len(tokens) or not len(self._length):
            nothing = np.zeros(0, dtype=np.int64)
            return Candidates(nothing, nothing, nothing)
        keys = keys_of(tokens.words)
        pattern, word = self._index.find(tokens.words, keys)
        plain = self._plain[pattern]
        others, first = self._likely(keys, pattern[~plain], word[~plain])
        headless, places = self._chunks.find(tokens)
        others, first = np.append(others, headless), np.append(first, places)
        others, first = self._whole(tokens, others, first)
        pattern, word = pattern[plain], word[plain]
        last = np.append(word, first + self._length[others] - 1)
        return Candidates(np.append(pattern, others), np.append(word, first), last)

    def _likely(self, keys: Keys, pattern: Offsets, word: Offsets) -> tuple[Offsets, Offsets]:
        """Where the first bytes of one more word fit, with the place of the first word."""
        first = word - self._anchor[pattern]
        second = np.clip(first + self._second[pattern], 0, len(keys) - 1)
        form = self._words_from[pattern] + self._second[pattern]
        fits = keys[second] & self._forms.mask[form] == self._forms.first[form]
        return pattern[fits], first[fits]

    def _whole(self, tokens: Tokens, pattern: Offsets, first: Offsets) -> tuple[Offsets, Offsets]:
        """The places where every word of a pattern fits."""
        inside = (first >= 0) & (first + self._length[pattern] <= len(tokens))
        pattern, first = pattern[inside], first[inside]
        for check in (self._letters, self._joined, self._tailed, self._inner):
            for depth in range(int(self._length[pattern].max(initial=0))):
                going_on = np.flatnonzero(self._length[pattern] > depth)
                word = self._words_from[pattern[going_on]] + depth
                fits = check(tokens, word, first[going_on] + depth, depth)
                if not fits.all():
                    keep = np.ones(len(pattern), dtype=bool)
                    keep[going_on[~fits]] = False
                    pattern, first = pattern[keep], first[keep]
        return pattern, first

    def _letters(self, tokens: Tokens, words: Offsets, places: Offsets, _: int) -> Mask:
        """Which of these pattern words have the letters of the text's words at these places."""
        return self._forms.fit(tokens.words, words, places)

    def _joined(self, tokens: Tokens, words: Offsets, places: Offsets, depth: int) -> Mask:
        if not depth:
            return np.ones(len(words), dtype=bool)
        wanted = np.where(self._touching[words], JOINT_NONE, JOINT_SPACE)
        fits: Mask = tokens.joints(places) == wanted
        return fits

    def _tailed(self, tokens: Tokens, words: Offsets, places: Offsets, _: int) -> Mask:
        fits = np.ones(len(words), dtype=bool)
        asking = np.flatnonzero(self._tail[words] != 0)
        wanted, tails = self._tail[words[asking]], tokens.tails(places[asking])
        lowest = (1 << TAIL_BITS) - 1
        fits[asking] = (wanted == tails) | ((wanted >> TAIL_BITS == 0) & (wanted == tails & lowest))
        return fits

    def _inner(self, tokens: Tokens, words: Offsets, places: Offsets, _: int) -> Mask:
        """Which words with inner wildcards mean those of the text: each pair is asked once."""
        fits = np.ones(len(words), dtype=bool)
        asking = np.flatnonzero(self._glob[words])
        if not len(asking):
            return fits
        words, places = words[asking], places[asking]
        distinct, which = np.unique(places, return_inverse=True)
        known: dict[str, int] = {}
        numbers = [known.setdefault(tokens.word(place), len(known)) for place in distinct.tolist()]
        texts = list(known)
        meetings, which_one = np.unique(
            words * len(texts) + np.array(numbers, dtype=np.int64)[which], return_inverse=True
        )
        answers = [
            glob_match(self._texts[meeting // len(texts)], texts[meeting % len(texts)])
            for meeting in meetings.tolist()
        ]
        fits[asking] = np.array(answers, dtype=bool)[which_one]
        return fits


class Chunks:
    """Patterns that have no letter before a wildcard in any word: found by letters inside one."""

    def __init__(self, patterns: Sequence[Pattern], chosen: Sequence[int]) -> None:
        owners: dict[bytes, list[tuple[int, int]]] = {}
        for index in chosen:
            chunks = [_chunk(word) for word in patterns[index].words]
            place = max(range(len(chunks)), key=lambda at: len(chunks[at]))
            owners.setdefault(chunks[place].encode("utf-8"), []).append((index, place))
        self._owners = list(owners.values())
        self._search = None
        if owners:
            from ahocorasick_rs import BytesAhoCorasick  # few lexicons need it

            self._search = BytesAhoCorasick(list(owners))

    def find(self, tokens: Tokens) -> tuple[Offsets, Offsets]:
        """Patterns and the first words of places where they may stand, each once."""
        nothing = np.zeros(0, dtype=np.int64)
        if self._search is None:
            return nothing, nothing
        words = tokens.words
        hits = self._search.find_matches_as_indexes(words.folded.tobytes(), overlapping=True)
        flat = np.fromiter(chain.from_iterable(hits), dtype=np.int64, count=3 * len(hits))
        order = np.argsort(words.at, kind="stable")
        owner = order[np.searchsorted(words.at[order], flat[1::3], side="right") - 1]
        met = np.unique(np.stack((flat[0::3], owner)), axis=1)
        pairs = [
            (pattern, word - place)
            for chunk, word in met.T.tolist()
            for pattern, place in self._owners[chunk]
        ]
        found = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return found[:, 0], found[:, 1]


def _chunk(word: PatternWord) -> str:
    return max(word.text.replace("?", "*").split("*"), key=len)


def _head(word: PatternWord) -> str:
    """The letters before the first wildcard."""
    return word.text.replace("?", "*").partition("*")[0]


def _form(word: PatternWord) -> Form:
    return Form(_head(word).encode("utf-8", "surrogatepass"), word.shape == "literal")


def _anchor(words: Sequence[PatternWord]) -> int | None:
    """The word to look for a pattern by: a rare one; None where all begin with a wildcard."""

    def rarity(place: int) -> tuple[bool, int]:
        head = _head(words[place])
        return head not in word_list("function_words"), len(head)

    place = max(range(len(words)), key=rarity)
    return place if _head(words[place]) else None


def _second(pattern: Pattern, anchor: int | None) -> int:
    """The word with the longest letters beside the one that the pattern is looked for by."""
    heads = [
        len(_head(word)) if place != anchor else -1 for place, word in enumerate(pattern.words)
    ]
    return heads.index(max(heads))


def _is_plain(pattern: Pattern) -> bool:
    word = pattern.words[0]
    return len(pattern.words) == 1 and not word.tail and word.shape in ("literal", "prefix")
