"""Sentences of two articles that say the same, and those that only one of them has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from framing.comparing.article_sentences import Sentence, sentences
from framing.comparing.nearest_sentences import nearest, rarity
from framing.comparing.stop_words import stop_words
from framing.model import Profile

THRESHOLD = 0.3
"""Cosine from which two sentences are counterparts. On articles about one matter, pairs below it
share a topic word or two, pairs above it mostly a statement."""
LOWER_THRESHOLD = 0.2
"""Cosine below which a sentence can stand in one article only."""
NEW_SHARE = 0.625
"""Share of its terms, each weighed by its inverse document frequency, that stand nowhere in the
other article, or more, where it does."""
STEM_LETTERS = 6
"""Words that begin with the same so many letters are one term: `pardons` and `pardoned`."""
_LONGEST = 2
"""Sentences over which the other article may spread what one sentence says."""
_FEWEST = 3
"""Terms of a sentence that says something; what has fewer is a fragment and comes last."""

Note = Literal["", "no words", "no shared words", "same words"]


@dataclass(frozen=True, slots=True)
class Link:
    """Two sentences, each of them the other's nearest."""

    a: Sentence
    b: Sentence
    similarity: float
    """Cosine of their TF-IDF vectors, `THRESHOLD` to 1."""


@dataclass(frozen=True, slots=True)
class Unlinked:
    """A sentence of one article without a counterpart in the other."""

    sentence: Sentence
    nearest: tuple[Sentence, ...]
    """What is nearest to it in the other article: a sentence, two that follow each other, or
    nothing where no term is shared."""
    similarity: float
    """Its cosine with these, 0 to `THRESHOLD`."""


@dataclass(frozen=True, slots=True)
class Passages:
    """Which sentences of two articles are linked, and which stand in one of them only."""

    linked: tuple[Link, ...]
    """The nearest pairs first."""
    only_a: tuple[Unlinked, ...]
    """Sentences of A that B has nothing like; those with most framing first, fragments last."""
    only_b: tuple[Unlinked, ...]
    perhaps_a: tuple[Unlinked, ...]
    """Sentences of A without a counterpart that B may have in other words, in the same order."""
    perhaps_b: tuple[Unlinked, ...]
    near: int
    """Sentences of both whose counterpart has a nearer one, is two sentences or shares one word
    only: neither linked nor in one only."""
    threshold: float
    lower_threshold: float
    note: Note
    """Where there is little to compare, why: one has no words, no word is in both, or both have
    the same words in the same order."""


def link(a: Profile, b: Profile) -> Passages:
    """Link the sentences of two articles by the cosine of their TF-IDF vectors.

    Each is linked with its nearest if it is that one's nearest too and they share two terms or all;
    of equal ones with the first.
    Terms are the first six letters of words as they are compared, without English function words;
    a sentence of nothing else keeps them. Frequencies are 1 + ln tf, document frequencies those of
    the sentences of both articles.

    A sentence is in A only where its cosine with every sentence of B, and with every two that
    follow each other, is below `LOWER_THRESHOLD`, and `NEW_SHARE` of its terms stand nowhere in B.
    """
    one, other = sentences(a), sentences(b)
    terms_a, terms_b = list(map(_terms, one)), list(map(_terms, other))
    nearest_b = nearest(terms_b, terms_a)
    linked = [
        Link(one[row], other[column], value)
        for row, (column, _, value) in enumerate(nearest(terms_a, terms_b))
        if value >= THRESHOLD and nearest_b[column][0] == row
        if _share_enough(set(terms_a[row]), set(terms_b[column]))
    ]
    only_a, perhaps_a = _alone(one, other)
    only_b, perhaps_b = _alone(other, one)
    alone = sum(map(len, (only_a, perhaps_a, only_b, perhaps_b)))
    return Passages(
        linked=tuple(sorted(linked, key=lambda each: (-each.similarity, each.a.start))),
        only_a=only_a,
        only_b=only_b,
        perhaps_a=perhaps_a,
        perhaps_b=perhaps_b,
        near=len(one) + len(other) - 2 * len(linked) - alone,
        threshold=THRESHOLD,
        lower_threshold=LOWER_THRESHOLD,
        note=_note(one, other),
    )


def _share_enough(one: set[str], other: set[str]) -> bool:
    """Whether two terms or more are shared, or all: one word makes no statement."""
    return one == other or len(one & other) > 1


def _terms(sentence: Sentence) -> Sequence[str]:
    kept = [word for word in sentence.words if word not in stop_words()] or sentence.words
    return [word[:STEM_LETTERS] for word in kept]


def _alone(
    own: Sequence[Sentence], other: Sequence[Sentence]
) -> tuple[tuple[Unlinked, ...], tuple[Unlinked, ...]]:
    """The sentences without a counterpart: those in one article only, and those perhaps in both."""
    terms, others = list(map(_terms, own)), list(map(_terms, other))
    known, rare = set().union(*others), rarity([*terms, *others])
    only: list[_Ranked] = []
    perhaps: list[_Ranked] = []
    for sentence, said, run in zip(
        own, map(set, terms), nearest(terms, others, _LONGEST), strict=True
    ):
        first, last, similarity = run
        if similarity >= THRESHOLD:
            continue
        found = Unlinked(sentence, tuple(other[first : last + 1]) if similarity else (), similarity)
        new = sum(rare[term] for term in said - known)
        is_new = new >= NEW_SHARE * sum(rare[term] for term in said)
        kind = only if similarity < LOWER_THRESHOLD and is_new else perhaps
        kind.append((_rank(found, len(said)), found))
    return _in_order(only), _in_order(perhaps)


_Rank = tuple[bool, float, float, int]
_Ranked = tuple[_Rank, Unlinked]


def _rank(found: Unlinked, terms: int) -> _Rank:
    """Fragments last; then by how much framing a sentence carries; then the least alike first."""
    sentence = found.sentence
    return terms < _FEWEST, -sentence.weight, found.similarity, sentence.start


def _in_order(ranked: Sequence[_Ranked]) -> tuple[Unlinked, ...]:
    return tuple(found for _, found in sorted(ranked, key=lambda each: each[0]))


def _note(a: Sequence[Sentence], b: Sequence[Sentence]) -> Note:
    if not a or not b:
        return "no words"
    words_a, words_b = ([word for each in side for word in each.words] for side in (a, b))
    if words_a == words_b:
        return "same words"
    return "" if set(words_a) & set(words_b) else "no shared words"
