"""The tables of groups of articles: sources or what else they are put together by, every two of
them, their months or years, and the words that tell two apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from framing.export.article_tables import (
    ARTICLE_ID,
    DIMENSION,
    MATCHES,
    PER_1000,
    WORDS,
    interval_columns,
)
from framing.export.columns import Column, cells_of, integer, known, number, text
from framing.export.table import Scope, Table
from framing.export.table_data import Row, row_of
from framing.statistics import rate_per_1000

if TYPE_CHECKING:
    from framing.comparing.distinctive_words import Distinction, DistinctiveWord, Share, Used
    from framing.comparing.pooled_rates import PooledRate
    from framing.comparing.source_rates import SourceRate
    from framing.library import Library, Period
    from framing.library.figures import Figures

_NO_FAMILIES: Mapping[str, str] = {}
_SOURCES = "method.md#sources"
_COMPARED = "method.md#sources-compared"
_TREND = "method.md#trend"
_WORDS = "method.md#distinctive-words"

_GROUP = known("source", "the source, or the group by another field")
_BY = Column("by", "text", "what articles are put together by", section="manual.md#selections")
_SIZE = (
    integer("articles", "articles that count: with words, one for each family of copies",
            "articles", section=_SOURCES),
    integer("words", "of all of them", WORDS, section=_SOURCES),
    integer("matches", "of all of them", MATCHES, section=_SOURCES),
    number("pooled_rate", "1000 · weight of all / words of all", PER_1000, section=_SOURCES),
    number("mean_rate", "mean of the rates of the articles", PER_1000, section=_SOURCES),
    *interval_columns(section=_SOURCES),
)  # fmt: skip
_SOURCE = (
    _GROUP,
    DIMENSION,
    *_SIZE,
    number("narrator_rate", "pooled rate of what the narrator says; empty where not measured",
           "per 1,000 words of the narrator", section="method.md#rate-of-a-voice"),
    number("leverage_share", "share of the weight in one or two articles that hold much of it",
           "0 to 1", section=_SOURCES),
    number("rate_without", "the pooled rate without these", PER_1000, section=_SOURCES),
    known("leverage_articles", "their ids, with a space between", section=_SOURCES),
)  # fmt: skip
_SOURCE_CELLS = cells_of(_SOURCE)


def _rates(library: Library, scope: Scope, *, over: Period | None = None) -> list[SourceRate]:
    """The rates of the groups that are asked for, one of each family of copies counted."""
    from framing.comparing.source_rates import source_rates

    figures = library.scores.figures(scope.by, over=over).chosen(scope.ids)
    return source_rates(figures, _families(library, scope))


def _families(library: Library, scope: Scope) -> Mapping[str, str]:
    return _NO_FAMILIES if scope.all_copies else library.similar.families(scope.ids)


def _source_rows(library: Library, scope: Scope) -> Iterator[Row]:
    return (source_row(rate) | {"by": scope.by} for rate in _rates(library, scope))


def source_rows(figures: Figures, families: Mapping[str, str]) -> Iterator[Row]:
    """The rows of the sources of some articles, copies left out as `families` has them."""
    from framing.comparing.source_rates import source_rates

    return (source_row(rate) | {"by": "source"} for rate in source_rates(figures, families))


def source_row(rate: PooledRate) -> Row:
    """The row of a source and dimension."""
    return row_of(_SOURCE_CELLS, rate)


_PAIR = (
    text("a.dimension", DIMENSION.meaning),
    known("a.source", "the one group", name="a"),
    known("b.source", "the other", name="b"),
    integer("a.articles", "articles of A that count", "articles", name="articles_a"),
    integer("b.articles", "articles of B that count", "articles", name="articles_b"),
    number("a.pooled_rate", "pooled rate of A", PER_1000, name="rate_a", section=_SOURCES),
    number("b.pooled_rate", "pooled rate of B", PER_1000, name="rate_b", section=_SOURCES),
    number("ratio.ratio", "rate of A / rate of B; empty where one is silent", "times",
           section=_COMPARED),
    number("ratio.low", "lower end of its 95 % interval", "times", section=_COMPARED),
    number("ratio.high", "upper end of its 95 % interval", "times", section=_COMPARED),
    text("ratio.method", "where p is from: permutation, t or none", section=_COMPARED),
    number("ratio.p", "two-sided p, from the articles", "0 to 1", section=_COMPARED),
    number("adjusted_p", "p after Benjamini and Hochberg, over all rows with a p", "0 to 1",
           section="method.md#many-comparisons"),
    Column("differs", "flag", "whether the adjusted p is below .05", "0 or 1", _COMPARED,
           lambda pair: int(pair.is_flagged)),
)  # fmt: skip
PAIR_CELLS = cells_of(_PAIR)
"""How a pair becomes a row."""


def _pair_rows(library: Library, scope: Scope) -> Iterator[Row]:
    from framing.comparing.source_pairs import SourcePairs

    for pair in SourcePairs(_rates(library, scope)):
        yield row_of(PAIR_CELLS, pair) | {"by": scope.by}


_PERIOD = Column("period", "text", "month or year of publication; empty without a date",
                 "ISO month or year", _TREND)  # fmt: skip
_TREND_CELLS = cells_of((DIMENSION, *_SIZE))


def _trend_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """The rates of each group in each of its periods, by group, period and dimension."""
    for rate in _rates(library, scope, over=scope.period):
        period = {"source": rate.source or None, "period": rate.period or None}
        yield period | row_of(_TREND_CELLS, rate) | {"by": scope.by}


def _used(side: str) -> tuple[Column, ...]:
    return (
        Column(f"count_{side}", "integer", f"how often {side.upper()} has it", section=_WORDS),
        Column(f"words_{side}", "integer", f"counted words of {side.upper()}", WORDS, _WORDS),
        Column(f"rate_{side}", "number", "1000 · count / words", PER_1000, _WORDS),
        Column(f"articles_{side}", "integer", "articles in which it stands", "articles", _WORDS),
        Column(f"of_articles_{side}", "integer", f"articles of {side.upper()} that count",
               "articles", _WORDS),
    )  # fmt: skip


_LEAN = (
    number("log_odds", "δ with a Dirichlet prior; above 0 it leans to A", "natural logarithm",
           section=_WORDS),
    number("variance", "of δ", section=_WORDS),
    number("z", "δ / √variance", section=_WORDS),
    number("p", "from its rates in the articles of both; empty under five of one", "0 to 1",
           section=_WORDS),
    number("adjusted_p", "p after Benjamini and Hochberg, over all rows", "0 to 1",
           section="method.md#many-comparisons"),
)  # fmt: skip
_LEAN_CELLS = cells_of(_LEAN)
_WORD = (
    text("word", "as words are compared", section="manual.md#words"),
    known("more_in", "the group that it leans to"),
    known("a", "the one group"),
    known("b", "the other"),
    *_used("a"),
    *_used("b"),
    *_LEAN,
    Column("article_id", "text", "where it stands first on the side that it leans to: the article"),
    Column("start", "integer", "… where it begins there", "characters from 0"),
    Column("end", "integer", "… where it ends, exclusive", "characters from 0"),
)


def _distinctive_rows(library: Library, scope: Scope) -> Iterator[Row]:
    from framing.comparing.distinctive_words import distinctive_words

    found = distinctive_words(
        library,
        scope.between or ("", ""),
        _families(library, scope),
        by=scope.by,
        ids=scope.ids,
    )
    return (distinctive_row(found, word) | _first(word) for word in found.words)


def distinctive_row(found: Distinction, word: DistinctiveWord) -> Row:
    """The row of a word that tells two groups apart, without its place."""
    return {
        "word": word.word,
        "more_in": (found.a if word.z >= 0 else found.b).source,
        "a": found.a.source,
        "b": found.b.source,
        **_cells("a", word.a, found.a),
        **_cells("b", word.b, found.b),
        **row_of(_LEAN_CELLS, word),
    }


def _cells(side: str, used: Used, share: Share) -> Row:
    rate = rate_per_1000(used.count, share.words)
    cells = (used.count, share.words, rate, used.articles, share.articles)
    return dict(zip((column.name for column in _used(side)), cells, strict=True))


def _first(word: DistinctiveWord) -> Row:
    place = (word.a if word.z >= 0 else word.b).first
    cells = (None, None, None) if place is None else (place.article, place.start, place.end)
    return dict(zip(("article_id", "start", "end"), cells, strict=True))


def _member_rows(library: Library, scope: Scope) -> Iterator[Row]:
    """Every article with each of its groups, by both."""
    for group, article_id in library.articles.grouped(scope.by, scope.ids):
        yield {"article_id": article_id, "source": group or None, "by": scope.by}


_WITHIN_STORIES = "method.md#within-stories"
_WITHIN = (
    text("dimension", DIMENSION.meaning),
    known("a", "the one group"),
    known("b", "the other"),
    integer("stories", "stories that both told", "stories", section=_WITHIN_STORIES),
    integer("articles_a", "articles of A in them", "articles", section=_WITHIN_STORIES),
    integer("articles_b", "articles of B in them", "articles", section=_WITHIN_STORIES),
    number("ratio.ratio", "rate of A / rate of B within stories", "times",
           section=_WITHIN_STORIES),
    number("ratio.low", "lower end of its 95 % interval", "times", section=_WITHIN_STORIES),
    number("ratio.high", "upper end of its 95 % interval", "times", section=_WITHIN_STORIES),
    text("ratio.method", "where p is from", section=_WITHIN_STORIES),
    number("ratio.p", "two-sided p, from the stories", "0 to 1", section=_WITHIN_STORIES),
    number("adjusted_p", "p after Benjamini and Hochberg, over all rows with a p", "0 to 1",
           section="method.md#many-comparisons"),
    Column("differs", "flag", "whether the adjusted p is below .05", "0 or 1", _WITHIN_STORIES,
           lambda difference: int(difference.is_flagged)),
)  # fmt: skip
WITHIN_CELLS = cells_of(_WITHIN)
"""How a difference within stories becomes a row."""


def _within_rows(library: Library, scope: Scope) -> Iterator[Row]:
    from framing.comparing.story_differences import within_stories

    families = _families(library, scope)
    for found in within_stories(library, families, by=scope.by, ids=scope.ids):
        yield row_of(WITHIN_CELLS, found) | {"by": scope.by}


GROUPS = Table(
    "groups",
    "an article and a group that it is in, as sources puts them together",
    (ARTICLE_ID, _GROUP, _BY),
    _member_rows,
    takes=("by",),
)
SOURCES = Table(
    "sources",
    "a group and dimension; of copies one counts",
    (*_SOURCE, _BY),
    _source_rows,
    takes=("by", "all_copies", "dimension"),
)
PAIRS = Table(
    "pairs",
    "two groups of five articles or more, and a dimension",
    (*_PAIR, _BY),
    _pair_rows,
    takes=("by", "all_copies", "dimension"),
)
WITHIN_STORIES = Table(
    "within_stories",
    "two groups that told five stories in common, and a dimension",
    (*_WITHIN, _BY),
    _within_rows,
    takes=("by", "all_copies", "dimension"),
)
TREND = Table(
    "trend",
    "a group, period and dimension",
    (_GROUP, _PERIOD, DIMENSION, *_SIZE, _BY),
    _trend_rows,
    takes=("by", "all_copies", "period", "dimension"),
)
DISTINCTIVE = Table(
    "distinctive",
    "a word of two groups, whatever the lexicons, that stands five times or more in both together",
    _WORD,
    _distinctive_rows,
    takes=("by", "all_copies", "between"),
    needs="between",
)
