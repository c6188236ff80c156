"""The hot path: a batch of articles against all lexicons, in one pass, to scored profiles.

Words are cut once (`text`), all patterns searched at once (`automaton`), every dimension races
by itself (`race`), then rules look for their groups (`near`). A score is the sum of the matches
in its profile: both come from the same pass.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from framing.automaton import Automaton, Candidates
from framing.lexicon import Dimension, Entry, Lexicon, Rule
from framing.model import Article, EntryKind, LexiconVersion, Match, Profile, Score, Sums, Unit
from framing.near import Window, WordSpan, choose, windows
from framing.patterns import parse_pattern
from framing.race import winners
from framing.scoring import interval_of, rate_per_1000
from framing.text import Mask, Offsets, Tokens, segment

_BATCH_CHARACTERS = 4_000_000
"""Text scanned at a time: small enough for the arrays to stay near the processor."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """One pattern in one lane: what a hit of it stands for."""

    lane: int
    entry: Entry
    silent: bool
    """Whether it takes its words without counting."""


@dataclass(frozen=True, slots=True)
class _Found:
    """One match, in words of the batch."""

    entry: str
    kind: EntryKind
    weight: float
    spans: tuple[WordSpan, ...]

    @property
    def words(self) -> int:
        return sum(last - first + 1 for first, last in self.spans)


class Scanner:
    """All lexicons compiled for one pass; it never changes, so threads may share it."""

    def __init__(self, lexicons: Sequence[Lexicon]) -> None:
        self._dimensions: list[Dimension] = []
        self._versions: list[LexiconVersion] = []
        self._rules: list[list[tuple[Rule, list[int]]]] = []
        self._slots: list[_Slot] = []
        for lexicon in lexicons:
            self._dimensions.extend(lexicon.dimensions)
            self._versions.extend([lexicon.reference] * len(lexicon.dimensions))
        for lane, dimension in enumerate(self._dimensions):
            self._slots.extend(_Slot(lane, entry, True) for entry in dimension.exclude)
            self._slots.extend(_Slot(lane, entry, False) for entry in dimension.terms)
        lane = len(self._dimensions)
        for lexicon in lexicons:
            lanes = {}
            for name, members in lexicon.groups.items():
                lanes[name] = lane
                self._slots.extend(_Slot(lane, entry, False) for entry in members)
                lane += 1
            for dimension in lexicon.dimensions:
                rules = sorted(dimension.near, key=lambda rule: rule.name)
                self._rules.append(
                    [(rule, [lanes[group] for group in rule.groups]) for rule in rules]
                )
        self._compile()

    def _compile(self) -> None:
        patterns = [parse_pattern(slot.entry.pattern) for slot in self._slots]
        self._automaton = Automaton(patterns)
        self._lane = np.array([slot.lane for slot in self._slots], dtype=np.int64)
        self._silent = np.array([slot.silent for slot in self._slots], dtype=bool)
        order = sorted(
            range(len(patterns)),
            key=lambda index: (
                not self._slots[index].silent,
                -patterns[index].literals,
                patterns[index].wildcards,
                self._slots[index].entry.pattern,
            ),
        )
        self._rank = np.empty(len(order), dtype=np.int64)
        self._rank[order] = np.arange(len(order))

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
        counts = _Counts(tokens, articles)
        for number, article in enumerate(articles):
            own = found.get(number, {})
            scores = tuple(
                counts.score(number, self._dimensions[lane].name, version, own.get(lane, ()))
                for lane, version in enumerate(self._versions)
            )
            matches = [
                counts.match(number, self._dimensions[lane].name, each)
                for lane in sorted(own)
                for each in own[lane]
            ]
            matches.sort(key=lambda match: (match.start, match.end))
            yield counts.profile(number, article, scores, tuple(matches))

    def _find(self, tokens: Tokens) -> Mapping[int, Mapping[int, Sequence[_Found]]]:
        """By article and dimension: the matches that won their words, in the text's order."""
        hits = self._automaton.find(tokens)
        won = winners(self._lane[hits.pattern], hits.first, hits.last, self._rank[hits.pattern])
        hits = Candidates(hits.pattern[won], hits.first[won], hits.last[won])
        lanes = self._lane[hits.pattern]
        found: dict[int, dict[int, list[_Found]]] = defaultdict(lambda: defaultdict(list))
        counted = (lanes < len(self._dimensions)) & ~self._silent[hits.pattern]
        for slot, first, last, article in zip(
            hits.pattern[counted].tolist(),
            hits.first[counted].tolist(),
            hits.last[counted].tolist(),
            tokens.article[hits.first[counted]].tolist(),
            strict=True,
        ):
            entry, lane = self._slots[slot].entry, self._slots[slot].lane
            found[article][lane].append(
                _Found(entry.pattern, "term", entry.weight, ((first, last),))
            )
        for lane, rules in enumerate(self._rules):
            for window in _rule_windows(tokens, hits, lanes, lane, self._silent, rules):
                rule = rules[window.rule][0]
                article = int(tokens.article[window.first])
                found[article][lane].append(_Found(rule.name, "near", rule.weight, window.hits))
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


