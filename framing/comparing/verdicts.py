"""How the difference of two texts is put in words, the same wherever it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from framing.comparing.comparison import Comparison, Difference


def verdict(pair: Comparison, found: Difference, one: str = "A", other: str = "B") -> str:
    """The ratio of two rates in words, or why there is none."""
    ratio = found.ratio
    if pair.a.unit != pair.b.unit:
        return f"{one} and {other}: nothing to compare, one is counted in words, one in characters"
    if ratio.ratio is None or ratio.low is None or ratio.high is None:
        silent = found.a.words and found.b.words
        why = "neither has a counted match" if silent else "an article without words has no rate"
        return f"{one} and {other}: nothing to compare, {why}"
    how = f"{ratio.low:.2f}–{ratio.high:.2f}, {ratio.method}"
    if ratio.method == "binomial" and not (found.a.matches and found.b.matches):
        how += " with 0.5 added to both counts"
    shown = f"{one} is {ratio.ratio:.2f} times {other} [{how}]"
    if found.adjusted_p is not None:
        shown += f", adjusted p {found.adjusted_p:.3f}"
    return shown if ratio.is_distinguishable else f"{shown}: not distinguishable"
