"""From the matches of a batch to scores and profiles: sums over sentences, spans in characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.lanes import Lane
from framing.model import Article, EntryKind, Match, Profile, Score, Span, Sums, Unit
from framing.near import WordSpan
from framing.scoring import interval_of, rate_per_1000
from framing.text import Offsets, Tokens, segment, tails_of


@dataclass(frozen=True, slots=True)
class Found:
    """One match, in words of the batch."""

    entry: str
    kind: EntryKind
    weight: float
    spans: tuple[WordSpan, ...]
    negators: tuple[WordSpan, ...]
    counted: bool

    @property
    def words(self) -> int:
        """Words in its spans."""
        return sum(last - first + 1 for first, last in self.spans)

    @property
    def negated(self) -> bool:
        """Whether it has an odd number of negators."""
        return len(self.negators) % 2 == 1


class Counts:
    """What a batch's articles hold, and the scores, matches and profiles made of it."""

    def __init__(self, tokens: Tokens, articles: Sequence[Article]) -> None:
        size = len(articles)
        self._tokens = tokens
        self._words = np.bincount(tokens.article, minlength=size)
        self._units = np.bincount(tokens.article[tokens.unit], minlength=size)
        self._sentence_words = np.bincount(tokens.sentence)
        opens = np.flatnonzero(np.diff(tokens.sentence, prepend=-1))
        owner = tokens.article[opens]
        self._sentences = np.bincount(owner, minlength=size)
        self._first_sentence = np.concatenate(([0], np.cumsum(self._sentences)))
        self._squares = np.bincount(
            owner, weights=self._sentence_words.astype(float) ** 2, minlength=size
        )
        self._excluded = _excluded_words(articles)

    def score(self, article: int, lane: Lane, found: Sequence[Found]) -> Score:
        """The score of one article in one dimension."""
        words = int(self._words[article])
        counted = [each for each in found if each.counted]
        weight = float(sum(each.weight for each in counted))
        sums = self._sums(article, counted)
        low, high, interval = interval_of(len(counted), weight, words, sums)
        return Score(
            dimension=lane.dimension.name,
            matches=len(counted),
            weight=weight,
            words=words,
            rate_per_1000=rate_per_1000(weight, words),
            low=low,
            high=high,
            interval=interval,
            sums=sums,
            covered_words=sum(each.words for each in counted),
            lexicon=lane.version,
            negated_matches=sum(each.negated for each in found),
        )

    def _sums(self, article: int, found: Sequence[Found]) -> Sums:
        by_sentence: dict[int, float] = defaultdict(float)
        for each in found:
            by_sentence[int(self._tokens.sentence[each.spans[0][0]])] += each.weight
        hits = by_sentence.values()
        return Sums(
            sentences=int(self._sentences[article]),
            hits=float(sum(hits)),
            hits_squared=float(sum(hit * hit for hit in hits)),
            hits_words=float(
                sum(hit * int(self._sentence_words[key]) for key, hit in by_sentence.items())
            ),
            words_squared=float(self._squares[article]),
        )

    def match(self, article: int, dimension: str, found: Found) -> Match:
        """One match, in characters of its article."""
        spans = tuple(self._characters(article, span) for span in found.spans)
        return Match(
            dimension=dimension,
            entry=found.entry,
            kind=found.kind,
            start=spans[0][0],
            end=max(end for _, end in spans),
            weight=found.weight,
            sentence=int(self._tokens.sentence[found.spans[0][0]] - self._first_sentence[article]),
            words=found.words,
            counted=found.counted,
            negated=found.negated,
            negators=tuple(self._with_tail(article, span) for span in found.negators),
            evidence=spans,
        )

    def _characters(self, article: int, span: WordSpan) -> Span:
        base = int(self._tokens.base[article])
        return int(self._tokens.start[span[0]]) - base, int(self._tokens.end[span[1]]) - base

    def _with_tail(self, article: int, span: WordSpan) -> Span:
        """The characters of a negator; n’t stands in the tail of its word."""
        start, end = self._characters(article, span)
        tails = tails_of(int(self._tokens.tail[span[1]]))
        return start, end + sum(1 + len(tail) for tail in tails)

    def profile(
        self, number: int, article: Article, scores: tuple[Score, ...], matches: tuple[Match, ...]
    ) -> Profile:
        """The article with all that was found in it."""
        unit: Unit = "characters" if 2 * self._units[number] > self._words[number] else "words"
        return Profile(
            article=article,
            words=int(self._words[number]),
            excluded_words=int(self._excluded[number]),
            sentences=int(self._sentences[number]),
            unit=unit,
            scores=scores,
            matches=matches,
        )


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
