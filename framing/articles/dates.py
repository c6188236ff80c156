"""Dates as people and programs write them: the days that each can mean, and never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from framing.articles.date_words import LETTERS, date_words, fold

ORDERS = ("dmy", "mdy", "ymd")
"""The orders of day, month and year in figures, as `--date-order` names them."""
_MISSING = ("", "-", "n/a", "na", "n.d.", "nan", "nat", "none", "null", "undated", "unknown")
_LONGEST = 100
_YEARS = range(1600, 2200)
"""Years of articles. Most years of other calendars lie outside, and so do dates that stand for
none, as 0001-01-01."""


class Days(NamedTuple):
    """The ISO days that a date means in each order of its figures; empty where that is no day."""

    dmy: str
    mdy: str
    ymd: str
    dotted: bool = False
    """Whether full stops part the figures, as they do where the day stands first."""

    @property
    def fits(self) -> tuple[str, ...]:
        """The orders in which this is a day."""
        return tuple(order for order, day in zip(ORDERS, self[:3], strict=True) if day)

    def within(self, orders: Sequence[str]) -> set[str]:
        """The days that it means in some orders."""
        return {day for order, day in zip(ORDERS, self[:3], strict=True) if order in orders and day}

    @property
    def alone(self) -> str:
        """The day that it means where no other date tells of the order; empty where it could be
        two. Of figures between full stops the day stands before the month."""
        found = {self.dmy, self.ymd} - {""} if self.dotted and self.dmy else self.within(ORDERS)
        return found.pop() if len(found) == 1 else ""


NO_DAY = Days("", "", "")
"""What is there instead of a date, or a date without a day."""


def is_missing(text: str) -> bool:
    """Whether a text says that there is no date, as `n/a` does."""
    return text.strip().casefold() in _MISSING


def parse_date(text: str) -> str:
    """The ISO date that a text gives; empty where it gives no day, or could mean two.

    Raises ValueError where the text is no date.
    """
    return read_days(text).alone


@lru_cache(maxsize=16_384)
def read_days(text: str) -> Days:
    """The days that a text can mean.

    The names of months are those of `date_words`. A weekday and a time before or behind the date
    are passed over, the day is the one that is written, whatever the time zone. A year of two
    digits is one of 1969 to 2068, as POSIX has it. Raises ValueError where the text is no date.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        found: Days | None = _same(_valid(*map(int, iso.groups())))
    elif is_missing(text):
        found = NO_DAY
    else:
        found = _read(fold(text)) if len(text) <= _LONGEST else None
    if not found:
        raise ValueError(f"“{text[:_LONGEST]}” is no date")
    return found


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d[\d:.,]{0,20})? ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?", re.ASCII
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:t?[0-2]\d[0-5]\d(?:[0-5]\d)?z?)?")
_PARTIAL = re.compile(r"\d{4}(?:[-/]\d{1,2})?")
_NUMBERED_WEEKDAY = re.compile(r"(?:thu|t) ?[2-7],")
"""A weekday as Vietnamese numbers it, folded: Thứ 3, or T3,"""
_TIME = re.compile(
    r"(?<![\d/.-])\d{1,2}"
    r"(?:[:h时時点點시] ?\d{1,2}(?: ?[:分분] ?\d{1,2})?(?:[.,]\d{1,9})?(?: ?[分秒분초])?"
    r"|[.:]\d\d(?= ?(?:uhr|uur|h|[ap]\.? ?m)\b)| ?[h时時点點시](?!\w)|(?= ?[ap]\.? ?m\b))"
)
_AFTER_TIME = re.compile(r"[\w:+\-/() .,]{0,40}")
_OFFSET = re.compile(r"[+-]\d\d:?\d\d(?!\d)")
_PARTS = re.compile(
    r"(?P<figures>\d{1,4} ?(?P<mark>[-/.]) ?\d{1,2} ?(?P=mark) ?\d{1,4}(?!\d))"
    rf"|(?P<number>\d+)|(?P<unit>[年号號년]|[月日월일](?![曜요]))|(?P<word>{LETTERS})"
    r"|[-,.،·|/–—:()\[\]'’° ]|(?P<odd>.)"
)
_MOST_WORDS = 3
"""Words of a month's or weekday's name, at most."""


