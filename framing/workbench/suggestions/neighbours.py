"""Words that stand in the same kind of sentences as an entry's matches, by latent semantics.

Sentences × words, weighted by TF-IDF, reduced to a few dimensions by a truncated singular value
decomposition (latent semantic analysis, Deerwester et al. 1990); an entry is placed among the
words by the sentences that it matches in, and its neighbours are told by the cosine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from framing.text import Offsets
from framing.workbench.suggestions.candidates import Candidate
from framing.workbench.suggestions.token_arrays import TokenArrays, distinct

FEWEST = 10
"""Sentences of a word, and of an entry, that say enough of it."""
COMPONENTS = 100
"""Dimensions that are kept."""
LEAST = 20
"""Words below which there is nothing to decompose."""
MOST_SENTENCES = 20_000
"""Sentences that are decomposed: those with a match first, then others, at even steps."""
LEAST_COSINE = 0.3
SEED = 1


def neighbours(reading: TokenArrays) -> Iterator[Candidate]:
    """Each word with the entry that is nearest to it; the score is their cosine.

    Nothing where there are too few words, or no entry with matches enough.
    """
    # The words of the matches themselves would be the nearest of all.
    free = reading.usable[reading.word] & ~reading.matched
    chosen = _chosen(reading)
    cells = _rows(chosen, distinct(reading.sentence[free], reading.word[free]))
    matches = _rows(chosen, distinct(reading.sentence[reading.first], reading.entry))
    words, cells = _frequent(cells)
    entries, matches = _frequent(matches)
    if len(words) < LEAST or not len(entries):
        return
    cosines = _cosines(_matrix(cells, matches), _matrix(matches, cells))
    nearest = cosines.argmax(axis=1)
    scores = cosines[np.arange(len(words)), nearest]
    articles = reading.articles_with(np.arange(len(reading.word)), reading.word, len(reading.words))
    counts = reading.counts
    for column in np.flatnonzero(scores >= LEAST_COSINE).tolist():
        word = int(words[column])
        yield Candidate(
            "neighbour",
            reading.words[word],
            reading.entries[int(entries[nearest[column]])],
            int(counts[word]),
            int(articles[word]),
            min(float(scores[column]), 1.0),
        )


def _chosen(reading: TokenArrays) -> Offsets:
    """The sentences that are decomposed, in order."""
    hot = np.unique(reading.sentence[reading.first])
    others = np.setdiff1d(reading.sentence, hot)
    hot = _evenly(hot, MOST_SENTENCES)
    return np.sort(np.concatenate((hot, _evenly(others, MOST_SENTENCES - len(hot)))))


def _evenly(some: Offsets, most: int) -> Offsets:
    """Not more than so many of them, at even steps."""
    return some if len(some) <= most else some[np.arange(most) * len(some) // max(most, 1)]


def _rows(chosen: Offsets, cells: Offsets) -> Offsets:
    """The cells in chosen sentences, with the place of the sentence among them as row."""
    kept = cells[:, np.isin(cells[0], chosen)]
    return np.stack((np.searchsorted(chosen, kept[0]), kept[1]))


def _frequent(cells: Offsets) -> tuple[Offsets, Offsets]:
    """What stands in enough rows, and the cells of it with its place among them as column."""
    found, which, times = np.unique(cells[1], return_inverse=True, return_counts=True)
    often = times >= FEWEST
    place = np.cumsum(often) - 1
    keep = often[which]
    return found[often], np.stack((cells[0][keep], place[which[keep]]))


def _matrix(cells: Offsets, others: Offsets) -> Any:
    """Cells as a sparse matrix of ones, as high as both."""
    from scipy.sparse import csr_matrix

    height = int(max(cells[0].max(initial=0), others[0].max(initial=0))) + 1
    ones = np.ones(cells.shape[1])
    return csr_matrix((ones, (cells[0], cells[1])), shape=(height, int(cells[1].max()) + 1))


def _cosines(words: Any, entries: Any) -> Any:
    """The cosine of every word with every entry, in the space of the words."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfTransformer
    from sklearn.preprocessing import normalize

    weighted = TfidfTransformer().fit_transform(words)
    size = min(COMPONENTS, min(weighted.shape) - 1)
    reduction = TruncatedSVD(size, random_state=SEED)
    sentences = reduction.fit_transform(weighted)
    left = (
        sentences[:, reduction.singular_values_ > 0]
        / reduction.singular_values_[reduction.singular_values_ > 0]
    )
    return normalize(weighted.T @ left) @ normalize(entries.T @ left).T