def _rule_windows(
    tokens: Tokens,
    hits: Candidates,
    lanes: Offsets,
    lane: int,
    silent: Mask,
    rules: Sequence[tuple[Rule, Sequence[int]]],
) -> list[Window]:
    """The windows of a dimension's rules that share no word with its terms."""
    if not rules:
        return []
    in_lane = lanes == lane
    quiet = silent[hits.pattern]
    consumed = _covered(len(tokens), hits, in_lane & quiet)
    counted = _covered(len(tokens), hits, in_lane & ~quiet)
    free = consumed[hits.last + 1] == consumed[hits.first]
    candidates = [
        window
        for number, (rule, groups) in enumerate(rules)
        for window in _windows_of(tokens, hits, lanes, free, number, rule, groups)
    ]
    return [
        window
        for window in choose(candidates)
        if all(counted[last + 1] == counted[first] for first, last in window.hits)
    ]


def _covered(size: int, hits: Candidates, chosen: Mask) -> Offsets:
    """How many of the first k words stand in a chosen hit, for k from 0 to `size`."""
    steps = np.zeros(size + 1, dtype=np.int64)
    np.add.at(steps, hits.first[chosen], 1)
    np.add.at(steps, hits.last[chosen] + 1, -1)
    return np.concatenate(([0], np.cumsum(np.cumsum(steps[:-1]) > 0)))


def _windows_of(
    tokens: Tokens,
    hits: Candidates,
    lanes: Offsets,
    free: Mask,
    number: int,
    rule: Rule,
    groups: Sequence[int],
) -> Iterator[Window]:
    """The windows of one rule, in the sentences that hold a hit of each of its groups."""
    members = [np.flatnonzero((lanes == group) & free) for group in groups]
    shared = tokens.sentence[hits.first[members[0]]]
    for member in members[1:]:
        shared = np.intersect1d(shared, tokens.sentence[hits.first[member]])
    spans: list[list[WordSpan]] = []
    sentence: dict[int, int] = {}
    for member in members:
        numbers = tokens.sentence[hits.first[member]]
        inside = member[np.isin(numbers, shared)]
        firsts, lasts = hits.first[inside].tolist(), hits.last[inside].tolist()
        spans.append(list(zip(firsts, lasts, strict=True)))
        sentence.update(zip(firsts, tokens.sentence[hits.first[inside]].tolist(), strict=True))
    yield from windows(number, spans, sentence, rule.within, rule.ordered)


class _Counts:
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

    def score(
        self, article: int, dimension: str, version: LexiconVersion, found: Sequence[_Found]
    ) -> Score:
        """The score of one article in one dimension."""
        words = int(self._words[article])
        weight = float(sum(each.weight for each in found))
        sums = self._sums(article, found)
        low, high, interval = interval_of(len(found), weight, words, sums)
        return Score(
            dimension=dimension,
            matches=len(found),
            weight=weight,
            words=words,
            rate_per_1000=rate_per_1000(weight, words),
            low=low,
            high=high,
            interval=interval,
            sums=sums,
            covered_words=sum(each.words for each in found),
            lexicon=version,
        )

    def _sums(self, article: int, found: Sequence[_Found]) -> Sums:
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

    def match(self, article: int, dimension: str, found: _Found) -> Match:
        """One match, in characters of its article."""
        tokens = self._tokens
        base = int(tokens.base[article])
        spans = tuple(
            (int(tokens.start[first]) - base, int(tokens.end[last]) - base)
            for first, last in found.spans
        )
        sentence = int(tokens.sentence[found.spans[0][0]] - self._first_sentence[article])
        return Match(
            dimension=dimension,
            entry=found.entry,
            kind=found.kind,
            start=spans[0][0],
            end=max(end for _, end in spans),
            weight=found.weight,
            sentence=sentence,
            words=found.words,
            evidence=spans,
        )

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
