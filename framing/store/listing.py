"""The article list: filtered, in one of a few orders, a page at a time.

A page costs about as much as its own rows: every order is an index that also holds the ties.
Articles without the value that is sorted by come last, whichever way the order runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from framing.errors import NotFoundError
from framing.store import current, search
from framing.store.connection import Connection
from framing.store.records import Rate, Row

_FEW = 2000
"""So many found articles are looked up one by one; among more, the order's index is walked."""

_TITLE = "a.title COLLATE NOCASE"
_SOURCE = "a.source COLLATE NOCASE"
_TIES = (_SOURCE, _TITLE, "a.id")
_FOUND = f"{search.FOUND} f CROSS JOIN articles a ON a.seq = f.seq"


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list as SQL over `articles a`."""

    key: str
    walk: str
    """The articles that have the value, read in this order."""
    present: str = "1"
    """The condition of having it."""
    absent: str = "0"
    rest: str = ""
    """The articles without the value, read in the order of the ties; empty: as `walk`."""
    pick: str = _FOUND
    """The articles found last, read one by one."""
    parameters: tuple[object, ...] = ()


SORTS: dict[str, Sort] = {
    "source": Sort(_SOURCE, "articles a INDEXED BY articles_by_source"),
    "title": Sort(
        _TITLE, "articles a INDEXED BY articles_by_title", f"{_TITLE} > ''", f"{_TITLE} = ''"
    ),
    "published": Sort(
        "a.published",
        "articles a INDEXED BY articles_by_published",
        "a.published > ''",
        "a.published = ''",
    ),
    "words": Sort("a.words", "articles a INDEXED BY articles_by_words"),
    "id": Sort("a.id", "articles a"),
}
"""The orders that every library has; `dimension:NAME` sorts by the rate of a dimension."""

_PREFIX = "dimension:"
_RATED = (
    "s.lexicon = ? AND s.dimension = ? AND s.scorer_version = ? AND s.rate_per_1000 IS NOT NULL"
)


def _by_rate(lexicon: int, dimension: str, scorer_version: str) -> Sort:
    """The order by the rate of a dimension."""
    with_article = "CROSS JOIN articles a INDEXED BY articles_brief ON a.seq = s.article"
    return Sort(
        key="s.rate_per_1000",
        walk=f"scores s INDEXED BY scores_by_rate {with_article}",
        present=_RATED,
        absent=f"NOT EXISTS (SELECT 1 FROM scores s WHERE s.article = a.seq AND {_RATED})",
        rest="articles a INDEXED BY articles_by_source",
        pick=f"{search.FOUND} f CROSS JOIN scores s ON s.article = f.seq {with_article}",
        parameters=(lexicon, dimension, scorer_version),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """The articles that have the value sorted by, or those that lack it."""

    tables: str
    where: str
    parameters: tuple[object, ...]

    def count(self, db: Connection) -> int:
        sql = f"SELECT count(*) FROM {self.tables} WHERE {self.where}"
        return int(db.value(sql, self.parameters))

    def page(
        self, db: Connection, order: Sequence[str], limit: int | None, offset: int
    ) -> list[int]:
        sql = (
            f"SELECT a.seq FROM {self.tables} WHERE {self.where}"
            f" ORDER BY {', '.join(order)} LIMIT ? OFFSET ?"
        )
        bounds = (-1 if limit is None else limit, offset)
        return [seq for (seq,) in db.rows(sql, (*self.parameters, *bounds))]


def count(db: Connection, query: str) -> int:
    """How many articles the query finds; all for an empty one."""
    found = search.find(db, query)
    return int(db.value("SELECT count(*) FROM articles")) if found is None else found


def listing(
    db: Connection, query: str, sort: str, descending: bool, limit: int | None, offset: int
) -> list[Row]:
    """One page of the list. Raises NotFoundError for an order that there is not."""
    order = _order(db, sort)
    found = search.find(db, query)
    few = found is not None and found <= _FEW
    among = "" if found is None else f" AND a.seq IN {search.FOUND}"
    present = _Part(order.pick if few else order.walk, order.present + among, order.parameters)
    absent = _Part(
        _FOUND if few else order.rest or order.walk, order.absent + among, order.parameters
    )
    key = f"{order.key} {'DESC' if descending else 'ASC'}"
    # Named twice, a column would keep SQLite from reading an index in its own order.
    page = present.page(db, [key, *(tie for tie in _TIES if tie != order.key)], limit, offset)
    if order.absent != "0" and len(page) != limit:
        before = present.count(db)
        if before < count(db, query):
            left = None if limit is None else limit - len(page)
            page += absent.page(db, _TIES, left, max(0, offset - before))
    return _rows(db, page)


def _order(db: Connection, sort: str) -> Sort:
    if sort in SORTS:
        return SORTS[sort]
    version = current.scorer_version(db)
    rated = {f"{_PREFIX}{info.name}": (seq, info.name) for seq, info in current.dimensions(db)}
    if sort not in rated:
        names = ", ".join([*SORTS, *rated])
        raise NotFoundError(f"there is no order {sort!r}", hint=f"use one of {names}")
    return _by_rate(*rated[sort], version)


def _rows(db: Connection, page: Sequence[int]) -> list[Row]:
    """The rows of a page, in its order."""
    numbers = current.as_json(page)
    rates = _rates(db, numbers)
    found = db.rows(
        "SELECT a.seq, a.id, a.source, a.publisher, a.title, a.opening, a.published, a.words,"
        " a.unit FROM json_each(?) page CROSS JOIN articles a ON a.seq = page.value"
        " ORDER BY page.key",
        (numbers,),
    )
    return [
        Row(
            id=article_id,
            source=source,
            publisher=publisher,
            title=title,
            label=title or f"[{opening}]",
            published=published,
            words=words,
            unit=unit,
            rates=rates.get(seq, {}),
        )
        for seq, article_id, source, publisher, title, opening, published, words, unit in found
    ]


def _rates(db: Connection, numbers: str) -> dict[int, dict[str, Rate]]:
    """The current figures of some articles, by their number and the dimension."""
    found = db.rows(
        "SELECT s.article, s.dimension, s.rate_per_1000, s.low, s.high, s.interval, s.matches"
        " FROM json_each(?) page CROSS JOIN scores s ON s.article = page.value"
        f" AND {current.BY_SELECTION}",
        (numbers, *current.current(db).parameters),
    )
    by_article: dict[int, dict[str, Rate]] = {}
    for article, dimension, *figures in found:
        by_article.setdefault(article, {})[dimension] = Rate(*figures)
    names = [info.name for _, info in current.dimensions(db)]
    return {
        article: {name: rates[name] for name in names if name in rates}
        for article, rates in by_article.items()
    }
