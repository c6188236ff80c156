"""The hot path: a batch of articles against all lexicons, in one pass, to scored profiles.

Words are cut once (`text`), all patterns searched at once and raced lane by lane (`lanes`), rules
look for their groups (`near`), negators for what they turn (`negation`), and `counting` adds up.
A score is the sum of the matches in its profile: both come from the same pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from framing.counting import Counts, Ratings
from framing.hits import Hits, RuleHit, TermHits, join
from framing.lanes import Lane, Lanes, Won
from framing.lexicon import Lexicon, Rule
from framing.model import Article, Profile
from framing.near import Seek, Window, windows
from framing.negation import Negators
from framing.text import Mask, Offsets, Tokens, segment

_BATCH_CHARACTERS = 1_000_000
"""Text scanned at a time: small enough for the arrays to stay near the processor."""


class Scanner:
    """All lexicons compiled for one pass; it never changes, so threads may share it."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lanes = Lanes(lexicons)

    def scan(self, articles: Sequence[Article]) -> list[Profile]:
        """The profile of each article, in order: its scores and matches in every dimension."""
        return [each for batch in _batches(articles) for each in self._count(batch).profiles()]

    def rate(self, articles: Sequence[Article]) -> Ratings:
        """The rating of each article, in order: the same figures without the single matches."""
        return Ratings([self._count(batch) for batch in _batches(articles)])

    def _count(self, articles: Sequence[Article]) -> Counts:
        spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
        tokens = segment([article.text for article in articles], spans)
        return Counts(tokens, self._find(tokens), self._lanes, articles)

    def _find(self, tokens: Tokens) -> Hits:
        won = self._lanes.race(tokens)
        turning = (won.lane == self._lanes.negators) & ~won.silent
        turns = won.first[won.lane == self._lanes.turns]
        negators = Negators(tokens, won.first[turning], won.last[turning], turns)
        terms = self._turn(won.of((won.lane < self._lanes.negators) & ~won.silent), negators)
        return join(terms, list(self._rules(tokens, won, terms, negators)))

    def _turn(self, terms: Won, negators: Negators) -> TermHits:
        """The terms with their negators, and whether they count."""
        turned = negators.of_terms(terms.first)
        negated = np.bincount(turned.match, minlength=len(terms.first)) % 2 == 1
        drops = np.array([lane.drops for lane in self._lanes.dimensions], dtype=bool)
        counted = ~(negated & drops[terms.lane])
        return TermHits(terms, self._lanes.weights[terms.entry], negated, counted, turned)

    def _rules(
        self, tokens: Tokens, won: Won, terms: TermHits, negators: Negators
    ) -> Iterator[RuleHit]:
        """The windows of every dimension's rules."""
        name = len(self._lanes.entries)
        for place, lane in enumerate(self._lanes.dimensions):
            if not lane.rules:
                continue
            counted = terms.won.of(terms.counted & (terms.won.lane == place))
            for window in _rule_windows(tokens, won, lane, place, counted):
                turned = negators.of_rule(window.hits)
                yield RuleHit(
                    lane=place,
                    entry=name + window.rule,
                    spans=window.hits,
                    weight=lane.rules[window.rule][0].weight,
                    counted=not (lane.drops and len(turned) % 2),
                    negators=turned,
                )
            name += len(lane.rules)


def _batches(articles: Sequence[Article]) -> Iterator[Sequence[Article]]:
    begin = size = 0
    for index, article in enumerate(articles):
        size += len(article.text)
        if size >= _BATCH_CHARACTERS:
            yield articles[begin : index + 1]
            begin, size = index + 1, 0
    if begin < len(articles):
        yield articles[begin:]


def _rule_windows(tokens: Tokens, won: Won, lane: Lane, place: int, counted: Won) -> list[Window]:
    """The windows of a dimension's rules that share no word with its counted terms.

    A group hit inside an exclusion of the dimension is consumed with it.
    """
    consumed = _covered(len(tokens), won.of((won.lane == place) & won.silent))
    free = won.of(consumed[won.last + 1] == consumed[won.first])
    seeks: dict[int, list[Seek]] = defaultdict(list)
    for number, (rule, groups) in enumerate(lane.rules):
        for sentence, seek in _seeks(tokens, free, number, rule, groups):
            seeks[sentence].append(seek)
    taken = _covered(len(tokens), counted)
    return [
        window
        for sentence in sorted(seeks)
        for window in windows(seeks[sentence])
        if all(taken[last + 1] == taken[first] for first, last in window.hits)
    ]


def _covered(size: int, hits: Won) -> Offsets:
    """How many of the first k words stand in a hit, for k from 0 to `size`."""
    inside: Mask = np.zeros(size, dtype=bool)
    for first, last in zip(hits.first.tolist(), hits.last.tolist(), strict=True):
        inside[first : last + 1] = True
    return np.concatenate(([0], np.cumsum(inside)))


def _seeks(
    tokens: Tokens, hits: Won, number: int, rule: Rule, groups: Sequence[int]
) -> Iterator[tuple[int, Seek]]:
    """The sentences that hold a hit of each group of a rule, with these hits."""
    members = [np.flatnonzero(hits.lane == group) for group in groups]
    numbers = [tokens.sentence[hits.first[member]] for member in members]
    shared = np.unique(numbers[0])
    for each in numbers[1:]:
        shared = np.intersect1d(shared, each)
    opens = [np.searchsorted(each, shared, side="left") for each in numbers]
    closes = [np.searchsorted(each, shared, side="right") for each in numbers]
    for index, sentence in enumerate(shared.tolist()):
        found = []
        for member, low, high in zip(members, opens, closes, strict=True):
            own = member[low[index] : high[index]]
            found.append(tuple(zip(hits.first[own].tolist(), hits.last[own].tolist(), strict=True)))
        yield sentence, Seek(number, tuple(found), rule.within, rule.ordered)
