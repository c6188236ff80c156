"""The hot path: a batch of articles against all lexicons, in one pass, to scored profiles.

Words are cut once (`text`), all patterns searched at once, and those that win their words kept
(`compiled_lexicons`); rules look for their groups (`proximity_rules`), negators for what they turn
(`negation`), and `ratings` adds up.
A score is the sum of the matches in its profile: both come from the same pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from framing.articles.titles import headline_span
from framing.lexicons import Lexicon
from framing.matching.compiled_lexicons import CompiledLexicons, Won
from framing.matching.hits import Hits, TermHits, join
from framing.matching.negation import Negators
from framing.matching.proximity_rules import rule_hits
from framing.matching.ratings import Counts, Ratings
from framing.matching.voice import Page, Voices
from framing.model import Article, Profile
from framing.text import Offsets, Tokens, segment

_BATCH_CHARACTERS = 1_000_000
"""Text scanned at a time: small enough for the arrays to stay near the processor."""


class Scanner:
    """All lexicons compiled for one pass; it never changes, so threads may share it."""

    def __init__(self, lexicons: Sequence[Lexicon], *, voices: bool = True) -> None:
        """Without `voices` nobody asks who speaks, and a scan takes two thirds of the time."""
        self._compiled = CompiledLexicons(lexicons)
        self._with_voices = voices

    def scan(self, articles: Sequence[Article]) -> list[Profile]:
        """The profile of each article, in order: its scores and matches in every dimension."""
        return [each for batch in _batches(articles) for each in self._count(batch).profiles()]

    def rate(self, articles: Sequence[Article]) -> Ratings:
        """The rating of each article, in order: the same figures without the single matches."""
        return Ratings([self._count(batch) for batch in _batches(articles)])

    def _count(self, articles: Sequence[Article]) -> Counts:
        spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
        texts = [article.text for article in articles]
        tokens = segment(texts, spans)
        won = self._compiled.match(tokens)
        turns = won.first[won.contest == self._compiled.turns]
        voices = None
        if self._with_voices:
            titles = [headline_span(article) for article in articles]
            voices = Voices(Page(tokens, texts, turns), titles, self._compiled.speech(won))
        return Counts(tokens, self._find(tokens, won, turns), self._compiled, articles, voices)

    def _find(self, tokens: Tokens, won: Won, turns: Offsets) -> Hits:
        turning = (won.contest == self._compiled.negators) & ~won.silent
        negators = Negators(tokens, won.first[turning], won.last[turning], turns)
        terms = self._turn(won.of((won.contest < self._compiled.negators) & ~won.silent), negators)
        return join(terms, list(rule_hits(tokens, self._compiled, won, terms, negators)))

    def _turn(self, terms: Won, negators: Negators) -> TermHits:
        """The terms with their negators, and whether they count."""
        turned = negators.of_terms(terms.first)
        negated = np.bincount(turned.match, minlength=len(terms.first)) % 2 == 1
        drops = np.array([contest.drops for contest in self._compiled.dimensions], dtype=bool)
        counted = ~(negated & drops[terms.contest])
        return TermHits(terms, self._compiled.weights[terms.entry], negated, counted, turned)


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    begin = size = 0
    for index, article in enumerate(articles):
        size += len(article.text)
        if size >= _BATCH_CHARACTERS:
            yield articles[begin : index + 1]
            begin, size = index + 1, 0
    if begin < len(articles):
        yield articles[begin:]
