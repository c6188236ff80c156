"""One look at each line that tells which patterns of which rules it fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.articles.cleaning.rules import Pieces, Rule, fits
from framing.articles.lines import Line, fold

_HEADS, _TAIL = (6, 4, 1), 4
"""Characters of a line by which patterns are looked up that open, or close, with as many."""

Wild = tuple[Pieces, int]
"""A pattern with `*`, and the number of its rule."""


@dataclass(frozen=True, slots=True)
class Prefilter:
    """What a line has to show to fit a pattern of some rule; numbers are those of the rules."""

    exact: Mapping[str, frozenset[int]]
    heads: Mapping[str, Sequence[Wild]]
    """Patterns that open with characters of their own, by the first six, four or one of them."""
    tails: Mapping[str, Sequence[Wild]]
    """Those that open with `*` and close with characters of their own, by the last four."""
    inner: Mapping[str, Sequence[Wild]]
    """The others, by the longest of their words: few texts hold it."""
    longest: int
    """Characters of the longest exact pattern."""

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> Prefilter:
        """The prefilter of some rules."""
        exact: defaultdict[str, set[int]] = defaultdict(set)
        heads: defaultdict[str, list[Wild]] = defaultdict(list)
        tails: defaultdict[str, list[Wild]] = defaultdict(list)
        inner: defaultdict[str, list[Wild]] = defaultdict(list)
        for rule in rules:
            if rule.beside:  # its few lines are looked for when the other rule has found some
                continue
            for line in rule.lines.exact:
                exact[line].add(rule.number)
            for pieces in (*rule.lines.wild, *((start, "") for start in rule.starts)):
                table, key = heads, _head_key(pieces[0])
                if not pieces[0]:
                    table, key = tails, pieces[-1][-_TAIL:]
                if not key:
                    table, key = inner, max(" ".join(pieces).split(), key=len)
                table[key].append((pieces, rule.number))
        return cls(
            {line: frozenset(numbers) for line, numbers in exact.items()},
            dict(heads),
            dict(tails),
            dict(inner),
            max(map(len, exact), default=0),
        )

    def fitting(self, lines: Sequence[Line], lowered: bytes) -> dict[int, list[int]]:
        """The lines that fit a pattern of a rule, by the number of the rule.

        `lowered` is all of their text in lower case, as far as it is ASCII.
        """
        inner = [key for key in self.inner if key.encode() in lowered]
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(lines):
            text = line.text
            head = text[:6]
            head = head.casefold() if head.isascii() else fold(text[:12])[:6]
            if (
                len(text) <= self.longest
                or head in self.heads
                or head[:4] in self.heads
                or head[:1] in self.heads
                or text[-_TAIL:].casefold() in self.tails
                or (inner and any(key in text.casefold() for key in inner))
            ) and line.opens:
                for number in self._rules(line.folded, inner):
                    found[number].append(index)
        return found

    def _rules(self, folded: str, inner: Iterable[str]) -> set[int]:
        """The rules of which a line fits a pattern."""
        numbers = set(self.exact.get(folded, ()))
        wild = [
            *(each for size in _HEADS for each in self.heads.get(folded[:size], ())),
            *self.tails.get(folded[-_TAIL:], ()),
            *(each for key in inner for each in self.inner[key]),
        ]
        numbers.update(number for pieces, number in wild if fits(folded, pieces))
        return numbers


def _head_key(opening: str) -> str:
    return opening[: next((size for size in _HEADS if len(opening) >= size), 0)]
