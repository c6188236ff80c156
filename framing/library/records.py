"""What the library hands out of articles, scores and runs: a frozen record for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from framing.articles.hashes import excluded_sha256, text_sha256
from framing.model import Article, EntryTally, Interval, LexiconVersion, Rated, Score, Unit


@dataclass(frozen=True, slots=True)
class Rate:
    """The figures of one dimension that a list shows."""

    rate_per_1000: float | None
    low: float | None
    high: float | None
    interval: Interval
    matches: int


@dataclass(frozen=True, slots=True)
class Row:
    """One article in a list; the text is not read for it."""

    id: str
    source: str
    publisher: str
    title: str
    label: str
    """The title, or the first words of the text in brackets."""
    published: str
    words: int
    unit: Unit
    rates: Mapping[str, Rate]
    """Current figures by dimension, in the order of `library.lexicons.dimensions()`."""

    @classmethod
    def of(cls, article: Article, words: int, unit: Unit, rates: Mapping[str, Rate]) -> Self:
        """The row of an article whose text is there."""
        return cls(
            id=article.id,
            source=article.source,
            publisher=article.publisher,
            title=article.title,
            label=article.label,
            published=article.published,
            words=words,
            unit=unit,
            rates=rates,
        )


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article and what was counted in it apart from any dimension."""

    article: Article
    words: int
    excluded_words: int
    sentences: int
    unit: Unit
    text_sha256: str
    """64 hex digits, of the text as UTF-8."""


@dataclass(frozen=True, slots=True)
class ScoredArticle:
    """What names the article of a score, and the hashes of what was scored; the text is not read
    for it."""

    id: str
    source: str
    publisher: str
    title: str
    published: str
    text_sha256: str
    """64 hex digits, of the text as UTF-8."""
    excluded_sha256: str
    """64 hex digits, of the excluded spans: `framing.articles.hashes`."""
    unit: Unit
    """What its rates are per 1,000 of."""

    @classmethod
    def of(cls, rated: Rated) -> Self:
        """The same of an article that was just rated."""
        article = rated.article
        return cls(
            article.id,
            article.source,
            article.publisher,
            article.title,
            article.published,
            text_sha256(article.text),
            excluded_sha256(article.excluded),
            rated.unit,
        )


@dataclass(frozen=True, slots=True)
class StoredScore:
    """One score, with its article and what made it."""

    article: ScoredArticle
    score: Score
    scorer_version: str
    framing_version: str
    """The version of the program that made the score."""
    run: int | None
    """The run that wrote it; None for a score that is not stored."""


@dataclass(frozen=True, slots=True)
class Membership:
    """What an article belongs to in a library."""

    family: str | None = None
    """The id of the article that stands for its copies; None where it has none."""
    story: int | None = None
    sets: tuple[str, ...] = ()
    """Names of the sets that hold it, sorted."""
    stands: bool = True
    """Whether it is the one of its copies that counts, among the articles that were asked for."""


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How often one entry of a dimension stands in one article."""

    article_id: str
    words: int
    """Counted words of the article."""
    tally: EntryTally


class ArticleFigures(NamedTuple):
    """What aggregates need of one article in one dimension."""

    group: str
    """What it was put together by, its source for one."""
    article_id: str
    published: str
    """ISO date, or empty."""
    unit: Unit
    dimension: str
    words: int
    """Counted words of the article."""
    matches: int
    """Matches that the rate counts."""
    weight: float
    narrator_words: int | None = None
    """Counted words of the narrator; None here and below where voice is not measured."""
    narrator_weight: float | None = None


@dataclass(frozen=True, slots=True)
class DimensionInfo:
    """A dimension that the library has current scores of."""

    name: str
    title: str
    """As shown to the user; the name where the lexicon gives no title."""
    lexicon: str
    """The lexicon's name."""


@dataclass(frozen=True, slots=True)
class Run:
    """One pass that wrote scores: when, with which lexicons and how."""

    id: int
    kind: str
    started: str
    """ISO time in UTC."""
    finished: str
    """Empty while it runs, and for ever where it was stopped."""
    scorer_version: str
    framing_version: str
    articles: int
    """Articles that it added."""
    scores: int
    """Scores that it wrote."""
    lexicons: tuple[LexiconVersion, ...]
    options: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Import:
    """What one run took from one file."""

    run: int
    origin: str
    time: str
    added: int
    present: int
    """Articles of it that the library held already."""


@dataclass(frozen=True, slots=True)
class Health:
    """The state of the library file, for `framing doctor`."""

    schema: int
    size: int
    """Bytes on disk, the write-ahead log included."""
    journal_mode: str
    read_only: bool
    articles: int
    scores: int
    """All stored ones, also those that are no longer current."""
    stale: int
    """Articles without a current score."""
    lexicons: int
    """Stored lexicon versions, active or not."""
    problems: tuple[str, ...]
    """What SQLite's integrity check found; empty where the file is sound."""
