"""Who wins a word: the leftmost, then the longest candidate of a contest, whatever the line order.

A contest is what competes for the same words: the terms and exclusions of one dimension, or the
members of one group. No contest takes words from another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from framing.text import Mask, Offsets


@dataclass(frozen=True, slots=True)
class Winners:
    """Candidates that won their words, by contest and then by place."""

    contest: Offsets
    first: Offsets
    last: Offsets
    rank: Offsets

    def of(self, chosen: Mask) -> Winners:
        """The chosen ones."""
        return Winners(
            self.contest[chosen], self.first[chosen], self.last[chosen], self.rank[chosen]
        )


def winners(contest: Offsets, first: Offsets, last: Offsets, rank: Offsets) -> Winners:
    """The candidates that win their words.

    At equal place and length the lower `rank` wins; no two candidates of a contest have the same.
    """
    if not len(contest):
        return Winners(contest, first, last, rank)
    ordered = _in_order(contest, first, last, rank)
    best = np.ones(len(contest), dtype=bool)
    best[1:] = (ordered.contest[1:] != ordered.contest[:-1]) | (
        ordered.first[1:] != ordered.first[:-1]
    )
    ordered = ordered.of(best)
    return ordered.of(_without_overlap(ordered))


def _in_order(contest: Offsets, first: Offsets, last: Offsets, rank: Offsets) -> Winners:
    """The candidates by contest, place, falling length and rank.

    All four are packed in one number, which sorts ten times as fast as four keys; where they do
    not fit, the four are sorted.
    """
    shorter = int((last - first).max()) - (last - first)
    widths = [int(each.max()).bit_length() for each in (first, shorter, rank)]
    if int(contest.max()).bit_length() + sum(widths) > 63:
        order = np.lexsort((rank, shorter, first, contest))
        return Winners(contest[order], first[order], last[order], rank[order])
    packed = contest
    for width, each in zip(widths, (first, shorter, rank), strict=True):
        packed = packed << width | each
    packed = np.sort(packed)
    parts = []
    for width in reversed(widths):
        parts.append(packed & (1 << width) - 1)
        packed = packed >> width
    ranked, short, begun = parts
    return Winners(packed, begun, begun + int((last - first).max()) - short, ranked)


def _without_overlap(ordered: Winners) -> Mask:
    """Walk the candidates from the left and drop those that begin inside one already taken."""
    keep = np.ones(len(ordered.contest), dtype=bool)
    contest_width = int(ordered.last.max()) + 1
    begin = ordered.contest * contest_width + ordered.first
    reach = ordered.contest * contest_width + ordered.last
    furthest = np.maximum.accumulate(reach)
    overlaps = np.concatenate(([False], begin[1:] <= furthest[:-1]))
    taken_to = -1
    for index in np.flatnonzero(overlaps).tolist():
        if not overlaps[index - 1]:
            taken_to = int(reach[index - 1])
        if begin[index] > taken_to:
            taken_to = int(reach[index])
        else:
            keep[index] = False
    return keep
