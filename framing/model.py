"""The frozen types that travel between the wings, and nothing else.

Spans are half-open `[start, end)` character offsets into an article's stored text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

from framing.visible import html_table, visible_line
from framing.wording import rate, rate_with_interval

Span = tuple[int, int]
Voice = Literal["headline", "quote", "reported", "narrator"]
VOICES: tuple[Voice, ...] = get_args(Voice)
"""All voices, in the order of their precedence."""
Interval = Literal["ratio", "silence", "none"]
Unit = Literal["words", "characters"]
EntryKind = Literal["term", "near"]
_OPENING = 60
_TITLE = 60
"""Characters of a title at most where a profile is shown in a line."""


UNKNOWN = "unknown"
"""The source of an article that nobody named one for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as a reader found it, before cleaning and identity."""

    text: str
    """The file's text, decoded; line ends and normal form are still the file's."""
    origin: str
    """The file it came from, as the user would name it."""
    line: int = 0
    """The line of its row in a file of many articles, else 0."""
    source: str = ""
    publisher: str = ""
    title: str = ""
    published: str = ""
    """ISO date, or empty."""
    url: str = ""
    author: str = ""
    language: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Columns and front matter that are no article field."""
    layout: str = field(default="", compare=False)
    """What the reader calls the way in which the file holds its articles, such as “Nexis Uni”;
    empty where the name of the format says it all."""
    columns: Mapping[str, str] = field(default_factory=dict, compare=False)
    """The column, key or element that gave an article field, by field; empty where the reader
    does not tell."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A span of boilerplate that is neither counted nor matched."""

    start: int
    end: int
    rule: str
    """The cleaning rule that made it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One stored article; its text is normal form C with `\\n` line ends and never altered."""

    id: str
    """First 16 hex digits of the hash of (source as given, text)."""
    text: str
    source: str = UNKNOWN
    publisher: str = ""
    title: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    language: str = ""
    excluded: tuple[Exclusion, ...] = ()
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The title, or the first words of the text in brackets."""
        return self.title or f"[{self.opening}]"

    @property
    def opening(self) -> str:
        """The first words of the text outside excluded spans: a line of at most 60 characters."""
        line = " ".join(" ".join(self._kept()).split())
        if len(line) <= _OPENING:
            return line
        return line[: _OPENING - 1].rsplit(" ", 1)[0] + "…"

    def _kept(self) -> Iterator[str]:
        """The beginnings of the stretches that are not excluded."""
        at = 0
        for each in self.excluded:
            yield self.text[at : min(each.start, at + 4 * _OPENING)]
            at = max(at, each.end)
        yield self.text[at : at + 4 * _OPENING]


@dataclass(frozen=True, slots=True)
class LexiconVersion:
    """Which lexicon made a number: its name, its own version, and what it held."""

    name: str
    version: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Match:
    """One place where an entry of a dimension stands in an article."""

    dimension: str
    entry: str
    """The pattern or rule name, as the lexicon writes it."""
    kind: EntryKind
    start: int
    end: int
    weight: float
    sentence: int
    """Number of the sentence in the article, from 0."""
    words: int
    """Counted words of its own evidence."""
    counted: bool = True
    """Whether the rate counts it (a dimension may drop negated matches)."""
    voice: Voice | None = None
    """Who says it; None where voice is not measured."""
    speaker: str = ""
    negated: bool | None = None
    """None where negation is not measured."""
    negators: tuple[Span, ...] = ()
    """Where the words stand that negate it, or that were weighed for it and cancel out."""
    evidence: tuple[Span, ...] = ()
    """The spans that made the match: itself for a term, the group hits for a near rule; then those
    that it needs."""
    needed: tuple[Span, ...] = ()
    """The last of its evidence: the nearest hit of each group that its entry needs."""

    @property
    def own(self) -> tuple[Span, ...]:
        """The evidence whose words are the match's: all but what it needs."""
        return self.evidence[: len(self.evidence) - len(self.needed)]


@dataclass(frozen=True, slots=True)
class Sums:
    """What the ratio estimator needs of an article: sums over its sentences.

    h is the weighted hits of a sentence and n its counted words; Σn is `Score.words`.
    """

    sentences: int
    hits: float
    hits_squared: float
    hits_words: float
    words_squared: float


class VoiceWords(NamedTuple):
    """How much of an article one voice says."""

    voice: Voice
    words: int
    """Its counted words; those of all voices add up to the article's."""
    sentences: int
    """Sentences in which it has a word."""
    words_squared: int
    """Σn² over these sentences, n being its words there."""


class VoiceTally(NamedTuple):
    """What of a score one voice says: sums over its matches and over its part of each sentence."""

    voice: Voice
    matches: int
    weight: float
    hits_squared: float
    hits_words: float


