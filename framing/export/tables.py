"""The tables that can be exported: their columns, which are a contract, and their rows.

Rows come by (article_id, dimension, start).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING

from framing.comparing.kwic import context
from framing.export.table_data import Columns, Row, TableData, columns, known, row_of
from framing.model import Match, Profile, Voice
from framing.statistics import rate_per_1000

if TYPE_CHECKING:
    from framing.comparing.source_rates import SourceRate
    from framing.library import (
        EntryCount,
        Library,
        StoredArticle,
        StoredScore,
    )
    from framing.library.figures import Figures

Ids = Sequence[str] | None
"""Full ids; None for every article."""


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of export."""

    kind: str
    columns: Sequence[str]
    """The columns that are always there, first."""
    rows: Callable[[Library, Ids], Iterator[Row]]
    more: Callable[[Library, Ids], list[str]] | None = None
    """The columns that come from what the library holds."""

    def data(self, library: Library, ids: Ids = None) -> TableData:
        """The table of some articles, ready to be written."""
        more = self.more(library, ids) if self.more else []
        return TableData(self.kind, [*self.columns, *more], self.rows(library, ids))


def _voice(voice: Voice) -> Callable[[StoredScore], object]:
    return lambda stored: None if stored.score.voices is None else stored.score.voices[voice]


def _flag(value: bool | None) -> int | None:
    return None if value is None else int(value)


_NAMES = columns(article_id="article.id") | known(
    "article.source", "article.publisher", "article.title", "article.published"
)
_NAMED = _NAMES | known("article.url", "article.author", "article.language") | columns("words")
_ARTICLE = _NAMED | columns("excluded_words", "sentences", "text_sha256")
_SCORE = (
    _NAMES
    | columns("score.dimension", "score.matches", "score.weight", "score.words")
    | columns("score.rate_per_1000", "score.low", "score.high", "score.interval")
    | columns("score.sums.sentences", "score.negated_matches")
    | {
        "quoted_matches": _voice("quote"),
        "reported_matches": _voice("reported"),
        "headline_matches": _voice("headline"),
        "narrator_matches": _voice("narrator"),
    }
    | columns("score.coverage", lexicon="score.lexicon.name")
    | known(lexicon_version="score.lexicon.version")
    | columns(lexicon_fingerprint="score.lexicon.fingerprint")
    | columns("framing_version", "article.text_sha256", "article.excluded_sha256")
    | columns("scorer_version", "run")
)
_TERM: Columns = (
    columns("article_id", "tally.dimension", "tally.entry", "tally.matches", "tally.weight")
    | {"rate_per_1000": lambda count: rate_per_1000(count.tally.weight, count.words)}
    | columns("tally.negated_matches")
)
_MATCH = (
    *("article_id", "dimension", "entry", "kind", "start", "end", "text", "weight", "counted"),
    *("voice", "speaker", "negated", "negators", "sentence", "evidence", "left", "right"),
)
_SOURCE = (
    known("source")
    | columns("dimension", "articles", "words", "matches", "pooled_rate", "mean_rate")
    | columns("low", "high", "interval", "narrator_rate")
    | columns("leverage_share", "rate_without", "leverage_articles")
)
_FIGURES = ("matches", "rate_per_1000", "low", "high")


def _article_rows(library: Library, ids: Ids) -> Iterator[Row]:
    return article_rows(library.articles.read(ids), library.articles.meta_names(ids))


def article_rows(articles: Iterable[StoredArticle], meta_names: Sequence[str]) -> Iterator[Row]:
    """The rows of some articles, in their order, with these names of `meta`."""
    columns = dict(zip(meta_columns(meta_names), meta_names, strict=True))
    for stored in articles:
        meta = stored.article.meta
        yield row_of(_ARTICLE, stored) | {
            column: meta.get(name) or None for column, name in columns.items()
        }


def _meta_columns(library: Library, ids: Ids) -> list[str]:
    return meta_columns(library.articles.meta_names(ids))


def meta_columns(names: Sequence[str]) -> list[str]:
    """The columns of names of `meta`."""
    return [f"meta.{name}" for name in names]


