"""The sentences of one article: where each stands, its words and its matches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from framing.model import Match, Profile, Span
from framing.text import Tokens, segment


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an article."""

    start: int
    end: int
    """Its span holds the marks that touch its first and last word."""
    words: tuple[str, ...]
    """As they are compared."""
    matches: tuple[Match, ...]
    """Those that begin in it, counted or not."""

    @property
    def weight(self) -> float:
        """How much framing it carries: the weights of its matches that rates count."""
        return sum(match.weight for match in self.matches if match.counted)


def sentences(profile: Profile) -> list[Sentence]:
    """The sentences outside excluded spans, in their order: number n is `Match.sentence` n."""
    text = profile.article.text
    cuts = [(cut.start, cut.end) for cut in profile.article.excluded]
    tokens = segment([text], [cuts])
    matches: dict[int, list[Match]] = {}
    for match in profile.matches:
        matches.setdefault(match.sentence, []).append(match)
    edges = sorted({0, len(text), *(edge for cut in cuts for edge in cut)})
    starts, ends = tokens.start - tokens.base, tokens.end - tokens.base
    found: list[Sentence] = []
    for number, (first, last) in enumerate(_runs(tokens)):
        before = found[-1].end if found else 0
        after = int(starts[last + 1]) if last + 1 < len(tokens) else len(text)
        start, end = _widened(text, int(starts[first]), int(ends[last]), before, after, edges)
        words = tuple(tokens.word(index) for index in range(first, last + 1))
        found.append(Sentence(start, end, words, tuple(matches.get(number, ()))))
    return found


def _runs(tokens: Tokens) -> list[tuple[int, int]]:
    """First and last word of each sentence."""
    opens = np.flatnonzero(np.diff(tokens.sentence, prepend=-1)).tolist()
    closes = [each - 1 for each in opens[1:]] + [len(tokens) - 1]
    return list(zip(opens, closes, strict=True)) if opens else []


def _widened(
    text: str, start: int, end: int, before: int, after: int, edges: Sequence[int]
) -> Span:
    """The span with the marks that touch it, up to its neighbours and edges of excluded spans."""
    low = max(before, edges[bisect_right(edges, start) - 1])
    high = min(after, edges[bisect_left(edges, end)])
    while start > low and not text[start - 1].isspace():
        start -= 1
    while end < high and not text[end].isspace():
        end += 1
    return start, end
