"""What a diagnosis of a lexicon says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from framing.coding.validation import EntryFit
from framing.comparing.kwic import KwicLine
from framing.model import LexiconVersion
from framing.statistics import rate_per_1000

Kind = Literal["term", "exclude", "near"]
Status = (
    Literal["", "never found", "never in context", "shadowed", "never near"]
    | Literal["stops nothing", "taken over"]
)
Verdict = Literal["", "usually wrong", "more often wrong than right"]

_FEWEST_CODED = 5
_NOTHING = 1e-9
"""Sums of weights that differ by less differ by rounding only."""


class Wording(NamedTuple):
    """What an entry matched, folded; for a near rule its group hits with `…` between them."""

    text: str
    matches: int


class OtherEntry(NamedTuple):
    """Another entry of the dimension, and in how many places it is meant."""

    entry: str
    places: int


class SharedWords(NamedTuple):
    """An entry of another dimension whose counted matches share words with those of an entry."""

    dimension: str
    entry: str
    places: int
    """Pairs of matches that share a word."""
    same: int
    """Those of them that stand on exactly the same words."""


@dataclass(frozen=True, slots=True)
class ContextEffect:
    """What an entry's context does to its matches, counted or not."""

    asks: str
    """What it needs and refuses, in words."""
    kept_out: int
    """Matches that it would have without its context, were no other asked for one either."""
    by_needs: int
    """Those of them that are kept out where only needs are asked for."""
    by_unless: int
    """Those that are kept out where only refusals are; some may be kept out by both."""
    inside: tuple[KwicLine, ...]
    """The first matches that it lets through, each from another article."""
    outside: tuple[KwicLine, ...]
    """The first that it keeps out."""


class SubKind(NamedTuple):
    """What the entries of one kind bring to a dimension; an empty kind is that of all others."""

    kind: str
    entries: int
    matches: int
    weight: float


@dataclass(frozen=True, slots=True)
class EntryReport:
    """What a term, an exclusion or a near rule does in the articles."""

    dimension: str
    entry: str
    kind: Kind
    line: int
    """Its line in the lexicon's file; 0 where it has none."""
    sub_kind: str
    """The kind that its lexicon gives it; empty where it gives none."""
    weight: float
    """What a match weighs; 0 for an exclusion."""
    found: int
    """Places where it stands, whoever wins them; for a rule: sentences with a hit of each group."""
    won: int
    """Places whose words it won: its matches, counted or not."""
    matches: int
    """Matches that the rate counts; 0 for an exclusion."""
    negated_matches: int
    articles: int
    """Articles with a match that counts; for an exclusion: with a place that it won."""
    share: float | None
    """Its part of the dimension's weight, 0 to 1; None where the dimension weighs nothing, and
    for an exclusion."""
    lost: float
    """Weight that a scan without it would lack; below 0 where that would find more."""
    rate_without: float | None
    """The pooled rate of that scan, per 1,000 words; None where there are no words."""
    decisive: bool
    """Whether any match that counts would be another in that scan."""
    gains: tuple[OtherEntry, ...]
    """Entries with more (below 0: fewer) counted matches in that scan, the largest change first."""
    hidden_by: tuple[OtherEntry, ...]
    """Entries that won words from it, the most frequent first."""
    caught: tuple[Wording, ...]
    """What a pattern with wildcards or a rule matched, the most frequent first, at most
    `MOST_CAUGHT`."""
    wordings: int
    """How many different ones it matched; 0 for a pattern without wildcards."""
    shared: tuple[SharedWords, ...]
    """Entries of other dimensions that matched the same words, the most frequent first."""
    context: ContextEffect | None
    """What its context lets through and keeps out; None where it has none."""
    fit: EntryFit | None
    """How often coders agreed with it; None without codes, or where it fired in no coded text."""

    @property
    def status(self) -> Status:
        """What is odd about it, if anything.

        `never in context`: it stands in the articles, but never where its context is met.
        `shadowed`: it stands in the articles, but others win its words every time. `never near`:
        the groups of a rule meet in sentences, but never near enough and free. `stops nothing`:
        every match would be the same without the exclusion. `taken over`: without it other
        entries would bring the same weight.
        """
        if not self.won and self.context and self.context.kept_out:
            return "never in context"
        if not self.found:
            return "never found"
        if not self.won:
            return "never near" if self.kind == "near" else "shadowed"
        if self.kind == "exclude":
            return "" if self.decisive else "stops nothing"
        weighs = self.matches > 0 and self.weight > 0
        return "taken over" if weighs and abs(self.lost) < _NOTHING else ""

    @property
    def verdict(self) -> Verdict:
        """What human codes say of it: `usually wrong` where the whole interval of its precision
        lies below one half, `more often wrong than right` where only the precision does and at
        least five coded texts tell so."""
        if self.fit is None:
            return ""
        precision = self.fit.precision
        if precision.value is None or precision.high is None:
            return ""
        if precision.high < 1 / 2:
            return "usually wrong"
        doubtful = precision.value < 1 / 2 and self.fit.fired >= _FEWEST_CODED
        return "more often wrong than right" if doubtful else ""


@dataclass(frozen=True, slots=True)
class MemberReport:
    """What one member of a group does; it scores nothing by itself."""

    group: str
    entry: str
    line: int
    found: int
    """Places where it stands."""
    won: int
    """Places whose words it won from the other members of its group."""


@dataclass(frozen=True, slots=True)
class DimensionReport:
    """How much of the articles a dimension finds."""

    dimension: str
    matches: int
    weight: float
    words: int
    """Counted words of all articles."""
    covered_words: int
    """Words of its counted matches."""
    articles: int
    """Articles with at least one match that counts."""
    kinds: tuple[SubKind, ...]
    """Its entries by kind, the heaviest first; empty where none has a kind."""

    @property
    def rate_per_1000(self) -> float | None:
        """The pooled rate, weight per 1,000 words; None where there are no words."""
        return rate_per_1000(self.weight, self.words)

    @property
    def coverage(self) -> float | None:
        """Share of the counted words that stand in a counted match, 0 to 1."""
        return self.covered_words / self.words if self.words else None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a lexicon does in a set of articles, entry by entry."""

    lexicon: LexiconVersion
    articles: int
    words: int
    """Counted words of all articles."""
    dimensions: tuple[DimensionReport, ...]
    entries: tuple[EntryReport, ...]
    """By dimension; in each the terms, rules and exclusions in the order of the lexicon."""
    members: tuple[MemberReport, ...]
    """The members of the groups, in the order of the lexicon."""
    coded: int
    """Texts with human codes that its entries were held against; 0 without codes."""

    def of(self, dimension: str) -> tuple[EntryReport, ...]:
        """The entries of one dimension."""
        return tuple(each for each in self.entries if each.dimension == dimension)
