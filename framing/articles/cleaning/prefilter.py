"""One look at each line that tells which rules it may fit as it reads by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.articles.cleaning.rules import Pieces, Rule, fits
from framing.articles.lines import SENTENCE_ENDS, Lines, fold

_HEADS, _TAIL = (6, 4, 1), 4
"""Characters of a line by which patterns are looked up that open, or close, with as many."""

_UNCLOSED_CHARACTERS = 600

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
    unclosed: Callable[[str], Iterable[int]]
    """The rules that a line fits which is no sentence and not long, without a pattern."""

    @classmethod
    def of(cls, rules: Iterable[Rule], unclosed: Callable[[str], Iterable[int]]) -> Prefilter:
        """The prefilter of some rules, which knows the patterns of those that have any."""
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
            unclosed,
        )

    def fitting(self, lines: Lines, lowered: bytes) -> dict[int, list[int]]:
        """The lines that fit a rule, by the number of the rule.

        `lowered` is all of their text in lower case, as far as it is ASCII.
        """
        inner = [key for key in self.inner if key.encode() in lowered]
        found: defaultdict[int, list[int]] = defaultdict(list)
        for index in self._looked_at(lines.texts, inner):
            line = lines[index]
            for number in self._rules(line.folded, inner) if line.opens else ():
                found[number].append(index)
        for index, text in enumerate(lines.texts):
            if lines.lasts[index] not in SENTENCE_ENDS and len(text) <= _UNCLOSED_CHARACTERS:
                for number in self.unclosed(text):
                    found[number].append(index)
        return found

    def _looked_at(self, texts: Sequence[str], inner: Sequence[str]) -> list[int]:
        """The lines that may fit a pattern, as their length, ends or words tell."""
        heads, tails, longest = self.heads, self.tails, self.longest
        return [
            index
            for index, text in enumerate(texts)
            if len(text) <= longest
            or (head := _opening(text)) in heads
            or head[:4] in heads
            or head[:1] in heads
            or text[-_TAIL:].casefold() in tails
            or (inner and any(key in text.casefold() for key in inner))
        ]

    def _rules(self, folded: str, inner: Iterable[str]) -> set[int]:
        """The rules of which a line fits a pattern."""
        numbers = set(self.exact.get(folded, ()))
        wild = [self.heads.get(folded[:size]) for size in _HEADS]
        wild += [self.tails.get(folded[-_TAIL:]), *map(self.inner.get, inner)]
        for each in filter(None, wild):
            numbers.update([number for pieces, number in each if fits(folded, pieces)])
        return numbers


def _opening(text: str) -> str:
    """The first characters of a line as it is compared."""
    head = text[:6]
    return head.casefold() if head.isascii() else fold(text[:12])[:6]


def _head_key(opening: str) -> str:
    return opening[: next((size for size in _HEADS if len(opening) >= size), 0)]
