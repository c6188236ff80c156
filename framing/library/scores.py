"""The scores of a library with what they were added up from: current ones and those of a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain, groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from framing.articles.hashes import excluded_sha256
from framing.errors import NotFoundError
from framing.library import current_scores, kept_beside, stale_scores
from framing.library.articles import exclusions
from framing.library.connection import Connection
from framing.library.id_batches import by_batches, id_batches
from framing.library.records import (
    EntryCount,
    ScoredArticle,
    StoredScore,
)
from framing.model import (
    VOICES,
    EntryTally,
    LexiconVersion,
    Score,
    Sums,
    Voice,
    VoiceTally,
    VoiceWords,
)
from framing.statistics import rates

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.library.figures import Figures
    from framing.library.grouping import Period
    from framing.library.score_changes import DimensionChange, Maker

_COLUMNS = (
    "a.id, a.source, a.publisher, a.title, a.published, s.scorer_version, r.framing_version,"
    " l.name, l.version, l.fingerprint, s.dimension, s.matches, s.weight, s.words,"
    " s.rate_per_1000, s.low, s.high, s.interval, s.sentences, s.hits, s.hits_squared,"
    " s.hits_words, s.words_squared, s.covered_words, s.negated_matches, s.headline_matches,"
    " s.quoted_matches, s.reported_matches, s.narrator_matches, a.text_sha256, a.excluded, a.unit,"
    " s.run"
)


class Scores:
    """The scores of an open library; `run` asks for those that were current in a run.

    Raises NotFoundError for a number that no run has.
    """

    def __init__(self, db: Connection) -> None:
        self._db = db

    def read(
        self, ids: Sequence[str] | None = None, run: int | None = None
    ) -> Iterator[StoredScore]:
        """Scores by id and dimension, of all articles for None."""
        return self._read(ids, current_scores.selection(self._db, run))

    def _read(
        self, ids: Sequence[str] | None, selection: current_scores.Selection
    ) -> Iterator[StoredScore]:
        for batch in id_batches(self._db, ids):
            sql = (
                f"SELECT {_COLUMNS} FROM json_each(?) page"
                " CROSS JOIN articles a ON a.id = page.value"
                f" CROSS JOIN scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
                " CROSS JOIN lexicons l ON l.seq = s.lexicon CROSS JOIN runs r ON r.seq = s.run"
                " ORDER BY page.key, s.dimension"
            )
            said = _tallies(self._db, batch, selection)
            for columns in self._db.rows(sql, (batch, *selection.parameters)):
                yield _score(self._db, columns, said)

    def entry_counts(
        self, ids: Sequence[str] | None = None, run: int | None = None
    ) -> Iterator[EntryCount]:
        """Counts by id, dimension and entry, of all articles for None."""
        selection = current_scores.selection(self._db, run)
        sql = (
            "SELECT a.id, s.dimension, s.entry, s.matches, s.weight, a.words, s.negated_matches"
            " FROM json_each(?) page CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1"
            " ON a.id = page.value"
            f" CROSS JOIN entry_counts s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
            " ORDER BY page.key, s.dimension, s.entry"
        )
        found = by_batches(self._db, sql, ids, selection.parameters)
        for article_id, dimension, entry, matches, weight, words, negated in found:
            self._db.check((matches, weight, words, negated), f"a count of article {article_id}")
            tally = EntryTally(dimension, entry, matches, weight, negated)
            yield EntryCount(article_id, words, tally)

    def holding(self, dimension: str, entry: str | None, lexicons: Sequence[Lexicon]) -> list[str]:
        """Ids of the articles in which an entry stands, any of the dimension for None, by id.

        Articles that some of the lexicons has not scored are among them: who knows what they hold.
        """
        sql = (
            "SELECT DISTINCT a.id FROM entry_counts s CROSS JOIN articles a ON a.seq = s.article"
            f" WHERE {current_scores.BY_SELECTION} AND s.dimension = ? AND coalesce(s.entry = ?, 1)"
        )
        parameters = current_scores.current(self._db).parameters
        found = {id_ for (id_,) in self._db.rows(sql, (*parameters, dimension, entry))}
        return sorted(found | set(self.stale(lexicons)))

    def voice_words(
        self, ids: Sequence[str] | None = None
    ) -> Iterator[tuple[str, tuple[VoiceWords, ...]]]:
        """Words by voice as last scored, by id of the article, of all articles for None.

        Articles that were not scored by voice are passed over.
        """
        sql = (
            "SELECT a.id, w.voice, w.words, w.sentences, w.words_squared FROM json_each(?) page"
            " CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1 ON a.id = page.value"
            " CROSS JOIN voice_words w ON w.article = a.seq WHERE w.voice BETWEEN 0 AND 3"
            " ORDER BY page.key, w.voice"
        )
        for article_id, rows in groupby(by_batches(self._db, sql, ids), key=itemgetter(0)):
            found = list(rows)
            self._db.check((n for row in found for n in row[2:]), f"a voice of {article_id}")
            yield article_id, tuple(VoiceWords(VOICES[row[1]], *row[2:]) for row in found)

    def figures(self, by: str, *, over: Period | None = None) -> Figures:
        """Current scores by column, each with the group of its article: for aggregates.

        `by` is as `grouping` reads it, and raises as it does. By set, an article comes once for
        each set that it is in. Periods are told where `over` asks for them.
        """
        from framing.library.figures import read_figures  # arrays, which lists do without

        return read_figures(self._db, by, over)

    def add_up(self, progress: Callable[[int], Callable[[int], None]] | None = None) -> None:
        """Pack what `figures` and the views read, as far as it is not; else it is made at each
        reading. `progress` makes, for so many blocks of articles, what is told of each."""
        if not self._db.read_only:
            kept_beside.add_up(self._db, progress)

    def disagreeing(self) -> int:
        """How many of the packed blocks are not what articles and scores are; it has to be 0."""
        return kept_beside.disagreeing(self._db)

    def rates(self, dimension: str) -> list[float]:
        """The current rates per 1,000 words of all articles that have one, lowest first.

        Raises NotFoundError for a dimension that is not scored.
        """
        found = {info.name: seq for seq, info in current_scores.dimensions(self._db)}
        if dimension not in found:
            names = ", ".join(found) or "none"
            raise NotFoundError(f"{dimension!r} is not scored", hint=f"these are: {names}")
        rows = self._db.rows(
            "SELECT rate_per_1000, count(*) FROM scores INDEXED BY scores_by_rate WHERE lexicon = ?"
            " AND dimension = ? AND scorer_version = ? AND rate_per_1000 IS NOT NULL"
            " GROUP BY rate_per_1000 ORDER BY rate_per_1000",
            (found[dimension], dimension, current_scores.scorer_version(self._db)),
        )
        return list(chain.from_iterable(repeat(rate, count) for rate, count in rows))

    def stale(self, lexicons: Sequence[Lexicon]) -> list[str]:
        """Ids of the articles that some of the lexicons has not scored with today's scorer."""
        return self.stale_by([lexicon.fingerprint for lexicon in lexicons])

    def stale_by(self, fingerprints: Sequence[str]) -> list[str]:
        """The same for lexicons known by their fingerprints."""
        return stale_scores.stale(self._db, fingerprints, rates.SCORER_VERSION)

    def changes(
        self,
        dimension: str,
        before: Maker,
        after: Maker,
        limit: int | None = None,
        ids: Sequence[str] | None = None,
    ) -> DimensionChange:
        """How a dimension's scores of some articles differ, of all for None; not more than `limit`
        of those that moved are named.

        Raises NotFoundError for a lexicon that made no scores.
        """
        from framing.library import score_changes  # lists do without

        asked = score_changes.parameters(self._db, dimension, before, after, ids)
        found = score_changes.totals(self._db, asked)
        return score_changes.DimensionChange(
            dimension,
            before,
            after,
            found,
            tuple(score_changes.entries(self._db, asked)) if found.moved else (),
            tuple(score_changes.moved(self._db, asked, limit)) if found.moved else (),
        )


