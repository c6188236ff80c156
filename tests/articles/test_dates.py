"""Dates in the forms that people and programs write."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.articles.dates import ORDERS, find_dates, parse_date, read_days


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2025-01-29", "2025-01-29"),
        ("2025/1/9", "2025-01-09"),
        ("20250129", "2025-01-29"),
        ("29/01/2025", "2025-01-29"),
        ("01/29/2025", "2025-01-29"),
        ("29.01.2025", "2025-01-29"),
        ("3.4.2025", "2025-04-03"),  # of dots the day stands first
        ("12.25.2025", "2025-12-25"),  # unless it cannot
        ("04/04/2025", "2025-04-04"),  # the same day either way
        ("7/23/17", "2017-07-23"),
        ("23/7/85", "1985-07-23"),  # POSIX: 69 to 99 are of the last century
        ("85/7/23", "1985-07-23"),
        ("09-Feb-2025", "2025-02-09"),
        ("9 February 2025", "2025-02-09"),
        ("9th of Feb 2025", "2025-02-09"),
        ("February 9, 2025", "2025-02-09"),
        ("2025-Feb-09", "2025-02-09"),
        ("Sept. 3, 2024", "2024-09-03"),
        ("Sunday, February 9, 2025 at 10:30 PM EST", "2025-02-09"),
        ("Tue, 28 Jan 2025 10:00:00 GMT", "2025-01-28"),
        ("Tue Jan 28 10:00:00 +0000 2025", "2025-01-28"),
        ("10:30 pm, 9 February 2025", "2025-02-09"),
        ("9/Feb/2025:10:00:00 +0000", "2025-02-09"),
        ("2025-01-29T23:30:00+08:00", "2025-01-29"),  # as written, whatever the zone
        ("2025-01-29T10:00:00.123Z", "2025-01-29"),
        ("2025-01-29Z", "2025-01-29"),
        ("20250129T233000Z", "2025-01-29"),
        ("20250129233000", "2025-01-29"),
        ("2025-01-29 10:00", "2025-01-29"),
        ("03/04/2025", ""),  # March or April
        ("12/1/16", ""),
        ("25/02/03", ""),  # 2003 or 2025
        ("21.03.04", ""),
        ("09-Feb-11", ""),
        ("2025", ""),  # no day
        ("2025-01", ""),
        ("March 2025", ""),
        ("n/a", ""),
        ("NaT", ""),
        ("", ""),
    ],
)
def test_a_date_is_read_where_its_day_is_certain(given: str, iso: str) -> None:
    assert parse_date(given) == iso


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("Samstag, 3. Jänner 2021 um 10.30 Uhr", "2021-01-03"),
        ("3. MÄRZ 2021", "2021-03-03"),
        ("1er février 2021 à 14h30", "2021-02-01"),
        ("mar. 2 fevr. 2021", "2021-02-02"),  # “mar” is a Tuesday here
        ("mar 2 2021", "2021-03-02"),
        ("mar 13/04/2021", "2021-04-13"),
        ("martes, 2 de marzo del 2021", "2021-03-02"),
        ("1º de setiembre de 2021", "2021-09-01"),
        ("gio, 29 dic 2022", "2022-12-29"),
        ("1° gennaio 2021", "2021-01-01"),
        ("quinta-feira, 4 de março de 2021, 10h", "2021-03-04"),
        ("do 4 mrt. 2021", "2021-03-04"),
        ("Thứ Năm, ngày 4 tháng 3 năm 2021", "2021-03-04"),
        ("ngày 3 tháng năm năm 2021", "2021-05-03"),
        ("4 Thg 12, 2021", "2021-12-04"),
        ("Thứ 5, 04/13/2021 10:00 (GMT+7)", "2021-04-13"),
        ("четверг, 4 марта 2021 г. в 10:30", "2021-03-04"),
        ("4 май 2021", "2021-05-04"),
        ("4 Kasım 2021 Perşembe 10:30", "2021-11-04"),
        ("4 KASIM 2021", "2021-11-04"),
        ("٤ آذار ٢٠٢١", "2021-03-04"),
        ("4 كانون الثاني 2021 م", "2021-01-04"),
        ("الخميس، 4 أبريل 2021", "2021-04-04"),
        ("4 ابريل 2021", "2021-04-04"),
        ("2021年3月4日星期四 下午3:20", "2021-03-04"),
        ("三月 4, 2021", "2021-03-04"),
        ("民國110年3月4日", "2021-03-04"),
        ("２０２１年３月４日", "2021-03-04"),
        ("2021年3月4日(木) 15時20分", "2021-03-04"),
        ("令和3年3月4日", "2021-03-04"),
        ("令和元年5月1日", "2019-05-01"),
        ("平成31年4月30日", "2019-04-30"),
        ("2021년 3월 4일 (목) 오후 3:20", "2021-03-04"),
        ("2021. 3. 4.", "2021-03-04"),
        ("czwartek, 4 marca 2021", "2021-03-04"),
    ],
)
def test_months_have_names_in_many_languages(given: str, iso: str) -> None:
    assert parse_date(given) == iso


LANGUAGES = (
    "en de fr es it pt nl vi ru tr ar ar_EG ar_LB ar_DZ zh ja ko sv da nb fi cs uk el id ro hu"
)
DAYS = st.dates(date(1700, 1, 1), date(2199, 12, 31))
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@pytest.mark.parametrize("language", LANGUAGES.split())
@given(day=DAYS, form=st.sampled_from(["full", "long", "d MMMM y", "MMMM d, y", "y MMMM d"]))
def test_a_date_in_words_is_read_back(language: str, day: date, form: str) -> None:
    dates = pytest.importorskip("babel.dates")
    written = dates.format_date(day, form, language)
    assert parse_date(written) == day.isoformat()
    if language.startswith("ar"):
        assert parse_date(written.translate(ARABIC_DIGITS)) == day.isoformat()


@pytest.mark.parametrize(
    "language", ["en", "en_GB", "de", "fr", "nl", "ru", "tr", "zh", "ja", "ko"]
)
@given(day=st.dates(date(1970, 1, 1), date(2068, 12, 31)))
def test_a_date_in_figures_has_the_written_day_among_its_days(language: str, day: date) -> None:
    dates = pytest.importorskip("babel.dates")
    for form in ("medium", "short"):
        found = read_days(dates.format_date(day, form, language))
        assert day.isoformat() in found.within(ORDERS)


@pytest.mark.parametrize(
    "given",
    [
        "yesterday",
        "2025-13-01",
        "2025-02-30",
        "31/02/2025",
        "31 février 2025",
        "9 Smarch 2025",
        "in 2025-01-29",
        "1-2 mars 2021",
        "5",
        "0000-00-00",
        "0001-01-01",
        "1403/01/05",  # of the Persian calendar
        "2564-03-04",  # of the Thai one
        "3年3月4日",  # an era is missing
        "2 listopada 2021",  # October or November
        "99999",
        "1738368000",
        "9" * 10_000,
        "3 mars 2021 " * 1000,
        "12/" * 30,
    ],
)
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        parse_date(given)


@given(
    st.text(
        st.sampled_from("0123456789/-. :年月日令和元tháng mars,()１٣²ﷺ\u0301\u202e\n"), max_size=100
    )
)
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except ValueError:
        return
    assert found == "" or 1600 <= date.fromisoformat(found).year < 2200


def test_dates_are_found_inside_a_line() -> None:
    found = list(find_dates("The Daily29/01/2025 10:00"))
    assert [(each.start, each.end, each.iso) for each in found] == [(9, 19, "2025-01-29")]


def test_long_lines_have_no_dates() -> None:
    assert list(find_dates("x" * 100 + " 2025-01-29")) == []
