"""Headlines: the title, and lines that are set apart and not closed like a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from framing.articles.lines import HEADING_WORDS
from framing.matching.voice.spans import count, cover
from framing.matching.voice.text_marks import LIMIT, Page
from framing.model import Span
from framing.text import Mask, Offsets
from framing.text import characters as ch

_CLOSING = ".!?…:,;。！？｡：，；"
_CLOSES = np.zeros(LIMIT, dtype=bool)
_CLOSES[[ord(mark) for mark in _CLOSING]] = True


def headlines(page: Page, titles: Sequence[Span | None]) -> Mask:
    """Which words stand in the title of their article, or in a heading line."""
    spans = [page.places(number, span) for number, span in enumerate(titles) if span]
    edges = np.searchsorted(page.start, np.array(spans, dtype=np.int64).reshape(-1, 2))
    first, last = _heading_lines(page)
    return cover(
        len(page),
        np.concatenate((edges[:, 0], first)),
        np.concatenate((edges[:, 1], last + 1)),
    )


def _heading_lines(page: Page) -> tuple[Offsets, Offsets]:
    """First and last word of each paragraph of one line that is short and not closed.

    A line that holds excluded text is none: what is left of it was no line.
    """
    first = page.paragraphs
    last = np.append(first[1:], len(page))[: len(first)] - 1
    short = last - first < HEADING_WORDS
    first, last = first[short], last[short]
    one_line = count(page.breaks, page.start[first], page.end[last] - 1) == 0
    first, last = first[one_line], last[one_line]
    if len(page.edges):
        whole = ~_touches_excluded(page, first, last)
        first, last = first[whole], last[whole]
    loose = ~_closed(page, last)
    return first[loose], last[loose]


def _touches_excluded(page: Page, first: Offsets, last: Offsets) -> Mask:
    breaks = page.breaks
    before = breaks[np.searchsorted(breaks, page.start[first]) - 1]
    after = breaks[np.searchsorted(breaks, page.end[last])]
    touches: Mask = count(page.edges, before + 1, after) > 0
    return touches


def _closed(page: Page, last: Offsets) -> Mask:
    """Whether the line that ends with each word is closed by a mark of `_CLOSING`.

    Closing quotes and brackets after it do not matter.
    """
    codes = page.mark_codes
    opaque = page.mark_flags & ch.CLOSER == 0
    latest = np.maximum.accumulate(np.where(opaque, np.arange(len(codes)), -1))
    low = np.searchsorted(page.marks, page.end[last])
    high = np.searchsorted(page.marks, _line_end(page, last))
    found = np.append(latest, -1)[high - 1]
    closed: Mask = np.zeros(len(last), dtype=bool)
    some = (high > low) & (found >= low)
    closed[some] = _CLOSES[codes[found[some]]]
    return closed


def _line_end(page: Page, last: Offsets) -> Offsets:
    """Where the line of each word ends: at a line break, or at the next word after a lost one."""
    end = page.breaks[np.searchsorted(page.breaks, page.end[last])]
    following: Offsets = np.append(page.start, end.max(initial=0))[last + 1]
    return np.minimum(end, following)