_Tallies = Mapping[tuple[str, str, str], list[VoiceTally]]
"""By article id, fingerprint of the lexicon, and dimension."""


def _tallies(db: Connection, batch: str, selection: current_scores.Selection) -> _Tallies:
    sql = (
        "SELECT a.id, l.fingerprint, s.dimension, s.voice, s.matches, s.weight, s.hits_squared,"
        " s.hits_words FROM json_each(?) page"
        " CROSS JOIN articles a INDEXED BY sqlite_autoindex_articles_1 ON a.id = page.value"
        f" CROSS JOIN voice_scores s ON s.article = a.seq AND {current_scores.BY_SELECTION}"
        " CROSS JOIN lexicons l ON l.seq = s.lexicon WHERE s.voice BETWEEN 0 AND 3"
        " ORDER BY page.key, s.voice"
    )
    found: defaultdict[tuple[str, str, str], list[VoiceTally]] = defaultdict(list)
    for *key, voice, matches, weight, squared, crossed in db.rows(
        sql, (batch, *selection.parameters)
    ):
        article_id, fingerprint, dimension = key
        db.check((matches, weight, squared, crossed), f"a score of article {article_id}")
        tally = VoiceTally(VOICES[voice], matches, weight, squared, crossed)
        found[article_id, fingerprint, dimension].append(tally)
    return found


def _score(db: Connection, columns: tuple[Any, ...], said: _Tallies) -> StoredScore:
    article_id, source, publisher, title, published, scorer_version, framing_version = columns[:7]
    name, version, fingerprint, dimension, matches, weight, words = columns[7:14]
    rate_per_1000, low, high, interval = columns[14:18]
    covered_words, negated, headline, quote, reported, narrator = columns[23:29]
    text_hash, excluded, unit, run = columns[29:]
    figures = (matches, weight, words, rate_per_1000, low, high, *columns[18:29])
    db.check(figures, f"a score of article {article_id}")
    voices: dict[Voice, int] | None = None
    if narrator is not None:
        voices = {"headline": headline, "quote": quote, "reported": reported, "narrator": narrator}
    score = Score(
        dimension=dimension,
        matches=matches,
        weight=weight,
        words=words,
        rate_per_1000=rate_per_1000,
        low=low,
        high=high,
        interval=interval,
        sums=Sums(*columns[18:23]),
        covered_words=covered_words,
        lexicon=LexiconVersion(name, version, fingerprint),
        negated_matches=negated,
        voices=voices,
        tallies=tuple(said.get((article_id, fingerprint, dimension), ())),
    )
    article = ScoredArticle(
        article_id,
        source,
        publisher,
        title,
        published,
        text_hash,
        excluded_sha256(exclusions(db, excluded)),
        unit,
    )
    return StoredScore(article, score, scorer_version, framing_version, run)
