"""How the scores of a dimension differ between two lexicon versions or two scorers.

SQLite adds up over the articles that both have scored, so that a library of any size is compared
in little memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from framing.errors import NotFoundError
from framing.library.connection import Connection
from framing.library.records import Rate
from framing.library.stored_forms import as_json
from framing.model import LexiconVersion


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes a score out of a text: a version of a lexicon and one of the scorer."""

    lexicon: LexiconVersion
    scorer_version: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How the rates of a dimension moved between two makers."""

    before: int
    """Articles scored by the first."""
    after: int
    """Articles scored by the second."""
    shared: int
    """Articles scored by both; the figures below are of these."""
    up: int
    down: int
    unrated: int
    """Articles that have a rate by one of the two only."""
    mean_change: float | None
    """Of the rates per 1,000 words, moved or not; None where no article has both."""
    mean_before: float | None
    """Of the articles that have both rates; the mean change is what lies between the two."""
    mean_after: float | None

    @property
    def moved(self) -> int:
        """Articles whose rate is another one."""
        return self.up + self.down + self.unrated


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What one entry adds to a change of rate."""

    entry: str
    matches_before: int
    matches_after: int
    change: float
    """Per 1,000 words; all entries add up to the change."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One article whose rate of a dimension is another one."""

    article_id: str
    source: str
    label: str
    """The title, or the first words of the text in brackets."""
    before: Rate
    after: Rate
    change: float | None
    """None where the article has one of the two rates only."""
    entries: tuple[EntryChange, ...]
    """Those that changed, the largest first."""


@dataclass(frozen=True, slots=True)
class DimensionChange:
    """How the scores of one dimension differ between two makers."""

    dimension: str
    before: Maker
    after: Maker
    totals: Totals
    entries: tuple[EntryChange, ...]
    """What each entry adds to the mean change, the largest first."""
    articles: tuple[Moved, ...]
    """The furthest moved first."""


Parameters = tuple[str, int, str, int, str, str | None]
"""The dimension, lexicon number and scorer version before and after, and the ids of the articles
that are meant as JSON, None for all: `?1` to `?6`."""

_STILL = "1e-9"
"""Rates that differ by less are the same: weights may be added up in any order."""

_MEANT = (
    "(?6 IS NULL OR {}.article IN"
    " (SELECT a.seq FROM json_each(?6) page CROSS JOIN articles a ON a.id = page.value))"
)
_BEFORE = f"x.dimension = ?1 AND x.lexicon = ?2 AND x.scorer_version = ?3 AND {_MEANT.format('x')}"
_AFTER = "y.dimension = ?1 AND y.lexicon = ?4 AND y.scorer_version = ?5"
_PAIRS = f"scores x CROSS JOIN scores y ON y.article = x.article AND {_AFTER}"
_BOTH = f"{_PAIRS} WHERE {_BEFORE}"
_CHANGE = "(y.rate_per_1000 - x.rate_per_1000)"
_RATES = ", ".join(
    f"{side}.{column}"
    for side in "xy"
    for column in ("rate_per_1000", "low", "high", "interval", "matches")
)
_IS_UNRATED = "(x.rate_per_1000 IS NULL) <> (y.rate_per_1000 IS NULL)"
_IS_MOVED = f"({_IS_UNRATED} OR abs{_CHANGE} > {_STILL})"
# What each entry adds to the change in the articles of `moved`, before (negative) and after.
_PARTS = (
    "SELECT m.article, e.entry, e.matches AS before, 0 AS after,"
    " -1000.0 * e.weight / m.words_before AS part FROM moved m CROSS JOIN entry_counts e"
    " ON e.article = m.article AND e.dimension = ?1 AND e.lexicon = ?2 AND e.scorer_version = ?3"
    " UNION ALL SELECT m.article, e.entry, 0, e.matches, 1000.0 * e.weight / m.words_after"
    " FROM moved m CROSS JOIN entry_counts e"
    " ON e.article = m.article AND e.dimension = ?1 AND e.lexicon = ?4 AND e.scorer_version = ?5"
)
_SUMS = "sum(before) AS b, sum(after) AS a, sum(part) AS p"
_CHANGED = f"b <> a OR abs(p) > {_STILL}"


