"""What the library hands out: one frozen record for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

from framing.articles.hashes import excluded_sha256, text_sha256
from framing.model import Article, EntryTally, Interval, LexiconVersion, Score, Unit


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

    @classmethod
    def of(cls, article: Article) -> Self:
        """The same of an article with its text."""
        return cls(
            article.id,
            article.source,
            article.publisher,
            article.title,
            article.published,
            text_sha256(article.text),
            excluded_sha256(article.excluded),
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
class EntryCount:
    """How often one entry of a dimension stands in one article."""

    article_id: str
    words: int
    """Counted words of the article."""
    tally: EntryTally


SourceKind = Literal["source", "publisher"]
"""What articles are put together by."""


class ArticleFigures(NamedTuple):
    """What aggregates need of one article in one dimension."""

    group: str
    """Its source or publisher."""
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
class Maker:
    """What makes a score out of a text: a version of a lexicon and one of the scorer."""

    lexicon: LexiconVersion
    scorer_version: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How the rates of a dimension moved between two makers."""

    before: int
    """Articles scored by the first."""
    after: int
    """Articles scored by the second."""
    shared: int
    """Articles scored by both; the figures below are of these."""
    up: int
    down: int
    unrated: int
    """Articles that have a rate by one of the two only."""
    mean_change: float | None
    """Of the rates per 1,000 words, moved or not; None where no article has both."""

    @property
    def moved(self) -> int:
        """Articles whose rate is another one."""
        return self.up + self.down + self.unrated


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What one entry adds to a change of rate."""

    entry: str
    matches_before: int
    matches_after: int
    change: float
    """Per 1,000 words; all entries add up to the change."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One article whose rate of a dimension is another one."""

    article_id: str
    source: str
    label: str
    """The title, or the first words of the text in brackets."""
    before: Rate
    after: Rate
    change: float | None
    """None where the article has one of the two rates only."""
    entries: tuple[EntryChange, ...]
    """Those that changed, the largest first."""


@dataclass(frozen=True, slots=True)
class DimensionChange:
    """How the scores of one dimension differ between two makers."""

    dimension: str
    before: Maker
    after: Maker
    totals: Totals
    entries: tuple[EntryChange, ...]
    """What each entry adds to the mean change, the largest first."""
    articles: tuple[Moved, ...]
    """The furthest moved first."""


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


SampleKind = Literal["sentence", "match"]


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A sentence or a match that was drawn for coding."""

    id: str
    """`u` and 12 hex digits; tells nothing about where the unit comes from."""
    article: str
    """Id of the article."""
    start: int
    end: int
    dimension: str
    """Of a match; empty for a sentence, which is coded in every dimension of the sample."""
    stratum: str
    weight: float
    """Units of the library that it stands for: size of its stratum over units drawn from it."""
    text: str
    """What the coder was shown."""


@dataclass(frozen=True, slots=True)
class Sample:
    """Units drawn at one time, in the order of the sheet."""

    id: str
    """8 hex digits; the same draw has the same id."""
    kind: SampleKind
    dimensions: tuple[str, ...]
    seed: int
    population: int
    """Sentences or matches that it was drawn from."""
    lexicons: tuple[str, ...]
    """Fingerprints of the lexicons by whose matches it was drawn."""
    units: tuple[SampleUnit, ...] = ()


class Code(NamedTuple):
    """What one coder said of one unit in one dimension."""

    unit: str
    dimension: str
    coder: str
    value: int
    """0, or the degree to which the dimension is there; 1 where there are no degrees."""
