"""A text's lines while the rules of cleaning go over them, and the rules themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from framing.lines import Line
from framing.model import Exclusion, Span

if TYPE_CHECKING:
    from framing.cleaning.sieve import Sieve

Zone = Literal["any", "head", "tail", "edge"]


Pieces = tuple[str, ...]
"""A pattern cut at its `*`."""


@dataclass(frozen=True, slots=True)
class Patterns:
    """Whole lines to compare with; `*` in one is any run of characters."""

    exact: frozenset[str] = frozenset()
    closed: tuple[Pieces, ...] = ()
    """Patterns that open with characters of their own."""
    open: tuple[Pieces, ...] = ()
    """Patterns that open with `*`."""
    openings: tuple[str, ...] = ()
    """How the closed ones open: one look that spares most lines all others."""

    @classmethod
    def of(cls, patterns: Sequence[str]) -> Patterns:
        """The patterns as the rules file writes them."""
        wild = [tuple(each.split("*")) for each in patterns if "*" in each]
        closed = tuple(pieces for pieces in wild if pieces[0])
        return cls(
            frozenset(each for each in patterns if "*" not in each),
            closed,
            tuple(pieces for pieces in wild if not pieces[0]),
            tuple(pieces[0] for pieces in closed),
        )

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.exact or self.closed or self.open)

    def match(self, folded: str) -> bool:
        """Whether a folded line equals one of the patterns."""
        if folded in self.exact:
            return True
        candidates = self.open
        if folded.startswith(self.openings):
            candidates = (*self.closed, *self.open)
        return any(_fits(folded, pieces) for pieces in candidates)


def _fits(folded: str, pieces: Pieces) -> bool:
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


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of the rules file."""

    name: str
    kind: str
    zone: Zone = "any"
    longest: int = 20
    run: int = 1
    beside: str = ""
    unclosed: bool = False
    not_first: bool = False
    first_lines: int = 0
    """The rule looks at so many lines from the top; 0 for all."""
    lines: Patterns = Patterns()
    starts: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    heads: frozenset[str] = frozenset()
    """The first phrase of each set."""
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The rule's other lists, by key."""

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> Rule:
        """The rule that a table of the file describes."""
        own = {key: value for key, value in table.items() if not isinstance(value, list)}
        lists = {key: value for key, value in table.items() if isinstance(value, list)}
        phrases = tuple(map(tuple, lists.pop("phrases", ())))
        return cls(
            **own,
            lines=Patterns.of(lists.pop("lines", ())),
            starts=tuple(lists.pop("starts", ())),
            phrases=phrases,
            heads=frozenset(each[0] for each in phrases),
            lists={key: frozenset(value) for key, value in lists.items()},
        )


class Page:
    """The lines of a text and what the rules have taken of them so far."""

    def __init__(self, lines: tuple[Line, ...], sieve: Sieve) -> None:
        self.lines = lines
        self.folded = " ".join([line.folded for line in lines])
        self.candidates = sieve.candidates(lines, self.folded)
        """The lines that the pattern of some rule may fit."""
        self.rule_of = [""] * len(lines)
        """The rule that took a line, or part of it."""
        self.paragraphs = tuple(_paragraphs(lines))
        """The half-open ranges of lines that are one paragraph."""
        self._starts = [line.start for line in lines]
        self._spans: list[Exclusion] = []
        self._whole = [False] * len(lines)
        self._prose: tuple[int, int] | None = None
        """The first and last line of running text that is left; None where not known."""

    def spans(self) -> list[Exclusion]:
        """What has been taken, in the order of the text."""
        return sorted(self._spans, key=lambda span: span.start)

    def free(self, index: int) -> bool:
        """Whether no rule has taken anything of a line."""
        return not self.rule_of[index]

    def first_free(self) -> int:
        """The line that opens what is left of the text; the number of lines for none."""
        return self.rule_of.index("") if "" in self.rule_of else len(self.lines)

    def span(self, first: int, past: int) -> Span:
        """The characters of the lines `[first, past)`."""
        return self.lines[first].start, self.lines[past - 1].end

    def neighbours(self, first: int, past: int) -> tuple[str, ...]:
        """The rules that took the lines right before and right after `[first, past)`."""
        return (*self.rule_of[max(0, first - 1) : first], *self.rule_of[past : past + 1])

    def take(self, span: Span, rule: str) -> None:
        """Take a span for a rule, unless another has taken something of its lines."""
        first = bisect_right(self._starts, span[0]) - 1
        past = bisect_right(self._starts, span[1] - 1)
        if not all(map(self.free, range(first, past))):
            return
        self._prose = None
        self._spans.append(Exclusion(*span, rule))
        for index in range(first, past):
            self.rule_of[index] = rule
            self._whole[index] = span[0] <= self.lines[index].start

    def in_zone(self, first: int, past: int, zone: Zone) -> bool:
        """Whether the lines `[first, past)` stand in a zone: no running text before or behind."""
        if zone == "any":
            return True
        if self._prose is None:
            lines = range(len(self.lines))
            prose = [each for each in lines if self.lines[each].prose and not self._whole[each]]
            self._prose = (prose[0], prose[-1]) if prose else (len(self.lines), -1)
        head, tail = self._prose[0] >= first, self._prose[1] < past
        return {"head": head, "tail": tail, "edge": head or tail}[zone]


def _paragraphs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    opens = [
        index
        for index, line in enumerate(lines)
        if index == 0 or line.paragraph != lines[index - 1].paragraph
    ]
    return pairwise([*opens, len(lines)])
