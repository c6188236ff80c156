"""Adds up words and matches by voice: what the rate of each voice and its interval are made of."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from framing.hits import Hits, Weights
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
        self._of_sentence = np.bincount(tokens.sentence * _KINDS + codes, minlength=_KINDS)
        some = np.flatnonzero(self._of_sentence)
        opens = tokens.sentence_opens[some // _KINDS] if len(tokens) else some[:0]
        owner = tokens.article[opens] * _KINDS + some[: len(opens)] % _KINDS
        words = self._of_sentence[some][: len(owner)]
        self._words = np.bincount(owner, weights=words, minlength=size).astype(np.int64)
        self._sentences = np.bincount(owner, minlength=size)
        self._squares = np.bincount(owner, weights=words.astype(float) ** 2, minlength=size)

    def _add_hits(
        self, tokens: Tokens, codes: NDArray[np.uint8], hits: Hits, owners: Offsets
    ) -> None:
        """The counted matches of every cell and voice, and sums over their sentences."""
        size = self._articles * self._dimensions * _KINDS
        first = hits.first[hits.counted]
        weight = hits.weight[hits.counted]
        voice = codes[first].astype(np.int64)
        lane = hits.lane[hits.counted]
        cell = (owners[hits.counted] * self._dimensions + lane) * _KINDS + voice
        self._matches = np.bincount(cell, minlength=size)
        weights = _sums(cell, weight, size)
        sentence: Offsets = tokens.sentence[first] * _KINDS + voice
        keys, head, inverse = np.unique(
            lane * max(1, len(self._of_sentence)) + sentence,
            return_index=True,
            return_inverse=True,
        )
        own = _sums(inverse, weight, len(keys))
        target = cell[head]
        crossed = own * self._of_sentence[sentence[head]]
        squared = _sums(target, own**2, size)
        products = _sums(target, crossed, size)
        self._tallies: dict[int, list[VoiceTally]] = defaultdict(list)
        for place, matches, *sums in _sparse(self._matches, weights, squared, products):
            tally = VoiceTally(VOICES[place % _KINDS], matches, *sums)
            self._tallies[place // _KINDS].append(tally)
        self._matches_by_cell = self._matches.reshape(-1, _KINDS).tolist()

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


def _sparse(matches: Offsets, *sums: Weights) -> zip[tuple[int, int, float, float, float]]:
    """The places that have matches, each with its figures."""
    some = np.flatnonzero(matches)
    columns = (some.tolist(), *(each[some].tolist() for each in (matches, *sums)))
    return zip(*columns, strict=True)
