"""Owns a source of a few profiles held in memory: two files compared without a library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from framing.errors import NotFoundError, UsageError
from framing.model import Profile
from tui.filters import read_filter
from tui.jobs import Job, Report
from tui.questions.library import warnings
from tui.source import (
    DimensionInfo,
    EntryPlace,
    Export,
    Highest,
    Kin,
    Order,
    Rate,
    Row,
    Sample,
    Selection,
    Summary,
    place_in,
)

_TOP_ENTRIES = 10


class ProfilesSource:
    """The given profiles, in the order given."""

    def __init__(
        self,
        profiles: Sequence[Profile],
        dimensions: Sequence[DimensionInfo],
        places: Mapping[tuple[str, str], EntryPlace] | None = None,
        *,
        name: str = "files",
        empty_hint: str = "",
    ) -> None:
        self._profiles = profiles
        self._dimensions = dimensions
        self._places = places or {}
        self.name = name
        self.empty_hint = empty_hint
        self.offers_sample = False

    def can_report(self, selection: Selection) -> bool:  # noqa: ARG002 - the question
        """No: a report is made of a library, and these are in none."""
        return False

    def export(self, selection: Selection, export: Export) -> Job:
        """The job that writes a table of the profiles: all is here, nothing is computed."""
        # The writers; wanted only here.
        from tui.exporting import export_profiles

        chosen = self._found(selection.query)
        if selection.ids is not None:
            chosen = [profile for profile in chosen if profile.article.id in selection.ids]

        def work(_: Report) -> str:
            return export_profiles(chosen, selection.dimensions, export)

        return Job(f"Export {export.table}", work, computes=False)

    def forget(self) -> None:
        """Nothing is remembered that could change."""

    def sample(self) -> Sample:
        """There is none: raises NotFoundError."""
        raise NotFoundError("there are no sample articles here")

    def close(self) -> None:
        """Nothing is held open."""

    def dimensions(self) -> Sequence[DimensionInfo]:
        """The dimensions that are scored."""
        return self._dimensions

    def count(self, query: str) -> int:
        """How many articles have all words of the query in source, title or text."""
        return len(self._found(query))

    def rows(self, query: str, order: Order, limit: int, offset: int) -> Sequence[Row]:
        """A window of the filtered and sorted list."""
        found = [row_of(profile) for profile in self._found(query)]
        found.sort(key=lambda row: _sort_key(row, order), reverse=order.descending)
        return found[offset : offset + limit]

    def fields(self) -> Sequence[str]:
        """Words alone are looked for."""
        return ()

    def values(self, field: str) -> Sequence[tuple[str, int]]:  # noqa: ARG002 - no field is known
        """None."""
        return ()

    def kin(self) -> Kin:
        """Copies and stories are looked for in libraries only."""
        return Kin()

    def highest(self) -> Mapping[str, Highest]:
        """How far the figures of each dimension go."""
        found: dict[str, Highest] = {}
        for row in map(row_of, self._profiles):
            for name, rate in row.rates.items():
                value = rate.rate_per_1000
                if value is not None and (name not in found or value > found[name].rate):
                    found[name] = Highest(value, rate.high or value)
        return found

    def rates(self) -> Mapping[str, Sequence[float]]:
        """By dimension the rates of all articles that have one, lowest first."""
        found: dict[str, list[float]] = {}
        for profile in self._profiles:
            for score in profile.scores:
                if score.rate_per_1000 is not None:
                    found.setdefault(score.dimension, []).append(score.rate_per_1000)
        return {name: sorted(values) for name, values in found.items()}

    def summary(self, row: Row) -> Summary:
        """The most frequent entries of an article."""
        profile = self.profile(row.id)
        tops = {score.dimension: _top(profile, score.dimension) for score in profile.scores}
        return Summary(row, profile.excluded_words, tops, warnings(row, profile.article))

    def profile(self, article_id: str) -> Profile:
        """The profile of one article. Raises NotFoundError for an id that is not here."""
        for profile in self._profiles:
            if profile.article.id == article_id:
                return profile
        raise NotFoundError(f"no article has the id {article_id}")

    def entry_place(self, dimension: str, entry: str) -> EntryPlace:
        """Where an entry is written, as far as it was told."""
        return self._places.get((dimension, entry), EntryPlace("unknown lexicon"))

    def _found(self, query: str) -> list[Profile]:
        asked = read_filter(query)
        if asked.rules:
            hint = "import these articles into a library to select by rules"
            raise UsageError("only words can be looked for here", hint=hint)
        words = asked.words.casefold().split()
        return [
            profile
            for profile in self._profiles
            if all(word in _searched_text(profile) for word in words)
        ]


def source_of_active_lexicons(profiles: Sequence[Profile]) -> ProfilesSource:
    """A source of profiles that the active lexicons made.

    Raises LexiconError where a lexicon cannot be read.
    """
    from framing.lexicons import active

    dimensions: list[DimensionInfo] = []
    places: dict[tuple[str, str], EntryPlace] = {}
    for lexicon in active():
        for each in lexicon.dimensions:
            dimensions.append(DimensionInfo(each.name, each.title or each.name, lexicon.name))
            entries = [*(term.pattern for term in each.terms), *(rule.name for rule in each.near)]
            for entry in entries:
                places[each.name, entry] = place_in(lexicon, each.name, entry)
    return ProfilesSource(profiles, dimensions, places)


def row_of(profile: Profile) -> Row:
    """The list's row of a profile."""
    rates = {
        score.dimension: Rate(
            score.rate_per_1000, score.low, score.high, score.interval, score.matches
        )
        for score in profile.scores
    }
    return Row.of(profile.article, profile.words, profile.unit, rates)


def _top(profile: Profile, dimension: str) -> list[tuple[str, int]]:
    counts = Counter(
        match.entry for match in profile.matches if match.dimension == dimension and match.counted
    )
    return counts.most_common(_TOP_ENTRIES)


def _searched_text(profile: Profile) -> str:
    article = profile.article
    return "\n".join((article.source, article.title, article.text)).casefold()


def _sort_key(row: Row, order: Order) -> tuple[float, str]:
    """Numbers by size, text without regard to case; no score comes below every rate."""
    if order.dimension:
        found = row.rates.get(order.dimension)
        return (-1.0 if found is None or found.rate_per_1000 is None else found.rate_per_1000, "")
    if order.key == "words":
        return (row.words, "")
    if order.key == "published":
        return (0.0, row.published)
    return (0.0, (row.label if order.key == "title" else row.source).casefold())
