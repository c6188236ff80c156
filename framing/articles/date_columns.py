"""One order of day and month for the dates of a file: what all of them prove, or the user says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from framing.articles.dates import NO_DAY, ORDERS, Days, is_missing, read_days
from framing.errors import ReadError
from framing.model import Draft
from framing.wording import plural

Fault = Literal["no date", "no day", "two days", "another order", "two orders"]
_SAID: dict[Fault, tuple[str, str, str]] = {
    "no date": ("is no date", "left empty", "write 2025-01-29"),
    "no day": ("names no day", "left empty", "write 2025-01-29"),
    "two days": (
        "could be two days",
        "left empty",
        "import again with --date-order dmy, mdy or ymd",
    ),
    "another order": ("is not in the order of --date-order", "read in the one that fits", ""),
}
"""What is wrong with dates, what became of them, and what to do."""
_FIRST = {"dmy": "day first", "mdy": "month first", "ymd": "year first"}
_SHOWN = 60
"""Characters of a date that are shown."""


@dataclass(frozen=True, slots=True)
class DateNote:
    """What a user should know of the dates of a file that share a fault."""

    fault: Fault
    file: str
    line: int
    """Where the first of them stands; 0 in a file of one article."""
    text: str
    """The first of them; of dates in two orders, what there is to say."""
    count: int

    def __str__(self) -> str:
        """One line of at most 300 characters, as an error's."""
        what, hint = self.text, ""
        if self.fault in _SAID:
            wrong, fate, hint = _SAID[self.fault]
            those = "it is" if self.count == 1 else f"{self.count:,} such dates are"
            what = f"“{what}” {wrong}; {those} {fate}"
        return str(ReadError(f"published: {what}", file=self.file, line=self.line, hint=hint))


def merged(notes: Iterable[DateNote]) -> list[DateNote]:
    """The notes, those of one fault in many files of one article put together as one."""
    found: list[DateNote] = []
    together: dict[Fault, DateNote] = {}
    for note in notes:
        had = together.get(note.fault)
        if note.line:
            found.append(note)
        else:
            together[note.fault] = replace(had, count=had.count + note.count) if had else note
    return [*found, *together.values()]


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How the dates of a file are read."""

    asked: str
    """The order that the user says; empty where none is said."""
    slashed: tuple[str, ...]
    """Orders in which all dates of figures between slashes or hyphens are days."""
    dotted: tuple[str, ...]
    """The same for figures between full stops."""

    def day(self, text: str) -> str:
        """The ISO day that a date means; empty where it is none, or could be two."""
        try:
            return self.meant(read_days(text))
        except ValueError:
            return ""

    def meant(self, days: Days) -> str:
        """The one of some days that is meant; empty where it could be two."""
        if days.dmy == days.mdy == days.ymd:  # as most are
            return days.dmy
        for orders in ((self.asked,), self.dotted if days.dotted else self.slashed, ORDERS):
            if found := days.within(orders):
                return found.pop() if len(found) == 1 else ""
        return ""

    def is_undecided(self, text: str) -> bool:
        """Whether a text is a date that could be two days."""
        try:
            days = read_days(text)
        except ValueError:
            return False
        return days != NO_DAY and not self.meant(days)

    def dated(self, draft: Draft) -> Draft:
        """A draft with its ISO date; without one the date as it was given is kept in the meta."""
        given = draft.published
        day = self.day(given) if given else ""
        if day == given:
            return draft
        meta = draft.meta if day else {**draft.meta, "published": given}
        return replace(draft, published=day, meta=meta)


@dataclass(frozen=True, slots=True)
class _Tally:
    """The first of some dates, where it stands, and how many there are."""

    text: str
    line: int
    count: int = 1


def _tally(text: str, line: int) -> _Tally:
    """The tally of one date, as it is shown: on one line, and not longer than it helps."""
    shown = " ".join(text[: _SHOWN + 1].split())
    return _Tally(shown if len(text) <= _SHOWN else f"{shown[:_SHOWN]}…", line)


class DateColumn:
    """The dates of a file as they are read for the first time, before any is decided."""

    def __init__(self, file: str, asked: str = "") -> None:
        self._file = file
        self._asked = asked
        self._figures: dict[Days, _Tally] = {}
        self._faults: dict[Fault, _Tally] = {}

    def seen(self, drafts: Iterable[Draft]) -> Iterator[Draft]:
        """The drafts, their dates noted."""
        for draft in drafts:
            self.add(draft.published, draft.line)
            yield draft

    def add(self, text: str, line: int) -> None:
        """Note a date; an empty one is none."""
        if not text:
            return
        try:
            days = read_days(text)
        except ValueError:
            _count(self._faults, "no date", _tally(text, line))
            return
        if days == NO_DAY:
            if not is_missing(text):
                _count(self._faults, "no day", _tally(text, line))
        elif not days.dmy == days.mdy == days.ymd:
            _count(self._figures, days, _tally(text, line))

    def order(self) -> DateOrder:
        """The order of all that was noted."""
        return DateOrder(self._asked, self._fitting(False), self._fitting(True))

    def order_in_words(self) -> str:
        """`day first`, `month first` or `year first`, `undecided` where the dates fit several
        orders, `no one order` where they fit none; empty where no date needs an order."""
        if not self._figures:
            return ""
        if self._asked:
            return _FIRST[self._asked]
        left = [self._fitting(dotted) for dotted in {each.dotted for each in self._figures}]
        if all(len(orders) == 1 for orders in left) and len(set(left)) == 1:
            return _FIRST[left[0][0]]
        return "undecided" if all(left) else "no one order"

    def _fitting(self, dotted: bool) -> tuple[str, ...]:
        """The orders that no date rules out; of dots the day stands before the month."""
        fits = [days.fits for days in self._figures if days.dotted == dotted]
        left = [order for order in ORDERS if all(order in each for each in fits)]
        return tuple(order for order in left if not (dotted and order == "mdy" and "dmy" in left))

    def notes(self) -> list[DateNote]:
        """What the user should know: of the order, and of each kind of dates that stay empty."""
        order = self.order()
        faults = dict(self._faults)
        for days, tally in self._figures.items():
            if not order.meant(days):
                _count(faults, "two days", tally)
            elif self._asked and self._asked not in days.fits:
                _count(faults, "another order", tally)
        found = [
            DateNote(fault, self._file, tally.line, tally.text, tally.count)
            for fault, tally in faults.items()
        ]
        return [*self._two_orders(False), *self._two_orders(True), *found]

    def _two_orders(self, dotted: bool) -> Iterator[DateNote]:
        """A note on dates that prove more than one order, where the user says none."""
        proofs: dict[str, _Tally] = {}
        for days, tally in self._figures.items():
            if days.dotted == dotted and len(days.fits) == 1:
                _count(proofs, days.fits[0], tally)
        if self._asked or len(proofs) < 2:
            return
        told = [
            f"{plural(tally.count, 'date')} {_FIRST[order]} as “{tally.text}” on line {tally.line}"
            for order, tally in proofs.items()
        ]
        first = min(proofs.values(), key=lambda tally: tally.line)
        text = f"the dates have no one order: {', '.join(told)}"
        yield DateNote("two orders", self._file, first.line, text, first.count)


_Key = TypeVar("_Key")


def _count(tallies: dict[_Key, _Tally], key: _Key, found: _Tally) -> None:
    """Add up dates of one kind; the first of them stays the example."""
    had = tallies.get(key)
    tallies[key] = replace(had, count=had.count + found.count) if had else found
