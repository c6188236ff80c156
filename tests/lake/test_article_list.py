"""The list of a lake has the articles and rates of a library's list, in its orders."""

from __future__ import annotations

from pathlib import Path

import pytest

from framing.lake import Lake
from framing.lake.article_list import listed
from framing.library import Library
from tests.command import Run
from tests.lake.world import lake_of, news, rows

ORDERS = ["source", "title", "published", "words", "id", "risk", "state_support"]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ORDERS)
def test_orders_and_rates(lake: Lake, library: Library, sort: str, descending: bool) -> None:
    found = list(listed(lake, lake.rows_where(()), sort, descending=descending, limit=150))
    order = sort if sort in ORDERS[:5] else f"dimension:{sort}"
    asked = library.articles.listing("", order, descending, 150)
    assert [each.stored.article.id for each in found] == [each.id for each in asked]
    assert [each.rates for each in found] == [each.rates for each in asked]
    stored = {each.article.id: each for each in library.articles.read()}
    assert all(each.stored == stored[each.stored.article.id] for each in found)


def test_a_lake_without_texts_lists_titles(tmp_path: Path, framing: Run) -> None:
    own = [each | {"title": "A <b>\x1b[31mtitle"} for each in rows(6)]
    folder = lake_of(tmp_path / "lake", [news(tmp_path / "a.jsonl", own)], texts=False)
    shown = framing("lake", "articles", folder)
    assert (shown.code, "\x1b" in shown.out) == (0, False)
    assert all(
        each["text_sha256"] is None for each in framing("lake", "articles", folder, "--json").rows
    )