def parameters(
    db: Connection, dimension: str, before: Maker, after: Maker, ids: Sequence[str] | None
) -> Parameters:
    """What the queries ask for. Raises NotFoundError for a lexicon that the library lacks."""
    old, new = (_number(db, maker.lexicon.fingerprint) for maker in (before, after))
    meant = None if ids is None else as_json(ids)
    return dimension, old, before.scorer_version, new, after.scorer_version, meant


def _number(db: Connection, fingerprint: str) -> int:
    found = db.row("SELECT seq FROM lexicons WHERE fingerprint = ?", (fingerprint,))
    if found is None:
        raise NotFoundError(f"the library has no lexicon {fingerprint[:12]}")
    return int(found[0])


def totals(db: Connection, asked: Parameters) -> Totals:
    """How many articles have been scored by each and by both, and how their rates moved."""
    shared, up, down, unrated, *means = db.rows(
        "SELECT count(*),"
        f" count(*) FILTER (WHERE {_CHANGE} > {_STILL}),"
        f" count(*) FILTER (WHERE {_CHANGE} < -{_STILL}),"
        f" count(*) FILTER (WHERE {_IS_UNRATED}), avg{_CHANGE},"
        " avg(x.rate_per_1000) FILTER (WHERE y.rate_per_1000 IS NOT NULL),"
        " avg(y.rate_per_1000) FILTER (WHERE x.rate_per_1000 IS NOT NULL)"
        f" FROM {_BOTH}",
        asked,
    )[0]
    # Each of the two counts is of one place in the index `scores_by_rate`.
    before = db.value(f"SELECT count(*) FROM scores x WHERE {_BEFORE}", asked)
    after = db.value(
        f"SELECT count(*) FROM scores y WHERE {_AFTER} AND {_MEANT.format('y')}", asked
    )
    return Totals(before, after, shared, up, down, unrated, *means)


def entries(db: Connection, asked: Parameters) -> list[EntryChange]:
    """What each entry adds to the mean change, largest first; all of them add up to it."""
    found = db.rows(
        f"WITH moved AS (SELECT x.article, x.words AS words_before, y.words AS words_after"
        f" FROM {_BOTH} AND x.words > 0 AND y.words > 0 AND {_IS_MOVED}),"
        f" summed AS (SELECT entry, {_SUMS} FROM ({_PARTS}) GROUP BY entry)"
        " SELECT entry, b, a, p / rated FROM summed,"
        f" (SELECT count(*) AS rated FROM {_BOTH} AND x.words > 0 AND y.words > 0)"
        f" WHERE {_CHANGED} ORDER BY abs(p) DESC, entry",
        asked,
    )
    return [EntryChange(*columns) for columns in found]


def moved(db: Connection, asked: Parameters, limit: int | None) -> list[Moved]:
    """The articles whose rate moved, the furthest first, with the entries that moved it."""
    found = db.rows(
        f"SELECT a.seq, a.id, a.source, a.title, a.opening, {_CHANGE}, {_RATES}"
        f" FROM {_PAIRS} CROSS JOIN articles a ON a.seq = x.article"
        f" WHERE {_BEFORE} AND {_IS_MOVED} ORDER BY abs{_CHANGE} DESC NULLS LAST, a.id LIMIT ?7",
        (*asked, -1 if limit is None else limit),
    )
    parts = _by_article(db, asked, [columns[0] for columns in found])
    return [
        Moved(
            id_,
            source,
            title or f"[{opening}]",
            Rate(*rates[:5]),
            Rate(*rates[5:]),
            change,
            parts.get(seq, ()),
        )
        for seq, id_, source, title, opening, change, *rates in found
    ]


def _by_article(
    db: Connection, asked: Parameters, articles: Sequence[int]
) -> dict[int, tuple[EntryChange, ...]]:
    """The entries that changed in some articles, by the article's number, largest first."""
    found = db.rows(
        "WITH moved AS (SELECT x.article, x.words AS words_before, y.words AS words_after"
        f" FROM json_each(?7) page CROSS JOIN {_BOTH} AND x.article = page.value"
        " AND x.words > 0 AND y.words > 0),"
        f" summed AS (SELECT article, entry, {_SUMS} FROM ({_PARTS}) GROUP BY article, entry)"
        f" SELECT article, entry, b, a, p FROM summed WHERE {_CHANGED}"
        " ORDER BY article, abs(p) DESC, entry",
        (*asked, as_json(articles)),
    )
    return {
        article: tuple(EntryChange(*columns[1:]) for columns in rows)
        for article, rows in groupby(found, key=itemgetter(0))
    }
