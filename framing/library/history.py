"""What a library knows about itself: its lexicons, what is stale, its history and its health."""

from __future__ import annotations

from collections.abc import Sequence

from framing.errors import NotFoundError
from framing.lexicons import Lexicon
from framing.library import current_scores, json_shapes
from framing.library.connection import Connection
from framing.library.records import Health, Import, Run
from framing.model import LexiconVersion


def lexicons(db: Connection) -> tuple[Lexicon, ...]:
    """The active lexicons, as the library keeps them."""
    found = db.rows("SELECT canonical FROM lexicons WHERE active ORDER BY position, seq")
    return tuple(Lexicon.from_canonical(text) for (text,) in found)


def lexicon(db: Connection, fingerprint: str) -> Lexicon:
    """The lexicon of a fingerprint. Raises NotFoundError where the library has none."""
    found = db.row("SELECT canonical FROM lexicons WHERE fingerprint = ?", (fingerprint,))
    if found is None:
        raise NotFoundError(f"the library has no lexicon {fingerprint[:12]}")
    return Lexicon.from_canonical(found[0])


def versions(db: Connection) -> list[LexiconVersion]:
    """All lexicon versions, by name and the order in which they came."""
    found = db.rows("SELECT name, version, fingerprint FROM lexicons ORDER BY name, seq")
    return [LexiconVersion(*columns) for columns in found]


def stale(db: Connection, fingerprints: Sequence[str], scorer_version: str) -> list[str]:
    """Ids of the articles that some of the lexicons has not scored with this scorer version."""
    incomplete = current_scores.as_json(_incomplete(db, fingerprints, scorer_version))
    if incomplete == "[]":
        return []
    found = db.rows(
        "SELECT a.id FROM articles a WHERE EXISTS (SELECT 1 FROM json_each(?) l WHERE NOT EXISTS"
        " (SELECT 1 FROM scores s WHERE s.article = a.seq AND s.lexicon = l.value"
        " AND s.scorer_version = ?)) ORDER BY a.id",
        (incomplete, scorer_version),
    )
    return [article_id for (article_id,) in found]


def _incomplete(
    db: Connection, fingerprints: Sequence[str], scorer_version: str
) -> list[int | None]:
    """The lexicons that lack scores, None for one that the library does not know.

    Counting in an index is ten times as fast as asking for every article, and most often no
    score is lacking.
    """
    found = db.rows(
        "SELECT l.seq, (SELECT count(*) FROM articles) * json_array_length(l.dimensions) -"
        " (SELECT count(*) FROM json_each(l.dimensions) d"
        " CROSS JOIN scores s INDEXED BY scores_by_rate ON s.lexicon = l.seq"
        " AND s.dimension = json_extract(d.value, '$[0]') AND s.scorer_version = ?)"
        " FROM json_each(?) wanted LEFT JOIN lexicons l ON l.fingerprint = wanted.value",
        (scorer_version, current_scores.as_json(fingerprints)),
    )
    return [seq for seq, lacking in found if lacking != 0]


def runs(db: Connection) -> list[Run]:
    """All runs, the first one first."""
    versions = {
        fingerprint: LexiconVersion(name, version, fingerprint)
        for name, version, fingerprint in db.rows("SELECT name, version, fingerprint FROM lexicons")
    }
    found = db.rows(
        "SELECT seq, kind, started, coalesce(finished, ''), scorer_version, framing_version,"
        " articles, scores, lexicons, options FROM runs ORDER BY seq"
    )
    return [
        Run(
            id=seq,
            kind=kind,
            started=started,
            finished=finished,
            scorer_version=scorer_version,
            framing_version=framing_version,
            articles=n_articles,
            scores=n_scores,
            lexicons=tuple(
                versions[each]
                for each in db.json(fingerprints, json_shapes.names)
                if each in versions
            ),
            options=db.json(options, json_shapes.an_object),
        )
        for seq, kind, started, finished, scorer_version, framing_version, n_articles, n_scores, (
            fingerprints
        ), options in found
    ]


def imports(db: Connection) -> list[Import]:
    """All files that something was taken from, by run, the first one first."""
    found = db.rows("SELECT run, origin, time, added, present FROM imports ORDER BY seq")
    return [Import(*columns) for columns in found]


def health(db: Connection, scorer_version: str) -> Health:
    """The state of the file, after reading all of it."""
    fingerprints = [text for (text,) in db.rows("SELECT fingerprint FROM lexicons WHERE active")]
    problems = [found for (found,) in db.rows("PRAGMA integrity_check(20)") if found != "ok"]
    log = db.path.with_name(db.path.name + "-wal")
    return Health(
        schema=db.value("PRAGMA user_version"),
        size=sum(path.stat().st_size for path in (db.path, log) if path.exists()),
        journal_mode=db.value("PRAGMA journal_mode"),
        read_only=db.read_only,
        articles=db.value("SELECT count(*) FROM articles"),
        scores=db.value("SELECT count(*) FROM scores"),
        stale=len(stale(db, fingerprints, scorer_version)),
        lexicons=db.value("SELECT count(*) FROM lexicons"),
        problems=tuple(problems),
    )
