"""Where marks and spans stand in words and paragraphs: the small steps all of voice is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.matching.voice.text_marks import Page
from framing.text import Mask, Offsets


@dataclass(frozen=True, slots=True)
class Spans:
    """Quotations of a batch as parallel arrays, by place."""

    opens: Offsets
    """Buffer position of the mark that opens each."""
    closes: Offsets
    """Buffer position of the mark that closes it, or of its paragraph's end."""
    first: Offsets
    """The first word at or after the opening mark."""
    stop: Offsets
    """One past its last word; equal to `first` where it holds none."""


def paragraph_of(page: Page, marks: Offsets) -> Offsets:
    """The paragraph of each of these marks, given by number; -1 for one that stands alone on its
    lines between two.

    A mark belongs to the word before it, unless a line break or excluded text stands between;
    then to the word after it, unless one stands there as well.
    """
    if not len(page):
        return np.full(len(marks), -1)
    places, after = page.marks[marks], page.mark_words[marks]
    before = after - 1
    has_before, has_after = before >= 0, after < len(page)
    after = np.minimum(after, len(page) - 1)
    before = np.maximum(before, 0)
    own, following = page.paragraph(before), page.paragraph(after)
    cut_before = _cut(page, page.end[before], places) & (own != following)
    cut_after = _cut(page, places, page.start[after])
    found = np.where(has_after & ~cut_after, following, -1)
    found[has_before & has_after & ~cut_before] = own[has_before & has_after & ~cut_before]
    last = has_before & ~has_after
    found[last & ~_cut(page, page.end[before], places)] = len(page.paragraphs) - 1
    return found


def _cut(page: Page, first: Offsets, last: Offsets) -> Mask:
    """Whether a line break or the edge of excluded text stands between two places."""
    cut: Mask = count(page.breaks, first, last) > 0
    if len(page.edges):
        cut |= count(page.edges, first, last) > 0
    return cut


def count(places: Offsets, first: Offsets, last: Offsets) -> Offsets:
    """How many of the sorted places stand from `first` to `last`, both included."""
    return np.searchsorted(places, last, side="right") - np.searchsorted(places, first)


def last_words(page: Page, paragraphs: Offsets) -> Offsets:
    """The last word of each of these paragraphs."""
    last: Offsets = np.append(page.paragraphs[1:], len(page))[paragraphs] - 1
    return last


def cover(size: int, first: Offsets, stop: Offsets) -> Mask:
    """Which of so many words stand in a span of words `[first, stop)`."""
    steps = np.bincount(first, minlength=size + 1) - np.bincount(stop, minlength=size + 1)
    covered: Mask = np.cumsum(steps[:size]) > 0
    return covered
