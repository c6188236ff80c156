"""Owns how two articles differ, as sentences and as rows that each lead to words of the text.

Pure. A difference is that of the second article minus the first, per 1,000 words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from framing.errors import NotFoundError
from framing.model import Profile, Score
from framing.wording import plural
from tui import plots
from tui.content import fit
from tui.dimension_styles import DimensionStyles
from tui.linked_reading import Pair
from tui.text_style import MUTED, PLAIN, Line, TextStyle

if TYPE_CHECKING:
    from framing.comparing.comparison import Comparison, Difference

_DOUBT = 0.05
_SURE = (0.05, 0.01, 0.001)
"""Adjusted p below which a difference gets one point more."""
_TEN = 10
_SHOWN = 0.05
"""What is less is 0.0 with one decimal."""
_CHANGE = 7
_SURENESS = 4
_QUOTED = {"quote": ("a quotation", "quotations"), "reported": ("reported speech",) * 2}


def compare_all(profiles: Sequence[Profile]) -> Mapping[Pair, Comparison]:
    """Every two of the articles compared; none where two of them share no dimension."""
    from framing.comparing import compare_pairs

    try:
        compared = compare_pairs(profiles)
    except NotFoundError:
        return {}
    return dict(zip(combinations(range(len(profiles)), 2), compared, strict=True))


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A line, and the dimension or entry whose first match it leads to."""

    line: Line
    dimension: str = ""
    entry: str = ""
    pane: int = 0
    """The article that has more of it."""


@dataclass(frozen=True, slots=True)
class TwoArticles:
    """A comparison, with what the two articles and the dimensions are called."""

    pair: Comparison
    panes: tuple[int, int]
    letters: tuple[str, str]
    titles: Mapping[str, str]
    shown: frozenset[str]
    """Names of the dimensions that are shown."""

    @property
    def differences(self) -> list[Difference]:
        """Those of the dimensions shown, the largest first."""
        found = [each for each in self.pair.differences if each.dimension in self.shown]
        return sorted(found, key=lambda each: -abs(each.difference or 0.0))


def is_sure(found: Difference) -> bool:
    """Whether a difference is told apart from chance, all that are compared taken together."""
    return found.adjusted_p is not None and found.adjusted_p < _DOUBT


def sureness(found: Difference) -> str:
    """`●●●`, `●●`, `●` by adjusted p below .001, .01, .05, else `○`."""
    if found.adjusted_p is None:
        return ""
    return "●" * sum(found.adjusted_p < edge for edge in _SURE) or "○"


# Sentences


def sentences(two: TwoArticles) -> list[str]:
    """What is sure first, then what cannot be told apart."""
    if nothing := _incomparable(two.pair):
        return [nothing]
    differences = two.differences
    said = [_sentence(two, each) for each in differences if is_sure(each)]
    unsure = [each for each in differences if not is_sure(each) and each.ratio.ratio is not None]
    silent = [each for each in differences if each.ratio.ratio is None]
    if unsure:
        said.append(f"Not distinguishable: {_names(two, unsure)}.")
    if silent:
        said.append(f"In neither: {_names(two, silent)}.")
    return said


def _incomparable(pair: Comparison) -> str:
    if pair.a.unit != pair.b.unit:
        return "One is counted in words, the other in characters: there is nothing to compare."
    if pair.a.article.text == pair.b.article.text:
        return "The same text stands here twice."
    if not pair.a.words or not pair.b.words:
        return "One has no words: there is nothing to compare."
    return ""


def _names(two: TwoArticles, found: Sequence[Difference]) -> str:
    return ", ".join(two.titles.get(each.dimension, each.dimension).lower() for each in found)


def _sentence(two: TwoArticles, found: Difference) -> str:
    """`B speaks of risk 27 times as often as A; 6 of its 18 matches are quotations.`"""
    title = two.titles.get(found.dimension, found.dimension).lower()
    loud, quiet, more, less = _sides(two, found)
    if not less.matches:
        said = f"Only {loud} speaks of {title}"
    else:
        times = (more.rate_per_1000 or 0.0) / (less.rate_per_1000 or 1.0)
        said = f"{loud} speaks of {title} {_times(times)} as often as {quiet}"
    return f"{said}; {_whose(found, more)}."


