"""Dates in the forms that people and programs write."""

from __future__ import annotations

import pytest

from framing.articles.dates import find_dates, parse_date


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2025-01-29", "2025-01-29"),
        ("2025/1/9", "2025-01-09"),
        ("20250129", "2025-01-29"),
        ("29/01/2025", "2025-01-29"),
        ("01/29/2025", "2025-01-29"),
        ("29.01.2025", "2025-01-29"),
        ("04/04/2025", "2025-04-04"),  # the same day either way
        ("7/23/17", "2017-07-23"),
        ("23/7/85", "1985-07-23"),  # POSIX: 69 to 99 are of the last century
        ("09-Feb-2025", "2025-02-09"),
        ("9 February 2025", "2025-02-09"),
        ("9th of Feb 2025", "2025-02-09"),
        ("February 9, 2025", "2025-02-09"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("Sunday, February 9, 2025 at 10:30 PM EST", "2025-02-09"),
        ("Tue, 28 Jan 2025 10:00:00 GMT", "2025-01-28"),
        ("2025-01-29T23:30:00+08:00", "2025-01-29"),
        ("2025-01-29T10:00:00.123Z", "2025-01-29"),
        ("2025-01-29 10:00", "2025-01-29"),
        ("03/04/2025", ""),  # March or April
        ("12/1/16", ""),
        ("2025", ""),  # no day
        ("2025-01", ""),
        ("n/a", ""),
        ("NaT", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_where_its_day_is_certain(given: str, iso: str) -> None:
    assert parse_date(given) == iso


@pytest.mark.parametrize(
    "given",
    ["yesterday", "2025-13-01", "2025-02-30", "31/02/2025", "9 Smarch 2025", "in 2025-01-29", "5"],
)
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_date(given)


def test_dates_are_found_inside_a_line() -> None:
    found = list(find_dates("The Daily29/01/2025 10:00"))
    assert [(each.start, each.end, each.iso) for each in found] == [(9, 19, "2025-01-29")]


def test_long_lines_have_no_dates() -> None:
    assert list(find_dates("x" * 100 + " 2025-01-29")) == []
