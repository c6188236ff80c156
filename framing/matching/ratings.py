"""Turns the hits of a batch into ratings and profiles: scores, entries, spans in characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate, count
from typing import NamedTuple, overload

import numpy as np

from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.hits import Hits
from framing.matching.proximity_windows import WordSpan
from framing.matching.sums import INTERVALS, of_articles, of_cells, of_entries
from framing.matching.voice import Voices
from framing.matching.voice_sums import VoiceSums
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
    VoiceWords,
)
from framing.text import Offsets, Tokens, tails_of


class _Row(NamedTuple):
    """A hit in characters of its article; `owner` is the article's number in the batch."""

    entry: int
    start: int
    end: int
    weight: float
    sentence: int
    words: int
    counted: bool
    negated: bool
    owner: int


class Counts:
    """What a batch's articles hold, and the scores, entries and matches made of its hits."""

    def __init__(
        self,
        tokens: Tokens,
        hits: Hits,
        compiled: CompiledLexicons,
        articles: Sequence[Article],
        voices: Voices | None,
    ) -> None:
        self._tokens = tokens
        self._hits = hits
        self._compiled = compiled
        self._articles = articles
        self.of_articles = of_articles(tokens, articles)
        of_sentence = np.repeat(np.arange(len(articles)), self.of_articles.sentences)
        self._owners = of_sentence[tokens.sentence[hits.first]]
        self.of_cells = of_cells(
            tokens, hits, len(compiled.dimensions), self.of_articles, self._owners
        )
        self.of_entries = of_entries(hits, compiled, self._owners, len(articles))
        self._voices = voices
        self.of_voices = None
        if voices:
            self.of_voices = VoiceSums(
                tokens, voices.codes, hits, self._owners, len(articles), len(compiled.dimensions)
            )

    def __len__(self) -> int:
        """Number of articles."""
        return len(self._articles)

    def rating(self, number: int) -> Rating:
        """One article with its scores and entries."""
        found = self.of_entries
        own = slice(*found.opens[number : number + 2].tolist())
        entries = found.entry[own].tolist()
        tallies = zip(
            [self._compiled.homes[entry] for entry in entries],
            [self._compiled.names[entry] for entry in entries],
            found.matches[own].tolist(),
            found.weight[own].tolist(),
            found.negated_matches[own].tolist(),
            strict=True,
        )
        return Rating(
            self._articles[number],
            *self._head(number),
            tuple(map(EntryTally._make, tallies)),
            *self._said(number),
        )

    def profiles(self) -> Iterator[Profile]:
        """Each article with its scores and every match."""
        matches = self._all_matches()
        order = np.lexsort((self._hits.dimension, self._owners))
        bounds = np.searchsorted(self._owners[order], np.arange(len(self) + 1)).tolist()
        for number, article in enumerate(self._articles):
            found = [matches[index] for index in order[bounds[number] : bounds[number + 1]]]
            found.sort(key=lambda match: (match.start, match.end))
            yield Profile(article, *self._head(number), tuple(found), *self._said(number))

    def _said(self, number: int) -> tuple[tuple[VoiceWords, ...], tuple[int, ...]]:
        """Words by voice, and the quotation marks without a partner; none where nobody asked."""
        if not self._voices or not self.of_voices:
            return (), ()
        return self.of_voices.words(number), self._unbalanced[number]

    @cached_property
    def _unbalanced(self) -> list[tuple[int, ...]]:
        return self._voices.unbalanced(len(self)) if self._voices else []

    def _head(self, number: int) -> tuple[int, int, int, Unit, tuple[Score, ...]]:
        """What ratings and profiles have in common: words, excluded words, sentences, unit and
        scores."""
        own = self.of_articles
        return (
            int(own.words[number]),
            int(own.excluded_words[number]),
            int(own.sentences[number]),
            "characters" if own.unspaced[number] else "words",
            self._scores(number),
        )

    def _scores(self, number: int) -> tuple[Score, ...]:
        cells, own = self.of_cells, self.of_articles
        columns = [
            column[number].tolist()
            for column in (
                cells.matches,
                cells.weight,
                cells.rate_per_1000,
                cells.low,
                cells.high,
                cells.interval,
                cells.hits_squared,
                cells.hits_words,
                cells.covered_words,
                cells.negated_matches,
            )
        ]
        words, sentences = int(own.words[number]), int(own.sentences[number])
        squares = float(own.words_squared[number])
        first = number * len(self._compiled.dimensions)
        return tuple(
            Score(
                dimension=contest.dimension.name,
                matches=matches,
                weight=weight,
                words=words,
                rate_per_1000=_known(rate),
                low=_known(low),
                high=_known(high),
                interval=INTERVALS[kind],
                sums=Sums(sentences, weight, squared, crossed, squares),
                covered_words=covered,
                lexicon=contest.version,
                negated_matches=negated,
                voices=self.of_voices.matches(cell) if self.of_voices else None,
                tallies=self.of_voices.tallies(cell) if self.of_voices else (),
            )
            for cell, contest, (
                matches,
                weight,
                rate,
                low,
                high,
                kind,
                squared,
                crossed,
                covered,
                negated,
            ) in zip(count(first), self._compiled.dimensions, zip(*columns, strict=True))
        )

    def _all_matches(self) -> list[Match]:
        """The hits of the batch as matches, in their order, in characters of their articles."""
        hits, tokens, owners = self._hits, self._tokens, self._owners
        base = tokens.base[owners]
        columns = (
            hits.entry,
            tokens.starts_of(hits.first) - base,
            tokens.ends_of(hits.last) - base,
            hits.weight,
            tokens.sentence[hits.first] - self.of_articles.first_sentence[owners],
            hits.words,
            hits.counted,
            hits.negated,
            owners,
        )
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [self._match(index, _Row(*row)) for index, row in enumerate(rows)]

    def _match(self, index: int, row: _Row) -> Match:
        rule = row.entry >= len(self._compiled.entries)
        evidence: tuple[Span, ...] = ((row.start, row.end),)
        if rule:
            evidence = tuple(self._characters(row.owner, span) for span in self._hits.spans(index))
        negators = self._hits.negators(index)
        first = int(self._hits.first[index])
        return Match(
            dimension=self._compiled.homes[row.entry],
            entry=self._compiled.names[row.entry],
            kind="near" if rule else "term",
            start=row.start,
            end=max(last for _, last in evidence),
            weight=row.weight,
            sentence=row.sentence,
            words=row.words,
            counted=row.counted,
            voice=self._voices.voice(first) if self._voices else None,
            speaker=self._voices.speaker(first) if self._voices else "",
            negated=row.negated,
            negators=tuple(self._with_tail(row.owner, span) for span in negators),
            evidence=evidence,
        )

    def _characters(self, owner: int, span: WordSpan) -> Span:
        first, last = np.array(span[:1]), np.array(span[1:])
        base = int(self._tokens.base[owner])
        return int(self._tokens.starts_of(first)[0]) - base, int(
            self._tokens.ends_of(last)[0]
        ) - base

    def _with_tail(self, owner: int, span: WordSpan) -> Span:
        """The characters of a negator; n’t stands in the tail of its word."""
        start, end = self._characters(owner, span)
        tails = tails_of(int(self._tokens.tails(np.array(span[1:]))[0]))
        return start, end + sum(1 + len(tail) for tail in tails)


class Ratings(Sequence[Rating]):
    """The ratings of articles in order; each is made when it is asked for."""

    def __init__(self, batches: Sequence[Counts]) -> None:
        self.batches = batches
        self._opens = [0, *accumulate(len(each) for each in batches)]

    def __len__(self) -> int:
        """Number of articles."""
        return self._opens[-1]

    @overload
    def __getitem__(self, index: int) -> Rating: ...
    @overload
    def __getitem__(self, index: slice) -> list[Rating]: ...
    def __getitem__(self, index: int | slice) -> Rating | list[Rating]:
        """One rating, or several."""
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        place = range(len(self))[index]
        batch = bisect_right(self._opens, place) - 1
        return self.batches[batch].rating(place - self._opens[batch])

    @property
    def matches(self) -> Offsets:
        """Counted matches, a row an article and a column a dimension in the scanner's order."""
        return np.concatenate([each.of_cells.matches for each in self.batches])


def _known(value: float) -> float | None:
    """None for what an array holds as NaN."""
    return value if value == value else None