def _score_rows(library: Library, ids: Ids) -> Iterator[Row]:
    return score_rows(library.scores.read(ids))


def score_rows(scores: Iterable[StoredScore]) -> Iterator[Row]:
    """The rows of some scores, in their order."""
    return (row_of(_SCORE, stored) for stored in scores)


def _term_rows(library: Library, ids: Ids) -> Iterator[Row]:
    return term_rows(library.scores.entry_counts(ids))


def term_rows(counts: Iterable[EntryCount]) -> Iterator[Row]:
    """The rows of some entry counts, in their order."""
    return (row_of(_TERM, count) for count in counts)


def _source_rows(library: Library, ids: Ids) -> Iterator[Row]:
    """Of copies of one text the article that stands for its family counts."""
    return source_rows(library.scores.figures("source").chosen(ids), library.similar.families())


def source_rows(figures: Figures, families: Mapping[str, str]) -> Iterator[Row]:
    """The rows of the sources of some articles, copies left out as `families` has them."""
    from framing.comparing.source_rates import source_rates

    return map(source_row, source_rates(figures, families))


def source_row(rate: SourceRate) -> Row:
    """The row of a source and dimension."""
    return row_of(_SOURCE, rate)


def _match_rows(library: Library, ids: Ids) -> Iterator[Row]:
    """Matches are not stored: the articles are scanned again."""
    from framing.articles.batches import batches
    from framing.matching import Scanner  # arrays, wanted only here

    scanner = Scanner(library.lexicons.current())
    for batch in batches(stored.article for stored in library.articles.read(ids)):
        for profile in scanner.scan(batch):
            yield from match_rows(profile)


def match_rows(profile: Profile) -> Iterator[Row]:
    """The rows of a profile's matches, by dimension and place."""
    for match in sorted(profile.matches, key=lambda each: (each.dimension, each.start)):
        yield _match(profile, match)


def _match(profile: Profile, match: Match) -> Row:
    """The row of a match, cell by cell: there are more of them than of all else."""
    text = profile.article.text
    left, right = context(text, match.start, match.end)
    cells = (
        profile.article.id,
        match.dimension,
        match.entry,
        match.kind,
        match.start,
        match.end,
        text[match.start : match.end],
        match.weight,
        _flag(match.counted),
        match.voice,
        match.speaker or None,
        _flag(match.negated),
        list(match.negators),
        match.sentence,
        [list(span) for span in match.evidence],
        left,
        right,
    )
    return dict(zip(_MATCH, cells, strict=True))


def _figure_columns(library: Library, _ids: Ids) -> list[str]:
    return [
        f"{info.name}.{figure}" for info in library.lexicons.dimensions() for figure in _FIGURES
    ]


def _wide_rows(library: Library, ids: Ids) -> Iterator[Row]:
    articles = library.articles.read(ids)
    none: Row = dict.fromkeys(_figure_columns(library, ids))
    while batch := list(islice(articles, 500)):
        figures = _figures(library, batch)
        for each in batch:
            yield row_of(_NAMED, each) | none | figures.get(each.article.id, {})


def _figures(library: Library, articles: Iterable[StoredArticle]) -> dict[str, Row]:
    """The figures of some articles by id, all dimensions of an article in one row."""
    stored = library.scores.read([each.article.id for each in articles])
    return {
        article_id: {
            f"{each.score.dimension}.{figure}": getattr(each.score, figure)
            for each in scores
            for figure in _FIGURES
        }
        for article_id, scores in groupby(stored, key=attrgetter("article.id"))
    }


TABLES: dict[str, Table] = {
    "articles": Table("articles", tuple(_ARTICLE), _article_rows, _meta_columns),
    "scores": Table("scores", tuple(_SCORE), _score_rows),
    "terms": Table("terms", tuple(_TERM), _term_rows),
    "matches": Table("matches", _MATCH, _match_rows),
    "sources": Table("sources", tuple(_SOURCE), _source_rows),
}

WIDE: dict[str, Table] = {
    "scores": Table("scores", tuple(_NAMED), _wide_rows, _figure_columns),
}
"""Tables that have another form with one row an article."""
