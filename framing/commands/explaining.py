"""How a comparison is printed and written as JSON: the figures, and the words behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations
from typing import TYPE_CHECKING

from framing.commands.output import cells, print_table
from framing.comparison import Comparison, Difference, EntryDifference, compare_pairs, minus
from framing.kwic import Line, line_of
from framing.sensitivity import Named, without_each
from framing.visible import visible_line, write_line
from framing.wording import plural, rate_with_interval

if TYPE_CHECKING:
    from framing.lexicon import Lexicon
    from framing.model import Profile, Score

MOST_ENTRIES = 8
"""Entries of a dimension that are printed; JSON has all."""
_CONTEXT = 30
"""Characters of context on each side."""

Without = Mapping[Named, tuple["Score", ...]]
"""The scores of the articles compared, in their order, without an entry."""


def print_difference(a: Profile, b: Profile, lexicons: Sequence[Lexicon]) -> None:
    """Print for each dimension how two articles differ, by which entries and in which voices."""
    (pair,) = compare_pairs((a, b))
    shown = [(each.dimension, entry) for each in pair.differences for entry in _shown(each)]
    without = without_each(
        lexicons, [a.article, b.article], [(name, each.entry) for name, each in shown]
    )
    for found in pair.differences:
        write_line("")
        write_line(f"{found.dimension}: {_verdict(pair, found)}")
        if found.entries and a.unit == b.unit:
            _print_entries(found, without)
            _print_voices(found)
            _print_context(pair, found)
        _print_negated(found)


def print_pairs(profiles: Sequence[Profile]) -> None:
    """Print for each pair of articles and each dimension how many times the one is the other."""
    letters = combinations("ABCD"[: len(profiles)], 2)
    for (one, other), pair in zip(letters, compare_pairs(profiles), strict=True):
        write_line("")
        for found in pair.differences:
            write_line(f"{found.dimension}: {_verdict(pair, found, one, other)}")


def _shown(found: Difference) -> Sequence[EntryDifference]:
    return found.entries[:MOST_ENTRIES]


def _verdict(pair: Comparison, found: Difference, one: str = "A", other: str = "B") -> str:
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


_PER_1000 = "A−B per 1,000"


def _print_entries(found: Difference, without: Without) -> None:
    """The sum over entries, largest first, each with the rates there would be without it."""
    rows: list[list[str | int]] = []
    for each in _shown(found):
        scores = without[found.dimension, each.entry]
        rows.append([*_sides(each.entry, [each]), *map(rate_with_interval, scores)])
    if rest := found.entries[MOST_ENTRIES:]:
        rows.append([*_sides(f"({plural(len(rest), 'more entry', 'more entries')})", rest), "", ""])
    rows.append([*_sides("(all)", found.entries), "", ""])
    header = ["entry", "A", "B", _PER_1000, "A without it", "B without it"]
    print_table(header, rows, {"entry": 40})


def _sides(name: str, parts: Sequence[EntryDifference]) -> list[str | int]:
    return [
        name,
        sum(each.matches_a for each in parts),
        sum(each.matches_b for each in parts),
        f"{sum(each.contribution for each in parts):+.2f}",
    ]


def _print_voices(found: Difference) -> None:
    if found.voices is None:
        write_line("by voice: voice is not measured")
        return
    parts = (
        f"{each.voice} {each.matches_a} and {each.matches_b} ({each.contribution:+.2f})"
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


def _print_context(pair: Comparison, found: Difference) -> None:
    """The first counted match of each entry in each article."""
    sides = (("A", _first_lines(pair.a, found)), ("B", _first_lines(pair.b, found)))
    rows = [
        [each.entry, side, _in_context(lines[each.entry])]
        for each in _shown(found)
        for side, lines in sides
        if each.entry in lines
    ]
    print_table(["entry", "in", "its first match"], rows, {"entry": 40})


def _first_lines(profile: Profile, found: Difference) -> dict[str, Line]:
    """The first counted match of each entry of a dimension, with its context."""
    first = {}
    for match in profile.matches:
        if match.dimension == found.dimension and match.counted and match.entry not in first:
            first[match.entry] = line_of(profile, match, _CONTEXT)
    return first


def _in_context(line: Line) -> str:
    left, text, right = map(visible_line, (line.left, line.text, line.right))
    return f"{' ' * max(0, _CONTEXT - cells(left))}{left}[{text}]{right}"


def rows(profiles: Sequence[Profile], lexicons: Sequence[Lexicon]) -> Iterator[dict[str, object]]:
    """The rows of kind `comparison`: one for each pair of articles and dimension."""
    pairs = compare_pairs(profiles)
    named = {
        (found.dimension, each.entry): None
        for pair in pairs
        for found in pair.differences
        for each in found.entries
    }
    without = without_each(lexicons, [each.article for each in profiles], named)
    for places, pair in zip(combinations(range(len(profiles)), 2), pairs, strict=True):
        own = {key: tuple(scores[place] for place in places) for key, scores in without.items()}
        for found in pair.differences:
            yield _row(pair, found, own)


def _row(pair: Comparison, found: Difference, without: Without) -> dict[str, object]:
    return {
        "a": pair.a.article.id,
        "b": pair.b.article.id,
        "source_a": pair.a.article.source,
        "source_b": pair.b.article.source,
        "unit_a": pair.a.unit,
        "unit_b": pair.b.unit,
        "dimension": found.dimension,
        **_score_cells("a", found.a, found.affirmed_a),
        **_score_cells("b", found.b, found.affirmed_b),
        "difference": found.difference,
        **asdict(found.ratio),
        "adjusted_p": found.adjusted_p,
        "distinguishable": found.ratio.is_distinguishable,
        "entries": list(_entry_rows(pair, found, without)),
        "voices": None if found.voices is None else [asdict(each) for each in found.voices],
    }


def _score_cells(side: str, score: Score, affirmed: int | None) -> dict[str, object]:
    figures = {
        "rate": score.rate_per_1000,
        "low": score.low,
        "high": score.high,
        "interval": score.interval,
        "words": score.words,
        "matches": score.matches,
        "weight": score.weight,
        "affirmed": affirmed,
        "negated": score.negated_matches,
    }
    return {f"{name}_{side}": value for name, value in figures.items()}


def _entry_rows(
    pair: Comparison, found: Difference, without: Without
) -> Iterator[dict[str, object]]:
    lines_a, lines_b = (_first_lines(profile, found) for profile in (pair.a, pair.b))
    for each in found.entries:
        a, b = without[found.dimension, each.entry]
        yield {
            **asdict(each),
            **_without_cells("a", a),
            **_without_cells("b", b),
            "difference_without": minus(a.rate_per_1000, b.rate_per_1000),
            "kwic_a": _line_cells(lines_a.get(each.entry)),
            "kwic_b": _line_cells(lines_b.get(each.entry)),
        }


def _without_cells(side: str, score: Score) -> dict[str, object]:
    return {
        f"rate_{side}_without": score.rate_per_1000,
        f"low_{side}_without": score.low,
        f"high_{side}_without": score.high,
        f"interval_{side}_without": score.interval,
    }


def _line_cells(line: Line | None) -> dict[str, object] | None:
    if line is None:
        return None
    return {
        "start": line.match.start,
        "end": line.match.end,
        "left": line.left,
        "text": line.text,
        "right": line.right,
    }
