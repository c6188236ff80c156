"""The report of two to four articles: rates, what makes them differ, and the texts with marks."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from framing.comparing import compare_pairs
from framing.comparing.kwic import KwicLine, line_of
from framing.comparing.linked_passages import Passages, link
from framing.comparing.verdicts import verdict
from framing.report.citations import Citation, DimensionHead, cite, heads, made_by
from framing.report.marked_text import Block, blocks
from framing.report.page import kind_of, render
from framing.report.plots import Axis, Bar, axis_of, bar
from framing.wording import absent_voices, rate_with_interval
from framing.workbench.sensitivity import without_each

if TYPE_CHECKING:
    from framing.comparing import Comparison
    from framing.comparing.article_sentences import Sentence
    from framing.comparing.comparison import Difference
    from framing.lexicons import Lexicon
    from framing.model import Match, Profile, Score

_CONTEXT = 50
"""Characters of context on each side of a line."""
_MOST_ENTRIES, _MOST_LINES = 60, 12
"""Entries of a dimension, and lines of an entry and article, that are printed: the texts have
every match."""
_MOST_WITHOUT = 30
"""Entries of a dimension whose absence is tried."""
_MOST_SENTENCES = 40
_LONGEST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Side:
    """One article of the page."""

    letter: str
    profile: Profile
    citation: Citation
    matches: int
    """All that count, over all dimensions."""
    blocks: Sequence[Block]
    absent: Sequence[str]
    """Which voices it does not hold."""
    by_entry: Mapping[tuple[str, str], Sequence[tuple[int, Match]]]
    """The matches of each dimension and entry, with their numbers from 0."""


@dataclass(frozen=True, slots=True)
class Rated:
    """One article in one dimension."""

    letter: str
    score: Score
    bar: Bar


@dataclass(frozen=True, slots=True)
class Line:
    """A match in its context."""

    letter: str
    number: int
    """Of the match in its article, from 0."""
    context: KwicLine
    said: str
    """Who says it, and whether it counts."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one entry of a dimension does in the articles."""

    name: str
    anchor: str
    counts: Sequence[int]
    """Matches that count, by article."""
    negated: Sequence[int]
    """Those that do not, by article."""
    contribution: float | None
    """What it adds to A − B per 1,000; None where not two articles are compared."""
    without: Sequence[str]
    """The rates without it, by article; none where they were not asked for."""
    turns: str
    """What is said of the two without it, where that is not what is said with it."""
    lines: Sequence[Line]
    more: int
    """Matches that have no line."""


@dataclass(frozen=True, slots=True)
class Section:
    """One dimension of the page."""

    head: DimensionHead
    axis: Axis
    rows: Sequence[Rated]
    verdicts: Sequence[str]
    difference: float | None
    entries: Sequence[Entry]
    more: int
    """Entries that are not printed."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that stands in one article only, or that another is like."""

    letter: str
    text: str
    framing: str
    """`risk 2, support 1`: its matches that count."""
    block: int
    """The number of its line in the text."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence with those of the other article that are nearest to it."""

    own: Said
    nearest: Sequence[Said]
    similarity: float


@dataclass(frozen=True, slots=True)
class Told:
    """A list of such sentences, those with framing first."""

    title: str
    rows: Sequence[Beside]
    more: int


class _Marks:
    """The digits of dimensions and the anchors of entries on the page."""

    def __init__(self, dimensions: Sequence[DimensionHead], profiles: Sequence[Profile]) -> None:
        self._digits = {each.name: each.number for each in dimensions}
        counts: Counter[tuple[str, str]] = Counter(
            (match.dimension, match.entry) for profile in profiles for match in profile.matches
        )
        self._numbers = {key: number for number, (key, _) in enumerate(counts.most_common())}

    def digit(self, dimension: str) -> int:
        return self._digits[dimension]

    def anchor(self, dimension: str, entry: str) -> str:
        return f"e{self._numbers[dimension, entry]}"

    def entries(self, dimension: str) -> list[str]:
        """Those that stand anywhere, the most frequent first."""
        return [entry for name, entry in self._numbers if name == dimension]


def articles_page(profiles: Sequence[Profile], lexicons: Sequence[Lexicon]) -> str:
    """The page of two to four profiles that the lexicons made."""
    dimensions = heads(lexicons)
    marks = _Marks(dimensions, profiles)
    pairs = compare_pairs(profiles)
    letters = "ABCD"[: len(profiles)]
    sides = [
        _side(letter, profile, marks) for letter, profile in zip(letters, profiles, strict=True)
    ]
    sections = list(_sections(sides, pairs, lexicons, dimensions, marks))
    units = sorted({each.unit for each in profiles}, reverse=True)
    passages = link(*profiles) if len(profiles) == 2 else None
    return render(
        "articles.html",
        sides=sides,
        sections=sections,
        unit=" or ".join(units),
        units=units,
        same_text=len({each.article.text for each in profiles}) < len(profiles),
        passages=passages,
        told=[] if passages is None else _told(sides, passages),
        linked=[] if passages is None else _linked(sides, passages),
        citations=[each.citation for each in sides],
        made_by=made_by(lexicons),
    )


