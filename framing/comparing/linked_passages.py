"""Sentences of two articles that say the same, and those that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from framing.comparing.article_sentences import Sentence, sentences
from framing.model import Profile

THRESHOLD = 0.3
"""Cosine from which two sentences are counterparts. On articles about one matter, pairs below it
share a topic word or two, pairs above it mostly a statement."""

Note = Literal["", "no words", "no shared words", "same words"]


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences, each of them the other's nearest."""

    a: Sentence
    b: Sentence
    similarity: float
    """Cosine of their TF-IDF vectors, `THRESHOLD` to 1."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Which sentences of two articles are linked, and which stand in one of them only."""

    linked: tuple[Link, ...]
    """The nearest pairs first."""
    only_a: tuple[Sentence, ...]
    """Sentences of A that are no counterpart of any in B; those with most framing first."""
    only_b: tuple[Sentence, ...]
    near: int
    """Sentences of both whose counterpart has a nearer one: neither linked nor in one only."""
    threshold: float
    note: Note
    """Where there is little to compare, why: one has no words, no word is in both, or both have
    the same words in the same order."""


def link(a: Profile, b: Profile) -> Passages:
    """Link the sentences of two articles by the cosine of their TF-IDF vectors.

    Each is linked with its nearest if it is that one's nearest too; of equal ones with the first.
    Terms are the words as they are compared, without English function words; a sentence of
    nothing else keeps them. Frequencies are 1 + ln tf, document frequencies those of the
    sentences of both articles.
    """
    one, other = sentences(a), sentences(b)
    nearest_a, nearest_b = _nearest(one, other)
    linked = [
        Link(one[row], other[column], value)
        for row, (column, value) in enumerate(nearest_a)
        if value >= THRESHOLD and nearest_b[column][0] == row
    ]
    only_a, only_b = _alone(one, nearest_a), _alone(other, nearest_b)
    return Passages(
        linked=tuple(sorted(linked, key=lambda each: (-each.similarity, each.a.start))),
        only_a=only_a,
        only_b=only_b,
        near=len(one) + len(other) - 2 * len(linked) - len(only_a) - len(only_b),
        threshold=THRESHOLD,
        note=_note(one, other),
    )


Nearest = list[tuple[int, float]]
"""For each sentence the nearest one of the other article, the first of equals, and the cosine."""


def _nearest(a: Sequence[Sentence], b: Sequence[Sentence]) -> tuple[Nearest, Nearest]:
    """What is nearest to each sentence of A, and to each of B; a block of A at a time."""
    if not a or not b:
        return [(-1, 0.0)] * len(a), [(-1, 0.0)] * len(b)
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes half a second to load

    vectorizer = TfidfVectorizer(analyzer=_terms, sublinear_tf=True)
    vectors = vectorizer.fit_transform([each.words for each in (*a, *b)])
    others = vectors[len(a) :].T.tocsr()
    nearest_a: Nearest = []
    column_best, column_row = np.zeros(len(b)), np.zeros(len(b), dtype=np.int64)
    for start in range(0, len(a), _BLOCK):
        block = (vectors[start : min(start + _BLOCK, len(a))] @ others).toarray()
        # Rounded, so that equal sentences are equally near, and never nearer than 1.
        block = np.minimum(np.round(block, 9), 1.0)
        nearest_a += _largest(block)
        rows, values = block.argmax(axis=0), block.max(axis=0)
        nearer = values > column_best
        column_best[nearer], column_row[nearer] = values[nearer], rows[nearer] + start
    return nearest_a, list(zip(column_row.tolist(), column_best.tolist(), strict=True))


_BLOCK = 512
"""Sentences whose cosines with all of the other article are held at a time."""


def _largest(block: NDArray[np.float64]) -> Nearest:
    return list(zip(block.argmax(axis=1).tolist(), block.max(axis=1).tolist(), strict=True))


def _terms(words: Sequence[str]) -> Sequence[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return [word for word in words if word not in ENGLISH_STOP_WORDS] or words


def _alone(own: Sequence[Sentence], nearest: Nearest) -> tuple[Sentence, ...]:
    """The sentences without a counterpart, by how much framing they carry."""
    alone = [each for each, (_, value) in zip(own, nearest, strict=True) if value < THRESHOLD]
    return tuple(sorted(alone, key=lambda each: (-each.weight, each.start)))


def _note(a: Sequence[Sentence], b: Sequence[Sentence]) -> Note:
    if not a or not b:
        return "no words"
    words_a, words_b = ([word for each in side for word in each.words] for side in (a, b))
    if words_a == words_b:
        return "same words"
    return "" if set(words_a) & set(words_b) else "no shared words"
