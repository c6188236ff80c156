"""Owns how the app's articles become files: by the writers of `framing.export`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from framing import version
from framing.articles.hashes import text_sha256
from framing.export import TABLES, Scope, TableData, export_data
from framing.export.article_tables import (
    article_rows,
    match_rows,
    meta_columns,
    score_rows,
    term_rows,
)
from framing.export.group_tables import source_rows
from framing.library import (
    ArticleFigures,
    EntryCount,
    Membership,
    ScoredArticle,
    StoredArticle,
    StoredScore,
)
from framing.model import Profile, Score
from framing.places import replacing
from framing.statistics.rates import SCORER_VERSION
from tui.filters import as_rules, read_filter
from tui.questions.export import Export, Selection, target

if TYPE_CHECKING:
    from framing.library import Library
    from framing.library import Selection as Rules
    from tui.jobs import Report

Rows = Iterator[Mapping[str, object]]


def export_library(library: Library, selection: Selection, export: Export, report: Report) -> str:
    """Write a table of the selected articles and dimensions of a library; say which and where.

    Raises FramingError where the file exists and is not to be replaced, or cannot be written.
    """
    with library.snapshot():
        ids = selection.ids
        if ids is None and selection.query:
            asked = read_filter(selection.query)
            rows = library.articles.listing(asked.words, selection=asked.rules)
            ids = tuple(sorted(row.id for row in rows))
        total = library.articles.count() if ids is None else len(ids)
        data = TABLES[export.table].data(library, Scope(ids))
        counted = replace(data, rows=_counted(data.rows, lambda done: report(done, total)))
        return _write(_only(counted, selection.dimensions), export)


def export_report(library: Library, selection: Selection, export: Export, report: Report) -> str:
    """Write a report of the selected articles as one HTML page; say where.

    It is of the two to four articles that are named, or a study of all that the filter leaves.
    Raises FramingError as above.
    """
    path = target(export.path)
    with replacing(path, force=export.replace) as stream:
        with library.snapshot():
            if selection.ids:
                page = _articles_page(library, selection.ids)
            else:
                page = _study_page(library, as_rules(selection.query), export.by, report)
        stream.write(page)
    return f"Wrote the report to {path}"


def _articles_page(library: Library, ids: Sequence[str]) -> str:
    from framing.matching import Scanner
    from framing.report import articles_page

    lexicons = library.lexicons.current()
    articles = [library.articles.one(id_) for id_ in ids]
    return articles_page(Scanner(lexicons).scan(articles), lexicons)


def _study_page(library: Library, rules: Rules, by: str, report: Report) -> str:
    from framing.report import StudyScope, study_page
    from framing.report.study import STEPS

    options = [("--where", rule) for rule in rules.where] + [("--set", name) for name in rules.sets]
    ids = library.sets.select(rules) if rules else None
    words = [word for pair in options for word in pair]
    scope = StudyScope(ids, rules, words, by, library.similar.families(ids))
    steps = count(1)
    return study_page(library, scope, lambda _: report(next(steps), STEPS))


def export_profiles(
    profiles: Sequence[Profile], dimensions: Collection[str] | None, export: Export
) -> str:
    """Write a table of profiles that no library holds, with the same columns.

    Raises FramingError as above.
    """
    ordered = sorted(profiles, key=lambda profile: profile.article.id)
    table = TABLES[export.table]
    more = meta_columns(_meta_names(ordered)) if table.kind == "articles" else []
    types = {column.name: column.type for column in (*table.columns, *more)}
    data = TableData(table.kind, list(types), _ROWS[export.table](ordered), types)
    return _write(_only(data, dimensions), export)


def _write(data: TableData, export: Export) -> str:
    path = target(export.path)
    export_data(data, export.format, path, force=export.replace)
    return f"Wrote {export.table} to {path}"


def _counted(rows: Iterable[Mapping[str, object]], report: Callable[[int], None]) -> Rows:
    """The rows as they come; those of one article stand together."""
    begun, article = 0, object()
    for row in rows:
        if row.get("article_id") != article:
            article = row.get("article_id")
            begun += 1
            report(begun)
        yield row


def _only(data: TableData, dimensions: Collection[str] | None) -> TableData:
    if dimensions is None or "dimension" not in data.columns:
        return data
    rows = (row for row in data.rows if row["dimension"] in dimensions)
    return replace(data, rows=rows)


def _article_rows(profiles: Sequence[Profile]) -> Rows:
    stored = (
        StoredArticle(
            each.article,
            each.words,
            each.excluded_words,
            each.sentences,
            each.unit,
            text_sha256(each.article.text),
        )
        for each in profiles
    )
    return article_rows(stored, _meta_names(profiles), _alone)


def _alone(_article_id: str) -> Membership:
    """Profiles that no library holds belong to nothing."""
    return Membership()


def _meta_names(profiles: Sequence[Profile]) -> list[str]:
    return sorted({name for profile in profiles for name in profile.article.meta})


def _score_rows(profiles: Sequence[Profile]) -> Rows:
    return score_rows(
        (
            StoredScore(ScoredArticle.of(each), score, SCORER_VERSION, version(), None)
            for each in profiles
            for score in sorted(each.scores, key=lambda score: score.dimension)
        ),
        _alone,
    )


def _term_rows(profiles: Sequence[Profile]) -> Rows:
    return term_rows(
        EntryCount(each.article.id, each.words, tally)
        for each in profiles
        for tally in sorted(each.entries)
    )


def _match_rows(profiles: Sequence[Profile]) -> Rows:
    """The matches on the screen; the library's own rows would scan anew."""
    return (row for profile in profiles for row in match_rows(profile))


def _source_rows(profiles: Sequence[Profile]) -> Rows:
    from framing.library.figures import Figures  # arrays, wanted for this table only

    figures = (_figures(each, score) for each in profiles for score in each.scores)
    return source_rows(Figures.of(figures), {})


_ROWS: Mapping[str, Callable[[Sequence[Profile]], Rows]] = {
    "articles": _article_rows,
    "scores": _score_rows,
    "terms": _term_rows,
    "matches": _match_rows,
    "sources": _source_rows,
}


def _figures(profile: Profile, score: Score) -> ArticleFigures:
    article = profile.article
    return ArticleFigures(
        article.source,
        article.id,
        article.published,
        profile.unit,
        score.dimension,
        score.words,
        score.matches,
        score.weight,
        *_narrator(profile, score),
    )


def _narrator(profile: Profile, score: Score) -> tuple[int, float] | tuple[None, None]:
    """Words and weight of the narrator; none of both where voice is not measured."""
    if score.voices is None:
        return None, None
    words = sum(each.words for each in profile.voices if each.voice == "narrator")
    return words, sum(each.weight for each in score.tallies if each.voice == "narrator")
