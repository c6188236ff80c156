"""The list of a lake's articles with their rates, in the orders that the list of a library has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from framing.articles.hashes import text_sha256
from framing.errors import ReadError
from framing.lake.conditions import Sql, folded
from framing.lake.lake import Lake, Rows
from framing.library import Rate, StoredArticle
from framing.model import Article, Exclusion, Interval

_LARGEST = 1e300
_FIELDS = ("id", "source", "publisher", "title", "published", "url", "author", "language")
_COUNTS = ("words", "excluded_words", "sentences")
_COLUMNS = (*_FIELDS, "text", "excluded", "meta", *_COUNTS, "unit")
_FIGURES = ("rate_per_1000", "low", "high", "interval", "matches")
_SOURCE, _TITLE = folded("a.source"), folded("a.title")
_TIES = (_SOURCE, _TITLE, "a.id")
_KEYS = {
    "source": (_SOURCE,),
    "title": ("a.title = ''", _TITLE),
    "published": ("a.published = ''", "a.published"),
    "words": ("a.words",),
    "id": ("a.id",),
}
"""What is sorted by before the ties; where there are two, the first keeps the empty ones last."""


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article in the list; its text is empty where the lake has none."""

    stored: StoredArticle
    """Without a text the hash of the text is empty."""
    rates: Mapping[str, Rate]
    """By dimension, in the order of the scan."""


def listed(
    lake: Lake, rows: Rows, sort: str, *, descending: bool, limit: int
) -> Iterator[ListedArticle]:
    """The first articles in the order `source`, `title`, `published`, `words`, `id` or that of a
    dimension's rates; ties by source, title, id; articles without the value last.

    Raises ReadError for scores that no scan gives.
    """
    names = lake.dimensions()
    order = _order(sort, descending=descending)
    figures = ", ".join(f"'{name}': s.{name}" for name in ("dimension", *_FIGURES))
    scores = f"[{{{figures}}} for s in a.scores]"
    columns = Sql(", ".join([*(f"a.{name}" for name in _COLUMNS), scores]))
    ending = f"ORDER BY {order.text} LIMIT ?"
    for row in lake.select(columns, rows, ending, (*order.parameters, limit)):
        try:
            yield _listed(row, names)
        except (TypeError, ValueError) as error:
            hint = "score its articles again"
            what = f"holds an article that no scan gives: {error}"
            raise ReadError(what, file=str(lake.folder), hint=hint) from error


def _order(sort: str, *, descending: bool) -> Sql:
    direction = "DESC" if descending else "ASC"
    if sort not in _KEYS:
        rate = "[s.rate_per_1000 for s in a.scores if s.dimension = ?][1]"
        return Sql(f"{rate} {direction} NULLS LAST, {', '.join(_TIES)}", (sort,))
    *last, key = _KEYS[sort]
    ties = (each for each in _TIES if each != key)
    return Sql(", ".join([*last, f"{key} {direction}", *ties]))


def _listed(row: Sequence[Any], dimensions: Sequence[str]) -> ListedArticle:
    """The article of a row. Raises TypeError or ValueError for one that no scan gives."""
    named = dict(zip(_COLUMNS, row, strict=False))
    text = named["text"] or ""
    texts = [text, *(named[name] for name in (*_FIELDS, "unit")), *named["meta"].values()]
    if not all(isinstance(each, str) for each in texts):
        raise TypeError("a text is missing")
    if min(named[name] for name in _COUNTS) < 0:
        raise ValueError("a count is below 0")
    article = Article(
        text=text,
        excluded=tuple(Exclusion(**each) for each in named["excluded"]),
        meta=named["meta"],
        **{name: named[name] for name in _FIELDS},
    )
    hashed = text_sha256(text) if named["text"] else ""
    words, excluded_words, sentences = (named[name] for name in _COUNTS)
    stored = StoredArticle(article, words, excluded_words, sentences, named["unit"], hashed)
    if [each.pop("dimension") for each in row[-1]] != [*dimensions]:
        raise ValueError("its dimensions are others than those of the lake")
    rates = dict(zip(dimensions, map(_rate, row[-1]), strict=True))
    return ListedArticle(stored, rates)


def _rate(plain: Mapping[str, Any]) -> Rate:
    """A rate. Raises TypeError or ValueError for one that no scan gives."""
    found = Rate(**plain)
    figures = (found.rate_per_1000, found.low, found.high, found.matches)
    if found.interval not in get_args(Interval) or not all(
        each is None or 0 <= each <= _LARGEST for each in figures
    ):
        raise ValueError("a rate is out of range")
    return found
