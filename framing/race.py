"""Who wins a word: the leftmost, then the longest candidate of a lane, whatever the line order.

A lane is what races together: the terms and exclusions of one dimension, or the members of one
group. Lanes never take words from one another.
"""

from __future__ import annotations

import numpy as np

from framing.text import Mask, Offsets


def winners(lane: Offsets, first: Offsets, last: Offsets, rank: Offsets) -> Offsets:
    """Indices of the candidates that win their words, by lane and then by place.

    At equal place and length the lower `rank` wins.
    """
    order = np.lexsort((rank, first - last, first, lane))
    lane, first, last = lane[order], first[order], last[order]
    best = np.ones(len(order), dtype=bool)
    best[1:] = (lane[1:] != lane[:-1]) | (first[1:] != first[:-1])
    order, lane, first, last = order[best], lane[best], first[best], last[best]
    return order[_without_overlap(lane, first, last)]


def _without_overlap(lane: Offsets, first: Offsets, last: Offsets) -> Mask:
    """Walk the candidates from the left and drop those that begin inside one already taken."""
    keep = np.ones(len(lane), dtype=bool)
    if not len(lane):
        return keep
    lane_width = int(last.max()) + 1
    begin, reach = lane * lane_width + first, lane * lane_width + last
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
