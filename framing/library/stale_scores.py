"""Which articles are not scored by some lexicons and a version of the scorer."""

from __future__ import annotations

from collections.abc import Sequence

from framing.library.connection import Connection
from framing.library.stored_forms import as_json


def stale(db: Connection, fingerprints: Sequence[str], scorer_version: str) -> list[str]:
    """Ids of the articles that some of the lexicons has not scored with this scorer version."""
    incomplete = as_json(_incomplete(db, fingerprints, scorer_version))
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
        (scorer_version, as_json(fingerprints)),
    )
    return [seq for seq, lacking in found if lacking != 0]
