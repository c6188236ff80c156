"""A text's lines while the rules of cleaning go over them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from framing.articles.cleaning.prefilter import Prefilter
from framing.articles.cleaning.rules import Zone
from framing.articles.lines import Line
from framing.model import Exclusion, Span


class Page:
    """The lines of a text and what the rules have taken of them so far."""

    def __init__(self, lines: tuple[Line, ...], prefilter: Prefilter) -> None:
        self.lines = lines
        self.folded = " ".join([line.folded for line in lines])
        self.candidates = prefilter.candidates(lines, self.folded)
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
