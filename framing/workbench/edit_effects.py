"""What an edit of a lexicon does to articles: rates before and after, matches gained and lost.

Only the articles in which something that was changed can stand are read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from framing.articles.batches import batches
from framing.comparing.kwic import KwicLine, line_of
from framing.comparing.source_rates import SourceRate, source_rates
from framing.lexicons.changes import change
from framing.library.article_ids import ArticleIds
from framing.library.figures import DimensionFigures, Figures, coded
from framing.matching import Scanner
from framing.runs.carrying_over import affected

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.matching.ratings import Ratings
    from framing.model import Article, Match, Profile
    from framing.text import Offsets

MOST_SHOWN = 200
"""Matches that are shown with their context, of those gained and of those lost."""
_MOST_NEAREST = 20
"""New entries that stand nowhere for which a near word is looked for."""
_ALIKE = 0.75
_CONTEXT = 60

Entry = tuple[str, str]
"""A dimension and the name of one of its entries."""
Step = Callable[[int], None]
"""Told of so many more articles; may raise to end the work."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What a lexicon finds in some articles, added up; arrays have a row for each article."""

    lexicon: Lexicon
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    words: Offsets
    matches: Offsets
    """With a column for each dimension; so has the weight."""
    weight: NDArray[np.float64]
    entries: Mapping[Entry, int]
    """Counted matches; entries without any may not be there."""

    def figures(self, *, by_source: bool) -> Figures:
        """Its numbers for rates of sources, or of all articles as one group."""
        names = [each.name for each in self.lexicon.dimensions]
        size, nothing = len(self.ids), np.zeros(len(self.ids), np.uint8)
        groups, group = coded(self.sources if by_source else [""] * size)
        row = np.arange(size)
        scores = [
            DimensionFigures(
                row,
                self.words,
                self.matches[:, at],
                characters=nothing,
                narrator_words=np.full(size, -1),
                weight=self.weight[:, at],
                narrator_weight=nothing,
            )
            for at in sorted(range(len(names)), key=names.__getitem__)
        ]
        ids = ArticleIds.of(self.ids)
        return Figures(groups, ("",), tuple(sorted(names)), ids, group, nothing, row, scores)


@dataclass(frozen=True, slots=True)
class RateChange:
    """The rate of a source, or of all articles, in one dimension."""

    source: str
    """Empty for all articles."""
    dimension: str
    before: SourceRate | None
    """None where the lexicon had no such dimension."""
    after: SourceRate

    @property
    def moved(self) -> float:
        """By how much the pooled rate moved."""
        before = self.before.pooled_rate if self.before else 0.0
        return (self.after.pooled_rate or 0.0) - (before or 0.0)


@dataclass(frozen=True, slots=True)
class MatchChange:
    """A match that only one of the two versions has."""

    line: KwicLine
    also: tuple[str, ...]
    """Other dimensions that have a match in the same words."""


@dataclass(frozen=True, slots=True)
class MatchChanges:
    """The matches that only one of the two versions has."""

    count: int
    also: Mapping[str, int]
    """How many of them stand in words that another dimension has a match in, by dimension."""
    shown: tuple[MatchChange, ...]
    """The first of them, in the order of the articles."""


@dataclass(frozen=True, slots=True)
class SilentEntry:
    """A new entry without a match, and the word of the articles that is nearest to it."""

    dimension: str
    entry: str
    nearest: str = ""
    articles: int = 0
    """In how many articles the near word stands."""


@dataclass(frozen=True, slots=True)
class EditEffect:
    """What an edited lexicon does otherwise than before."""

    before: Lexicon
    lexicon: Lexicon
    """As it is edited."""
    articles: int
    touched: int
    """Articles in which something that was changed stands."""
    overall: tuple[RateChange, ...]
    """Of all articles, by dimension in the order of the lexicon."""
    sources: tuple[RateChange, ...]
    """Those that moved, what moved most first."""
    gained: MatchChanges
    lost: MatchChanges
    entries: Mapping[Entry, int]
    """Counted matches of every entry of the edited lexicon."""
    silent: tuple[SilentEntry, ...]


def tally(lexicon: Lexicon, articles: Iterable[Article], step: Step) -> Tally:
    """What a lexicon finds in articles. Raises FramingError as the scanner does."""
    scanner = Scanner([lexicon], voices=False)
    ids: list[str] = []
    sources: list[str] = []
    rated: list[Ratings] = []
    entries: Counter[Entry] = Counter()
    for batch in batches(articles):
        rated.append(scanner.rate(batch))
        ids += [each.id for each in batch]
        sources += [each.source for each in batch]
        entries.update(rated[-1].entries)
        step(len(batch))
    width = len(lexicon.dimensions)
    return Tally(
        lexicon,
        tuple(ids),
        tuple(sources),
        np.concatenate([np.empty(0, np.int64), *(each.words for each in rated)]),
        np.concatenate([np.empty((0, width), np.int64), *(each.matches for each in rated)]),
        np.concatenate([np.empty((0, width)), *(each.weight for each in rated)]),
        entries,
    )


def effect(
    library: Library, before: Tally, after: Lexicon, others: Sequence[Lexicon], step: Step
) -> EditEffect:
    """What the edited lexicon does in the articles of the tally of the lexicon before.

    `others` are the lexicons whose matches in the same words are told of; they share no dimension
    with it. Raises LibraryError and FramingError as reading and scanning do.
    """
    changed = change(before.lexicon, after)
    among = set(before.ids)
    touched = sorted(among if changed is None else affected(library, changed, among))
    changes = _Changes(before.lexicon, after, others)
    old = new = _empty(after)
    if touched:
        articles = [each.article for each in library.articles.read(touched)]
        new = tally(after, articles, lambda _: None)
        old = tally(before.lexicon, articles, lambda _: None)
        for batch in batches(articles):
            changes.read(batch)
            step(len(batch))
    edited = new if changed is None else _replaced(before, old, new)
    families = library.similar.families(before.ids)
    return EditEffect(
        before.lexicon,
        after,
        len(before.ids),
        len(touched),
        tuple(_rates(before, edited, families, by_source=False)),
        tuple(_moved(_rates(before, edited, families, by_source=True))),
        changes.gained.found(),
        changes.lost.found(),
        edited.entries,
        tuple(_silent(library, before.lexicon, edited)),
    )