def _read(text: str) -> Days | None:
    """The days of a folded text, None for no date; what stands beside the time has to tell."""
    if weekday := _NUMBERED_WEEKDAY.match(text):
        text = text[weekday.end() :]
    if _PARTIAL.fullmatch(text):
        return NO_DAY
    if compact := _COMPACT.fullmatch(text):
        return _same(_valid(*map(int, compact.groups())))
    time = _TIME.search(text)
    if not time:
        return _of_parts(_parts(text))
    before, after = text[: time.start()], text[time.end() :]
    found = _of_parts(_parts(before)) if _AFTER_TIME.fullmatch(after) else None
    return found or _of_parts(_parts(f"{before} {_OFFSET.sub(' ', after, count=1)}"))


class _Part(NamedTuple):
    """What tells of the day: `F` is a date in figures, `n` a figure alone, `Y` and `D` one that is
    said to be the year or the day, `m` a month, `w` the name of a month that is a weekday's too."""

    kind: str
    figures: str


def _parts(text: str) -> list[_Part]:
    """What tells of the day in a folded text; nothing where it holds what belongs to no date."""
    words, parts = date_words(), list[_Part]()
    tokens = [(found.lastgroup, found[0]) for found in _PARTS.finditer(text.replace("元年", "1年"))]
    tokens = [token for token in tokens if token[0]]
    role, era, at = "n", 0, 0
    while at < len(tokens):
        kind, token = tokens[at]
        at += 1
        if kind == "figures":
            parts.append(_Part("F", token))
        elif kind == "number":
            parts.append(_Part(role, str(int(token) + era) if era else token))
            role, era = "n", 0
        elif kind == "unit" and parts and parts[-1].kind == "n":
            parts[-1] = parts[-1]._replace(kind=words.units[token])
        elif token in words.eras and not era:
            era = words.eras[token]
        elif name := _name(tokens, at - 1):
            at += name.count(" ")
            month = words.months.get(name)
            if month:
                parts.append(_Part("w" if name in words.beside else "m", str(month)))
        elif token in words.announced and role == "n":
            role = words.announced[token]
        else:
            return []
    return [] if era or role != "n" else _one_month(parts)


def _name(tokens: Sequence[tuple[str | None, str]], at: int) -> str:
    """The longest name or word beside a date that begins with a token; empty for none."""
    words = date_words()
    run = [token for kind, token in tokens[at : at + _MOST_WORDS]]
    names = (" ".join(run[:size]) for size in range(len(run), 0, -1))
    return next((name for name in names if name in words.months or name in words.beside), "")


def _one_month(parts: list[_Part]) -> list[_Part]:
    """The parts, a name that is a month's and a weekday's taken for the one that is wanted."""
    telling = [part for part in parts if part.kind in "mwMF"]
    doubtful = next((part for part in telling if part.kind == "w"), None)
    if doubtful and len(telling) > 1:
        parts.remove(doubtful)
    return [part._replace(kind="m") if part.kind in "wM" else part for part in parts]


def _of_parts(parts: Sequence[_Part]) -> Days | None:
    """The days that parts mean; None where they are no date."""
    kinds = "".join(part.kind for part in parts)
    if kinds == "F":
        return _in_figures(parts[0].figures)
    rest = [part for part in parts if part.kind != "m"]
    if len(rest) == 1 and len(parts) <= 2:
        return NO_DAY if rest[0].kind in "nY" and len(rest[0].figures) == 4 else None
    if kinds.count("m") != 1 or len(rest) != 2 or "F" in kinds:
        return None
    month = next(part.figures for part in parts if part.kind == "m")
    (first, one), (second, other) = rest
    if first + second in ("nD", "Yn", "YD"):
        return _same(_day(one, month, other))
    if first + second in ("Dn", "nY", "DY") or kinds == "mnn":
        return _same(_day(other, month, one))
    if len(one) == 4 or len(other) == 4:
        return _same(_day(one, month, other) or _day(other, month, one))
    day = _day(other, month, one)
    return _some(Days(day, day, _day(one, month, other)))


