"""What the library hands out: one frozen record for each kind of row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from framing.model import Article, Interval, LexiconVersion, Score, Unit


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
    """Current figures by dimension, in the order of `Library.dimensions`."""


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
class StoredScore:
    """One score, with what names its article and what made it."""

    article_id: str
    source: str
    publisher: str
    title: str
    published: str
    score: Score
    scorer_version: str
    framing_version: str
    """The version of the program that made the score."""


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How often one entry of a dimension stands in one article."""

    article_id: str
    dimension: str
    entry: str
    matches: int
    """Matches that the rate counts."""
    weight: float
    words: int
    """Counted words of the article."""
    negated_matches: int | None
    """All negated matches, counted or not; None where negation is not measured."""


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
