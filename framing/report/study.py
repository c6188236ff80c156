"""The report of a study: the groups of all selected articles, and the words that made their rates.

Lists are cut at caps that keep the page below two megabytes whatever the library holds; each says
how much is left out, and which command prints all.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from framing.comparing.distinctive_words import Distinction, DistinctiveWord, distinctive_words
from framing.comparing.kwic import Context, context_of
from framing.comparing.source_pairs import SourcePair, SourcePairs
from framing.comparing.source_rates import SourceRate, source_rates
from framing.comparing.vocabulary import WordPlace
from framing.errors import NotFoundError
from framing.report.citations import Citation, DimensionHead, cite, heads, made_by
from framing.report.entry_validity import Validity, validity_of
from framing.report.page import render
from framing.report.plots import Axis, Bar, Distribution, Point, axis_of, bar, distribution, line
from framing.report.study_words import EntryUse, Words, words_of

if TYPE_CHECKING:
    from framing.library import Library, Period, Selection

MOST_DIMENSIONS, MOST_GROUPS, MOST_PAIRS, MOST_LINES = 9, 40, 40, 8
"""Dimensions, groups and pairs of groups of a dimension, and groups over time, that are printed."""
MOST_WORDS = 20
"""Distinctive words of each side."""
_MOST_MONTHS = 36
"""Months over which a trend is by month; by year where there are more."""
STEPS = 4
"""Calls of `step` while a page is made."""


@dataclass(frozen=True, slots=True)
class StudyScope:
    """Which articles a study is of, and how they are put together."""

    ids: Sequence[str] | None
    """Of the selected articles; None for all of the library."""
    selection: Selection
    """The rule that chose them."""
    options: Sequence[str]
    """The words of the command line that say it."""
    by: str
    families: Mapping[str, str]
    """Of copies, the article that stands for each."""


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group in one dimension."""

    rate: SourceRate
    bar: Bar
    words: Sequence[tuple[str, str, int]]
    """Its most frequent entries: name, where their lines stand (or nothing), counted matches."""


@dataclass(frozen=True, slots=True)
class Over:
    """One group over time."""

    name: str
    rows: Sequence[tuple[str, SourceRate | None]]
    """Every period, with what there is of it."""
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Trend:
    """A dimension over time."""

    axis: Axis
    groups: Sequence[Over]
    more: int
    """Groups that are not printed."""
    undated: int


@dataclass(frozen=True, slots=True)
class Part:
    """One dimension of the page."""

    head: DimensionHead
    axis: Axis
    rows: Sequence[GroupRow]
    more_groups: int
    pairs: Sequence[SourcePair]
    more_pairs: int
    compared: int
    """Pairs of this dimension that have a p."""
    spread: Distribution | None
    trend: Trend | None
    entries: Sequence[EntryUse]
    more_entries: int
    validity: Validity


def study_page(
    library: Library, scope: StudyScope, step: Callable[[int], None] = lambda _: None
) -> str:
    """The page of the selected articles; `step` is called `STEPS` times as it is made.

    Raises NotFoundError where there is nothing to report, and as `grouping` does for `by`.
    """
    rates = source_rates(library.scores.figures(scope.by).chosen(scope.ids), scope.families)
    if not rates:
        raise NotFoundError("no dimension is scored", hint="framing lexicon use NAME")
    pairs = SourcePairs(rates)
    step(1)
    lexicons = library.lexicons.current()
    dimensions = heads(lexicons)
    found = words_of(library, scope, lexicons, dimensions[:MOST_DIMENSIONS])
    step(1)
    period, over = _over_time(library, scope)
    validity = validity_of(lexicons, library)
    parts = [
        _part(head, rates, pairs, found, over, validity[head.name])
        for head in dimensions[:MOST_DIMENSIONS]
    ]
    step(1)
    groups = sorted({each.source for each in rates if each.articles})
    words = _distinctive(library, scope, groups)
    sides = [] if words is None else _sides(library, words)
    cited = _cited(library, found, rates, sides)
    step(1)
    return render(
        "study.html",
        scope=scope,
        selection=list(_selection(library, scope)),
        size=library.articles.count() if scope.ids is None else len(scope.ids),
        held=library.articles.count(),
        span=_span(library, scope),
        groups=groups,
        parts_of=parts,
        more_dimensions=len(dimensions[MOST_DIMENSIONS:]),
        copies=sum(each.copies for each in rates if each.dimension == rates[0].dimension),
        words=sum(each.words for each in rates if each.dimension == rates[0].dimension),
        characters=any(each.characters for each in rates),
        compared=pairs.compared,
        period=period,
        told_apart=words,
        sides=sides,
        cited=cited,
        numbers={each.id: number for number, each in enumerate(cited, 1)},
        made_by=made_by(lexicons),
        command=lambda *said: shlex.join(["framing", *said, *scope.options]),
    )


