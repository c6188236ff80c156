"""Rates of groups of a lake's articles: DuckDB adds up, the formulas are those of a library."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from framing.comparing.pooled_rates import GroupSums, HeavyArticle, PooledRate, pooled_rates
from framing.errors import NotFoundError, ReadError
from framing.lake.conditions import Sql, group
from framing.lake.lake import Lake
from framing.library.grouping import WRITTEN, Period
from framing.statistics.steady_sums import Numbers

_SOUND = " AND ".join(
    f"{each} >= 0 AND {each} <= 1e300" for each in ("n", "matches", "h", "narrator_n", "narrator_h")
)
"""What holds of the figures of any scan; what is no number is above all numbers."""
_SUMS = {
    "articles": "count(*) FILTER (WHERE n > 0)",
    "words": "sum(n)",
    "words_squared": "sum(n * n)",
    "matches": "sum(matches)",
    "weight": "sum(h)",
    "rates": "coalesce(sum(1000 * h / n) FILTER (WHERE n > 0), 0)",
    "narrator_weight": "sum(narrator_h)",
    "narrator_words": "sum(narrator_n)",
    "unvoiced": "count(*) FILTER (WHERE n > 0 AND NOT voiced)",
    "characters": "count(*) FILTER (WHERE n > 0 AND unit = 'characters')",
    "holding": "count(*) FILTER (WHERE h > 0)",
    "unsound": f"count(*) FILTER (WHERE NOT coalesce({_SOUND}, false))",
}
"""What the items of a tally, which is a group, period and dimension, add up to."""
_SCORES = "unnest(CASE WHEN len(a.scores) > 0 THEN a.scores ELSE [NULL] END)"
"""The scores of an article; one of no dimension where it has none, which would leave it out."""
_OF_TALLY = "grouped, period, dimension"
_MOVED = "pow((h - t.weight / t.words * n) / nullif(t.words - n, 0), 2)"
_HEAVIEST = "min({'least': -h, 'id': id, 'words': n}, 2) FILTER (WHERE h > 0)"


def group_rates(
    lake: Lake, rules: Sequence[str], by: str = "source", over: Period | None = None
) -> list[PooledRate]:
    """The rates of every group of the selected articles, by group, period and dimension.

    `by` is as `framing.lake.conditions.group` reads it; without `over` all time is one period.
    Raises UsageError for a rule or grouping that cannot be read, ReadError for scores that no scan
    gives, and NotFoundError where a trend is asked for and no article has a date.
    """
    items = _items(lake, rules, by, over)
    sums = ", ".join(f"{sql} AS {name}" for name, sql in _SUMS.items())
    lake.run(
        f"CREATE OR REPLACE TEMP TABLE tallies AS SELECT {_OF_TALLY}, {sums}"
        f" FROM ({items.text}) GROUP BY {_OF_TALLY}",
        items.parameters,
    )
    tallies = list(lake.rows(f"SELECT {_OF_TALLY}, {', '.join(_SUMS)} FROM tallies"))
    moved = lake.rows(
        f"SELECT {_OF_TALLY}, sum({_MOVED}), {_HEAVIEST} FROM ({items.text}) i"
        f" JOIN tallies t USING ({_OF_TALLY}) WHERE n > 0 GROUP BY {_OF_TALLY}",
        items.parameters,
    )
    rates = pooled_rates(_group_sums(lake, tallies, {row[:3]: row[3:] for row in moved}))
    if over and rates and not any(each.period for each in rates):
        raise NotFoundError("no article has a date: there is no trend", file=str(lake.folder))
    return rates


def _items(lake: Lake, rules: Sequence[str], by: str, over: Period | None) -> Sql:
    """An item for each article and dimension: h is its weight and n the words of the article."""
    rows, name = lake.rows_where(rules), group(by)
    period = f"substr(a.published, 1, {WRITTEN[over]})" if over else "''"
    narrator = "coalesce([v.{} for v in {}.voices if v.voice = 'narrator'][1], 0)::DOUBLE"
    of_articles = (
        f"SELECT {name.text} AS grouped, {period} AS period, a.id, a.words::DOUBLE AS n, a.unit,"
        f" {narrator.format('words', 'a')} AS narrator_n, {_SCORES} AS s FROM {rows.sql} a"
    )
    text = (
        "SELECT grouped, period, id, n, unit, narrator_n, s.dimension AS dimension,"
        " s.matches AS matches, s.weight AS h, s.voices IS NOT NULL AS voiced,"
        f" {narrator.format('weight', 's')} AS narrator_h FROM ({of_articles})"
    )
    return Sql(text, (*name.parameters, *rows.parameters))


Heaviest = Sequence[Mapping[str, Any]] | None


def _group_sums(
    lake: Lake,
    tallies: Sequence[tuple[Any, ...]],
    moved: Mapping[tuple[Any, ...], tuple[float | None, Heaviest]],
) -> GroupSums:
    if any(None in row[:3] for row in tallies):
        raise _unsound(lake)
    tallies = sorted(tallies)
    if not _is_even(tallies, lake.dimensions()):
        raise _unsound(lake)
    names, sums = [row[:3] for row in tallies], [row[3:] for row in tallies]
    columns = dict(zip(_SUMS, np.array(sums, float).reshape(-1, len(_SUMS)).T, strict=True))
    holding = columns.pop("holding")
    if columns.pop("unsound").any():
        raise _unsound(lake)
    source, period, dimension = ([row[at] for row in names] for at in range(3))
    found = [moved.get(row, (None, None)) for row in names]
    return GroupSums(
        source,
        period,
        dimension,
        copies=np.zeros(len(names)),
        moved_squared=np.array([each[0] for each in found], float),
        held=_held(dimension, holding, columns["weight"]),
        heaviest=[list(_heaviest(each[1])) for each in found],
        **columns,
    )


def _is_even(tallies: Sequence[tuple[Any, ...]], dimensions: Sequence[str]) -> bool:
    """Whether each group has each dimension, and in each the same articles and words: an article
    that lacks one, or has it twice, would be left out of a rate or count twice."""
    size = len(dimensions)
    parts = [tallies[at : at + size] for at in range(0, len(tallies), size)] if size else []
    return [row[2] for row in tallies] == sorted(dimensions) * len(parts) and all(
        len({row[3:6] for row in part}) == 1 for part in parts
    )


def _unsound(lake: Lake) -> ReadError:
    hint = "score its articles again"
    return ReadError("holds scores that no scan gives", file=str(lake.folder), hint=hint)


def _held(dimension: Sequence[str], holding: Numbers, weight: Numbers) -> Numbers:
    """Of each tally, the mean weight of the articles that hold its dimension; 1 where none does."""
    sums: dict[str, Numbers] = defaultdict(lambda: np.zeros(2))
    for name, *own in zip(dimension, holding, weight, strict=True):
        sums[name] += own
    return np.array([sums[name][1] / sums[name][0] if sums[name][0] else 1.0 for name in dimension])


def _heaviest(found: Heaviest) -> Iterator[HeavyArticle]:
    for each in found or ():
        yield HeavyArticle(-each["least"], each["id"], int(each["words"]))
