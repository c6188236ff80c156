"""How a comparison of articles is printed: the figures, and the words behind them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, zip_longest
from typing import TYPE_CHECKING

from framing.commands.comparison_json import CONTEXT, Kinds, Without, first_lines, kinds_of
from framing.commands.output import Cell, cells, print_table, with_sums
from framing.comparing import Comparison, compare_pairs
from framing.comparing.comparison import Difference
from framing.comparing.explained_difference import EntryDifference
from framing.comparing.kwic import KwicLine
from framing.comparing.verdicts import verdict
from framing.statistics import rate_ratio
from framing.visible import visible_line, write_line
from framing.wording import VOICE_NAMES, rate_with_interval
from framing.workbench.sensitivity import without_each

if TYPE_CHECKING:
    from framing.lexicons import Lexicon
    from framing.model import Profile

MOST_ENTRIES = 8
"""Entries of a dimension that are printed where not all are asked for."""


def print_difference(
    a: Profile, b: Profile, lexicons: Sequence[Lexicon], *, every: bool = False
) -> None:
    """Print for each dimension how two articles differ, by which entries and in which voices.

    The entries are those that differ most, or `every` one.
    """
    (pair,) = compare_pairs((a, b))
    most = None if every else MOST_ENTRIES
    shown = {each.dimension: each.entries[:most] for each in pair.differences}
    names = [(dimension, each.entry) for dimension, own in shown.items() for each in own]
    without = without_each(lexicons, [a.article, b.article], names)
    for found in pair.differences:
        write_line("")
        write_line(f"{found.dimension}: {verdict(pair, found)}")
        if found.entries and a.unit == b.unit:
            _print_entries(found, shown[found.dimension], without)
            _print_kinds(kinds_of(pair, found, lexicons))
            _print_voices(found)
            _print_context(pair, found, shown[found.dimension])
        _print_negated(found)


def print_pairs(profiles: Sequence[Profile]) -> None:
    """Print for each pair of articles and each dimension how many times the one is the other."""
    letters = combinations("ABCD"[: len(profiles)], 2)
    for (one, other), pair in zip(letters, compare_pairs(profiles), strict=True):
        write_line("")
        for found in pair.differences:
            write_line(f"{found.dimension}: {verdict(pair, found, one, other)}")


_PER_1000 = "A−B per 1,000"


def _print_entries(found: Difference, shown: Sequence[EntryDifference], without: Without) -> None:
    """The sum over entries, largest first, each with the rates there would be without it."""
    rows = with_sums(found.entries, len(shown), _sides)
    alone = [map(rate_with_interval, without[found.dimension, each.entry]) for each in shown]
    table = [[*row, *more] for row, more in zip_longest(rows, alone, fillvalue=("", ""))]
    header = ["entry", "A", "B", _PER_1000, "A without it", "B without it"]
    print_table(header, table, {"entry": 40})
    for each in shown:
        sure = rate_ratio(*without[found.dimension, each.entry]).is_distinguishable
        if sure != found.ratio.is_distinguishable:
            how = "distinguishable" if sure else "not distinguishable"
            write_line(visible_line(f"without {each.entry} the two are {how}"))


def _sides(name: str, parts: Sequence[EntryDifference]) -> list[Cell]:
    return [
        name,
        sum(each.matches_a for each in parts),
        sum(each.matches_b for each in parts),
        f"{sum(each.contribution for each in parts):+.2f}",
    ]


def _print_kinds(kinds: Kinds) -> None:
    """How often the entries of each kind match, where entries have kinds."""
    rows: list[list[Cell]] = [
        [
            each.kind or "(none)",
            each.matches_a,
            each.matches_b,
            f"{each.rate_a:.1f}",
            f"{each.rate_b:.1f}",
        ]
        for each in kinds
    ]
    if rows:
        print_table(["kind", "A", "B", "A per 1,000", "B per 1,000"], rows, {"kind": 32})


def _print_voices(found: Difference) -> None:
    if found.voices is None:
        write_line("by voice: voice is not measured")
        return
    parts = (
        f"{VOICE_NAMES[each.voice]} {each.matches_a} and {each.matches_b}"
        f" ({each.contribution:+.2f})"
        for each in found.voices
    )
    write_line(f"by voice, A and B: {', '.join(parts)}")


def _print_negated(found: Difference) -> None:
    """Both figures of each article, whichever the rate counts."""
    if found.affirmed_a is None or found.affirmed_b is None:
        write_line("negation is not measured")
        return
    negated = found.a.negated_matches, found.b.negated_matches
    counted = found.a.matches - found.affirmed_a + found.b.matches - found.affirmed_b
    policy = " (counted)" if counted else " (not counted)" if any(negated) else ""
    write_line(
        f"affirmed: A {found.affirmed_a}, B {found.affirmed_b};"
        f" negated: A {negated[0]}, B {negated[1]}{policy}"
    )


def _print_context(pair: Comparison, found: Difference, shown: Sequence[EntryDifference]) -> None:
    """The first counted match of each entry in each article."""
    sides = (("A", first_lines(pair.a, found)), ("B", first_lines(pair.b, found)))
    rows = [
        [each.entry, side, _in_context(lines[each.entry])]
        for each in shown
        for side, lines in sides
        if each.entry in lines
    ]
    print_table(["entry", "in", "its first match"], rows, {"entry": 40})


def _in_context(line: KwicLine) -> str:
    left, text, right = map(visible_line, (line.left, line.text, line.right))
    return f"{' ' * max(0, CONTEXT - cells(left))}{left}[{text}]{right}"