def _part(
    head: DimensionHead,
    rates: Sequence[SourceRate],
    pairs: SourcePairs,
    found: Words,
    over: Sequence[SourceRate],
    validity: Validity,
) -> Part:
    own = [each for each in rates if each.dimension == head.name]
    own.sort(key=lambda each: (-each.articles, each.source))
    shown = sorted(own[:MOST_GROUPS], key=lambda each: each.source)
    axis = axis_of(shown)
    flagged = list(pairs.flagged(head.name))
    of_rates = [
        1000 * weight / words
        for each in own
        for weight, words in zip(each.sample.hits, each.sample.words, strict=True)
    ]
    return Part(
        head,
        axis,
        [GroupRow(each, bar(each, axis), found.of_group(head.name, each.source)) for each in shown],
        len(own) - len(shown),
        flagged[:MOST_PAIRS],
        len(flagged[MOST_PAIRS:]),
        pairs.known(head.name),
        distribution(of_rates),
        _trend([each for each in over if each.dimension == head.name], own),
        found.entries[head.name],
        found.more[head.name],
        validity,
    )


def _over_time(library: Library, scope: StudyScope) -> tuple[Period, list[SourceRate]]:
    """The rates of the groups over time, none where there is no time; and by what."""
    if {"year", "month"} & set(scope.by.split(",")):
        return "month", []
    months = library.scores.figures(scope.by, over="month").chosen(scope.ids)
    used = {months.periods[each] for each in set(months.period.tolist())} - {""}
    if len({each[:7] for each in used}) < 2:
        return "month", []
    if len(used) <= _MOST_MONTHS:
        return "month", source_rates(months, scope.families)
    years = library.scores.figures(scope.by, over="year").chosen(scope.ids)
    return "year", source_rates(years, scope.families)


def _trend(over: Sequence[SourceRate], groups: Sequence[SourceRate]) -> Trend | None:
    """The groups with most articles over all periods that any article is of."""
    periods = sorted({each.period for each in over if each.period and each.articles})
    if len(periods) < 2:
        return None
    names = [each.source for each in groups if each.articles]
    known = {(each.source, each.period): each for each in over if each.articles}
    shown = sorted(names[:MOST_LINES])
    axis = axis_of(known[key] for key in known if key[0] in shown and key[1])
    rows = {name: [(period, known.get((name, period))) for period in periods] for name in shown}
    return Trend(
        axis,
        [Over(name, own, line([each for _, each in own], axis)) for name, own in rows.items()],
        len(names[MOST_LINES:]),
        sum(each.articles for (_, period), each in known.items() if not period),
    )


def _distinctive(library: Library, scope: StudyScope, groups: Sequence[str]) -> Distinction | None:
    """The words that tell two groups apart, where there are two."""
    if len(groups) != 2:
        return None
    return distinctive_words(
        library, (groups[0], groups[1]), scope.families, by=scope.by, ids=scope.ids
    )


_Placed = list[tuple[DistinctiveWord, Context | None]]
"""Words, each with its first place on the side that it leans to."""


def _sides(library: Library, found: Distinction) -> list[tuple[str, _Placed]]:
    """The words that lean to each side after adjustment, the furthest first."""
    differ = [each for each in found.words if each.differs]
    to_a = [(each, each.a.first) for each in differ if each.z >= 0][:MOST_WORDS]
    to_b = [(each, each.b.first) for each in reversed(differ) if each.z < 0][:MOST_WORDS]
    ids = {place.article for _, place in (*to_a, *to_b) if place}
    articles = {each.article.id: each.article for each in library.articles.read(sorted(ids))}

    def placed(words: Iterable[tuple[DistinctiveWord, WordPlace | None]]) -> _Placed:
        return [
            (word, place and context_of(articles[place.article], place.start, place.end))
            for word, place in words
        ]

    return [(found.a.source, placed(to_a)), (found.b.source, placed(to_b))]


def _cited(
    library: Library,
    found: Words,
    rates: Iterable[SourceRate],
    sides: Iterable[tuple[str, _Placed]],
) -> list[Citation]:
    """The articles that the page names, by source, date and title."""
    ids = {line.article_id for uses in found.entries.values() for use in uses for line in use.lines}
    ids.update(each for rate in rates if rate.leverage for each in rate.leverage.articles)
    ids.update(place.article_id for _, words in sides for _, place in words if place)
    cited = [cite(each.article) for each in library.articles.read(sorted(ids))]
    return sorted(cited, key=lambda each: (each.source, each.published, each.title, each.id))


def _selection(library: Library, scope: StudyScope) -> Iterator[str]:
    """What was selected, a sentence for each condition."""
    rule = scope.selection
    for name in rule.sets:
        made = library.sets.one(name)
        said = " and ".join((*made.rule.where, *(f"set {each}" for each in made.rule.sets)))
        yield f"of the set “{name}”, made on {made.made[:10]}{f' by {said}' if said else ''}"
    yield from (f"for which {each} holds" for each in rule.where)
    if rule.ids is not None:
        yield "whose ids a list names"


def _span(library: Library, scope: StudyScope) -> tuple[str, str, int]:
    """The first and the last day of publication, empty for none, and how many have none."""
    figures = library.articles.grouped("month", scope.ids)
    months = sorted(month for month, _ in figures)
    dated = [each for each in months if each]
    return (dated[0], dated[-1], len(months) - len(dated)) if dated else ("", "", len(months))
