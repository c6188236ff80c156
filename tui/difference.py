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
    from framing.comparing.explained_difference import EntryDifference

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

    def title(self, found: Difference) -> str:
        """What the dimension of a difference is called."""
        return self.titles.get(found.dimension, found.dimension)


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
    return ", ".join(two.title(each).lower() for each in found)


def _sentence(two: TwoArticles, found: Difference) -> str:
    """`B speaks of risk 27 times as often as A; 6 of its 18 matches are quotations.`"""
    title = two.title(found).lower()
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


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A dimension, its rates, or one of its entries."""

    found: Difference
    entry: EntryDifference | None = None
    rates: bool = False

    @property
    def leads(self) -> bool:
        """Whether it leads to a match."""
        return not self.rates

    @property
    def more_in_b(self) -> bool:
        """Whether the second article has more of it."""
        change = self.entry.contribution if self.entry else self.found.difference or 0.0
        return change <= 0


def rows(two: TwoArticles) -> list[DifferenceRow]:
    """Each dimension with its rates, and under it its entries, the largest difference first."""
    return [
        row
        for found in two.differences
        for row in (
            DifferenceRow(found),
            DifferenceRow(found, rates=True),
            *(DifferenceRow(found, entry) for entry in found.entries),
        )
    ]


def row_line(row: DifferenceRow, two: TwoArticles, styles: DimensionStyles, width: int) -> Line:
    """A row in `width` cells."""
    if row.rates:
        return _rates_line(row.found, two, width)
    if row.entry is None:
        return _dimension_line(row.found, two, styles, width)
    return _entry_line(row.entry, TextStyle(styles[row.found.dimension].colour), width)


def _dimension_line(
    found: Difference, two: TwoArticles, styles: DimensionStyles, width: int
) -> Line:
    """`3 Risk  +25.9 ●●●`."""
    number = list(styles).index(found.dimension) + 1
    name = fit(two.title(found), max(width - 2 - _CHANGE - _SURENESS, 1))
    difference = "–" if found.difference is None else _signed(-found.difference)
    return (
        (f"{number} ", MUTED),
        (name.rstrip(), styles[found.dimension].text_style),
        (" " * (len(name) - len(name.rstrip())), PLAIN),
        (fit(difference, _CHANGE, right=True), PLAIN),
        (f" {sureness(found)}", TextStyle("accent") if is_sure(found) else MUTED),
    )


def _rates_line(found: Difference, two: TwoArticles, width: int) -> Line:
    """`  A 1.0  B 26.9  27× [3.6–203]`."""
    pairs = zip(two.letters, (found.a, found.b), strict=True)
    rates = "  ".join(f"{letter} {plots.number(each.rate_per_1000)}" for letter, each in pairs)
    return ((fit(f"  {rates}{_ratio(found)}", width), MUTED),)


def _entry_line(entry: EntryDifference, colour: TextStyle, width: int) -> Line:
    """`  fail*  0:3  +4.5`."""
    counts = f" {entry.matches_a:,}:{entry.matches_b:,}"
    room = max(width - 2 - _CHANGE - _SURENESS - len(counts), 1)
    return (
        (f"  {fit(entry.entry, room)}", colour),
        (counts, MUTED),
        (fit(_signed(-entry.contribution), _CHANGE, right=True), PLAIN),
    )


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
