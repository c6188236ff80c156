"""What articles are put together by: fields, parts of the date, metadata, sets, two crossed."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest

from framing.errors import UsageError
from framing.library import Library, Selection
from framing.matching import Scanner
from framing.model import Article
from tests.library_world import RISK

ARTICLES = (
    Article("a" * 16, "Risk.", source="D", published="2020-01-31", meta={"the desk": "News"}),
    Article("b" * 16, "Risk.", source="D", published="2020-02-01", meta={"the desk": "Sport"}),
    Article("c" * 16, "Risk.", source="G", published="2021-02-01", author="Ann"),
    Article("d" * 16, "Risk.", source="G"),
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Four articles; b and c are in the set x, c in y as well."""
    opened = Library(tmp_path / "l.db", create=True).open()
    run = opened.runs.begin("import", [RISK], {})
    opened.runs.add(run, "t", Scanner([RISK]).rate(ARTICLES))
    opened.runs.finish(run)
    opened.sets.add("x", Selection(ids=("b" * 16, "c" * 16)))
    opened.sets.add("y", Selection(ids=("c" * 16,)))
    return opened


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("source", {"D": "ab", "G": "cd"}),
        ("year", {"2020": "ab", "2021": "c", "": "d"}),
        ("month", {"2020-01": "a", "2020-02": "b", "2021-02": "c", "": "d"}),
        ("author", {"Ann": "c", "": "abd"}),
        ("meta.the desk", {"News": "a", "Sport": "b", "": "cd"}),
        ("set", {"x": "bc", "y": "c"}),
        ("source,year", {"D × 2020": "ab", "G × 2021": "c", "G × ": "d"}),
        ("meta.the desk, set", {"Sport × x": "b", " × x": "c", " × y": "c"}),
    ],
)
def test_every_way_to_group(library: Library, by: str, groups: dict[str, str]) -> None:
    assert library.articles.groups(by) == {name: len(ids) for name, ids in groups.items()}
    found: dict[str, str] = {}
    for each in sorted(library.scores.figures(by), key=attrgetter("article_id")):
        found[each.group] = found.get(each.group, "") + each.article_id[0]
    assert found == groups
    for name, ids in groups.items():
        assert [each[0] for each in library.articles.ids(name, by)] == list(ids)


@pytest.mark.parametrize(
    "by", ["text", "source,year,month", "source,source", "", "meta", "meta.\udcff"]
)
def test_what_is_no_grouping_is_said(library: Library, by: str) -> None:
    with pytest.raises(UsageError, match=r"grouping|put together"):
        library.articles.groups(by)
