"""Which words tell two sources apart: what of them is counted, and how far each word leans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from framing.articles.batches import batches
from framing.comparing.vocabulary import Counts, Side, Vocabulary, WordPlace
from framing.statistics.keyness import PRIOR_WORDS, by_articles, log_odds
from framing.statistics.multiple_comparisons import benjamini_hochberg
from framing.statistics.rates import FEWEST_ARTICLES
from framing.text import characters as ch

if TYPE_CHECKING:
    from framing.library import Library
    from framing.model import Article

FALSE_DISCOVERIES = 0.05
"""A word differs where its adjusted p is below this."""

LEAST = 5
"""A word that stands less often in both sources together is not compared."""

_NO_FAMILIES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Used:
    """How a word is used on one side."""

    count: int
    articles: int
    """In how many articles it stands."""
    first: WordPlace | None
    """Where it stands first, by id of the article; None where it does not."""


@dataclass(frozen=True, slots=True)
class DistinctiveWord:
    """One word on two sides."""

    word: str
    a: Used
    b: Used
    log_odds: float
    """δ: above 0 the word leans to A."""
    variance: float
    z: float
    p: float | None
    """From the word's rates in the articles of both sides; None where one has fewer than five."""
    adjusted_p: float | None
    """p after Benjamini and Hochberg over all words that were compared."""

    @property
    def pattern(self) -> str:
        """The word as a pattern: an initialism is compared without its last stop and written
        with it."""
        letters = self.word.split(".")
        is_initialism = len(letters) > 1 and all(
            each.isalpha() and len(each) == 1 for each in letters
        )
        return f"{self.word}." if is_initialism else self.word

    @property
    def differs(self) -> bool:
        """Whether the articles of both use it differently, with all words taken into account."""
        return self.adjusted_p is not None and self.adjusted_p < FALSE_DISCOVERIES


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a source was counted."""

    source: str
    articles: int
    """Those with words, one for each family of copies."""
    words: int


@dataclass(frozen=True, slots=True)
class Distinction:
    """Two sources and the words that were compared."""

    a: Share
    b: Share
    copies: int
    """Articles of the two that another one of the same source stands for."""
    shared: int
    """Articles of the two left out, because both have the text."""
    words: tuple[DistinctiveWord, ...]
    """By z, those that lean furthest to A first; ties by the word."""


def distinctive_words(
    library: Library,
    sources: tuple[str, str],
    families: Mapping[str, str] = _NO_FAMILIES,
    *,
    by: str = "source",
    ids: Collection[str] | None = None,
    least: int = LEAST,
    whole_library: bool = False,
) -> Distinction:
    """The words of two sources that stand `least` times in both together.

    Of the articles with these `ids`, of all for None.

    The prior of a word is its share in both, or in the `whole_library`. Of copies inside one
    source one counts; a text that both have says nothing about their difference and is left out.
    Numbers and single letters are counted, and are not among the words.
    """
    first, second = (library.articles.ids(each, by, among=ids) for each in sources)
    return words_between(
        library, sources, (first, second), families, least=least, whole_library=whole_library
    )


def words_between(
    library: Library,
    names: tuple[str, str],
    own: tuple[Sequence[str], Sequence[str]],
    families: Mapping[str, str] = _NO_FAMILIES,
    *,
    least: int = LEAST,
    whole_library: bool = False,
) -> Distinction:
    """The same of any two sides, given by a name for each and the ids of its `own` articles."""
    kept = _kept(own, families)
    others = [_others(library.articles.ids(), kept, families)] if whole_library else []
    sides = [_articles(library, ids) for ids in (*kept, *others)]
    found = words_of_sides(names, sides, least=least)
    shared = _family_set(own[0], families) & _family_set(own[1], families)
    left_out = sum(families.get(each, each) in shared for ids in own for each in ids)
    copies = sum(map(len, own)) - left_out - sum(map(len, kept))
    return replace(found, copies=copies, shared=left_out)


def words_of_sides(
    names: tuple[str, str], sides: Sequence[Iterable[Article]], *, least: int = LEAST
) -> Distinction:
    """The words of two sides, given by their articles, of which every one counts.

    Articles of a third side are counted for the prior. Each side is gone through once.
    """
    vocabulary = Vocabulary(len(sides))
    for side, articles in enumerate(sides):
        for batch in batches(articles):
            vocabulary.count(side, batch)
    vocabulary.close()
    a, b = (
        Share(name, side.articles, side.words)
        for name, side in zip(names, vocabulary.sides, strict=False)
    )
    return Distinction(a, b, 0, 0, tuple(_words(vocabulary, least)))


def _family_set(ids: Iterable[str], families: Mapping[str, str]) -> set[str]:
    return {families.get(each, each) for each in ids}


def _kept(
    sides: tuple[Sequence[str], Sequence[str]], families: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """One article for each family that stands on one side only, by side."""
    shared = _family_set(sides[0], families) & _family_set(sides[1], families)
    one, other = ({families.get(each, each): each for each in reversed(ids)} for ids in sides)
    return (
        sorted(each for family, each in one.items() if family not in shared),
        sorted(each for family, each in other.items() if family not in shared),
    )


def _others(
    ids: Iterable[str], kept: tuple[Sequence[str], Sequence[str]], families: Mapping[str, str]
) -> list[str]:
    """One article for each family that stands on no side."""
    seen = _family_set(kept[0], families) | _family_set(kept[1], families)
    found = {families.get(each, each): each for each in ids}
    return sorted(each for family, each in found.items() if family not in seen)


def _articles(library: Library, ids: Sequence[str]) -> Iterator[Article]:
    return (stored.article for stored in library.articles.read(ids))


def _words(vocabulary: Vocabulary, least: int) -> Iterable[DistinctiveWord]:
    a, b = vocabulary.sides[:2]
    if not a.words or not b.words:
        return []
    spelled = vocabulary.spelled
    often = np.flatnonzero(a.counts + b.counts >= least)
    listed = np.array([each for each in often.tolist() if _is_listed(spelled[each])], np.int64)
    background = sum((side.counts for side in vocabulary.sides), np.zeros_like(a.counts))
    prior = PRIOR_WORDS * background[listed] / background.sum()
    found = log_odds(a.counts[listed], b.counts[listed], (a.words, b.words), prior, PRIOR_WORDS)
    finite = np.flatnonzero(np.isfinite(found.z))
    order = sorted(finite.tolist(), key=lambda at: (-found.z[at], spelled[listed[at]]))
    p = _p_values(a, b, listed[order])
    untested: list[tuple[float | None, float | None]] = [(None, None)] * len(order)
    tests = zip(p, benjamini_hochberg(p), strict=True) if p else untested
    return (
        DistinctiveWord(
            spelled[listed[at]],
            _used(a, listed[at]),
            _used(b, listed[at]),
            float(found.log_odds[at]),
            float(found.variance[at]),
            float(found.z[at]),
            *tested,
        )
        for at, tested in zip(order, tests, strict=True)
    )


def _p_values(a: Side, b: Side, words: Counts) -> list[float]:
    """p of the words by the articles of both sides; none where one has too few."""
    if min(a.articles, b.articles) < FEWEST_ARTICLES:
        return []
    sums, squares = (a.rates, b.rates), (a.rates_squared, b.rates_squared)
    p: list[float] = by_articles(
        (sums[0][words], sums[1][words]),
        (squares[0][words], squares[1][words]),
        (a.articles, b.articles),
    ).tolist()
    return p


def _used(side: Side, number: int) -> Used:
    return Used(int(side.counts[number]), int(side.spread[number]), side.first[number])


def _is_listed(word: str) -> bool:
    """Whether a word is no number and no single letter of a script with spaces."""
    if len(word) == 1:
        return bool(ch.FLAGS[ord(word)] & ch.UNIT)
    return any(map(str.isalpha, word))
