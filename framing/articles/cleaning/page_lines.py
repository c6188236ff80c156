"""A text's lines while the rules of cleaning go over them."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from framing.articles.cleaning.rules import Rule, Zone
from framing.articles.lines import Line, Lines
from framing.model import Span

_SHORT_CHARACTERS = 400


def short_words(line: Line, rule: Rule) -> int:
    """The words of a line that has few, none of them without end; 0 for any other."""
    text = line.text
    few = len(text) <= _SHORT_CHARACTERS and text.count(" ") <= 2 * rule.longest
    words = line.words if few else 0
    return words if words <= rule.longest else 0


class Page:
    """The lines of a text and what the rules have taken of them so far."""

    def __init__(self, text: str, lines: Lines, fitting: Mapping[int, Sequence[int]]) -> None:
        self.lines = lines
        self._text = text
        self.fitting = fitting
        """The lines that a rule may take as they read by themselves, by the number of the rule."""
        self.rule_of = [""] * len(lines)
        """The rule that took a line, or part of it."""
        self._spans: list[tuple[int, int, str]] = []
        self._whole = [False] * len(lines)
        self._parts: defaultdict[int, list[Span]] = defaultdict(list)
        """What was taken of lines that were not taken whole, in the order of the text."""
        self._prose: tuple[int, int] | None = None
        """The first and last line of running text that is left; None where not known."""

    def holds(self, word: str) -> bool:
        """Whether a word in lower case may stand in the text."""
        return word.encode() in self.lines.encoded.lower()

    def shows(self, key: str) -> bool:
        """Whether a string stands in the text, in this very case."""
        return key in self._text

    def paragraph(self, index: int) -> int:
        """Where the paragraph ends that a line opens."""
        return self.lines.past(index)

    @property
    def head(self) -> int:
        """The lines that may stand in the zone `head`: to the first one of running text."""
        return self._running()[0] + 1

    @property
    def tail(self) -> int:
        """The first line that may stand in the zone `tail`: the last one of running text."""
        return max(0, self._running()[1])

    def openings(self, zone: Zone) -> list[int]:
        """The first lines of the paragraphs that may stand in a zone."""
        firsts, (first, last) = self.lines.firsts, self._running()
        tail = firsts[last] if last >= 0 else 0
        return [
            index
            for index, opening in enumerate(firsts)
            if index == opening and (index <= first or index >= tail or zone == "any")
        ]

    def spans(self) -> list[tuple[int, int, str]]:
        """What has been taken, with the rules that took it, in the order of the text."""
        return sorted(self._spans)

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
        """Take a span for a rule, unless another has taken something of it, or of its lines where
        it is whole lines."""
        start, end = span
        first = bisect_right(self.lines.starts, start) - 1
        past = bisect_right(self.lines.starts, end - 1)
        part = start > self.lines[first].start or end < self.lines[past - 1].end
        if part and past == first + 1:
            taken = self._parts[first]
            at = bisect_right(taken, span)
            beside = taken[max(0, at - 1) : at + 1]
            if self._whole[first] or any(start < e and s < end for s, e in beside):
                return
            taken.insert(at, span)
        elif not all(map(self.free, range(first, past))):
            return
        self._prose = self._prose if part else None
        self._spans.append((start, end, rule))
        for index in range(first, past):
            self.rule_of[index] = self.rule_of[index] or rule
            self._whole[index] = not part

    def in_zone(self, first: int, past: int, zone: Zone) -> bool:
        """Whether the lines `[first, past)` stand in a zone: no running text before or behind."""
        if zone == "any":
            return True
        first_prose, last_prose = self._running()
        head, tail = first_prose >= first, last_prose < past
        return {"head": head, "tail": tail, "edge": head or tail}[zone]

    def _running(self) -> tuple[int, int]:
        """The first and the last line of running text that no rule has taken whole."""
        if self._prose is None:
            whole, prose, count = self._whole, self.lines.prose, len(self.lines)
            left = (i for i in range(count) if prose[i] and not whole[i])
            first = next(left, count)
            left = (i for i in range(count - 1, first - 1, -1) if prose[i] and not whole[i])
            self._prose = first, next(left, -1)
        return self._prose
