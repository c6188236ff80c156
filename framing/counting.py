"""Adds up the hits of a batch: scores from sums over sentences, entries, spans in characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framing.hits import Hits
from framing.lanes import Lanes
from framing.model import (
    Article,
    EntryTally,
    Match,
    Profile,
    Rating,
    Score,
    Span,
    Sums,
    Unit,
)
from framing.near import WordSpan
from framing.scoring import interval_of, rate_per_1000
from framing.text import Offsets, Tokens, segment, tails_of


class Counts:
    """What a batch's articles hold, and the scores, entries and matches made of its hits."""

    def __init__(
        self, tokens: Tokens, hits: Hits, lanes: Lanes, articles: Sequence[Article]
    ) -> None:
        self._tokens = tokens
        self._hits = hits
        self._lanes = lanes
        self._articles = articles
        size = len(articles)
        self._words = np.bincount(tokens.article, minlength=size)
        self._units = np.bincount(tokens.article[tokens.unit], minlength=size)
        self._sentence_words = np.bincount(tokens.sentence)
        opens = np.flatnonzero(np.diff(tokens.sentence, prepend=-1))
        self._owner = tokens.article[opens]
        self._sentences = np.bincount(self._owner, minlength=size)
        self._first_sentence = np.concatenate(([0], np.cumsum(self._sentences)))
        self._squares = np.bincount(
            self._owner, weights=self._sentence_words.astype(float) ** 2, minlength=size
        )
        self._excluded = _excluded_words(articles)
        self._from = np.searchsorted(hits.article, np.arange(size + 1))
        self._add_up()

    def _add_up(self) -> None:
        """The figures of every article and dimension, each array indexed by their cell."""
        hits, dimensions = self._hits, len(self._lanes.dimensions)
        cells = len(self._articles) * dimensions
        cell = hits.article * dimensions + hits.lane
        counted = hits.counted
        own = cell[counted]
        weight = hits.weight[counted]
        self._matches = np.bincount(own, minlength=cells)
        self._weight = np.bincount(own, weights=weight, minlength=cells)
        self._covered = np.bincount(own, weights=hits.words[counted], minlength=cells)
        self._negated = np.bincount(cell[hits.negated], minlength=cells)
        sentences = max(1, len(self._sentence_words))
        place = hits.lane[counted] * sentences + self._tokens.sentence[hits.first[counted]]
        keys, inverse = np.unique(place, return_inverse=True)
        per_sentence = np.bincount(inverse, weights=weight, minlength=len(keys))
        sentence = keys % sentences
        target = self._owner[sentence] * dimensions + keys // sentences
        self._squared = np.bincount(target, weights=per_sentence**2, minlength=cells)
        self._crossed = np.bincount(
            target, weights=per_sentence * self._sentence_words[sentence], minlength=cells
        )

    def ratings(self) -> Iterator[Rating]:
        """Each article with its scores and entries."""
        tallies, opens = self._tally()
        for number, article in enumerate(self._articles):
            own = tallies[opens[number] : opens[number + 1]]
            yield Rating(article, *self._head(number), tuple(own))

    def _tally(self) -> tuple[list[EntryTally], list[int]]:
        """The figures of every article, dimension and entry that was found, by article, and where
        each article's begin."""
        hits = self._hits
        names, dimensions = max(1, len(self._lanes.names)), max(1, len(self._lanes.dimensions))
        key = (hits.article * dimensions + hits.lane) * names + hits.entry
        keys, inverse = np.unique(key, return_inverse=True)
        size, counted = len(keys), hits.counted
        weight = np.bincount(inverse[counted], weights=hits.weight[counted], minlength=size)
        cell = keys // names
        columns = (
            [self._lanes.dimensions[lane].dimension.name for lane in (cell % dimensions).tolist()],
            [self._lanes.names[entry] for entry in (keys % names).tolist()],
            np.bincount(inverse[counted], minlength=size).tolist(),
            weight.tolist(),
            np.bincount(inverse[hits.negated], minlength=size).tolist(),
        )
        opens = np.searchsorted(cell // dimensions, np.arange(len(self._articles) + 1))
        return list(map(EntryTally._make, zip(*columns, strict=True))), opens.tolist()

    def profiles(self) -> Iterator[Profile]:
        """Each article with its scores and every match."""
        for number, article in enumerate(self._articles):
            yield Profile(article, *self._head(number), self._matches_of(number))

    def _head(self, number: int) -> tuple[int, int, int, Unit, tuple[Score, ...]]:
        """What ratings and profiles have in common: words, excluded words, sentences, unit and
        scores."""
        words = int(self._words[number])
        return (
            words,
            int(self._excluded[number]),
            int(self._sentences[number]),
            "characters" if 2 * self._units[number] > words else "words",
            self._scores(number),
        )

    def _scores(self, number: int) -> tuple[Score, ...]:
        first = number * len(self._lanes.dimensions)
        return tuple(
            self._score(number, first + place, place)
            for place in range(len(self._lanes.dimensions))
        )

    def _score(self, number: int, cell: int, place: int) -> Score:
        lane = self._lanes.dimensions[place]
        words, matches = int(self._words[number]), int(self._matches[cell])
        weight = float(self._weight[cell])
        sums = Sums(
            sentences=int(self._sentences[number]),
            hits=weight,
            hits_squared=float(self._squared[cell]),
            hits_words=float(self._crossed[cell]),
            words_squared=float(self._squares[number]),
        )
        low, high, interval = interval_of(matches, weight, words, sums)
        return Score(
            dimension=lane.dimension.name,
            matches=matches,
            weight=weight,
            words=words,
            rate_per_1000=rate_per_1000(weight, words),
            low=low,
            high=high,
            interval=interval,
            sums=sums,
            covered_words=int(self._covered[cell]),
            lexicon=lane.version,
            negated_matches=int(self._negated[cell]),
        )

    def _matches_of(self, number: int) -> tuple[Match, ...]:
        indices = range(self._from[number], self._from[number + 1])
        found = [self._match(number, index) for index in indices]
        return tuple(sorted(found, key=lambda match: (match.start, match.end)))

    def _match(self, number: int, index: int) -> Match:
        """One match, in characters of its article."""
        hits, tokens = self._hits, self._tokens
        spans = hits.spans(index)
        evidence = tuple(self._characters(number, span) for span in spans)
        entry = int(hits.entry[index])
        return Match(
            dimension=self._lanes.dimensions[int(hits.lane[index])].dimension.name,
            entry=self._lanes.names[entry],
            kind="term" if entry < len(self._lanes.entries) else "near",
            start=evidence[0][0],
            end=max(end for _, end in evidence),
            weight=float(hits.weight[index]),
            sentence=int(tokens.sentence[spans[0][0]] - self._first_sentence[number]),
            words=int(hits.words[index]),
            counted=bool(hits.counted[index]),
            negated=bool(hits.negated[index]),
            negators=tuple(self._with_tail(number, span) for span in hits.negators(index)),
            evidence=evidence,
        )

    def _characters(self, number: int, span: WordSpan) -> Span:
        base = int(self._tokens.base[number])
        return int(self._tokens.start[span[0]]) - base, int(self._tokens.end[span[1]]) - base

    def _with_tail(self, number: int, span: WordSpan) -> Span:
        """The characters of a negator; n’t stands in the tail of its word."""
        start, end = self._characters(number, span)
        tails = tails_of(int(self._tokens.tail[span[1]]))
        return start, end + sum(1 + len(tail) for tail in tails)


def _excluded_words(articles: Sequence[Article]) -> Offsets:
    """Words that stand in excluded spans, by article."""
    pieces = [
        (number, article.text[cut.start : cut.end])
        for number, article in enumerate(articles)
        for cut in article.excluded
    ]
    words = segment([piece for _, piece in pieces]).article
    owner = np.array([number for number, _ in pieces], dtype=np.int64)
    return np.bincount(owner[words], minlength=len(articles))