def _sides(two: TwoArticles, found: Difference) -> tuple[str, str, Score, Score]:
    """Letters and scores of the one that has more, then of the other."""
    one, other = two.letters
    if (found.difference or 0.0) > 0:
        return one, other, found.a, found.b
    return other, one, found.b, found.a


def _times(value: float) -> str:
    return f"{value:,.0f} times" if value >= _TEN else f"{value:.1f} times"


def _whose(found: Difference, more: Score) -> str:
    """`6 of its 18 matches are quotations`."""
    total = more.matches
    for each in found.voices or ():
        own = each.matches_a if more is found.a else each.matches_b
        if each.voice in _QUOTED and own:
            one, several = _QUOTED[each.voice]
            if own == total:
                return f"all of its {plural(total, 'match', 'matches')} are {several}"
            return f"{own} of its {total:,} matches {'is' if own == 1 else 'are'} " + (
                one if own == 1 else several
            )
    return plural(total, "match", "matches")


# Rows


def rows(two: TwoArticles, styles: DimensionStyles, width: int) -> list[DifferenceRow]:
    """Each dimension with its difference and how sure it is, under it what its entries add."""
    found: list[DifferenceRow] = []
    numbers = {name: number for number, name in enumerate(styles, 1)}
    for each in two.differences:
        colour = TextStyle(styles[each.dimension].colour)
        found += _dimension_rows(two, each, numbers[each.dimension], styles, width)
        for entry in each.entries:
            pane = two.panes[entry.contribution <= 0]
            counts = f"{entry.matches_a:,}:{entry.matches_b:,}"
            room = max(width - 2 - _CHANGE - _SURENESS - len(counts) - 1, 1)
            line = (
                (f"  {fit(entry.entry, room)}", colour),
                (f" {counts}", MUTED),
                (fit(_signed(-entry.contribution), _CHANGE, right=True), PLAIN),
            )
            found.append(DifferenceRow(line, each.dimension, entry.entry, pane))
    return found


def _dimension_rows(
    two: TwoArticles, found: Difference, number: int, styles: DimensionStyles, width: int
) -> list[DifferenceRow]:
    """`3 Risk  +25.9 ●●●`, and below it both rates and how many times the one is the other."""
    title = two.titles.get(found.dimension, found.dimension)
    room = max(width - 2 - _CHANGE - _SURENESS, 1)
    difference = "–" if found.difference is None else _signed(-found.difference)
    name = fit(title, room)
    head = (
        (f"{number} ", MUTED),
        (name.rstrip(), styles[found.dimension].text_style),
        (" " * (len(name) - len(name.rstrip())), PLAIN),
        (fit(difference, _CHANGE, right=True), PLAIN),
        (f" {sureness(found)}", TextStyle("accent") if is_sure(found) else MUTED),
    )
    pane = two.panes[(found.difference or 0.0) <= 0]
    one, other = two.letters
    rates = f"  {one} {plots.number(found.a.rate_per_1000)}  {other} "
    rates += plots.number(found.b.rate_per_1000) + _ratio(found)
    return [
        DifferenceRow(head, found.dimension, "", pane),
        DifferenceRow(((fit(rates, width), MUTED),)),
    ]


def _ratio(found: Difference) -> str:
    """`  27× [3.6–203]`: how many times the second is the first."""
    ratio = found.ratio
    if not ratio.ratio or not ratio.low or not ratio.high:
        return ""
    if not found.a.matches or not found.b.matches:
        return ""
    return f"  {_short(1 / ratio.ratio)}× [{_short(1 / ratio.high)}–{_short(1 / ratio.low)}]"


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= _TEN else f"{value:.2g}"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−") if abs(value) >= _SHOWN else "–"
