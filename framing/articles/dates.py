"""Dates as people write them, read only where day and month cannot be mistaken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        rf"(?<!\d){_YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<first>\d{{1,2}})(?P<mark>[-/.])(?P<second>\d{{1,2}})(?P=mark){_YEAR}(?!\d)",
        r"(?<!\d)(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<short>\d{2})(?!\d)",
        rf"(?<!\d){_DAY}[ \-]{{1,2}}(?:of )?{_MONTH},?[ \-]{{1,2}}{_YEAR}(?!\d)",
        rf"(?<![A-Za-z]){_MONTH}[ \-]{{1,2}}{_DAY},?[ \-]{{1,2}}{_YEAR}(?!\d)",
    )
)
_FIGURE = re.compile(r"\d", re.ASCII)
_BEFORE = re.compile(r"(?:[A-Za-z]{3,9}\.?,? {0,2})?")
_AFTER = re.compile(r"(?:[T ,]{1,3}(?:at )?\d{1,2}:\d{2}[0-9:.]{0,20} {0,2}[\w:+\-/() .]{0,40})?")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_PARTIAL = re.compile(r"\d{4}(?:[-/]\d{1,2})?", re.ASCII)
_NONE = ("", "-", "n/a", "na", "n.d.", "nan", "nat", "none", "null", "undated", "unknown")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text."""

    start: int
    end: int
    iso: str
    """`YYYY-MM-DD`; empty where day and month could be either."""


@lru_cache(maxsize=4096)
def parse_date(text: str) -> str:
    """The ISO date that a text gives; empty where it gives no day, or day and month could be
    either.

    A weekday before it and a time after it are passed over; a year of two digits is one of 1969
    to 2068, as POSIX has it. Raises ValueError where the text is no date.
    """
    text = text.strip()
    if text.casefold() in _NONE or _PARTIAL.fullmatch(text):
        return ""
    if text.isdecimal() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    for found in find_dates(text):
        before, after = text[: found.start], text[found.end :]
        weekday = not before or before[:3].lower() in _WEEKDAYS
        if weekday and _BEFORE.fullmatch(before) and _AFTER.fullmatch(after):
            return found.iso
    raise ValueError(f"“{text[:_LONGEST]}” is no date")


def find_dates(text: str) -> Iterator[Dated]:
    """The dates in a line, by form and then by place; a line longer than 100 has none."""
    if len(text) > _LONGEST or not _FIGURE.search(text):
        return
    for form in _FORMS:
        for found in form.finditer(text):
            iso = _iso(found.groupdict())
            if iso is not None:
                yield Dated(found.start(), found.end(), iso)


def _iso(parts: dict[str, str | None]) -> str | None:
    """The ISO date of a match's parts; empty where it is ambiguous, None where it is no date."""
    year = int(parts.get("year") or 0) or _century(int(parts.get("short") or 0))
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        days = {_valid(year, first, second), _valid(year, second, first)} - {None}
        return "" if len(days) == 2 else next(iter(days), None)
    return _valid(year, _month(parts["month"] or ""), int(parts["day"] or 0))


def _century(short: int) -> int:
    """The year that two digits stand for."""
    return short + (1900 if short >= 69 else 2000)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(name: str) -> int:
    """The number of a month from its number, its name or three letters of it; 0 for none."""
    if name.isdecimal():
        return int(name)
    name = name.lower()
    for number, month in enumerate(_MONTHS, 1):
        if name == month or name == month[:3] or (name == "sept" and number == 9):
            return number
    return 0