@dataclass(frozen=True, slots=True)
class VoiceScore:
    """The rate of one dimension in what one voice says, per 1,000 words of that voice."""

    voice: Voice
    matches: int
    weight: float
    words: int
    """Counted words of the voice: the denominator of this rate."""
    rate_per_1000: float | None
    low: float | None
    high: float | None
    interval: Interval
    sums: Sums


@dataclass(frozen=True, slots=True)
class Score:
    """How often an article uses one dimension's wording, and how sure that is."""

    dimension: str
    matches: int
    """Matches that the rate counts."""
    weight: float
    """Sum of their weights."""
    words: int
    """Counted words of the article: the denominator of every rate."""
    rate_per_1000: float | None
    """Weight per 1,000 words; None where the article has no words."""
    low: float | None
    high: float | None
    interval: Interval
    """`ratio`: 95 % interval; `silence`: `high` is the bound of a zero; `none`: too little text."""
    sums: Sums
    covered_words: int
    """Words of the evidence of its counted matches; no word belongs to two."""
    lexicon: LexiconVersion
    negated_matches: int | None = None
    """All negated matches, counted or not; None where negation is not measured."""
    voices: Mapping[Voice, int] | None = None
    """Counted matches by voice; None where voice is not measured."""
    tallies: tuple[VoiceTally, ...] = ()
    """One for each voice that has counted matches, in the order of `VOICES`."""

    @property
    def coverage(self) -> float | None:
        """Share of the counted words that stand in a counted match, 0 to 1."""
        return self.covered_words / self.words if self.words else None


class EntryTally(NamedTuple):
    """How often one entry of a dimension stands in an article."""

    dimension: str
    entry: str
    matches: int
    """Matches that the rate counts."""
    weight: float
    negated_matches: int | None
    """All negated ones, counted or not; None where negation is not measured."""


@dataclass(frozen=True, slots=True)
class Rating:
    """What a library keeps of an article: its scores and entries, not where they stand."""

    article: Article
    words: int
    excluded_words: int
    sentences: int
    unit: Unit
    scores: tuple[Score, ...]
    entries: tuple[EntryTally, ...]
    """One for each entry of a dimension that was found, in no set order."""
    voices: tuple[VoiceWords, ...] = ()
    """One for each voice that has words; none where voice is not measured."""
    unbalanced: tuple[int, ...] = ()
    """Where quotation marks without a partner stand in the text."""


@dataclass(frozen=True, slots=True)
class Profile:
    """An article with the scores and the matches that one pass over it gave."""

    article: Article
    words: int
    excluded_words: int
    sentences: int
    unit: Unit
    """What a rate is per 1,000 of."""
    scores: tuple[Score, ...]
    matches: tuple[Match, ...]
    voices: tuple[VoiceWords, ...] = ()
    """One for each voice that has words; none where voice is not measured."""
    unbalanced: tuple[int, ...] = ()
    """Where quotation marks without a partner stand in the text."""

    def __repr__(self) -> str:
        """`<Profile Title, 312 words: risk 0.0, support 4.2>`; the id where there is no title."""
        rates = ", ".join(f"{each.dimension} {rate(each.rate_per_1000)}" for each in self.scores)
        return visible_line(f"<Profile {self._summary()}: {rates or 'no scores'}>")

    def _repr_html_(self) -> str:
        """What a notebook shows: matches and rate of each dimension."""
        columns = ("dimension", "matches", f"per 1,000 {self.unit}")
        rows = [
            (each.dimension, f"{each.matches:,}", rate_with_interval(each)) for each in self.scores
        ]
        return html_table(self._summary(), columns, rows)

    def _summary(self) -> str:
        title = self.article.title
        short = title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"
        return f"{short or self.article.id}, {self.words:,} {self.unit}"

    @property
    def entries(self) -> tuple[EntryTally, ...]:
        """The matches added up, one for each entry of a dimension that was found."""
        found: dict[tuple[str, str], EntryTally] = {}
        for match in self.matches:
            key = match.dimension, match.entry
            _, _, matches, weight, negated = found.get(key, EntryTally(*key, 0, 0.0, None))
            if match.counted:
                matches, weight = matches + 1, weight + match.weight
            if match.negated is not None:
                negated = (negated or 0) + match.negated
            found[key] = EntryTally(*key, matches, weight, negated)
        return tuple(found.values())


class Sketch(NamedTuple):
    """What is kept of an article to find its copies."""

    digest: bytes
    """A number of all its words, eight bytes; empty where there are none."""
    shingles: bytes
    """The sampled runs of words, each once: ascending numbers of four bytes, little-endian."""


Rated = Profile | Rating
"""An article with its scores and entries: what a library takes."""
