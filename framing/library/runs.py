"""The runs of a library: each is one pass that stores articles with scores, or new scores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from framing import version
from framing.articles.cleaning_version import CLEANING_VERSION
from framing.library import json_shapes, kept_beside, rows, writing
from framing.library.connection import Connection
from framing.library.records import Import, Run
from framing.library.stored_forms import now, plain
from framing.model import LexiconVersion, Rated
from framing.statistics import rates

if TYPE_CHECKING:
    from framing.lexicons import Lexicon

_CARRIED = 5000
"""Articles whose scores are carried over in one transaction, which takes a quarter of a second."""


class Runs:
    """The runs of an open library. What one call stores, it stores in one transaction."""

    def __init__(self, db: Connection) -> None:
        self._db = db

    def read(self) -> list[Run]:
        """All runs, the first one first."""
        found = self._db.rows("SELECT name, version, fingerprint FROM lexicons")
        versions = {columns[-1]: LexiconVersion(*columns) for columns in found}
        runs = self._db.rows(
            "SELECT seq, kind, started, coalesce(finished, ''), scorer_version, framing_version,"
            " articles, scores, lexicons, options FROM runs ORDER BY seq"
        )
        return [_run(self._db, columns, versions) for columns in runs]

    def imports(self) -> list[Import]:
        """What each run took from each file, the first one first."""
        found = self._db.rows("SELECT run, origin, time, added, present FROM imports ORDER BY seq")
        return [Import(*columns) for columns in found]

    def begin(self, kind: str, lexicons: Sequence[Lexicon], options: Mapping[str, object]) -> int:
        """Record a run, make exactly these lexicons the active ones, and return its number."""
        with self._db.transaction() as db:
            fingerprints = writing.activate(db, lexicons)
            db.execute(
                "INSERT OR REPLACE INTO meta VALUES ('scorer_version', ?)", (rates.SCORER_VERSION,)
            )
            db.execute(
                "INSERT OR REPLACE INTO meta SELECT 'cleaning_version', ?"
                " WHERE NOT EXISTS (SELECT 1 FROM articles)",
                (CLEANING_VERSION,),
            )
            runs = db.table("runs")
            runs.insert(
                {
                    "kind": kind,
                    "started": now(),
                    "lexicons": plain(fingerprints),
                    "options": plain(dict(options)),
                    "scorer_version": rates.SCORER_VERSION,
                    "framing_version": version(),
                }
            )
            return int(runs.last_rowid or 0)

    def cleaning_version(self) -> str:
        """The version of the oldest rules by which an article of the library was cleaned."""
        if not self._db.value("SELECT EXISTS (SELECT 1 FROM articles)"):
            return CLEANING_VERSION
        sql = "SELECT coalesce(max(value), '1') FROM meta WHERE key = 'cleaning_version'"
        return str(self._db.value(sql))

    def cleaned(self) -> None:
        """Record that all articles are cleaned by today's rules."""
        with self._db.transaction() as db:
            sql = "INSERT OR REPLACE INTO meta VALUES ('cleaning_version', ?)"
            db.execute(sql, (CLEANING_VERSION,))

    def finish(self, run: int) -> None:
        """Record that a run came to its end, once the figures of its scores are packed."""
        kept_beside.add_up(self._db)
        with self._db.transaction() as db:
            db.table("runs").update(run, {"finished": now()})

    def add(self, run: int, origin: str, profiles: Sequence[Rated]) -> int:
        """Store the articles that are new, with their scores; return how many they were.

        Articles that the library has stay as they are. `origin` names the file they come from.
        """
        return self.add_files(run, [(origin, profiles)])

    def add_files(self, run: int, found: Sequence[tuple[str, Sequence[Rated]]]) -> int:
        """The same for the profiles of several files, in one transaction for all of them.

        An article that stands in several files is that of the first.
        """
        with self._db.transaction() as db:
            ids = [each.article.id for _, profiles in found for each in profiles]
            known = set(writing.article_numbers(db, ids))
            first = writing.next_number(db)
            numbered: list[tuple[int, Rated]] = []
            articles: list[rows.Row] = []
            for origin, profiles in found:
                fresh = list(enumerate(_unknown(profiles, known), first + len(numbered)))
                present = len(profiles) - len(fresh)
                batch = writing.record_import(db, run, origin, len(fresh), present)
                articles += [rows.article_row(number, batch, profile) for number, profile in fresh]
                numbered += fresh
            writing.insert_articles(db, articles)
            writing.insert_plain(db, numbered)
            written = writing.insert_scores(db, run, numbered)
            writing.count(db, run, len(numbered), written)
            return len(numbered)

    def rescore(self, run: int, profiles: Sequence[Rated]) -> list[str]:
        """Store the scores of articles of the library, in place of those of the same key.

        What was counted apart from dimensions and the excluded spans are brought up to date as
        well. Articles that were removed meanwhile are passed over, and so are those that have
        another title now, which are scored otherwise: their ids are returned.
        """
        ids = [each.article.id for each in profiles]
        with self._db.transaction() as db:
            numbers, titles = writing.article_numbers(db, ids), writing.titles(db, ids)
            numbered = [
                (numbers[each.article.id], each)
                for each in profiles
                if titles.get(each.article.id) == each.article.title
            ]
            writing.update_articles(db, numbered)
            writing.insert_plain(db, numbered)
            writing.delete_scores(db, run, numbered)
            writing.count(db, run, 0, writing.insert_scores(db, run, numbered))
        return [
            each.article.id
            for each in profiles
            if titles.get(each.article.id, each.article.title) != each.article.title
        ]

    def carry_over(self, run: int, before: Lexicon, after: Lexicon, ids: Sequence[str]) -> None:
        """Give articles by one lexicon the scores that they have by another, with all details.

        Scores of articles that were removed or scored anew meanwhile are passed over.
        """
        fingerprints = before.fingerprint, after.fingerprint
        with self._db.transaction() as db:
            numbers = writing.article_numbers(db, ids)
        in_order = sorted(numbers, key=lambda id_: numbers[id_])
        for start in range(0, len(in_order), _CARRIED):
            chunk = in_order[start : start + _CARRIED]
            with self._db.unchecked(), self._db.transaction() as db:
                # The number of an article that was removed meanwhile may be another's now.
                known = sorted(writing.article_numbers(db, chunk).values())
                writing.count(db, run, 0, writing.copy_scores(db, run, fingerprints, known))


def _run(db: Connection, columns: tuple[Any, ...], versions: Mapping[str, LexiconVersion]) -> Run:
    seq, kind, started, finished, scorer, framing, articles, scores, lexicons, options = columns
    fingerprints = db.json(lexicons, json_shapes.names)
    return Run(
        id=seq,
        kind=kind,
        started=started,
        finished=finished,
        scorer_version=scorer,
        framing_version=framing,
        articles=articles,
        scores=scores,
        lexicons=tuple(versions[each] for each in fingerprints if each in versions),
        options=db.json(options, json_shapes.an_object),
    )


def _unknown(profiles: Sequence[Rated], known: set[str]) -> Iterator[Rated]:
    """The profiles whose article is not known; from then on it is."""
    for profile in profiles:
        if profile.article.id not in known:
            known.add(profile.article.id)
            yield profile
