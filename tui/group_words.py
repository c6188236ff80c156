"""Owns what is said of a group in words: its figures, what carries them, how it differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from framing.wording import interval, plural
from tui import plots
from tui.content import fit, shown_line
from tui.dimension_styles import DimensionStyles
from tui.group_rows import NAMELESS, GroupRow
from tui.group_trend import GroupTrend
from tui.text_style import BOLD, MUTED, PLAIN, Line, Part, text_style

if TYPE_CHECKING:
    from framing.comparing.source_pairs import SourcePair, SourcePairs
    from framing.comparing.source_rates import SourceRate
    from framing.comparing.story_differences import StoryDifference
    from framing.statistics import RateRatio

TEXTS = "n < 5: read as texts, not as a source"
_FEW_ARTICLES = " · too few for an interval"
_NOT_COMPARED = "Only what has five articles is compared."
_MOST_TITLE = 24
_ALIKE = "not distinguishable"
_FEW = 6
"""So many others are named each; of more only those that differ."""
_NAME = 18
_WARNING = text_style("warning")

Titles = Mapping[str, str]


def figure_lines(row: GroupRow, titles: Titles, styles: DimensionStyles) -> list[Line]:
    """What a group is, its rates by dimension, and what carries them."""
    known = [row.rates[name] for name in titles if name in row.rates]
    if not known:
        return []
    first = known[0]
    few: Line = () if row.is_source else ((_FEW_ARTICLES, _WARNING),)
    lines: list[Line] = [((_size(first), MUTED), *few), ()]
    lines += [_figures(each, titles, styles) for each in known]
    notes = [*_leverages(known, titles), *_units(first)]
    return [*lines, *([()] if notes else []), *(((note, PLAIN),) for note in notes)]


def _size(rate: SourceRate) -> str:
    size = f"{plural(rate.articles, 'article')} · {plural(rate.words, 'word')}"
    copies = plural(rate.copies, "copy", "copies")
    return f"{size} · {copies} not counted" if rate.copies else size


def _figures(rate: SourceRate, titles: Titles, styles: DimensionStyles) -> Line:
    longest = max(cell_len(shown_line(each)) for each in titles.values())
    title = _title(rate.dimension, titles, styles, min(longest, _MOST_TITLE) + 1)
    if rate.interval == "silence" and rate.high is not None:
        said = f"     –  none in {plural(rate.articles, 'article')}, at most {rate.high:.1f}"
        return (*title, (said, PLAIN))
    said = f"{plots.number(rate.pooled_rate):>6} {interval(rate)}"
    more = f"mean {plots.number(rate.mean_rate)}"
    if rate.narrator_rate is not None:
        more += f" · narrator {plots.number(rate.narrator_rate)}"
    return (*title, (f"{said:<23} ", PLAIN), (more, MUTED))


def _title(name: str, titles: Titles, styles: DimensionStyles, width: int) -> tuple[Part, Part]:
    title = fit(titles.get(name, name), width).rstrip()
    return (title, styles[name].text_style), (" " * (width - cell_len(title)), PLAIN)


def _leverages(rates: Sequence[SourceRate], titles: Titles) -> Iterable[str]:
    for each in rates:
        if each.leverage:
            few = len(each.leverage.articles)
            who = "One article holds" if few == 1 else "Two articles hold"
            title = titles.get(each.dimension, each.dimension)
            without = plots.number(each.leverage.rate_without)
            yield (
                f"{who} {each.leverage.share:.0%} of what matches {title};"
                f" {without} without {'it' if few == 1 else 'them'}."
            )


def _units(rate: SourceRate) -> Iterable[str]:
    if rate.characters == rate.articles:
        yield "Rates are per 1,000 characters."
    elif rate.characters:
        yield "Some articles are counted by characters: its rates are not to be compared."


def period_lines(
    row: GroupRow, trend: GroupTrend, titles: Titles, styles: DimensionStyles
) -> list[Line]:
    """What a group has in the period under the cursor."""
    found = [each for name in titles if (each := trend.at(row.name, name))]
    lines: list[Line] = [((trend.period, BOLD),)]
    if not found:
        return [*lines, (("no article", MUTED),)]
    lines[0] = ((trend.period, BOLD), (f" · {_size(found[0])}", MUTED))
    if not found[0].is_source:
        lines.append(((TEXTS, _WARNING),))
    return [*lines, *(_figures(each, titles, styles) for each in found)]


# Pairs


def pair_lines(
    row: GroupRow,
    other: GroupRow | None,
    pairs: SourcePairs,
    titles: Titles,
    styles: DimensionStyles,
) -> list[Line]:
    """How a group differs from the others, or from another one; p is adjusted over all pairs."""
    if not row.is_source:
        return [((_NOT_COMPARED, MUTED),)]
    own = [
        each
        for each in pairs.of_source(row.name)
        if other is None or other.name in (each.a.source, each.b.source)
    ]
    lines: list[Line] = []
    for name in titles:
        found = [each for each in own if each.a.dimension == name and each.adjusted_p is not None]
        if found:
            lines += [*_dimension(name, found, row, titles, styles), ()]
    if not lines:
        return [(("There is no other source of five articles, or no match.", MUTED),)]
    said = f"p adjusted over all {plural(pairs.compared, 'comparison')} of the selection"
    return [*lines, ((said, MUTED),)]


def _dimension(
    name: str, found: Sequence[SourcePair], row: GroupRow, titles: Titles, styles: DimensionStyles
) -> list[Line]:
    ordered = sorted(found, key=lambda each: each.adjusted_p or 0.0)
    differ = [each for each in ordered if each.is_flagged]
    alike = [each for each in ordered if not each.is_flagged]
    named = [*differ, *(alike if len(found) <= _FEW else ())]
    names = [_other(each, row) for each in named]
    width = min(max((cell_len(shown_line(name)) for name in names), default=0), _NAME)
    said = [
        _pair(each, name, width, turned=each.b.source == row.name)
        for each, name in zip(named, names, strict=True)
    ]
    title = (titles[name], styles[name].text_style)
    lines: list[Line] = [
        (title, (f"  differs from {len(differ) or 'none'} of {len(found)}", MUTED))
    ]
    lines += said[: len(differ)]
    if alike and len(named) > len(differ):
        lines += [((f"  {_ALIKE} from", MUTED),), *said[len(differ) :]]
    return lines


def _other(pair: SourcePair, row: GroupRow) -> str:
    return (pair.b if pair.a.source == row.name else pair.a).source or NAMELESS


def _pair(pair: SourcePair, name: str, width: int, *, turned: bool) -> Line:
    times = ratio_text(pair.ratio, turned=turned)
    if not times:
        times = "only here" if bool(pair.a.weight) != turned else "only there"
    style = PLAIN if pair.is_flagged else MUTED
    said = f"p {p_text(pair.adjusted_p)}"
    return ((f"  {fit(name, width)}  ", style), (f"{times:<19} ", style), (said, MUTED))


def ratio_text(ratio: RateRatio, *, turned: bool) -> str:
    """`2.40× [1.19–4.86]`, the other way round if `turned`; nothing where one is silent."""
    if not ratio.ratio:
        return ""
    value = 1 / ratio.ratio if turned else ratio.ratio
    if not ratio.low or not ratio.high:
        return f"{value:.2f}×"
    ends = (1 / ratio.high, 1 / ratio.low) if turned else (ratio.low, ratio.high)
    return f"{value:.2f}× [{ends[0]:.2f}–{ends[1]:.2f}]"


def p_text(p: float | None) -> str:
    """`.003`, `< .001`."""
    if p is None:
        return "–"
    return "< .001" if p < 0.0005 else f"{p:.3f}".removeprefix("0")


def story_lines(
    row: GroupRow,
    other: GroupRow | None,
    found: Iterable[StoryDifference],
    titles: Titles,
    styles: DimensionStyles,
) -> list[Line]:
    """How a group differs from others within the stories that both told."""
    own = [
        each
        for each in found
        if row.name in (each.a, each.b) and (other is None or other.name in (each.a, each.b))
    ]
    lines: list[Line] = []
    for each in sorted(own, key=lambda each: (not each.is_flagged, each.adjusted_p or 1.0)):
        turned = each.b == row.name
        name = each.a if turned else each.b
        said = f"p {p_text(each.adjusted_p)}" + ("" if each.is_flagged else f" · {_ALIKE}")
        lines.append(
            (
                *_title(each.dimension, titles, styles, 9),
                (f" {fit(name or '(none)', 12)} ", PLAIN),
                (ratio_text(each.ratio, turned=turned).ljust(19), PLAIN),
                (f"{said} · {plural(each.stories, 'story', 'stories')}", MUTED),
            )
        )
    return [(("Within the stories that both told", BOLD),), *lines[:_FEW]] if lines else []
