"""The orders of the article list: which index is walked for each, and how an order falls in parts.

Articles without the value that is sorted by come last, whichever way the order runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.errors import NotFoundError
from framing.library import current_scores
from framing.library.connection import Connection
from framing.library.search import FOUND

_TITLE = "a.title COLLATE NOCASE"
_SOURCE = "a.source COLLATE NOCASE"
TIES = (_SOURCE, _TITLE, "a.id")
"""What decides between articles of the same value."""
_BY_SOURCE = "articles a INDEXED BY articles_by_source"
_FOUND = f"{FOUND} f CROSS JOIN articles a ON a.seq = f.seq"


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that stand together in an order, as SQL over `articles a`."""

    walk: str
    """Tables that are read in the part's own order."""
    where: str = "1"
    key: str = ""
    """What the part is sorted by before the ties; empty: by the ties only."""
    pick: str = _FOUND
    """Tables that are read for the articles found last, one by one."""
    size: str = ""
    """Tables that all of the part can be counted in quicker; empty: as `walk`."""
    parameters: tuple[object, ...] = ()
    silent_in: tuple[int, str, str] | None = None
    """Lexicon, dimension and scorer version where all of it are the articles of the rate 0."""


@dataclass(frozen=True, slots=True)
class Sort:
    """An order of the list."""

    present: tuple[Part, ...]
    """The parts with the value that is sorted by, the lowest first."""
    absent: tuple[Part, ...] = ()
    """The part without it."""

    def parts(self, descending: bool) -> tuple[Part, ...]:
        """The parts in their order."""
        return (*(reversed(self.present) if descending else self.present), *self.absent)


def _by_text(key: str, index: str) -> Sort:
    """The order by a text that may be empty."""
    walk = f"articles a INDEXED BY {index}"
    return Sort((Part(walk, f"{key} > ''", key),), (Part(walk, f"{key} = ''"),))


SORTS: dict[str, Sort] = {
    "source": Sort((Part(_BY_SOURCE, key=_SOURCE),)),
    "title": _by_text(_TITLE, "articles_by_title"),
    "published": _by_text("a.published", "articles_by_published"),
    "words": Sort((Part("articles a INDEXED BY articles_by_words", key="a.words"),)),
    "id": Sort((Part("articles a", key="a.id"),)),
}
"""The orders that every library has; `dimension:NAME` sorts by the rate of a dimension."""

_PREFIX = "dimension:"


def _by_rate(*of: *tuple[int, str, str]) -> Sort:
    """The order by the rate of a dimension, given lexicon, dimension and scorer version.

    Half of the articles may have the rate 0: for them the index of the ties is walked.
    """
    score = "s.lexicon = ? AND s.dimension = ? AND s.scorer_version = ?"
    brief = "CROSS JOIN articles a INDEXED BY articles_brief ON a.seq = s.article"
    rates = "scores s INDEXED BY scores_by_rate"
    found = f"{FOUND} f CROSS JOIN scores s ON s.article = f.seq {brief}"
    zero = Part(
        walk=f"{_BY_SOURCE} CROSS JOIN scores s ON s.article = a.seq",
        where=f"{score} AND s.rate_per_1000 = 0",
        pick=found,
        size=rates,
        parameters=of,
        silent_in=of,
    )
    more = Part(
        walk=f"{rates} {brief}",
        where=f"{score} AND s.rate_per_1000 > 0",
        key="s.rate_per_1000",
        pick=found,
        size=rates,
        parameters=of,
    )
    rated = (
        f"SELECT 1 FROM scores s WHERE s.article = a.seq AND {score}"
        " AND s.rate_per_1000 IS NOT NULL"
    )
    absent = Part(_BY_SOURCE, f"NOT EXISTS ({rated})", parameters=of)
    return Sort((zero, more), (absent,))


def order_of(db: Connection, sort: str) -> Sort:
    """The order of a name. Raises NotFoundError for one that there is not."""
    if sort in SORTS:
        return SORTS[sort]
    version = current_scores.scorer_version(db)
    rated = {
        f"{_PREFIX}{info.name}": (seq, info.name) for seq, info in current_scores.dimensions(db)
    }
    if sort not in rated:
        names = ", ".join([*SORTS, *rated])
        raise NotFoundError(f"there is no order {sort!r}", hint=f"use one of {names}")
    return _by_rate(*rated[sort], version)
