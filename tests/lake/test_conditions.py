"""Rules select from a lake what they select from a library of the same articles."""

from __future__ import annotations

import pytest

from framing.errors import UsageError
from framing.lake import Lake
from framing.lake.conditions import Sql
from framing.library import Library, Selection

RULES = [
    "source=the daily",
    "source!=The Daily",
    "source~ÆTHER",
    "source~æther",
    "source=L’Écho",
    "author=öZIL",
    "author=ÖZIL OR author=ann",
    "author=",
    "title~ärger",
    "title~'; DROP TABLE articles; --",
    "title~%",
    "title=",
    "title!~Titel",
    "published=",
    "published!=",
    "published=2021",
    "published!=2021-01",
    "published<2021-11",
    "published<=2021-01-31",
    "published>2021",
    "published>=2021-11-02 OR published=",
    "published<2019 OR words<20",
    "words<20",
    "words>=20.5",
    "words!=12",
    "sentences=3",
    "words=1e400",
    "meta.desk=sport",
    "meta.desk>5",
    "meta.desk<5",
    "meta.desk=",
    "meta.no such name=",
    "meta.it's~x",
    "unit=words",
    "language!=en",
    "id~a",
    "url=",
]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_selects_the_same(lake: Lake, library: Library, rule: str) -> None:
    rows = lake.rows_where((rule,))
    found = sorted(id_ for (id_,) in lake.select(Sql("a.id"), rows))
    assert found == library.sets.select(Selection((rule,)))


def test_all_rules_hold_together(lake: Lake, library: Library) -> None:
    rules = ("published>=2021", "words>20", "source!=Gazette")
    found = sorted(id_ for (id_,) in lake.select(Sql("a.id"), lake.rows_where(rules)))
    assert found == library.sets.select(Selection(rules)) != []


@pytest.mark.parametrize(
    ("rules", "years"),
    [
        ((), {"2019", "2021", "2024", "unknown"}),
        (("published>=2021",), {"2021", "2024"}),
        (("published>2021-05",), {"2021", "2024"}),
        (("published<2021-05",), {"2019", "2021"}),
        (("published=2024-02-29",), {"2024"}),
        (("published=",), {"unknown"}),
        (("published!=",), {"2019", "2021", "2024"}),
        (("published=2019 OR published=",), {"2019", "unknown"}),
        (("published=2019 OR words>1",), {"2019", "2021", "2024", "unknown"}),
        (("published>=2021", "published<2022"), {"2021"}),
        (("published=1850",), set()),
    ],
)
def test_files_of_other_years_are_not_read(
    lake: Lake, rules: tuple[str, ...], years: set[str]
) -> None:
    files = lake.rows_where(rules).files
    assert {each.partition("/")[0] for each in files} == {f"year={each}" for each in years}


@pytest.mark.parametrize("rule", ["story=3", "family=", "crisis", '"a threat"'])
def test_what_only_a_library_knows_is_refused(lake: Lake, rule: str) -> None:
    with pytest.raises(UsageError, match="framing lake take"):
        lake.rows_where((rule,))


def test_a_rule_that_cannot_be_is_refused_as_in_a_library(lake: Lake) -> None:
    for rule, what in (
        ("words~3", "is a number"),
        ("colour=red", "no field"),
        ("published=x", "no date"),
    ):
        with pytest.raises(UsageError, match=what):
            lake.rows_where((rule,))
