"""The words of a study: the most frequent entries of each dimension, with lines that show them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Protocol

from framing.articles.batches import batches
from framing.comparing.kwic import KwicLine, line_of
from framing.matching import Scanner

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library import Library
    from framing.model import EntryTally
    from framing.report.citations import DimensionHead

MOST_ENTRIES, LINES = 15, 3
"""Entries of a dimension, and lines of an entry, that are printed."""
_OF_GROUP = 4
"""Entries that are named beside the rate of a group."""
_CONTEXT = 50
"""Characters of context on each side."""

Key = tuple[str, str]
"""A dimension and one of its entries."""


class Chosen(Protocol):
    """The part of a study's scope that is looked at here."""

    @property
    def ids(self) -> Sequence[str] | None:
        """Of the selected articles."""

    @property
    def by(self) -> str:
        """What articles are put together by."""

    @property
    def families(self) -> Mapping[str, str]:
        """Of copies, the article that stands for each."""


@dataclass(frozen=True, slots=True)
class EntryUse:
    """One entry in all articles that count."""

    name: str
    anchor: str
    matches: int
    """Those that count."""
    negated: int
    articles: int
    """In which it counts."""
    share: float
    """Of the counted matches of its dimension, 0 to 1."""
    lines: Sequence[KwicLine]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all dimensions."""

    entries: Mapping[str, Sequence[EntryUse]]
    """The most frequent ones of each dimension."""
    more: Mapping[str, int]
    """How many more entries of each count anywhere."""
    groups: Mapping[tuple[str, str], Counter[str]]
    """Counted matches of each entry, by dimension and group."""

    def of_group(self, dimension: str, group: str) -> list[tuple[str, str, int]]:
        """The most frequent entries of a group: name, anchor or nothing, and counted matches."""
        anchors = {each.name: each.anchor for each in self.entries[dimension]}
        counts = self.groups.get((dimension, group), Counter())
        return [(name, anchors.get(name, ""), count) for name, count in _most(counts, _OF_GROUP)]


def words_of(
    library: Library,
    scope: Chosen,
    lexicons: Sequence[Lexicon],
    dimensions: Sequence[DimensionHead],
) -> Words:
    """The words of the dimensions in the articles that count: of copies, one."""
    tallied = _Tallied(library, scope, {each.name for each in dimensions})
    counts = {each.name: tallied.of(each.name) for each in dimensions}
    shown = {name: _most(each, MOST_ENTRIES) for name, each in counts.items()}
    keys = [(name, entry) for name, entries in shown.items() for entry, _ in entries]
    lines = _lines(library, lexicons, {key: tallied.first(key) for key in keys})
    entries = {
        head.name: [
            tallied.use(
                (head.name, entry),
                f"d{head.number}e{at}",
                count / counts[head.name].total(),
                lines.get((head.name, entry), ()),
            )
            for at, (entry, count) in enumerate(shown[head.name], 1)
        ]
        for head in dimensions
    }
    more = {name: len(each) - len(shown[name]) for name, each in counts.items()}
    return Words(entries, more, tallied.groups)


def _most(counts: Counter[str], most: int) -> list[tuple[str, int]]:
    """The entries that count most often, then by name."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:most]


class _Tallied:
    """The entry counts of the selected articles added up."""

    def __init__(self, library: Library, scope: Chosen, dimensions: Collection[str]) -> None:
        self.groups: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self._matches: Counter[Key] = Counter()
        self._negated: Counter[Key] = Counter()
        self._articles: Counter[Key] = Counter()
        self._first: defaultdict[Key, defaultdict[str, list[str]]] = defaultdict(
            lambda: defaultdict(list)
        )
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for group, article_id in library.articles.grouped(scope.by, scope.ids):
            groups[article_id].append(group)
        for each in library.scores.entry_counts(scope.ids):
            counts = scope.families.get(each.article_id, each.article_id) == each.article_id
            if counts and each.tally.dimension in dimensions and each.article_id in groups:
                self._add(each.article_id, each.tally, groups[each.article_id])

    def _add(self, article_id: str, tally: EntryTally, groups: Sequence[str]) -> None:
        key = tally.dimension, tally.entry
        self._negated[key] += tally.negated_matches or 0
        if not tally.matches:
            return
        self._matches[key] += tally.matches
        self._articles[key] += 1
        for group in groups:
            self.groups[tally.dimension, group][tally.entry] += tally.matches
        kept = self._first[key][groups[0]]
        if len(kept) < LINES:
            kept.append(article_id)

    def of(self, dimension: str) -> Counter[str]:
        """Counted matches of a dimension by entry."""
        return Counter(
            {entry: count for (name, entry), count in self._matches.items() if name == dimension}
        )

    def first(self, key: Key) -> list[str]:
        """Articles in which an entry counts, of different groups as far as there are."""
        kept = self._first[key]
        ranks = zip_longest(*(kept[group] for group in sorted(kept)))
        return [each for each in chain.from_iterable(ranks) if each][:LINES]

    def use(self, key: Key, anchor: str, share: float, lines: Sequence[KwicLine]) -> EntryUse:
        """What is printed of an entry."""
        matches, negated, articles = self._matches[key], self._negated[key], self._articles[key]
        return EntryUse(key[1], anchor, matches, negated, articles, share, lines)


def _lines(
    library: Library, lexicons: Sequence[Lexicon], wanted: Mapping[Key, Sequence[str]]
) -> dict[Key, list[KwicLine]]:
    """The first counted match of each entry in each of its articles, in context."""
    keys: defaultdict[str, set[Key]] = defaultdict(set)
    for key, ids in wanted.items():
        for article_id in ids:
            keys[article_id].add(key)
    found: defaultdict[Key, list[KwicLine]] = defaultdict(list)
    scanner = Scanner(lexicons)
    for batch in batches(each.article for each in library.articles.read(sorted(keys))):
        for profile in scanner.scan(batch):
            open_keys = keys[profile.article.id]
            for match in profile.matches:
                key = match.dimension, match.entry
                if match.counted and key in open_keys:
                    open_keys.discard(key)
                    found[key].append(line_of(profile, match, _CONTEXT))
    return found
