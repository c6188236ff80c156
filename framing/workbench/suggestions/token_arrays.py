"""The articles that suggestions are drawn from, as arrays with one item for each counted word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from framing.articles.batches import batches
from framing.data import word_list
from framing.lexicons import Dimension, Lexicon
from framing.matching import Scanner
from framing.model import Article, Match
from framing.text import JOINT_SPACE, Mask, Offsets, Tokens, segment
from framing.text import characters as ch

SHORTEST = 3
"""Letters of a word that is suggested."""
COMMONEST = 1 / 3
"""A word that stands in a larger share of the articles tells nothing."""
FEW_ARTICLES = 10
"""In so many articles a word may stand although they are a large share."""
NAME_SHARE = 1 / 2
"""A word that is written with a capital inside sentences more often than this is a name."""
CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""


@dataclass(frozen=True, slots=True)
class TokenArrays:
    """The words of some articles and the matches of one dimension in them."""

    words: tuple[str, ...]
    """The different words, as they are compared."""
    usable: Mask
    """Which of them may be part of a suggestion."""
    word: Offsets
    """Number in `words`, for each place."""
    article: Offsets
    sentence: Offsets
    joined: Mask
    """Whether a phrase may run on from the word before."""
    named: Mask
    """Whether it is written with a capital inside a sentence; nowhere where all nouns are."""
    entries: tuple[str, ...]
    """Entries of the dimension that matched."""
    entry: Offsets
    """Number in `entries`, for each span of a match."""
    first: Offsets
    """Place of the first word of the span."""
    last: Offsets

    @property
    def counts(self) -> Offsets:
        """How often each word stands there."""
        return np.bincount(self.word, minlength=len(self.words))

    def articles_with(self, places: Offsets, what: Offsets, size: int) -> Offsets:
        """For each of `size` things, numbered in `what` at these places, its articles."""
        return np.bincount(distinct(what, self.article[places])[0], minlength=size)

    @property
    def matched(self) -> Mask:
        """Which places stand in a match."""
        steps = np.zeros(len(self.word) + 1, dtype=np.int64)
        np.add.at(steps, self.first, 1)
        np.add.at(steps, self.last + 1, -1)
        inside: Mask = np.cumsum(steps[:-1]) > 0
        return inside


def distinct(one: Offsets, other: Offsets) -> Offsets:
    """The different pairs of two columns, as two rows, sorted."""
    size = int(other.max(initial=0)) + 1
    return np.stack(np.divmod(np.unique(one * size + other), size))


class _Words:
    """Collects words and matches batch by batch."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        self.words: list[str] = []
        self.parts: list[tuple[Offsets, Offsets, Offsets, Mask, Mask]] = []
        self.spans: list[tuple[int, int, int]] = []
        self.entries: dict[str, int] = {}
        self.places = self.sentences = self.articles = 0

    def add(self, articles: Sequence[Article], scanner: Scanner) -> None:
        spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
        tokens = segment([article.text for article in articles], spans)
        if len(tokens):
            self.parts.append(
                (
                    self._numbers(tokens),
                    tokens.article + self.articles,
                    tokens.sentence + self.sentences,
                    tokens.joints == JOINT_SPACE,
                    _capitals(tokens, articles),
                )
            )
            starts = tokens.start.tolist()
            for base, profile in zip(tokens.base.tolist(), scanner.scan(articles), strict=True):
                for match in profile.matches:
                    self._add_match(starts, base, match)
            self.sentences += int(tokens.sentence[-1]) + 1
        self.places += len(tokens)
        self.articles += len(articles)

    def columns(self) -> tuple[Offsets, Offsets, Offsets, Mask, Mask]:
        """Word, article, sentence, whether it is joined and a capital, for each place."""
        numbers, flags = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=bool)
        word, article, sentence, joined, capital = zip(
            (numbers, numbers, numbers, flags, flags), *self.parts, strict=True
        )
        return (
            np.concatenate(word),
            np.concatenate(article),
            np.concatenate(sentence),
            np.concatenate(joined),
            np.concatenate(capital),
        )

    def _numbers(self, tokens: Tokens) -> Offsets:
        known = self.known
        for word in tokens.spelled:
            known.setdefault(word, len(known))
        numbers = np.array([known[word] for word in tokens.spelled], dtype=np.int64)
        self.words += list(known)[len(self.words) :]
        return numbers[tokens.kind]

    def _add_match(self, starts: Sequence[int], base: int, match: Match) -> None:
        entry = self.entries.setdefault(match.entry, len(self.entries))
        for start, end in match.own:
            first = bisect_left(starts, base + start)
            last = bisect_left(starts, base + end, first) - 1
            self.spans.append((entry, first + self.places, last + self.places))


def _capitals(tokens: Tokens, articles: Sequence[Article]) -> Mask:
    """Which words begin with a capital."""
    flags = [ch.FLAGS[ch.codes_of(article.text)] for article in articles]
    whole = np.concatenate(flags)
    opens = np.cumsum([0, *map(len, flags)])[:-1]
    starts = tokens.start - tokens.base[tokens.article] + opens[tokens.article]
    found: Mask = whole[starts] & ch.UPPER != 0
    return found


def read(articles: Iterable[Article], lexicon: Lexicon, dimension: Dimension) -> TokenArrays:
    """The words of the articles with the matches of one dimension, counted or not."""
    alone = Lexicon(lexicon.name, dimensions=(dimension,), groups=lexicon.groups)
    scanner, found = Scanner([alone]), _Words()
    for batch in batches(articles):
        found.add(batch, scanner)
    word, article, sentence, joined, capital = found.columns()
    spans = np.array(found.spans, dtype=np.int64).reshape(-1, 3)
    inner = np.diff(sentence, prepend=-1) == 0
    if lexicon.language[:2].lower() in CAPITAL_NOUNS:
        capital = np.zeros(len(word), dtype=bool)
    return TokenArrays(
        words=tuple(found.words),
        usable=_usable(found, word, article, inner, capital),
        word=word,
        article=article,
        sentence=sentence,
        joined=joined,
        named=inner & capital,
        entries=tuple(found.entries),
        entry=spans[:, 0],
        first=spans[:, 1],
        last=spans[:, 2],
    )


def _usable(found: _Words, word: Offsets, article: Offsets, inner: Mask, capital: Mask) -> Mask:
    """Which words are neither function words nor names nor in every other article."""
    listed = word_list("function_words") | word_list("stop_words")
    plain = [
        len(each) >= SHORTEST and each.isalpha() and each not in listed for each in found.words
    ]
    size = len(plain)
    reach = np.bincount(distinct(word, article)[0], minlength=size)
    common = reach > max(COMMONEST * found.articles, FEW_ARTICLES)
    inside = np.bincount(word[inner], minlength=size)
    named = np.bincount(word[inner & capital], minlength=size)
    usable: Mask = np.array(plain, dtype=bool) & ~common & (named <= NAME_SHARE * inside)
    return usable
