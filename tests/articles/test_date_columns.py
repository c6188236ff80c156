"""The dates of one file: read in one order, which the whole column or the user tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles.date_columns import DateColumn, merged
from framing.model import Draft


def read(dates: Sequence[str], asked: str = "") -> tuple[list[str], list[str]]:
    """The days of a column from line 2 on, and what is said of them."""
    column = DateColumn("t.csv", asked)
    drafts = [Draft("text", "t.csv", line, published=each) for line, each in enumerate(dates, 2)]
    assert list(column.seen(drafts)) == drafts
    dated = map(column.order().dated, drafts)
    return [each.published for each in dated], list(map(str, column.notes()))


TWO_DAYS = "could be two days"
SAY = "(import again with --date-order dmy, mdy or ymd)"


class TestOrder:
    @pytest.mark.parametrize(
        ("proof", "iso"),
        [("13/04/2025", "2025-04-03"), ("04/13/2025", "2025-03-04"), ("4-13-2025", "2025-03-04")],
    )
    def test_one_date_proves_the_order_of_all(self, proof: str, iso: str) -> None:
        days, said = read(["03/04/2025", proof, "2025-01-01", "", "04/04/2025"])
        assert (days[0], days[2:]) == (iso, ["2025-01-01", "", "2025-04-04"])
        assert said == []

    def test_without_a_proof_nothing_is_guessed(self) -> None:
        days, said = read(["2025-01-01", "03/04/2025", "05/05/2025", "01/02/2025 10:00"])
        assert days == ["2025-01-01", "", "2025-05-05", ""]
        assert said == [
            f"t.csv:3: published: “03/04/2025” {TWO_DAYS}; 2 such dates are left empty {SAY}"
        ]

    @pytest.mark.parametrize(("asked", "iso"), [("dmy", "2025-04-03"), ("mdy", "2025-03-04")])
    def test_the_user_says_the_order(self, asked: str, iso: str) -> None:
        assert read(["03/04/2025", "03.04.2025"], asked) == ([iso, iso], [])

    def test_two_orders_in_one_column_are_told_with_their_numbers(self) -> None:
        days, said = read(["13/04/2025", "04/13/2025", "14/04/2025", "03/04/2025"])
        assert days == ["2025-04-13", "2025-04-13", "2025-04-14", ""]
        assert said == [
            "t.csv:2: published: the dates have no one order: 2 dates day first as “13/04/2025” on"
            " line 2, 1 date month first as “04/13/2025” on line 3",
            f"t.csv:5: published: “03/04/2025” {TWO_DAYS}; it is left empty {SAY}",
        ]

    def test_a_date_that_does_not_follow_the_user_is_told(self) -> None:
        days, said = read(["13/04/2025", "03/04/2025"], "mdy")
        assert days == ["2025-04-13", "2025-03-04"]
        assert said == [
            "t.csv:2: published: “13/04/2025” is not in the order of --date-order; it is read in"
            " the one that fits"
        ]

    def test_dots_have_the_day_first_whatever_slashes_have(self) -> None:
        assert read(["03.04.2025", "04/13/2025", "03/04/2025"]) == (
            ["2025-04-03", "2025-04-13", "2025-03-04"],
            [],
        )

    def test_dots_that_prove_another_order_have_it(self) -> None:
        assert read(["03.04.2025", "04.13.2025"])[0] == ["2025-03-04", "2025-04-13"]

    @pytest.mark.parametrize(
        ("dates", "days"),
        [
            (["25/02/03", "99/12/31"], ["2025-02-03", "1999-12-31"]),
            (["25/02/03", "25/02/2003"], ["2003-02-25", "2003-02-25"]),
            (["25/02/03", "5/2/03"], ["2003-02-25", "2003-02-05"]),
            (["01/02/03", "25/02/03"], ["", ""]),
        ],
    )
    def test_two_digits_may_be_the_year_or_the_day(self, dates: list[str], days: list[str]) -> None:
        assert read(dates)[0] == days

    def test_years_of_two_digits_stand_where_the_user_says(self) -> None:
        assert read(["01/02/03"], "ymd") == (["2001-02-03"], [])

    @given(
        st.lists(st.dates(date(1970, 1, 1), date(2068, 12, 31)), min_size=1),
        st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%y", "%y/%m/%d", "%d.%m.%Y", "%m/%d/%y"]),
    )
    def test_a_column_in_one_order_is_never_misread(self, days: list[date], form: str) -> None:
        found, said = read([day.strftime(form) for day in days])
        true = [day.isoformat() for day in days]
        assert all(each in ("", day) for each, day in zip(found, true, strict=True))
        assert ("" in found) == any(TWO_DAYS in each for each in said)


class TestFaults:
    def test_a_date_that_is_none_leaves_its_field_empty_and_is_told_once(self) -> None:
        days, said = read(["3 mars 2025", "soon", "31/02/2025", "9" * 10_000, "n/a"])
        assert days == ["2025-03-03", "", "", "", ""]
        assert said == [
            "t.csv:3: published: “soon” is no date; 3 such dates are left empty (write 2025-01-29)"
        ]

    def test_a_date_without_a_day_is_told(self) -> None:
        assert read(["2025-02", "mars 2025"])[1] == [
            "t.csv:2: published: “2025-02” names no day; 2 such dates are left empty"
            " (write 2025-01-29)"
        ]

    def test_what_was_given_is_kept(self) -> None:
        column = DateColumn("t.csv")
        draft = Draft("text", "t.csv", published="soon", meta={"a": "b"})
        assert column.order().dated(draft).meta == {"a": "b", "published": "soon"}

    def test_a_long_date_is_shown_in_part(self) -> None:
        assert len(read(["9" * 10_000])[1][0]) < 200

    def test_faults_of_files_of_one_article_are_told_together(self) -> None:
        notes = []
        for name in ("a.md", "b.md", "c.md"):
            column = DateColumn(name)
            column.add("soon", 0)
            notes += column.notes()
        column = DateColumn("t.csv")
        for line, day in enumerate(["13/04/2025", "04/13/2025", "13.04.2025", "04.13.2025"], 2):
            column.add(day, line)
        *others, note = merged([*notes, *column.notes()])
        assert others == column.notes()
        assert str(note) == (
            "a.md: published: “soon” is no date; 3 such dates are left empty (write 2025-01-29)"
        )