def _empty(lexicon: Lexicon) -> Tally:
    return tally(lexicon, (), lambda _: None)


def _replaced(before: Tally, old: Tally, new: Tally) -> Tally:
    """The tally of all, with the new figures of the articles that were read again."""
    place = {article_id: at for at, article_id in enumerate(before.ids)}
    rows = [place[each] for each in new.ids]
    # Both lexicons have the same dimensions by name, perhaps in another order.
    names = [each.name for each in before.lexicon.dimensions]
    columns = [names.index(each.name) for each in new.lexicon.dimensions]
    matches, weight = before.matches[:, columns].copy(), before.weight[:, columns].copy()
    matches[rows], weight[rows] = new.matches, new.weight
    entries = Counter(before.entries)
    entries.subtract(old.entries)
    entries.update(new.entries)
    return Tally(new.lexicon, before.ids, before.sources, before.words, matches, weight, entries)


def _rates(
    before: Tally, after: Tally, families: Mapping[str, str], *, by_source: bool
) -> list[RateChange]:
    """The rates of each group and dimension, dimensions in the order of the lexicon."""
    known = {
        (each.source, each.dimension): each
        for each in source_rates(before.figures(by_source=by_source), families)
    }
    order = {each.name: at for at, each in enumerate(after.lexicon.dimensions)}
    found = source_rates(after.figures(by_source=by_source), families)
    found.sort(key=lambda each: order[each.dimension])
    return [
        RateChange(each.source, each.dimension, known.get((each.source, each.dimension)), each)
        for each in found
    ]


def _moved(rates: Iterable[RateChange]) -> list[RateChange]:
    return sorted(
        (each for each in rates if each.moved), key=lambda each: (-abs(each.moved), each.source)
    )


def _silent(library: Library, before: Lexicon, edited: Tally) -> Iterable[SilentEntry]:
    """The new entries without a match."""
    known = {(each.name, name) for each in before.dimensions for name in each.entries}
    new = [
        (each.name, name)
        for each in edited.lexicon.dimensions
        for name in each.entries
        if (each.name, name) not in known and not edited.entries.get((each.name, name))
    ]
    for at, (dimension, name) in enumerate(new):
        near = _nearest(library, name) if at < _MOST_NEAREST else ("", 0)
        yield SilentEntry(dimension, name, *near)


def _nearest(library: Library, entry: str) -> tuple[str, int]:
    """The word of the library that is most like an entry of one word, and how many articles
    have it; none where the entry's own beginning stands there."""
    word = entry.strip("*").casefold()
    if len(word) < 3 or not word.isalpha():
        return "", 0
    words = dict(library.articles.words_beginning(word[:2]))
    own = [each for each in words if each.startswith(word)]
    found = [] if own else get_close_matches(word, words, 1, _ALIKE)
    return (found[0], words[found[0]]) if found else ("", 0)


@dataclass(slots=True)
class _Side:
    """Matches that only one version has, as they are found."""

    count: int = 0
    also: Counter[str] = field(default_factory=Counter)
    shown: list[MatchChange] = field(default_factory=list)

    def add(self, profile: Profile, match: Match, others: Iterable[Match]) -> None:
        also = {each.dimension for each in others if _share_words(each, match)}
        self.count += 1
        self.also.update(also)
        if len(self.shown) < MOST_SHOWN:
            line = line_of(profile, match, _CONTEXT)
            self.shown.append(MatchChange(line, tuple(sorted(also))))

    def found(self) -> MatchChanges:
        return MatchChanges(self.count, dict(self.also), tuple(self.shown))


def _share_words(one: Match, other: Match) -> bool:
    return one.start < other.end and other.start < one.end


class _Changes:
    """The matches that only one of two versions has."""

    def __init__(self, before: Lexicon, after: Lexicon, others: Sequence[Lexicon]) -> None:
        self._before = Scanner([before], voices=False)
        self._after = Scanner([after], voices=False)
        self._others = Scanner(others, voices=False) if others else None
        self.gained = _Side()
        self.lost = _Side()

    def read(self, articles: Sequence[Article]) -> None:
        """Add what is different in some articles."""
        pairs = zip(self._before.scan(articles), self._after.scan(articles), strict=True)
        moved = [(old, new) for old, new in pairs if _places(old) != _places(new)]
        others = self._others.scan([new.article for _, new in moved]) if self._others else None
        for at, (old, new) in enumerate(moved):
            beside = others[at].matches if others else ()
            before, after = _places(old), _places(new)
            for place, match in after.items():
                if place not in before:
                    self.gained.add(new, match, (*beside, *_others_of(new, match)))
            for place, match in before.items():
                if place not in after:
                    self.lost.add(old, match, (*beside, *_others_of(old, match)))


def _places(profile: Profile) -> dict[tuple[str, int, int, bool], Match]:
    """A match is the same whichever entry made it."""
    return {(m.dimension, m.start, m.end, m.counted): m for m in profile.matches}


def _others_of(profile: Profile, match: Match) -> Iterable[Match]:
    """The matches of the other dimensions of the same lexicon."""
    return (each for each in profile.matches if each.dimension != match.dimension)
