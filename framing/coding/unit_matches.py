"""What lexicons find in coded units: texts of their own, or places in articles of the library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from framing.articles.batches import batches
from framing.coding.code_files import CodedUnit, UnitPlace
from framing.lexicons import Lexicon
from framing.matching import Scanner
from framing.model import Article, Match, Profile
from framing.statistics import rate_per_1000
from framing.text.sentence_spans import counted_words

By = Literal["matches", "rate"]
"""What AUC orders the units by: the number of counted matches, or the rate per 1,000 words."""


@dataclass(frozen=True, slots=True)
class MatchedUnit:
    """One coded unit and what the lexicon found in it."""

    unit: CodedUnit
    coded: bool
    matches: tuple[Match, ...]
    """All of the dimension, in the order of the text, with those that do not count."""
    fired: tuple[str, ...]
    """Their words as they stand in the text."""
    score: float | None
    """What AUC orders by; None for a rate of a unit without words, which AUC leaves out."""

    @property
    def hit(self) -> bool:
        """Whether a match that counts stands in the unit."""
        return any(match.counted for match in self.matches)


@dataclass(frozen=True, slots=True)
class _Found:
    """All that stands in a unit, of every dimension."""

    matches: tuple[Match, ...]
    words: int
    text: str
    """What the offsets of the matches are of."""


def match_units(
    codes: Sequence[CodedUnit], lexicons: Sequence[Lexicon], by: By, articles: Iterable[Article]
) -> dict[str, tuple[MatchedUnit, ...]]:
    """By dimension, the units that are coded for it, in their order.

    A text is scored as it stands: the coder read all of it, and it is no page to clean. A place
    is scored in its article, one of `articles`; those whose article is not there are left out.
    """
    scanner = Scanner(lexicons)
    found = dict(_in_texts(codes, scanner)) | dict(_in_articles(codes, scanner, by, articles))
    matched: dict[str, list[MatchedUnit]] = defaultdict(list)
    for number, unit in enumerate(codes):
        for name, coded in unit.codes.items() if number in found else ():
            matched[name].append(_matched(unit, name, coded, found[number], by))
    return {name: tuple(units) for name, units in matched.items()}


def _in_texts(codes: Sequence[CodedUnit], scanner: Scanner) -> Iterator[tuple[int, _Found]]:
    texts = [(number, unit.text) for number, unit in enumerate(codes) if unit.place is None]
    profiles = scanner.scan([Article(id="", text=text) for _, text in texts])
    for (number, text), profile in zip(texts, profiles, strict=True):
        yield number, _Found(profile.matches, profile.words, text)


def _in_articles(
    codes: Sequence[CodedUnit], scanner: Scanner, by: By, articles: Iterable[Article]
) -> Iterator[tuple[int, _Found]]:
    places: dict[str, list[tuple[int, UnitPlace]]] = defaultdict(list)
    for number, unit in enumerate(codes):
        if unit.place:
            places[unit.place.article].append((number, unit.place))
    for batch in batches(articles):
        for profile in scanner.scan(batch):
            own = places[profile.article.id]
            spans = [(place.start, place.end) for _, place in own]
            words = counted_words(profile.article, spans) if by == "rate" else [0] * len(spans)
            for (number, place), count in zip(own, words, strict=True):
                matches = tuple(_standing_in(place, profile))
                yield number, _Found(matches, count, profile.article.text)


def _standing_in(place: UnitPlace, profile: Profile) -> Iterator[Match]:
    """The matches whose first word lies in the place; of a drawn match only itself."""
    for match in profile.matches:
        if place.match:
            if (match.start, match.end, match.dimension) == (place.start, place.end, place.match):
                yield match
        elif place.start <= match.start < place.end:
            yield match


def _matched(unit: CodedUnit, dimension: str, coded: bool, found: _Found, by: By) -> MatchedUnit:
    matches = tuple(match for match in found.matches if match.dimension == dimension)
    fired = tuple(found.text[match.start : match.end] for match in matches)
    counted = [match for match in matches if match.counted]
    score: float | None = len(counted)
    if by == "rate":
        score = rate_per_1000(sum(match.weight for match in counted), found.words)
    return MatchedUnit(unit, coded, matches, fired, score)
