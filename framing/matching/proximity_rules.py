"""The near rules of all dimensions in a batch: which sentences may hold one, and what they hold."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from framing.lexicons import Rule
from framing.matching.compiled_lexicons import CompiledDimension, CompiledLexicons, Won
from framing.matching.hits import RuleHit, TermHits
from framing.matching.negation import Negators
from framing.matching.proximity_windows import Seek, Window, WordSpan, windows
from framing.text import Mask, Offsets, Tokens


def rule_hits(
    tokens: Tokens, compiled: CompiledLexicons, won: Won, terms: TermHits, negators: Negators
) -> Iterator[RuleHit]:
    """The windows of every dimension's rules that share no word with its counted terms."""
    name = len(compiled.entries)
    groups = _Groups(tokens, won)
    for place, contest in enumerate(compiled.dimensions):
        if contest.rules:
            taken = _Spans(terms.won.of(terms.counted & (terms.won.contest == place)))
            consumed = _Spans(won.of((won.contest == place) & won.silent))
            for window in _windows(groups, contest, consumed):
                if any(taken.meets(span) for span in window.hits):
                    continue
                turned = negators.of_rule(window.hits)
                yield RuleHit(
                    dimension=place,
                    entry=name + window.rule,
                    spans=window.hits,
                    weight=contest.rules[window.rule][0].weight,
                    counted=not (contest.drops and len(turned) % 2),
                    negators=turned,
                )
        name += len(contest.rules)


def _windows(groups: _Groups, contest: CompiledDimension, consumed: _Spans) -> Iterator[Window]:
    """The windows of a dimension's rules; a group hit inside an exclusion is consumed with it."""
    seeks: dict[int, list[Seek]] = defaultdict(list)
    for number, (rule, members) in enumerate(contest.rules):
        for sentence, seek in groups.seeks(number, rule, members, consumed):
            seeks[sentence].append(seek)
    for sentence in sorted(seeks):
        yield from windows(seeks[sentence])


class _Spans:
    """Hits of one contest, none of which shares a word with another."""

    def __init__(self, hits: Won) -> None:
        self._first, self._last = hits.first, hits.last
        self._firsts, self._lasts = hits.first.tolist(), hits.last.tolist()

    def meets(self, span: WordSpan) -> bool:
        """Whether a span shares a word with one of them."""
        place = bisect_left(self._lasts, span[0])
        return place < len(self._lasts) and self._firsts[place] <= span[1]

    def meeting(self, first: Offsets, last: Offsets) -> Mask:
        """Which spans do."""
        if not len(self._first):
            return np.zeros(len(first), dtype=bool)
        place = np.searchsorted(self._last, first)
        found = place < len(self._last)
        found[found] = self._first[place[found]] <= last[found]
        return found


class _Groups:
    """The hits of every group in a batch, with the sentences they stand in."""

    def __init__(self, tokens: Tokens, won: Won) -> None:
        self._sentences = len(tokens.sentence_opens)
        self._won = won
        self._tokens = tokens
        self._marks: dict[int, Mask] = {}
        # Winners are sorted by contest.
        compiled = np.arange(int(won.contest[-1]) + 2 if len(won.contest) else 1)
        self._opens: list[int] = np.searchsorted(won.contest, compiled).tolist()

    def _members(self, group: int) -> slice:
        """The hits of a group."""
        return slice(*self._opens[group : group + 2])

    def _is_found(self, group: int) -> bool:
        """Whether a group has any hit."""
        return group + 1 < len(self._opens) and self._opens[group] < self._opens[group + 1]

    def _holding(self, group: int) -> Mask:
        """Which sentences hold a hit of a group."""
        if group not in self._marks:
            marks = np.zeros(self._sentences, dtype=bool)
            marks[self._tokens.sentence[self._won.first[self._members(group)]]] = True
            self._marks[group] = marks
        return self._marks[group]

    def seeks(
        self, number: int, rule: Rule, groups: Sequence[int], consumed: _Spans
    ) -> Iterator[tuple[int, Seek]]:
        """The sentences that hold a hit of each group of a rule, with these hits."""
        if not all(map(self._is_found, groups)):
            return
        shared = self._holding(groups[0])
        for group in groups[1:]:
            shared = shared & self._holding(group)
        if not shared.any():
            return
        found = [self._in_sentences(group, shared, consumed) for group in groups]
        for sentence in sorted(set.intersection(*map(set, found))):
            hits = tuple(tuple(each[sentence]) for each in found)
            yield sentence, Seek(number, hits, rule.within, rule.ordered)

    def _in_sentences(
        self, group: int, shared: Mask, consumed: _Spans
    ) -> dict[int, list[WordSpan]]:
        """The free hits of a group in these sentences, by sentence."""
        own = self._members(group)
        sentence = self._tokens.sentence[self._won.first[own]]
        chosen = np.flatnonzero(shared[sentence])
        first, last = self._won.first[own][chosen], self._won.last[own][chosen]
        free = ~consumed.meeting(first, last)
        found: dict[int, list[WordSpan]] = defaultdict(list)
        for number, *span in zip(
            sentence[chosen][free].tolist(), first[free].tolist(), last[free].tolist(), strict=True
        ):
            found[number].append((span[0], span[1]))
        return found
