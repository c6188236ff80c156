"""Adds up words and matches by voice: what the rate of each voice and its interval are made of."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from framing.matching.hits import Hits, Weights
from framing.model import VOICES, Voice, VoiceTally, VoiceWords
from framing.text import Offsets, Tokens

_KINDS = len(VOICES)


class VoiceSums:
    """The sums of a batch; a cell is an article and a dimension, article by article."""

    def __init__(
        self,
        tokens: Tokens,
        codes: NDArray[np.uint8],
        hits: Hits,
        owners: Offsets,
        articles: int,
        dimensions: int,
    ) -> None:
        """`codes` are the voices of the words, as places in `VOICES`; `owners` holds the article
        of each hit."""
        self._articles = articles
        self._dimensions = dimensions
        self._add_words(tokens, codes)
        self._add_hits(tokens, codes, hits, owners)

    def _add_words(self, tokens: Tokens, codes: NDArray[np.uint8]) -> None:
        """Words, sentences and squares of every article and voice."""
        size = self._articles * _KINDS
        opens = tokens.sentence_opens
        # Few sentences have more voices than one: stretches of one voice are added, not words.
        begins = np.zeros(len(codes), dtype=bool)
        begins[1:] = codes[1:] != codes[:-1]
        begins[opens] = True
        stretches = np.flatnonzero(begins)
        self._of_sentence = np.bincount(
            tokens.sentence[stretches] * _KINDS + codes[stretches],
            weights=np.diff(stretches, append=len(codes)),
            minlength=len(opens) * _KINDS,
        )
        some = np.flatnonzero(self._of_sentence)
        article = np.searchsorted(tokens.opens[:-1], opens, side="right") - 1
        owner = article[some // _KINDS] * _KINDS + some % _KINDS
        words = self._of_sentence[some]
        self._words = np.bincount(owner, weights=words, minlength=size).astype(np.int64)
        self._sentences = np.bincount(owner, minlength=size)
        self._squares = np.bincount(owner, weights=words**2, minlength=size)

    def _add_hits(
        self, tokens: Tokens, codes: NDArray[np.uint8], hits: Hits, owners: Offsets
    ) -> None:
        """The counted matches of every cell and voice, and sums over their sentences."""
        size = self._articles * self._dimensions * _KINDS
        counted = np.flatnonzero(hits.counted)
        first, contest, weight = hits.first[counted], hits.dimension[counted], hits.weight[counted]
        voice = codes[first]
        cell = (owners[counted] * self._dimensions + contest) * _KINDS + voice
        self._matches = np.bincount(cell, minlength=size)
        self._weights = _sums(cell, weight, size)
        part = tokens.sentence[first] * _KINDS + voice
        key = contest * len(self._of_sentence) + part
        order = np.argsort(key, kind="stable")  # terms come nearly in this order already
        begins = np.diff(key[order], prepend=-1) != 0
        heads = order[begins]
        own = _sums(np.cumsum(begins) - 1, weight[order], len(heads))
        target = cell[heads]
        self._squared = _sums(target, own**2, size)
        self._products = _sums(target, own * self._of_sentence[part[heads]], size)

    @cached_property
    def _tallies(self) -> dict[int, list[VoiceTally]]:
        """The sums of the cells and voices that have matches, by cell."""
        found: dict[int, list[VoiceTally]] = defaultdict(list)
        some = np.flatnonzero(self._matches)
        columns = (self._matches, self._weights, self._squared, self._products)
        rows = zip(some.tolist(), *(each[some].tolist() for each in columns), strict=True)
        for place, *sums in rows:
            found[place // _KINDS].append(VoiceTally(VOICES[place % _KINDS], *sums))
        return found

    @cached_property
    def _matches_by_cell(self) -> list[list[int]]:
        found: list[list[int]] = self._matches.reshape(-1, _KINDS).tolist()
        return found

    def words(self, article: int) -> tuple[VoiceWords, ...]:
        """What each voice says in an article; voices without words are left out."""
        places = range(article * _KINDS, (article + 1) * _KINDS)
        return tuple(
            VoiceWords(
                voice,
                int(self._words[place]),
                int(self._sentences[place]),
                int(self._squares[place]),
            )
            for voice, place in zip(VOICES, places, strict=True)
            if self._words[place]
        )

    def matches(self, cell: int) -> dict[Voice, int]:
        """The counted matches of a cell by voice."""
        return dict(zip(VOICES, self._matches_by_cell[cell], strict=True))

    def tallies(self, cell: int) -> tuple[VoiceTally, ...]:
        """The sums of a cell, for each voice that has counted matches."""
        return tuple(self._tallies.get(cell, ()))


def _sums(places: Offsets, values: Weights, size: int) -> Weights:
    return np.bincount(places, weights=values, minlength=size).astype(float)
