"""Owns how a library file answers the questions of the sources screen: by `framing.comparing`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from framing.library import Library
from tui.answers.connections import Connections
from tui.filters import read_filter
from tui.questions.export import Selection
from tui.questions.sources import MOST_CONTEXTS, Groups, Sides

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction
    from framing.comparing.kwic import KwicLine
    from framing.comparing.source_pairs import SourcePairs
    from framing.comparing.source_rates import SourceRate
    from framing.comparing.story_differences import StoryDifference
    from framing.library import Period

_FIELDS = ("source", "publisher", "author", "language", "year", "month", "set")
_FEW = 20
"""So few groups may hold an article each; else such a field puts nothing together."""
_CONTEXT_CHARACTERS = 100
_AT_ONCE = 20
"""Articles that are looked through together: the first ones are enough for a common word."""


class SourcesAnswers(Connections):
    """Groups of articles. Arrays are loaded with the first question."""

    def groupings(self) -> Sequence[tuple[str, int]]:
        """The groupings by which some article has a group, with the number of groups."""
        return self.ask(_groupings, ())

    def group_rates(self, groups: Groups) -> Sequence[SourceRate]:
        """The rates of every group in every dimension, one of each family of copies counted."""
        from framing.comparing.source_rates import source_rates

        def read(library: Library) -> list[SourceRate]:
            ids = _ids(library, groups.selection)
            figures = library.scores.figures(groups.by).chosen(ids)
            return source_rates(figures, library.similar.families(ids))

        return self.ask(read, [])

    def group_pairs(self, rates: Sequence[SourceRate]) -> SourcePairs:
        """Every two groups held against each other; nothing is read for it."""
        from framing.comparing.source_pairs import SourcePairs

        return SourcePairs(rates)

    def differences_within_stories(self, groups: Groups) -> Sequence[StoryDifference]:
        """The same within stories, as of the last time that stories were looked for."""
        from framing.comparing.story_differences import within_stories

        def read(library: Library) -> list[StoryDifference]:
            ids = _ids(library, groups.selection)
            return within_stories(library, library.similar.families(ids), by=groups.by, ids=ids)

        return self.ask(read, [])

    def group_trend(self, groups: Groups, over: Period) -> Sequence[SourceRate]:
        """The rates of every group in every month or year. NotFoundError where none has a date."""
        from framing.comparing.trends import trend

        def read(library: Library) -> list[SourceRate]:
            ids = _ids(library, groups.selection)
            return trend(library, over, library.similar.families(ids), by=groups.by, ids=ids)

        return self.ask(read, [])

    def distinctive_words(self, groups: Groups, sides: Sides) -> Distinction:
        """The words that tell two groups apart, or one from all others."""
        from framing.comparing.distinctive_words import Distinction, Share, words_between

        def read(library: Library) -> Distinction:
            names = sides[0], sides[1] or "all others"
            both = _members(library, groups, sides)
            families = library.similar.families(_ids(library, groups.selection))
            return words_between(library, names, both, families)

        nobody = Share("", 0, 0)
        return self.ask(read, Distinction(nobody, nobody, 0, 0, ()))

    def word_contexts(
        self, groups: Groups, sides: Sides, word: str, *, from_b: bool
    ) -> Sequence[KwicLine]:
        """The first places of a word in both groups, by group, article and place."""
        return self.ask(
            lambda library: [
                line
                for ids in _members(library, groups, sides)[:: -1 if from_b else 1]
                for line in _lines(library, ids, word)
            ],
            (),
        )


def _lines(library: Library, ids: list[str], word: str) -> list[KwicLine]:
    from framing.comparing.keyword_search import found_lines

    found = found_lines(word, library, ids, _CONTEXT_CHARACTERS, is_word=True, at_once=_AT_ONCE)
    return list(islice(found, MOST_CONTEXTS))


def _groupings(library: Library) -> list[tuple[str, int]]:
    names = [f"meta.{name}" for name in library.articles.meta_names()]
    counts = {by: library.articles.groups(by) for by in (*_FIELDS, *names)}
    most = max(library.articles.count() // 2, _FEW)
    return [
        (by, len(groups)) for by, groups in counts.items() if any(groups) and len(groups) < most
    ]


def _ids(library: Library, selection: Selection) -> tuple[str, ...] | None:
    """The ids of the selected articles; None where all are."""
    if selection.ids is not None or not selection.query:
        return selection.ids
    asked = read_filter(selection.query)
    return tuple(row.id for row in library.articles.listing(asked.words, selection=asked.rules))


def _members(library: Library, groups: Groups, sides: Sides) -> tuple[list[str], list[str]]:
    """The selected articles of both sides."""
    among = _ids(library, groups.selection)
    first = library.articles.ids(sides[0], groups.by, among=among)
    if sides[1] is not None:
        return first, library.articles.ids(sides[1], groups.by, among=among)
    own = frozenset(first)
    everyone = library.articles.ids(among=among)
    return first, [each for each in everyone if each not in own]
