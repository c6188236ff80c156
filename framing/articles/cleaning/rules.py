"""The rules of cleaning: what each table of the rules file says of a line."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from framing.articles.line_signs import Pieces

Zone = Literal["any", "head", "tail", "edge"]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Whole lines to compare with; `*` in one is any run of characters."""

    exact: frozenset[str] = frozenset()
    wild: tuple[Pieces, ...] = ()

    @classmethod
    def of(cls, patterns: Sequence[str]) -> Patterns:
        """The patterns as the rules file writes them."""
        return cls(
            frozenset(each for each in patterns if "*" not in each),
            tuple(tuple(each.split("*")) for each in patterns if "*" in each),
        )

    def match(self, folded: str) -> bool:
        """Whether a folded line equals one of the patterns."""
        return folded in self.exact or any(fits(folded, pieces) for pieces in self.wild)


def fits(folded: str, pieces: Pieces) -> bool:
    """Whether the pieces stand in a line in their order, the first and last at its ends."""
    first, *inner, last = pieces
    if not (folded.startswith(first) and folded.endswith(last)):
        return False
    at, stop = len(first), len(folded) - len(last)
    for piece in inner:
        at = folded.find(piece, at, stop)
        if at < 0:
            return False
        at += len(piece)
    return at <= stop


Form = tuple[Callable[..., re.Match[str] | None], int]
"""Finds a regular expression in a text from some place on, and how many characters at the end of a
text it looks at."""

_SEARCHED = 3_000
"""Characters at the end of a line that a form looks at, unless it opens with ^."""


def _forms(patterns: Sequence[str]) -> tuple[Form, ...]:
    """The forms of a rule; those that take a line whole and open with ^ are one."""
    lines = [each[1:] for each in patterns if each.startswith("^") and "(?P<" not in each]
    others = [each for each in patterns if not each.startswith("^") or "(?P<" in each]
    return tuple(map(_form, [f"^(?:{'|'.join(lines)})", *others] if lines else others))


def _form(pattern: str) -> Form:
    compiled = re.compile(pattern)
    return (compiled.match, sys.maxsize) if pattern[0] == "^" else (compiled.search, _SEARCHED)


def found(text: str, forms: Iterable[Form]) -> re.Match[str] | None:
    """What the first form finds that finds anything in a text."""
    size = len(text)
    for find, most in forms:
        if match := find(text, size - most if size > most else 0):
            return match
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of the rules file."""

    number: int
    """Its place among the rules."""
    name: str
    kind: str
    zone: Zone = "any"
    longest: int = 20
    fewest: int = 1
    """Words that a line has at least."""
    run: int = 1
    beside: str = ""
    unclosed: bool = False
    not_first: bool = False
    first_lines: int = 0
    """The rule looks at so many lines from the top, or of the running text; 0 for all."""
    last_lines: int = 0
    """The rule looks at so many lines at the end; 0 for all."""
    all_lines: bool = False
    """The rule looks at sentences and long lines too."""
    all_titles: bool = False
    """Of a listing the last title goes too where running text follows."""
    lines: Patterns = Patterns()
    starts: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    heads: frozenset[str] = frozenset()
    """The first phrase of each set."""
    words: frozenset[str] = frozenset()
    """A word of each of these: a text without any of them has none of the phrases."""
    forms: tuple[Form, ...] = ()
    keys: tuple[str, ...] = ()
    """A text without any of them has none of the forms, nor has a line."""
    needs: tuple[str, ...] = ()
    """A line without any of them, case folded, has none of the forms; after `^` at its head."""
    dates: bool = False
    """A line with a figure and no more than 100 characters may have one of the forms, too."""
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The rule's other lists, by key."""

    @property
    def patterns(self) -> tuple[Pieces, ...]:
        """Its lines, and how they open, cut at `*`."""
        whole = ((line,) for line in sorted(self.lines.exact))
        return (*whole, *self.lines.wild, *((start, "") for start in self.starts))

    @classmethod
    def from_table(cls, number: int, table: dict[str, Any]) -> Rule:
        """The rule that a table of the file describes."""
        own = {key: value for key, value in table.items() if not isinstance(value, list)}
        lists = {key: value for key, value in table.items() if isinstance(value, list)}
        phrases = tuple(map(tuple, lists.pop("phrases", ())))
        return cls(
            number=number,
            **own,
            lines=Patterns.of(lists.pop("lines", ())),
            starts=tuple(lists.pop("starts", ())),
            phrases=phrases,
            heads=frozenset(each[0] for each in phrases),
            words=frozenset(max(each[0].split(), key=len) for each in phrases),
            forms=_forms(lists.pop("forms", ())),
            keys=tuple(lists.pop("keys", ())),
            needs=tuple(lists.pop("needs", ())),
            lists={key: frozenset(value) for key, value in lists.items()},
        )
