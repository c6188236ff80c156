"""The article list: filtered, in one of a few orders, a page at a time.

A page costs about as much as its own rows: every order is an index that also holds the ties. What
stands before a page far down is counted where it takes least: in the index of the rates without
the articles, or by the sums of each source.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from framing.library import block_sums, current_scores, figure_blocks, search
from framing.library.connection import Connection
from framing.library.list_orders import TIES, Part, order_of
from framing.library.records import Rate, Row
from framing.library.stored_forms import as_json

_FEW = 2000
"""So many found articles are looked up one by one; among more, the order's index is walked."""
_FAR = 1000
"""Articles before a page that are walked over in any case."""


def total(db: Connection, found: int | None) -> int:
    """How many articles were found; all where nothing was looked for."""
    return int(db.value("SELECT count(*) FROM articles")) if found is None else found


def page(
    db: Connection, found: int | None, sort: str, descending: bool, limit: int | None, offset: int
) -> list[int]:
    """The numbers of the articles on one page of the list, of those found last if any were.

    Raises NotFoundError for an order that there is not.
    """
    parts = order_of(db, sort).parts(descending)
    most = total(db, found)
    numbers: list[int] = []
    before = 0
    for part in parts:
        if len(numbers) == limit or before >= most:
            break
        skipped = max(0, offset - before)
        if not skipped or skipped < _size(db, part, found):
            left = None if limit is None else limit - len(numbers)
            numbers += _numbers(db, part, found, descending, left, skipped)
        if part is not parts[-1] and len(numbers) != limit:
            before += _size(db, part, found)
    return numbers


def _tables(part: Part, found: int | None, tables: str) -> str:
    """The tables to read, with the conditions of the part and the filter."""
    if found is None:
        return f"{tables} WHERE {part.where}"
    if found <= _FEW:
        return f"{part.pick} WHERE {part.where}"
    return f"{tables} WHERE {part.where} AND a.seq IN {search.FOUND}"


def _size(db: Connection, part: Part, found: int | None) -> int:
    tables = _tables(part, found, part.size if part.size and found is None else part.walk)
    return int(db.value(f"SELECT count(*) FROM {tables}", part.parameters))


def _numbers(
    db: Connection,
    part: Part,
    found: int | None,
    descending: bool,
    limit: int | None,
    offset: int,
) -> list[int]:
    # Named twice, a column would keep SQLite from reading an index in its own order.
    order = [tie for tie in TIES if tie != part.key]
    if part.key:
        order.insert(0, f"{part.key} {'DESC' if descending else 'ASC'}")
    start = _start(db, part, found, descending, offset)
    rows = db.rows(
        f"SELECT a.seq FROM {_tables(part, found, part.walk)} AND {start.where}"
        f" ORDER BY {', '.join(order)} LIMIT ? OFFSET ?",
        (*part.parameters, *start.parameters, -1 if limit is None else limit, start.offset),
    )
    return [seq for (seq,) in rows]


class _Start(NamedTuple):
    """Where in a part a page begins."""

    offset: int
    """Articles to walk over, of those for which the condition holds."""
    where: str = "1"
    parameters: tuple[object, ...] = ()


def _start(db: Connection, part: Part, found: int | None, descending: bool, offset: int) -> _Start:
    """The way to a page that walks over the fewest articles."""
    if offset < _FAR or (found is not None and found <= _FEW):
        return _Start(offset)
    if part.key and (part.size or descending):
        return _by_value(db, part, found, descending, offset)
    if part.silent_in and found is None and not figure_blocks.missing(db):
        return _by_source(db, part.silent_in, offset)
    return _Start(offset)


def _by_value(
    db: Connection, part: Part, found: int | None, descending: bool, offset: int
) -> _Start:
    """From the first article of the value that the page begins with, which is told by the index
    alone; an index that runs upwards has the ties in their order in no other way."""
    article = "s.article" if part.size else "a.seq"
    chosen = "1" if found is None else f"{article} IN {search.FOUND}"
    tables = f"{part.size or part.walk} WHERE {part.where} AND {chosen}"
    way, before, after = ("DESC", ">", "<=") if descending else ("ASC", "<", ">=")
    value = db.row(
        f"SELECT {part.key} FROM {tables} ORDER BY {part.key} {way} LIMIT 1 OFFSET ?",
        (*part.parameters, offset),
    )
    if value is None:
        return _Start(offset)
    sql = f"SELECT count(*) FROM {tables} AND {part.key} {before} ?"
    passed = db.value(sql, (*part.parameters, *value))
    return _Start(offset - passed, f"{part.key} {after} ?", value)


def _by_source(db: Connection, silent_in: tuple[int, str, str], offset: int) -> _Start:
    """From the first article of the source that the page begins in."""
    passed = 0
    for source, silent in block_sums.silent_by_source(db, *silent_in):
        if passed + silent > offset:
            return _Start(offset - passed, "a.source COLLATE NOCASE >= ?", (source,))
        passed += silent
    return _Start(offset)


def rows(db: Connection, page: Sequence[int]) -> list[Row]:
    """What the list shows of the articles of a page, in its order."""
    numbers = as_json(page)
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
        f" AND {current_scores.BY_SELECTION}",
        (numbers, *current_scores.current(db).parameters),
    )
    by_article: dict[int, dict[str, Rate]] = {}
    for article, dimension, *figures in found:
        db.check((*figures[:3], figures[4]), f"a score in {dimension}")
        by_article.setdefault(article, {})[dimension] = Rate(*figures)
    names = [info.name for _, info in current_scores.dimensions(db)]
    return {
        article: {name: rates[name] for name in names if name in rates}
        for article, rates in by_article.items()
    }
