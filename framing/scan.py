"""The hot path: a batch of articles against all lexicons, in one pass, to scored profiles.

Words are cut once (`text`), all patterns searched at once and raced lane by lane (`lanes`), rules
look for their groups (`near`), negators for what they turn (`negation`), and `counting` adds up.
A score is the sum of the matches in its profile: both come from the same pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from framing.counting import Counts, Found
from framing.lanes import Lane, Lanes, Won
from framing.lexicon import Lexicon, Rule
from framing.model import Article, Match, Profile
from framing.near import Seek, Window, windows
from framing.negation import Negators
from framing.text import Mask, Offsets, Tokens, segment

_BATCH_CHARACTERS = 4_000_000
"""Text scanned at a time: small enough for the arrays to stay near the processor."""

_ByArticle = Mapping[int, Mapping[int, Sequence[Found]]]


class Scanner:
    """All lexicons compiled for one pass; it never changes, so threads may share it."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._lanes = Lanes(lexicons)

    def scan(self, articles: Sequence[Article]) -> list[Profile]:
        """The profile of each article, in order: its scores and matches in every dimension."""
        profiles: list[Profile] = []
        for batch in _batches(articles):
            profiles.extend(self._scan_batch(batch))
        return profiles

    def _scan_batch(self, articles: Sequence[Article]) -> Iterator[Profile]:
        spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
        tokens = segment([article.text for article in articles], spans)
        found = self._find(tokens)
        counts = Counts(tokens, articles)
        lanes = self._lanes.dimensions
        for number, article in enumerate(articles):
            own = found.get(number, {})
            scores = tuple(
                counts.score(number, lane, own.get(place, ())) for place, lane in enumerate(lanes)
            )
            matches: list[Match] = [
                counts.match(number, lanes[place].dimension.name, each)
                for place in sorted(own)
                for each in own[place]
            ]
            matches.sort(key=lambda match: (match.start, match.end))
            yield counts.profile(number, article, scores, tuple(matches))

    def _find(self, tokens: Tokens) -> _ByArticle:
        """By article and dimension: the matches, terms before rules."""
        won = self._lanes.race(tokens)
        turning = (won.lane == self._lanes.negators) & ~won.silent
        negators = Negators(tokens, won.first[turning], won.last[turning])
        found: dict[int, dict[int, list[Found]]] = defaultdict(lambda: defaultdict(list))
        for place, lane in enumerate(self._lanes.dimensions):
            drops = lane.dimension.negated == "drop"
            terms = won.of((won.lane == place) & ~won.silent)
            counted = np.ones(len(terms.first), dtype=bool)
            articles = tokens.article[terms.first].tolist()
            for number, turned in enumerate(negators.of_terms(terms.first)):
                entry = self._lanes.entries[terms.entry[number]]
                span = (int(terms.first[number]), int(terms.last[number]))
                counted[number] = not (drops and len(turned) % 2)
                found[articles[number]][place].append(
                    Found(
                        entry.pattern, "term", entry.weight, (span,), turned, bool(counted[number])
                    )
                )
            for window in _rule_windows(tokens, won, lane, place, terms.of(counted)):
                rule = lane.rules[window.rule][0]
                turned = negators.of_rule(window.hits)
                found[int(tokens.article[window.hits[0][0]])][place].append(
                    Found(
                        rule.name,
                        "near",
                        rule.weight,
                        window.hits,
                        turned,
                        not (drops and len(turned) % 2),
                    )
                )
        return found


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
    if not lane.rules:
        return []
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