def _in_figures(text: str) -> Days | None:
    """The days that three figures mean, whose year has four digits or two; None for no date."""
    first, second, third = re.findall(r"\d+", text)
    if len(first) == 4:
        return _same(_day(first, second, third))
    dmy, mdy = _day(third, second, first), _day(third, first, second)
    return _some(Days(dmy, mdy, _day(first, second, third), dotted="." in text))


def _same(day: str) -> Days | None:
    return Days(day, day, day) if day else None


def _some(days: Days) -> Days | None:
    return days if days.fits else None


def _day(year: str, month: str, day: str) -> str:
    """The ISO date of figures; empty where they are none, and the year's are not two or four."""
    if len(year) not in (2, 4) or len(month) > 2 or len(day) > 2:
        return ""
    return _valid(int(year) + (len(year) == 2) * _century(int(year)), int(month), int(day))


def _century(short: int) -> int:
    """The century of a year of two digits."""
    return 1900 if short >= 69 else 2000


def _valid(year: int, month: int, day: int) -> str:
    """The ISO date; empty where there is no such day, or no article can be of that year."""
    try:
        return date(year, month, day).isoformat() if year in _YEARS else ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text."""

    start: int
    end: int
    iso: str
    """`YYYY-MM-DD`; empty where day and month could be either."""


_MONTH = rf"(?P<month>{LETTERS})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|re|[.ºªª])?"
_YEAR = r"(?P<year>\d{4})"
_MONTH_FIGURE = r"(?P<figures>\d{1,2})"
_OF = r"(?:(?:of|de|di|do|del|den|d['’]) ?)?"
_FORMS = tuple(
    map(
        re.compile,
        (
            r"(?<!\d)\d{4}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2}(?!\d)",
            r"(?<!\d)\d{1,2}(?P<mark>[-/.])\d{1,2}(?P=mark)\d{4}(?!\d)",
            r"(?<!\d)\d{1,2}/\d{1,2}/\d{2}(?!\d)",
            rf"(?<!\d){_DAY}[ \-]{{1,2}}{_OF}{_MONTH},?[ \-]{{1,2}}{_OF}{_YEAR}(?!\d)",
            rf"(?<![^\W\d_]){_MONTH}[ \-]{{1,2}}{_DAY},?[ \-]{{1,2}}{_YEAR}(?!\d)",
            rf"(?<!\d){_YEAR}\.? {_MONTH} {_DAY}(?!\d)",
            rf"(?<!\d){_YEAR} ?[年년] ?{_MONTH_FIGURE} ?[月월] ?{_DAY} ?[日号號일]",
            rf"(?<!\d){_DAY} (?:tháng|thg) {_MONTH_FIGURE},?(?: năm)? {_YEAR}(?!\d)",
        ),
    )
)
_FIGURE = re.compile(r"\d", re.ASCII)


def find_dates(text: str) -> Iterator[Dated]:
    """The dates in a line, in figures or with the name of a month, by form and then by place.

    A line longer than 100 characters has none.
    """
    if len(text) > _LONGEST or not _FIGURE.search(text):
        return
    for form in _FORMS:
        for found in form.finditer(text):
            days = _found(found)
            if days:
                yield Dated(found.start(), found.end(), days.alone)


def _found(found: re.Match[str]) -> Days | None:
    """The days of a date in a line; None where it is none."""
    held = found.groupdict()
    if "day" not in held:
        return _in_figures(found[0])
    month = held.get("figures") or str(date_words().months.get(fold(held["month"]), 0))
    return _same(_day(held["year"], month, held["day"]))
