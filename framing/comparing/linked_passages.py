"""Sentences of two articles that say the same, and those that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from framing.comparing.article_sentences import Sentence, sentences
from framing.comparing.nearest_sentences import Nearest, nearest
from framing.comparing.stop_words import stop_words
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
    nearest_a, nearest_b = nearest(list(map(_terms, one)), list(map(_terms, other)))
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


def _terms(sentence: Sentence) -> Sequence[str]:
    return [word for word in sentence.words if word not in stop_words()] or sentence.words


def _alone(own: Sequence[Sentence], counterparts: Nearest) -> tuple[Sentence, ...]:
    """The sentences without a counterpart, by how much framing they carry."""
    alone = [each for each, (_, value) in zip(own, counterparts, strict=True) if value < THRESHOLD]
    return tuple(sorted(alone, key=lambda each: (-each.weight, each.start)))


def _note(a: Sequence[Sentence], b: Sequence[Sentence]) -> Note:
    if not a or not b:
        return "no words"
    words_a, words_b = ([word for each in side for word in each.words] for side in (a, b))
    if words_a == words_b:
        return "same words"
    return "" if set(words_a) & set(words_b) else "no shared words"
