"""Owns how the app's articles become files: by the writers of `framing.export`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from framing import version
from framing.articles.hashes import excluded_sha256, text_sha256
from framing.export import EXPORTERS, TABLES, TableData
from framing.export.tables import match_rows
from framing.library import ArticleFigures, EntryCount, StoredArticle, StoredScore
from framing.model import Match, Profile, Score
from framing.places import replacing
from framing.statistics.rates import SCORER_VERSION
from tui.source import Export

if TYPE_CHECKING:
    from framing.library import Library

Rows = Iterator[Mapping[str, object]]


def export_library(
    library: Library, ids: Sequence[str] | None, dimensions: Collection[str] | None, export: Export
) -> None:
    """Write a table of some articles, all for None, and of some dimensions, all for None.

    Raises FramingError where the file exists or cannot be written.
    """
    with replacing(Path(export.path).expanduser(), force=False) as stream, library.snapshot():
        data = TABLES[export.table].data(library, ids)
        EXPORTERS[export.format].write(_only(data, dimensions), stream)


def export_profiles(
    profiles: Sequence[Profile], dimensions: Collection[str] | None, export: Export
) -> None:
    """Write a table of profiles that no library holds, with the same columns.

    Raises FramingError where the file exists or cannot be written.
    """
    ordered = sorted(profiles, key=lambda profile: profile.article.id)
    held = cast("Library", _Held(ordered))
    data = TABLES[export.table].data(held, None)
    if export.table == "matches":
        # The library's own rows would scan anew; these are the matches on the screen.
        rows = (row for profile in ordered for row in match_rows(profile))
        data = TableData(data.kind, data.columns, rows)
    with replacing(Path(export.path).expanduser(), force=False) as stream:
        EXPORTERS[export.format].write(_only(data, dimensions), stream)


def _only(data: TableData, dimensions: Collection[str] | None) -> TableData:
    if dimensions is None or "dimension" not in data.columns:
        return data
    rows = (row for row in data.rows if row["dimension"] in dimensions)
    return TableData(data.kind, data.columns, rows)


class _Held:
    """Profiles in the place of a library, for the questions that the tables ask."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles

    def meta_names(self, _ids: object) -> list[str]:
        return sorted({name for profile in self._profiles for name in profile.article.meta})

    def articles(self, _ids: object) -> Iterator[StoredArticle]:
        for each in self._profiles:
            yield StoredArticle(
                each.article,
                each.words,
                each.excluded_words,
                each.sentences,
                each.unit,
                text_sha256(each.article.text),
            )

    def scores(self, _ids: object) -> Iterator[StoredScore]:
        for each in self._profiles:
            article = each.article
            named = (article.id, article.source, article.publisher, article.title)
            for score in sorted(each.scores, key=lambda score: score.dimension):
                yield StoredScore(
                    *named,
                    article.published,
                    score,
                    SCORER_VERSION,
                    version(),
                    text_sha256(article.text),
                    excluded_sha256(article.excluded),
                    None,
                )

    def article_figures(self, _by: object) -> Iterator[ArticleFigures]:
        for each in self._profiles:
            article = each.article
            for score in each.scores:
                yield ArticleFigures(
                    article.source,
                    article.id,
                    article.published,
                    each.unit,
                    score.dimension,
                    score.words,
                    score.matches,
                    score.weight,
                    *_narrator(each, score),
                )

    def families(self) -> Mapping[str, str]:
        return {}

    def entry_counts(self, _ids: object) -> Iterator[EntryCount]:
        for profile in self._profiles:
            found: dict[tuple[str, str], list[Match]] = {}
            for match in profile.matches:
                found.setdefault((match.dimension, match.entry), []).append(match)
            for (dimension, entry), matches in sorted(found.items()):
                yield _count(profile, dimension, entry, matches)


def _narrator(profile: Profile, score: Score) -> tuple[int, float] | tuple[None, None]:
    """Words and weight of the narrator; none of both where voice is not measured."""
    if score.voices is None:
        return None, None
    words = sum(each.words for each in profile.voices if each.voice == "narrator")
    return words, sum(each.weight for each in score.tallies if each.voice == "narrator")


def _count(profile: Profile, dimension: str, entry: str, matches: Sequence[Match]) -> EntryCount:
    counted = [match for match in matches if match.counted]
    negated = [match.negated for match in matches]
    return EntryCount(
        profile.article.id,
        dimension,
        entry,
        len(counted),
        sum(match.weight for match in counted),
        profile.words,
        None if None in negated else sum(map(bool, negated)),
    )
