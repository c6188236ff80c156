"""Rates of groups of a lake are those of a library of the same articles."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from framing.comparing.pooled_rates import PooledRate
from framing.comparing.source_rates import source_rates
from framing.errors import NotFoundError, UsageError
from framing.lake import Lake
from framing.lake.group_rates import group_rates
from framing.library import Library, Period, Selection
from tests.lake.world import lake_of, news, rows, same

NAMES = [each.name for each in fields(PooledRate)]


@pytest.mark.parametrize(
    ("by", "over", "rules"),
    [
        ("source", None, ()),
        ("source", "month", ("published>=2021-02", "source~d")),
        ("source,year", None, ()),
        ("meta.desk", "year", ("words>30",)),
        ("publisher", "year", ()),
        ("author,language", None, ("published!=2021",)),
        ("unit,month", None, ("published=",)),
    ],
)
def test_rates_are_those_of_a_library(
    lake: Lake, library: Library, by: str, over: Period | None, rules: tuple[str, ...]
) -> None:
    ids = library.sets.select(Selection(rules))
    asked = source_rates(library.scores.figures(by, over=over).chosen(ids))
    found = group_rates(lake, rules, by, over)
    assert len(found) == len(asked) > 0
    for one, other in zip(found, asked, strict=True):
        for name in NAMES:
            assert same(getattr(one, name), getattr(other, name)), (name, one, other)


def test_an_article_in_two_shards_counts_once(tmp_path: Path) -> None:
    own = rows(30)
    files = [news(tmp_path / "a.jsonl", own), news(tmp_path / "b.jsonl", own[10:] + rows(5, 8))]
    with Lake(lake_of(tmp_path / "lake", files, parts=2)) as lake:
        assert lake.articles == lake.count(lake.rows_where(())) == 35
        found = group_rates(lake, ())
    once = news(tmp_path / "once.jsonl", own + rows(5, 8))
    with Lake(lake_of(tmp_path / "other", [once])) as lake:
        for one, other in zip(found, group_rates(lake, ()), strict=True):
            assert all(same(getattr(one, name), getattr(other, name)) for name in NAMES)


def test_no_date_is_no_trend_and_sets_are_none(lake: Lake) -> None:
    with pytest.raises(NotFoundError, match="no article has a date"):
        group_rates(lake, ("published=",), over="year")
    with pytest.raises(UsageError, match="a lake has no sets"):
        group_rates(lake, (), "source,set")
    with pytest.raises(UsageError, match="not put together by"):
        group_rates(lake, (), "title")
