"""Owns how matches become marks: which spans of a text have which style, without any widget.

The finding is done elsewhere (`framing.matching.scanner`); this only paints. The rules:

- A match takes its dimension's colour and attribute; what lies between the words of a rule has
  the colour as its background. Where dimensions overlap, the text has the colour of the first in
  the legend and that of the second as its background, and its characters take the attributes of
  each in turn: the sum of two would look like a third.
- A negated match is struck through; a quoted one is dimmed.
- The current match, and nothing else, is reversed.
- An excluded span is dimmed, a heading line bold.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle, pairwise
from operator import attrgetter
from typing import Literal

from rich.cells import split_graphemes

from framing.articles.lines import HEADING_WORDS, ends_with
from framing.model import Match, Span
from tui.dimension_styles import DimensionStyles
from tui.text_style import PLAIN, StyledSpan, TextStyle

MarkMode = Literal["colour", "style", "symbols"]
"""How matches are marked: in colour, by attributes alone, or with symbols in the text."""
MARK_MODES: tuple[MarkMode, ...] = ("colour", "style", "symbols")

_NEGATED = "¬"
_STOPS = ".!?…:,;。！？：，；"
# By (negated, quoted).
_ATTRIBUTES = {
    (False, False): "",
    (True, False): "strike",
    (False, True): "dim",
    (True, True): "strike dim",
}


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A span of the stored text that the same matches cover."""

    start: int
    end: int
    dimensions: tuple[str, ...]
    """Those whose entries stand here, in the order of the legend."""
    spanned: tuple[str, ...]
    """Those whose rules only reach across it."""
    negated: bool
    quoted: bool


def marked_spans(matches: Iterable[Match], dimensions: Sequence[str]) -> list[MarkedSpan]:
    """The spans that matches of the given dimensions cover, in order, none overlapping."""
    found = [match for match in matches if match.dimension in dimensions]
    starts = sorted(found, key=attrgetter("start"))
    edges = [(match.start, match.end) for match in found]
    edges += [words for match in found for words in match.own]
    cuts = sorted({cut for edge in edges for cut in edge})
    spans: list[MarkedSpan] = []
    open_matches: list[Match] = []
    waiting = 0
    for start, end in pairwise(cuts):
        open_matches = [match for match in open_matches if match.end > start]
        while waiting < len(starts) and starts[waiting].start <= start:
            open_matches.append(starts[waiting])
            waiting += 1
        if open_matches:
            spans.append(_marked_span(start, end, open_matches, dimensions))
    return spans


def _marked_span(
    start: int, end: int, covering: Sequence[Match], dimensions: Sequence[str]
) -> MarkedSpan:
    if len(covering) == 1 and len(covering[0].own) < 2:
        match = covering[0]
        return MarkedSpan(
            start, end, (match.dimension,), (), bool(match.negated), match.voice == "quote"
        )
    names = {match.dimension for match in covering}
    here = {match.dimension for match in covering if _stands_in(match, start, end)}
    return MarkedSpan(
        start,
        end,
        tuple(name for name in dimensions if name in here),
        tuple(name for name in dimensions if name in names - here),
        any(match.negated for match in covering),
        any(match.voice == "quote" for match in covering),
    )


def _stands_in(match: Match, start: int, end: int) -> bool:
    """Whether a span is one of the match's own words, and not only between them."""
    spans = match.own or ((match.start, match.end),)
    return any(left <= start and end <= right for left, right in spans)


def styled_spans(
    marked: Iterable[MarkedSpan], styles: DimensionStyles, mark_mode: MarkMode
) -> list[StyledSpan]:
    """The style of each span, in order."""
    known: dict[tuple[object, ...], TextStyle] = {}
    spans = []
    for span in marked:
        kind = (span.dimensions, span.spanned, span.negated, span.quoted)
        if kind not in known:
            known[kind] = span_style(span, styles, mark_mode)
        spans.append((span.start, span.end, known[kind]))
    return spans


def span_style(span: MarkedSpan, styles: DimensionStyles, mark_mode: MarkMode) -> TextStyle:
    """The style of a span in a mode of marking."""
    found = [styles[name] for name in span.dimensions]
    attributes = frozenset(_ATTRIBUTES[span.negated, span.quoted].split())
    if mark_mode == "symbols":
        return TextStyle("", "", attributes)
    own = tuple(style.attributes for style in found)
    if len(own) == 1:
        attributes |= own[0]
    woven = own if len(own) > 1 else ()
    if mark_mode == "style":
        return TextStyle("", "", attributes, woven)
    others = [*found[1:], *(styles[name] for name in span.spanned)]
    ground = found[0].ground if found else ""
    background = others[0].colour.replace("mark", "background") if others else ground
    return TextStyle(found[0].colour if found else "", background, attributes, woven)


def current_style(style: TextStyle) -> TextStyle:
    """The current match."""
    return replace(style, attributes=style.attributes | {"reverse"})


def unwoven(text: str, style: TextStyle) -> Iterator[tuple[str, TextStyle]]:
    """A text in pieces that each have one set of attributes."""
    if not style.woven:
        yield text, style
        return
    turns = cycle(style.woven)
    for start, end, _ in split_graphemes(text)[0]:
        yield text[start:end], replace(style, attributes=style.attributes | next(turns), woven=())


def mark_symbols(matches: Iterable[Match], styles: DimensionStyles) -> list[tuple[int, str]]:
    """The symbols that stand for marks in plain text: (stored offset, symbol), in order.

    `_subsidies_` is a match, `_¬subsidies_` a negated one; of nested matches the longer one's
    symbols are outside.
    """
    events: list[tuple[int, int, int, str]] = []
    for match in matches:
        symbol = styles[match.dimension].symbol
        for start, end in match.own or ((match.start, match.end),):
            opening = symbol + _NEGATED if match.negated else symbol
            events += [(start, 1, start - end, opening), (end, 0, end - start, symbol)]
    return [(offset, symbol) for offset, _, _, symbol in sorted(events)]


def merge_layers(
    start: int, end: int, layers: Iterable[Iterable[StyledSpan]]
) -> Iterator[StyledSpan]:
    """Cover [start, end) without gaps; of layers that meet, the later one holds.

    The spans of each layer are in order, none overlapping.
    """
    spans = [
        (max(left, start), min(right, end), style)
        for layer in layers
        for left, right, style in layer
        if left < end and right > start
    ]
    cuts = sorted({start, end, *(cut for left, right, _ in spans for cut in (left, right))})
    for left, right in pairwise(cuts):
        style = PLAIN
        for from_, to, layer_style in spans:
            if from_ <= left and right <= to:
                style = layer_style
        yield left, right, style


def spans_in(spans: Sequence[StyledSpan], start: int, end: int) -> list[StyledSpan]:
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
