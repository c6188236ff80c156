"""Words that stand beside matches, and phrases of the sentences that hold them.

Association is measured with nltk's collocation finder: Dunning's log-likelihood ratio (Dunning
1993) for the order, pointwise mutual information as a floor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from framing.text import Offsets
from framing.workbench.suggestions.candidates import Candidate
from framing.workbench.suggestions.token_arrays import NAME_SHARE, TokenArrays, distinct

REACH = 5
"""Words on either side of a match in which a collocate stands."""
FEWEST = 5
"""Fewer pairs are chance."""
LEAST_INFORMATION = 1.0
"""Bits of pointwise mutual information: at least twice as often as by chance."""
LEAST_ODDS = 2.0
"""A phrase belongs to a dimension where its odds of standing in a sentence with a match are so
many times those of any word."""


def collocates(reading: TokenArrays) -> Iterator[Candidate]:
    """Words that stand within five words of an entry's matches more often than by chance."""
    entry, places = _around(reading)
    keep = reading.usable[reading.word[places]]
    entry, places = entry[keep], places[keep]
    size = len(reading.words)
    pairs, which, times = np.unique(
        entry * size + reading.word[places], return_inverse=True, return_counts=True
    )
    meetings = {
        (f"entry {pair // size}", pair % size): count
        for pair, count in zip(pairs.tolist(), times.tolist(), strict=True)
    }
    counts = dict(enumerate(reading.counts.tolist())) | {
        f"entry {number}": count for number, count in enumerate(np.bincount(reading.entry).tolist())
    }
    reach = reading.articles_with(places, which, len(pairs)).tolist()
    scores = _scores(counts, meetings, slots=2 * REACH)
    for pair, count, articles in zip(pairs.tolist(), times.tolist(), reach, strict=True):
        number, word = divmod(pair, size)
        if score := scores.get((f"entry {number}", word)):
            yield Candidate(
                "collocate", reading.words[word], reading.entries[number], count, articles, score
            )


def phrases(reading: TokenArrays) -> Iterator[Candidate]:
    """Pairs of neighbouring words that belong together, in sentences that hold a match."""
    size = len(reading.words)
    first = np.flatnonzero(reading.joined[1:])
    fit = reading.usable[reading.word[first]] & reading.usable[reading.word[first + 1]]
    first = first[fit]
    pairs, which, times = np.unique(
        reading.word[first] * size + reading.word[first + 1],
        return_inverse=True,
        return_counts=True,
    )
    hot = np.isin(reading.sentence, reading.sentence[reading.first])
    inside = np.bincount(which[hot[first]], minlength=len(pairs))
    names = np.bincount(which[reading.named[first + 1]], minlength=len(pairs))
    odds = (inside + 0.5) / (times - inside + 0.5) * (~hot).sum() / max(int(hot.sum()), 1)
    fit = (inside >= FEWEST) & (odds >= LEAST_ODDS) & (names <= NAME_SHARE * times)
    meetings = {divmod(int(pairs[at]), size): int(inside[at]) for at in np.flatnonzero(fit)}
    counts = np.bincount(reading.word[hot], minlength=size)
    scores = _scores(dict(enumerate(counts.tolist())), meetings, slots=1)
    reach = reading.articles_with(first, which, len(pairs))
    order = first[np.argsort(which, kind="stable")]
    opens = np.concatenate(([0], np.cumsum(times)))
    for at in np.flatnonzero(fit).tolist():
        pair = divmod(int(pairs[at]), size)
        if score := scores.get(pair):
            text = " ".join(reading.words[word] for word in pair)
            own = order[opens[at] : opens[at + 1]]
            entry = _partner(reading, reading.sentence[own])
            yield Candidate("phrase", text, entry, int(times[at]), int(reach[at]), score)


def _around(reading: TokenArrays) -> tuple[Offsets, Offsets]:
    """The places within reach of each match, in its sentence and in no match, by entry."""
    steps = np.arange(1, REACH + 1)
    places = np.concatenate(
        (reading.first[:, np.newaxis] - steps, reading.last[:, np.newaxis] + steps), axis=1
    )
    there = (places >= 0) & (places < len(reading.word))
    places = np.where(there, places, reading.first[:, np.newaxis])
    own = reading.sentence[reading.first][:, np.newaxis]
    there &= reading.sentence[places] == own
    entry = np.broadcast_to(reading.entry[:, np.newaxis], places.shape)
    entry, places = distinct(entry[there], places[there])
    free = ~reading.matched[places]
    return entry[free], places[free]


def _scores(
    counts: Mapping[Any, int], meetings: Mapping[tuple[Any, Any], int], slots: int
) -> dict[tuple[Any, Any], float]:
    """The log-likelihood ratio of each pair that is frequent and informative enough.

    `slots` is how many places beside the first of a pair the second may take.
    """
    from nltk.collocations import BigramCollocationFinder  # 1.5 s, wanted only here
    from nltk.metrics import BigramAssocMeasures
    from nltk.probability import FreqDist

    finder = BigramCollocationFinder(FreqDist(counts), FreqDist(meetings), window_size=slots + 1)
    finder.apply_freq_filter(FEWEST)
    informative = {
        pair
        for pair, bits in finder.score_ngrams(BigramAssocMeasures.pmi)
        if bits >= LEAST_INFORMATION
    }
    finder.apply_ngram_filter(lambda *pair: pair not in informative)
    return dict(finder.score_ngrams(BigramAssocMeasures.likelihood_ratio))


def _partner(reading: TokenArrays, sentences: Offsets) -> str:
    """The entry that most often has a match in these sentences."""
    there = np.isin(reading.sentence[reading.first], sentences)
    return reading.entries[int(np.bincount(reading.entry[there]).argmax())]
