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
    neighbourhood: float | None
    """Rate of the dimension per 1,000 words in the rest of the article, the unit left out; None
    for a text of its own and where there is no other word."""

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
    others: tuple[Match, ...] = ()
    """All that stands elsewhere in the article."""
    rest: int = 0
    """Words of the article outside the unit."""


def match_units(
    codes: Sequence[CodedUnit], lexicons: Sequence[Lexicon], by: By, articles: Iterable[Article]
) -> dict[str, tuple[MatchedUnit, ...]]:
    """By dimension, the units that are coded for it, in their order.

    A text is scored as it stands: the coder read all of it, and it is no page to clean. A place
    is scored in its article, one of `articles`; those whose article is not there are left out.
    """
    scanner = Scanner(lexicons)
    found = dict(_in_texts(codes, scanner)) | dict(_in_articles(codes, scanner, articles))
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
    codes: Sequence[CodedUnit], scanner: Scanner, articles: Iterable[Article]
) -> Iterator[tuple[int, _Found]]:
    places: dict[str, list[tuple[int, UnitPlace]]] = defaultdict(list)
    for number, unit in enumerate(codes):
        if unit.place:
            places[unit.place.article].append((number, unit.place))
    for batch in batches(articles):
        for profile in scanner.scan(batch):
            own = places[profile.article.id]
            spans = [(place.start, place.end) for _, place in own]
            words = counted_words(profile.article, spans)
            for (number, place), count in zip(own, words, strict=True):
                yield number, _at(place, profile, count)


def _at(place: UnitPlace, profile: Profile, words: int) -> _Found:
    """The matches whose first word lies in the place, of a drawn match only itself, and those
    outside it."""
    inside: list[Match] = []
    others: list[Match] = []
    for match in profile.matches:
        is_inside = place.start <= match.start < place.end
        (inside if is_inside else others).append(match)
    drawn = place.start, place.end, place.match
    if place.match:
        inside = [each for each in inside if (each.start, each.end, each.dimension) == drawn]
    text, rest = profile.article.text, profile.words - words
    return _Found(tuple(inside), words, text, tuple(others), rest)


def _matched(unit: CodedUnit, dimension: str, coded: bool, found: _Found, by: By) -> MatchedUnit:
    matches = tuple(match for match in found.matches if match.dimension == dimension)
    fired = tuple(found.text[match.start : match.end] for match in matches)
    counted = [match for match in matches if match.counted]
    score: float | None = len(counted)
    if by == "rate":
        score = rate_per_1000(sum(match.weight for match in counted), found.words)
    around = [each for each in found.others if each.dimension == dimension and each.counted]
    neighbourhood = rate_per_1000(sum(match.weight for match in around), found.rest)
    return MatchedUnit(unit, coded, matches, fired, score, neighbourhood)
