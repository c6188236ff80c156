"""Where the sentences of articles stand, in characters."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

import numpy as np

from framing.model import Article, Span
from framing.text import segment

_CLOSING = ("Pe", "Pf", "Po")
"""Categories of marks that belong to what stands before them …"""
_OPENERS = "\"'#@*/¿¡"
"""… but for these, which may open a sentence."""


def sentences(articles: Sequence[Article]) -> list[list[Span]]:
    """The sentences of each article, numbered as `Match.sentence` is.

    A sentence goes from its first counted word to its last, with the marks that stand directly
    before and after them; it never reaches into excluded text.
    """
    spans = [[(cut.start, cut.end) for cut in article.excluded] for article in articles]
    tokens = segment([article.text for article in articles], spans)
    opens = np.flatnonzero(np.diff(tokens.sentence, prepend=-1))
    owner = tokens.article[opens]
    base = tokens.base[owner]
    first = (tokens.start[opens] - base).tolist()
    closes = np.append(opens[1:], len(tokens))[: len(opens)] - 1
    last = (tokens.end[closes] - base).tolist()
    bounds = np.searchsorted(owner, np.arange(len(articles) + 1)).tolist()
    return [
        list(_with_marks(article, first[begin:end], last[begin:end]))
        for article, begin, end in zip(articles, bounds, bounds[1:], strict=False)
    ]


def counted_words(article: Article, spans: Sequence[Span]) -> list[int]:
    """How many counted words begin in each span of an article."""
    tokens = segment([article.text], [[(cut.start, cut.end) for cut in article.excluded]])
    starts = (tokens.start - tokens.base[0]).tolist()
    return [bisect_left(starts, end) - bisect_left(starts, start) for start, end in spans]


def _with_marks(article: Article, first: Sequence[int], last: Sequence[int]) -> Iterator[Span]:
    cuts_open = sorted(cut.start for cut in article.excluded)
    cuts_close = sorted(cut.end for cut in article.excluded)
    starts = [
        _start(article.text, start, max(before, _at_most(cuts_close, start)))
        for start, before in zip(first, [0, *last], strict=False)
    ]
    following = [*starts[1:], len(article.text)]
    for start, end, limit in zip(starts, last, following, strict=False):
        place = bisect_left(cuts_open, end)
        cut = cuts_open[place] if place < len(cuts_open) else limit
        yield start, _end(article.text, end, min(limit, cut))


def _at_most(values: Sequence[int], most: int) -> int:
    place = bisect_right(values, most)
    return values[place - 1] if place else 0


def _start(text: str, at: int, limit: int) -> int:
    while at > limit and not text[at - 1].isspace():
        mark = text[at - 1]
        if unicodedata.category(mark) in _CLOSING and mark not in _OPENERS:
            break
        at -= 1
    return at


def _end(text: str, at: int, limit: int) -> int:
    while at < limit and not text[at].isspace():
        at += 1
    return at