def _side(letter: str, profile: Profile, marks: _Marks) -> Side:
    matches = sum(score.matches for score in profile.scores)
    by_entry = defaultdict(list)
    for number, match in enumerate(profile.matches):
        by_entry[match.dimension, match.entry].append((number, match))
    return Side(
        letter,
        profile,
        cite(profile.article),
        matches,
        blocks(profile, marks),
        absent_voices(profile.voices),
        by_entry,
    )


def _sections(
    sides: Sequence[Side],
    pairs: Sequence[Comparison],
    lexicons: Sequence[Lexicon],
    dimensions: Sequence[DimensionHead],
    marks: _Marks,
) -> Iterator[Section]:
    scores = [{each.dimension: each for each in side.profile.scores} for side in sides]
    found = {each.dimension: each for each in pairs[0].differences}
    without = _without(sides, found, lexicons) if len(sides) == 2 else {}
    for head in dimensions:
        if any(head.name not in each for each in scores):
            continue
        rated = [(side, each[head.name]) for side, each in zip(sides, scores, strict=True)]
        axis = axis_of(each for _, each in rated)
        names = marks.entries(head.name)
        two = found[head.name] if len(sides) == 2 else None
        entries = [_entry(head.name, name, sides, two, without, marks) for name in names]
        entries.sort(key=lambda each: (-abs(each.contribution or 0.0), each.name))
        yield Section(
            head,
            axis,
            [Rated(side.letter, each, bar(each, axis)) for side, each in rated],
            list(_verdicts(pairs, head.name, sides)),
            two.difference if two else None,
            entries[:_MOST_ENTRIES],
            len(entries[_MOST_ENTRIES:]),
        )


def _verdicts(pairs: Sequence[Comparison], dimension: str, sides: Sequence[Side]) -> Iterator[str]:
    """How every two articles differ, in words."""
    for (one, other), pair in zip(combinations(sides, 2), pairs, strict=True):
        for found in pair.differences:
            if found.dimension == dimension:
                yield verdict(pair, found, one.letter, other.letter)


_Without = Mapping[tuple[str, str], tuple["Score", ...]]


def _without(
    sides: Sequence[Side], found: Mapping[str, Difference], lexicons: Sequence[Lexicon]
) -> _Without:
    """The scores without each of the entries that make most of a difference."""
    named = [
        (dimension, each.entry)
        for dimension, one in found.items()
        for each in one.entries[:_MOST_WITHOUT]
    ]
    return without_each(lexicons, [side.profile.article for side in sides], named)


def _entry(
    dimension: str,
    name: str,
    sides: Sequence[Side],
    two: Difference | None,
    without: _Without,
    marks: _Marks,
) -> Entry:
    own = [side.by_entry.get((dimension, name), ()) for side in sides]
    lines = [
        _line(side, number, match)
        for side, found in zip(sides, own, strict=True)
        for number, match in found[:_MOST_LINES]
    ]
    contributions = {each.entry: each.contribution for each in two.entries} if two else {}
    scores = without.get((dimension, name), ())
    return Entry(
        name,
        marks.anchor(dimension, name),
        [sum(match.counted for _, match in found) for found in own],
        [sum(not match.counted for _, match in found) for found in own],
        contributions.get(name),
        [rate_with_interval(each) for each in scores],
        _turns(two, scores),
        lines,
        sum(map(len, own)) - len(lines),
    )


def _turns(two: Difference | None, scores: Sequence[Score]) -> str:
    from framing.statistics import rate_ratio

    if two is None or len(scores) != 2:
        return ""
    sure = rate_ratio(scores[0], scores[1]).is_distinguishable
    if sure == two.ratio.is_distinguishable:
        return ""
    return "distinguishable" if sure else "not distinguishable"


def _line(side: Side, number: int, match: Match) -> Line:
    return Line(side.letter, number, line_of(side.profile, match, _CONTEXT), kind_of(match))


def _told(sides: Sequence[Side], passages: Passages) -> list[Told]:
    """What stands in one article only, and what perhaps does."""
    a, b = sides
    lists = (
        ("Only in A", a, b, passages.only_a),
        ("Only in B", b, a, passages.only_b),
        ("In A, and perhaps also in B", a, b, passages.perhaps_a),
        ("In B, and perhaps also in A", b, a, passages.perhaps_b),
    )
    return [
        Told(
            title,
            [
                Beside(
                    _said(own, each.sentence),
                    [_said(other, near) for near in each.nearest] if "perhaps" in title else (),
                    each.similarity,
                )
                for each in alone[:_MOST_SENTENCES]
            ],
            len(alone[_MOST_SENTENCES:]),
        )
        for title, own, other, alone in lists
    ]


def _linked(sides: Sequence[Side], passages: Passages) -> list[Beside]:
    a, b = sides
    return [
        Beside(_said(a, each.a), [_said(b, each.b)], each.similarity)
        for each in passages.linked[:_MOST_SENTENCES]
    ]


def _said(side: Side, sentence: Sentence) -> Said:
    text = " ".join(side.profile.article.text[sentence.start : sentence.end].split())
    if len(text) > _LONGEST_SENTENCE:
        text = f"{text[:_LONGEST_SENTENCE]}…"
    counts: defaultdict[str, int] = defaultdict(int)
    for match in sentence.matches:
        counts[match.dimension] += match.counted
    framing = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
    at = bisect_right(side.blocks, sentence.start, key=lambda each: each.start) - 1
    return Said(side.letter, text, framing, max(at, 0))
