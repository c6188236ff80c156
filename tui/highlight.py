"""Owns how matches become marks: which stretches of a text look how, without any widget.

The finding is done elsewhere (`framing.matching.scanner`); this only paints. The rules:

- A match takes its dimension's colour and attribute; what lies between the words of a rule has
  the colour as its ground. Where dimensions overlap, the stretch has
  the colour of the first in the legend, the colour of the second as its ground, and the
  attributes of all.
- A negated match is struck through; a quoted one is dimmed.
- The current match has `reverse` turned over, so that it stands out with and without colours.
- An excluded span is dimmed, a heading line bold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter
from typing import Literal

from framing.articles.lines import HEADING_WORDS, ends_with
from framing.model import Match, Span
from tui.dimension_styles import Look
from tui.text_style import PLAIN, Ink

Marks = Literal["colour", "style", "symbols"]
MARKS: tuple[Marks, ...] = ("colour", "style", "symbols")

_NEGATED = "¬"
_STOPS = ".!?…:,;。！？：，；"
# By (negated, quoted).
_STATES = {
    (False, False): "",
    (True, False): "strike",
    (False, True): "dim",
    (True, True): "strike dim",
}


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the stored text that the same matches cover."""

    start: int
    end: int
    dimensions: tuple[str, ...]
    """Those whose entries stand here, in the order of the legend."""
    spanned: tuple[str, ...]
    """Those whose rules only reach across it."""
    negated: bool
    quoted: bool


def runs(matches: Iterable[Match], dimensions: Sequence[str]) -> list[Run]:
    """The stretches that matches of the given dimensions cover, in order, none overlapping."""
    found = [match for match in matches if match.dimension in dimensions]
    starts = sorted(found, key=attrgetter("start"))
    edges = [(match.start, match.end) for match in found]
    edges += [span for match in found for span in match.evidence]
    cuts = sorted({cut for span in edges for cut in span})
    stretches: list[Run] = []
    open_matches: list[Match] = []
    waiting = 0
    for start, end in pairwise(cuts):
        open_matches = [match for match in open_matches if match.end > start]
        while waiting < len(starts) and starts[waiting].start <= start:
            open_matches.append(starts[waiting])
            waiting += 1
        if open_matches:
            stretches.append(_run(start, end, open_matches, dimensions))
    return stretches


def _run(start: int, end: int, covering: Sequence[Match], dimensions: Sequence[str]) -> Run:
    if len(covering) == 1 and len(covering[0].evidence) < 2:
        match = covering[0]
        return Run(start, end, (match.dimension,), (), bool(match.negated), match.voice == "quote")
    names = {match.dimension for match in covering}
    here = {match.dimension for match in covering if _stands_in(match, start, end)}
    return Run(
        start,
        end,
        tuple(name for name in dimensions if name in here),
        tuple(name for name in dimensions if name in names - here),
        any(match.negated for match in covering),
        any(match.voice == "quote" for match in covering),
    )


def _stands_in(match: Match, start: int, end: int) -> bool:
    """Whether a stretch is one of the match's own words, and not only between them."""
    spans = match.evidence or ((match.start, match.end),)
    return any(left <= start and end <= right for left, right in spans)


def inks(
    stretches: Iterable[Run], looks: Mapping[str, Look], marks: Marks
) -> list[tuple[int, int, Ink]]:
    """What each stretch looks like: (start, end, ink), in order."""
    known: dict[tuple[object, ...], Ink] = {}
    spans = []
    for run in stretches:
        kind = (run.dimensions, run.spanned, run.negated, run.quoted)
        if kind not in known:
            known[kind] = ink_of(run, looks, marks)
        spans.append((run.start, run.end, known[kind]))
    return spans


def ink_of(run: Run, looks: Mapping[str, Look], marks: Marks) -> Ink:
    """What a stretch looks like under a way of marking."""
    found = [looks[name] for name in run.dimensions]
    attributes = frozenset(_STATES[run.negated, run.quoted].split())
    if marks == "symbols":
        return Ink("", "", attributes)
    attributes = attributes.union(*(look.attributes for look in found))
    if marks == "style":
        return Ink("", "", attributes)
    others = [*found[1:], *(looks[name] for name in run.spanned)]
    ground = others[0].colour.replace("mark", "ground") if others else ""
    return Ink(found[0].colour if found else "", ground, attributes)


def current(ink: Ink) -> Ink:
    """The ink of the current match: bold, `reverse` turned over, underlined where that ends it."""
    more = {"bold", "underline"} if "reverse" in ink.attributes else {"bold"}
    return replace(ink, attributes=(ink.attributes ^ {"reverse"}) | more)


def symbols(
    matches: Iterable[Match], looks: Mapping[str, Look], dimensions: Collection[str]
) -> list[tuple[int, str]]:
    """The symbols that stand for marks in plain text: (stored offset, symbol), in order.

    `_subsidies_` is a match, `_¬subsidies_` a negated one; of nested matches the longer one's
    symbols are outside.
    """
    events: list[tuple[int, int, int, str]] = []
    for match in matches:
        if match.dimension not in dimensions:
            continue
        symbol = looks[match.dimension].symbol
        for start, end in match.evidence or ((match.start, match.end),):
            opening = symbol + _NEGATED if match.negated else symbol
            events += [(start, 1, start - end, opening), (end, 0, end - start, symbol)]
    return [(offset, symbol) for offset, _, _, symbol in sorted(events)]


def paint(
    start: int, end: int, layers: Iterable[Iterable[tuple[int, int, Ink]]]
) -> Iterator[tuple[int, int, Ink]]:
    """Cover [start, end) without gaps; of layers that meet, the later one holds.

    Each layer is a sequence of (start, end, ink) in order, none overlapping.
    """
    spans = [
        (max(left, start), min(right, end), ink)
        for layer in layers
        for left, right, ink in layer
        if left < end and right > start
    ]
    cuts = sorted({start, end, *(cut for left, right, _ in spans for cut in (left, right))})
    for left, right in pairwise(cuts):
        ink = PLAIN
        for from_, to, layer_ink in spans:
            if from_ <= left and right <= to:
                ink = layer_ink
        yield left, right, ink


def within(
    spans: Sequence[tuple[int, int, Ink]], start: int, end: int
) -> list[tuple[int, int, Ink]]:
    """Those of many spans, in order and none overlapping, that touch [start, end)."""
    first = max(bisect_right(spans, start, key=lambda span: span[0]) - 1, 0)
    found = []
    for span in spans[first:]:
        if span[0] >= end:
            break
        if span[1] > start:
            found.append(span)
    return found


def headings(text: str) -> list[Span]:
    """The heading lines: a one-line paragraph of at most 15 words that no stop closes."""
    found: list[Span] = []
    lines = ["", *text.split("\n"), ""]
    start = 0
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        alone = not before.strip() and not after.strip()
        if alone and 0 < len(line.split()) <= HEADING_WORDS and not ends_with(line.strip(), _STOPS):
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
