"""Adds up over batches what every entry of a lexicon does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from framing.lexicons import Lexicon
from framing.matching.compiled_lexicons import CompiledLexicons
from framing.matching.places import Spots
from framing.model import Match, Profile
from framing.text import Offsets
from framing.text import characters as ch
from framing.workbench.diagnosis.contested_words import EntrySentences, distinct_pairs
from framing.workbench.diagnosis.scanned_batch import Batch
from framing.workbench.diagnosis.without_entry import Absence

Key = tuple[str, str]
"""A dimension and one of its terms or rules."""


class EntrySums:
    """The sums for one lexicon, which is the first of those that `compiled` holds.

    Entries are known by their number in `CompiledLexicons.names` where patterns are meant, and by
    dimension and name where matches are.
    """

    def __init__(self, lexicon: Lexicon, compiled: CompiledLexicons) -> None:
        size = len(compiled.names)
        self._compiled = compiled
        self._own = {each.name for each in lexicon.dimensions}
        self._varied = _varied(lexicon)
        self._folded: dict[str, str] = {}
        self.articles = 0
        self.words = 0
        self.found: Offsets = np.zeros(size, dtype=np.int64)
        """Places where an entry stands; sentences where the groups of a rule meet."""
        self.won: Offsets = np.zeros(size, dtype=np.int64)
        """Places that it won; none for a rule."""
        self.reach: Offsets = np.zeros(size, dtype=np.int64)
        """Articles in which it won a place."""
        self.hidden: dict[int, Counter[int]] = defaultdict(Counter)
        """By entry, who won words from it."""
        self.gains: dict[int, Counter[str]] = defaultdict(Counter)
        """By entry, how many counted matches others would have more without it."""
        self.decisive: set[int] = set()
        """Contested entries without which some match would be another."""
        self.matches: Counter[Key] = Counter()
        self.negated: Counter[Key] = Counter()
        self.uncounted: Counter[Key] = Counter()
        self.reached: Counter[Key] = Counter()
        """Articles with a counted match."""
        self.caught: dict[Key, Counter[str]] = defaultdict(Counter)
        self.shared: dict[Key, Counter[Key]] = defaultdict(Counter)
        """By entry, those of other dimensions with matches on some of the same words."""
        self.same: dict[Key, Counter[Key]] = defaultdict(Counter)
        """The same for matches on exactly the same words."""
        self.covered: Counter[str] = Counter()
        """By dimension, words in counted matches."""
        self.fired: Counter[str] = Counter()
        """By dimension, articles with a counted match."""

    def add(self, batch: Batch, standing: Sequence[EntrySentences]) -> None:
        """Add what a batch shows, with what stands where of each dimension of the lexicon."""
        self._add_race(batch)
        rules = len(self._compiled.entries)
        for found in standing:
            np.add.at(self.found, found.entry[found.entry >= rules], 1)
        for profile in batch.profiles:
            self._add_profile(profile)

    def add_absence(self, absence: Absence) -> None:
        """Add what one sentence would lose and gain without an entry."""
        if absence.before == absence.after:
            return
        self.decisive.add(absence.entry)
        gains = self.gains[absence.entry]
        for (entry, _), times in absence.after.items():
            gains[entry] += times
        for (entry, _), times in absence.before.items():
            gains[entry] -= times

    def _add_race(self, batch: Batch) -> None:
        size = len(self._compiled.names)
        self.found += np.bincount(batch.found.entry, minlength=size)
        self.won += np.bincount(batch.won.entry, minlength=size)
        articles = batch.tokens.article[batch.won.first]
        _, reaching, _ = distinct_pairs(articles, batch.won.entry)
        self.reach += np.bincount(reaching, minlength=size)
        for loser, winner, times in _hidden(batch.found, batch.won):
            self.hidden[loser][winner] += times

    def _add_profile(self, profile: Profile) -> None:
        self.articles += 1
        self.words += profile.words
        for score in profile.scores:
            if score.dimension in self._own and score.matches:
                self.covered[score.dimension] += score.covered_words
                self.fired[score.dimension] += 1
        own = [match for match in profile.matches if match.dimension in self._own]
        for match in own:
            self._add_match(profile.article.text, match)
        self.reached.update({_key(match) for match in own if match.counted})
        for one, other in _sharing(profile.matches):
            self._add_pair(one, other)
            self._add_pair(other, one)

    def _add_match(self, text: str, match: Match) -> None:
        key = _key(match)
        (self.matches if match.counted else self.uncounted)[key] += 1
        if match.negated:
            self.negated[key] += 1
        if key in self._varied:
            words = " … ".join(self._fold(text[start:end]) for start, end in match.own)
            self.caught[key][words] += 1

    def _add_pair(self, one: Match, other: Match) -> None:
        if one.dimension in self._own:
            self.shared[_key(one)][_key(other)] += 1
            if one.own == other.own:
                self.same[_key(one)][_key(other)] += 1

    def _fold(self, text: str) -> str:
        """The words of a match as they are compared, with single spaces."""
        if text not in self._folded:
            if len(self._folded) > _MOST_FOLDED:
                self._folded.clear()
            self._folded[text] = " ".join(ch.fold(text).split())
        return self._folded[text]


_MOST_FOLDED = 100_000
"""Wordings that are remembered, so that the same one is not folded again."""


def _varied(lexicon: Lexicon) -> set[Key]:
    """The entries that can match different words."""
    terms = {
        (each.name, term.pattern)
        for each in lexicon.dimensions
        for term in each.terms
        if "*" in term.pattern or "?" in term.pattern
    }
    return terms | {(each.name, rule.name) for each in lexicon.dimensions for rule in each.near}


def _key(match: Match) -> Key:
    return match.dimension, match.entry


def _sharing(matches: Iterable[Match]) -> Iterator[tuple[Match, Match]]:
    """Pairs of counted matches of different dimensions that share a word, each pair once."""
    counted = [match for match in matches if match.counted]
    if len({match.dimension for match in counted}) < 2:
        return
    spans = sorted(
        (start, end, number) for number, match in enumerate(counted) for start, end in match.own
    )
    seen: set[tuple[int, int]] = set()
    standing: list[tuple[int, int]] = []
    for start, end, number in spans:
        standing = [(until, other) for until, other in standing if until > start]
        for _, other in standing:
            pair = min(number, other), max(number, other)
            if counted[number].dimension != counted[other].dimension and pair not in seen:
                seen.add(pair)
                yield counted[other], counted[number]
        standing.append((end, number))


def _hidden(found: Spots, won: Spots) -> Iterator[tuple[int, int, int]]:
    """Who lost words to whom, and how often; to the leftmost of the winners that it met."""
    if not len(won.first):
        return
    width = int(max(found.last.max(), won.last.max())) + 1
    # Winners come by contest and place, and none overlaps another of its contest.
    winner = won.entry[
        np.searchsorted(won.contest * width + won.last, found.contest * width + found.first)
    ]
    lost = winner != found.entry
    loser, taker, which = distinct_pairs(found.entry[lost], winner[lost])
    yield from zip(loser.tolist(), taker.tolist(), np.bincount(which).tolist(), strict=True)
